//! `placewell plan --futures` as people run it.

mod plan_folder;

use std::fs;
use std::path::Path;

use plan_folder::{add_targets, folder, plan};
use serde_json::Value;

const ASKED: [&str; 9] = [
    "--costs",
    "costs.toml",
    "--target",
    "in_area=60",
    "--targets-only",
    "--futures",
    "3",
    "--fresh",
    "2",
];

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_plan_for_futures_is_written_whole_and_the_same_with_any_number_of_threads() {
    let dir = folder();
    for threads in ["1", "2", "4"] {
        let mut command = plan(dir.path(), threads, &ASKED);
        command.env("RAYON_NUM_THREADS", threads).assert().success();
    }
    let one = dir.path().join("1");
    for name in [
        "plan.csv",
        "futures.csv",
        "risk.csv",
        "summary.json",
        "certificate.json",
        "provenance.json",
        "report.html",
    ] {
        let text = fs::read_to_string(one.join(name)).unwrap();
        for other in ["2", "4"] {
            let other = dir.path().join(other).join(name);
            assert_eq!(text, fs::read_to_string(other).unwrap(), "{name}");
        }
    }
    let summary = json(&one.join("summary.json"));
    let futures = &summary["futures"];
    assert_eq!(
        (&futures["made_for"], &futures["fresh"]),
        (&3.into(), &2.into())
    );
    assert_eq!(futures["let_go"], 0);
    assert_eq!(summary["theoretical"], true);
    assert_eq!(summary["rates_pooled_to_england"], Value::Null);
    let missed = &summary["goals"][0]["missed"]["plan"];
    assert_eq!(missed["of"], 2);
    assert!(missed["low"].as_f64() <= missed["share"].as_f64());
    for variant in json(&one.join("certificate.json"))["variants"]
        .as_array()
        .unwrap()
    {
        assert!(variant["bound"].as_i64() <= variant["objective_pence_a_week"].as_i64());
    }
    // Three futures with the plan and with their own, two under four policies or three.
    let rows = fs::read_to_string(one.join("futures.csv"))
        .unwrap()
        .lines()
        .count()
        - 1;
    assert!(rows == 6 + 8 || rows == 6 + 6, "{rows}");
    let page = fs::read_to_string(one.join("report.html")).unwrap();
    assert!(page.contains("Theoretical") && page.contains("Risk of falling short"));
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let dir = folder();
    let says = |args: &[&str], text: &str| {
        let args = [&["--target", "in_area=60"], args].concat();
        let output = plan(dir.path(), "out", &args).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(text), "{error}");
    };
    says(&["--futures", "0"], "1..=500");
    says(&["--futures", "-1"], "1..=500");
    says(&["--futures", "2", "--month", "0"], "1..=120");
    says(&["--futures", "2", "--month", "121"], "1..=120");
    says(&["--futures", "2", "--confidence", "101"], "1..=100");
    says(&["--futures", "2", "--confidence", "0"], "1..=100");
    says(&["--futures", "2", "--fresh", "0"], "1..=5000");
    says(
        &["--futures", "2", "--wait", "24"],
        "--wait 24 is not before --month 24",
    );
    says(&["--futures", "2", "--budget", "100"], "--budget");
    says(&["--month", "12"], "--futures");
    assert!(!dir.path().join("out").exists());
}

#[test]
fn without_a_history_nothing_is_written_and_a_short_one_is_said_to_be_englands() {
    let dir = folder();
    add_targets(dir.path(), "in_area = 60");
    let episodes = dir.path().join("council/episodes.csv");
    let text = fs::read_to_string(&episodes).unwrap();
    fs::remove_file(&episodes).unwrap();
    let args = [
        "--costs",
        "costs.toml",
        "--targets-only",
        "--futures",
        "1",
        "--fresh",
        "1",
    ];
    let output = plan(dir.path(), "out", &args).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{error}");
    assert!(error.contains("episodes.csv"), "{error}");
    assert!(!dir.path().join("out").exists());
    let few: Vec<&str> = text.lines().take(21).collect();
    fs::write(&episodes, few.join("\n") + "\n").unwrap();
    plan(dir.path(), "out", &args).assert().success();
    let summary = json(&dir.path().join("out/summary.json"));
    let little = summary["rates_pooled_to_england"].as_str().unwrap();
    assert!(little.contains("fewer than"), "{little}");
    let first = summary["statements"][0].as_str().unwrap();
    assert!(first.contains("pooled to England's"), "{first}");
    let page = fs::read_to_string(dir.path().join("out/report.html")).unwrap();
    assert!(page.contains("pooled to England"));
    for name in ["plan.csv", "futures.csv", "risk.csv"] {
        let all = fs::read_to_string(dir.path().join("out").join(name)).unwrap();
        let (heading, rows) = all.split_once('\n').unwrap();
        assert!(heading.ends_with(",rates"), "{name}");
        let mut rows = rows.lines();
        assert!(
            rows.all(|row| row.ends_with(",pooled_to_national")),
            "{name}"
        );
    }
}
