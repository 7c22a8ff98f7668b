//! Files that have the headings of a directory and are none all the same.

use super::blocks::Rows;
use super::line::Fault;
use crate::import::sheet::one;
use crate::ingest::Problems;
use crate::ingest::codes::NOT_A_POSTCODE_DIRECTORY;
use crate::ingest::diagnostic::shown;
use crate::ingest::log::{At, Finding};
use crate::ingest::position::Place;

/// Refuses rows of which there are none, or of which most have a fault.
pub fn refuse(rows: &Rows, name: &str) -> Result<(), Problems> {
    if let Some(first) = rows
        .first_fault
        .as_ref()
        .filter(|_| rows.faulty * 2 > rows.lines)
    {
        let message = format!(
            "{} of {} rows have a fault; in the first, {}",
            rows.faulty,
            rows.lines,
            what(first.fault, &shown(&first.value))
        );
        let place = Place {
            line: first.line,
            column: first.column,
        };
        let finding = Finding::new(&NOT_A_POSTCODE_DIRECTORY, At::Known(place), message)
            .value(&first.value)
            .expected(expected(first.fault))
            .action(action(first.fault));
        return Err(one(&first.file, finding));
    }
    if rows.rows.is_empty() {
        let message = format!("{name} has the headings of a postcode directory and no postcodes");
        let finding = Finding::new(&NOT_A_POSTCODE_DIRECTORY, At::File, message);
        return Err(one(
            name,
            finding.action("unpack or download the directory again"),
        ));
    }
    Ok(())
}

/// The problem of a column of districts with far too many of them.
pub fn too_many_districts(name: &str, count: usize) -> Problems {
    let message = format!("{name} has {count} local authority districts; there are about 360");
    let finding = Finding::new(&NOT_A_POSTCODE_DIRECTORY, At::File, message);
    let action = "look at the heading of the districts: the column may be of wards or output areas";
    one(name, finding.action(action))
}

fn what(fault: Fault, value: &str) -> String {
    match fault {
        Fault::Short => "the row ends too early".to_owned(),
        Fault::Postcode => format!("\"{value}\" is not a postcode"),
        Fault::District => format!("the district \"{value}\" is not an ONS code"),
        Fault::Easting => format!("the easting \"{value}\" is not a place on the grid"),
        Fault::Northing => format!("the northing \"{value}\" is not a place on the grid"),
    }
}

fn action(fault: Fault) -> &'static str {
    match fault {
        Fault::District => "give a directory of 2011 or later; earlier ones have other codes",
        _ => "give the file as it was published; a spreadsheet cuts it short and changes it",
    }
}

fn expected(fault: Fault) -> &'static str {
    match fault {
        Fault::Short => "as many fields as there are headings",
        Fault::Postcode => "a postcode such as HR1 2AB",
        Fault::District => "a code of nine characters such as E06000019",
        Fault::Easting => "whole metres from 0 to 700000, or blank",
        Fault::Northing => "whole metres from 0 to 1300000, or blank",
    }
}
