//! From the byte of a record to the line and character of a field. Only done when there is something to
//! report: one walk over the raw bytes of the file answers for all its problems.

use std::collections::HashMap;
use std::io::{self, BufRead};

/// A field of a record: the byte at which the reader says that the record starts, and the field's number.
pub type Spot = (u64, usize);

/// Line and character, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line.
    pub line: u64,
    /// Character in the line.
    pub column: u64,
}

impl Place {
    /// Where a byte of a text is; past the end, the end.
    pub fn of_byte(text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() as u64 + 1,
            column: before[start..].chars().count() as u64 + 1,
        }
    }
}

/// What a walk over a file has found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Where each spot is.
    pub places: HashMap<Spot, Place>,
    /// Number of the field that is still inside quotation marks where the file ends.
    pub open_quote: Option<usize>,
}

/// Walks over a file by the same rules as the CSV reader: `\r`, `\n` and `\r\n` end a record, blank lines
/// are no records, a quoted field starts with a quotation mark, and a doubled mark inside stands for one.
/// Stops when every spot is found; without spots, at the end of the file.
pub fn walk(file: impl BufRead, mut wanted: Vec<Spot>) -> io::Result<Walk> {
    wanted.sort_unstable();
    wanted.dedup();
    wanted.reverse();
    let to_the_end = wanted.is_empty();
    let mut walker = Walker::new(wanted);
    let mut file = file;
    let mut first = true;
    loop {
        let mut bytes = file.fill_buf()?;
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        if std::mem::take(&mut first) && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes = &bytes[3..];
            walker.byte = 3;
        }
        for &byte in bytes {
            walker.step(byte);
        }
        file.consume(length);
        if walker.wanted.is_empty() && !to_the_end {
            break;
        }
    }
    Ok(walker.finish())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    RecordStart,
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

struct Walker {
    /// Spots still to be found, the first one last.
    wanted: Vec<Spot>,
    places: HashMap<Spot, Place>,
    state: State,
    byte: u64,
    here: Place,
    after_return: bool,
    field: usize,
    field_start: Place,
}

impl Walker {
    fn new(wanted: Vec<Spot>) -> Self {
        let start = Place { line: 1, column: 1 };
        Self {
            wanted,
            places: HashMap::new(),
            state: State::RecordStart,
            byte: 0,
            here: start,
            after_return: false,
            field: 0,
            field_start: start,
        }
    }

    fn step(&mut self, byte: u8) {
        self.state = match (self.state, byte) {
            (State::RecordStart, b'\r' | b'\n') => State::RecordStart,
            (State::RecordStart, _) => {
                self.field = 0;
                self.start_field();
                in_field(byte).unwrap_or_else(|| self.next_field())
            }
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::Quoted, _) | (State::QuoteInQuoted, b'"') => State::Quoted,
            (_, b'\r' | b'\n') => {
                self.end_record();
                State::RecordStart
            }
            (State::FieldStart, _) => {
                self.start_field();
                in_field(byte).unwrap_or_else(|| self.next_field())
            }
            (_, b',') => self.next_field(),
            _ => State::Plain,
        };
        self.advance(byte);
    }

    fn next_field(&mut self) -> State {
        self.field += 1;
        State::FieldStart
    }

    fn advance(&mut self, byte: u8) {
        self.byte += 1;
        let second_half = self.after_return && byte == b'\n';
        self.after_return = byte == b'\r';
        match byte {
            b'\n' if second_half => {}
            b'\n' | b'\r' => {
                self.here.line += 1;
                self.here.column = 1;
            }
            // Continuation bytes of UTF-8 belong to the character before them.
            0x80..=0xBF => {}
            _ => self.here.column += 1,
        }
    }

    /// Answers every spot at or before the field that starts here.
    fn start_field(&mut self) {
        self.field_start = self.here;
        self.answer(self.field);
    }

    /// Spots beyond the last field of a short record are shown at its end.
    fn end_record(&mut self) {
        self.field_start = self.here;
        self.answer(usize::MAX);
    }

    fn answer(&mut self, up_to: usize) {
        while let Some(&(byte, field)) = self.wanted.last()
            && byte <= self.byte
            && field <= up_to
        {
            self.places.insert((byte, field), self.field_start);
            self.wanted.pop();
        }
    }

    fn finish(mut self) -> Walk {
        let open_quote = (self.state == State::Quoted).then_some(self.field);
        self.byte = u64::MAX;
        self.end_record();
        Walk {
            places: self.places,
            open_quote,
        }
    }
}

/// The state inside a field that begins with this byte; `None` if the byte ends the field at once.
fn in_field(byte: u8) -> Option<State> {
    match byte {
        b'"' => Some(State::Quoted),
        b',' => None,
        _ => Some(State::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, spots: &[Spot]) -> Vec<(u64, u64)> {
        let walk = walk(text.as_bytes(), spots.to_vec()).unwrap();
        let place = |spot| walk.places.get(spot).map_or((0, 0), |p| (p.line, p.column));
        spots.iter().map(place).collect()
    }

    #[test]
    fn fields_are_found_after_quoted_line_breaks_and_accents() {
        let text = "a,b,c\n\"x\ny\",é,3\r\n\r\n,,z\n";
        let spots = [(0, 2), (6, 0), (6, 1), (6, 2), (17, 0), (17, 1), (17, 2)];
        let found = [(1, 5), (2, 1), (3, 4), (3, 6), (5, 1), (5, 2), (5, 3)];
        assert_eq!(places(text, &spots), found);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(
            places("\u{feff}a,b\n1,2\n", &[(0, 1), (7, 1)]),
            [(1, 3), (2, 3)]
        );
    }

    #[test]
    fn a_short_record_is_shown_at_its_end() {
        assert_eq!(
            places("a,b,c\n1,2\n3,4,5\n", &[(6, 2), (10, 2)]),
            [(2, 4), (3, 5)]
        );
        assert_eq!(places("a,b\n1", &[(4, 1)]), [(2, 2)]);
    }

    #[test]
    fn an_open_quote_is_seen() {
        let walk = walk("a,b\n1,\"2\n".as_bytes(), Vec::new()).unwrap();
        assert_eq!(walk.open_quote, Some(1));
    }
}
