//! Against the tables of the Regional Demand Model itself, where somebody has them: PLACEWELL_SAMPLE_V1 names the folder with
//! the `header.csv`, `episodes.csv` and `uasc.csv` of its bundled sample, PLACEWELL_SAMPLE_V1_EXPECTED the folder with its
//! tables for the reference 2016-04-01 to 2022-03-31 and the days up to 2024-03-31.

use std::env::var_os;
use std::path::Path;

use crate::place::{Place, worst};

/// The tables of the method.
pub const TABLES: [&str; 7] = [
    "forecast_population.csv",
    "transition_rates.csv",
    "entry_rates.csv",
    "stock_at_start.csv",
    "placement_proportions.csv",
    "population_by_detail.csv",
    "historic_daily_stock.csv",
];

#[test]
fn the_tables_are_those_of_the_regional_demand_model() {
    let (Some(returns), Some(expected)) = (
        var_os("PLACEWELL_SAMPLE_V1"),
        var_os("PLACEWELL_SAMPLE_V1_EXPECTED"),
    ) else {
        return;
    };
    let place = Place::empty();
    place.import(Path::new(&returns), "");
    let asked = "--reference 2016-04-01..2022-03-31 --from 2022-03-31 --to 2024-03-31";
    place
        .run(&format!(
            "forecast council --method stock-flow {asked} --out out"
        ))
        .good();
    for name in TABLES {
        let ours = place.read(&format!("out/stock-flow/{name}"));
        let theirs = std::fs::read_to_string(Path::new(&expected).join(name)).unwrap();
        let worst = worst(&ours, &theirs);
        println!("{name}: {worst:e}");
        assert!(worst < 1e-9, "{name}: {worst:e}");
    }
    let summary: serde_json::Value = serde_json::from_str(&place.read("out/summary.json")).unwrap();
    let counts = [
        ("rows", 3737),
        ("children", 820),
        ("rows_with_date_of_birth", 3350),
        ("children_with_date_of_birth", 572),
        ("episodes", 2440),
        ("placements", 1764),
        ("parts_in_one_age_bin", 2110),
        ("parts_open", 86),
    ];
    for (name, count) in counts {
        assert_eq!(summary["history"][name], count, "{name}");
    }
}
