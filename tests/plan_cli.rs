//! `placewell plan` as people run it.

mod plan_folder;

use std::fs;
use std::path::Path;

use plan_folder::{add_targets, folder, plan};
use serde_json::Value;

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

const ASKED: [&str; 6] = [
    "--costs",
    "costs.toml",
    "--target",
    "family_as_planned=95",
    "--target",
    "in_area=60",
];

#[test]
fn a_plan_is_written_whole_and_the_same_with_any_number_of_threads() {
    let dir = folder();
    for threads in ["1", "2"] {
        let mut command = plan(dir.path(), threads, &ASKED);
        command.env("RAYON_NUM_THREADS", threads).assert().success();
    }
    let (one, two) = (dir.path().join("1"), dir.path().join("2"));
    for name in [
        "plan.csv",
        "alternatives.csv",
        "targets.csv",
        "placements.csv",
        "summary.json",
        "certificate.json",
        "provenance.json",
        "report.html",
    ] {
        let text = fs::read_to_string(one.join(name)).unwrap();
        assert_eq!(text, fs::read_to_string(two.join(name)).unwrap(), "{name}");
        assert!(!text.is_empty(), "{name}");
    }
    let summary = json(&one.join("summary.json"));
    assert_eq!(summary["theoretical"], true);
    assert!(
        summary["assumptions"]
            .as_str()
            .unwrap()
            .contains("assumptions")
    );
    let certificate = json(&one.join("certificate.json"));
    for variant in certificate["variants"].as_array().unwrap() {
        assert!(variant["price_bound"].as_i64() <= variant["objective_pence_a_week"].as_i64());
        assert!(variant["gap"].as_f64().unwrap() <= 1e-3, "{variant}");
    }
    assert!(
        fs::read_to_string(one.join("report.html"))
            .unwrap()
            .contains("Theoretical")
    );
}

#[test]
fn a_target_out_of_reach_is_said_and_is_no_error() {
    let dir = folder();
    fs::write(
        dir.path().join("none.toml"),
        "most_foster_places = 0\nmost_homes = 0\nmost_conversions = 0\n",
    )
    .unwrap();
    for (target, says) in [
        ("own_provision=100", "Own provision: 100.0% is out of reach"),
        ("weekly_cost=0", "Weekly cost of a placement: £0 is out"),
        ("miles_from_home=1", "Miles from home: 1.0 miles is out"),
    ] {
        let out = target.split_once('=').unwrap().0;
        let args = [
            "--costs",
            "none.toml",
            "--target",
            target,
            "--alternatives",
            "0",
        ];
        plan(dir.path(), out, &args).assert().success();
        let out = dir.path().join(out);
        let summary = json(&out.join("summary.json"));
        assert_eq!(summary["reached"], false);
        let statements = summary["statements"].as_array().unwrap();
        let statements: Vec<&str> = statements.iter().map(|s| s.as_str().unwrap()).collect();
        let said = statements.iter().find(|s| s.starts_with(says));
        let said = said.unwrap_or_else(|| panic!("{statements:?}"));
        let end = if target.starts_with("own") {
            "at most"
        } else {
            "at least"
        };
        assert!(said.contains(end), "{statements:?}");
        // It comes as near as can be, but nobody is left without a home for it whom present homes can take.
        let certificate = json(&out.join("certificate.json"));
        let left = |at: usize| certificate["variants"][at]["children_without_a_home"].as_u64();
        assert_eq!(certificate["variants"][1]["name"], "nothing bought");
        assert_eq!(left(0), left(1), "{target}");
        assert_eq!(summary["without_a_home"]["with_the_plan"].as_u64(), left(0));
        let home = ["would have a home (today", "would have no home (today"];
        assert!(
            home.iter().any(|home| statements[0].contains(home)),
            "{statements:?}"
        );
        // Every indicator that is held is where it was, or it says that it is not.
        for held in summary["targets"].as_array().unwrap() {
            let (name, reached) = (held["name"].as_str().unwrap(), held["reached"] == true);
            let title = placewell::kpis::by_name(name).unwrap().card.title;
            let is_said = statements
                .iter()
                .any(|s| s.starts_with(&format!("{title}: ")));
            assert_eq!(is_said, !reached, "{name}: {statements:?}");
        }
    }
}

#[test]
fn each_solve_is_told_where_more_is_asked_to_be_said() {
    let dir = folder();
    let args = [&ASKED[..], &["--alternatives", "1"]].concat();
    let told = |out: &str, more: &[&str]| {
        let output = plan(dir.path(), out, &args).args(more).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(told("quiet", &[]), "");
    let told = told("told", &["-v"]);
    for solved in [
        "nothing bought",
        "no target",
        "the plan",
        "a next best plan",
    ] {
        assert!(
            told.contains(&format!("solved: {solved}")),
            "{solved}: {told}"
        );
    }
}

#[test]
fn every_cost_is_documented_with_its_default() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/plan-costs.md"))
        .unwrap();
    let costs = serde_json::to_value(placewell::plan::Costs::default()).unwrap();
    let ranges = page.replace(',', "").replace('\n', " ");
    for (name, value) in costs.as_object().unwrap() {
        if let Some((lowest, highest)) = placewell::plan::range(name) {
            assert!(
                ranges.contains(&format!("from {lowest} to {highest}")),
                "{name}"
            );
        }
        let start = format!("| `{name}` | ");
        let line = page.lines().find(|line| line.starts_with(&start));
        let said = line.unwrap_or_else(|| panic!("{name} is missing"));
        let said = said[start.len()..]
            .split(" |")
            .next()
            .unwrap()
            .replace(',', "");
        match value.as_u64() {
            Some(number) => assert_eq!(said, number.to_string(), "{name}"),
            None => assert!(["all", "derived"].contains(&said.as_str()), "{name}"),
        }
    }
}

#[test]
fn the_dearest_and_the_cheapest_costs_are_planned_with() {
    let dir = folder();
    let costs = serde_json::to_value(placewell::plan::Costs::default()).unwrap();
    for dearest in [true, false] {
        let mut text =
            "kinds = [\"foster-0-17-2-standard\", \"foster-11-17-1-specialist\"]\n".to_owned();
        for name in costs
            .as_object()
            .unwrap()
            .keys()
            .filter(|name| *name != "kinds")
        {
            let (lowest, highest) = placewell::plan::range(name).unwrap();
            let is_limit = name.starts_with("most_");
            let value = if dearest && !is_limit {
                highest
            } else {
                lowest
            };
            text.push_str(&format!("{name} = {}\n", if is_limit { 3 } else { value }));
        }
        fs::write(dir.path().join("costs.toml"), text).unwrap();
        let out = if dearest { "dearest" } else { "cheapest" };
        let args = [
            "--target",
            "in_area=60",
            "--costs",
            "costs.toml",
            "--alternatives",
            "1",
        ];
        plan(dir.path(), out, &args).assert().success();
    }
}

#[test]
fn a_target_of_the_folder_that_no_plan_can_have_is_left_out_and_said() {
    let dir = folder();
    add_targets(
        dir.path(),
        "at_distance = 5\nthree_placements = 5\nin_area = 60",
    );
    let args = ["--costs", "costs.toml", "--alternatives", "0"];
    plan(dir.path(), "out", &args).assert().success();
    let summary = json(&dir.path().join("out/summary.json"));
    let text = summary["statements"].to_string();
    for name in ["at_distance", "three_placements"] {
        let says = format!("A target of council.toml is left out: {name} cannot be a target");
        assert!(text.contains(&says), "{text}");
    }
    assert_eq!(summary["targets"][0]["name"], "in_area");
    assert_eq!(summary["targets"][1]["why"], "not worse than today");
}

/// Keeps the heading of a table only.
fn empty(dir: &Path, table: &str) {
    let path = dir.join("council").join(table);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{}\n", text.lines().next().unwrap())).unwrap();
}

#[test]
fn a_folder_without_placements_or_without_children_is_said_to_be_one() {
    let dir = folder();
    let args = [
        "--target",
        "in_area=60",
        "--costs",
        "costs.toml",
        "--alternatives",
        "0",
    ];
    let told = |out: &str| {
        let output = plan(dir.path(), out, &args).output().unwrap();
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(!told("all").contains("placements.csv has no rows"));
    empty(dir.path(), "placements.csv");
    let text = told("unplaced");
    assert!(text.contains("placements.csv has no rows"), "{text}");
    assert!(
        text.contains("where they live today is not known"),
        "{text}"
    );
    assert!(!text.contains("(today"), "{text}");
    // Nobody knows where anybody lives: no figure of today is one, neither in words nor in files.
    assert!(
        text.contains("In the authority's area: today not known"),
        "{text}"
    );
    assert!(text.contains("could have them: today not known"), "{text}");
    let out = dir.path().join("unplaced");
    let summary = json(&out.join("summary.json"));
    assert!(summary["without_a_home"]["today"].is_null());
    assert!(summary["with_a_connected_person_who_could_have_them"]["today"].is_null());
    for target in summary["targets"].as_array().unwrap() {
        assert!(target["today"].is_null(), "{target}");
        assert_ne!(target["why"], "not worse than today");
    }
    for (table, heading) in [
        ("targets.csv", "today"),
        ("placements.csv", "has_a_home_today"),
    ] {
        let mut reader = csv::Reader::from_path(out.join(table)).unwrap();
        let at = reader.headers().unwrap().iter().position(|h| h == heading);
        let cells = reader
            .records()
            .map(|row| row.unwrap()[at.unwrap()].to_owned());
        assert!(cells.into_iter().all(|cell| cell.is_empty()), "{table}");
    }
    for table in [
        "children.csv",
        "sibling_links.csv",
        "approvals.csv",
        "homes.csv",
    ] {
        if dir.path().join("council").join(table).exists() {
            empty(dir.path(), table);
        }
    }
    let text = told("nobody");
    assert!(text.contains("There is nobody to plan for"), "{text}");
    assert!(!text.contains("Every target is reached"), "{text}");
    let first = text
        .lines()
        .find(|line| line.contains("nobody to plan for"))
        .unwrap();
    assert!(!first.contains("a week"), "{first}");
}

/// No child has a school: nobody counts for a target about schools.
#[test]
fn a_target_for_which_nobody_counts_is_named_and_not_called_reached() {
    let dir = folder();
    let path = dir.path().join("council/children.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(&headings).unwrap();
    for row in rows {
        let cells = headings.iter().zip(&row);
        let is_school = |heading: &str| heading.starts_with("school");
        let cells = cells.map(|(heading, cell)| if is_school(heading) { "" } else { cell });
        writer.write_record(cells).unwrap();
    }
    drop(writer);
    let args = [
        "--costs",
        "costs.toml",
        "--alternatives",
        "0",
        "--target",
        "school_kept=90",
    ];
    for (out, more, says) in [
        (
            "one",
            &[][..],
            "No target is reached or missed, since nobody counts for any",
        ),
        (
            "two",
            &["--target", "in_area=10"][..],
            "Every target for which somebody counts is reached",
        ),
    ] {
        let args: Vec<&str> = args.iter().chain(more).copied().collect();
        let output = plan(dir.path(), out, &args).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{output:?}");
        assert!(told.contains(says), "{told}");
        assert!(!told.contains("Every target is reached"), "{told}");
        assert!(
            told.contains("School within reach: nobody counts for it in this plan"),
            "{told}"
        );
        let summary = json(&dir.path().join(out).join("summary.json"));
        assert_eq!(summary["targets_for_which_nobody_counts"][0], "school_kept");
        let mut targets = summary["targets"].as_array().unwrap().iter();
        let school = targets.find(|t| t["name"] == "school_kept").unwrap();
        assert!(school["reached"].is_null() && school["with_the_plan"].is_null());
    }
}

#[test]
fn lines_come_to_the_total_and_all_money_is_held_against_one_baseline() {
    let dir = folder();
    // Homes that cost a lot empty, and little to open.
    let costs = "kinds = [\"home-8-17-2-standard\"]\nhome_once = 0\nhome_place_once = 0\n";
    fs::write(dir.path().join("homes.toml"), costs).unwrap();
    let args = [
        "--costs",
        "homes.toml",
        "--target",
        "in_area=60",
        "--target",
        "own_provision=65",
    ];
    let output = plan(dir.path(), "out", &args).output().unwrap();
    let summary = json(&dir.path().join("out/summary.json"));
    let pence = |value: &Value| (value.as_f64().unwrap() * 100.0).round() as i64;
    let weekly = &summary["weekly"];
    let lines = summary["plan"].as_array().unwrap();
    let lived_in = lines
        .iter()
        .map(|line| pence(&line["weekly_cost_lived_in_pounds"]));
    let plan = &weekly["plan"];
    assert_eq!(
        lived_in.sum::<i64>(),
        pence(&plan["new_provision_pounds"]) + pence(&plan["step_down_support_pounds"])
    );
    let is_lived_in = |line: &Value| {
        let cost = |how: &str| pence(&line[format!("weekly_cost_{how}_pounds")]);
        let children = line["children"].as_i64() > Some(0);
        line["what"] == "open" && children && cost("lived_in") < cost("empty")
    };
    assert!(lines.iter().any(is_lived_in), "{lines:?}");
    let present = pence(&weekly["with_nothing_bought"]["total_pounds"]);
    let above = |of: &str| pence(&weekly[of]["total_pounds"]) - present;
    assert_eq!(
        above("plan"),
        pence(&weekly["plan_above_nothing_bought_pounds"])
    );
    let without = pence(&weekly["cheapest_without_targets_above_nothing_bought_pounds"]);
    assert_eq!(above("cheapest_without_targets"), without);
    for target in summary["targets"].as_array().unwrap().iter().take(2) {
        let alone = pence(&target["on_its_own_above_nothing_bought_pounds_a_week"]);
        assert!((without..=above("plan")).contains(&alone), "{target}");
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text
        .lines()
        .find(|line| line.contains("In the authority's area: today"))
        .unwrap();
    assert!(line.ends_with("than with nothing bought"), "{line}");
    let heading = |name: &str| {
        let table = fs::read_to_string(dir.path().join("out").join(name)).unwrap();
        table.lines().next().unwrap().to_owned()
    };
    assert!(heading("targets.csv").contains("with_nothing_bought"));
    assert!(heading("plan.csv").contains("weekly_cost_empty_pounds,weekly_cost_lived_in_pounds"));
}

/// Nothing can be bought, and one home of the council closes: somebody has no home whatever is done.
#[test]
fn children_without_a_home_are_counted_and_named() {
    let dir = folder();
    fs::write(
        dir.path().join("none.toml"),
        "most_foster_places = 0\nmost_homes = 0\nmost_conversions = 0\n",
    )
    .unwrap();
    // Nobody takes anybody else in, and nobody can live where two brothers live now.
    let homes = dir.path().join("council/homes.csv");
    let text = fs::read_to_string(&homes).unwrap();
    fs::write(&homes, text.replace(",available,", ",full,")).unwrap();
    let args = [
        "--costs",
        "none.toml",
        "--target",
        "in_area=60",
        "--alternatives",
        "0",
    ];
    let output = plan(dir.path(), "out", &args).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let out = dir.path().join("out");
    let summary = json(&out.join("summary.json"));
    let left = summary["without_a_home"]["with_the_plan"].as_u64().unwrap();
    assert!(left > 0, "{told}");
    assert_eq!(summary["reached"], false);
    assert!(told.contains("Not every child would have a home"), "{told}");
    assert!(
        told.contains("No plan leaves fewer without a home"),
        "{told}"
    );
    let table = fs::read_to_string(out.join("placements.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|h| h == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let homeless = rows.iter().filter(|row| row[at("home_id")].is_empty());
    assert_eq!(homeless.clone().count() as u64, left);
    let settled = homeless
        .filter(|row| &row[at("has_a_home_today")] == "yes")
        .count();
    assert_eq!(
        told.contains("a home today: theoretical"),
        settled > 0,
        "{told}"
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("counts as not meeting any target about her"));
}

#[test]
fn a_budget_is_told_with_whether_it_binds_and_what_is_spent_today() {
    let dir = folder();
    fs::write(
        dir.path().join("costs.toml"),
        "kinds = [\"foster-0-17-2-standard\"]\nfoster_retainer = 20000\nmost_conversions = 0\n",
    )
    .unwrap();
    for (budget, target, says) in [
        ("0", "own_provision=100", "It binds: the plan costs"),
        ("50000", "in_area=1", "It does not bind: the plan costs"),
    ] {
        let args = [
            "--costs",
            "costs.toml",
            "--target",
            target,
            "--budget",
            budget,
            "--alternatives",
            "0",
        ];
        let output = plan(dir.path(), budget, &args).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let out = dir.path().join(budget);
        let page = fs::read_to_string(out.join("report.html")).unwrap();
        let summary = json(&out.join("summary.json"));
        for text in [&told, &page] {
            assert!(text.contains(says), "{says}: {text}");
            assert!(
                text.contains("where the same children live today costs £"),
                "{text}"
            );
        }
        assert_eq!(summary["budget_binds"], says.starts_with("It binds"));
        let above = summary["weekly"]["plan_above_nothing_bought_pounds"].as_f64();
        assert!(above.unwrap() <= budget.parse().unwrap(), "{above:?}");
        let plan = &json(&out.join("certificate.json"))["variants"][0];
        let short = &plan["shortfall_of_targets"];
        assert!(plan["shortfall_of_targets_is_at_least"].as_i64() <= short.as_i64());
        if summary["budget_binds"] == true {
            let says = "no plan within the budget comes nearer to what is asked (proved)";
            assert!(told.contains(says), "{told}");
            assert_eq!(&plan["shortfall_of_targets_is_at_least"], short);
        }
        let today = summary["weekly"]["where_the_same_children_live_today_pounds"].as_f64();
        assert!(today.unwrap() > 1_000.0);
    }
}

#[test]
fn children_whom_no_plan_steps_down_are_told() {
    let dir = folder();
    let args = [
        "--costs",
        "costs.toml",
        "--target",
        "in_area=60",
        "--alternatives",
        "1",
    ];
    let told = |out: &str| {
        let output = plan(dir.path(), out, &args).output().unwrap();
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let says = "in children's homes whose care plan asks for a residential setting";
    assert!(told("with").contains(says));
    let children = dir.path().join("council/children.csv");
    let text = fs::read_to_string(&children).unwrap();
    fs::write(&children, text.replace(",residential,", ",family,")).unwrap();
    let text = told("without");
    assert!(!text.contains(says), "{text}");
}
