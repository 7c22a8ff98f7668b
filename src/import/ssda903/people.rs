//! The tables that say something of a child rather than of an episode.

use super::codes::{ethnicity, sex};
use super::fields::Fields;
use super::read::{Returns, Source};
use super::row::{Fact, Person, Record};
use super::rules::*;
use super::tables::Table;
use super::words::Word;
use super::year::label_in;
use crate::import::account::Rule;
use crate::import::dates::read_date;
use crate::import::ids::is_no_id;
use crate::import::sheet::{self, Sheet, is_spreadsheet_error, key};
use crate::ingest::codes::{self, FIELD_COUNT, VALUE_MISSING};
use crate::ingest::log::Finding;
use crate::model::Date;

/// Columns of a table, by name.
struct Columns {
    child: Option<usize>,
    la: Option<usize>,
    year: Option<usize>,
}

/// Columns that are read for what they say.
const READ: [&str; 10] = [
    "DOB",
    "SEX",
    "ETHNIC",
    "UASC",
    "UASC_STATUS",
    "DUC",
    "REVIEW",
    "SDQ_SCORE",
    "DATE_PLACED",
    "DATE_PLACED_CEASED",
];

/// Tables of which a council folder holds something.
pub const KEPT: [Table; 5] = [
    Table::Header,
    Table::Uasc,
    Table::Oc2,
    Table::PlacedForAdoption,
    Table::Reviews,
];

/// Reads the rows of a table that is not the episodes table.
pub fn read_people(sheet: &Sheet, source: &mut Source<'_>, returns: &mut Returns) {
    let columns = Columns {
        child: sheet.column(&["CHILD"]),
        la: sheet.column(&["LA"]),
        year: sheet.column(&["YEAR"]),
    };
    let table = source.table;
    let read = READ.map(|name| sheet.column(&[name]));
    let mut fields = Fields::of(table, READ);
    sheet.each(|row| {
        source.ledger.read(source.file);
        let child = row.get(columns.child);
        if let Some(rule) = unusable(&row, &columns, source, child) {
            let shown = match rule.code {
                code if code == SLID.code => Some(&FIELD_COUNT),
                code if code == NO_CHILD.code || code == SPREADSHEET_ERROR.code => {
                    Some(&VALUE_MISSING)
                }
                code if code == BAD_ID.code => Some(&codes::BAD_ID),
                _ => None,
            };
            if let (Some(code), Some(column)) = (shown, columns.child) {
                // The id of a row that has slid is not at fault, so it is not shown.
                let quoted = if rule == SLID { "" } else { child };
                let message = format!("CHILD \"{quoted}\": {}", rule.title);
                let finding = Finding::new(code, row.at(column), message);
                source
                    .log
                    .add(finding.action("fill in the child's id, or take the row out"));
            }
            source.apply(rule, row.line, child, "");
            return;
        }
        let number = returns.child(child);
        let in_row = label_in(row.get(columns.year));
        let is_certain = in_row.is_some_and(|label| label.is_certain);
        let mut said = Said {
            row,
            columns: &read,
            fields: &mut fields,
        };
        // Which value is the latest is known once every file has its year.
        let person = &mut returns.people[number.at()];
        let fact = note(&mut said, table, person, number);
        let year = in_row.map_or(0, |label| label.year);
        returns.facts.push(Fact {
            year,
            is_certain,
            ..fact
        });
        if KEPT.contains(&table) {
            returns.records.push(Record {
                child: number,
                table,
                year,
                is_certain,
                file: source.file as u32,
                line: row.line as u32,
            });
        } else {
            source.apply(NOT_NEEDED, row.line, "", "");
        }
    });
    fields.settle(returns);
}

fn unusable(
    row: &sheet::Row<'_>,
    columns: &Columns,
    source: &Source<'_>,
    child: &str,
) -> Option<&'static Rule> {
    if row.has_slid() || row.is_wider() {
        return Some(SLID);
    }
    if child.is_empty() {
        return Some(NO_CHILD);
    }
    if is_spreadsheet_error(child) {
        return Some(SPREADSHEET_ERROR);
    }
    if key(child) == "child" {
        return Some(HEADING_AGAIN);
    }
    if is_no_id(child) {
        return Some(BAD_ID);
    }
    let wanted = source.options.la.as_deref()?;
    let is_other = columns.la.is_some() && !row.get(columns.la).eq_ignore_ascii_case(wanted.trim());
    is_other.then_some(OTHER_AUTHORITY)
}

/// The read columns of one row, by name, each counted as it is read.
struct Said<'r, 'f> {
    row: sheet::Row<'r>,
    columns: &'f [Option<usize>; READ.len()],
    fields: &'f mut Fields,
}

impl<'r> Said<'r, '_> {
    fn at(name: &str) -> usize {
        READ.iter().position(|read| *read == name).unwrap_or(0)
    }

    fn text(&self, name: &str) -> &'r str {
        self.row.get(self.columns[Self::at(name)])
    }

    /// The value of a field, counted as filled in and as valid.
    fn value<T>(&mut self, name: &str, value: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name);
        let value = value(text);
        self.fields
            .count(Self::at(name), !text.is_empty(), value.is_some());
        value
    }

    fn date(&mut self, name: &str) -> Option<Date> {
        self.value(name, |text| read_date(text).ok())
    }
}

/// Notes what a row says of its child.
fn note(said: &mut Said<'_, '_>, table: Table, person: &mut Person, child: Word) -> Fact {
    let mut fact = Fact {
        child,
        table,
        year: 0,
        is_certain: false,
        born: said.date("DOB"),
        sex: None,
        ethnicity: None,
        uasc_until: None,
        sdq: None,
        should_be_adopted: None,
    };
    match table {
        Table::Header => {
            person.has_header = true;
            fact.sex = said.value("SEX", sex);
            fact.ethnicity = said.value("ETHNIC", ethnicity);
            let flags = [said.text("UASC"), said.text("UASC_STATUS")];
            let is_yes = |flag: &&str| matches!(*flag, "1" | "Y" | "y" | "yes" | "Yes");
            person.was_uasc |= flags.iter().any(is_yes);
        }
        Table::Uasc => {
            person.was_uasc = true;
            fact.sex = said.value("SEX", sex);
            fact.uasc_until = said.date("DUC");
        }
        Table::Oc2 => {
            let score = |text: &str| text.parse().ok().filter(|score| *score <= 40);
            fact.sdq = said.value("SDQ_SCORE", score);
        }
        Table::PlacedForAdoption => {
            let decided = said.date("DATE_PLACED");
            let stands = said.text("DATE_PLACED_CEASED").is_empty();
            fact.should_be_adopted = decided.map(|_| stands);
        }
        Table::Reviews => person.reviewed = person.reviewed.max(said.date("REVIEW")),
        _ => {}
    }
    fact
}
