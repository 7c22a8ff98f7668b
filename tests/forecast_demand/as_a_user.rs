//! The command as a user runs it.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::true_council::{Truth, council, episodes_csv};

/// A council folder with these episodes; `None` leaves the file out.
fn folder(episodes: Option<&str>) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good");
    fs::create_dir(place.path().join("council")).unwrap();
    for entry in fs::read_dir(good).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if name != "episodes.csv" {
            fs::copy(&path, place.path().join("council").join(name)).unwrap();
        }
    }
    if let Some(text) = episodes {
        fs::write(place.path().join("council/episodes.csv"), text).unwrap();
    }
    place
}

fn known() -> String {
    let truth = Truth {
        groups_a_year: 25.0,
        spread: 0.1,
        from: 2021,
        years: 5,
        trend: 0.0,
        districts: 0,
    };
    episodes_csv(&council(truth, &mut ChaCha12Rng::seed_from_u64(11), &[]).0)
}

fn run(place: &tempfile::TempDir, words: &str) -> Output {
    Command::cargo_bin("placewell")
        .unwrap()
        .current_dir(place.path())
        .args(format!("forecast council {words}").split(' '))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

#[test]
fn a_forecast_is_written_labelled_and_the_same_again() {
    let place = folder(Some(&known()));
    let asked = "--months 12 --replications 100 --backtest --out";
    let first = run(&place, &format!("{asked} one"));
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains("Demand only"), "{}", said(&first));
    assert!(run(&place, &format!("{asked} two")).status.success());
    for name in [
        "demand.csv",
        "backtest.csv",
        "backtest_points.csv",
        "summary.json",
        "provenance.json",
        "report.html",
    ] {
        let read = |folder: &str| fs::read_to_string(place.path().join(folder).join(name)).unwrap();
        assert_eq!(read("one"), read("two"), "{name}");
        let label = read("one").to_lowercase().replace('_', " ");
        assert!(label.contains("demand only"), "{name}");
    }
    let table = fs::read_to_string(place.path().join("one/demand.csv")).unwrap();
    assert_eq!(table.lines().count(), 1 + 12 * 68);
    assert!(
        table.contains("demand_only,2027-03-31,children,all,all,"),
        "{table}"
    );
    let page = fs::read_to_string(place.path().join("one/report.html")).unwrap();
    assert_eq!(page.matches("<svg class=\"map\"").count(), 12);
    // The plot of the total says what the table says of the 80 per cent range, a year ahead.
    let tested = fs::read_to_string(place.path().join("one/backtest.csv")).unwrap();
    let row = tested
        .lines()
        .find(|row| row.starts_with("demand_only,12,total,"))
        .unwrap();
    let within: f64 = row.split(',').nth(5).unwrap().parse().unwrap();
    let said = page.split("The total. ").nth(1).unwrap();
    let said = said
        .split("12 months, nominal and observed per cent: ")
        .nth(1)
        .unwrap();
    assert!(
        said.split('.')
            .next()
            .unwrap()
            .contains(&format!("80: {:.0}", within * 100.0)),
        "{said}"
    );
    let summary = fs::read_to_string(place.path().join("one/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let held = summary["backtest"]["reliability"]["total"]["12"][7]
        .as_f64()
        .unwrap();
    assert!((held - within).abs() < 1e-3, "{held} {within}");
    let tested = fs::read_to_string(place.path().join("one/backtest.csv")).unwrap();
    for start in [
        "demand_only,6,total,",
        "demand_only,12,category_fostering,",
        "demand_only,24,own_foster,",
    ] {
        assert!(tested.contains(start), "{tested}");
    }
    // Against stock-flow, totals have a figure and states none.
    let of = |start: &str| {
        tested
            .lines()
            .find(|line| line.starts_with(start))
            .unwrap()
            .to_owned()
    };
    assert!(!of("demand_only,6,total,").contains(",,"));
    assert!(of("demand_only,6,own_foster,").ends_with(",,,own_history"));
}

/// The first so many rows of a history, with its headings.
fn rows(text: &str, of: impl Fn(usize, &str) -> bool) -> String {
    let lines = text.lines().enumerate();
    let kept = lines.filter(|(at, line)| *at == 0 || of(*at, line));
    kept.map(|(_, line)| format!("{line}\n")).collect()
}

fn of_the_last_year(text: &str) -> String {
    rows(text, |_, line| {
        let ends = line.split(',').nth(9).unwrap();
        ends.is_empty() || ends >= "2025-04-01"
    })
}

#[test]
fn too_little_history_is_pooled_to_england_and_every_output_says_so() {
    let known = known();
    let one = rows(&known, |_, line| line.ends_with(",,"))
        .lines()
        .take(2)
        .collect::<Vec<_>>()
        .join("\n");
    for (text, why) in [
        (rows(&known, |at, _| at <= 30), "fewer than 50 episodes: 30"),
        (
            of_the_last_year(&known),
            "shorter than two years: 364 days, from 2025-04-01",
        ),
        // One child in care, of whom nothing is known but where she is.
        (one, "fewer than 50 episodes: 1"),
    ] {
        let place = folder(Some(&text));
        let done = run(
            &place,
            "--months 12 --replications 100 --backtest --out out",
        );
        assert!(done.status.success(), "{why}: {}", said(&done));
        assert!(said(&done).contains(why), "{why}: {}", said(&done));
        let read = |name: &str| fs::read_to_string(place.path().join("out").join(name)).unwrap();
        for name in ["demand.csv", "backtest.csv", "backtest_points.csv"] {
            let table = read(name);
            assert!(table.lines().next().unwrap().ends_with(",rates"), "{name}");
            let rows = table.lines().skip(1);
            assert!(
                rows.into_iter()
                    .all(|row| row.ends_with(",pooled_to_national")),
                "{name}"
            );
        }
        for name in ["summary.json", "provenance.json"] {
            assert!(
                read(name).contains("\"rates\": \"pooled_to_national\""),
                "{name}"
            );
        }
        for name in ["summary.json", "report.html"] {
            assert!(read(name).contains("Pooled to England"), "{name}");
        }
        let last = read("demand.csv");
        let total = last
            .lines()
            .rfind(|row| row.contains(",children,all,all,"))
            .unwrap();
        let mean: f64 = total.split(',').nth(5).unwrap().parse().unwrap();
        assert!(mean.is_finite(), "{total}");
    }
    // A history that is long enough says that its rates are its own.
    let place = folder(Some(&known));
    let done = run(&place, "--months 6 --replications 20 --out out");
    assert!(
        done.status.success() && !said(&done).contains("Pooled to England"),
        "{}",
        said(&done)
    );
    for name in ["demand.csv", "summary.json", "provenance.json"] {
        let text = fs::read_to_string(place.path().join("out").join(name)).unwrap();
        assert!(
            text.contains("own_history") && !text.contains("pooled_to_national"),
            "{name}"
        );
    }
}

#[test]
fn a_council_without_any_history_is_told_what_to_do() {
    let refused = |episodes: Option<&str>, words: &str, status: i32, parts: &[&str]| {
        let place = folder(episodes);
        let done = run(&place, &format!("{words} --out out"));
        assert_eq!(done.status.code(), Some(status), "{}", said(&done));
        for part in parts {
            assert!(said(&done).contains(part), "{part}: {}", said(&done));
        }
        assert!(!place.path().join("out").exists());
    };
    refused(
        None,
        "--months 6",
        3,
        &["episodes.csv", "E0101", "import ssda903"],
    );
    let known = known();
    let none = rows(&known, |_, _| false);
    refused(
        Some(&none),
        "--months 6",
        3,
        &["no care history", "import ssda903"],
    );
    let unborn = none + "T1,,F,2025-05-01,S,C2,N1,U4,PR1,,\n";
    refused(Some(&unborn), "--months 6", 3, &["no care history"]);
    refused(
        Some(&known),
        "--from 2026-03-31",
        2,
        &["--method stock-flow"],
    );
    refused(Some(&known), "--months 0", 2, &["--months"]);
    let future = known.clone() + "T99999,2015-01-01,F,2026-05-01,S,C2,N1,U4,PR1,,\n";
    refused(
        Some(&future),
        "--months 6",
        3,
        &["2026-03-31, the day of the data"],
    );
}
