//! Opening a file of the folder: what stands where the file should be, and whether it is text at all.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use super::codes::{EMPTY_FILE, MISSING_FILE, NOT_A_FILE, NOT_UTF8, SPREADSHEET, UNREADABLE};
use super::log::{At, Finding, Log};
use super::nearest::did_you_mean;
use super::tables::Table;

/// Opens a file. `Ok(None)` where an optional file is not there or is blank; `Err` where there is a problem,
/// which is in the log.
pub fn open(dir: &Path, table: Table, log: &mut Log) -> Result<Option<File>, ()> {
    match find(dir, table.file) {
        Found::File(mut file) => match sniff(&mut file, table.file) {
            Start::Text => Ok(Some(file)),
            Start::Blank if table.optional => Ok(None),
            Start::Blank => problem(log, empty(table.file)),
            Start::Problem(finding) => problem(log, finding),
        },
        Found::Nothing if table.optional => Ok(None),
        Found::Nothing => problem(log, missing(dir, table.file)),
        Found::Problem(finding) => problem(log, finding),
    }
}

/// Opens the file with this name and gives its text. `None` where there is a problem, which is in the log.
pub fn read_text(dir: &Path, name: &str, log: &mut Log) -> Option<Vec<u8>> {
    let finding = match find(dir, name) {
        Found::Nothing => missing(dir, name),
        Found::Problem(finding) => finding,
        Found::File(mut file) => match sniff(&mut file, name) {
            Start::Blank => empty(name),
            Start::Problem(finding) => finding,
            Start::Text => {
                let mut bytes = Vec::new();
                match file.take(LONGEST_TEXT).read_to_end(&mut bytes) {
                    Ok(_) => return Some(bytes),
                    Err(error) => unreadable(name, &error),
                }
            }
        },
    };
    log.add(finding);
    None
}

/// Bytes of `council.toml` that are read; a longer one is cut and will not parse.
const LONGEST_TEXT: u64 = 1 << 24;

fn problem(log: &mut Log, finding: Finding) -> Result<Option<File>, ()> {
    log.add(finding);
    Err(())
}

enum Found {
    File(File),
    Nothing,
    Problem(Finding),
}

fn find(dir: &Path, name: &str) -> Found {
    let path = dir.join(name);
    match fs::metadata(&path) {
        Ok(about) if about.is_file() => match File::open(&path) {
            Ok(file) => Found::File(file),
            Err(error) => Found::Problem(unreadable(name, &error)),
        },
        Ok(about) => {
            let thing = if about.is_dir() {
                "a folder"
            } else {
                "not a file"
            };
            let finding = Finding::new(&NOT_A_FILE, At::File, format!("{name} is {thing}"))
                .action(format!("rename it and put the file {name} in its place"));
            Found::Problem(finding)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Found::Nothing,
        Err(error) => Found::Problem(unreadable(name, &error)),
    }
}

fn missing(dir: &Path, name: &str) -> Finding {
    let others: Vec<String> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|other| !super::tables::is_known_file(other))
        .collect();
    let otherwise = if name.ends_with(".csv") {
        format!("add {name}, with a heading and no rows if there is nothing to say")
    } else {
        format!("add {name} with at least name, code and as_at; give the folder that holds it")
    };
    let action = match super::nearest::nearest(name, others.iter().map(String::as_str)) {
        Some(other) => format!("rename \"{other}\" to {name}, if that is the file meant"),
        None => otherwise,
    };
    Finding::new(
        &MISSING_FILE,
        At::File,
        format!("{name} is not in the folder"),
    )
    .action(action)
}

fn empty(name: &str) -> Finding {
    Finding::new(&EMPTY_FILE, At::File, format!("{name} is empty"))
        .action("export the file again; where a CSV file has no rows, keep the heading")
}

fn unreadable(name: &str, error: &std::io::Error) -> Finding {
    // The system's own words without its number, which differs from system to system.
    let cause = match error.kind() {
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    Finding::new(
        &UNREADABLE,
        At::File,
        format!("{name} cannot be read: {cause}"),
    )
    .action("ask for read permission, or close the program that has the file open")
}

enum Start {
    Text,
    Blank,
    Problem(Finding),
}

/// Looks at the first bytes.
fn sniff(file: &mut File, name: &str) -> Start {
    let mut start = Vec::new();
    let looked = (&mut *file)
        .take(64)
        .read_to_end(&mut start)
        .and_then(|_| file.seek(SeekFrom::Start(0)));
    if let Err(error) = looked {
        return Start::Problem(unreadable(name, &error));
    }
    let bare = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
    if bare.trim_ascii().is_empty() && start.len() < 64 {
        return Start::Blank;
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xD0\xCF\x11\xE0") {
        let message = format!("{name} is a workbook or an archive, not a text file");
        let finding = Finding::new(&SPREADSHEET, At::File, message)
            .action("open it in the spreadsheet program and save the sheet as CSV UTF-8");
        return Start::Problem(finding);
    }
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        let finding = Finding::new(&NOT_UTF8, At::File, format!("{name} is in UTF-16"))
            .action("save it again as CSV UTF-8 (not as Unicode text)");
        return Start::Problem(finding);
    }
    Start::Text
}

/// The warning about a CSV file that nothing reads.
pub fn unknown_file(name: &str, known: &[&str]) -> Finding {
    let action = did_you_mean(name, known.iter().copied(), "take it out of the folder");
    Finding::new(
        &super::codes::UNKNOWN_FILE,
        At::File,
        format!(
            "{} is not a file of a council folder and was ignored",
            super::diagnostic::shown(name)
        ),
    )
    .action(action)
}
