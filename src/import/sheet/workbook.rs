//! Workbooks (`.xlsx`, `.xls`, `.ods`).

use super::cells::Cells;
use super::grid::{self, Numbered};
use super::heading::Heading;
use super::{Body, HEADINGS_WITHIN, Sheet, one};
use crate::ingest::Problems;
use crate::ingest::codes::UNREADABLE;
use crate::ingest::log::{At, Finding};

/// Reads every sheet that is not empty.
pub fn read(
    bytes: Vec<u8>,
    name: &str,
    is_heading: &dyn Fn(&[Heading]) -> bool,
) -> Result<Vec<Sheet>, Problems> {
    let grids = grid::read(bytes).map_err(|error| {
        let message = format!("{name} cannot be read as a workbook: {error}");
        let action =
            "open it in the spreadsheet program and save it again as .xlsx or as CSV UTF-8";
        one(
            name,
            Finding::new(&UNREADABLE, At::File, message).action(action),
        )
    })?;
    let sheets = grids.into_iter().filter_map(|(sheet_name, rows)| {
        let name = format!("{name} [{sheet_name}]");
        sheet(rows, name, is_heading)
    });
    Ok(sheets.collect())
}

fn sheet(
    rows: Vec<Numbered>,
    name: String,
    is_heading: &dyn Fn(&[Heading]) -> bool,
) -> Option<Sheet> {
    let near_top = rows.iter().take(HEADINGS_WITHIN);
    let headings: Vec<Vec<Heading>> = near_top
        .map(|(_, row)| row.iter().map(|cell| Heading::of(cell)).collect())
        .collect();
    let found = headings.iter().position(|row| is_heading(row));
    let is_filled = |row: &Vec<Heading>| row.iter().any(|h| !h.text.is_empty());
    let at = found.or_else(|| headings.iter().position(is_filled))?;
    let above = headings[..at].iter().flatten().map(|h| h.text.clone());
    let preamble = above.filter(|text| !text.is_empty()).collect();
    let heading_line = rows[at].0;
    Some(Sheet {
        name,
        headings: headings.into_iter().nth(at)?,
        preamble,
        is_windows_1252: false,
        body: Body::Cells(Cells {
            rows: rows.into_iter().skip(at + 1).collect(),
            heading_line,
        }),
    })
}
