//! The ids of a file, and looking them up from other files.

use std::collections::HashMap;

use super::codes::{Code, DUPLICATE_ID};
use super::diagnostic::shown;
use super::log::{At, Finding, Log};
use super::nearest::did_you_mean;
use super::position::Spot;
use super::tables::Table;

/// The ids of a file with the number of their rows.
#[derive(Debug)]
pub struct Ids {
    file: &'static str,
    unknown: &'static Code,
    by_id: HashMap<String, u32>,
    /// Whether every row of the file could be read, so that an id that is not there is truly unknown.
    pub complete: bool,
}

impl Ids {
    /// No ids yet.
    pub fn of(table: Table, unknown: &'static Code) -> Self {
        Self {
            file: table.file,
            unknown,
            by_id: HashMap::new(),
            complete: true,
        }
    }

    /// Adds the ids of all the rows of a file, each with the byte where its row starts, reporting those that
    /// are used twice. A blank id has been reported already.
    pub fn add_all<'a>(
        mut self,
        column: &str,
        field: usize,
        ids: impl Iterator<Item = &'a str>,
        bytes: &[u64],
        log: &mut Log,
    ) -> Self {
        for (row, (id, &byte)) in ids.zip(bytes).enumerate() {
            if id.is_empty() {
                self.complete = false;
                continue;
            }
            let Some(first) = self.by_id.insert(id.to_owned(), row as u32) else {
                continue;
            };
            let message = format!("{column} \"{}\" is used twice", shown(id));
            let finding = Finding::new(&DUPLICATE_ID, At::Field((byte, field)), message)
                .value(id)
                .action("delete the repeated row, or give it an id of its own")
                .earlier(bytes[first as usize]);
            log.add(finding);
            self.by_id.insert(id.to_owned(), first);
        }
        self
    }

    /// The row with this id; reports an id that is not known.
    pub fn find(&self, id: &str, column: &str, spot: Spot, log: &mut Log) -> Option<u32> {
        let found = self.by_id.get(id).copied();
        if found.is_none() && self.complete {
            let otherwise = format!("add it to {}, or take it out here", self.file);
            let action = if log.will_print(self.unknown) {
                self.suggestion(id, &otherwise)
            } else {
                otherwise
            };
            let message = format!("{column} \"{}\" is not in {}", shown(id), self.file);
            let finding = Finding::new(self.unknown, At::Field(spot), message)
                .value(id)
                .action(action);
            log.add(finding);
        }
        found
    }

    fn suggestion(&self, id: &str, otherwise: &str) -> String {
        // In order, so that the same folder gives the same suggestion every time.
        let mut ids: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
        ids.sort_unstable();
        did_you_mean(id, ids, otherwise)
    }
}
