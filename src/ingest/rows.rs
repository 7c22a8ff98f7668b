//! The rows of one CSV file, one at a time, with the problems of its form: opening, line ends, quotation
//! marks, field counts.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use csv::{ByteRecord, StringRecord};

use super::codes::{FIELD_COUNT, RECORD_TOO_LONG, TRUNCATED, UNCLOSED_QUOTE, UNREADABLE};
use super::feed::Feed;
use super::headings::{check_headings, not_utf8};
use super::line::{Line, Wanted};
use super::log::{At, Finding, Log};
use super::open::open;
use super::position::walk;
use super::tables::Table;
use crate::model::Date;

/// What has been read of a file.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The byte at which each row starts.
    pub bytes: Vec<u64>,
    /// References to other files, to be looked up when those are read.
    pub wanted: Vec<Wanted>,
    /// Problems.
    pub log: Log,
    /// Headings.
    headings: StringRecord,
    /// SHA-256 of the file, if it was there.
    pub hash: Option<String>,
    /// Whether every row could be read, so that an id that is not there is truly unknown.
    pub complete: bool,
}

impl<T> Loaded<T> {
    /// Number of a column in the file.
    pub fn field(&self, column: &str) -> usize {
        let at = self.headings.iter().position(|heading| heading == column);
        at.unwrap_or(0)
    }

    /// Whether the file has a column.
    pub fn has(&self, column: &str) -> bool {
        self.headings.iter().any(|heading| heading == column)
    }

    /// Where a field of a row is.
    pub fn at(&self, row: usize, column: &str) -> At {
        At::Field((self.bytes[row], self.field(column)))
    }
}

/// Reads a file, building a value from each row; `None` where the row is of no use.
pub fn load<T>(
    dir: &Path,
    table: Table,
    as_at: Option<Date>,
    mut build: impl FnMut(&mut Line<'_>) -> Option<T>,
) -> Loaded<T> {
    let mut source = Rows::open(dir, table);
    let (mut rows, mut bytes, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
    while source.advance() {
        let mut line = Line {
            log: &mut source.log,
            wanted: &mut wanted,
            headings: &source.headings,
            in_order: source.in_order,
            record: &source.record,
            byte: source.byte,
            row: rows.len() as u32,
            as_at,
        };
        match build(&mut line) {
            Some(row) => {
                rows.push(row);
                bytes.push(source.byte);
            }
            None => source.complete = false,
        }
    }
    Loaded {
        rows,
        bytes,
        wanted,
        hash: source.reader.map(|reader| reader.into_inner().hash()),
        log: source.log,
        headings: source.headings,
        complete: source.complete,
    }
}

struct Rows {
    path: PathBuf,
    reader: Option<csv::Reader<Feed>>,
    ended: bool,
    headings: StringRecord,
    /// Whether the columns stand in the order of the table.
    in_order: bool,
    bytes: ByteRecord,
    record: StringRecord,
    /// Where the current record starts.
    byte: u64,
    /// A row with a wrong number of fields, until it is known whether it is the last.
    misfit: Option<(u64, usize)>,
    log: Log,
    complete: bool,
}

impl Rows {
    fn open(dir: &Path, table: Table) -> Self {
        let mut log = Log::of(table.file);
        let file = open(dir, table, &mut log);
        let mut rows = Self {
            path: dir.join(table.file),
            reader: None,
            ended: false,
            headings: StringRecord::new(),
            in_order: false,
            bytes: ByteRecord::new(),
            record: StringRecord::new(),
            byte: 0,
            misfit: None,
            log,
            complete: true,
        };
        match file {
            Ok(Some(file)) => {
                let reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .buffer_capacity(1 << 16)
                    .from_reader(Feed::of(file));
                rows.reader = Some(reader);
                rows.read_headings(table);
            }
            Ok(None) => {}
            Err(()) => rows.complete = false,
        }
        rows
    }

    fn read_headings(&mut self, table: Table) {
        let good = self.read_record()
            && match check_headings(table, &self.bytes, &mut self.log) {
                Some(headings) => {
                    self.in_order = table.columns.iter().map(|c| c.name).eq(&headings);
                    self.headings = headings;
                    true
                }
                None => false,
            };
        if !good {
            self.ended = true;
            self.complete = false;
        }
    }

    /// Goes to the next row that has as many fields as the heading.
    fn advance(&mut self) -> bool {
        while !self.ended && self.read_record() {
            let misfit = self.misfit.take();
            self.report_misfit(misfit);
            if (self.bytes.iter()).all(|field| field.trim_ascii().is_empty()) {
                continue;
            }
            if self.bytes.len() == self.headings.len() {
                if self.decode() {
                    return true;
                }
                continue;
            }
            self.misfit = Some((self.byte, self.bytes.len()));
        }
        false
    }

    /// Takes the bytes of the record for text.
    fn decode(&mut self) -> bool {
        let spare = std::mem::take(&mut self.record).into_byte_record();
        let bytes = std::mem::replace(&mut self.bytes, spare);
        match StringRecord::from_byte_record(bytes) {
            Ok(record) => {
                self.record = record;
                true
            }
            Err(error) => {
                self.log.add(not_utf8(self.byte, &error.into_byte_record()));
                self.complete = false;
                false
            }
        }
    }

    fn read_record(&mut self) -> bool {
        let Some(reader) = &mut self.reader else {
            return false;
        };
        let byte = reader.position().byte();
        reader.get_mut().record_starts(byte);
        match reader.read_byte_record(&mut self.bytes) {
            Ok(true) => {
                self.byte = byte;
                true
            }
            Ok(false) => {
                self.ended = true;
                self.check_end();
                false
            }
            Err(error) => {
                let too_long = reader.get_ref().is_too_long();
                self.ended = true;
                self.complete = false;
                let misfit = self.misfit.take();
                self.report_misfit(misfit);
                self.log.add(stopped(byte, too_long, &error));
                false
            }
        }
    }

    /// The last record may lack its end, or the quotation mark that closes it.
    fn check_end(&mut self) {
        if let Some(field) = self.open_quote() {
            let at = At::Field((self.byte, field));
            let message = "a quotation mark opens here and is not closed before the file ends";
            let finding = Finding::new(&UNCLOSED_QUOTE, at, message)
                .action("close the quotation mark; one that belongs to the text is written twice");
            self.log.add(finding);
            self.misfit = None;
            self.complete = false;
            return;
        }
        let whole = (self.reader.as_ref()).is_none_or(|r| r.get_ref().ends_with_line_break());
        match self.misfit.take() {
            Some((byte, found)) if !whole && found < self.headings.len() => {
                self.complete = false;
                let wanted = self.headings.len();
                let message =
                    format!("the file ends in the middle of a row: {found} of {wanted} fields");
                let finding = Finding::new(&TRUNCATED, At::Field((byte, found)), message)
                    .action("copy or export the file again: rows may be missing");
                self.log.add(finding);
            }
            misfit => self.report_misfit(misfit),
        }
    }

    fn open_quote(&self) -> Option<usize> {
        let mut file = File::open(&self.path).ok()?;
        file.seek(SeekFrom::Start(self.byte)).ok()?;
        walk(BufReader::new(file), Vec::new()).ok()?.open_quote
    }

    fn report_misfit(&mut self, misfit: Option<(u64, usize)>) {
        let Some((byte, found)) = misfit else {
            return;
        };
        self.complete = false;
        let wanted = self.headings.len();
        let (fault, action) = if found > wanted {
            (
                wanted,
                "put text that contains a comma in quotation marks; separate lists with ;",
            )
        } else {
            (
                found,
                "give every column of the heading a field, blank where there is nothing to say; look for a quotation mark that is not closed",
            )
        };
        let message = format!("the row has {found} fields where the heading has {wanted}");
        let finding = Finding::new(&FIELD_COUNT, At::Field((byte, fault)), message).action(action);
        self.log.add(finding);
    }
}

fn stopped(byte: u64, too_long: bool, error: &csv::Error) -> Finding {
    let at = At::Field((byte, 0));
    if too_long {
        Finding::new(
            &RECORD_TOO_LONG,
            at,
            "this row is longer than 1 MiB; the rest was not read",
        )
        .action("look for a quotation mark that is not closed, or save the file as CSV again")
    } else {
        Finding::new(&UNREADABLE, at, format!("reading stopped here: {error}"))
            .action("check the disk or network drive, then try again")
    }
}
