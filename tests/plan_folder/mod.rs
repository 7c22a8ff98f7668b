//! A small folder to plan for, shared by the tests that run `placewell plan`.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// The program.
pub fn placewell() -> Command {
    Command::cargo_bin("placewell").unwrap()
}

/// A small synthetic council without targets of its own, and costs that look at few kinds of home.
pub fn folder() -> tempfile::TempDir {
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

/// A plan of the folder.
pub fn plan(dir: &Path, out: &str, args: &[&str]) -> Command {
    let mut command = placewell();
    command
        .current_dir(dir)
        .args(["plan", "council", "--out", out]);
    command.args(args);
    command
}

/// Gives the folder targets of its own.
pub fn add_targets(dir: &Path, targets: &str) {
    let toml = dir.join("council/council.toml");
    let text = fs::read_to_string(&toml).unwrap();
    fs::write(toml, format!("{text}\n[policy.targets]\n{targets}\n")).unwrap();
}
