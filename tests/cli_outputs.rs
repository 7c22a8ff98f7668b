//! What a command may put its output in the place of, and what is left when it stops early.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use predicates::str::contains;
use tempfile::TempDir;

fn placewell() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
}

fn good() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good")
}

/// An empty folder with a copy of the good council in `council`, as somebody would have made it by hand.
fn with_council() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let council = dir.path().join("council");
    fs::create_dir(&council).unwrap();
    for entry in fs::read_dir(good()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), council.join(entry.file_name())).unwrap();
    }
    (dir, council)
}

fn synth(out: &Path) -> Command {
    let mut command = placewell();
    command.args(["synth", "herefordshire", "--children", "20", "--out"]);
    command.arg(out);
    command
}

fn round(council: &Path, out: &Path) -> Command {
    let mut command = placewell();
    command.arg("match").arg(council).arg("--out").arg(out);
    command
}

/// Every file below a folder, with its bytes.
fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.clone(), fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn nothing_takes_the_place_of_a_council() {
    let (dir, council) = with_council();
    let before = tree(dir.path());
    round(&council, &council).assert().failure();
    round(&council, dir.path()).assert().failure();
    synth(&council).assert().code(1);
    round(&council, &dir.path().join("round"))
        .arg("--export-model")
        .arg(&council)
        .assert()
        .code(2);
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn a_synthetic_council_is_replaced_by_another_but_not_by_a_round() {
    let (dir, council) = with_council();
    let made = dir.path().join("made");
    synth(&made).assert().success();
    synth(&made).args(["--seed", "7"]).assert().success();
    let provenance = fs::read_to_string(made.join("provenance.json")).unwrap();
    assert!(provenance.contains("\"seed\": 7"), "{provenance}");
    let before = tree(&made);
    round(&council, &made)
        .assert()
        .code(1)
        .stderr(contains("holds a council folder, not a round"));
    assert_eq!(tree(&made), before);
    placewell()
        .arg("check")
        .arg(&made)
        .assert()
        .success()
        .stdout(contains("no errors"));
}

#[test]
fn a_folder_that_held_the_input_is_not_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("round");
    round(&good(), &out).assert().success();
    let inner = out.join("council");
    synth(&inner).assert().success();
    let before = tree(&out);
    round(&inner, &out)
        .assert()
        .code(2)
        .stderr(contains("would be replaced"));
    assert_eq!(tree(&out), before);
}

#[test]
fn nothing_is_written_into_a_council_folder() {
    let (dir, council) = with_council();
    let before = tree(dir.path());
    let inside = council.join("this-month");
    let is_inside = "is in the council folder";
    for name in ["match", "replay", "assess", "plan"] {
        let mut command = placewell();
        command.arg(name).arg(&council).arg("--out").arg(&inside);
        command.assert().code(2).stderr(contains(is_inside));
    }
    round(&council, &dir.path().join("round"))
        .arg("--export-model")
        .arg(&inside)
        .assert()
        .code(2)
        .stderr(contains(is_inside));
    let itself = "is the council folder, which would be replaced";
    round(&council, &council)
        .assert()
        .code(2)
        .stderr(contains(itself));
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn models_inside_the_rounds_folder_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("round");
    for models in [out.join("models"), out.clone()] {
        round(&good(), &out)
            .arg("--export-model")
            .arg(&models)
            .assert()
            .success();
        assert!(models.join("tier-1-emergencies.mps").is_file());
        assert!(out.join("report.html").is_file());
    }
    assert!(!out.join("models").exists(), "left from the round before");
}

#[test]
fn a_round_inside_the_models_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    round(&good(), &dir.path().join("models/round"))
        .arg("--export-model")
        .arg(dir.path().join("models"))
        .assert()
        .code(2);
    assert!(tree(dir.path()).is_empty());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn the_folder_one_stands_in_is_not_pulled_away() {
    let dir = tempfile::tempdir().unwrap();
    round(&good(), Path::new("."))
        .current_dir(dir.path())
        .assert()
        .code(1)
        .stderr(contains("the folder you are in"));
}

#[test]
fn every_table_of_a_theoretical_round_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("round");
    round(&good(), &out)
        .arg("--whole-system")
        .assert()
        .success();
    for name in ["matches.csv", "options.csv", "unplaced.csv"] {
        let mut table = csv::Reader::from_path(out.join(name)).unwrap();
        let headings = table.headers().unwrap().clone();
        let at = headings.iter().position(|h| h == "theoretical");
        let at = at.unwrap_or_else(|| panic!("{name}: {headings:?}"));
        for row in table.records() {
            assert_eq!(&row.unwrap()[at], "yes", "{name}");
        }
    }
}

#[test]
fn a_closed_standard_error_changes_no_status() {
    for (words, status) in [
        (&["check", "nowhere"][..], 3),
        (&["explain", "D99"], 2),
        (&["fly"], 2),
    ] {
        let mut child = Process::new(assert_cmd::cargo::cargo_bin!("placewell"))
            .args(words)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{words:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Process::new(assert_cmd::cargo::cargo_bin!("placewell"))
        .args(["demo", "--council", "lancashire", "--out"])
        .arg(dir.path().join("new/demo"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The whole-system round of this council takes far longer than the folder takes to appear.
    while !dir.path().join("new").exists() {
        assert_eq!(child.try_wait().unwrap(), None, "ended too soon");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    assert!(
        Process::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(said.contains("interrupted"), "{said}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}
