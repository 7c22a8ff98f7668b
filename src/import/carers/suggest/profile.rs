//! What the columns of a register hold, as far as it can be seen without knowing what they mean.

use std::collections::HashMap;

use super::super::fault::Fault;
use super::super::fields::Field;
use super::super::personal::{has_title, never_read};
use super::super::scalar;
use super::super::takes::Takes;
use super::super::value::{Form, Part, fold};
use super::plain::plain;
use crate::import::sheet::{Sheet, is_spreadsheet_error};

/// Distinct values that are kept of a column.
const KEPT: usize = 500;
/// Distinct values of a coded field that are listed; more are free text or names.
pub const LISTED: usize = 20;
/// Values that are not plain, up to which each may have a row of its own.
const FEW: u64 = 5;
/// The longest value that may be a code.
const LONGEST: usize = 40;

/// What a column holds.
#[derive(Debug)]
pub struct Profile {
    /// Number of the column.
    pub column: usize,
    /// Heading.
    pub heading: String,
    /// Distinct values that are not blank, as first written, with how many rows have them.
    pub values: Vec<(String, u64)>,
    /// Why the column is never read, if it is one of those.
    pub never: Option<&'static str>,
}

/// The profile of every column that has a heading.
pub fn profiles(sheet: &Sheet) -> Vec<Profile> {
    let named = sheet.headings.iter().enumerate();
    let mut profiles: Vec<Profile> = named
        .filter(|(_, heading)| !heading.key.is_empty())
        .map(|(column, heading)| Profile {
            column,
            heading: heading.text.clone(),
            values: Vec::new(),
            never: never_read(&heading.text),
        })
        .collect();
    let mut known: Vec<HashMap<String, usize>> = vec![HashMap::new(); profiles.len()];
    sheet.each(|row| {
        for (profile, known) in profiles.iter_mut().zip(&mut known) {
            let text = row.get(Some(profile.column));
            if text.is_empty() || is_spreadsheet_error(text) {
                continue;
            }
            let count = profile.values.len();
            if let Some(at) = known.get(&fold(text)) {
                profile.values[*at].1 += 1;
            } else if count < KEPT {
                known.insert(fold(text), count);
                profile.values.push((text.to_owned(), 1));
            }
        }
    });
    profiles
}

impl Profile {
    /// Share of the distinct values, in hundredths, that are values of a field; 100 where there are none.
    pub fn fit(&self, field: Field, separators: &[char], is_month_first: bool) -> usize {
        let form = Form {
            meanings: None,
            separators,
            is_month_first,
        };
        let reads = |(text, _): &&(String, u64)| {
            let part = Part {
                heading: &self.heading,
                text,
            };
            match form.read(field, &[part]) {
                Ok(_) | Err(Fault::DateForAges(..)) => true,
                Err(Fault::NotOurs(items)) => items.iter().all(|i| plain(field, i).is_some()),
                Err(_) => false,
            }
        };
        let count = self.values.len();
        let good = self.values.iter().filter(reads).count();
        (good * 100).checked_div(count).unwrap_or(100)
    }

    /// The values that a coded field has here, list by list; those of a column of yes and no are its heading.
    pub fn items(&self, field: Field, separators: &[char]) -> Vec<(String, u64)> {
        let takes = field.about().takes;
        let mut items: Vec<(String, u64)> = Vec::new();
        for (value, count) in &self.values {
            let ticks = matches!(takes, Takes::Codes(_) | Takes::Levels);
            let pieces: Vec<String> = match scalar::flag(value) {
                Some(true) if ticks => vec![self.heading.clone()],
                Some(false) if ticks => Vec::new(),
                _ if takes.is_list() && plain(field, value).is_none() => {
                    let pieces = value.split(separators).map(str::trim);
                    pieces
                        .filter(|p| !p.is_empty())
                        .map(str::to_owned)
                        .collect()
                }
                _ => vec![value.clone()],
            };
            for piece in pieces {
                let is_none = takes.is_list() && matches!(fold(&piece).as_str(), "none" | "nil");
                if is_none || piece == "-" || piece.eq_ignore_ascii_case("n/a") {
                    continue;
                }
                let same = |(item, _): &&mut (String, u64)| fold(item) == fold(&piece);
                match items.iter_mut().find(same) {
                    Some((_, rows)) => *rows += count,
                    None => items.push((piece, *count)),
                }
            }
        }
        items
    }

    /// Whether the values of a coded field look like free text or names: too many, too long, with a title before them,
    /// or nearly each of them in a row of its own.
    pub fn looks_free(field: Field, items: &[(String, u64)]) -> bool {
        let strange = items
            .iter()
            .filter(|(item, _)| plain(field, item).is_none());
        let (count, rows) = strange.fold((0, 0), |(count, rows), (_, r)| (count + 1, rows + r));
        let is_odd = |(item, _): &(String, u64)| item.chars().count() > LONGEST || has_title(item);
        items.len() > LISTED || items.iter().any(is_odd) || (count > FEW && rows < 2 * count)
    }

    /// What a column that is not used looks like.
    pub fn looks_like(&self) -> &'static str {
        let all = |field: Field| self.fit(field, &[';'], false) >= 90;
        if self.values.is_empty() {
            "blank"
        } else if self.values.iter().all(|(v, _)| scalar::flag(v).is_some()) {
            "yes and no"
        } else if all(Field::ApprovalDate) {
            "dates"
        } else if all(Field::Postcode) {
            "postcodes"
        } else if self
            .values
            .iter()
            .all(|(v, _)| scalar::whole(v, 0, 1 << 40).is_ok())
        {
            "whole numbers"
        } else if all(Field::WeeklyCost) {
            "amounts"
        } else {
            "text"
        }
    }
}
