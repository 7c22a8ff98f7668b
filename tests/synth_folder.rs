//! What `placewell synth` may write over: a folder that it made itself, and never an imported council.

use std::fs;

use assert_cmd::Command;
use predicates::prelude::*;
use tempfile::TempDir;

fn synth(out: &std::path::Path) -> assert_cmd::assert::Assert {
    let mut placewell = Command::cargo_bin("placewell").unwrap();
    let words = [
        "--quiet",
        "synth",
        "herefordshire",
        "--children",
        "20",
        "--out",
    ];
    placewell.args(words).arg(out).assert()
}

#[test]
fn a_council_that_is_not_synthetic_is_left_alone() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("council");
    synth(&out).success();
    // Its own folder it may make anew.
    synth(&out).success();
    // As an import leaves it.
    let provenance = out.join("provenance.json");
    let text = fs::read_to_string(&provenance).unwrap();
    fs::write(
        &provenance,
        text.replace("\"synthetic\": true", "\"synthetic\": false"),
    )
    .unwrap();
    let before = fs::read(out.join("children.csv")).unwrap();
    fs::write(out.join("returns.csv"), "kept").unwrap();
    synth(&out).code(1).stderr(predicate::str::contains(
        "was not made by synth; nothing was changed",
    ));
    assert_eq!(fs::read(out.join("children.csv")).unwrap(), before);
    assert_eq!(fs::read_to_string(out.join("returns.csv")).unwrap(), "kept");
}
