//! The command line as people use it: exit statuses, files, and what is left behind when something is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_match};
use serde_json::Value;
use tempfile::TempDir;

const FILES: [&str; 8] = [
    "certificate.json",
    "matches.csv",
    "options.csv",
    "provenance.json",
    "report.html",
    "summary.json",
    "timings.json",
    "unplaced.csv",
];

fn placewell() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
}

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// An empty folder with a small synthetic council in `council`.
fn with_council() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let council = dir.path().join("council");
    placewell()
        .args(["synth", "herefordshire", "--children", "60", "--out"])
        .arg(&council)
        .assert()
        .success();
    (dir, council)
}

/// The good folder overlaid by a broken case.
fn bad_folder(case: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for from in [
        tests_folder().join("good"),
        tests_folder().join("bad").join(case),
    ] {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name() != "expected.txt" {
                fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
            }
        }
    }
    dir
}

fn run_match(council: &Path, out: &Path) -> Command {
    let mut command = placewell();
    command.arg("match").arg(council).arg("--out").arg(out);
    command
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn bytes(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |name: String| (name.clone(), fs::read(dir.join(name)).unwrap());
    names(dir).into_iter().map(read).collect()
}

/// Every file but the one that tells the time.
fn lasting(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = bytes(dir);
    all.remove("timings.json").expect("timings");
    all
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn help_of_every_command_has_an_example() {
    let commands = [
        "demo",
        "synth",
        "check",
        "match",
        "options",
        "scenario",
        "explain",
        "completions",
    ];
    placewell()
        .arg("--help")
        .assert()
        .success()
        .stdout(contains("Example").and(contains("Exit status")));
    for command in commands {
        placewell()
            .args([command, "--help"])
            .assert()
            .success()
            .stdout(contains("Example"));
    }
}

#[test]
fn wrong_words_are_status_2() {
    for words in [
        &["fly"][..],
        &[],
        &["match", "somewhere"],
        &["synth", "atlantis", "--out", "nowhere-atlantis"],
        &["explain", "D15", "D16"],
    ] {
        placewell().args(words).assert().code(2).stdout("");
    }
    assert!(!Path::new("nowhere-atlantis").exists());
}

#[test]
fn a_good_folder_passes_the_check() {
    placewell()
        .arg("check")
        .arg(tests_folder().join("good"))
        .assert()
        .success()
        .stdout(contains("12 children, 15 homes"));
    let out = placewell()
        .args(["check", "--json"])
        .arg(tests_folder().join("good"))
        .assert()
        .success();
    let found: Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
    assert_eq!(found["errors"], 0);
}

#[test]
fn a_bad_folder_is_status_3_with_file_line_and_column() {
    for (case, place) in [
        ("date-31-february", "children.csv:5:6: error[E0204]"),
        ("code-unknown", "homes.csv:4:122: error[E0202]"),
        ("column-missing", "sibling_links.csv:1:1: error[E0107]"),
    ] {
        let dir = bad_folder(case);
        placewell()
            .arg("check")
            .arg(dir.path())
            .assert()
            .code(3)
            .stdout("")
            .stderr(contains(place));
        let out = placewell()
            .args(["check", "--json"])
            .arg(dir.path())
            .assert()
            .code(3);
        let found: Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
        assert!(found["errors"].as_u64().unwrap() > 0, "{found}");
        let (file, line) = place.split_once(':').unwrap();
        let line: u64 = line.split(':').next().unwrap().parse().unwrap();
        let here = |p: &Value| p["file"] == file && p["line"] == line;
        let problems = found["problems"].as_array().unwrap();
        assert!(problems.iter().any(here), "{found}");
    }
}

#[test]
fn a_round_writes_exactly_its_files() {
    let (dir, council) = with_council();
    let out = dir.path().join("round");
    run_match(&council, &out)
        .assert()
        .success()
        .stdout(contains("A person decides"));
    assert_eq!(names(&out), FILES);
    assert_eq!(names(dir.path()), ["council", "round"]);
    let summary = json(&out.join("summary.json"));
    assert_eq!(summary["theoretical"], false);
    let printed = run_match(&council, &out).arg("--json").assert().success();
    let printed: Value = serde_json::from_slice(&printed.get_output().stdout).unwrap();
    assert_eq!(printed, summary);
    run_match(&council, &out)
        .arg("--quiet")
        .assert()
        .success()
        .stdout("");
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let (dir, council) = with_council();
    let mut found = Vec::new();
    for (name, threads) in [("a", "1"), ("b", "2"), ("c", "2"), ("d", "4")] {
        for whole in [false, true] {
            let out = dir.path().join(format!("{name}-{whole}"));
            let mut command = run_match(&council, &out);
            command.arg("--export-model").arg(&out);
            command.env("RAYON_NUM_THREADS", threads);
            if whole {
                command.arg("--whole-system");
            }
            command.assert().success();
            found.push((whole, lasting(&out)));
        }
    }
    for (whole, files) in &found[2..] {
        let first = &found[usize::from(*whole)].1;
        assert!(files.keys().eq(first.keys()));
        let differ: Vec<_> = files.keys().filter(|f| files[*f] != first[*f]).collect();
        assert!(differ.is_empty(), "{differ:?} differ");
    }
}

#[test]
fn a_foreign_folder_is_left_alone_and_our_own_is_replaced() {
    let (dir, council) = with_council();
    let foreign = dir.path().join("letters");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("letter.txt"), "Dear").unwrap();
    run_match(&council, &foreign)
        .assert()
        .code(1)
        .stderr(contains("not written by placewell"));
    assert_eq!(names(&foreign), ["letter.txt"]);
    assert_eq!(names(dir.path()), ["council", "letters"]);
    run_match(&council, &foreign.join("letter.txt"))
        .assert()
        .code(1)
        .stderr(contains("is a file"));

    let own = dir.path().join("round");
    run_match(&council, &own)
        .arg("--export-model")
        .arg(own.join("models"))
        .assert()
        .success();
    // What was written there before is replaced, in folders in it as well.
    run_match(&council, &own).assert().success();
    assert_eq!(names(&own), FILES);

    let empty = dir.path().join("empty");
    fs::create_dir(&empty).unwrap();
    run_match(&council, &empty).assert().success();
    assert_eq!(names(&empty), FILES);
    assert_eq!(names(dir.path()), ["council", "empty", "letters", "round"]);
}

#[test]
fn a_file_of_somebody_else_in_our_own_folder_is_named_and_nothing_is_replaced() {
    let (dir, council) = with_council();
    let own = dir.path().join("round");
    run_match(&council, &own).assert().success();
    fs::create_dir(own.join("for-panel")).unwrap();
    fs::write(own.join("for-panel/notes.docx"), "mine").unwrap();
    let before = names(&own);
    let page = fs::metadata(own.join("report.html")).unwrap();
    run_match(&council, &own)
        .arg("--whole-system")
        .assert()
        .code(3)
        .stderr(contains(
            "holds for-panel/notes.docx, which placewell did not write",
        ));
    assert_eq!(names(&own), before);
    let after = fs::metadata(own.join("report.html")).unwrap();
    assert_eq!(page.modified().unwrap(), after.modified().unwrap());
    assert_eq!(names(dir.path()), ["council", "round"]);
    fs::remove_dir_all(own.join("for-panel")).unwrap();
    run_match(&council, &own).assert().success();
}

#[test]
fn bad_input_leaves_nothing_behind() {
    let bad = bad_folder("code-unknown");
    let dir = tempfile::tempdir().unwrap();
    run_match(bad.path(), &dir.path().join("round"))
        .arg("--export-model")
        .arg(dir.path().join("models"))
        .assert()
        .code(3)
        .stderr(contains("homes.csv:4:6"));
    assert!(names(dir.path()).is_empty(), "{:?}", names(dir.path()));
    run_match(&dir.path().join("nowhere"), &dir.path().join("round"))
        .assert()
        .code(3);
    assert!(names(dir.path()).is_empty(), "{:?}", names(dir.path()));
}

#[test]
fn refused_models_leave_no_output_behind() {
    let (dir, council) = with_council();
    let foreign = dir.path().join("letters");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("letter.txt"), "Dear").unwrap();
    run_match(&council, &dir.path().join("round"))
        .arg("--export-model")
        .arg(&foreign)
        .assert()
        .code(1);
    assert_eq!(names(dir.path()), ["council", "letters"]);
}

#[test]
fn one_model_a_tier_is_exported_with_its_prices_and_the_certificate_names_it() {
    let (dir, council) = with_council();
    let (out, models) = (dir.path().join("round"), dir.path().join("models"));
    run_match(&council, &out)
        .arg("--export-model")
        .arg(&models)
        .assert()
        .success();
    let certificate = json(&out.join("certificate.json"));
    let tiers = certificate["tiers"].as_array().unwrap();
    let mut expected = vec!["cuts.csv".to_owned(), "provenance.json".to_owned()];
    for (t, tier) in tiers.iter().enumerate() {
        let name = format!("tier-{}-{}.mps", t + 1, tier["name"].as_str().unwrap());
        assert_eq!(tier["model"], name.as_str());
        let prices = name.replace(".mps", "-prices.csv");
        assert_eq!(tier["prices"], prices.as_str());
        let text = fs::read_to_string(models.join(&name)).unwrap();
        for section in ["NAME", "ROWS", "COLUMNS", "RHS", "ENDATA"] {
            assert!(text.contains(section), "{name}: {section}");
        }
        expected.extend([name, prices]);
    }
    expected.sort();
    assert_eq!(names(&models), expected);
    assert_eq!(tiers.len(), 9);

    run_match(&council, &out).assert().success();
    let without = json(&out.join("certificate.json"));
    let tiers = without["tiers"].as_array().unwrap();
    assert!(tiers.iter().all(|tier| tier["model"].is_null()));
}

#[test]
fn a_whole_system_round_says_theoretical_wherever_it_is_read() {
    let (dir, council) = with_council();
    let out = dir.path().join("whole");
    run_match(&council, &out)
        .arg("--whole-system")
        .assert()
        .success()
        .stdout(is_match("(?i)theoretical").unwrap());
    for name in ["summary.json", "certificate.json", "provenance.json"] {
        assert_eq!(json(&out.join(name))["theoretical"], true, "{name}");
    }
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.to_lowercase().contains("theoretical"));
    let mut table = csv::Reader::from_path(out.join("matches.csv")).unwrap();
    let headings = table.headers().unwrap().clone();
    let at = headings.iter().position(|h| h == "theoretical").unwrap();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    assert!(rows.len() > 30);
    assert!(rows.iter().all(|row| &row[at] == "yes"));
}

/// Ids of the first column of a table.
fn ids(path: &Path) -> Vec<String> {
    let mut table = csv::Reader::from_path(path).unwrap();
    let id = |row: csv::StringRecord| row[0].to_owned();
    table.records().map(|row| id(row.unwrap())).collect()
}

#[test]
fn options_of_a_child_are_printed_and_parse() {
    let (_dir, council) = with_council();
    let child = ids(&council.join("children.csv")).pop().unwrap();
    placewell()
        .arg("options")
        .arg(&council)
        .arg(&child)
        .assert()
        .success()
        .stdout(contains(child.as_str()).and(contains("A person decides")));
    let out = placewell()
        .args(["options", "--json", "--top", "2"])
        .arg(&council)
        .arg(&child)
        .assert()
        .success();
    let found: Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
    assert!(found["options"].as_array().unwrap().len() <= 2, "{found}");
    assert!(found.to_string().contains(&child));
}

#[test]
fn children_who_are_unknown_or_unrelated_are_status_2() {
    let good = tests_folder().join("good");
    let ask = |children: &[&str]| {
        let mut command = placewell();
        command.arg("options").arg(&good).args(children);
        command.assert()
    };
    ask(&["C00l"])
        .code(2)
        .stdout("")
        .stderr(contains("did you mean \"C00"));
    ask(&["C001", "C010"])
        .code(2)
        .stdout("")
        .stderr(contains("not one sibling group"));
    ask(&[]).code(2).stdout("");
    ask(&["C001", "C002", "C003"]).success();
}

#[test]
fn why_not_a_home_is_answered_or_refused() {
    let good = tests_folder().join("good");
    let ask = |home: &str| {
        let mut command = placewell();
        command
            .arg("options")
            .arg(&good)
            .args(["C001", "--why-not", home]);
        command.assert()
    };
    ask("H001").success().stdout(contains("why not H001"));
    ask("H0O1")
        .code(2)
        .stdout("")
        .stderr(contains("no home \"H0O1\" in homes.csv; did you mean \"H0"));
    let out = placewell()
        .args([
            "options",
            "--json",
            "--why-not",
            "H008",
            "--why-not",
            "H001",
        ])
        .arg(&good)
        .arg("C001")
        .assert()
        .success();
    let found: Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
    assert_eq!(found["why_not"].as_array().unwrap().len(), 2, "{found}");
    assert_eq!(found["why_not"][0]["answer"], "barred", "{found}");
    let (_dir, council) = with_council();
    let mut homes = csv::Reader::from_path(council.join("homes.csv")).unwrap();
    let mut rows = homes.records().map(|row| row.unwrap());
    let never = rows.find(|row| matches!(&row[1], "parents" | "adoptive"));
    let child = ids(&council.join("children.csv")).pop().unwrap();
    placewell()
        .arg("options")
        .arg(&council)
        .args([&child, "--why-not", &never.unwrap()[0]])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("which a round never offers"));
}

#[test]
fn explain_gives_the_page_of_a_duty_or_an_error() {
    let page = placewell().args(["explain", "D03"]).assert().success();
    let page = String::from_utf8(page.get_output().stdout.clone()).unwrap();
    for heading in placewell::duties::HEADINGS {
        assert!(page.contains(heading), "{heading}");
    }
    placewell()
        .args(["explain", "e0203"])
        .assert()
        .success()
        .stdout(contains("E0203"));
    let list = placewell().arg("explain").assert().success();
    let list = String::from_utf8(list.get_output().stdout.clone()).unwrap();
    for duty in placewell::duties::ALL {
        assert!(list.contains(duty.card().code));
    }
    placewell()
        .args(["explain", "D99"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("did you mean D"));
    placewell()
        .args(["explain", "in_aera"])
        .assert()
        .code(2)
        .stderr(contains("did you mean in_area?"));
    // Nothing is near it.
    placewell()
        .args(["explain", "frobnicate"])
        .assert()
        .code(2)
        .stderr(contains("lists all").and(contains("did you mean").not()));
}

#[test]
fn a_reader_who_has_read_enough_is_no_error() {
    for words in [&["explain"][..], &["completions", "bash"], &["--help"]] {
        let mut child = Process::new(assert_cmd::cargo::cargo_bin!("placewell"))
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert!(done.status.success(), "{words:?}: {:?}", done.status);
        assert!(done.stderr.is_empty(), "{words:?}");
    }
}

#[test]
fn the_demo_ends_with_a_report() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("demo");
    placewell()
        .args(["demo", "--out"])
        .arg(&out)
        .assert()
        .success()
        .stdout(contains("report.html").and(contains("synthetic")));
    assert_eq!(
        names(&out),
        [
            "assessment",
            "council",
            "forecast",
            "month",
            "plan",
            "provenance.json",
            "report.html",
            "whole-system"
        ]
    );
    assert_eq!(names(&out.join("month")), FILES);
    assert_eq!(names(&out.join("whole-system")), FILES);
    assert_eq!(names(dir.path()), ["demo"]);
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.to_lowercase().contains("theoretical"));
    let ahead = fs::read_to_string(out.join("forecast/report.html")).unwrap();
    assert!(ahead.contains("Synthetic (seed"));
    assert!(ahead.contains("Demand only"));
    // Ten fans and two plots of reliability.
    assert_eq!(ahead.matches("<svg class=\"map\"").count(), 12);
}

#[test]
fn the_council_folder_itself_is_never_replaced_by_a_round() {
    let (_dir, council) = with_council();
    let before = bytes(&council);
    run_match(&council, &council).assert().code(2);
    assert_eq!(bytes(&council), before);
}

#[test]
fn models_in_or_inside_the_rounds_folder_are_refused_or_kept() {
    let (dir, council) = with_council();
    for (out, models) in [("a", "a"), ("b", "b/models")] {
        let (out, models) = (dir.path().join(out), dir.path().join(models));
        let mut command = run_match(&council, &out);
        let done = command.arg("--export-model").arg(&models).output().unwrap();
        let done = done.status.success();
        let model = models.join("tier-1-emergencies.mps");
        assert_eq!(done, model.exists() && out.join("report.html").exists());
        assert!(done || !out.exists(), "something is left behind");
    }
}
