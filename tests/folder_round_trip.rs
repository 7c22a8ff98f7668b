//! A council written as a folder reads back as the same council.

mod any_council;
mod drawn_cases;

use any_council::any_council;
use drawn_cases::cases;
use placewell::ingest::{Options, read_council, render};
use placewell::model::{Council, default_tiers};
use proptest::prelude::*;

fn round_trip(council: &Council) -> Council {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in render(council) {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let tiers = default_tiers();
    let measures: Vec<&str> = tiers
        .iter()
        .flat_map(|tier| tier.terms.iter().map(|term| term.duty.as_str()))
        .collect();
    let options = Options {
        known_measures: &measures,
        known_targets: &placewell::kpis::targets(),
    };
    match read_council(dir.path(), &options) {
        Ok(reading) => reading.council,
        Err(problems) => panic!("{problems}"),
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_council_reads_back_the_same(seed: u64, children in 0u32..8, homes in 0u32..8) {
        let council = any_council(seed, children, homes);
        prop_assert_eq!(round_trip(&council), council);
    }
}
