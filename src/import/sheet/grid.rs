//! The cells of a workbook as text, through calamine: the sheets with their rows, and nothing of what they mean.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, SheetType, Sheets, Xlsx, open_workbook_auto_from_rs};

/// Rows of a sheet that are read; no list of ours has nearly as many.
const MOST_ROWS: u32 = 1 << 20;

/// Columns of a sheet that are read. Somebody may have typed into the last of the 16,384.
const MOST_COLUMNS: u32 = 1 << 10;

/// A row with its number on the sheet, from 1.
pub type Numbered = (u64, Vec<String>);

/// A sheet: its name, and its rows that are not blank.
pub type Grid = (String, Vec<Numbered>);

type Book = Sheets<Cursor<Vec<u8>>>;

/// Reads every sheet with cells; `Err` says why it cannot be done.
pub fn read(bytes: Vec<u8>) -> Result<Vec<Grid>, String> {
    // The reader does not check every number of a damaged file, and a panic would take the program with it.
    std::panic::catch_unwind(|| sheets(bytes))
        .unwrap_or_else(|_| Err("the file is damaged".to_owned()))
}

fn sheets(bytes: Vec<u8>) -> Result<Vec<Grid>, String> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(in_words)?;
    let sheets = book.sheets_metadata().iter();
    // Charts have sheets of their own.
    let with_cells = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = with_cells.map(|sheet| sheet.name.clone()).collect();
    let mut grids = Vec::new();
    for name in names {
        let mut rows = rows_of(&mut book, &name)?;
        rows.retain(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
        for merged in merged_cells(&mut book, &name) {
            fill_down(&mut rows, &merged);
        }
        grids.push((name, rows));
    }
    Ok(grids)
}

fn in_words(error: impl Display) -> String {
    error.to_string()
}

fn rows_of(book: &mut Book, sheet: &str) -> Result<Vec<Numbered>, String> {
    if let Sheets::Xlsx(book) = book {
        return sparse_rows(book, sheet);
    }
    let range = book.worksheet_range(sheet).map_err(in_words)?;
    let (top, left) = range.start().unwrap_or_default();
    // Blank columns at the left count, so that messages name the column that people see.
    let row_of = |row: &[Data]| -> Vec<String> {
        let blank = std::iter::repeat_n(String::new(), left as usize);
        blank.chain(row.iter().map(text_of)).collect()
    };
    let rows = range.rows().take(MOST_ROWS as usize).map(row_of);
    Ok((u64::from(top) + 1..).zip(rows).collect())
}

/// Reads a sheet cell by cell: one stray value in the last corner would make a table of 17 thousand million cells.
fn sparse_rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Vec<Numbered>, String> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(in_words)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(in_words)? {
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            continue;
        }
        let text = text_of(&cell.get_value().clone().into());
        if text.is_empty() {
            continue;
        }
        let row = rows.entry(row).or_default();
        let column = column as usize;
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
    }
    let numbered = rows.into_iter();
    Ok(numbered
        .map(|(row, cells)| (u64::from(row) + 1, cells))
        .collect())
}

/// The merged cells of a sheet. Where the format does not tell them, there are none.
fn merged_cells(book: &mut Book, sheet: &str) -> Vec<Dimensions> {
    let merged = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).ok(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).ok(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => None,
    };
    merged.unwrap_or_default()
}

/// Gives the value of a merged cell to every row that it covers: a workbook keeps it in the first one alone, and
/// people read it in all of them. Only downwards, for a title across the columns is no heading of each; and only to
/// rows that say something else too.
fn fill_down(rows: &mut [Numbered], merged: &Dimensions) {
    let column = merged.start.1 as usize;
    let (first, last) = (u64::from(merged.start.0) + 1, u64::from(merged.end.0) + 1);
    let start = rows.partition_point(|(line, _)| *line < first);
    let end = rows.partition_point(|(line, _)| *line <= last);
    let Some(((line, top), below)) = rows
        .get_mut(start..end)
        .and_then(<[Numbered]>::split_first_mut)
    else {
        return;
    };
    let value = top.get(column).filter(|value| !value.is_empty());
    let Some(value) = value.filter(|_| *line == first) else {
        return;
    };
    for (_, row) in below {
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        if row[column].is_empty() {
            row[column].clone_from(value);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, cells: &[&str]) -> Numbered {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn merged_cells_reach_the_rows_below() {
        let mut rows = vec![
            row(2, &["a", "x"]),
            row(3, &["", "y"]),
            row(5, &[]),
            row(6, &[""]),
        ];
        let merged = Dimensions::new((1, 0), (4, 0));
        fill_down(&mut rows, &merged);
        let first: Vec<_> = rows.iter().map(|(_, row)| row[0].as_str()).collect();
        assert_eq!(first, ["a", "a", "a", ""]);
        // A merged cell whose first row is not there says nothing.
        fill_down(&mut rows, &Dimensions::new((3, 1), (5, 1)));
        assert_eq!(rows[3].1, [""]);
    }
}
