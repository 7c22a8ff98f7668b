//! `placewell assess` as a user runs it, on a small synthetic council.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn placewell() -> Command {
    Command::cargo_bin("placewell").unwrap()
}

fn council(dir: &Path) -> std::path::PathBuf {
    let folder = dir.join("council");
    placewell()
        .args([
            "--quiet",
            "synth",
            "herefordshire",
            "--children",
            "60",
            "--out",
        ])
        .arg(&folder)
        .assert()
        .success();
    folder
}

fn assess(council: &Path, out: &Path, threads: &str) {
    placewell()
        .env("RAYON_NUM_THREADS", threads)
        .args(["--quiet", "assess", "--top", "2"])
        .arg(council)
        .arg("--out")
        .arg(out)
        .assert()
        .success();
}

const FILES: [&str; 15] = [
    "annex.csv",
    "certificate.json",
    "choice.csv",
    "definitions.csv",
    "equality.csv",
    "few_homes.csv",
    "frontier.csv",
    "kpis.csv",
    "place_kpis.csv",
    "places.csv",
    "provenance.json",
    "report.html",
    "shortfall.csv",
    "summary.json",
    "supply.csv",
];

#[test]
fn every_file_is_written_and_is_the_same_for_any_number_of_threads() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let [one, two] = ["one", "two"].map(|name| dir.path().join(name));
    assess(&council, &one, "1");
    assess(&council, &two, "2");
    for name in FILES {
        let read = |out: &Path| fs::read_to_string(out.join(name)).expect(name);
        assert!(read(&one) == read(&two), "{name} differs");
        assert!(!read(&one).contains("NaN"), "{name}");
    }
    let page = fs::read_to_string(one.join("report.html")).unwrap();
    for minus_nothing in [">-0<", ">-0.0%", ">-0.0 ", ">-0.00<"] {
        assert!(!page.contains(minus_nothing), "{minus_nothing}");
    }
    let summary = fs::read_to_string(one.join("summary.json")).unwrap();
    assert!(!summary.contains(" -0.0,") && !summary.contains(" -0.0\n"));
    for told in [
        "is not recorded are on neither side",
        "percentage points",
        "Proved by prices",
        "miles, all children together",
    ] {
        assert!(page.contains(told), "{told}");
    }
    few_homes_and_frontiers(&one);
    let equality = fs::read_to_string(one.join("equality.csv")).unwrap();
    assert!(equality.contains("all others of whom it is recorded"));
    assert!(equality.lines().next().unwrap().contains(",not_recorded,"));
    let kpis = fs::read_to_string(one.join("kpis.csv")).unwrap();
    only_the_whole_is_proved(&kpis);
    numerators_are_in_the_unit_of_the_figure(&kpis, ["actual", "attainable_in_order"]);
    let places = fs::read_to_string(one.join("place_kpis.csv")).unwrap();
    numerators_are_in_the_unit_of_the_figure(&places, ["before", "after"]);
    for told in [
        "approvals to be sought",
        "the largest gap of a point is",
        "children of the round",
        "each group of them on a side counts as one child",
        "positive means there is something to gain",
        "In order: first those solved again",
        "no tier is more than",
        "and x_gap and y_gap of",
    ] {
        assert!(page.contains(told), "{told}");
    }
    assert!(
        kpis.lines().any(|line| line.starts_with("K05,in_area,")),
        "{kpis}"
    );
}

/// A table of an output folder, and where its columns stand.
fn table(out: &Path, name: &str) -> (Vec<csv::StringRecord>, impl Fn(&str) -> usize) {
    let mut reader = csv::Reader::from_path(out.join(name)).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows = reader.records().map(Result::unwrap).collect();
    (rows, move |name: &str| {
        let at = headings.iter().position(|heading| heading == name);
        at.unwrap_or_else(|| panic!("no column {name}"))
    })
}

/// Each child stands once among those with few homes, and points of frontiers say what they are in and how near the best.
fn few_homes_and_frontiers(out: &Path) {
    let (rows, at) = table(out, "few_homes.csv");
    let mut children: Vec<&str> = rows.iter().map(|row| &row[at("child_id")]).collect();
    let number = children.len();
    children.sort_unstable();
    children.dedup();
    assert!(number > 0 && children.len() == number, "{children:?}");
    let homes = |row: &csv::StringRecord, name: &str| row[at(name)].parse::<u32>().unwrap();
    let few = |row: &csv::StringRecord| homes(row, "suitable").min(homes(row, "free_today")) < 2;
    assert!(rows.iter().all(few));
    let (rows, at) = table(out, "frontier.csv");
    for row in &rows {
        for side in ["x", "y"] {
            let cell = |name: &str| &row[at(&format!("{side}{name}"))];
            let number = |name: &str| cell(name).parse::<f64>().unwrap();
            let unit = match cell("") {
                "siblings" => "pairs apart",
                "near" => "miles",
                _ => "£ a week",
            };
            assert_eq!(cell("_unit"), unit);
            let open = number("_value") - number("_bound");
            let gap = open / number("_value").max(0.01);
            assert!((gap - number("_gap")).abs() < 1e-5, "{row:?}");
            assert!((-1e-9..=0.031).contains(&gap), "{row:?}");
        }
    }
}

/// A figure is what its numerator and its denominator say, in its unit.
fn numerators_are_in_the_unit_of_the_figure(table: &str, figures: [&str; 2]) {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|h| h == name).unwrap();
    let mut seen = 0;
    for row in reader.records() {
        let row = row.unwrap();
        for figure in figures {
            let number = |name: &str| row[at(name)].parse::<f64>().ok();
            let numerator = number(&format!("{figure}_numerator"));
            let denominator = number(&format!("{figure}_denominator"));
            let (Some(shown), Some(numerator), Some(denominator)) =
                (number(figure), numerator, denominator)
            else {
                continue;
            };
            let says = match &row[at("unit")] {
                "%" => 100.0 * numerator / denominator,
                "number" | "£ a week" => numerator,
                _ => numerator / denominator,
            };
            assert!((says - shown).abs() < 0.006, "{row:?}");
            seen += usize::from(row[at("unit")].starts_with(['m', '£']));
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn where_no_address_is_known_no_distance_has_a_figure_and_nothing_is_beyond_reach() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let path = council.join("children.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(&headings).unwrap();
    for row in rows {
        let cells = headings.iter().zip(&row);
        let is_place = |heading: &str| ["home_easting", "home_northing"].contains(&heading);
        let cells = cells.map(|(heading, cell)| if is_place(heading) { "" } else { cell });
        writer.write_record(cells).unwrap();
    }
    drop(writer);
    let out = dir.path().join("out");
    assess(&council, &out, "2");
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("summary.json")).unwrap()).unwrap();
    for name in ["near_home", "far_and_outside", "miles_from_home"] {
        let indicator = &summary["indicators"][name];
        assert!(indicator["actual"].is_null(), "{name}: {indicator}");
        assert_eq!(indicator["denominator"], 0, "{name}");
        assert!(
            indicator["left_out"]["distance not known"].as_u64() > Some(10),
            "{name}"
        );
        assert!(indicator["best"].is_null(), "{name}");
    }
    let said = summary["statements"].as_array().unwrap();
    let text = said.iter().map(|s| s["text"].as_str().unwrap_or_default());
    for text in text.filter(|text| text.contains("beyond any allocation of the present")) {
        assert!(!text.contains("Near home"), "{text}");
    }
}

/// A plan for a duty alone is the best for the whole council, and for no part of it.
fn only_the_whole_is_proved(kpis: &str) {
    let mut reader = csv::Reader::from_reader(kpis.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|h| h == name).unwrap();
    let proved = ["best", "beyond_any_allocation", "beyond_reach"].map(at);
    let (mut whole, mut parts) = (0, 0);
    for row in reader.records() {
        let row = row.unwrap();
        let blank = proved.iter().all(|column| row[*column].is_empty());
        match &row[at("dimension")] {
            "all" => whole += usize::from(!blank),
            _ => {
                parts += 1;
                assert!(blank, "{row:?}");
            }
        }
    }
    assert!(whole >= 10 && parts > 100, "{whole} {parts}");
}

#[test]
fn a_folder_without_placements_is_assessed_and_says_what_is_missing() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let placements = council.join("placements.csv");
    let text = fs::read_to_string(&placements).unwrap();
    fs::write(&placements, text.lines().next().unwrap().to_owned() + "\n").unwrap();
    let out = dir.path().join("out");
    assess(&council, &out, "2");
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("summary.json")).unwrap()).unwrap();
    let said = summary["statements"].as_array().unwrap();
    assert!(
        said.iter().any(|s| s["about"] == "no_placements"),
        "{said:?}"
    );
    for name in [
        "in_area",
        "with_a_home",
        "total_weekly_cost",
        "unregistered",
        "foster_places_filled",
        "foster_places_vacant",
        "foster_places_unavailable",
        "share_of_local_beds",
        "emergencies",
    ] {
        let indicator = &summary["indicators"][name];
        for what in ["actual", "numerator", "denominator", "left_out"] {
            assert!(indicator[what].is_null(), "{name}: {what}");
        }
        assert!(indicator["best"].is_null(), "{name}");
    }
    assert!(said.iter().all(|s| s["about"] != "target_beyond_reach"));
    // Nor has any outcome of today a figure, a difference or an interval, and each says why.
    let (rows, at) = table(&out, "equality.csv");
    for row in &rows {
        for column in [
            "group_figure",
            "against_figure",
            "difference",
            "low",
            "high",
            "by_present_use",
        ] {
            assert_eq!(&row[at(column)], "", "{column}: {row:?}");
        }
        assert!(row[at("why_not")].contains("placements.csv has no rows"));
    }
    assert!(
        rows.iter()
            .any(|row| !row[at("attainable_difference")].is_empty())
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("so that no outcome of today can be compared"));
    assert!(!page.contains("No interval leaves out no difference"));
    assert!(summary["indicators"]["in_area"]["attainable_in_order"].is_number());
}

#[test]
fn each_solve_is_told_where_more_is_asked_to_be_said() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let run = |verbose: &[&str]| {
        let mut command = placewell();
        command
            .args(verbose)
            .args(["assess", "--top", "2", "--out"]);
        let output = command.arg(dir.path().join("out")).arg(&council).output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    };
    assert_eq!(run(&[]), "");
    let told = run(&["-v"]);
    for solved in [
        "solved: attainable, in the law's order",
        "solved: attainable, D23",
        "solved: one home more",
        "solved: a point of a frontier",
        "solved: blind to a characteristic",
    ] {
        assert!(told.contains(solved), "{solved}: {told}");
    }
    assert_eq!(told.matches("solved: one home more").count(), 2);
}

#[test]
fn the_council_folder_itself_is_no_place_to_write_to() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let run = placewell()
        .args(["assess"])
        .arg(&council)
        .arg("--out")
        .arg(&council)
        .assert();
    run.code(2);
    assert!(council.join("children.csv").exists());
}

/// Prices rank the homes that could exist, and need not rank the best first: a small council has all of them solved again.
#[test]
fn a_small_council_has_every_new_home_solved_again_in_the_order_of_what_it_changes() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let out = dir.path().join("out");
    placewell()
        .args(["--quiet", "assess", "--no-equality", "--no-frontiers"])
        .arg(&council)
        .arg("--out")
        .arg(&out)
        .assert()
        .success();
    let mut reader = csv::Reader::from_path(out.join("places.csv")).unwrap();
    let headings = reader.headers().unwrap().clone();
    let again = headings.iter().position(|h| h == "solved_again").unwrap();
    let tiers: Vec<usize> = (0..headings.len())
        .filter(|at| headings[*at].starts_with("change_of_tier_"))
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 100 && rows.iter().all(|row| &row[again] == "yes"));
    let change = |row: &csv::StringRecord| -> Vec<i64> {
        // Miles and pounds have two decimals.
        let hundredths = |at: &usize| (100.0 * row[*at].parse::<f64>().unwrap()).round() as i64;
        tiers.iter().map(hundredths).collect()
    };
    let ends = ["_approvals", "_near_miles", "_fit", "_cost_pounds_a_week"];
    let of_tiers = tiers[tiers.len() - ends.len()..].iter().zip(ends);
    for (at, end) in of_tiers.clone() {
        assert!(headings[*at].ends_with(end), "{}", &headings[*at]);
    }
    // A tier in pounds says what the indicator in pounds does, but for children without a home, who cost nothing there.
    let total = headings
        .iter()
        .position(|h| h == "change_total_weekly_cost");
    let cost = tiers[tiers.len() - 1];
    let as_dear = |row: &&csv::StringRecord| row[cost] == row[total.unwrap()];
    assert!(rows.iter().filter(as_dear).count() > rows.len() / 2);
    assert!(rows.is_sorted_by_key(change));
    assert!(change(&rows[0]) < change(&rows[rows.len() - 1]));
}
