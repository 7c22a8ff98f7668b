//! Tables that count every child once, by two classifications: who needs homes (B) and where they live (C).

use super::axes::{self, Axis};
use super::table::{Cross, Head, Table};
use crate::kpis::Standing;

/// A table of children by two classifications.
struct Crossing {
    head: Head,
    rows: fn(&Standing) -> Axis,
    columns: fn(&Standing) -> Axis,
    notes: &'static [&'static str],
}

const CHILDREN: &str = "children looked after";
const PUBLISHED: &str = "DfE, Children looked after in England including adoptions";
const HOME_NOW: &str = "children.csv, placements.csv, homes.csv";

const fn head(code: &'static str, title: &'static str, source: &'static str) -> Head {
    Head {
        code,
        title,
        counts: CHILDREN,
        source,
    }
}

/// Every such table, in order of code.
static ALL: &[Crossing] = &[
    Crossing {
        head: head("B3", "Age and sex", PUBLISHED),
        rows: axes::age,
        columns: axes::sex,
        notes: &[],
    },
    Crossing {
        head: head("B4", "Ethnic group", PUBLISHED),
        rows: axes::ethnicity,
        columns: axes::age,
        notes: &[
            "The folder has no child population by ethnic group to compare with: take it from the census.",
        ],
    },
    Crossing {
        head: head("B5", "Category of need", PUBLISHED),
        rows: axes::need,
        columns: axes::age,
        notes: &[],
    },
    Crossing {
        head: head("B6", "Legal status", PUBLISHED),
        rows: axes::legal_status,
        columns: axes::age,
        notes: &[],
    },
    Crossing {
        head: head("B7", "Unaccompanied asylum-seeking children", PUBLISHED),
        rows: axes::uasc,
        columns: axes::age,
        notes: &["A blank in the folder means not unaccompanied."],
    },
    Crossing {
        head: head(
            "B8",
            "Disability, and education, health and care plans",
            "children.csv (disabled, ehcp)",
        ),
        rows: axes::disability,
        columns: axes::ehcp,
        notes: &[],
    },
    Crossing {
        head: head(
            "B9",
            "Strengths and difficulties",
            "Bands of the questionnaire completed by carers: 0 to 13, 14 to 16, 17 to 40",
        ),
        rows: axes::difficulties,
        columns: axes::age,
        notes: &[
            "The return asks for a score of children from 4 to 16 who are in care for a year.",
        ],
    },
    Crossing {
        head: head(
            "B10a",
            "Highest level of need",
            "children.csv (needs), the highest of eight domains, 0 to 3",
        ),
        rows: axes::needs_level,
        columns: axes::age,
        notes: &["A child of whom no need is recorded is at level 0."],
    },
    Crossing {
        head: head(
            "B12",
            "Time in care by age when care began",
            "children.csv (date_of_birth, entered_care): the present period of care",
        ),
        rows: axes::age_at_entry,
        columns: axes::duration,
        notes: &[
            "Children looked after today, who have been so for longer than those who come: it is not how long a child who \
             comes will stay.",
        ],
    },
    Crossing {
        head: head(
            "B14",
            "Key stage 4",
            "children.csv (year_group, school); local policy (school_miles)",
        ),
        rows: axes::school_year,
        columns: axes::school_reach,
        notes: &["Regulation 10 protects the school place of pupils in years 10 and 11."],
    },
    Crossing {
        head: head(
            "B16",
            "Where children come from and where they live",
            HOME_NOW,
        ),
        rows: axes::district,
        columns: axes::from_district,
        notes: &[],
    },
    Crossing {
        head: head("C1", "Placement and provider", PUBLISHED),
        rows: axes::kind,
        columns: axes::provider,
        notes: &[
            "The published tables count connected persons among foster placements, and secure homes among children's homes.",
        ],
    },
    Crossing {
        head: head(
            "C2",
            "In the area, adjoining, or at a distance",
            "Care Planning Regulations 2010 reg 11",
        ),
        rows: axes::area_class,
        columns: axes::kind,
        notes: &[],
    },
    Crossing {
        head: head(
            "C3",
            "Miles from home",
            "Straight-line miles, as PL_DISTANCE; snapshot of today",
        ),
        rows: axes::distance,
        columns: axes::area_class,
        notes: &["The distance of first placements is not in the folder."],
    },
    Crossing {
        head: head(
            "C4",
            "Miles from home by placement",
            "Straight-line miles, as PL_DISTANCE; snapshot of today",
        ),
        rows: axes::kind,
        columns: axes::distance,
        notes: &[],
    },
    Crossing {
        head: head(
            "C5a",
            "Placements in twelve months",
            "DfE Local Authority Interactive Tool; children.csv (placements_last_12_months)",
        ),
        rows: axes::placements,
        columns: axes::age,
        notes: &["Whether a move was planned is not in the folder."],
    },
    Crossing {
        head: head(
            "C5b",
            "Long-term stability",
            "DfE Local Authority Interactive Tool, as K03 counts it",
        ),
        rows: axes::stability,
        columns: axes::age,
        notes: &[],
    },
    Crossing {
        head: head("C7", "Ofsted grades", "homes.csv (ofsted_grade)"),
        rows: axes::grade,
        columns: axes::kind,
        notes: &["A foster household has the grade of its fostering service."],
    },
    Crossing {
        head: head(
            "C8",
            "Homes that are not registered, and children who must be the only one",
            "homes.csv (approval_type), children.csv (solo)",
        ),
        rows: axes::approval,
        columns: axes::solo,
        notes: &["Deprivation of liberty orders are not in the folder."],
    },
    Crossing {
        head: head("E3", "Weekly cost bands", "homes.csv (weekly_cost)"),
        rows: axes::cost,
        columns: axes::kind,
        notes: &[],
    },
];

/// Counts them.
pub(super) fn tables(standing: &Standing) -> Vec<Table> {
    let table = |crossing: &Crossing| {
        let counted = cross(standing, crossing.head, crossing.rows, crossing.columns);
        counted.with_notes(crossing.notes)
    };
    ALL.iter().map(table).collect()
}

/// Children by two classifications.
fn cross(
    standing: &Standing,
    head: Head,
    rows: fn(&Standing) -> Axis,
    columns: fn(&Standing) -> Axis,
) -> Table {
    let (rows, columns) = (rows(standing), columns(standing));
    let mut cross = Cross::new(rows.names, columns.names);
    for child in standing.facts.council.looked_after() {
        let (row, column) = ((rows.of)(standing, child), (columns.of)(standing, child));
        cross.add(row, column, 1);
    }
    cross.table(head, rows.heading, "Children")
}
