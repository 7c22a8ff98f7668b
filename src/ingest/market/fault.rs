//! What is told of folders that do not quite fit together.

use crate::ingest::codes::{CROWDED, Code, HOMES_DIFFER};
use crate::ingest::diagnostic::{Problem, Problems, Severity, shown};
use crate::model::Home;

/// A problem of one file, with what to try.
pub fn fault(code: &'static Code, file: &str, message: String, action: &str) -> Problems {
    Problems::one(Problem {
        code: code.code,
        severity: Severity::of(code.code),
        file: file.to_owned(),
        line: None,
        column: None,
        value: None,
        message,
        expected: None,
        action: action.to_owned(),
    })
}

/// Folders that differ about one home.
pub fn disagreement(file: &str, home: &Home, differing: &[&str]) -> Problems {
    let message = format!(
        "home \"{}\" stands in an earlier folder too, and they differ in {}: the careful reading counts",
        shown(&home.id),
        differing.join(", ")
    );
    let action = "agree the home's row between the authorities";
    fault(&HOMES_DIFFER, file, message, action)
}

/// More children in a home, all folders together, than it has places.
pub fn crowded(file: &str, home: &Home, known: u32, authorities: &[&str]) -> Problems {
    let message = format!(
        "home \"{}\" has {known} children of {} together, and {} places",
        shown(&home.id),
        authorities.join(", "),
        home.places
    );
    let action =
        "take out placements that have ended, and correct occupied_by_others in each folder";
    fault(&CROWDED, file, message, action)
}
