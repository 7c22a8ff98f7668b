//! What a run is asked, and what it refuses.

use std::fs;
use std::process::Command;

use super::{Desk, names};

fn fails(command: &mut Command, status: i32) -> String {
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(status), "{said}");
    said
}

#[test]
fn bad_scenarios_are_all_told_and_nothing_is_written() {
    let desk = Desk::of(40);
    desk.write("one.toml", "[levers.recruitt]\ncarers = 10\n");
    desk.write(
        "two.toml",
        "[levers.closure]\nprovider = \"Nobody\"\non = \"+2 months\"\n",
    );
    let mut command = desk.run("out", &["one.toml", "two.toml"]);
    let said = fails(&mut command, 3);
    assert!(said.contains("one.toml:1:9: error[E0902]"), "{said}");
    assert!(!desk.path("out").exists());
    fs::remove_file(desk.path("one.toml")).unwrap();
    let said = fails(&mut desk.run("out", &["two.toml"]), 3);
    assert!(said.contains("two.toml"), "{said}");
    assert!(!desk.path("out").exists());
}

#[test]
fn another_run_and_other_files_are_not_replaced_unasked() {
    let desk = Desk::of(40);
    desk.runs("out", &[]);
    let before = desk.files("out");
    let said = fails(&mut desk.run("out", &["--seed", "2"]), 1);
    assert!(
        said.contains("holds another run") && said.contains("--replace"),
        "{said}"
    );
    assert!(desk.files("out") == before);
    desk.runs("out", &["--seed", "2", "--replace"]);
    assert!(desk.files("out") != before);
    let said = fails(&mut desk.run("council/out", &[]), 2);
    assert!(said.contains("in the council folder"), "{said}");
    fs::create_dir(desk.path("mine")).unwrap();
    desk.write("mine/letter.txt", "mine");
    let said = fails(&mut desk.run("mine", &["--replace"]), 1);
    assert!(said.contains("does not hold a run"), "{said}");
}

#[test]
fn folders_sweeps_and_parts_are_all_run_each_under_its_own_name() {
    let desk = Desk::of(40);
    fs::create_dir(desk.path("mine")).unwrap();
    desk.write(
        "mine/many.toml",
        "[horizon]\nmonths = 60\n[levers.recruit]\ncarers = 1\n[sweep]\nmethod = \"grid\"\n[sweep.values]\n\"recruit.carers\" = [5, 10]\n",
    );
    desk.write(
        "mine/do-nothing.toml",
        "title = \"As it is\"\n[levers.nothing]\n",
    );
    desk.write(
        "both.toml",
        "[levers.a]\nlever = \"recruit\"\ncarers = 5\n[levers.b]\nlever = \"entries\"\npercent = -20\n",
    );
    desk.runs("out", &["mine", "--attribute", "both.toml"]);
    let files = desk.files("out");
    let mut results: Vec<&str> = names(&files)
        .into_iter()
        .filter_map(|name| name.strip_prefix("results/")?.strip_suffix(".parquet"))
        .collect();
    results.sort_unstable();
    let expected = [
        "both",
        "both.only-a",
        "both.only-b",
        "carers",
        "do-nothing",
        "many-1",
        "many-2",
    ];
    assert_eq!(results, expected);
    let provenance = fs::read_to_string(desk.path("out/provenance.json")).unwrap();
    assert!(provenance.contains("As it is"));
    desk.write("mine/carers.toml", "[levers.entries]\npercent = -20\n");
    let said = fails(&mut desk.run("other", &["mine"]), 2);
    assert!(said.contains("two scenarios are called carers"), "{said}");
}

#[test]
fn scenarios_run_as_long_as_the_longest_and_with_one_seed() {
    let desk = Desk::of(40);
    desk.write(
        "short.toml",
        "[horizon]\nmonths = 3\nreplications = 9\n[levers.nothing]\n",
    );
    desk.write(
        "long.toml",
        "[horizon]\nmonths = 5\nreplications = 8\n[levers.nothing]\n",
    );
    let run = |files: &[&str]| {
        let mut command = desk.placewell();
        command
            .arg("run")
            .args(files)
            .args(["--council", "council", "--out", "out"]);
        command
    };
    assert!(
        run(&["short.toml", "long.toml"])
            .status()
            .unwrap()
            .success()
    );
    let provenance = fs::read_to_string(desk.path("out/provenance.json")).unwrap();
    assert!(provenance.contains("\"months\": 5") && provenance.contains("\"replications\": 9"));
    desk.write("other.toml", "[horizon]\nseed = 7\n[levers.nothing]\n");
    let said = fails(&mut run(&["short.toml", "other.toml"]), 2);
    assert!(said.contains("other.toml has another seed"), "{said}");
}

#[test]
fn folders_that_are_something_else_are_told_so() {
    let desk = Desk::of(40);
    desk.write("mine.toml", "[levers.nothing]\n");
    let asked = |scenario: &str, council: &str| {
        let mut command = desk.placewell();
        command.args(["run", scenario, "--council", council, "--out", "out"]);
        let said = fails(&mut command, 3);
        assert!(!said.contains("os error"), "{said}");
        assert!(!desk.path("out").exists());
        said
    };
    let said = asked("council", "council");
    assert!(
        said.contains("it is a council folder, not one of scenarios"),
        "{said}"
    );
    fs::create_dir(desk.path("empty")).unwrap();
    assert!(asked("empty", "council").contains("has no scenario file"));
    assert!(asked("nowhere.toml", "council").contains("there is no such file"));
    let made = desk.placewell();
    let mut made = made;
    made.args([
        "synth",
        "--region",
        "2",
        "--children",
        "60",
        "--out",
        "region",
    ]);
    assert!(made.status().unwrap().success());
    let said = asked("mine.toml", "region");
    assert!(
        said.contains("is no council folder, but holds 2: give one of them"),
        "{said}"
    );
}

#[test]
fn the_same_run_is_done_anew_where_that_is_asked_for() {
    let desk = Desk::of(40);
    desk.runs("out", &[]);
    let before = desk.files("out");
    let chunks = |desk: &Desk| {
        let text = fs::read_to_string(desk.path("out/timings.json")).unwrap();
        let timings: serde_json::Value = serde_json::from_str(&text).unwrap();
        (
            timings["chunks"]["before"].clone(),
            timings["chunks"]["now"].clone(),
        )
    };
    // Nothing is left to do but to take away what was in the making.
    desk.write("out/results/carers.parquet.part", "half");
    desk.runs("out", &[]);
    assert_eq!(chunks(&desk), (6.into(), 0.into()));
    assert!(desk.files("out") == before);
    desk.runs("out", &["--replace"]);
    assert_eq!(chunks(&desk), (0.into(), 6.into()));
    assert!(desk.files("out") == before);
}

#[test]
fn what_changes_nothing_is_told_and_run() {
    let desk = Desk::of(40);
    desk.write(
        "late.toml",
        "[levers.recruit]\ncarers = 5\nfrom = \"+20 months\"\n",
    );
    desk.write(
        "near.toml",
        "[levers.near_home]\nwithin = \"miles\"\nmiles = 3\n",
    );
    // The council's own distance.
    desk.write("same.toml", "[policy]\nnear_miles = 20\n");
    let done = desk
        .run("out", &["late.toml", "near.toml", "same.toml"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    assert!(said.contains("late.toml:3:8: warning[W0715]"), "{said}");
    assert!(
        said.contains("late came to the same as do-nothing in every future"),
        "{said}"
    );
    assert!(
        said.contains("same came to the same as do-nothing in every future"),
        "{said}"
    );
    assert!(!said.contains("carers came to the same"), "{said}");
    // Another policy is prepared for by itself.
    assert!(!said.contains("near came to the same"), "{said}");
}

#[test]
fn the_name_of_the_baseline_is_kept_for_it() {
    let desk = Desk::of(40);
    desk.write("do-nothing.toml", "[levers.recruit]\ncarers = 5\n");
    let mut run = desk.placewell();
    run.args([
        "run",
        "do-nothing.toml",
        "--council",
        "council",
        "--out",
        "out",
    ]);
    let mut check = desk.placewell();
    check.args(["scenario", "check", "do-nothing.toml"]);
    for command in [&mut run, &mut check] {
        let said = fails(command, 3);
        assert!(said.contains("the name do-nothing is kept"), "{said}");
    }
    desk.write("do-nothing.toml", "[levers.nothing]\n");
    assert!(check.status().unwrap().success());
}
