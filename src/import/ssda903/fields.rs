//! How the fields of a table are filled in, counted while one file is read.

use super::read::{Filled, Returns};
use super::tables::Table;
use super::words::Word;

/// The fields of one file.
#[derive(Debug)]
pub struct Fields {
    table: Table,
    names: Vec<&'static str>,
    filled: Vec<Filled>,
    /// Words that have been judged, by field: a file has few codes and many rows.
    judged: Vec<Vec<(Word, bool)>>,
}

impl Fields {
    /// Counters for some fields.
    pub fn of(table: Table, names: impl IntoIterator<Item = &'static str>) -> Self {
        let names: Vec<&'static str> = names.into_iter().collect();
        Self {
            table,
            filled: vec![Filled::default(); names.len()],
            judged: vec![Vec::new(); names.len()],
            names,
        }
    }

    /// Counts the field of this number in a row.
    pub fn count(&mut self, nth: usize, is_filled: bool, is_valid: bool) {
        let filled = &mut self.filled[nth];
        filled.rows += 1;
        filled.filled += u64::from(is_filled);
        filled.valid += u64::from(is_filled && is_valid);
    }

    /// Counts a coded field, and says whether its code is listed; each code is judged once.
    pub fn is_listed(&mut self, nth: usize, word: Word, judge: impl FnOnce() -> bool) -> bool {
        let known = self.judged[nth].iter().find(|(known, _)| *known == word);
        let is_valid = match known {
            Some((_, is_valid)) => *is_valid,
            None => {
                let is_valid = judge();
                self.judged[nth].push((word, is_valid));
                is_valid
            }
        };
        self.count(nth, !word.is_blank(), is_valid);
        is_valid || word.is_blank()
    }

    /// Adds the counts of the file to those of the others.
    pub fn settle(self, returns: &mut Returns) {
        for (name, filled) in self.names.into_iter().zip(self.filled) {
            if filled.rows > 0 {
                returns.add(self.table, name, filled);
            }
        }
    }
}
