//! Workbooks (`.xlsx`, `.xls`, `.ods`), through calamine.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::cells::Cells;
use super::heading::Heading;
use super::{Body, HEADINGS_WITHIN, Sheet, one};
use crate::ingest::Problems;
use crate::ingest::codes::UNREADABLE;
use crate::ingest::log::{At, Finding};

/// Rows of a sheet that are read; no list of ours has nearly as many.
const MOST_ROWS: usize = 1 << 20;

/// Reads every sheet that is not empty.
pub fn read(
    bytes: Vec<u8>,
    name: &str,
    is_heading: &dyn Fn(&[Heading]) -> bool,
) -> Result<Vec<Sheet>, Problems> {
    let broken = |error: &dyn std::fmt::Display| {
        let message = format!("{name} cannot be read as a workbook: {error}");
        let finding = Finding::new(&UNREADABLE, At::File, message);
        one(
            name,
            finding.action(
                "open it in the spreadsheet program and save it again as .xlsx or as CSV UTF-8",
            ),
        )
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let mut sheets = Vec::new();
    for sheet_name in book.sheet_names() {
        let range = book.worksheet_range(&sheet_name).map_err(|e| broken(&e))?;
        let first_line = range.start().map_or(1, |(row, _)| u64::from(row) + 1);
        let rows: Vec<Vec<String>> = range
            .rows()
            .take(MOST_ROWS)
            .map(|row| row.iter().map(text_of).collect())
            .collect();
        let name = format!("{name} [{sheet_name}]");
        sheets.extend(sheet(rows, first_line, name, is_heading));
    }
    Ok(sheets)
}

fn sheet(
    rows: Vec<Vec<String>>,
    first_line: u64,
    name: String,
    is_heading: &dyn Fn(&[Heading]) -> bool,
) -> Option<Sheet> {
    let near_top = rows.iter().take(HEADINGS_WITHIN);
    let headings: Vec<Vec<Heading>> = near_top
        .map(|row| row.iter().map(|cell| Heading::of(cell)).collect())
        .collect();
    let found = headings.iter().position(|row| is_heading(row));
    let is_filled = |row: &Vec<Heading>| row.iter().any(|h| !h.text.is_empty());
    let at = found.or_else(|| headings.iter().position(is_filled))?;
    let above = headings[..at].iter().flatten().map(|h| h.text.clone());
    let preamble = above.filter(|text| !text.is_empty()).collect();
    let numbered = rows.into_iter().zip(first_line..);
    let below = numbered
        .skip(at + 1)
        .map(|(row, line)| (line, row))
        .collect();
    Some(Sheet {
        name,
        headings: headings.into_iter().nth(at)?,
        preamble,
        is_windows_1252: false,
        body: Body::Cells(Cells {
            rows: below,
            heading_line: first_line + at as u64,
        }),
    })
}

/// A cell as text: dates as yyyy-mm-dd, whole numbers without decimals, errors as the spreadsheet shows them.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(when) => {
            let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
    }
}
