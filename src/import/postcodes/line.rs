//! One line of a directory: its fields, and what they say.

use memchr::memchr;

use super::area_code::AreaCode;
use super::entry::Row;
use super::headings::Columns;
use super::postcode::read_whole;
use crate::model::Location;

/// Columns that are read, in this order.
const POSTCODE: usize = 0;
const TERMINATED: usize = 1;
const DISTRICT: usize = 2;
const COUNTY: usize = 3;
const EASTING: usize = 4;
const NORTHING: usize = 5;
const GRID_QUALITY: usize = 6;
const COUNTRY: usize = 7;
const WANTED: usize = 8;

/// Finds the wanted fields of a line. A row is one line: no publisher breaks a field of a directory over two.
#[derive(Debug)]
pub struct LineReader {
    /// For each column, up to the last wanted one, the wanted fields that it gives, as bits.
    wanted_by: Vec<u8>,
    columns: Columns,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub row: Row,
    pub district: AreaCode,
    pub county: AreaCode,
    /// What is wrong with the row, which is used all the same.
    pub fault: Option<Fault>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The row ends before a column that is needed.
    Short,
    /// The postcode is none.
    Postcode,
    /// The district is not an ONS code of nine characters.
    District,
    /// The easting is not a whole number of metres on the grid.
    Easting,
    /// The northing is not a whole number of metres on the grid.
    Northing,
}

impl LineReader {
    pub fn new(columns: &Columns) -> Self {
        let places = columns.in_order();
        let last = places.iter().flatten().max().copied().unwrap_or(0);
        let mut wanted_by = vec![0; last + 1];
        for (wanted, place) in places.iter().enumerate() {
            if let Some(place) = place {
                wanted_by[*place] |= 1 << wanted;
            }
        }
        Self {
            wanted_by,
            columns: columns.clone(),
        }
    }

    /// Reads a line without its end. A row without a usable postcode or district is an error; one whose coordinates
    /// are wrong has no location.
    pub fn read(&self, line: &[u8]) -> Result<Reading, Fault> {
        let fields = self.fields(line).ok_or(Fault::Short)?;
        let postcode = read_whole(fields[POSTCODE]).ok_or(Fault::Postcode)?;
        let named = AreaCode::read(fields[DISTRICT].trim_ascii()).ok_or(Fault::District)?;
        let country = AreaCode::read(fields[COUNTRY].trim_ascii()).unwrap_or_default();
        let letter = named.letter().or(country.letter());
        // A date of zeros is none.
        let is_terminated = fields[TERMINATED].iter().any(|b| matches!(b, b'1'..=b'9'));
        let (location, fault) = match location(&fields, letter) {
            Ok(location) => (location, None),
            Err(fault) => (None, Some(fault)),
        };
        Ok(Reading {
            row: Row::new(postcode, is_terminated, location, named),
            district: named,
            county: AreaCode::read(fields[COUNTY].trim_ascii()).unwrap_or_default(),
            fault,
        })
    }

    fn fields<'a>(&self, line: &'a [u8]) -> Option<[&'a [u8]; WANTED]> {
        let mut found: [&[u8]; WANTED] = [&[]; WANTED];
        let mut at = 0;
        for &wanted in &self.wanted_by {
            let (field, next) = field(line, at)?;
            at = next;
            let mut wanted = wanted;
            while wanted != 0 {
                found[wanted.trailing_zeros() as usize] = field;
                wanted &= wanted - 1;
            }
        }
        Some(found)
    }

    /// Where a fault is in its line, as a character from 1, and the value there.
    pub fn point_out(&self, fault: Fault, line: &[u8]) -> (u64, String) {
        let column = match fault {
            Fault::Short => return (1, String::from_utf8_lossy(line).into_owned()),
            Fault::Postcode => self.columns.postcode,
            Fault::District => self.columns.district,
            Fault::Easting => self.columns.easting,
            Fault::Northing => self.columns.northing,
        };
        let (at, text) = nth_field(line, column).unwrap_or((0, &[]));
        let before = String::from_utf8_lossy(&line[..at]).chars().count();
        (
            before as u64 + 1,
            String::from_utf8_lossy(text).into_owned(),
        )
    }
}

/// The field that starts at a byte, without quotation marks around it, and where the next one starts; `None` after
/// the last.
fn field(line: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = line.get(at..)?;
    if rest.first() != Some(&b'"') {
        let length = memchr(b',', rest).unwrap_or(rest.len());
        return Some((&rest[..length], at + length + 1));
    }
    let mut from = 1;
    let close = loop {
        match memchr(b'"', &rest[from..]) {
            None => return Some((&rest[1..], line.len() + 1)),
            // A mark inside a field is written twice.
            Some(n) if rest.get(from + n + 1) == Some(&b'"') => from += n + 2,
            Some(n) => break from + n,
        }
    };
    // The usual case is looked at without another search: most of the reading is here.
    let after = match rest.get(close + 1) {
        Some(b',') => 1,
        _ => memchr(b',', &rest[close..]).unwrap_or(rest.len() - close),
    };
    Some((&rest[1..close], at + close + after + 1))
}

/// All fields of a line.
pub fn fields(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (text, next) = field(line, at)?;
        at = next;
        Some(text)
    })
}

/// A field by its number, with the byte at which it starts.
pub fn nth_field(line: &[u8], column: usize) -> Option<(usize, &[u8])> {
    let mut at = 0;
    for _ in 0..column {
        (_, at) = field(line, at)?;
    }
    field(line, at).map(|(text, _)| (at, text))
}

/// The location of a row, if it has one. Northern Ireland's coordinates are on the Irish Grid, whose numbers would be
/// somewhere else on this one, so its postcodes have none.
fn location(fields: &[&[u8]; WANTED], letter: Option<u8>) -> Result<Option<Location>, Fault> {
    let has_none = fields[GRID_QUALITY].trim_ascii() == b"9" || letter == Some(b'N');
    let (easting, northing) = (fields[EASTING].trim_ascii(), fields[NORTHING].trim_ascii());
    if has_none || (easting.is_empty() && northing.is_empty()) {
        return Ok(None);
    }
    let easting = metres(easting).ok_or(Fault::Easting)?;
    let northing = metres(northing).ok_or(Fault::Northing)?;
    if (easting, northing) == (0, 0) {
        return Ok(None);
    }
    if Location::new(easting, 0).is_none() {
        return Err(Fault::Easting);
    }
    let location = Location::new(easting, northing).ok_or(Fault::Northing)?;
    Ok(Some(location))
}

fn metres(text: &[u8]) -> Option<i32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i32::from(byte - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader() -> LineReader {
        let headings = "pcds,doterm,oscty,oslaua,oseast1m,osnrth1m,osgrdind,ctry,rest";
        let columns = Columns::find(headings.as_bytes(), "a.csv", 1).unwrap();
        LineReader::new(&columns)
    }

    fn location(line: &str) -> Result<Option<(i32, i32)>, Fault> {
        let reading = reader().read(line.as_bytes())?;
        let at = reading.row.entry(0).location();
        reading.fault.map_or(Ok(()), Err)?;
        Ok(at.map(|at| (at.easting, at.northing)))
    }

    #[test]
    fn quoted_and_plain_fields_say_the_same() {
        let plain = reader().read(b"HR1 2AB,,E99999999,E06000019,351000,0240000,1,E92000001,x");
        let quoted = reader().read(
            b"\"HR1 2AB\",\"\",\"E99999999\",\"E06000019\",\"351000\",\"0240000\",\"1\",\"E92000001\",\"x, \"\"y\"\"\"",
        );
        assert_eq!(plain, quoted);
        let row = plain.unwrap().row;
        assert!(!row.entry(0).is_terminated());
        let gone = reader().read(b"HR1 2AB,199606,E99999999,E06000019,351000,240000,1,,");
        assert!(gone.unwrap().row.entry(0).is_terminated());
    }

    #[test]
    fn a_comma_in_quotation_marks_separates_nothing() {
        assert_eq!(
            nth_field(b"a,\"b, \"\"c\"\"\",d", 2),
            Some((13, b"d".as_slice()))
        );
        assert_eq!(nth_field(b"a,\"open,b", 1), Some((2, b"open,b".as_slice())));
        assert_eq!(nth_field(b"a,", 1), Some((2, b"".as_slice())));
        assert_eq!(nth_field(b"a,", 2), None);
    }

    #[test]
    fn a_row_may_have_no_location() {
        let at = |text: &str| location(&format!("HR1 2AB,,,E06000019,{text},,"));
        assert_eq!(at("351000,240000,1"), Ok(Some((351_000, 240_000))));
        assert_eq!(at("351000,240000,9"), Ok(None));
        assert_eq!(at(",,"), Ok(None));
        assert_eq!(at("0,0,"), Ok(None));
        assert_eq!(at("351000,,1"), Err(Fault::Northing));
        assert_eq!(at("351 000,240000,1"), Err(Fault::Easting));
        assert_eq!(at("700001,240000,1"), Err(Fault::Easting));
        assert_eq!(at("351000,-1,1"), Err(Fault::Northing));
        let irish = "BT1 1AA,,N99999999,N09000003,333000,374000,1,N92000002,";
        assert_eq!(location(irish), Ok(None));
    }

    #[test]
    fn a_row_that_cannot_be_used_says_where() {
        let refused = |line: &str| {
            let fault = reader().read(line.as_bytes()).unwrap_err();
            (fault, reader().point_out(fault, line.as_bytes()))
        };
        let short = refused("HR1 2AB,,E99999999");
        assert_eq!(short.0, Fault::Short);
        let postcode = refused("\u{e9},,,E06000019,1,1,1,,");
        assert_eq!(postcode, (Fault::Postcode, (1, "\u{e9}".to_owned())));
        let district = refused("HR1 2AB,,,00GA,1,1,1,,");
        assert_eq!(district, (Fault::District, (11, "00GA".to_owned())));
    }
}
