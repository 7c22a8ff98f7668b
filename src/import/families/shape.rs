//! Which of the two shapes a family file has, told by its headings.

use crate::import::sheet::{Book, Heading, Sheet, key, one};
use crate::ingest::Problems;
use crate::ingest::codes::NOT_A_FAMILY_FILE;
use crate::ingest::log::{At, Finding};
use crate::ingest::nearest::nearest;

const CHILD_A: &[&str] = &[
    "child_a",
    "child a id",
    "child 1",
    "child 1 id",
    "sibling_a",
];
const CHILD_B: &[&str] = &[
    "child_b",
    "child b id",
    "child 2",
    "child 2 id",
    "sibling_b",
];
const FAMILY: &[&str] = &[
    "fami_family_id",
    "family_id",
    "family",
    "family number",
    "family group id",
];
const PERSON: &[&str] = &[
    "fami_person_id",
    "person_id",
    "child_id",
    "child unique id",
    "child",
    "person",
];
const PLAN: &[&str] = &[
    "plan",
    "sibling plan",
    "together or apart",
    "together_apart",
    "together/apart assessment",
];
const REASON: &[&str] = &["reason", "reason code", "reason_code", "plan reason"];
const CONFIRM: &[&str] = &["confirm", "confirmed"];

/// The columns of a family file.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Who is meant.
    pub who: Who,
    /// The plan.
    pub plan: Option<usize>,
    /// The reason of the plan.
    pub reason: Option<usize>,
    /// What a person has answered to a proposed pair.
    pub confirm: Option<usize>,
}

/// The shape of a file.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// A row is a pair of children.
    Pair(usize, usize),
    /// A row is a person in a family.
    Member {
        /// The family.
        family: usize,
        /// The person.
        person: usize,
    },
}

/// Whether a record has the headings of a family file.
pub fn is_heading(record: &[Heading]) -> bool {
    who(&|aliases| {
        let keys = aliases.iter().map(|alias| key(alias));
        keys.into_iter()
            .find_map(|key| record.iter().position(|h| h.key == key))
    })
    .is_some()
}

fn who(column: &dyn Fn(&[&str]) -> Option<usize>) -> Option<Who> {
    if let (Some(a), Some(b)) = (column(CHILD_A), column(CHILD_B)) {
        return Some(Who::Pair(a, b));
    }
    let (family, person) = (column(FAMILY)?, column(PERSON)?);
    Some(Who::Member { family, person })
}

/// The table of a book that is a family file, with its columns (E0811 where there is none).
pub fn find<'b>(book: &'b Book, shown_name: &str) -> Result<(&'b Sheet, Columns), Problems> {
    for sheet in &book.sheets {
        let column = |aliases: &[&str]| sheet.column(aliases);
        if let Some(who) = who(&column) {
            let columns = Columns {
                who,
                plan: column(PLAN),
                reason: column(REASON),
                confirm: column(CONFIRM),
            };
            return Ok((sheet, columns));
        }
    }
    Err(not_found(book, shown_name))
}

fn not_found(book: &Book, shown_name: &str) -> Problems {
    let headings: Vec<&str> = book
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.headings)
        .map(|heading| heading.text.as_str())
        .filter(|text| !text.is_empty())
        .take(30)
        .collect();
    let groups = [CHILD_A, CHILD_B, FAMILY, PERSON];
    let names = |group: &[&str], heading: &str| group.iter().any(|a| key(a) == key(heading));
    let strange = headings.iter().copied();
    let strange = strange.filter(|heading| !groups.iter().any(|group| names(group, heading)));
    let missing = groups
        .iter()
        .filter(|group| !headings.iter().any(|heading| names(group, heading)));
    let slip = missing
        .map(|group| group[0])
        .find_map(|alias| Some((nearest(alias, strange.clone())?, alias)));
    let action = match slip {
        Some((heading, alias)) => {
            format!("is \"{heading}\" meant to be {alias}? Correct the heading")
        }
        None => "name the columns child_a and child_b, or family_id and child_id".to_owned(),
    };
    let message = format!("{shown_name} has neither pairs of children nor families");
    let finding = Finding::new(&NOT_A_FAMILY_FILE, At::File, message)
        .value(&headings.join(", "))
        .expected("headings child_a and child_b, or fami_family_id and fami_person_id (family_id and child_id)")
        .action(action);
    one(shown_name, finding)
}
