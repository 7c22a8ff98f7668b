//! A forecast that is killed goes on with the futures it had finished, to the same bytes as one that was never cut short.

#[path = "small_council/mod.rs"]
mod small_council;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use small_council::{council, placewell};
use tempfile::TempDir;

const FUTURES: &str = "120";

fn forecast(council: &Path, out: &Path) -> Command {
    let mut command = placewell();
    command
        .arg("forecast")
        .arg(council)
        .args([
            "--months",
            "18",
            "--replications",
            "40",
            "--places",
            FUTURES,
        ])
        .arg("--out")
        .arg(out);
    command
}

/// Runs to the end, and gives what it said.
fn finish(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    said
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn kept(dir: &Path) -> PathBuf {
    dir.join(".out.futures.part")
}

/// Kills the forecast once it has kept so many bytes; gives how many it had when it died.
fn kill_at(council: &Path, dir: &Path, bytes: u64) -> u64 {
    let mut command = forecast(council, &dir.join("out"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let size = || fs::metadata(kept(dir)).map_or(0, |file| file.len());
    while size() < bytes && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    size()
}

#[test]
fn a_killed_forecast_goes_on_to_the_same_bytes() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let whole = dir.path().join("whole");
    let said = finish(&mut forecast(&council, &whole));
    assert!(!said.contains("Goes on"), "{said}");
    let whole = files(&whole);
    assert!(whole.iter().any(|(name, _)| name == "system.csv"));
    let out = dir.path().join("out");
    let mut had = Vec::new();
    // At the beginning, after a few futures, after many; and killed twice on the way.
    for moments in [&[1][..], &[60_000], &[400_000], &[60_000, 300_000]] {
        let mut last = 0;
        for bytes in moments {
            last = kill_at(&council, dir.path(), *bytes);
            assert!(last >= *bytes, "the futures are kept as they are finished");
        }
        assert!(!out.exists(), "nothing half-made stands there");
        let said = finish(&mut forecast(&council, &out));
        had.push((last, said.contains("Goes on with")));
        assert_eq!(files(&out), whole, "{moments:?}");
        assert!(!kept(dir.path()).exists());
        // Nor the folders in the making of those that were killed.
        fs::remove_dir_all(&out).unwrap();
        assert_eq!(names(dir.path()), ["council", "whole"], "{moments:?}");
    }
    assert!(had[1..].iter().all(|(_, goes_on)| *goes_on), "{had:?}");
}

#[test]
fn an_interrupted_forecast_ends_with_the_futures_that_are_finished_and_goes_on() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let out = dir.path().join("out");
    let mut command = forecast(&council, &out);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let size = || fs::metadata(kept(dir.path())).map_or(0, |file| file.len());
    while size() < 60_000 && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(
        said.contains("interrupted: ending with the futures with homes that are finished"),
        "{said}"
    );
    assert!(said.contains("the same command goes on"), "{said}");
    assert!(!said.contains("plan at hand"), "{said}");
    let page = fs::read_to_string(out.join("places.html")).unwrap();
    assert!(page.contains("Interrupted: of the futures that were finished."));
    let said = finish(&mut forecast(&council, &out));
    assert!(said.contains("Goes on with"), "{said}");
    let page = fs::read_to_string(out.join("places.html")).unwrap();
    assert!(!page.contains("Interrupted"));
}

#[test]
fn a_forecast_of_children_alone_that_is_interrupted_leaves_nothing_and_says_so() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let mut command = placewell();
    command.arg("forecast").arg(&council).args([
        "--replications",
        "20000",
        "--months",
        "120",
        "--places",
        "0",
    ]);
    let out = dir.path().join("out");
    let mut child = command
        .arg("--out")
        .arg(&out)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let part = dir.path().join(format!(".out.{}.part", child.id()));
    while !part.exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    // It has begun, and draws futures.
    sleep(Duration::from_millis(200));
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(130), "{said}");
    assert!(
        said.contains("interrupted; nothing half-made is left"),
        "{said}"
    );
    assert_eq!(names(dir.path()), ["council"]);
}

#[test]
fn what_is_cut_short_or_damaged_or_of_another_forecast_is_run_again() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let whole = dir.path().join("whole");
    finish(&mut forecast(&council, &whole));
    let out = dir.path().join("out");
    let kept = kept(dir.path());
    kill_at(&council, dir.path(), 100_000);
    let mut bytes = fs::read(&kept).unwrap();
    bytes.truncate(bytes.len() - 3);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(&kept, &bytes).unwrap();
    finish(&mut forecast(&council, &out));
    assert_eq!(files(&out), files(&whole));
    // Another seed finds nothing of its own, and the kept file is its from then on.
    fs::write(&kept, &bytes).unwrap();
    let said = finish(forecast(&council, &out).args(["--seed", "2", "--replace"]));
    assert!(!said.contains("Goes on"), "{said}");
    assert_ne!(files(&out), files(&whole));
    assert!(!kept.exists());
    // A folder that is there is not replaced unasked where nothing was cut short.
    let refused = forecast(&council, &out).output().unwrap();
    assert!(!refused.status.success());
}
