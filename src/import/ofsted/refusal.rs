//! What is wrong with a file that is not a list of providers.

use super::table::{AUTHORITY, SETTING_AUTHORITY, TYPE, Table, URN};
use crate::import::sheet::Sheet;
use crate::ingest::Problems;
use crate::ingest::codes::NOT_A_PROVIDER_LIST;
use crate::ingest::log::Finding;
use crate::ingest::nearest::nearest;

const EXPECTED: &str = "the headings URN, Provision type (or Provider type) and Local authority; \
                        or URN, Setting category and Setting local authority";

/// What every list must have: the name of the heading for messages, and its spellings.
const WANTED: &[(&str, &[&str])] = &[
    ("URN", URN),
    ("Provision type", TYPE),
    ("Local authority", AUTHORITY),
];

const WANTED_OF_SETTINGS: &[(&str, &[&str])] =
    &[("URN", URN), ("Setting local authority", SETTING_AUTHORITY)];

/// The problems of a file of which no sheet is a list of providers: one a sheet.
pub fn of_no_list(sheets: &[Sheet], problems: &mut Problems) {
    for sheet in sheets {
        refuse(sheet, WANTED, problems);
    }
}

/// The problem of a list that does not say where its homes are, if it is one.
pub fn of_no_authority(sheet: &Sheet, table: Table, problems: &mut Problems) {
    let has = |aliases: &[&str]| sheet.column(aliases).is_some();
    match table {
        Table::Providers if !has(AUTHORITY) => refuse(sheet, WANTED, problems),
        Table::Settings if !has(SETTING_AUTHORITY) && !has(AUTHORITY) => {
            refuse(sheet, WANTED_OF_SETTINGS, problems);
        }
        _ => {}
    }
}

/// The problem of a file with the headings of a list and no row in any of them.
pub fn of_no_rows(sheet: &Sheet, problems: &mut Problems) {
    let message = format!(
        "{} has the headings of a provider list and no rows",
        sheet.name
    );
    let finding = Finding::new(&NOT_A_PROVIDER_LIST, sheet.heading_at(0), message)
        .action("export the list again; an export that failed looks the same");
    settle(sheet, finding, problems);
}

fn refuse(sheet: &Sheet, wanted: &[(&str, &[&str])], problems: &mut Problems) {
    let missing = wanted
        .iter()
        .filter(|(_, aliases)| sheet.column(aliases).is_none());
    let missing: Vec<&(&str, &[&str])> = missing.collect();
    let names: Vec<String> = missing
        .iter()
        .map(|(name, _)| format!("\"{name}\""))
        .collect();
    let message = format!(
        "{} is not an Ofsted list of providers: it has no heading {}",
        sheet.name,
        names.join(" and no heading ")
    );
    let near = missing.iter().find_map(|(name, aliases)| {
        let alike = |alias: &&str| {
            let headings = sheet.headings.iter().map(|h| h.text.as_str());
            let found = nearest(alias, headings)?;
            sheet.headings.iter().position(|h| h.text == found)
        };
        // Short names are near to too many others: UPN is not URN.
        let mut long = aliases.iter().filter(|alias| alias.len() > 3);
        Some((*name, long.find_map(alike)?))
    });
    let column = near.map_or(0, |(_, column)| column);
    let action = near.map_or_else(
        || "give the provider-level list as Ofsted publishes it, as .csv or .xlsx".to_owned(),
        |(name, column)| {
            let heading = &sheet.headings[column].text;
            format!("is \"{heading}\" meant to be \"{name}\"? correct the heading")
        },
    );
    let finding = Finding::new(&NOT_A_PROVIDER_LIST, sheet.heading_at(column), message)
        .expected(EXPECTED)
        .action(action);
    settle(sheet, finding, problems);
}

fn settle(sheet: &Sheet, finding: Finding, problems: &mut Problems) {
    let mut log = sheet.log();
    log.add(finding);
    sheet.settle(log, problems);
}
