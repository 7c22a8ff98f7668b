//! What holds of every history, whatever the returns say.

use std::collections::BTreeSet;

use jiff::civil::Date;
use placewell::import::ssda903::{ChildHistory, Row};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::drawn_cases::cases;
use crate::nonsense::{EPISODES, Files, Told, empty_folder, files, told};
use crate::table::Table;

/// The 18th birthday, on which care ends.
fn birthday(child: &ChildHistory) -> Option<Date> {
    let born = child.born?;
    Date::new(born.year() + 18, born.month(), born.day()).ok()
}

fn holds(child: &ChildHistory, day: Date) -> bool {
    let mut spells = child.spells.iter();
    spells.any(|spell| spell.start <= day && spell.end.is_none_or(|end| day < end))
}

/// Rows of care of a child.
fn care<'t>(told: &'t Told, child: &'t ChildHistory) -> impl Iterator<Item = &'t Row> {
    let rows = told.returns.rows.iter();
    rows.filter(|row| row.child == child.child && !told.is_short_break(row))
}

/// No day of a closed episode is lost. What a rule says otherwise: the row starts after the data (R108); a later return
/// has the episode with another end (R203); days after the data; days from the 18th birthday, where an episode was open on
/// the day of the data (R305).
fn no_day_is_lost(told: &Told) -> Result<(), TestCaseError> {
    let as_at = told.returns.as_at.expect("the rows have years");
    for child in &told.children {
        let is_open = |row: &Row| is_told(row) && row.end.is_none_or(|end| end > as_at);
        let grown = birthday(child).filter(|_| care(told, child).any(is_open));
        for row in care(told, child) {
            let Some(end) = row.end else { continue };
            if row
                .aside
                .is_some_and(|rule| ["R108", "R203"].contains(&rule.code))
            {
                continue;
            }
            let mut day = row.start;
            while day < end && day <= as_at && grown.is_none_or(|grown| day < grown) {
                prop_assert!(holds(child, day), "{day} of {row:?}\n{:?}", child.spells);
                day = day.tomorrow().unwrap();
            }
        }
    }
    Ok(())
}

/// Whether an episode is part of the history: as it stands, or folded into another.
fn is_told(row: &Row) -> bool {
    row.aside
        .is_none_or(|rule| ["R206", "R207"].contains(&rule.code))
}

/// A child whom the latest return has in an open episode, with none that starts later in that return, is in care on the
/// day of the data, or has come of age.
fn nobody_is_lost(told: &Told) -> Result<(), TestCaseError> {
    let (as_at, latest) = (
        told.returns.as_at.unwrap(),
        *told.returns.years.last().unwrap(),
    );
    for child in &told.children {
        let rows: Vec<&Row> = care(told, child)
            .filter(|row| is_told(row) && row.year == latest)
            .collect();
        let last = rows.iter().max_by_key(|row| row.start);
        if last.is_some_and(|row| row.end.is_none()) {
            let is_grown = birthday(child).is_some_and(|birthday| birthday <= as_at);
            prop_assert!(
                holds(child, as_at) || is_grown,
                "{last:?}\n{:?}",
                child.spells
            );
        }
    }
    Ok(())
}

/// Spells are in order, and on no day are there two.
fn spells_are_apart(told: &Told) -> Result<(), TestCaseError> {
    for child in &told.children {
        for spell in &child.spells {
            prop_assert!(spell.end.is_none_or(|end| spell.start <= end), "{spell:?}");
        }
        for pair in child.spells.windows(2) {
            let is_apart = pair[0].end.is_some_and(|end| end <= pair[1].start);
            prop_assert!(is_apart && pair[0].start <= pair[1].start, "{pair:?}");
        }
    }
    Ok(())
}

/// The rows that are accounted for as used are those of the spells and of the short breaks, and no others.
fn used_rows_are_those_of_the_history(told: &Told) -> Result<(), TestCaseError> {
    let laid = told.children.iter().flat_map(|child| {
        let spells = child.spells.iter().map(|spell| spell.row);
        spells.chain(child.short_breaks.iter().copied())
    });
    let laid: BTreeSet<u32> = laid.collect();
    let rows = (0..).zip(&told.returns.rows);
    let used: BTreeSet<u32> = rows
        .filter(|(_, row)| row.aside.is_none())
        .map(|(at, _)| at)
        .collect();
    prop_assert_eq!(laid, used);
    Ok(())
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn every_history_is_whole(files in files()) {
        let Some(told) = told(&files) else { return Ok(()) };
        prop_assert!(told.ledger.unbalanced().is_empty(), "{:?}", told.ledger.unbalanced());
        spells_are_apart(&told)?;
        used_rows_are_those_of_the_history(&told)?;
        no_day_is_lost(&told)?;
        nobody_is_lost(&told)?;
    }

    #[test]
    fn the_order_of_files_rows_and_columns_changes_nothing(files in files(), seed: u64) {
        let Some(first) = told(&files) else { return Ok(()) };
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut others: Vec<Table> = files.0.iter().map(|table| table.shuffled(&mut rng)).collect();
        others.shuffle(&mut rng);
        for (nth, table) in others.iter_mut().enumerate() {
            table.name = format!("s{nth}");
        }
        let second = told(&Files(others)).expect("the same files are read");
        prop_assert_eq!(first.lines(), second.lines());
        prop_assert_eq!(first.sums(), second.sums());
    }

    #[test]
    fn a_file_that_is_given_twice_changes_nothing_but_what_is_merged(files in files()) {
        let Some(first) = told(&files) else { return Ok(()) };
        let mut twice = files.0.clone();
        let again = Table { name: "t0 again".to_owned(), ..twice[0].clone() };
        let rows = again.rows.len() as u64;
        twice.push(again);
        let second = told(&Files(twice)).unwrap();
        prop_assert_eq!(first.lines(), second.lines());
        let ([_, used, merged, dropped], [_, used_now, merged_now, dropped_now]) =
            (first.sums(), second.sums());
        prop_assert_eq!(used, used_now);
        // Rows that cannot be used cannot be used a second time either.
        prop_assert_eq!(merged_now - merged + dropped_now - dropped, rows);
        prop_assert_eq!(dropped_now - dropped, first.ledger.aside(0, placewell::import::account::Fate::Dropped));
    }

    #[test]
    fn no_text_makes_the_reader_panic(rows in prop::collection::vec("[\\PC\",;\n\r\t]{0,60}", 0..8), is_headed: bool) {
        let mut text = if is_headed { EPISODES.join(",") + "\n" } else { String::new() };
        text += &rows.join("\n");
        let (_made, dir) = empty_folder();
        std::fs::write(dir.join("e.csv"), text).unwrap();
        let _ = read_folder(&dir);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (_made, dir) = empty_folder();
        for name in ["e.csv", "e.xlsx", "e.xls", "e.ods"] {
            std::fs::write(dir.join(name), &bytes).unwrap();
        }
        let _ = read_folder(&dir);
    }
}

fn read_folder(dir: &std::path::Path) -> Option<usize> {
    use placewell::import::ssda903::{Options, history, read};
    let options = Options {
        as_at: None,
        la: None,
        ids: &placewell::import::pseudonyms::Ids::Keep,
        accepts_losses: true,
    };
    let mut ledger = placewell::import::account::Ledger::default();
    let mut returns = read(&[dir.to_path_buf()], &options, &mut ledger).ok()?;
    let children = history(&mut returns, &options, &mut ledger);
    assert!(ledger.unbalanced().is_empty());
    Some(children.len())
}
