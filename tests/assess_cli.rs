//! `placewell assess` as a user runs it, on a small synthetic council.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn placewell() -> Command {
    Command::cargo_bin("placewell").unwrap()
}

fn council(dir: &Path) -> std::path::PathBuf {
    let folder = dir.join("council");
    placewell()
        .args([
            "--quiet",
            "synth",
            "herefordshire",
            "--children",
            "60",
            "--out",
        ])
        .arg(&folder)
        .assert()
        .success();
    folder
}

fn assess(council: &Path, out: &Path, threads: &str) {
    placewell()
        .env("RAYON_NUM_THREADS", threads)
        .args(["--quiet", "assess", "--top", "2"])
        .arg(council)
        .arg("--out")
        .arg(out)
        .assert()
        .success();
}

const FILES: [&str; 15] = [
    "annex.csv",
    "certificate.json",
    "choice.csv",
    "definitions.csv",
    "equality.csv",
    "few_homes.csv",
    "frontier.csv",
    "kpis.csv",
    "place_kpis.csv",
    "places.csv",
    "provenance.json",
    "report.html",
    "shortfall.csv",
    "summary.json",
    "supply.csv",
];

#[test]
fn every_file_is_written_and_is_the_same_for_any_number_of_threads() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let [one, two] = ["one", "two"].map(|name| dir.path().join(name));
    assess(&council, &one, "1");
    assess(&council, &two, "2");
    for name in FILES {
        let read = |out: &Path| fs::read_to_string(out.join(name)).expect(name);
        assert!(read(&one) == read(&two), "{name} differs");
        assert!(!read(&one).contains("NaN"), "{name}");
    }
    let kpis = fs::read_to_string(one.join("kpis.csv")).unwrap();
    assert!(
        kpis.lines().any(|line| line.starts_with("K05,in_area,")),
        "{kpis}"
    );
}

#[test]
fn a_folder_without_placements_is_assessed_and_says_what_is_missing() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let placements = council.join("placements.csv");
    let text = fs::read_to_string(&placements).unwrap();
    fs::write(&placements, text.lines().next().unwrap().to_owned() + "\n").unwrap();
    let out = dir.path().join("out");
    assess(&council, &out, "2");
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("summary.json")).unwrap()).unwrap();
    let said = summary["statements"].as_array().unwrap();
    assert!(
        said.iter().any(|s| s["about"] == "no_placements"),
        "{said:?}"
    );
    assert!(summary["indicators"]["in_area"]["actual"].is_null());
    assert!(summary["indicators"]["in_area"]["attainable_in_order"].is_number());
}

#[test]
fn the_council_folder_itself_is_no_place_to_write_to() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let run = placewell()
        .args(["assess"])
        .arg(&council)
        .arg("--out")
        .arg(&council)
        .assert();
    run.code(2);
    assert!(council.join("children.csv").exists());
}
