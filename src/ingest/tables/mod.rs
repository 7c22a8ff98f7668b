//! The files of a council folder and their columns: the one table that readers, checks, the writer and
//! `data/README.md` share.

mod children;
mod homes;
mod records;
mod returns;

pub use children::ChildRow;
pub use homes::HomeRow;
pub use records::{ApprovalRow, AreaRow, AssessmentRow, EpisodeRow, PlacementRow, SiblingRow};
pub use returns::ReturnRow;

use super::column::Column;

/// A CSV file of the council folder.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// File name.
    pub file: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Whether the folder may do without it.
    pub optional: bool,
    /// Columns.
    pub columns: &'static [Column],
}

const fn table(
    file: &'static str,
    row: &'static str,
    optional: bool,
    columns: &'static [Column],
) -> Table {
    Table {
        file,
        row,
        optional,
        columns,
    }
}

/// Districts.
pub const AREAS: Table = table("areas.csv", "a district", false, AreaRow::COLUMNS);
/// Children looked after.
pub const CHILDREN: Table = table(
    "children.csv",
    "a child looked after",
    false,
    ChildRow::COLUMNS,
);
/// Brothers and sisters.
pub const SIBLINGS: Table = table(
    "sibling_links.csv",
    "two brothers or sisters",
    false,
    SiblingRow::COLUMNS,
);
/// Homes.
pub const HOMES: Table = table("homes.csv", "a home", false, HomeRow::COLUMNS);
/// Current placements.
pub const PLACEMENTS: Table = table(
    "placements.csv",
    "a current placement: where a child lives now",
    false,
    PlacementRow::COLUMNS,
);
/// Practitioners' assessments.
pub const ASSESSMENTS: Table = table(
    "assessments.csv",
    "a practitioner's own view of a child in a home",
    true,
    AssessmentRow::COLUMNS,
);
/// Recorded approvals.
pub const APPROVALS: Table = table(
    "approvals.csv",
    "a recorded approval or exemption",
    true,
    ApprovalRow::COLUMNS,
);
/// Care history.
pub const EPISODES: Table = table(
    "episodes.csv",
    "one SSDA903 episode of care; a forecast warns where the last date of all rows is more than 92 days before `as_at`, and is \
     refused after 548 days, when a yearly return is missing. It leaves out short breaks (`ls` V3, V4), and takes days in T0 \
     to T4 for days of the placement that they interrupt",
    true,
    EpisodeRow::COLUMNS,
);

/// Short breaks, kept apart from care.
pub const SHORT_BREAKS: Table = table(
    "short_breaks.csv",
    "one SSDA903 episode of short breaks (V3 or V4), kept apart from care",
    true,
    EpisodeRow::COLUMNS,
);

/// Episodes as returned. It stands beside the council: only methods that merge the rows in their own way read it.
pub const RETURNS: Table = table(
    "returns.csv",
    "an episode as a return has it, with what became of it",
    false,
    ReturnRow::COLUMNS,
);

/// Every CSV file, in reading order.
pub const TABLES: [Table; 9] = [
    AREAS,
    CHILDREN,
    SIBLINGS,
    HOMES,
    PLACEMENTS,
    ASSESSMENTS,
    APPROVALS,
    EPISODES,
    SHORT_BREAKS,
];

/// Files that stand in a council folder for people and other programs, and are not read into the council.
pub const BESIDE: [&str; 2] = [RETURNS.file, "sibling_candidates.csv"];

/// The file of the council itself.
pub const COUNCIL_FILE: &str = "council.toml";

/// Whether a council folder may hold a file with this name.
pub fn is_known_file(name: &str) -> bool {
    name == COUNCIL_FILE || BESIDE.contains(&name) || TABLES.iter().any(|table| table.file == name)
}
