//! Proposes a mapping from the headings of a register and the values below them, for a person to read and complete.

mod place;
mod plain;
mod profile;
mod proposal;

use std::collections::BTreeSet;
use std::path::Path;

use super::bound::sheet_name;
use super::fields::Field;
use crate::import::sheet::{self, Heading, Sheet};
use crate::ingest::Problems;
use place::known_headings;
use profile::{Profile, profiles};
use proposal::Proposal;

/// The text of a `columns.toml` for a register that messages call `shown_name`: usual headings first, then headings and
/// values that are nearly those. What is not plain stands in commented lines. Fails only where the file is no table.
pub fn suggest(path: &Path, shown_name: &str) -> Result<String, Problems> {
    let known: BTreeSet<String> = known_headings().into_iter().map(|(key, _)| key).collect();
    let count = |headings: &[Heading]| {
        let here: BTreeSet<&String> = headings.iter().map(|h| &h.key).collect();
        here.iter().filter(|key| known.contains(**key)).count()
    };
    // Of a heading a good part is usual; a row of values may hold a word or two by chance.
    let is_heading = |record: &[Heading]| {
        let filled = record.iter().filter(|h| !h.key.is_empty()).count();
        count(record) >= 2 && count(record) * 3 >= filled
    };
    let book = sheet::read(path, shown_name, &is_heading)?;
    let most = book.sheets.iter().map(|s| count(&s.headings)).max();
    let best = book
        .sheets
        .iter()
        .find(|s| Some(count(&s.headings)) == most);
    let Some(sheet) = best else {
        return Ok(String::new());
    };
    let of_workbook = (book.sheets.len() > 1).then(|| sheet_name(sheet).to_owned());
    Ok(propose(shown_name, sheet, of_workbook))
}

fn propose(shown_name: &str, sheet: &Sheet, of_workbook: Option<String>) -> String {
    let profiles = profiles(sheet);
    let is_month_first = is_month_first(&profiles);
    // The marks are found with the columns that they have, so the columns are placed twice.
    let first = place::place(&profiles, &[';', ',', '\n'], is_month_first);
    let separators = separators(&profiles, &first);
    let placed = place::place(&profiles, &separators, is_month_first);
    let proposal = Proposal {
        profiles: &profiles,
        placed,
        separators,
        is_month_first,
        sheet: of_workbook,
    };
    proposal.text(shown_name)
}

/// Whether the dates of the register have the month first: some column reads so in whole, and not the other way.
fn is_month_first(profiles: &[Profile]) -> bool {
    let fit = |p: &Profile, month_first| p.fit(Field::ApprovalDate, &[';'], month_first);
    let columns = profiles.iter().filter(|p| !p.values.is_empty());
    let mut found = false;
    for profile in columns {
        let (day_first, month_first) = (fit(profile, false), fit(profile, true));
        if day_first == 100 && month_first < 100 {
            return false;
        }
        found |= month_first == 100 && day_first < 100;
    }
    found
}

/// The marks between the values of lists: semicolons and line breaks always, and of the others those that part a cell of
/// a list into values that all can be read.
fn separators(profiles: &[Profile], placed: &place::Placed) -> Vec<char> {
    let mut separators = vec![';', '\n'];
    for mark in [',', '|', '/', '&', '+'] {
        let parts_a_list = placed.iter().any(|(field, columns)| {
            let columns = columns.iter().map(|(column, _)| *column);
            field.about().takes.is_list()
                && profiles
                    .iter()
                    .filter(|p| columns.clone().any(|c| c == p.column))
                    .any(|p| parts(p, *field, mark))
        });
        if parts_a_list {
            separators.push(mark);
        }
    }
    separators
}

/// Whether a mark parts some cell of a column into values of the field, and the cell cannot be read without it.
fn parts(profile: &Profile, field: Field, mark: char) -> bool {
    let marked = profile
        .values
        .iter()
        .filter(|(text, _)| text.contains(mark));
    let is_text = !place::is_coded(field)
        && [
            Field::CurrentChildren,
            Field::ExemptChildren,
            Field::Languages,
        ]
        .contains(&field);
    marked.into_iter().any(|(text, count)| {
        let one = Profile {
            column: 0,
            heading: profile.heading.clone(),
            values: vec![(text.clone(), *count)],
            never: None,
        };
        let reads = |separators: &[char]| one.fit(field, separators, false) == 100;
        if is_text {
            return matches!(mark, ',' | '|') && reads(&[mark]);
        }
        reads(&[';', '\n', mark]) && !reads(&[';', '\n'])
    })
}
