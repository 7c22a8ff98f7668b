//! The scenarios that come with the program.

use std::collections::BTreeSet;
use std::fs;

use placewell::forecast::changes::Changes;
use placewell::model::{Council, Date};
use placewell::scenario::levers::ALL;

use super::{pack_files, read};

#[test]
fn every_scenario_of_the_packs_can_be_read_and_says_what_it_is() {
    let files = pack_files();
    assert!(files.len() >= 75, "only {} scenarios", files.len());
    for path in &files {
        let scenario = read(path).unwrap_or_else(|problems| panic!("{problems}"));
        let text = fs::read_to_string(path).unwrap();
        assert!(
            text.starts_with("#:schema ../schema.json\n"),
            "{} does not name the schema in its first line",
            path.display()
        );
        assert_ne!(
            scenario.title,
            scenario.name,
            "{} has no title",
            path.display()
        );
        let named = path.file_stem().unwrap().to_str().unwrap();
        assert_eq!(scenario.name, named);
    }
}

#[test]
fn every_lever_of_the_catalogue_is_pulled_by_a_common_scenario() {
    let common = pack_files()
        .into_iter()
        .filter(|path| path.parent().unwrap().ends_with("common"));
    let pulled: BTreeSet<&str> = common
        .flat_map(|path| read(&path).unwrap().levers)
        .map(|pulled| pulled.lever.id)
        .collect();
    let missing: Vec<&str> = ALL
        .iter()
        .map(|lever| lever.id)
        .filter(|id| !pulled.contains(id))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A scenario that changes nothing would be a baseline under another name.
#[test]
fn every_scenario_but_the_baseline_changes_something() {
    let mut council = Council::new("Test", "E06000019", Date::constant(2026, 3, 31));
    council.under_18_population = Some(30_000);
    council.adjoining = vec!["E10000034".to_owned()];
    for path in pack_files() {
        let scenario = read(&path).unwrap();
        let changes = |r| scenario.changes(&council, council.as_at, r);
        let simulated = (0..20).any(|r| changes(r) != Changes::default());
        let policy = scenario.council(&council) != council;
        // What an in-house share takes is read from placements, of which this council has none.
        let reads_placements = scenario
            .levers
            .iter()
            .any(|pulled| pulled.lever.id == "in_house");
        let is_baseline = scenario.name == "do-nothing";
        assert_eq!(
            simulated || policy || reads_placements,
            !is_baseline,
            "{}",
            path.display()
        );
    }
}
