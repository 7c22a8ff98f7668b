//! A mapping bound to the table of a file: which column holds which field.

use std::collections::BTreeSet;

use super::fields::{Field, Need};
use super::mapping::Mapping;
use crate::import::sheet::{Book, Heading, Sheet, key};
use crate::ingest::Problems;
use crate::ingest::codes::{BAD_MAPPING, DUPLICATE_COLUMN, NOT_A_REGISTER};
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::nearest::did_you_mean;

/// Headings that messages list.
const LISTED: usize = 30;

/// The columns of the fields.
pub struct Bound<'s> {
    /// The table.
    pub sheet: &'s Sheet,
    /// Each field with its columns.
    pub columns: Vec<(Field, Vec<usize>)>,
}

impl Bound<'_> {
    /// The columns of a field; none where the register does not have it.
    pub fn columns_of(&self, field: Field) -> &[usize] {
        let found = self.columns.iter().find(|(f, _)| *f == field);
        found.map_or(&[], |(_, columns)| columns)
    }
}

/// Whether a record names at least half of the columns that the mapping names.
pub fn is_heading(mapping: &Mapping, record: &[Heading]) -> bool {
    let wanted = wanted(mapping);
    let found = found(&wanted, record);
    found > 0 && found * 2 >= wanted.len()
}

/// Finds the sheet and the columns, and reports everything that is missing.
pub fn bind<'s>(book: &'s Book, mapping: &Mapping, problems: &mut Problems) -> Option<Bound<'s>> {
    let mut log = Log::of(&mapping.file);
    let bound = sheet(book, mapping, &mut log).map(|sheet| {
        let columns = columns(sheet, mapping, &mut log);
        check_needed(mapping, &mut log);
        Bound { sheet, columns }
    });
    log.settle_with(|_| Ok(Default::default()), problems);
    if let Some(bound) = &bound {
        check_doubles(bound, problems);
    }
    bound
}

fn wanted(mapping: &Mapping) -> BTreeSet<String> {
    let headings = mapping.columns.values().flatten();
    headings.map(|heading| key(&heading.text)).collect()
}

fn found(wanted: &BTreeSet<String>, record: &[Heading]) -> usize {
    let here: BTreeSet<&String> = record.iter().map(|h| &h.key).collect();
    wanted.iter().filter(|key| here.contains(key)).count()
}

/// The part of a sheet's name that stands in brackets.
pub fn sheet_name(sheet: &Sheet) -> &str {
    let name = sheet.name.strip_suffix(']');
    let name = name.and_then(|name| name.rsplit_once(" ["));
    name.map_or("", |(_, name)| name)
}

fn sheet<'s>(book: &'s Book, mapping: &Mapping, log: &mut Log) -> Option<&'s Sheet> {
    let names: Vec<&str> = book.sheets.iter().map(sheet_name).collect();
    if let Some(wanted) = &mapping.sheet {
        let is_it = |sheet: &&Sheet| key(sheet_name(sheet)) == key(&wanted.text);
        if let Some(sheet) = book.sheets.iter().find(is_it) {
            return Some(sheet);
        }
        let message = format!("the workbook has no sheet \"{}\"", wanted.text);
        let otherwise = format!("it has {}", names.join(", "));
        let finding = Finding::new(&BAD_MAPPING, At::Known(wanted.place), message)
            .value(&wanted.text)
            .action(did_you_mean(&wanted.text, names, &otherwise));
        log.add(finding);
        return None;
    }
    let wanted = wanted(mapping);
    let fit = |sheet: &Sheet| found(&wanted, &sheet.headings);
    let best = book.sheets.iter().map(fit).max()?;
    let fitting: Vec<&Sheet> = book.sheets.iter().filter(|s| fit(s) == best).collect();
    if fitting.len() > 1 && best > 0 {
        let message = "several sheets of the workbook have the headings";
        let names: Vec<&str> = fitting.iter().map(|s| sheet_name(s)).collect();
        let action = format!(
            "name one in [options]: sheet = \"{}\"",
            names.join("\" or \"")
        );
        log.add(Finding::new(&BAD_MAPPING, At::File, message).action(action));
        return None;
    }
    fitting.first().copied()
}

fn columns(sheet: &Sheet, mapping: &Mapping, log: &mut Log) -> Vec<(Field, Vec<usize>)> {
    let mut bound = Vec::new();
    for (field, headings) in &mapping.columns {
        let mut columns = Vec::new();
        for heading in headings {
            if let Some(column) = sheet.column(&[&heading.text]) {
                columns.push(column);
                continue;
            }
            let there: Vec<&str> = sheet
                .headings
                .iter()
                .map(|h| h.text.as_str())
                .filter(|text| !text.is_empty())
                .collect();
            let listed = &there[..there.len().min(LISTED)];
            let otherwise = format!("the headings are {}", listed.join(", "));
            let message = format!("{} has no heading \"{}\"", sheet.name, heading.text);
            let finding = Finding::new(&NOT_A_REGISTER, At::Known(heading.place), message)
                .value(&heading.text)
                .expected(format!(
                    "the heading of {}: {}",
                    field.name(),
                    field.about().about
                ))
                .action(did_you_mean(
                    &heading.text,
                    there.iter().copied(),
                    &otherwise,
                ));
            log.add(finding);
        }
        bound.push((*field, columns));
    }
    bound
}

/// Fields that every home needs have a column, or a default, or another column that says the same.
fn check_needed(mapping: &Mapping, log: &mut Log) {
    let is_given =
        |field: Field| mapping.columns.contains_key(&field) || mapping.defaults.has(field);
    let in_terms = is_given(Field::ApprovalTerms);
    let in_range = is_given(Field::AgeRange);
    for field in Field::ALL {
        let about = field.about();
        let is_missing = match about.need {
            Need::Optional => false,
            Need::Needed => !is_given(*field),
            Need::NeededInTerms => {
                let is_age = matches!(field, Field::AgeMin | Field::AgeMax);
                let otherwise = in_terms || (is_age && in_range);
                !is_given(*field) && !otherwise
            }
        };
        if !is_missing {
            continue;
        }
        let message = format!("{} has neither a heading nor a default", about.name);
        let action = match field {
            Field::HouseholdId => "name its column in [columns]".to_owned(),
            Field::WeeklyCost => {
                "name its column in [columns], or give the unit cost in [defaults]; no cost would be honest by itself".to_owned()
            }
            _ => format!("name its column in [columns], or write {} = \"...\" in [defaults]", about.name),
        };
        let finding = Finding::new(&NOT_A_REGISTER, At::File, message)
            .expected(format!(
                "{} takes {}: {}",
                about.name,
                about.takes.words(),
                about.about
            ))
            .action(action);
        log.add(finding);
    }
}

/// A heading that the mapping names must not be there twice.
fn check_doubles(bound: &Bound<'_>, problems: &mut Problems) {
    let sheet = bound.sheet;
    let mut log = sheet.log();
    for column in bound.columns.iter().flat_map(|(_, columns)| columns) {
        let heading = &sheet.headings[*column];
        let later = sheet.headings.iter().skip(column + 1);
        if let Some(after) = later.map(|h| &h.key).position(|key| *key == heading.key) {
            let at = sheet.heading_at(column + 1 + after);
            let message = format!("the heading \"{}\" appears twice", heading.text);
            let finding = Finding::new(&DUPLICATE_COLUMN, at, message).value(&heading.text);
            log.add(finding.action("rename or delete one of the two columns"));
        }
    }
    sheet.settle(log, problems);
}
