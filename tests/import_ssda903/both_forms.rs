//! A platform's extract and the returns that it was made of give the same council.

use std::path::PathBuf;

use crate::account;
use crate::binary::Place;
use crate::extract::extract;
use crate::table::{Table, write_extract, write_returns};

const SAME: [&str; 5] = [
    "children.csv",
    "episodes.csv",
    "homes.csv",
    "placements.csv",
    "short_breaks.csv",
];

/// Imports the tables in both forms and expects one council; gives the rows of its tables and both reports.
fn same_from_both(tables: &[Table], seed: u64) -> (Vec<usize>, [serde_json::Value; 2]) {
    let place = Place::new();
    write_extract(tables, &place, "extract");
    let import = |from: &str, out: &str| {
        let words = format!("import ssda903 {from} --council Herefordshire --ids keep --out {out}");
        place.run(&words).good();
        let report = place.json(&format!("{out}/import-report.json"));
        account::check_sums(&report);
        report
    };
    let of_extract = import("extract", "a");
    let begins = of_extract["returns"]["single_years_name_the_beginning"]
        .as_bool()
        .unwrap();
    write_returns(tables, begins, seed, &place, "returns");
    let of_returns = import("returns", "b");
    let mut counts = Vec::new();
    for name in SAME {
        let (a, b) = (
            place.read(&format!("a/{name}")),
            place.read(&format!("b/{name}")),
        );
        let differing = a.lines().zip(b.lines()).find(|(a, b)| a != b);
        assert!(a == b, "{name} with seed {seed}: {differing:?}");
        counts.push(a.lines().count() - 1);
    }
    for name in ["years", "from", "children_with_a_history"] {
        assert_eq!(of_extract["returns"][name], of_returns["returns"][name]);
    }
    assert_eq!(of_extract["rows"], of_returns["rows"]);
    (counts, [of_extract, of_returns])
}

#[test]
fn invented_returns_give_one_history_from_both_forms() {
    for seed in 0..4 {
        let (counts, [report, _]) = same_from_both(&extract(seed, 150), seed);
        let [children, episodes, homes, placements, breaks] = counts[..] else {
            panic!("{counts:?}")
        };
        // The extract is worth comparing: every kind of thing is in it.
        assert!(
            children > 20 && homes > 20 && placements == children,
            "{counts:?}"
        );
        assert!(episodes > 300 && breaks > 10, "{counts:?}");
        for rule in [
            "R111", "R201", "R202", "R205", "R206", "R209", "R302", "R351", "R356",
        ] {
            assert!(
                account::applied(&report, rule) > 0,
                "{rule} was not applied"
            );
        }
    }
}

/// With `PLACEWELL_SAMPLE_V1`, the folder of the sample that comes with the regional demand model.
#[test]
fn the_published_sample_gives_one_history_from_both_forms() {
    let Some(folder) = std::env::var_os("PLACEWELL_SAMPLE_V1").map(PathBuf::from) else {
        return;
    };
    let tables = ["episodes", "header", "uasc"];
    let tables = tables.map(|name| Table::of_file(&folder.join(format!("{name}.csv"))));
    let (counts, [report, _]) = same_from_both(&tables, 903);
    println!(
        "rows of {SAME:?}: {counts:?}; rows read and used: {}",
        report["rows"]
    );
    assert!(counts[1] > 1000, "{counts:?}");
}

#[test]
fn a_file_with_rows_of_several_returns_is_labelled_with_the_first_and_the_last() {
    let place = Place::new();
    write_extract(&extract(1, 60), &place, "extract");
    place.run("import ssda903 extract --out out").good();
    let report = place.json("out/import-report.json");
    let files = report["files"].as_array().unwrap();
    let episodes = files
        .iter()
        .find(|file| file["file"] == "episodes.csv")
        .unwrap();
    assert_eq!(episodes["return_years"], serde_json::json!([2020, 2024]));
    let page = place.read("out/import-report.html");
    assert!(page.contains("2019-20 to 2023-24"));
}
