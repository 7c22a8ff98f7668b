//! Days and children that a plain reading of the rules would lose, each as one small return.

use crate::nonsense::{EPISODES, Files, Told, told};
use crate::table::Table;

/// Episodes of child A1: DECOM, RNE, PLACE, DEC, REC and YEAR, apart by blanks, `-` for a blank.
fn tell(rows: &[&str]) -> Told {
    let mut table = Table::new("episodes", &EPISODES);
    for row in rows {
        let fields: Vec<&str> = row
            .split(' ')
            .map(|f| if f == "-" { "" } else { f })
            .collect();
        let [start, rne, place, end, rec, year] = fields[..] else {
            panic!("{row}")
        };
        table.add([
            "A1", start, rne, "C2", "N1", place, "PR1", end, rec, "", "ZZ9 9ZZ", "ZZ9 1AA", "",
            year,
        ]);
    }
    let told = told(&Files(vec![table])).unwrap();
    assert!(told.ledger.unbalanced().is_empty());
    told
}

/// Start, end and place of each spell, and how often each rule was applied that is not about the missing header.
fn outcome(rows: &[&str]) -> (Vec<String>, Vec<(&'static str, u64)>) {
    let told = tell(rows);
    let spells = told.children[0].spells.iter().map(|spell| {
        let end = spell.end.map_or("open".to_owned(), |end| end.to_string());
        let place = told.returns.words.text(told.row(spell.row).place);
        format!("{} {end} {place}", spell.start)
    });
    let applied = told.ledger.applied.iter();
    let rules = applied
        .map(|(code, (_, count))| (*code, *count))
        .filter(|(code, _)| *code < "R350");
    (spells.collect(), rules.collect())
}

#[test]
fn an_episode_that_a_later_return_has_open_goes_on_behind_one_of_an_earlier() {
    let (spells, rules) = outcome(&[
        "2022-06-01 P K2 2022-08-01 X1 2022-23",
        "2022-05-01 S U4 - - 2023-24",
    ]);
    let wanted = [
        "2022-05-01 2022-06-01 U4",
        "2022-06-01 2022-08-01 K2",
        "2022-08-01 open U4",
    ];
    assert_eq!(spells, wanted);
    assert_eq!(rules, [("R302", 1), ("R303", 1)]);
}

#[test]
fn an_episode_that_ends_after_the_data_goes_on_behind_one_inside_it() {
    let (spells, rules) = outcome(&[
        "2024-01-01 S U4 2024-04-15 E4A 2023-24",
        "2024-02-01 P K2 2024-02-10 X1 2023-24",
    ]);
    let wanted = [
        "2024-01-01 2024-02-01 U4",
        "2024-02-01 2024-02-10 K2",
        "2024-02-10 open U4",
    ];
    assert_eq!(spells, wanted);
    assert_eq!(rules, [("R302", 1), ("R303", 1), ("R306", 1)]);
}

#[test]
fn a_day_inside_another_episode_is_no_spell_and_cuts_nothing() {
    let (spells, rules) = outcome(&[
        "2023-05-01 S U4 2023-09-01 E4A 2023-24",
        "2023-06-01 P K2 2023-06-01 X1 2023-24",
    ]);
    assert_eq!(spells, ["2023-05-01 2023-09-01 U4"]);
    assert_eq!(rules, [("R205", 1)]);
    // A day behind an open episode is its end, unless the codes say that care went on.
    let ended = [
        "2023-05-01 S U4 - - 2023-24",
        "2023-06-01 P K2 2023-06-01 E4A 2023-24",
    ];
    assert_eq!(outcome(&ended).0[0], "2023-05-01 2023-06-01 U4");
    let went_on = [
        "2023-05-01 S U4 - - 2023-24",
        "2023-06-01 P K2 2023-06-01 X1 2023-24",
    ];
    assert_eq!(outcome(&went_on).0, ["2023-05-01 open U4"]);
}

#[test]
fn a_placement_that_a_temporary_move_cuts_in_two_stays_used() {
    let (spells, rules) = outcome(&[
        "2023-05-01 S U4 2023-12-01 E4A 2023-24",
        "2023-06-01 P T1 2023-06-10 X1 2023-24",
    ]);
    assert_eq!(spells, ["2023-05-01 2023-12-01 U4"]);
    // The hospital is merged; the placement is cut and resumed, but it is never merged into itself.
    assert_eq!(rules, [("R206", 1), ("R302", 1), ("R303", 1)]);
}

#[test]
fn of_equal_versions_of_one_return_the_fuller_stands_whatever_their_order() {
    let full = "2023-05-01 S U4 2023-09-01 E4A 2023-24";
    let bare = "2023-05-01 - U6 2023-09-01 - 2023-24";
    for rows in [[full, bare], [bare, full]] {
        let (spells, rules) = outcome(&rows);
        assert_eq!(spells, ["2023-05-01 2023-09-01 U4"]);
        assert_eq!(rules, [("R204", 1)]);
    }
}

#[test]
fn a_year_of_two_names_is_never_shifted() {
    // Single years name the beginning here; 2023-24 is what it says.
    let told = tell(&[
        "2022-05-01 S U4 2022-09-01 X1 2022",
        "2022-09-01 P U6 2023-01-01 X1 2022",
        "2023-05-01 P K2 2023-09-01 X1 2023-24",
    ]);
    assert!(told.returns.years_begin);
    assert_eq!(told.returns.years, [2023, 2024]);
}
