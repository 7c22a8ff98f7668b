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
