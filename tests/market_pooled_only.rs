//! A market's round without what each authority would come to alone.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;

fn placewell() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
}

/// `authority-1` and `authority-2` of a small synthetic region.
fn region(dir: &Path) -> [String; 2] {
    let region = dir.join("region");
    placewell()
        .args(["synth", "--region", "2", "--children", "60", "--out"])
        .arg(&region)
        .assert()
        .success();
    ["authority-1", "authority-2"].map(|name| region.join(name).display().to_string())
}

#[test]
fn the_same_options_and_no_comparison() {
    let dir = tempfile::tempdir().unwrap();
    let authorities = region(dir.path());
    let round = |out: &str, options: &[&str]| {
        let out = dir.path().join(out);
        placewell()
            .arg("match")
            .args(&authorities)
            .args(options)
            .arg("--out")
            .arg(&out)
            .assert()
            .success();
        out
    };
    let (whole, pooled) = (round("whole", &[]), round("pooled", &["--pooled-only"]));
    let text = |out: &Path, name: &str| fs::read_to_string(out.join(name)).unwrap();
    assert_eq!(text(&whole, "matches.csv"), text(&pooled, "matches.csv"));
    assert!(whole.join("pooling.csv").exists() && !pooled.join("pooling.csv").exists());
    let page = text(&pooled, "report.html");
    assert!(page.contains("What pooling gives each authority is left out: it was not asked for"));
}

#[test]
fn wrong_usage_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let authorities = region(dir.path());
    let out = dir.path().join("out");
    placewell()
        .args(["match", "--pooled-only", &authorities[0], "--out"])
        .arg(&out)
        .assert()
        .code(2)
        .stderr(contains("--pooled-only is for several council folders"));
    placewell()
        .args(["match", "--pooled-only", "--none-worse", "placed"])
        .args(&authorities)
        .arg("--out")
        .arg(&out)
        .assert()
        .code(2)
        .stderr(contains("cannot be used with"));
    assert!(!out.exists());
}
