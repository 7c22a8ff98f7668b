//! `placewell plan` as people run it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn placewell() -> Command {
    Command::cargo_bin("placewell").unwrap()
}

/// A small synthetic council without targets of its own, and costs that look at few kinds of home.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let council = dir.path().join("council");
    let mut synth = placewell();
    synth.args([
        "synth",
        "herefordshire",
        "--children",
        "40",
        "--seed",
        "3",
        "--out",
    ]);
    synth.arg(&council).assert().success();
    let toml = council.join("council.toml");
    let text = fs::read_to_string(&toml).unwrap();
    let (before, targets) = text.split_once("[policy.targets]\n").unwrap();
    let after = targets.split_once("\n[").map_or("", |(_, after)| after);
    fs::write(&toml, format!("{before}[{after}")).unwrap();
    let kinds = "kinds = [\"foster-0-17-2-standard\", \"foster-11-17-1-specialist\", \"home-8-17-2-standard\"]\n";
    fs::write(dir.path().join("costs.toml"), kinds).unwrap();
    dir
}

fn plan(dir: &Path, out: &str, args: &[&str]) -> Command {
    let mut command = placewell();
    command
        .current_dir(dir)
        .args(["plan", "council", "--out", out]);
    command.args(args);
    command
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

const ASKED: [&str; 6] = [
    "--costs",
    "costs.toml",
    "--target",
    "family_as_planned=95",
    "--target",
    "in_area=60",
];

#[test]
fn a_plan_is_written_whole_and_the_same_with_any_number_of_threads() {
    let dir = folder();
    for threads in ["1", "2"] {
        let mut command = plan(dir.path(), threads, &ASKED);
        command.env("RAYON_NUM_THREADS", threads).assert().success();
    }
    let (one, two) = (dir.path().join("1"), dir.path().join("2"));
    for name in [
        "plan.csv",
        "alternatives.csv",
        "targets.csv",
        "placements.csv",
        "summary.json",
        "certificate.json",
        "provenance.json",
        "report.html",
    ] {
        let text = fs::read_to_string(one.join(name)).unwrap();
        assert_eq!(text, fs::read_to_string(two.join(name)).unwrap(), "{name}");
        assert!(!text.is_empty(), "{name}");
    }
    let summary = json(&one.join("summary.json"));
    assert_eq!(summary["theoretical"], true);
    assert!(
        summary["assumptions"]
            .as_str()
            .unwrap()
            .contains("assumptions")
    );
    let certificate = json(&one.join("certificate.json"));
    for variant in certificate["variants"].as_array().unwrap() {
        assert!(variant["price_bound"].as_i64() <= variant["objective_pence_a_week"].as_i64());
        assert!(variant["gap"].as_f64().unwrap() <= 1e-3, "{variant}");
    }
    assert!(
        fs::read_to_string(one.join("report.html"))
            .unwrap()
            .contains("Theoretical")
    );
}

#[test]
fn a_target_out_of_reach_is_said_and_is_no_error() {
    let dir = folder();
    fs::write(
        dir.path().join("none.toml"),
        "most_foster_places = 0\nmost_homes = 0\nmost_conversions = 0\n",
    )
    .unwrap();
    let args = [
        "--costs",
        "none.toml",
        "--target",
        "own_provision=100",
        "--alternatives",
        "0",
    ];
    plan(dir.path(), "out", &args).assert().success();
    let summary = json(&dir.path().join("out/summary.json"));
    assert_eq!(summary["reached"], false);
    let says = summary["statements"][0].as_str().unwrap();
    assert!(
        says.starts_with("own_provision: 100.0 % is out of reach"),
        "{says}"
    );
    assert!(says.contains("at most"), "{says}");
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_can() {
    let dir = folder();
    let says = |args: &[&str], status: i32, text: &str| {
        let output = plan(dir.path(), "out", args).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{error}");
        assert!(error.contains(text), "{error}");
    };
    says(&[], 2, "there is no target");
    says(&["--target", "fostered=80"], 2, "in_area");
    says(&["--target", "nonsense=80"], 2, "no indicator is called");
    says(&["--target", "in_area"], 2, "NAME=FIGURE");
    says(&["--target", "in_area=101"], 2, "from 0 to 100");
    fs::write(dir.path().join("bad.toml"), "years = 3\nfoster_onc = 1\n").unwrap();
    says(
        &["--target", "in_area=80", "--costs", "bad.toml"],
        3,
        "bad.toml:2",
    );
    fs::write(dir.path().join("kinds.toml"), "kinds = [\"castle\"]\n").unwrap();
    says(
        &["--target", "in_area=80", "--costs", "kinds.toml"],
        3,
        "castle",
    );
    assert!(!dir.path().join("out").exists());
}

#[test]
fn every_cost_is_documented_with_its_default() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/plan-costs.md"))
        .unwrap();
    let costs = serde_json::to_value(placewell::plan::Costs::default()).unwrap();
    for (name, value) in costs.as_object().unwrap() {
        let start = format!("| `{name}` | ");
        let line = page.lines().find(|line| line.starts_with(&start));
        let said = line.unwrap_or_else(|| panic!("{name} is missing"));
        let said = said[start.len()..]
            .split(" |")
            .next()
            .unwrap()
            .replace(',', "");
        match value.as_u64() {
            Some(number) => assert_eq!(said, number.to_string(), "{name}"),
            None => assert!(["all", "derived"].contains(&said.as_str()), "{name}"),
        }
    }
}
