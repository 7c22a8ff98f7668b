//! Tables that strategies have and a council folder cannot give, each with the reason.

/// A table that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Code.
    pub code: &'static str,
    /// Title.
    pub title: &'static str,
    /// Why, without a full stop.
    pub why: &'static str,
}

const fn absent(code: &'static str, title: &'static str, why: &'static str) -> Absent {
    Absent { code, title, why }
}

/// The tables of sections B to E that no folder gives.
pub(super) const ALWAYS: [Absent; 12] = [
    absent(
        "B15",
        "Missing episodes",
        "missing episodes are a table of their own in the return and are not in the folder",
    ),
    absent(
        "B17",
        "Children on the edge of care",
        "the folder holds children looked after only",
    ),
    absent(
        "B18",
        "Care leavers by eligibility and accommodation",
        "the folder holds children looked after only",
    ),
    absent(
        "C9",
        "Changes of school",
        "the folder has the present school, not earlier ones; K25 and K26 say whose present school is within reach",
    ),
    absent(
        "D4",
        "Recruitment from enquiry to approval, and leavers",
        "enquiries, applications and resignations are in no file of the folder",
    ),
    absent(
        "D7",
        "Supported lodgings, Staying Put, Staying Close and housing units",
        "the folder holds homes of children looked after only",
    ),
    absent(
        "D8",
        "Framework, block and spot purchase",
        "homes.csv has a price and no contract",
    ),
    absent(
        "D9",
        "Map of homes and children",
        "it is a picture; B16, D1a, D5b and D6b have its numbers by district",
    ),
    absent(
        "E2",
        "Annual spend and forecast",
        "the folder has the weekly cost of today's homes and no ledger; section 251 outturn has the spend",
    ),
    absent(
        "E4",
        "Contributions of health and education",
        "who pays which part of a placement is not in the folder",
    ),
    absent(
        "C3b",
        "Miles from home of first placements",
        "placements.csv has present placements; episodes.csv has the distance of those that a return gave it for",
    ),
    absent(
        "C5c",
        "Planned and unplanned endings",
        "whether an ending was planned is recorded in no file of the folder; C6 has the reasons where episodes are there",
    ),
];
