//! Ofsted's lists of children's social care providers: which homes there are, whose they are, how many places they
//! have and how they are judged.
//!
//! Two kinds are read, as `.csv` or as a workbook, and told apart by their headings alone:
//!
//! - the list that Ofsted publishes (Open Government Licence), with the addresses of homes redacted;
//! - the lists that Ofsted gives to authorities: the workbook of 2025 with its sheets of providers and of supported
//!   accommodation settings, and the older workbook of children's homes with needs and conditions of registration.
//!
//! A row is a home, an agency or neither; see [`rules`] for what becomes of each. Foster households are in no list
//! of Ofsted's, only the services that approve them.

pub mod conditions;
pub mod list;
pub mod needs;
pub mod provision;
pub mod rules;

mod dates;
mod facts;
mod gather;
mod grade;
mod line;
mod number;
mod phrases;
mod postcode;
mod refusal;
mod shelf;
mod standing;
mod table;
mod urn;

use std::path::Path;

pub use conditions::Conditions;
pub use list::{ListedAgency, ListedHome, ProviderList};
pub use needs::AcceptedNeed;
pub use provision::AgencyKind;

use super::account::Ledger;
use super::sheet::{self, Book, Sheet, one};
use crate::ingest::Problems;
use crate::ingest::codes::{NOT_A_TABLE, TAKEN_FOR_WINDOWS_1252};
use crate::ingest::log::{At, Finding};
use gather::Gather;
use table::Table;

/// Reads a list of providers that messages call `shown_name`, and adds the account of its rows to the ledger: one
/// account a table. A file that is refused leaves the ledger as it is.
///
/// # Errors
///
/// All that is wrong with the file as a whole: it cannot be read (E0103), is empty or no table (E0003 to E0113), or
/// is not a list of providers (E0806). A value that cannot be read is no error: the account has it.
pub fn read(path: &Path, shown_name: &str, ledger: &mut Ledger) -> Result<ProviderList, Problems> {
    let book = sheet::read(path, shown_name, &table::is_heading)?;
    read_book(&book, shown_name, ledger)
}

/// Reads a list of providers from the bytes of its file; see [`read`].
///
/// # Errors
///
/// As [`read`].
pub fn read_bytes(
    bytes: Vec<u8>,
    shown_name: &str,
    ledger: &mut Ledger,
) -> Result<ProviderList, Problems> {
    let book = sheet::read_bytes(bytes, shown_name, &table::is_heading)?;
    read_book(&book, shown_name, ledger)
}

fn read_book(book: &Book, shown_name: &str, ledger: &mut Ledger) -> Result<ProviderList, Problems> {
    let tables: Vec<(&Sheet, Option<Table>)> = book
        .sheets
        .iter()
        .map(|sheet| (sheet, Table::of(&sheet.headings)))
        .collect();
    let of = |wanted: &[Table]| -> Vec<(&Sheet, Table)> {
        let known = tables
            .iter()
            .filter_map(|(sheet, table)| Some((*sheet, (*table)?)));
        known.filter(|(_, table)| wanted.contains(table)).collect()
    };
    let lists = of(&[Table::Providers, Table::Settings]);
    check(&book.sheets, &lists)?;
    let mut gather = Gather::default();
    // Homes first, then what other sheets say about them.
    for (sheet, table) in lists
        .iter()
        .chain(&of(&[Table::Conditions, Table::Postcodes]))
    {
        gather.table(sheet, *table);
    }
    let (homes, agencies, account) = gather.finish();
    ledger.append(account);
    let titles = || lists.iter().flat_map(|(sheet, _)| &sheet.preamble);
    let others = book.sheets.iter().flat_map(|sheet| &sheet.headings);
    let others = others.map(|heading| heading.text.as_str());
    Ok(ProviderList {
        homes,
        agencies,
        as_at: dates::as_at(titles().map(String::as_str).chain(others)),
        source: titles()
            .next()
            .map_or(shown_name, String::as_str)
            .to_owned(),
        hash: book.hash.clone(),
        notes: notes(&tables),
    })
}

/// Refuses a file without a list, a list that does not say where its homes are, and lists without any row.
fn check(sheets: &[Sheet], lists: &[(&Sheet, Table)]) -> Result<(), Problems> {
    let mut problems = Problems::default();
    if lists.is_empty() {
        refusal::of_no_list(sheets, &mut problems);
    }
    for (sheet, table) in lists {
        refusal::of_no_authority(sheet, *table, &mut problems);
    }
    let has_rows = |(sheet, _): &(&Sheet, Table)| {
        let mut any = false;
        sheet.each(|_| any = true);
        any
    };
    if problems.is_empty() && !lists.iter().any(has_rows) {
        refusal::of_no_rows(lists[0].0, &mut problems);
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// Warnings: sheets that were left out, and text that is not UTF-8.
fn notes(tables: &[(&Sheet, Option<Table>)]) -> Problems {
    let mut notes = Problems::default();
    for (sheet, table) in tables {
        let name = &sheet.name;
        if table.is_none() {
            let message = format!(
                "{name} has no URN with a provision type, a setting, conditions or a postcode, and was left out"
            );
            notes.append(one(name, Finding::new(&NOT_A_TABLE, At::File, message)));
        }
        if sheet.is_windows_1252 {
            let message = format!("{name} is not UTF-8 and was taken for Windows-1252");
            let finding = Finding::new(&TAKEN_FOR_WINDOWS_1252, At::File, message);
            notes.append(one(name, finding));
        }
    }
    notes
}
