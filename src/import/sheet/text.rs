//! A table in a text file of comma-separated values.

use csv::StringRecord;

use super::heading::Heading;
use super::{Body, HEADINGS_WITHIN, Sheet, form_problem, one};
use crate::ingest::Problems;
use crate::ingest::codes::{UNCLOSED_QUOTE, WRONG_DELIMITER};
use crate::ingest::log::{At, Finding};
use crate::ingest::position::{Place, walk};

/// The text of a table.
#[derive(Debug)]
pub struct Text {
    text: String,
    /// Where the record of the headings starts.
    pub heading_byte: u64,
    /// Number of that record, from 0, among those that are not blank lines.
    heading_record: usize,
    /// Whether the rows end with a comma too many, as some systems write them: the first rows all do.
    pub is_padded: bool,
}

/// Rows looked at to see whether all of them end with a comma too many.
const PADDED_WITHIN: usize = 8;

impl Text {
    /// Finds the headings of a text and makes a table of it.
    pub fn sheet(
        text: String,
        name: &str,
        is_windows_1252: bool,
        is_heading: &dyn Fn(&[Heading]) -> bool,
    ) -> Result<Sheet, Problems> {
        check_quotes(&text, name)?;
        let mut first: Option<(u64, usize, Vec<Heading>)> = None;
        let mut other_mark = None;
        let mut is_found = false;
        let mut preamble = Vec::new();
        let mut above = 0;
        let mut reader = reader(&text);
        let mut record = StringRecord::new();
        for number in 0..HEADINGS_WITHIN {
            let byte = reader.position().byte();
            if !reader.read_record(&mut record).unwrap_or(false) {
                break;
            }
            let headings: Vec<Heading> = record.iter().map(Heading::of).collect();
            let words = headings.iter().map(|h| h.text.clone());
            preamble.extend(words.filter(|word| !word.is_empty()));
            let found = is_heading(&headings);
            is_found |= found;
            other_mark = other_mark.or_else(|| Some((byte, separator_in(&record)?)));
            if found || (first.is_none() && headings.iter().any(|h| !h.text.is_empty())) {
                if found || first.is_none() {
                    first = Some((byte, number, headings));
                }
                above = preamble.len();
            }
            if found {
                break;
            }
        }
        let (heading_byte, heading_record, headings) = first.unwrap_or_default();
        let named = headings.iter().filter(|h| !h.text.is_empty()).count();
        if let Some((byte, mark)) = other_mark
            && !is_found
            && named == 1
        {
            return Err(one(name, wrong_delimiter(name, line_of(&text, byte), mark)));
        }
        preamble.truncate(above.saturating_sub(named));
        let is_padded = is_padded(&text, heading_record, headings.len());
        Ok(Sheet {
            name: name.to_owned(),
            headings,
            preamble,
            is_windows_1252,
            body: Body::Text(Self {
                text,
                heading_byte,
                heading_record,
                is_padded,
            }),
        })
    }

    /// The bytes of the text.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Goes through the records below the headings with line and byte; blank ones are passed over.
    pub fn each(&self, mut take: impl FnMut(u64, u64, &StringRecord)) {
        let mut reader = reader(&self.text);
        let mut record = StringRecord::new();
        let mut number = 0;
        let (mut line, mut counted) = (1, 0);
        // The text is UTF-8 and in memory, so there is no other way for reading to end.
        while reader.read_record(&mut record).unwrap_or(false) {
            number += 1;
            if number <= self.heading_record + 1
                || record.iter().all(|field| field.trim_ascii().is_empty())
            {
                continue;
            }
            let byte = record.position().map_or(0, csv::Position::byte);
            // The reader stops before the second half of a line end, so lines are counted here.
            let rest = &self.text.as_bytes()[byte as usize..];
            let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
            let start = byte as usize + ends.count();
            line += line_ends(&self.text.as_bytes()[counted..start]);
            counted = start;
            take(line, byte, &record);
        }
    }
}

fn is_padded(text: &str, heading_record: usize, width: usize) -> bool {
    let mut records = reader(text).into_records().skip(heading_record + 1);
    let mut first = records.by_ref().take(PADDED_WITHIN);
    first.all(|record| record.is_ok_and(|record| record.len() > width))
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// An odd number of quotation marks in the file means that one is not closed; the reader would take the rest of the
/// file for one value.
fn check_quotes(text: &str, name: &str) -> Result<(), Problems> {
    if memchr::memchr_iter(b'"', text.as_bytes())
        .count()
        .is_multiple_of(2)
    {
        return Ok(());
    }
    let mut reader = reader(text);
    let mut record = StringRecord::new();
    let mut last = 0;
    while reader.read_record(&mut record).unwrap_or(false) {
        last = record.position().map_or(0, csv::Position::byte);
    }
    let tail = &text.as_bytes()[(last as usize).min(text.len())..];
    let open = walk(tail, Vec::new()).ok().and_then(|walk| walk.open_quote);
    let Some(field) = open else { return Ok(()) };
    let place = At::Known(Place {
        line: line_of(text, last),
        column: field as u64 + 1,
    });
    let says = "has a quotation mark that is not closed: the rest of the file would be one value";
    let action = "close the quotation mark; one that belongs to the text is written twice";
    let finding = form_problem(name, &UNCLOSED_QUOTE, place, (says, action));
    Err(one(name, finding))
}

/// The mark that separates the values of a record which commas do not separate. A sentence has a semicolon now and
/// then, so more than one is wanted.
fn separator_in(record: &StringRecord) -> Option<&'static str> {
    let mut filled = record.iter().filter(|field| !field.trim().is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else {
        return None;
    };
    let marks = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];
    let found = marks
        .into_iter()
        .find(|(c, _)| only.matches(*c).count() > 1);
    found.map(|(_, mark)| mark)
}

/// Line of the record that starts here, or behind the line ends that are here.
fn line_of(text: &str, byte: u64) -> u64 {
    let text = text.as_bytes();
    let rest = &text[byte as usize..];
    let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    let start = byte as usize + ends.count();
    1 + line_ends(&text[..start])
}

/// The line ends in a text, by the rule of [`walk`]: `\n`, `\r\n`, or `\r` alone as old programs write it.
fn line_ends(text: &[u8]) -> u64 {
    let is_one = |at: &usize| text[*at] == b'\n' || text.get(at + 1) != Some(&b'\n');
    memchr::memchr2_iter(b'\r', b'\n', text)
        .filter(is_one)
        .count() as u64
}

fn wrong_delimiter(name: &str, line: u64, mark: &str) -> Finding {
    let says = format!("has headings that are separated by {mark}, not by commas");
    let action =
        "save the file as CSV (comma delimited); in Excel the regional list separator decides";
    let place = At::Known(Place { line, column: 1 });
    form_problem(name, &WRONG_DELIMITER, place, (&says, action))
}
