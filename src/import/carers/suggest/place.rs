//! Which column is probably which field: by the usual headings first, then by headings that are nearly those, then by
//! the values.

use std::collections::BTreeMap;

use super::super::fields::Field;
use super::super::takes::Takes;
use super::plain::plain;
use super::profile::Profile;
use crate::import::sheet::key;
use crate::ingest::nearest::nearest;

/// Why a column was taken for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The heading is a usual one.
    Heading,
    /// The heading is nearly a usual one.
    Nearly,
    /// The values are of the kind.
    Values,
}

/// Fields whose values alone tell them.
const BY_VALUES: [Field; 8] = [
    Field::Postcode,
    Field::AgeRange,
    Field::ApprovalTerms,
    Field::Status,
    Field::ApprovalStatus,
    Field::Kind,
    Field::Agency,
    Field::Sex,
];

/// Columns of fields, by number, and why.
pub type Placed = BTreeMap<Field, Vec<(usize, Why)>>;

/// Finds the fields of the columns. Columns that are never read are left alone.
pub fn place(profiles: &[Profile], separators: &[char], is_month_first: bool) -> Placed {
    let mut placed = Placed::new();
    let fit = |field: Field, profile: &Profile| profile.fit(field, separators, is_month_first);
    let known = known_headings();
    let free = |placed: &Placed, profile: &&Profile| {
        profile.never.is_none() && !is_taken(placed, profile.column)
    };
    for profile in profiles.iter().filter(|p| p.never.is_none()) {
        let heading = key(&profile.heading);
        let Some((_, field)) = known.iter().find(|(known, _)| *known == heading) else {
            continue;
        };
        let is_other = is_coded(*field)
            && fit(*field, profile) == 0
            && BY_VALUES
                .iter()
                .any(|other| is_coded(*other) && fit(*other, profile) >= 50);
        if !is_other && (is_coded(*field) || fit(*field, profile) >= 50) {
            add(&mut placed, *field, profile.column, Why::Heading);
        }
    }
    for profile in profiles {
        if !free(&placed, &profile) {
            continue;
        }
        if let Some(field) = ticked(profile) {
            add(&mut placed, field, profile.column, Why::Heading);
            continue;
        }
        let open = known
            .iter()
            .filter(|(_, field)| !placed.contains_key(field));
        let open = open.map(|(known, _)| known.as_str());
        let Some(found) = nearest(&key(&profile.heading), open) else {
            continue;
        };
        let field = known
            .iter()
            .find(|(known, _)| known == found)
            .map(|(_, f)| *f);
        if let Some(field) = field.filter(|f| fit(*f, profile) >= 50) {
            add(&mut placed, field, profile.column, Why::Nearly);
        }
    }
    for field in BY_VALUES {
        if placed.contains_key(&field) || (field == Field::AgeRange && has_terms(&placed)) {
            continue;
        }
        let mut fitting = profiles.iter().filter(|p| free(&placed, p)).filter(|p| {
            let tells = p.looks_like() != "yes and no" && !p.values.is_empty();
            tells && fit(field, p) >= 90
        });
        if let (Some(profile), None) = (fitting.next(), fitting.next()) {
            add(&mut placed, field, profile.column, Why::Values);
        }
    }
    placed
}

/// The list of which a column of yes and no is one value, such as pets of a column `Dogs`.
fn ticked(profile: &Profile) -> Option<Field> {
    let lists = Field::ALL.iter().copied();
    let mut lists = lists.filter(|field| matches!(field.about().takes, Takes::Codes(_)));
    let is_ticked = profile.looks_like() == "yes and no";
    lists.find(|field| is_ticked && plain(*field, &profile.heading).is_some())
}

/// Whether a column has a field.
pub fn is_taken(placed: &Placed, column: usize) -> bool {
    let columns = placed.values().flatten();
    columns.into_iter().any(|(taken, _)| *taken == column)
}

/// Whether a field has a code list.
pub fn is_coded(field: Field) -> bool {
    matches!(
        field.about().takes,
        Takes::Code(_) | Takes::Codes(_) | Takes::Agency | Takes::Levels
    )
}

fn has_terms(placed: &Placed) -> bool {
    let ages = placed.contains_key(&Field::AgeMin) && placed.contains_key(&Field::AgeMax);
    ages || placed.contains_key(&Field::ApprovalTerms)
}

/// The field's first column; a list takes further ones.
fn add(placed: &mut Placed, field: Field, column: usize, why: Why) {
    let columns = placed.entry(field).or_default();
    if columns.is_empty() || field.about().takes.is_list() {
        columns.push((column, why));
    }
}

/// Every heading that is usual for a field, as headings are compared.
pub fn known_headings() -> Vec<(String, Field)> {
    let mut known = Vec::new();
    for field in Field::ALL {
        known.push((key(field.name()), *field));
        let headings = field.about().headings.iter();
        known.extend(headings.map(|heading| (key(heading), *field)));
    }
    known
}
