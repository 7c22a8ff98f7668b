//! The commands, as people use them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use tempfile::TempDir;

use super::{measures, options, root};

fn placewell() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("placewell"));
    command.current_dir(root()).arg("scenario");
    command
}

/// A folder with a scenario.
fn with(text: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mine.toml");
    fs::write(&path, text).unwrap();
    (dir, path)
}

/// A small synthetic council.
fn council(dir: &Path, profile: &str) -> PathBuf {
    let council = dir.join("council");
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
        .args(["synth", profile, "--children", "60", "--out"])
        .arg(&council)
        .assert()
        .success();
    council
}

/// Somebody who has read the README alone writes the scenario that it shows.
#[test]
fn the_scenario_of_the_readme_works_as_it_stands() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, section) = readme.split_once("## Five minutes to a scenario").unwrap();
    let (_, block) = section.split_once("```toml\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    assert_eq!(block.lines().count(), 5);
    let schema = block
        .lines()
        .next()
        .unwrap()
        .strip_prefix("#:schema ")
        .unwrap();
    assert!(root().join(schema).exists());
    let (_dir, path) = with(block);
    placewell()
        .arg("explain")
        .arg(&path)
        .assert()
        .success()
        .stdout(contains("Recruits 10 foster households for teenagers"));
}

#[test]
fn a_good_scenario_is_checked_and_explained() {
    let (_dir, path) = with(
        "title = \"Ten foster carers for teenagers\"\n[levers.recruit]\ncarers = 10\nfor = \"teenagers\"\n",
    );
    placewell()
        .arg("check")
        .arg(&path)
        .assert()
        .success()
        .stdout(contains(
            "Ten foster carers for teenagers; 1 lever; no errors",
        ));
    placewell()
        .arg("explain")
        .arg(&path)
        .assert()
        .success()
        .stdout(starts_with("Ten foster carers for teenagers (mine)\n").and(contains(
            "- recruit: Recruits 10 foster households for teenagers, evenly over the first 12 months.",
        )));
    placewell()
        .args(["--quiet", "check"])
        .arg(&path)
        .assert()
        .success()
        .stdout("");
}

#[test]
fn broken_scenarios_are_status_3_with_every_problem_of_every_file() {
    let (_dir, path) =
        with("[levers.recruitt]\ncarers = 10\n[levers.entries]\npercent = \"ten\"\n");
    let other = root().join("tests/bad_scenarios/interval-reversed/scenario.toml");
    placewell()
        .arg("check")
        .args([&path, &other])
        .assert()
        .code(3)
        .stdout("")
        .stderr(
            contains("mine.toml:1:9: error[E0902]: no lever is called \"recruitt\"")
                .and(contains("did you mean \"recruit\"?"))
                .and(contains("mine.toml:4:11: error[E0604]"))
                .and(contains("error[E0904]"))
                .and(contains("4 errors, 0 warnings")),
        );
    placewell()
        .args(["check", "--json"])
        .arg(&path)
        .assert()
        .code(3)
        .stdout(contains("\"code\": \"E0902\"").and(contains("\"line\": 1")));
    placewell()
        .arg("explain")
        .arg(&path)
        .assert()
        .code(3)
        .stdout("");
    placewell()
        .args(["check", "no-such-file.toml"])
        .assert()
        .code(3)
        .stderr(contains(
            "no-such-file.toml cannot be read: there is no such file",
        ));
}

#[test]
fn a_scenario_is_held_against_a_council() {
    let (dir, path) = with(
        "[levers.open_homes]\nhomes = 1\nkind = \"home-8-17-1-specialist\"\ndistrict = \"herefrd\"\n[levers.closure]\nprovider = \"Nobody at all\"\n[levers.recruit]\ncarers = 1\nfrom = 2090-01-01\nuntil = \"+6 months\"\n[levers.siblings]\nlever = \"recruit\"\ncarers = 1\ndistrict = \"ludlow\"\n[policy]\nnear_miles = 90\n",
    );
    let council = council(dir.path(), "herefordshire");
    placewell().arg("check").arg(&path).assert().success();
    placewell()
        .arg("check")
        .arg(&path)
        .arg("--council")
        .arg(&council)
        .assert()
        .code(3)
        .stderr(
            contains("mine.toml:4:12: error[E0907]")
                .and(contains("did you mean \"hereford\"?"))
                .and(contains("mine.toml:6:12: error[E0907]"))
                .and(contains("mine.toml:10:9: error[E0905]: until"))
                .and(contains("the district \"ludlow\" is not in Herefordshire"))
                .and(contains("mine.toml:16:14: error[E0604]: near_miles"))
                .and(contains("5 errors")),
        );
    let good = root().join("scenarios/herefordshire/whole-strategy.toml");
    placewell()
        .arg("explain")
        .arg(good)
        .arg("--council")
        .arg(&council)
        .assert()
        .success()
        .stdout(contains("from 31 March 2025 to 30 September 2026"));
}

#[test]
fn what_changes_nothing_is_a_warning_of_check_and_explain() {
    let (_dir, path) = with("[levers.recruit]\ncarers = 5\nfrom = \"+40 months\"\n");
    for words in ["check", "explain"] {
        placewell()
            .arg(words)
            .arg(&path)
            .assert()
            .success()
            .stdout(contains("mine.toml:3:8: warning[W0715]").and(contains("after 36 months")));
    }
    placewell()
        .args(["check", "--json"])
        .arg(&path)
        .assert()
        .success()
        .stdout(contains("\"warnings\": 1").and(contains("W0715")));
}

/// Every pack names only districts that its own council has.
#[test]
fn every_pack_fits_its_council() {
    for (pack, profile) in [
        ("lincolnshire", "lincolnshire"),
        ("stockton", "stockton-on-tees"),
        ("herefordshire", "herefordshire"),
        ("north-east-lincolnshire", "north-east-lincolnshire"),
        ("lancashire", "lancashire"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let council = council(dir.path(), profile);
        let mut check = placewell();
        check.arg("check").arg("--council").arg(council);
        for folder in [pack, "common"] {
            for file in fs::read_dir(root().join("scenarios").join(folder)).unwrap() {
                check.arg(file.unwrap().path());
            }
        }
        check.assert().success();
    }
}

#[test]
fn the_scenarios_of_a_folder_are_listed_with_what_they_answer() {
    placewell()
        .args(["list", "scenarios/herefordshire"])
        .assert()
        .success()
        .stdout(contains("carers-for-teenagers").and(contains("[HER-38]")));
    placewell()
        .args(["list", "src"])
        .assert()
        .code(3)
        .stderr(contains("has no scenario file"));
    for words in [
        ["list", "nowhere"],
        ["check", "nowhere"],
        ["explain", "nowhere"],
    ] {
        placewell()
            .args(words)
            .assert()
            .code(3)
            .stderr(contains("there is no such").and(contains("os error").not()));
    }
    placewell()
        .args(["explain", "scenarios/herefordshire"])
        .assert()
        .code(3)
        .stderr(contains("one scenario is explained at a time"));
    placewell()
        .args([
            "check",
            "scenarios/herefordshire",
            "scenarios/common/reunify.toml",
        ])
        .assert()
        .success()
        .stdout(contains("carers-for-teenagers.toml").and(contains("reunify.toml")));
    // All packs at once.
    placewell()
        .args(["check", "scenarios"])
        .assert()
        .success()
        .stdout(contains("reunify-54.toml").and(contains("common/reunify.toml")));
    placewell()
        .args(["check", "tests/scenario_files"])
        .assert()
        .code(3)
        .stderr(contains("has no scenario file"));
}

#[test]
fn the_schema_is_printed_and_help_has_examples() {
    let printed = placewell().arg("schema").assert().success();
    let targets = placewell::kpis::targets();
    let schema = placewell::scenario::schema(&options(&measures(), &targets));
    let text = String::from_utf8_lossy(&printed.get_output().stdout).into_owned();
    assert!(text == format!("{schema:#}\n"), "another schema is printed");
    for words in [
        &["--help"][..],
        &["check", "--help"],
        &["explain", "--help"],
        &["list", "--help"],
        &["schema", "--help"],
    ] {
        placewell()
            .args(words)
            .assert()
            .success()
            .stdout(contains("Example"));
    }
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
        .args(["explain", "E0906"])
        .assert()
        .success()
        .stdout(contains("two levers contradict each other"));
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
        .args(["explain", "own_provision_percent"])
        .assert()
        .success()
        .stdout(
            contains("a figure of a run").and(contains("homes that rounds fill: foster homes")),
        );
}
