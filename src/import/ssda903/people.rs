//! The tables that say something of a child rather than of an episode.

use super::codes::{ethnicity, sex};
use super::read::{Returns, Source};
use super::row::{Fact, Record};
use super::rules::*;
use super::tables::Table;
use super::words::Word;
use super::year::label_in;
use crate::import::account::Rule;
use crate::import::dates::read_date;
use crate::import::sheet::{self, Sheet, is_spreadsheet_error, key};
use crate::ingest::codes::{FIELD_COUNT, VALUE_MISSING};
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
    let read = READ.map(|name| (name, sheet.column(&[name])));
    sheet.each(|row| {
        source.ledger.read(source.file);
        let child = row.get(columns.child);
        if let Some(rule) = unusable(&row, &columns, source, child) {
            let shown = match rule.code {
                code if code == SLID.code => Some(&FIELD_COUNT),
                code if code == NO_CHILD.code || code == SPREADSHEET_ERROR.code => {
                    Some(&VALUE_MISSING)
                }
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
        let field = |name: &str| {
            let (_, column) = read.iter().find(|(read, _)| *read == name)?;
            column.map(|column| row.get(Some(column)))
        };
        // Which value is the latest is known once every file has its year.
        let fact = note(field, table, returns, number);
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
    let wanted = source.options.la.as_deref()?;
    let is_other = columns.la.is_some() && !row.get(columns.la).eq_ignore_ascii_case(wanted.trim());
    is_other.then_some(OTHER_AUTHORITY)
}

/// Notes what a row says of its child.
fn note<'r>(
    field: impl Fn(&str) -> Option<&'r str>,
    table: Table,
    returns: &mut Returns,
    child: Word,
) -> Fact {
    let field = |name: &str| field(name).unwrap_or("");
    let mut date = |name: &'static str| -> Option<Date> {
        let text = field(name);
        let date = read_date(text).ok();
        returns.count(table, name, !text.is_empty(), date.is_some());
        date
    };
    let born = date("DOB");
    let until = if table == Table::Uasc {
        date("DUC")
    } else {
        None
    };
    let review = if table == Table::Reviews {
        date("REVIEW")
    } else {
        None
    };
    let is_decided = table == Table::PlacedForAdoption && date("DATE_PLACED").is_some();
    let ceased = is_decided && !field("DATE_PLACED_CEASED").is_empty();
    if table == Table::Header {
        let (text, code) = (field("SEX"), sex(field("SEX")));
        returns.count(table, "SEX", !text.is_empty(), code.is_some());
        let (text, group) = (field("ETHNIC"), ethnicity(field("ETHNIC")));
        returns.count(table, "ETHNIC", !text.is_empty(), group.is_some());
    }
    let score: Option<u8> = field("SDQ_SCORE").parse().ok().filter(|score| *score <= 40);
    if table == Table::Oc2 {
        returns.count(
            table,
            "SDQ_SCORE",
            !field("SDQ_SCORE").is_empty(),
            score.is_some(),
        );
    }
    let person = &mut returns.people[child.at()];
    match table {
        Table::Header => {
            person.has_header = true;
            let flags = [field("UASC"), field("UASC_STATUS")];
            person.was_uasc |= flags
                .iter()
                .any(|f| matches!(*f, "1" | "Y" | "y" | "yes" | "Yes"));
        }
        Table::Uasc => person.was_uasc = true,
        Table::Reviews => person.reviewed = person.reviewed.max(review),
        _ => {}
    }
    let is_header = table == Table::Header;
    Fact {
        child,
        table,
        year: 0,
        is_certain: false,
        born,
        sex: sex(field("SEX")),
        ethnicity: ethnicity(field("ETHNIC")).filter(|_| is_header),
        uasc_until: until,
        sdq: score.filter(|_| table == Table::Oc2),
        should_be_adopted: is_decided.then_some(!ceased),
    }
}
