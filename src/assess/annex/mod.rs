//! The annex of tables that a sufficiency strategy has: who needs homes (B), where children live (C), what homes there
//! are (D) and what they cost (E), as far as a council folder holds them.
//!
//! Every table says what it counts and by whose definition, has what is not recorded in a row or column of its own, and
//! adds up: its grand total is the number of children, homes or places of which it speaks. Tables are given for a
//! [`Standing`], who lives where: for the council as it is, or under a plan. History is the same under both.

mod absent;
mod accepted;
mod axes;
mod cost;
mod crossings;
mod flows;
mod foster;
mod match_of_carers;
mod needs;
mod settings;
mod siblings;
mod table;

pub use absent::Absent;
pub use table::{Amiss, Column, Role, Row, Table, Value};

use crate::kpis::Standing;

/// The annex.
#[derive(Debug, Clone, PartialEq)]
pub struct Annex {
    /// Tables, in order of code.
    pub tables: Vec<Table>,
    /// Tables that the folder cannot give, in order of code.
    pub absent: Vec<Absent>,
}

impl Annex {
    /// Counts every table.
    pub fn of(standing: &Standing) -> Self {
        let (mut tables, mut absent) = flows::tables(standing.facts.council);
        tables.extend(crossings::tables(standing));
        tables.push(needs::table(standing));
        tables.extend(siblings::tables(standing));
        tables.extend(foster::tables(standing));
        tables.extend(match_of_carers::tables(standing));
        tables.extend(settings::tables(standing));
        tables.extend(accepted::tables(standing));
        tables.extend(cost::tables(standing));
        absent.extend(absent::ALWAYS);
        tables.sort_by_key(|table| order(table.code));
        absent.sort_by_key(|table| order(table.code));
        Self { tables, absent }
    }

    /// The table of a code.
    pub fn table(&self, code: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.code == code)
    }
}

/// Section, number, and what follows: B10a comes after B9.
fn order(code: &'static str) -> (&'static str, u32, &'static str) {
    let (section, rest) = code.split_at(1);
    let digits = rest.find(|c: char| !c.is_ascii_digit());
    let (number, letter) = rest.split_at(digits.unwrap_or(rest.len()));
    (section, number.parse().unwrap_or(0), letter)
}

#[cfg(test)]
mod tests;
