//! The rules by which a council is put together, applied to the ledger.

use super::looked_after::LookedAfter;
use super::places::Places;
use super::rules::{NO_SUCH_POSTCODE, ROUGH_PLACE, TERMINATED};
use crate::import::account::{Case, Ledger, Rule};
use crate::import::postcodes::Precision;
use crate::import::ssda903::{ChildHistory, NOT_LISTED, Returns, Word};

/// Rules that concern no single row of a file stand in an account of their own, without rows.
pub struct Noted<'l> {
    ledger: &'l mut Ledger,
    file: Option<usize>,
}

impl<'l> Noted<'l> {
    /// An account without rows yet.
    pub fn of(ledger: &'l mut Ledger) -> Self {
        Self { ledger, file: None }
    }

    /// A rule that concerns no row.
    pub fn plain(&mut self, rule: &'static Rule, subject: &str, detail: &str) {
        let file = match self.file {
            Some(file) => file,
            None => self.ledger.open("council folder", "Council folder"),
        };
        self.file = Some(file);
        let case = || Case {
            file,
            line: 0,
            subject: subject.to_owned(),
            detail: detail.to_owned(),
        };
        self.ledger.apply(rule, case, file);
    }

    /// A rule that concerns a row of the returns.
    pub fn row(
        &mut self,
        rule: &'static Rule,
        returns: &Returns,
        row: u32,
        subject: &str,
        detail: &str,
    ) {
        let row = &returns.rows[row as usize];
        let (file, line) = (row.file as usize, u64::from(row.line));
        let case = || Case {
            file,
            line,
            subject: subject.to_owned(),
            detail: detail.to_owned(),
        };
        self.ledger.apply(rule, case, file);
    }

    /// Children in care who are not in the folder.
    pub fn unlisted(&mut self, returns: &Returns, unlisted: &[&ChildHistory]) {
        for child in unlisted {
            if let Some(last) = child.spells.last() {
                self.row(NOT_LISTED, returns, last.row, &child.id, "");
            }
        }
    }

    /// How well the postcodes of the children looked after say where they are.
    pub fn places(
        &mut self,
        returns: &Returns,
        children: &[LookedAfter],
        places: &Places<'_>,
        has_directory: bool,
    ) {
        if !has_directory {
            return;
        }
        for child in children {
            let now = &returns.rows[child.row as usize];
            let later = Some(child.home_post).filter(|word| *word != child.first_home_post);
            let first = match later {
                Some(_) => "first home; a later one stands for it",
                None => "home",
            };
            let asked = [
                (first, child.first_home_post),
                ("later home", later.unwrap_or(Word::BLANK)),
                ("placement", now.pl_post),
            ];
            for (what, word) in asked {
                let rule = match places.get(word).map(|found| found.precision) {
                    _ if word.is_blank() => continue,
                    None => NO_SUCH_POSTCODE,
                    Some(Precision::Exact) => continue,
                    Some(Precision::Terminated) => TERMINATED,
                    Some(Precision::Sector | Precision::Outward) => ROUGH_PLACE,
                };
                self.row(rule, returns, child.row, &child.child.id, what);
            }
        }
    }
}
