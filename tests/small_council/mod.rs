//! The program, and a small synthetic council for it to work on.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The program.
pub fn placewell() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin("placewell"))
}

/// A council of 150 children in a folder of this one.
pub fn council(dir: &Path) -> PathBuf {
    let folder = dir.join("council");
    let synth = [
        "--quiet",
        "synth",
        "herefordshire",
        "--children",
        "150",
        "--out",
    ];
    let made = placewell().args(synth).arg(&folder).status().unwrap();
    assert!(made.success());
    folder
}
