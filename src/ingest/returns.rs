//! `returns.csv`: the rows of episodes as the returns have them, for methods that merge them in their own way.

use std::path::Path;
use std::sync::Arc;

use super::codes::{EMPTY_FILE, FUTURE_DATE, MISSING_COLUMN, MISSING_FILE};
use super::column::Cell;
use super::diagnostic::Problems;
use super::line::Line;
use super::log::{At, Finding, Log};
use super::rows::{Loaded, load};
use super::tables::{RETURNS, ReturnRow};
use crate::model::{Coded, Date, Returned};

/// The rows of `returns.csv`.
#[derive(Debug)]
pub struct ReturnedRows {
    /// The rows, in the order of the file.
    pub rows: Vec<Returned>,
    /// Name and SHA-256 of the file.
    pub input_hash: (String, String),
}

/// Columns that may be blank in a row, and without which the rows of all children would be misread.
const NEEDED: [&str; 6] = [
    "year",
    "date_of_birth",
    "rne",
    "place",
    "place_provider",
    "dec",
];

/// Last year of a date: later ones stand for "no end" in some systems, and would stretch the data by centuries.
const LAST_YEAR: i16 = 2200;

const IMPORT_AGAIN: &str =
    "import the returns (placewell import ssda903), which writes returns.csv into the folder";

/// Reads `returns.csv` of a council folder; everything that is wrong is reported at once. Columns that no such method
/// uses are not looked at.
pub fn read_returns(dir: &Path) -> Result<ReturnedRows, Problems> {
    if !dir.join(RETURNS.file).exists() {
        let message = "returns.csv is not in the folder: the method works on the rows as returned";
        let mut log = Log::of(RETURNS.file);
        log.add(Finding::new(&MISSING_FILE, At::File, message).action(IMPORT_AGAIN));
        return Err(settled(log, dir));
    }
    let mut shared = Shared::default();
    let mut loaded = load(dir, RETURNS, None, |line| read_row(line, &mut shared));
    check_columns(&mut loaded);
    let problems = settled(loaded.log, dir);
    match loaded.hash {
        Some(hash) if !problems.has_errors() => Ok(ReturnedRows {
            rows: loaded.rows,
            input_hash: (RETURNS.file.to_owned(), hash),
        }),
        _ => Err(problems),
    }
}

fn settled(log: Log, dir: &Path) -> Problems {
    let mut problems = Problems::default();
    log.settle(dir, &mut problems);
    problems
}

fn check_columns(loaded: &mut Loaded<Returned>) {
    if loaded.rows.is_empty() && loaded.complete {
        let finding = Finding::new(&EMPTY_FILE, At::File, "returns.csv has no rows");
        loaded.log.add(finding.action(IMPORT_AGAIN));
    }
    for name in NEEDED {
        if !loaded.rows.is_empty() && !loaded.has(name) {
            let message = format!("the column {name} is missing from returns.csv");
            let finding = Finding::new(&MISSING_COLUMN, At::Field((0, 0)), message);
            loaded.log.add(finding.action(IMPORT_AGAIN));
        }
    }
}

/// Texts that a row usually has in common with the row before.
struct Shared {
    file: Arc<str>,
    child: Arc<str>,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            file: Arc::from(""),
            child: Arc::from(""),
        }
    }
}

fn read_row(line: &mut Line<'_>, shared: &mut Shared) -> Option<Returned> {
    let row: ReturnRow<'_> = line.fields()?;
    let id = line.id(row.child_id());
    let start = dated(line, row.decom());
    let label: Option<i16> = line.whole(row.year());
    let found: Option<i16> = line.whole(row.return_year());
    share(&mut shared.file, row.file().text);
    share(&mut shared.child, id.as_deref().unwrap_or_default());
    let returned = Returned {
        file: Arc::clone(&shared.file),
        line: line.whole(row.line()).unwrap_or(0),
        year: label.or(found),
        child_id: Arc::clone(&shared.child),
        born: dated(line, row.date_of_birth()),
        start: start.unwrap_or(Date::ZERO),
        reason_start: as_code(row.rne()),
        place: as_code(row.place()),
        provider: as_code(row.place_provider()),
        end: dated(line, row.dec()),
    };
    id.and(start).map(|_| returned)
}

fn share(last: &mut Arc<str>, text: &str) {
    if **last != *text {
        *last = Arc::from(text);
    }
}

/// A code as returned. What cannot be one is no fault here: the import has reported it.
fn as_code(cell: Cell<'_>) -> Option<Coded> {
    Coded::try_from_str(cell.text)
        .ok()
        .filter(|code| !code.is_empty())
}

fn dated(line: &mut Line<'_>, cell: Cell<'_>) -> Option<Date> {
    let date = line.past(cell)?;
    if date.year() > LAST_YEAR {
        let message = format!("is after the year {LAST_YEAR}");
        let action = "leave the date blank where there is none, in the return, and import it again";
        line.fault(&FUTURE_DATE, cell, &message, action);
        return None;
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str =
        "file,line,year,return_year,child_id,date_of_birth,decom,rne,place,place_provider,dec\n";

    fn read(text: &str) -> Result<Vec<Returned>, String> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("returns.csv"), text).unwrap();
        let read = read_returns(dir.path());
        read.map(|read| read.rows)
            .map_err(|problems| problems.render())
    }

    #[test]
    fn rows_are_read_as_returned() {
        let rows = "e.csv,7,2018,2019,C1,2010-05-01,2017-04-01,S,U4,PR1,\ne.csv,8,,2019,C1,,2018-04-01,a long reason,,,2018-05-01\n";
        let rows = read(&format!("{HEADING}{rows}")).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[0].year, rows[0].line, rows[0].end),
            (Some(2018), 7, None)
        );
        assert_eq!(rows[0].place.unwrap().as_str(), "U4");
        // Without a label the year that was found stands for it; a text that is no code is none.
        assert_eq!(
            (rows[1].year, rows[1].born, rows[1].reason_start),
            (Some(2019), None, None)
        );
        assert!(Arc::ptr_eq(&rows[0].child_id, &rows[1].child_id));
    }

    #[test]
    fn broken_rows_are_named_by_line_and_column() {
        let rows = "e.csv,7,2018,2019,C1,2010-05-01,2017-04-31,S,U4,PR1,\ne.csv,8,2018,2019,C1,,2018-04-01,S,U4,PR1,9999-12-31\n";
        let said = read(&format!("{HEADING}{rows}")).unwrap_err();
        assert!(said.contains("returns.csv:2:33"), "{said}");
        assert!(said.contains("returns.csv:3:"), "{said}");
        assert!(said.contains("2 errors"), "{said}");
    }

    #[test]
    fn a_file_that_cannot_be_used_says_what_to_do() {
        let none = read_returns(tempfile::tempdir().unwrap().path()).unwrap_err();
        for said in [none.render(), read(HEADING).unwrap_err()] {
            assert!(said.contains("placewell import ssda903"), "{said}");
        }
        assert!(read("").unwrap_err().contains("is empty"));
        let without = read("child_id,decom\nC1,2017-04-01\n").unwrap_err();
        assert!(without.contains("the column dec is missing"), "{without}");
        assert!(without.contains("6 errors"), "{without}");
    }
}
