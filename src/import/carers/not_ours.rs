//! Values of coded fields that are not ours after mapping, each reported once.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Field;
use super::personal::has_title;
use super::value::fold;
use crate::import::sheet::Sheet;
use crate::ingest::Problems;
use crate::ingest::codes::BAD_MAPPING;
use crate::ingest::diagnostic::shown;
use crate::ingest::log::{At, Finding};
use crate::ingest::nearest::nearest;

/// More distinct values than this are free text or names, and are not shown.
const MOST_CODES: usize = 20;

/// Values that were not understood, by field and folded value.
#[derive(Default)]
pub struct NotOurs {
    seen: BTreeMap<(Field, String), Seen>,
}

struct Seen {
    value: String,
    at: At,
    rows: u64,
}

impl NotOurs {
    /// A value was met in a row.
    pub fn add(&mut self, field: Field, value: &str, at: At) {
        let seen = self.seen.entry((field, fold(value))).or_insert(Seen {
            value: value.to_owned(),
            at,
            rows: 0,
        });
        seen.rows += 1;
    }

    /// Reports every value at its first place.
    pub fn report(self, sheet: &Sheet, mapping_file: &str, problems: &mut Problems) {
        let mut log = sheet.log();
        let mut counts: BTreeMap<Field, usize> = BTreeMap::new();
        for (field, _) in self.seen.keys() {
            *counts.entry(*field).or_default() += 1;
        }
        let named = self.seen.iter().filter(|(_, seen)| has_title(&seen.value));
        let named: BTreeSet<Field> = named.map(|((field, _), _)| *field).collect();
        let mut told = None;
        for ((field, _), seen) in self.seen {
            let (name, takes) = (field.name(), field.about().takes.words());
            let count = counts[&field];
            if count > MOST_CODES || named.contains(&field) {
                if told != Some(field) {
                    let message = format!(
                        "the column of {name} has {count} different values that are not in its code list, so it looks like free text or names"
                    );
                    let action = format!(
                        "name another column in {mapping_file}, or delete the line of {name}"
                    );
                    log.add(
                        Finding::new(&BAD_MAPPING, seen.at, message)
                            .expected(takes)
                            .action(action),
                    );
                    told = Some(field);
                }
                continue;
            }
            let value = shown(&seen.value);
            let rows = if seen.rows == 1 { "row" } else { "rows" };
            let message = format!(
                "{name} is \"{value}\" in {} {rows}, which is not in its code list",
                seen.rows
            );
            let codes = field.about().takes.codes();
            let guess = nearest(&seen.value, codes.iter().map(|(code, _)| *code));
            let ours = guess.unwrap_or("...");
            let action =
                format!("add to [values.{name}] of {mapping_file}: \"{value}\" = \"{ours}\"");
            let finding = Finding::new(&BAD_MAPPING, seen.at, message).value(&seen.value);
            log.add(finding.expected(takes).action(action));
        }
        sheet.settle(log, problems);
    }
}
