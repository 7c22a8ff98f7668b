//! A small history, counted by hand.

use super::*;
use jiff::civil::date;
use std::sync::Arc;

fn episode(child: &str, start: Date, end: Option<(Date, &str)>, rne: &str) -> Episode {
    let coded = |code: &str| code.parse::<Coded>().unwrap();
    Episode {
        child_id: Arc::from(child),
        born: None,
        sex: None,
        ethnicity: None,
        uasc: child.starts_with('U'),
        start,
        reason_start: Some(coded(rne)),
        legal_status: None,
        need_code: None,
        place: None,
        provider: None,
        end: end.map(|(day, _)| day),
        reason_end: end.map(|(_, reason)| coded(reason)),
        reason_change: None,
        urn: None,
        home_area: None,
        placement_authority: None,
        placement_location: None,
        placement_miles: None,
    }
}

/// One child throughout who moves, one who leaves twice in a year, one who comes alone from abroad.
fn council() -> Council {
    let mut council = Council::new("Test", "E06000019", date(2025, 3, 31));
    let mut moved = episode("A", date(2020, 1, 1), Some((date(2024, 6, 1), "X1")), "S");
    moved.reason_change = Some("CREQB".parse().unwrap());
    council.episodes = vec![
        moved,
        episode("A", date(2024, 6, 1), None, "P"),
        episode("B", date(2022, 1, 1), Some((date(2023, 4, 20), "E4B")), "S"),
        episode("B", date(2023, 6, 1), Some((date(2023, 9, 1), "X1")), "S"),
        episode("B", date(2023, 9, 1), Some((date(2023, 12, 1), "E4A")), "L"),
        episode("U", date(2024, 4, 1), None, "S"),
    ];
    council
}

#[test]
fn stock_and_flow_by_year() {
    let (tables, absent) = tables(&council());
    assert_eq!(absent, []);
    let stock = |year, column| tables[0].number(year, column);
    // B leaves in April 2023, so that the year to 31 March 2024 is the first, and the stock before it is known.
    assert_eq!(tables[0].rows.len(), 3);
    assert_eq!(stock("2023", "Children"), Some(2));
    assert_eq!(stock("2024", "Children"), Some(1));
    assert_eq!(stock("2025", "Children"), Some(2));
    assert_eq!(stock("2025", "Unaccompanied"), Some(1));
    let flow = |year, column| tables[1].number(year, column);
    assert_eq!(flow("2024", "Started"), Some(1));
    assert_eq!(flow("2024", "Ceased"), Some(1), "twice, and counted once");
    assert_eq!(flow("2025", "Started"), Some(1));
    assert_eq!(flow("2025", "Net"), Some(1));
    assert!(tables[0].notes[0].contains("31 March 2024"));
    assert!(tables.iter().all(|table| table.adds_up().is_ok()));
}

#[test]
fn the_last_reason_of_the_year_counts_and_only_moves_are_changes() {
    let (tables, _) = tables(&council());
    let left = &tables[2];
    assert_eq!(left.number("returned home, planned", "2024"), Some(1));
    assert_eq!(left.grand_total(), Some(1));
    let changes = &tables[3];
    let asked = "the carer asked: the child's behaviour";
    assert_eq!(changes.number(asked, "2025"), Some(1));
    assert_eq!(changes.grand_total(), Some(1));
}

#[test]
fn a_history_without_leavers_is_no_history() {
    let mut council = council();
    council.episodes.retain(|e| &*e.child_id != "B");
    let (none, absent) = tables(&council);
    assert!(none.is_empty());
    let codes: Vec<&str> = absent.iter().map(|a| a.code).collect();
    assert_eq!(codes, ["B1", "B2", "B13", "C6"]);
    // The first leaves in the middle of a year, and no other year is over.
    council = Council::new("Test", "E06000019", date(2024, 6, 30));
    let left = Some((date(2023, 9, 1), "E4A"));
    council.episodes = vec![episode("A", date(2020, 1, 1), left, "S")];
    assert!(tables(&council).1[0].why.contains("no complete year"));
}

#[test]
fn the_year_ends_on_31_march() {
    assert_eq!(year_of(date(2024, 3, 31)), 2024);
    assert_eq!(year_of(date(2024, 4, 1)), 2025);
}
