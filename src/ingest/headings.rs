//! The heading of a CSV file against the table of columns.

use csv::{ByteRecord, StringRecord};

use super::codes::{DUPLICATE_COLUMN, MISSING_COLUMN, NOT_UTF8, UNKNOWN_COLUMN, WRONG_DELIMITER};
use super::diagnostic::shown;
use super::log::{At, Finding, Log};
use super::nearest::{did_you_mean, nearest};
use super::tables::Table;

/// The headings in lower case without spaces around them; `None` where the rows cannot be read, with the
/// reason in the log.
pub fn check_headings(table: Table, record: &ByteRecord, log: &mut Log) -> Option<StringRecord> {
    let names = text_of(record, log)?;
    if names.len() == 1
        && let Some(finding) = wrong_delimiter(&names[0])
    {
        log.add(finding);
        return None;
    }
    let mut good = true;
    for (at, name) in names.iter().enumerate() {
        let spot = At::Field((0, at));
        if let Some(first) = names[..at].iter().position(|other| other == name)
            && !name.is_empty()
        {
            let message = format!(
                "the heading {} is in columns {} and {}",
                shown(name),
                first + 1,
                at + 1
            );
            let finding = Finding::new(&DUPLICATE_COLUMN, spot, message)
                .value(name)
                .action("delete or rename one of the two columns");
            log.add(finding);
            good = false;
        }
        if !table.columns.iter().any(|column| column.name == name) {
            log.add(unknown_column(table, &names, at));
        }
    }
    for column in table.columns.iter().filter(|column| column.is_required()) {
        if !names.iter().any(|name| name == column.name) {
            log.add(missing_column(table, &names, column.name));
            good = false;
        }
    }
    good.then(|| StringRecord::from(names))
}

fn text_of(record: &ByteRecord, log: &mut Log) -> Option<Vec<String>> {
    let names = record.iter().map(str::from_utf8);
    let names: Result<Vec<&str>, _> = names.collect();
    if names.is_err() {
        log.add(not_utf8(0, record));
    }
    let names = names.ok()?;
    Some(
        names
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect(),
    )
}

/// A record with a field that is not UTF-8.
pub fn not_utf8(byte: u64, record: &ByteRecord) -> Finding {
    let at = record
        .iter()
        .position(|field| str::from_utf8(field).is_err());
    let at = at.unwrap_or(0);
    let value = String::from_utf8_lossy(record.get(at).unwrap_or_default()).into_owned();
    let message = format!(
        "\"{}\" is not UTF-8: it looks like Latin-1 or Windows-1252",
        shown(&value)
    );
    Finding::new(&NOT_UTF8, At::Field((byte, at)), message)
        .value(&value)
        .action("save the file again as CSV UTF-8: in Excel choose 'CSV UTF-8 (comma delimited)'")
}

fn wrong_delimiter(heading: &str) -> Option<Finding> {
    let (found, name) = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")]
        .into_iter()
        .find(|(separator, _)| heading.contains(*separator))?;
    let message = format!("the heading is separated by {name}, not by commas");
    let action =
        "save the file as CSV (comma delimited); in Excel the regional list separator decides";
    let finding = Finding::new(&WRONG_DELIMITER, At::Field((0, 0)), message)
        .value(heading)
        .expected("headings separated by commas")
        .action(action);
    (heading.split(found).count() > 1).then_some(finding)
}

fn unknown_column(table: Table, names: &[String], at: usize) -> Finding {
    let name = &names[at];
    let spot = At::Field((0, at));
    if name.is_empty() {
        return Finding::new(
            &UNKNOWN_COLUMN,
            spot,
            format!("column {} has no heading", at + 1),
        )
        .action("give it a heading, or delete the column");
    }
    let free = table.columns.iter().map(|column| column.name);
    let free = free.filter(|known| !names.iter().any(|name| name == known));
    let action = did_you_mean(
        name,
        free,
        "delete the column, or keep it: its values are not read",
    );
    let message = format!("the column {} is not one of {}", shown(name), table.file);
    Finding::new(&UNKNOWN_COLUMN, spot, message)
        .value(name)
        .action(action)
}

fn missing_column(table: Table, names: &[String], column: &str) -> Finding {
    let strangers = names.iter().map(String::as_str);
    let strangers = strangers.filter(|name| !table.columns.iter().any(|c| c.name == *name));
    let action = match nearest(column, strangers) {
        Some(name) => format!("rename the column \"{name}\" to {column}, if that is the one meant"),
        None => format!("add the column {column}; the rows were not read without it"),
    };
    let message = format!("the column {column} is missing from {}", table.file);
    Finding::new(&MISSING_COLUMN, At::Field((0, 0)), message).action(action)
}
