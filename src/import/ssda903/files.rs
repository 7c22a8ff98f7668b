//! The files of a return below the folders given, recognised by their columns.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::tables::Table;
use super::year::{Label, label_in};
use crate::import::sheet::{self, Book, Heading, Sheet, key};
use crate::ingest::codes::{
    ARCHIVE, COLUMN_NOT_THERE, Code, DUPLICATE_COLUMN, FOLDER_NOT_FOUND, FOLDER_UNREADABLE,
    NO_RETURN_TABLE, NOT_A_TABLE, REPEATED_FILE, TABLE_LACKS_COLUMN, TAKEN_FOR_WINDOWS_1252,
};
use crate::ingest::diagnostic::shown;
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::nearest::did_you_mean;
use crate::ingest::{Problem, Problems, Severity};

/// Folders inside folders that are looked into: a folder a year, and one more.
const DEEPEST: usize = 3;

/// A file that may hold a table.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What messages call it: its path from the folder that was given.
    pub name: String,
    /// The year in its name, or else in the nearest folder's that has one.
    pub label: Option<Label>,
}

/// Every CSV file and workbook below the folders, in order of name.
pub fn find(dirs: &[PathBuf]) -> Result<Vec<Found>, Problems> {
    let mut found = Vec::new();
    let mut problems = Problems::default();
    let several = dirs.len() > 1;
    for dir in dirs {
        let own = dir.file_name().map(|n| n.to_string_lossy().into_owned());
        let label = own.as_deref().and_then(label_in);
        let name = if several {
            own.unwrap_or_default()
        } else {
            String::new()
        };
        if let Err(problem) = look_into(dir, &name, label, 0, &mut found) {
            problems.append(Problems::one(*problem));
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    if found.is_empty() {
        let dirs: Vec<String> = dirs.iter().map(|d| d.display().to_string()).collect();
        let message = format!(
            "there is no CSV file and no workbook in {}",
            dirs.join(", ")
        );
        let action =
            "give the folder with the tables of the return, such as header.csv and episodes.csv";
        return Err(Problems::one(problem(&NO_RETURN_TABLE, message, action)));
    }
    Ok(found)
}

fn look_into(
    dir: &Path,
    name: &str,
    label: Option<Label>,
    depth: usize,
    found: &mut Vec<Found>,
) -> Result<(), Box<Problem>> {
    let shown = dir.display();
    if dir.is_file() {
        return one_file(dir, label, found);
    }
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("{shown} does not exist");
            let action = "check the spelling and the folder that you are in";
            return Err(Box::new(problem(&FOLDER_NOT_FOUND, message, action)));
        }
        Err(error) => {
            let message = format!("{shown} cannot be opened: {error}");
            return Err(Box::new(problem(
                &FOLDER_UNREADABLE,
                message,
                "ask for read permission",
            )));
        }
    };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let own = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let own = own.unwrap_or_default();
        if own.starts_with(['.', '~']) {
            continue;
        }
        let name = if name.is_empty() {
            own.clone()
        } else {
            format!("{name}/{own}")
        };
        if path.is_dir() {
            if depth < DEEPEST {
                look_into(&path, &name, label_in(&own).or(label), depth + 1, found)?;
            }
        } else if is_archive(&own) {
            let message = format!("{name} is an archive, whose tables would be left out");
            let action = "unpack it there with restricted access, or take it out of the folder";
            return Err(Box::new(problem(&ARCHIVE, message, action)));
        } else if is_table(&own) {
            let label = label_in(&own).or(label);
            found.push(Found { path, name, label });
        }
    }
    Ok(())
}

/// A file that was given instead of a folder: a table of its own, or an archive, which is refused.
fn one_file(path: &Path, label: Option<Label>, found: &mut Vec<Found>) -> Result<(), Box<Problem>> {
    let own = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = own.unwrap_or_default();
    if is_table(&name) {
        let path = path.to_path_buf();
        found.push(Found { path, name, label });
        return Ok(());
    }
    let message = format!("{name} is an archive or another file, not a folder of tables");
    let action = "unpack it into a folder with restricted access and give that folder";
    Err(Box::new(problem(&ARCHIVE, message, action)))
}

fn is_table(name: &str) -> bool {
    let name = name.to_lowercase();
    [".csv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn is_archive(name: &str) -> bool {
    let name = name.to_lowercase();
    [".zip", ".7z", ".rar", ".gz", ".tar"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// A problem with the files as a whole.
pub fn problem(code: &Code, message: String, action: &str) -> Problem {
    Problem {
        code: code.code,
        severity: Severity::of(code.code),
        file: String::new(),
        line: None,
        column: None,
        value: None,
        message,
        expected: None,
        action: action.to_owned(),
    }
}

/// A table of a return, recognised.
#[derive(Debug)]
pub struct Recognised {
    /// Which table it is.
    pub table: Table,
    /// Its rows.
    pub sheet: Sheet,
    /// The year in its name or its folder's.
    pub label: Option<Label>,
}

/// What recognising keeps in mind from file to file.
#[derive(Debug, Default)]
pub struct Recogniser {
    seen: HashMap<String, String>,
    /// Name and SHA-256 of each file.
    pub hashes: Vec<(String, String)>,
    /// Problems and warnings.
    pub problems: Problems,
}

/// The sheets of a file.
pub fn book(found: &Found) -> Result<Book, Problems> {
    let is_heading = |headings: &[Heading]| Table::of(headings).is_some();
    sheet::read(&found.path, &found.name, &is_heading)
}

impl Recogniser {
    /// The tables in a file. What is not one is a warning; what is one and lacks a column is a problem.
    pub fn tables(&mut self, found: &Found, book: Result<Book, Problems>) -> Vec<Recognised> {
        let book = match book {
            Ok(book) => book,
            Err(problems) => {
                self.problems.append(problems);
                return Vec::new();
            }
        };
        self.note_hash(&book, &found.name);
        let mut tables = Vec::new();
        for sheet in book.sheets {
            if let Some(table) = self.table_of(&sheet) {
                let label = found.label;
                tables.push(Recognised {
                    table,
                    sheet,
                    label,
                });
            }
        }
        tables
    }

    fn note_hash(&mut self, book: &Book, name: &str) {
        if let Some(first) = self.seen.get(&book.hash) {
            let message = format!("{name} has the same bytes as {first}");
            let finding = Finding::new(&REPEATED_FILE, At::File, message);
            let action = "look whether one of them should be another year's";
            self.problems
                .append(sheet::one(name, finding.action(action)));
        } else {
            self.seen.insert(book.hash.clone(), name.to_owned());
        }
        self.hashes.push((name.to_owned(), book.hash.clone()));
    }

    fn table_of(&mut self, sheet: &Sheet) -> Option<Table> {
        let mut log = sheet.log();
        let table = match (Table::of(&sheet.headings), Table::like(&sheet.headings)) {
            (Some(table), _) => is_whole(table, sheet, &mut log).then_some(table),
            (None, Some((table, missing))) => {
                for column in missing {
                    log.add(missing_column(table, sheet, column));
                }
                None
            }
            (None, None) => {
                let message = format!("{} is no table of the SSDA903 return", sheet.name);
                log.add(Finding::new(&NOT_A_TABLE, sheet.heading_at(0), message).action(
                    "compare its headings with the return's guide, or take it out of the folder",
                ));
                None
            }
        };
        if sheet.is_windows_1252 && table.is_some() {
            let message = format!("{} is not UTF-8; it was taken for Windows-1252", sheet.name);
            let finding = Finding::new(&TAKEN_FOR_WINDOWS_1252, At::File, message);
            log.add(finding.action("save it as CSV UTF-8 to be sure of names with accents"));
        }
        sheet.settle(log, &mut self.problems);
        table
    }
}

/// Whether the table has every column that it needs, and none twice; those that it lacks or repeats are problems.
fn is_whole(table: Table, sheet: &Sheet, log: &mut Log) -> bool {
    let needed = &table.columns()[..table.needed()];
    let missing: Vec<&str> = needed
        .iter()
        .copied()
        .filter(|column| sheet.column(&[column]).is_none())
        .collect();
    for column in &missing {
        log.add(missing_column(table, sheet, column));
    }
    let twice = repeated(table, sheet);
    for &(at, column) in &twice {
        let message = format!("the heading {column} stands twice");
        let action = "delete one of the two columns: nobody can tell which holds the data";
        log.add(Finding::new(&DUPLICATE_COLUMN, sheet.heading_at(at), message).action(action));
    }
    if missing.is_empty() && twice.is_empty() {
        note_columns(table, sheet, log);
        return true;
    }
    false
}

/// Warns of columns of the episodes that the table can do without and that are not there. The URN is missing in older
/// returns by rights; of the other tables much is never read.
fn note_columns(table: Table, sheet: &Sheet, log: &mut Log) {
    if table != Table::Episodes {
        return;
    }
    let optional = &table.columns()[table.needed()..];
    for column in optional.iter().filter(|column| **column != "URN") {
        if sheet.column(&[column]).is_none() {
            let message = format!("the table {} has no column {column}", table.label());
            let action = nearest_heading(column, table, sheet, "export the table with it");
            let finding = Finding::new(&COLUMN_NOT_THERE, sheet.heading_at(0), message);
            log.add(finding.action(action));
        }
    }
}

/// "did you mean", of the headings that are no column of the table.
fn nearest_heading(column: &str, table: Table, sheet: &Sheet, otherwise: &str) -> String {
    let strangers = sheet.headings.iter().map(|h| h.text.as_str());
    let strangers = strangers.filter(|text| !table.columns().contains(text));
    did_you_mean(column, strangers, otherwise)
}

/// Headings that a table's columns have a second time, by place.
fn repeated(table: Table, sheet: &Sheet) -> Vec<(usize, &'static str)> {
    let columns = table.columns().iter().chain(&["LA", "YEAR"]);
    let again = |column: &&'static str| {
        let wanted = key(column);
        let alike = sheet.headings.iter().enumerate();
        let mut alike = alike.filter(move |(_, heading)| heading.key == wanted);
        alike.nth(1).map(|(at, _)| (at, *column))
    };
    columns.filter_map(again).collect()
}

fn missing_column(table: Table, sheet: &Sheet, column: &'static str) -> Finding {
    let message = format!("the table {} lacks the column {column}", table.label());
    let otherwise = "export the table again with this column";
    let action = nearest_heading(column, table, sheet, otherwise);
    let headings: Vec<&str> = sheet.headings.iter().map(|h| h.text.as_str()).collect();
    Finding::new(&TABLE_LACKS_COLUMN, sheet.heading_at(0), message)
        .expected(format!(
            "{}; found {}",
            table.columns().join(", "),
            shown(&headings.join(", "))
        ))
        .action(action)
}
