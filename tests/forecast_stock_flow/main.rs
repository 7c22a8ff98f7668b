//! `placewell forecast --method stock-flow` as a user runs it.
//!
//! `returns/` is a council that nobody has: eleven children with, between them, a row repeated a year later, a row closed a
//! year later, two rows that begin or end on one day, changes of legal status, a birthday on 29 February, two dates of birth
//! for one child, a child without a header and two who came and left on one day. `expected/` was computed by
//! `independent.py`, which was written from the description of the method and shares nothing with the program:
//! `python3 independent.py returns 2017-04-01 2019-03-31 2019-03-31 2019-06-30 expected`.

mod bad_input;
mod place;
mod sample;

use std::path::Path;

use place::{Place, folder, worst};

/// What is asked of the council in these tests.
pub const ASKED: &str =
    "--method stock-flow --reference 2017-04-01..2019-03-31 --from 2019-03-31 --to 2019-06-30";

#[test]
fn the_tables_are_those_that_were_computed_independently() {
    let place = Place::with_council();
    place
        .run(&format!("forecast council {ASKED} --out out"))
        .good();
    for name in sample::TABLES {
        let ours = place.read(&format!("out/stock-flow/{name}"));
        let wanted = std::fs::read_to_string(folder("expected").join(name)).unwrap();
        let worst = worst(&ours, &wanted);
        assert!(worst < 1e-12, "{name}: {worst:e}");
    }
}

#[test]
fn every_step_says_what_it_worked_on() {
    let place = Place::with_council();
    let done = place.run(&format!("forecast council {ASKED} --out out"));
    let said = done.good().stdout;
    // Those who came and left on one day, in states that had been empty.
    assert!(
        said.contains(
            "came and left on one day); the Regional Demand Model ends with an error there: 2"
        ),
        "{said}"
    );
    assert!(
        said.contains("no header gives their date of birth: 1"),
        "{said}"
    );
    let summary: serde_json::Value = serde_json::from_str(&place.read("out/summary.json")).unwrap();
    let history = &summary["history"];
    let count = |name: &str| history[name].as_u64().unwrap();
    assert_eq!((count("rows"), count("children")), (24, 10));
    assert_eq!(
        (
            count("rows_with_date_of_birth"),
            count("children_with_date_of_birth")
        ),
        (23, 9)
    );
    // Two repeated rows, one that ends with another and one closed later: K01, K03, K06, K10. Then K02 twice, K07 once.
    assert_eq!((count("episodes"), count("placements")), (19, 16));
    assert_eq!(
        (count("parts_in_one_age_bin"), count("parts_open")),
        (20, 4)
    );
    assert_eq!(summary["data"]["from"], "2017-04-01");
    let provenance: serde_json::Value =
        serde_json::from_str(&place.read("out/provenance.json")).unwrap();
    assert_eq!(provenance["holds"], "forecast");
    assert_eq!(provenance["method"], "stock-flow");
    assert_eq!(provenance["asked"]["reference"], "2017-04-01..2019-03-31");
    let hashes = provenance["input_sha256"].as_object().unwrap();
    assert!(hashes.contains_key("returns.csv") && hashes.contains_key("council.toml"));
}

/// Rows of a table, by heading.
fn rows(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_individual_forecast_stands_beside_it() {
    let place = Place::with_council();
    let done = place.run(&format!("forecast council {ASKED} --out out"));
    let said = done.good().stdout;
    assert!(said.contains("in care on 2019-06-30"), "{said}");
    assert!(
        said.contains("pooled to England, for the care history has fewer"),
        "{said}"
    );
    let compared = rows(&place.read("out/comparison.csv"));
    // The first day and three month ends; all children and four categories.
    assert_eq!(compared.len(), 4 * 5);
    let stock = rows(&place.read("out/stock-flow/stock_at_start.csv"));
    let stock = stock
        .iter()
        .map(|row| row["children"].parse::<f64>().unwrap());
    assert_eq!(compared[0]["day"], "2019-03-31");
    assert_eq!(
        compared[0]["stock_flow"].parse::<f64>().unwrap(),
        stock.sum::<f64>()
    );
    assert_eq!(compared[0]["individual_p5"], compared[0]["individual_p95"]);
    let path = rows(&place.read("out/stock-flow/forecast_population.csv"));
    place
        .run("forecast council --places 0 --months 3 --quiet --out own")
        .good();
    let own = rows(&place.read("own/demand.csv"));
    for row in compared[5..].iter().filter(|row| row["group"] == "total") {
        let number = |text: &str| text.parse::<f64>().unwrap();
        let there = path.iter().find(|day| day["date"] == row["day"]).unwrap();
        let in_care = there
            .iter()
            .filter(|(name, _)| *name != "date" && !name.ends_with("Not in care"));
        let theirs: f64 = in_care.map(|(_, cell)| number(cell)).sum();
        assert!((number(&row["stock_flow"]) - theirs).abs() < 1e-3);
        let is_same = |of: &&std::collections::BTreeMap<String, String>| {
            of["month_end"] == row["day"] && of["measure"] == "children" && of["segment"] == "all"
        };
        let ours = own.iter().find(is_same).unwrap();
        assert_eq!(row["individual_mean"], ours["mean"]);
        assert_eq!(row["individual_p90"], ours["p90"]);
        assert_eq!(row["individual_rates"], "pooled_to_national");
    }
}

#[test]
fn without_a_history_it_says_why_nothing_stands_beside_it() {
    let place = Place::with_council();
    std::fs::remove_file(place.path("council/episodes.csv")).unwrap();
    let done = place.run(&format!("forecast council {ASKED} --out out"));
    let said = done.good().stdout;
    assert!(
        said.contains("no individual forecast beside it: there is no care history"),
        "{said}"
    );
    assert!(!place.path("out/comparison.csv").exists());
    let place = Place::with_council();
    let short =
        "--method stock-flow --reference 2017-04-01..2019-03-31 --from 2019-03-31 --to 2019-04-29";
    let done = place.run(&format!("forecast council {short} --out out"));
    let said = done.good().stdout;
    assert!(
        said.contains("no month ends after 2019-03-31 and up to 2019-04-29"),
        "{said}"
    );
}

#[test]
fn a_forecast_takes_the_place_of_another_when_it_is_told_to_and_of_nothing_else() {
    let place = Place::with_council();
    let command = format!("forecast council {ASKED} --out out");
    place.run(&command).good();
    let first = place.read("out/stock-flow/forecast_population.csv");
    let again = place.run(&command);
    assert_eq!(again.status, 1, "{}", again.stderr);
    assert!(again.stderr.contains("give --replace"), "{}", again.stderr);
    place.run(&format!("{command} --replace --quiet")).good();
    // The same input gives the same bytes.
    assert_eq!(place.read("out/stock-flow/forecast_population.csv"), first);
    place.write("notes/diary.txt", "not ours");
    let over = place.run(&format!("forecast council {ASKED} --out notes --replace"));
    assert_eq!(over.status, 1, "{}", over.stderr);
    assert_eq!(place.read("notes/diary.txt"), "not ours");
    let inside = place.run(&format!("forecast council {ASKED} --out council/forecast"));
    assert_eq!(inside.status, 2, "{}", inside.stderr);
}

#[test]
fn the_order_of_rows_and_of_columns_does_not_matter() {
    let place = Place::with_council();
    let command = format!("forecast council {ASKED} --quiet --out");
    place.run(&format!("{command} one")).good();
    let text = place.read("council/returns.csv");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let turned = lines.iter().map(|line| {
        // No value of this file has a comma.
        let fields: Vec<&str> = line.split(',').rev().collect();
        fields.join(",") + "\n"
    });
    place.write("council/returns.csv", &turned.collect::<String>());
    place.run(&format!("{command} two")).good();
    for name in sample::TABLES {
        let [one, two] = ["one", "two"].map(|out| place.read(&format!("{out}/stock-flow/{name}")));
        assert!(one == two, "{name}");
    }
}

#[test]
fn the_summary_goes_to_the_screen_as_json() {
    let place = Place::with_council();
    let done = place.run(&format!("forecast council {ASKED} --json --out out"));
    assert_eq!(done.good().stdout, place.read("out/summary.json"));
    assert!(Path::new(&place.path("out/provenance.json")).is_file());
}
