//! Tables as other programs write them: CSV files and workbooks, with headings somewhere near the top, in one form
//! for every reader of this room.

mod cells;
mod decode;
mod grid;
mod heading;
mod text;
mod workbook;

pub use decode::hex_sha256;
pub use heading::{Heading, key};

use std::fs;
use std::path::Path;

use csv::StringRecord;

use crate::ingest::codes::{EMPTY_FILE, UNREADABLE};
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::position::{Place, walk};
use crate::ingest::{Problems, codes};
use cells::Cells;
use text::Text;

/// Records looked at to find the headings; lists have titles and notes above them.
const HEADINGS_WITHIN: usize = 40;

/// One table of a file.
#[derive(Debug)]
pub struct Sheet {
    /// File name for messages; a workbook's sheet stands in brackets behind it.
    pub name: String,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Lines above the headings: titles and notes, field by field.
    pub preamble: Vec<String>,
    /// Whether the text had to be taken for Windows-1252.
    pub is_windows_1252: bool,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Text(Text),
    Cells(Cells),
}

/// One row below the headings.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Line of the file or row of the sheet, from 1.
    pub line: u64,
    byte: Option<u64>,
    fields: Fields<'a>,
    width: usize,
    /// Whether every row ends with a comma too many.
    is_padded: bool,
}

#[derive(Debug, Clone, Copy)]
enum Fields<'a> {
    Record(&'a StringRecord),
    Cells(&'a [String]),
}

/// The tables of a file, with the SHA-256 of its bytes.
#[derive(Debug)]
pub struct Book {
    /// Tables in order: one for a CSV file, one a sheet that is not empty for a workbook.
    pub sheets: Vec<Sheet>,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: String,
}

/// Reads the tables of a file that messages call `name`. The first record of each for which `is_heading` holds
/// names the columns; where there is none, the first record that is not blank.
pub fn read(
    path: &Path,
    name: &str,
    is_heading: &dyn Fn(&[Heading]) -> bool,
) -> Result<Book, Problems> {
    match fs::read(path) {
        Ok(bytes) => read_bytes(bytes, name, is_heading),
        Err(error) => {
            let message = format!("{name} cannot be read: {error}");
            let finding = Finding::new(&UNREADABLE, At::File, message).action(
                "check the path and the permission, and close the program that has the file open",
            );
            Err(one(name, finding))
        }
    }
}

/// Reads the tables of a file from its bytes.
pub fn read_bytes(
    bytes: Vec<u8>,
    name: &str,
    is_heading: &dyn Fn(&[Heading]) -> bool,
) -> Result<Book, Problems> {
    let hash = hex_sha256(&bytes);
    let sheets = match decode::kind(&bytes, name).map_err(|finding| one(name, *finding))? {
        decode::Kind::Workbook => workbook::read(bytes, name, is_heading)?,
        decode::Kind::Text => {
            let (text, is_windows_1252) = decode::text(bytes);
            vec![Text::sheet(text, name, is_windows_1252, is_heading)?]
        }
    };
    if sheets.is_empty() {
        let finding = Finding::new(&EMPTY_FILE, At::File, format!("{name} has no rows"));
        return Err(one(name, finding.action("export the file again")));
    }
    Ok(Book { sheets, hash })
}

/// The problems of a file that has just this one.
pub fn one(name: &str, finding: Finding) -> Problems {
    let mut log = Log::of(name);
    log.add(finding);
    let mut problems = Problems::default();
    log.settle_with(|_| Ok(Default::default()), &mut problems);
    problems
}

impl Sheet {
    /// The column whose heading is one of these, compared by [`key`]; the first alias that is there wins.
    pub fn column(&self, aliases: &[&str]) -> Option<usize> {
        aliases.iter().find_map(|alias| {
            let wanted = key(alias);
            self.headings.iter().position(|h| h.key == wanted)
        })
    }

    /// Goes through the rows below the headings; blank ones are passed over.
    pub fn each(&self, mut take: impl FnMut(Row<'_>)) {
        let width = self.headings.len();
        match &self.body {
            Body::Text(text) => text.each(|line, byte, record| {
                take(Row {
                    line,
                    byte: Some(byte),
                    fields: Fields::Record(record),
                    width,
                    is_padded: text.is_padded,
                });
            }),
            Body::Cells(cells) => cells.each(|line, fields| {
                take(Row {
                    line,
                    byte: None,
                    fields: Fields::Cells(fields),
                    width,
                    is_padded: false,
                });
            }),
        }
    }

    /// Where a heading is, for messages.
    pub fn heading_at(&self, column: usize) -> At {
        match &self.body {
            Body::Text(text) => At::Field((text.heading_byte, column)),
            Body::Cells(cells) => At::Known(Place {
                line: cells.heading_line,
                column: column as u64 + 1,
            }),
        }
    }

    /// An empty log for the problems of this table.
    pub fn log(&self) -> Log {
        Log::of(&self.name)
    }

    /// Finds the lines of the problems of this table and adds them to the others.
    pub fn settle(&self, log: Log, problems: &mut Problems) {
        let places = |spots| match &self.body {
            Body::Text(text) => walk(text.bytes(), spots).map(|walk| walk.places),
            Body::Cells(_) => Ok(Default::default()),
        };
        log.settle_with(places, problems);
    }
}

impl<'a> Row<'a> {
    /// A field without the spaces around it; blank where the column or the field is not there.
    pub fn get(&self, column: Option<usize>) -> &'a str {
        let Some(column) = column else { return "" };
        let field = match self.fields {
            Fields::Record(record) => record.get(column),
            Fields::Cells(cells) => cells.get(column).map(String::as_str),
        };
        field.unwrap_or("").trim()
    }

    /// Where a field is, for messages.
    pub fn at(&self, column: usize) -> At {
        match self.byte {
            Some(byte) => At::Field((byte, column)),
            None => At::Known(Place {
                line: self.line,
                column: column as u64 + 1,
            }),
        }
    }

    /// Whether the row has more fields than there are headings, and one of those has a value: the values have slid
    /// out of their columns. A row may be shorter; what is not there is blank. On a sheet of a workbook every value
    /// stays in its column, so one beside the table is a remark.
    pub fn has_slid(&self) -> bool {
        let Fields::Record(record) = self.fields else {
            return false;
        };
        (self.width..record.len()).any(|column| !self.get(Some(column)).is_empty())
    }

    /// Whether the row has more fields than there are headings, blank or not, and not every row ends with a comma too
    /// many. In a table whose last column is often blank, values slide without one standing beyond the headings.
    pub fn is_wider(&self) -> bool {
        let Fields::Record(record) = self.fields else {
            return false;
        };
        record.len() > self.width && !self.is_padded
    }
}

/// Whether a value is what a spreadsheet writes where a formula or a display has failed.
pub fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: [&str; 9] = [
        "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    ];
    let hashes = text.len() >= 2 && text.bytes().all(|b| b == b'#');
    hashes || ERRORS.iter().any(|error| text.eq_ignore_ascii_case(error))
}

/// A problem that a table's form has as a whole.
fn form_problem(name: &str, code: &'static codes::Code, at: At, text: (&str, &str)) -> Finding {
    Finding::new(code, at, format!("{name} {}", text.0)).action(text.1)
}

#[cfg(test)]
mod tests;
