//! A CSV file of a directory, known by its headings.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use memchr::{memchr, memrchr};

use super::headings::Columns;
use super::line::fields;
use crate::import::sheet::one;
use crate::ingest::Problems;
use crate::ingest::codes::{
    ARCHIVE, EMPTY_FILE, NOT_A_POSTCODE_DIRECTORY, NOT_UTF8, SPREADSHEET, TRUNCATED, UNREADABLE,
};
use crate::ingest::log::{At, Finding};

/// Bytes in which the headings must be.
const HEADINGS_WITHIN: u64 = 64 << 10;

/// A file whose headings have been read.
#[derive(Debug, Clone)]
pub struct Table {
    pub path: PathBuf,
    /// Name for messages.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    pub columns: Columns,
    /// Byte at which the rows start.
    pub rows_from: u64,
    /// Line on which they start, from 1.
    pub first_line: u64,
}

/// The first bytes of a file.
pub fn start_of(path: &Path, name: &str) -> Result<(Vec<u8>, u64), Problems> {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| {
        let size = file.metadata()?.len();
        file.take(HEADINGS_WITHIN).read_to_end(&mut start)?;
        Ok(size)
    });
    match read {
        Ok(size) => Ok((start, size)),
        Err(error) => Err(unreadable(name, &error)),
    }
}

/// A problem with a file that the system does not give.
pub fn unreadable(name: &str, error: &io::Error) -> Problems {
    // The system's words differ from system to system, and this is the usual case.
    let cause = match error.kind() {
        ErrorKind::NotFound => "there is nothing of this name".to_owned(),
        _ => error.to_string(),
    };
    let message = format!("{name} cannot be read: {cause}");
    let finding = Finding::new(&UNREADABLE, At::File, message)
        .action("check the path and the permission, and close the program that has the file open");
    one(name, finding)
}

impl Table {
    /// Reads the headings of a file, given its first bytes and its size.
    pub fn open(path: &Path, name: &str, start: &[u8], size: u64) -> Result<Self, Problems> {
        refuse_what_is_no_text(start, name).map_err(|finding| one(name, *finding))?;
        let mut at = start.strip_prefix(b"\xEF\xBB\xBF").map_or(0, |_| 3);
        let mut number = 1;
        let headings = loop {
            let rest = &start[at..];
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            let line = rest[..length].trim_ascii_end();
            at += length + 1;
            if !line.is_empty() || at >= start.len() {
                break line;
            }
            number += 1;
        };
        Ok(Self {
            path: path.to_owned(),
            name: name.to_owned(),
            size,
            columns: Columns::find(headings, name, number)?,
            rows_from: (at as u64).min(size),
            first_line: number + 1,
        })
    }
}

impl Table {
    /// Refuses a file that ends in the middle of a row: an interrupted copy would be a map with a hole.
    pub fn check_end(&self) -> Result<(), Problems> {
        let mut end = Vec::new();
        let from = self
            .size
            .saturating_sub(HEADINGS_WITHIN)
            .max(self.rows_from);
        File::open(&self.path)
            .and_then(|mut file| {
                file.seek(SeekFrom::Start(from))?;
                file.read_to_end(&mut end)
            })
            .map_err(|error| unreadable(&self.name, &error))?;
        let last = memrchr(b'\n', &end).map_or(end.as_slice(), |at| &end[at + 1..]);
        let (fields, headings) = (fields(last).count(), self.columns.count);
        if last.trim_ascii().is_empty() || fields >= headings {
            return Ok(());
        }
        let message = format!(
            "{} ends in the middle of a row: its last line has {fields} of {headings} fields",
            self.name
        );
        let finding = Finding::new(&TRUNCATED, At::File, message);
        Err(one(
            &self.name,
            finding.action("unpack or download the directory again"),
        ))
    }
}

fn refuse_what_is_no_text(start: &[u8], name: &str) -> Result<(), Box<Finding>> {
    let refuse = |code, what: &str, action: &str| {
        let finding = Finding::new(code, At::File, format!("{name} {what}"));
        Err(Box::new(finding.action(action)))
    };
    let starts = |marks: &[&[u8]]| marks.iter().any(|mark| start.starts_with(mark));
    let is_named = |ends: &[&str]| ends.iter().any(|end| name.to_lowercase().ends_with(end));
    let is_zip = starts(&[b"PK\x03\x04", b"PK\x05\x06"]);
    if starts(&[b"\xD0\xCF\x11\xE0"]) || (is_zip && is_named(&[".xlsx", ".xlsm", ".xlsb", ".ods"]))
    {
        let action = "give the CSV file of the directory; a workbook cannot hold all of its rows";
        return refuse(&SPREADSHEET, "is a workbook", action);
    }
    if is_zip || starts(&[b"\x1F\x8B", b"7z\xBC\xAF", b"Rar!", b"\xFD7zXZ"]) {
        let action = "unpack it and give the folder, or the CSV file in its Data folder";
        return refuse(&ARCHIVE, "is an archive", action);
    }
    if start.trim_ascii().is_empty() || start == b"\xEF\xBB\xBF" {
        return refuse(
            &EMPTY_FILE,
            "is empty",
            "unpack or download the directory again",
        );
    }
    if starts(&[b"\xFF\xFE", b"\xFE\xFF"]) {
        let action = "give the CSV file as it was published, or save it again as CSV UTF-8";
        return refuse(&NOT_UTF8, "is in UTF-16", action);
    }
    if memchr(0, start).is_some() {
        let action = "give the CSV file of ONSPD or NSPL, or the folder that holds its Data folder";
        return refuse(&NOT_A_POSTCODE_DIRECTORY, "is not a text file", action);
    }
    Ok(())
}
