//! The account of an import: every row that was read is used, merged or dropped for a named reason, and the three
//! sum to the rows read.

use std::collections::BTreeMap;

/// What a rule does to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The row says the same as another, or became part of it.
    Merged,
    /// The row is left out.
    Dropped,
    /// The row is used, but a value of it was changed.
    Changed,
    /// The row is used, and a person should look at it.
    Noticed,
}

impl Fate {
    /// The word in reports.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Dropped => "dropped",
            Self::Changed => "changed",
            Self::Noticed => "to look at",
        }
    }
}

/// A stated rule of the import. Rules are constants; their codes are unique and stable.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable code, such as `R103`.
    pub code: &'static str,
    /// What it does to a row.
    pub fate: Fate,
    /// What the row was, in a few words.
    pub title: &'static str,
    /// The rule in a sentence or two, with its reason.
    pub says: &'static str,
}

/// Cases of one rule that are listed; the others are counted.
pub const LISTED: usize = 1000;

/// One row to which a rule was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Number of the file in the ledger.
    pub file: usize,
    /// Line of the file, from 1.
    pub line: u64,
    /// The child or home, by the id that the council folder has.
    pub subject: String,
    /// What was found, without names.
    pub detail: String,
}

/// What became of the rows of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// File, as messages name it.
    pub file: String,
    /// What its rows are.
    pub table: String,
    /// Return years of its rows, the first and the last (each the year in which the return ends), where there are any.
    pub years: Option<(i16, i16)>,
    /// Rows read; blank lines are no rows.
    pub read: u64,
    /// Rows used.
    pub used: u64,
    /// Rows merged and dropped, by code of the rule.
    pub aside: BTreeMap<&'static str, u64>,
}

/// The accounts of all files, and the cases of each rule.
#[derive(Debug, Default)]
pub struct Ledger {
    /// One account a file.
    pub accounts: Vec<Account>,
    /// Rules that were applied, by code, with how often.
    pub applied: BTreeMap<&'static str, (&'static Rule, u64)>,
    cases: BTreeMap<&'static str, Vec<Case>>,
}

impl Ledger {
    /// Opens the account of a file and gives its number.
    pub fn open(&mut self, file: &str, table: &str) -> usize {
        self.accounts.push(Account {
            file: file.to_owned(),
            table: table.to_owned(),
            ..Account::default()
        });
        self.accounts.len() - 1
    }

    /// A row has been read.
    pub fn read(&mut self, file: usize) {
        self.accounts[file].read += 1;
    }

    /// A row is used.
    pub fn used(&mut self, file: usize) {
        self.accounts[file].used += 1;
    }

    /// A rule has been applied to a row. A merged or dropped row is accounted for by it; a changed row, or one to
    /// look at, is accounted for by [`Self::used`].
    pub fn apply(&mut self, rule: &'static Rule, case: impl FnOnce() -> Case, file: usize) {
        if matches!(rule.fate, Fate::Merged | Fate::Dropped) {
            *self.accounts[file].aside.entry(rule.code).or_default() += 1;
        }
        let (_, count) = self.applied.entry(rule.code).or_insert((rule, 0));
        *count += 1;
        if *count <= LISTED as u64 {
            self.cases.entry(rule.code).or_default().push(case());
        }
    }

    /// The cases of a rule, as far as they are listed.
    pub fn cases(&self, rule: &Rule) -> &[Case] {
        self.cases.get(rule.code).map_or(&[], Vec::as_slice)
    }

    /// How often a rule was applied.
    pub fn count(&self, rule: &Rule) -> u64 {
        self.applied.get(rule.code).map_or(0, |(_, count)| *count)
    }

    /// Rows of a file merged or dropped.
    pub fn aside(&self, file: usize, fate: Fate) -> u64 {
        let aside = self.accounts[file].aside.iter();
        let of_fate = |(code, _): &(&&str, &u64)| self.applied[*code].0.fate == fate;
        aside.filter(of_fate).map(|(_, count)| *count).sum()
    }

    /// The files whose rows do not add up; always none, and checked before anything is written.
    pub fn unbalanced(&self) -> Vec<&Account> {
        let balances = |a: &&Account| a.read != a.used + a.aside.values().sum::<u64>();
        self.accounts.iter().filter(balances).collect()
    }

    /// The same ledger with its cases' subjects under other ids.
    #[must_use]
    pub fn renamed(mut self, id: impl Fn(&str) -> String) -> Self {
        for case in self.cases.values_mut().flatten() {
            if !case.subject.is_empty() {
                case.subject = id(&case.subject);
            }
        }
        self
    }

    /// Takes over another ledger, whose files come after those of this one.
    pub fn append(&mut self, other: Self) {
        let shift = self.accounts.len();
        self.accounts.extend(other.accounts);
        for (code, (rule, count)) in other.applied {
            self.applied.entry(code).or_insert((rule, 0)).1 += count;
        }
        for (code, cases) in other.cases {
            let here = self.cases.entry(code).or_default();
            let moved = cases.into_iter().map(|case| Case {
                file: case.file + shift,
                ..case
            });
            here.extend(moved);
            here.truncate(LISTED);
        }
    }
}

/// Declares rules in a table: `NAME = "R101", Merged, "title", "says";`.
macro_rules! rules {
    ($($(#[$meta:meta])* $name:ident = $code:literal, $fate:ident, $title:literal, $says:literal;)+) => {
        $($(#[$meta])* #[doc = $title] pub const $name: &$crate::import::account::Rule =
            &$crate::import::account::Rule {
                code: $code,
                fate: $crate::import::account::Fate::$fate,
                title: $title,
                says: $says,
            };)+

        /// Every rule of this table, in order of code.
        pub const RULES: &[&$crate::import::account::Rule] = &[$($name),+];
    };
}
pub(crate) use rules;

#[cfg(test)]
mod tests {
    use super::*;

    rules! {
        SAME = "R001", Merged, "the same row again", "It says nothing new.";
        BLANK = "R002", Dropped, "no id", "Nobody can tell whose it is.";
    }

    /// A ledger counts by code: with two rules of one code, dropped rows would count as something else.
    #[test]
    fn no_two_rules_have_one_code() {
        use crate::import::{carers, council, families, ofsted, ssda903};
        let mut all = [
            ssda903::RULES,
            ssda903::SANITY_RULES,
            carers::rules::RULES,
            council::rules::RULES,
            families::rules::RULES,
            ofsted::rules::RULES,
        ]
        .concat();
        all.sort_by_key(|rule| rule.code);
        for pair in all.windows(2) {
            assert_ne!(pair[0].code, pair[1].code, "{:?}", pair[1]);
        }
        assert!(all.len() > 100);
    }

    #[test]
    fn rows_add_up_or_are_named() {
        let mut ledger = Ledger::default();
        let file = ledger.open("a.csv", "Header");
        let case = || Case {
            file,
            line: 2,
            subject: String::new(),
            detail: String::new(),
        };
        for _ in 0..3 {
            ledger.read(file);
        }
        ledger.used(file);
        ledger.apply(SAME, case, file);
        assert_eq!(ledger.unbalanced().len(), 1);
        ledger.apply(BLANK, case, file);
        assert!(ledger.unbalanced().is_empty());
        assert_eq!(ledger.aside(file, Fate::Merged), 1);
        assert_eq!(ledger.cases(BLANK).len(), 1);
        assert_eq!(RULES.len(), 2);
    }
}
