//! What a run and a comparison say: of policy, targets, what was solved, what matters, and what is not told.

use std::fs;

use super::compared::{compare, rows, succeeds, summary};
use super::{Desk, assert_same};

/// Runs a scenario of its own, beside that of the desk; gives back what was said.
fn run(desk: &Desk, out: &str, more: &[&str]) -> String {
    let done = desk.run(out, more).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    said
}

fn page(desk: &Desk, out: &str) -> String {
    fs::read_to_string(desk.path(out).join("report.html")).unwrap()
}

/// A cell of `compare.csv`.
fn cell(desk: &Desk, out: &str, (scenario, kpi): (&str, &str), key: &str) -> String {
    let rows = rows(desk, &format!("{out}/compare.csv"));
    let row = rows.iter().find(|row| {
        row["scenario"] == scenario && row["kpi"] == kpi && row["months"] == "last_12_months"
    });
    row.unwrap()[key].clone()
}

#[test]
fn policy_is_named_and_near_home_has_one_ruler() {
    let desk = Desk::of(80);
    desk.write("near.toml", "[policy]\nnear_miles = 2\n");
    desk.write(
        "both.toml",
        "[levers.recruit]\ncarers = 5\n[policy]\nnear_miles = 2\n",
    );
    run(&desk, "out", &["near.toml", "--attribute", "both.toml"]);
    compare(&desk, "out", "compared", &[]);
    let named = "policy near_miles = 2: ";
    for file in [
        "out/provenance.json",
        "compared/summary.json",
        "compared/provenance.json",
        "compared/report.html",
    ] {
        let text = fs::read_to_string(desk.path(file)).unwrap();
        assert!(text.contains(named), "{file}");
    }
    let near = |scenario: &str| -> f64 {
        let mean = cell(&desk, "compared", (scenario, "near_home_percent"), "mean");
        mean.parse().unwrap()
    };
    // Two miles would hold a few of a hundred.
    assert!(
        (near("near") - near("do-nothing")).abs() < 15.0,
        "{} {}",
        near("near"),
        near("do-nothing")
    );
    let parts = rows(&desk, "compared/attribution.csv");
    let levers: Vec<&str> = parts.iter().map(|row| &*row["lever"]).take(2).collect();
    assert_eq!(levers, ["policy", "recruit"]);
}

#[test]
fn a_cost_that_falls_as_more_children_wait_is_not_called_better() {
    let desk = Desk::of(60);
    desk.write(
        "none.toml",
        "[levers.usability]\npercent = 0\n[levers.reclaim]\npercent = 0\n",
    );
    run(&desk, "out", &["none.toml"]);
    compare(&desk, "out", "compared", &[]);
    let verdict = |kpi: &str| cell(&desk, "compared", ("none", kpi), "verdict");
    assert_eq!(verdict("waiting"), "worse");
    for kpi in ["weekly_cost_thousand_pounds", "total_cost_pounds"] {
        assert_eq!(verdict(kpi), "lower_with_more_waiting", "{kpi}");
        assert_eq!(
            cell(
                &desk,
                "compared",
                ("none", kpi),
                "better_in_share_of_futures"
            ),
            ""
        );
    }
    let page = page(&desk, "compared");
    assert!(page.contains("lower, with more children waiting"));
    assert!(page.contains("Children without a home cost nothing in these figures."));
    let summary = summary(&desk, "compared");
    let cost = &summary["scenarios"][2]["last_12_months"]["total_cost_pounds"];
    assert_eq!(cost["difference"]["verdict"], "lower_with_more_waiting");
    for file in ["compared/compare.csv", "compared/impact.csv"] {
        assert!(
            !fs::read_to_string(desk.path(file))
                .unwrap()
                .contains("-0.0000"),
            "{file}"
        );
    }
}

#[test]
fn targets_are_told_where_a_run_measures_them_and_warned_of_where_not() {
    let desk = Desk::of(40);
    desk.write(
        "aims.toml",
        "[levers.entries]\npercent = -20\n[targets]\nin_area = 1\nown_provision = 100\nschool_kept = 90\n",
    );
    desk.write("alone.toml", "[targets]\nin_area = 90\n");
    let said = run(&desk, "out", &["aims.toml", "alone.toml"]);
    assert!(
        said.contains("aims.toml:6:15: warning[W0717]: the target school_kept"),
        "{said}"
    );
    assert!(
        said.contains("alone.toml:2:11: warning[W0715]: the scenario sets targets only"),
        "{said}"
    );
    compare(&desk, "out", "compared", &[]);
    let targets = rows(&desk, "compared/targets.csv");
    let told: Vec<[&str; 4]> = targets
        .iter()
        .map(|row| ["scenario", "kpi", "reached_in_futures", "futures"].map(|key| &*row[key]))
        .collect();
    assert_eq!(told[0], ["aims", "in_area_percent", "80", "80"]);
    assert_eq!(told[1], ["aims", "own_provision_percent", "0", "80"]);
    assert_eq!((told.len(), told[2][1]), (3, "in_area_percent"));
    let page = page(&desk, "compared");
    for words in [
        "in 80 of 80 futures",
        "over the last twelve months of each future",
        "in 0 of 80 futures",
        "Targets that a run does not measure (placewell assess does): school_kept",
        "It sets targets only: nothing that is simulated changes.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let summary = summary(&desk, "compared");
    assert_eq!(
        summary["scenarios"][2]["targets"][1]["reached_in_futures"],
        0
    );
    assert_eq!(
        summary["scenarios"][2]["targets_not_measured"][0],
        "school_kept"
    );
}

#[test]
fn what_was_solved_is_told_and_what_is_out_of_reach_is_warned_of() {
    let desk = Desk::of(60);
    desk.write(
        "house.toml",
        "[levers.in_house]\npercent = 99.9\nthrough = \"recruiting\"\n",
    );
    let scenarios = ["house.toml"];
    let said = run(&desk, "out", &scenarios);
    assert!(
        said.contains("house.toml:2:11: warning[W0718]: in_house: found: "),
        "{said}"
    );
    assert!(
        said.contains("where 99.9% is wanted: out of reach"),
        "{said}"
    );
    compare(&desk, "out", "compared", &[]);
    let summary = summary(&desk, "compared");
    let found = summary["scenarios"][2]["found"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let homes = found
        .split("found: ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    // More would not help: with sixty children, hundreds are never taken.
    let homes: f64 = homes.parse().unwrap();
    assert!((1.0..400.0).contains(&homes), "{found}");
    let came = cell(
        &desk,
        "compared",
        ("house", "households_came"),
        "difference",
    );
    assert_eq!(came.parse::<f64>().unwrap(), homes, "{found}");
    let provenance = fs::read_to_string(desk.path("compared/provenance.json")).unwrap();
    assert!(page(&desk, "compared").contains(&found) && provenance.contains(&found));
    // It is in the files, so that shards and a merge say the same.
    for shard in ["1/2", "2/2"] {
        let more = [&scenarios[..], &["--shard", shard]].concat();
        run(&desk, &format!("part-{}", &shard[..1]), &more);
    }
    let mut merge = desk.placewell();
    succeeds(merge.args(["merge", "part-1", "part-2", "--out", "merged"]));
    assert_same(&desk.files("merged"), &desk.files("out"), "merged");
}

#[test]
fn what_was_asked_for_and_could_not_be_done_is_not_told_as_done() {
    let desk = Desk::of(60);
    desk.write(
        "many.toml",
        "[levers.home]\nlever = \"reunify\"\nchildren = 5000\n[levers.few]\nlever = \"reunify\"\nby = \"adoption\"\nchildren = 1\n",
    );
    let mut check = desk.placewell();
    check.args(["scenario", "check", "many.toml", "--council", "council"]);
    let done = check.stdout(std::process::Stdio::piped()).output();
    let said = String::from_utf8_lossy(&done.unwrap().stdout).into_owned();
    let warning = "warning[W0719]: the lever home asks for 5,000 children, and ";
    assert!(said.contains(warning), "{said}");
    desk.write(
        "plan-1.toml",
        "title = \"First\"\n[levers.recruit]\ncarers = 1\n[levers.entries]\npercent = 1\n[levers.reunify]\nchildren = 3\n",
    );
    desk.write(
        "plan-2.toml",
        "title = \"Second\"\n[levers.recruit]\ncarers = 2\n[levers.entries]\npercent = 2\n",
    );
    let said = run(&desk, "out", &["many.toml", "plan-1.toml", "plan-2.toml"]);
    let asked = "home: asks for 5,000 children by ";
    assert!(
        said.contains("warning[W0718]") && said.contains(asked),
        "{said}"
    );
    // Those who all go home are not there to be adopted; alone, that one is.
    assert!(said.contains("few: asks for 1 child by "), "{said}");
    assert!(!said.contains("plan-1: "), "{said}");
    compare(&desk, "out", "compared", &[]);
    let page = page(&desk, "compared");
    assert!(page.contains("Not all of this was done: see below.") && page.contains(asked));
    let summary = summary(&desk, "compared");
    let scenarios = summary["scenarios"].as_array().unwrap();
    let many = scenarios.iter().find(|of| of["name"] == "many").unwrap();
    let found = many["found"][1].as_str().unwrap();
    let done = found.split("it was done with ").nth(1).unwrap();
    let done: f64 = done.split(' ').next().unwrap().parse().unwrap();
    // Sixty today, and those who come within the year.
    assert!((40.0..150.0).contains(&done), "{found}");
    // Files with numbers in their names are no sweep.
    assert!(page.contains("Second") && !page.contains("Point 2"));
}

#[test]
fn a_sweep_over_several_figures_says_what_matters_most() {
    let desk = Desk::of(40);
    desk.write(
        "sweep.toml",
        "[levers.entries]\npercent = 0\n[levers.price]\npercent = 0\n[sweep]\nsamples = 12\n[sweep.values]\n\"entries.percent\" = { low = -80, high = 150 }\n\"price.percent\" = { low = 0, high = 1 }\n",
    );
    let said = run(&desk, "out", &["--attribute", "sweep.toml"]);
    assert!(
        said.contains("--attribute tells nothing apart in sweep: it is a sweep"),
        "{said}"
    );
    compare(&desk, "out", "compared", &[]);
    let ranking = rows(&desk, "compared/ranking.csv");
    let of = |kpi: &str| -> Vec<[&str; 4]> {
        let of = ranking.iter().filter(|row| row["kpi"] == kpi);
        of.map(|row| ["lever", "more_than_chance", "points", "sweep"].map(|key| &*row[key]))
            .collect()
    };
    let cost = of("weekly_cost_thousand_pounds");
    assert_eq!(cost[0], ["entries.percent", "true", "12", "sweep"]);
    assert_eq!(cost[1][0], "price.percent");
    let page = page(&desk, "compared");
    for words in [
        "What matters most",
        "Tornado chart",
        "12 points, 80 futures: of 12 correlations",
        "Points of the sweep",
        "Point 7",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("(entries.percent"), "titles are not of use");
    let swing = |lever: &str| -> f64 {
        let mut of = ranking.iter().filter(|row| row["lever"] == lever);
        let row = of.find(|row| row["kpi"] == "weekly_cost_thousand_pounds");
        row.unwrap()["swing"].parse().unwrap()
    };
    assert!(swing("entries.percent") > 5.0 * swing("price.percent").abs());
    let mut command = desk.placewell();
    command.args(["run", "sweep.toml", "--council", "council", "--out", "six"]);
    succeeds(command.args(["--months", "6", "--replications", "6"]));
    compare(&desk, "six", "six-compared", &[]);
    let six = rows(&desk, "six-compared/ranking.csv");
    assert!(six.iter().all(|row| row["more_than_chance"] == "false"));
    assert!(six.iter().any(|row| !row["rank_correlation"].is_empty()));
    let text = fs::read_to_string(desk.path("six-compared/report.html")).unwrap();
    assert!(text.contains("not shown: fewer than twenty futures"));
    desk.write("one.toml", "[levers.entries]\npercent = 5\n");
    let said = run(&desk, "two", &["--attribute", "one.toml"]);
    assert!(
        said.contains("--attribute tells nothing apart in one: it has fewer than two levers"),
        "{said}"
    );
}

#[test]
fn a_figure_of_few_children_is_not_told_and_few_futures_say_so() {
    let desk = Desk::of(40);
    desk.runs("out", &[]);
    compare(&desk, "out", "compared", &[]);
    let impact = rows(&desk, "compared/impact.csv");
    let of_few = impact.iter().filter(|row| {
        row["verdict"] == "too_few_children"
            && row["children"].parse::<f64>().is_ok_and(|n| n >= 5.0)
    });
    let of_few: Vec<_> = of_few.collect();
    assert!(!of_few.is_empty());
    for row in of_few {
        assert!(
            row["mean"].is_empty() && row["baseline"].is_empty() && row["difference"].is_empty(),
            "{row:?}"
        );
    }
    let mut half = desk.placewell();
    half.args([
        "run",
        "carers.toml",
        "--council",
        "council",
        "--out",
        "half",
    ]);
    succeeds(half.args(["--months", "6", "--replications", "9"]));
    compare(&desk, "half", "half-compared", &[]);
    let half = page(&desk, "half-compared");
    assert!(half.contains("All six months (means") && !half.contains("twelve"));
    assert!(half.contains("of 9 futures") && !half.contains("of 100 futures"));
    let mut few = desk.placewell();
    few.args(["run", "carers.toml", "--council", "council", "--out", "few"]);
    succeeds(few.args(["--months", "1", "--replications", "1"]));
    let mut command = desk.placewell();
    command.args(["compare", "few", "--out", "few-compared"]);
    let done = command
        .stdout(std::process::Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        said.contains("1 future gives no difference: run 8 replications or more"),
        "{said}"
    );
    assert!(
        said.contains("1 replication of 1 month from") && !said.contains("1 replications"),
        "{said}"
    );
    let page = page(&desk, "few-compared");
    assert!(page.contains("run 8 replications or more"));
    assert!(said.contains("the one month of the run against") && !said.contains("twelve"));
    assert!(page.contains("The one month of the run (means") && !page.contains("twelve"));
    let of = cell(&desk, "few-compared", ("carers", "children"), "verdict");
    assert_eq!(of, "too_few_futures");
}
