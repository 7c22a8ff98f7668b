//! Rows that were read, each waiting until the whole file is known, with what stands in the file twice.

use std::collections::HashMap;

use super::line::{Line, Listed, Note};
use super::list::ListedHome;
use super::rules;
use crate::import::account::{Case, Ledger, Rule};

/// A row of the file that lists a home or an agency.
#[derive(Debug)]
pub struct Entry {
    pub file: usize,
    pub line: u64,
    pub listed: Listed,
    pub notes: Vec<Note>,
    pub conditions: Vec<String>,
}

impl Entry {
    /// A row as it was read.
    pub fn of(file: usize, number: u64, line: Line) -> Self {
        let conditions = Some(line.conditions).filter(|text| !text.is_empty());
        Self {
            file,
            line: number,
            listed: line.listed,
            notes: line.notes,
            conditions: conditions.into_iter().collect(),
        }
    }

    /// The home that it lists.
    pub fn home_mut(&mut self) -> Option<&mut ListedHome> {
        match &mut self.listed {
            Listed::Home(home) => Some(home),
            Listed::Agency(_) => None,
        }
    }

    /// Applies a rule to the row.
    pub fn apply(&self, rule: &'static Rule, detail: String, ledger: &mut Ledger) {
        let case = || Case {
            file: self.file,
            line: self.line,
            subject: self.listed.urn().to_owned(),
            detail,
        };
        ledger.apply(rule, case, self.file);
    }

    /// Applies the rules that were found while reading.
    pub fn apply_notes(&mut self, ledger: &mut Ledger) {
        for note in std::mem::take(&mut self.notes) {
            self.apply(note.rule, note.detail, ledger);
        }
    }
}

/// Entries in the order of the file.
#[derive(Debug, Default)]
pub struct Shelf {
    pub entries: Vec<Entry>,
    by_key: HashMap<(String, String), usize>,
}

impl Shelf {
    /// Puts a row on the shelf, unless one with the same URN and identity is there. A blank identity of a row of
    /// settings (`None`) is like no other.
    pub fn put(&mut self, entry: Entry, identity: Option<String>, ledger: &mut Ledger) {
        let Some(identity) = identity else {
            self.entries.push(entry);
            return;
        };
        let key = (entry.listed.urn().to_owned(), identity);
        let Some(&at) = self.by_key.get(&key) else {
            self.by_key.insert(key, self.entries.len());
            self.entries.push(entry);
            return;
        };
        let first = &mut self.entries[at];
        let again = |line: u64| format!("first on line {line}");
        if first.listed == entry.listed && first.conditions == entry.conditions {
            entry.apply(rules::SAME_AGAIN, again(first.line), ledger);
        } else if first.listed.is_open() == entry.listed.is_open() {
            entry.apply(rules::OTHER_FACTS, again(first.line), ledger);
        } else if first.listed.is_open() {
            entry.apply(rules::OPEN_STANDS, again(first.line), ledger);
        } else {
            let detail = format!("open on line {}", entry.line);
            let closed = std::mem::replace(first, entry);
            closed.apply(rules::OPEN_STANDS, detail, ledger);
        }
    }

    /// The entry of a provider.
    pub fn provider_mut(&mut self, urn: &str) -> Option<&mut Entry> {
        let at = *self.by_key.get(&(urn.to_owned(), String::new()))?;
        self.entries.get_mut(at)
    }
}
