//! Runs that are compared: who gains, who loses, what pays back, how much it takes.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::Desk;

pub fn succeeds(command: &mut Command) {
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
}

pub fn compare(desk: &Desk, run: &str, out: &str, more: &[&str]) {
    let mut command = desk.placewell();
    succeeds(command.args(["compare", run, "--out", out]).args(more));
}

/// Rows of a table, each by heading.
pub fn rows(desk: &Desk, file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(desk.path(file)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

pub fn summary(desk: &Desk, out: &str) -> Value {
    let text = fs::read_to_string(desk.path(out).join("summary.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_scenario_is_held_against_the_same_futures_without_it() {
    let desk = Desk::of(80);
    desk.runs("out", &[]);
    compare(&desk, "out", "compared", &[]);
    let kpis = rows(&desk, "compared/compare.csv");
    let row = |kpi: &str, months: &str| {
        let is = |row: &&BTreeMap<String, String>| {
            row["scenario"] == "carers" && row["kpi"] == kpi && row["months"] == months
        };
        kpis.iter().find(is).unwrap()
    };
    // Every one of the ten comes in every future, so that this is sure.
    let came = row("households_came", "all_months");
    assert_eq!(came["difference"], "10.0000");
    assert_eq!(
        (&*came["difference_low_95"], &*came["verdict"]),
        ("10.0000", "higher")
    );
    let own = row("own_provision_percent", "last_12_months");
    // Whose home it is is no gain of a child's: here as in the impact statement.
    assert_eq!(
        (&*own["verdict"], &*own["better_when"]),
        ("higher", "neither")
    );
    assert!(own["futures_p50"].parse::<f64>().unwrap() > 0.0);
    assert_eq!(row("entries", "all_months")["difference"], "0.0000");
    let spent = row("spent_pounds", "all_months");
    assert_eq!(spent["difference"], "20000.0000");
    // What stands is paid by the day, what is spent comes on top.
    let mean = |kpi: &str| -> f64 { row(kpi, "last_12_months")["mean"].parse().unwrap() };
    let total = mean("weekly_cost_thousand_pounds") * 1e3 * 365.0 / 7.0 + mean("spent_pounds");
    let ratio = mean("total_cost_pounds") / total;
    assert!((ratio - 1.0).abs() < 0.002, "{ratio}");
    let impact = rows(&desk, "compared/impact.csv");
    let of = |characteristic: &str, outcome: &str| -> Vec<&BTreeMap<String, String>> {
        let is = |row: &&BTreeMap<String, String>| {
            row["characteristic"] == characteristic && row["outcome"] == outcome
        };
        impact.iter().filter(is).collect()
    };
    let ages = of("age", "own_provision_percent");
    let difference = |segment: &str| {
        let row = ages.iter().find(|row| row["group"] == segment).unwrap();
        row["difference"].parse::<f64>().unwrap()
    };
    assert_eq!(ages.len(), 4);
    assert!(ages.iter().all(|row| row["better_when"] == "neither"));
    // One measure for all, and what is sure and small in children is told with a word beside it.
    let matters = |outcome: &str| {
        let of = impact.iter().filter(|row| row["outcome"] == outcome);
        let all: std::collections::BTreeSet<&str> = of.map(|row| &*row["matters_from"]).collect();
        all.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(matters("in_area_percent"), ["0.5000"]);
    assert_eq!(matters("moves_per_child_year"), ["0.0100"]);
    for row in &impact {
        let is_real = ["better", "worse", "higher", "lower"].contains(&&*row["verdict"]);
        assert!(is_real || row["note"].is_empty(), "{row:?}");
    }
    assert!(difference("11_15") > difference("5_10"), "{ages:?}");
    // Each child is in one group of each characteristic.
    let mut hidden = 0;
    for characteristic in [
        "age",
        "sex",
        "ethnicity",
        "disability",
        "unaccompanied",
        "siblings",
    ] {
        let rows = of(characteristic, "waiting_percent");
        let of_few = rows
            .clone()
            .into_iter()
            .filter(|row| row["children"].parse::<f64>().is_err());
        let of_few: Vec<_> = of_few.collect();
        for row in &of_few {
            // Nothing but that there are few, or that they would tell of a few.
            assert!(
                ["fewer than 5", "too few children"].contains(&&*row["children"]),
                "{row:?}"
            );
            assert!(
                row["mean"].is_empty()
                    && row["difference"].is_empty()
                    && row["baseline"].is_empty()
            );
        }
        let is_empty = |row: &BTreeMap<String, String>| row["children"] == "0.0";
        assert!(
            of_few.len() != 1
                || rows
                    .into_iter()
                    .all(|row| is_empty(row) || row["mean"].is_empty())
        );
        hidden += of_few.len();
    }
    assert!(hidden > 0);
    let choice = of("age", "homes_to_choose_from");
    let more = choice.iter().find(|row| row["group"] == "11_15").unwrap();
    assert!(more["difference"].parse::<f64>().unwrap() > 0.0, "{more:?}");
    let page = fs::read_to_string(desk.path("compared/report.html")).unwrap();
    for words in [
        "Who gains and who loses",
        "A person decides",
        "When it pays back",
        "What matters is the same for every group, however small",
        "A lower cost is called better only where no more children wait in the mean",
        "Ten foster carers",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let summary = summary(&desk, "compared");
    assert_eq!(summary["baseline"], "do-nothing");
    assert!(
        summary["scenarios"][1]["payback"]["spent_pounds"]
            .as_f64()
            .unwrap()
            > 19_999.0
    );
    assert!(summary["scenarios"][0]["payback"].is_null());
}

#[test]
fn levers_are_told_apart_and_a_sweep_says_how_much_it_takes() {
    let desk = Desk::of(60);
    desk.write(
        "both.toml",
        "[levers.a]\nlever = \"recruit\"\ncarers = 6\n[levers.b]\nlever = \"entries\"\npercent = -30\n[levers.c]\nlever = \"retention\"\npercent_fewer_leave = 30\n",
    );
    desk.write(
        "many.toml",
        "[levers.recruit]\ncarers = 0\npounds_once_each = 3000\npounds_a_week_each = 100\n[sweep]\nmethod = \"grid\"\n[sweep.values]\n\"recruit.carers\" = [0, 10, 20]\n",
    );
    desk.runs("out", &["--attribute", "both.toml", "many.toml"]);
    let aim = "households_came=12";
    compare(&desk, "out", "compared", &["--break-even", aim]);
    let parts = rows(&desk, "compared/attribution.csv");
    let of = |lever: &str, key: &str| {
        let is = |row: &&BTreeMap<String, String>| {
            row["lever"] == lever && row["kpi"] == "weekly_cost_thousand_pounds"
        };
        let row = parts.iter().find(is).unwrap();
        row[key].parse::<f64>().unwrap()
    };
    let in_order = of("a", "in_order") + of("b", "in_order") + of("c", "in_order");
    assert!((in_order - of("a", "whole")).abs() < 1e-3);
    let turns = ["a", "b", "c"].map(|lever| of(lever, "added_as_number"));
    assert_eq!(turns, [1.0, 2.0, 3.0]);
    let alone = of("a", "difference") + of("b", "difference") + of("c", "difference");
    assert!((alone + of("a", "interaction") - of("a", "whole")).abs() < 1e-3);
    assert!(of("b", "difference") < 0.0);
    let summary = summary(&desk, "compared");
    let found = &summary["break_even"][0];
    let tried = found["tried"].as_array().unwrap();
    let of = |key: &str| -> Vec<f64> {
        let points = tried.iter();
        points.map(|point| point[key].as_f64().unwrap()).collect()
    };
    let values = of("value");
    assert_eq!(values, [0.0, 10.0, 20.0]);
    let ends = of("mean");
    let at = found["reached_at"].as_f64().unwrap();
    // Every household comes in every future, so that the line is straight.
    assert!((at - (12.0 - ends[0]) / (ends[2] - ends[0]) * 20.0).abs() < 1e-6);
    assert!((ends[2] - ends[0] - 20.0).abs() < 1e-9);
    let (from, to) = (found["reached_from"].as_f64(), found["reached_to"].as_f64());
    assert!(from.unwrap() < at && at < to.unwrap(), "{found}");
    let table = rows(&desk, "compared/break_even.csv");
    assert_eq!(table.len(), 3);
    assert_eq!(
        (&*table[0]["against_target"], &*table[2]["against_target"]),
        ("below", "above")
    );
    // Costs of each follow the figure that is swept.
    let kpis = rows(&desk, "compared/compare.csv");
    let spent = |scenario: &str| {
        let is = |row: &&BTreeMap<String, String>| {
            row["scenario"] == scenario
                && row["kpi"] == "spent_pounds"
                && row["months"] == "all_months"
        };
        kpis.iter().find(is).unwrap()["mean"]
            .parse::<f64>()
            .unwrap()
    };
    assert_eq!(spent("many-1"), 0.0);
    assert!(
        (spent("many-3") / spent("many-2") - 2.0).abs() < 0.2,
        "{} {}",
        spent("many-2"),
        spent("many-3")
    );
    assert!(spent("many-2") > 10.0 * 3_000.0);
}

#[test]
fn a_run_that_is_not_whole_and_a_baseline_that_is_not_there_are_refused() {
    let desk = Desk::of(40);
    desk.runs("part", &["--shard", "1/2"]);
    let fails = |run: &str, more: &[&str], status: i32, words: &str| {
        let mut command = desk.placewell();
        command
            .args(["compare", run, "--out", "compared"])
            .args(more);
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(status), "{said}");
        assert!(said.contains(words), "{said}");
        assert!(!desk.path("compared").exists());
    };
    fails("part", &[], 3, "merge its shards");
    fails("council", &[], 3, "does not hold a run: give the folder");
    fails("nowhere", &[], 3, "nowhere is not there: give the folder");
    desk.runs("out", &[]);
    fails(
        "out",
        &["--baseline", "carer"],
        2,
        "did you mean \"carers\"",
    );
    fails("out", &["--break-even", "waiting=1"], 2, "needs a sweep");
    desk.write("many.toml", "[levers.recruit]\ncarers = 0\n[sweep]\nmethod = \"grid\"\n[sweep.values]\n\"recruit.carers\" = [0, 9]\n");
    let mut one = desk.placewell();
    one.args(["run", "many.toml", "--council", "council", "--out", "one"]);
    succeeds(one.args(["--months", "1", "--replications", "1"]));
    let why = "the sweep many was run in one future, which has no interval";
    fails("one", &["--break-even", "waiting=1"], 2, why);
    let before = desk.files("out");
    for out in ["out", "out/in-it", "."] {
        let mut command = desk.placewell();
        let done = command
            .args(["compare", "out", "--out", out, "--replace"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains("the run that is compared (out)"), "{said}");
        assert!(desk.files("out") == before);
    }
    compare(&desk, "out", "compared", &["--baseline", "carers"]);
    let kpis = rows(&desk, "compared/compare.csv");
    let is = |row: &&BTreeMap<String, String>| {
        row["scenario"] == "do-nothing" && row["kpi"] == "households_came"
    };
    assert_eq!(kpis.iter().find(is).unwrap()["difference"], "-10.0000");
}

#[test]
fn a_rate_is_reached_in_the_run_on_top_of_what_else_changes() {
    let desk = Desk::of(80);
    let text = fs::read_to_string(desk.path("council/council.toml")).unwrap();
    let people = text
        .lines()
        .find_map(|line| line.strip_prefix("under_18_population = "));
    let people: f64 = people.unwrap().replace('_', "").trim().parse().unwrap();
    let children = 72.0;
    let rate = children / people * 1e4;
    desk.write(
        "rate.toml",
        &format!("[levers.rate]\nper_10000 = {rate:.4}\nby = \"+12 months\"\n[levers.entries]\npercent = 80\n"),
    );
    desk.runs("out", &["rate.toml"]);
    let of = rows(&desk, "out/summary.csv");
    let monthly = of
        .iter()
        .filter(|row| row["scenario"] == "rate" && row["indicator"] == "children");
    let monthly: Vec<&str> = monthly.map(|row| &*row["replications"]).collect();
    assert_eq!(monthly, ["80"; 12]);
    let last = of
        .iter()
        .rfind(|row| row["scenario"] == "rate" && row["indicator"] == "children");
    let mean: f64 = last.unwrap()["mean"].parse().unwrap();
    assert!(
        (mean - children).abs() < 0.03 * children,
        "{mean} of {children}"
    );
}
