//! Reading the rows of a directory in parallel, block by block of its bytes.
//!
//! A line belongs to the block in which it starts. Every block is read into a buffer of its own size, so that the
//! memory in use is that of the rows as numbers (16 bytes each, twice while they are put together), whatever the size
//! of the files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use memchr::memchr;
use rayon::prelude::*;

use super::area_code::AreaCode;
use super::entry::Row;
use super::line::{Fault, LineReader};
use super::table::{Table, unreadable};
use crate::ingest::Problems;

/// Bytes of a block: small enough for the processor's cache, large enough that opening the file costs nothing.
const BLOCK: u64 = 1 << 20;

/// Bytes after which a line without an end is given up.
const LONGEST_LINE: usize = 64 << 10;

/// The rows of all files of a directory.
#[derive(Debug, Default)]
pub struct Rows {
    /// Rows that can be used, in order of the files.
    pub rows: Vec<Row>,
    /// The county of each district of an English county.
    pub counties: BTreeMap<AreaCode, AreaCode>,
    /// Lines that are not blank.
    pub lines: u64,
    /// Lines of them with a fault, whether or not the row is used.
    pub faulty: u64,
    /// The first of those.
    pub first_fault: Option<Place>,
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub fault: Fault,
    pub file: String,
    /// Line and character, from 1.
    pub line: u64,
    pub column: u64,
    pub value: String,
}

/// What a block has given.
#[derive(Debug, Default)]
struct Block {
    rows: Vec<Row>,
    counties: BTreeMap<AreaCode, AreaCode>,
    /// Lines that start in it, blank ones too.
    started: u64,
    lines: u64,
    faulty: u64,
    /// The fault, how many lines start in the block before it, its character, and the value.
    first_fault: Option<(Fault, u64, u64, String)>,
}

/// Reads all rows of these files.
pub fn read(tables: &[Table]) -> Result<Rows, Problems> {
    read_in_blocks(tables, BLOCK)
}

fn read_in_blocks(tables: &[Table], size: u64) -> Result<Rows, Problems> {
    let readers: Vec<LineReader> = tables.iter().map(|t| LineReader::new(&t.columns)).collect();
    let blocks: Vec<(usize, u64)> = (0..tables.len())
        .flat_map(|table| {
            let starts = (tables[table].rows_from..tables[table].size).step_by(size as usize);
            starts.map(move |from| (table, from))
        })
        .collect();
    let blocks_read: Vec<io::Result<Block>> = blocks
        .par_iter()
        .map_init(Vec::new, |buffer, &(table, from)| {
            let to = (from + size).min(tables[table].size);
            let skip_first = from > tables[table].rows_from;
            fill(buffer, &tables[table], from - u64::from(skip_first), to)?;
            Ok(block(
                buffer,
                &readers[table],
                skip_first,
                (to - from) as usize,
            ))
        })
        .collect();
    let mut all = Rows::default();
    let counts = blocks_read.iter().flatten().map(|block| block.rows.len());
    all.rows.reserve_exact(counts.sum());
    let (mut table, mut line) = (usize::MAX, 0);
    for (&(of, _), block) in blocks.iter().zip(blocks_read) {
        if of != table {
            (table, line) = (of, tables[of].first_line);
        }
        let name = &tables[of].name;
        all.append(
            block.map_err(|error| unreadable(name, &error))?,
            name,
            &mut line,
        );
    }
    Ok(all)
}

impl Rows {
    fn append(&mut self, block: Block, name: &str, line: &mut u64) {
        self.rows.extend(block.rows);
        for (district, county) in block.counties {
            note_county(&mut self.counties, district, county);
        }
        self.lines += block.lines;
        self.faulty += block.faulty;
        if self.first_fault.is_none() {
            self.first_fault = block
                .first_fault
                .map(|(fault, before, column, value)| Place {
                    fault,
                    file: name.to_owned(),
                    line: *line + before,
                    column,
                    value,
                });
        }
        *line += block.started;
    }
}

/// The smallest code wins, so that the order of reading does not matter.
fn note_county(counties: &mut BTreeMap<AreaCode, AreaCode>, district: AreaCode, county: AreaCode) {
    let noted = counties.entry(district).or_insert(county);
    *noted = county.min(*noted);
}

/// Fills the buffer with the bytes of a block and the rest of its last line.
fn fill(buffer: &mut Vec<u8>, table: &Table, from: u64, to: u64) -> io::Result<()> {
    let mut file = File::open(&table.path)?;
    file.seek(SeekFrom::Start(from))?;
    buffer.clear();
    (&file).take(to - from).read_to_end(buffer)?;
    let end = buffer.len();
    while buffer.len() - end < LONGEST_LINE
        && memchr(b'\n', &buffer[end.saturating_sub(1)..]).is_none()
    {
        if (&file).take(4096).read_to_end(buffer)? == 0 {
            break;
        }
    }
    Ok(())
}

/// Reads the lines that start in a block of so many bytes. Where the line before is to be skipped, the buffer starts
/// with the byte before the block, so that a line that starts with the block is not lost.
fn block(buffer: &[u8], reader: &LineReader, skip_first: bool, length: usize) -> Block {
    let mut found = Block::default();
    let (mut at, end) = if skip_first {
        let first = memchr(b'\n', buffer).map_or(buffer.len(), |n| n + 1);
        (first, length + 1)
    } else {
        (0, length)
    };
    let mut last = (AreaCode::default(), AreaCode::default());
    // Rows of a directory are 350 to 550 bytes long.
    found.rows.reserve(length / 300);
    while at < end.min(buffer.len()) {
        let rest = &buffer[at..];
        let line = &rest[..memchr(b'\n', rest).unwrap_or(rest.len())];
        at += line.len() + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let number = found.started;
        found.started += 1;
        match reader.read(line) {
            Err(_) if line.iter().all(|b| b.is_ascii_whitespace() || *b == b',') => continue,
            Err(fault) => found.fault(reader, fault, number, line),
            Ok(reading) => {
                found.rows.push(reading.row);
                let pair = (reading.district, reading.county);
                if pair != last {
                    last = pair;
                    if reading.county.is_county() {
                        note_county(&mut found.counties, reading.district, reading.county);
                    }
                }
                if let Some(fault) = reading.fault {
                    found.fault(reader, fault, number, line);
                }
            }
        }
        found.lines += 1;
    }
    found
}

impl Block {
    fn fault(&mut self, reader: &LineReader, fault: Fault, number: u64, line: &[u8]) {
        self.faulty += 1;
        if self.first_fault.is_none() {
            let (column, value) = reader.point_out(fault, line);
            self.first_fault = Some((fault, number, column, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::start_of;
    use super::*;
    use std::fmt::Write;

    #[test]
    fn no_row_is_lost_or_doubled_wherever_a_block_ends() {
        let mut text = String::from("pcds,doterm,oslaua,oseast1m,osnrth1m\n");
        for n in 0..40 {
            // Rows of several lengths, a blank line and a fault.
            let _ = writeln!(text, "HR{n} 2AB,,E06000019,{},{}", 7_u32.pow(n % 7), n);
        }
        text.push_str("\r\nHR1 2AD,,E06000019,x,1\r\nHR1 2AE,,E06000019,1,1");
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        std::fs::write(&path, &text).unwrap();
        let (start, size) = start_of(&path, "a.csv").unwrap();
        let table = Table::open(&path, "a.csv", &start, size).unwrap();
        let whole = read_in_blocks(std::slice::from_ref(&table), size).unwrap();
        assert_eq!((whole.rows.len(), whole.lines, whole.faulty), (42, 42, 1));
        assert_eq!(whole.first_fault.as_ref().unwrap().line, 43);
        for bytes in 1..120 {
            let parts = read_in_blocks(std::slice::from_ref(&table), bytes).unwrap();
            assert_eq!(parts.rows, whole.rows, "blocks of {bytes} bytes");
            assert_eq!((parts.lines, parts.faulty), (whole.lines, whole.faulty));
            assert_eq!(parts.first_fault, whole.first_fault);
        }
    }
}
