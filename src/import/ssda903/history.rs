//! All returns to one history a child, with the account of every row.

use std::sync::Arc;

use super::codes::{is_short_break, is_temporary};
use super::merge::merge;
use super::people::KEPT;
use super::read::{Options, Returns};
use super::row::{Person, Row};
use super::rules::{
    BIRTH_DIFFERS, BORN_ELSEWHERE, BORN_LATER, COVERED, EARLIER_RECORD, NO_BIRTH, NO_EPISODES,
    NO_HEADER, SHORT_BREAKS,
};
use super::sanity::temporary_moves;
use super::temporary::{Fold, fold};
use super::timeline::{Change, Frame, Spell, lay};
use super::words::Word;
use crate::import::account::{Case, Ledger, Rule};
use crate::model::Date;

/// The history of one child.
#[derive(Debug)]
pub struct ChildHistory {
    /// The child.
    pub child: Word,
    /// Id of the child in the folder.
    pub id: Arc<str>,
    /// Date of birth, where a usable one is known.
    pub born: Option<Date>,
    /// Episodes of care in order of time; no two overlap.
    pub spells: Vec<Spell>,
    /// Rows of short breaks, in order of time.
    pub short_breaks: Vec<u32>,
}

impl ChildHistory {
    /// The spells of the current period of care: back to the first day without a gap.
    pub fn period(&self) -> &[Spell] {
        let spells = &self.spells;
        let mut first = spells.len().saturating_sub(1);
        while first > 0 && spells[first - 1].end == Some(spells[first].start) {
            first -= 1;
        }
        &spells[first..]
    }
}

/// Makes one history a child of all returns, in order of id. Afterwards every row that was read is accounted for.
pub fn history(
    returns: &mut Returns,
    options: &Options<'_>,
    ledger: &mut Ledger,
) -> Vec<ChildHistory> {
    let mut order: Vec<u32> = (0..returns.rows.len() as u32).collect();
    order.sort_by_key(|&at| returns.rows[at as usize].child);
    let of: Vec<Word> = returns.rows.iter().map(|row| row.child).collect();
    let frame = Frame {
        as_at: returns.as_at,
        eighteenth: None,
        latest_return: returns.years.last().copied().unwrap_or(0),
        goes_on: returns.words.number("X1"),
        begins: returns.words.number("S"),
        moves: returns.words.number("P"),
    };
    let codes = Codes::of(returns);
    let mut work = Work {
        changes: Vec::new(),
        folds: Vec::new(),
    };
    let mut children = Vec::new();
    for rows in order.chunk_by(|&a, &b| of[a as usize] == of[b as usize]) {
        children.push(work.child(returns, rows, frame, &codes));
    }
    for child in &mut children {
        child.id = options.ids.child(returns.children.text(child.child)).into();
    }
    children.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let mut accounts = Accounts {
        returns,
        options,
        ledger,
    };
    accounts.rows(&work);
    accounts.records(&children);
    accounts.people(&children);
    // Every record is accounted for, and nothing asks for them again.
    returns.records = Vec::new();
    children
}

/// Words that decide how a row is treated.
struct Codes {
    short_breaks: Vec<Word>,
    temporary: Vec<Word>,
}

impl Codes {
    fn of(returns: &Returns) -> Self {
        let words = |is: fn(&str) -> bool| {
            let all = (0..returns.words.count() as u32).map(Word);
            all.filter(|word| is(returns.words.text(*word))).collect()
        };
        Self {
            short_breaks: words(is_short_break),
            temporary: words(is_temporary),
        }
    }
}

struct Work {
    changes: Vec<Change>,
    folds: Vec<Fold>,
}

impl Work {
    fn child(
        &mut self,
        returns: &mut Returns,
        rows: &[u32],
        frame: Frame,
        codes: &Codes,
    ) -> ChildHistory {
        let child = returns.rows[rows[0] as usize].child;
        let (mut breaks, mut care): (Vec<u32>, Vec<u32>) = rows
            .iter()
            .partition(|&&at| codes.short_breaks.contains(&returns.rows[at as usize].ls));
        merge(&mut returns.rows, &mut breaks, frame, &returns.words);
        merge(&mut returns.rows, &mut care, frame, &returns.words);
        let first = care
            .iter()
            .chain(&breaks)
            .map(|&at| returns.rows[at as usize].start)
            .min();
        let born = born(&returns.people[child.at()]);
        let born = born.filter(|born| first.is_none_or(|first| *born <= first));
        let eighteenth = born.and_then(eighteenth);
        let spells = lay(
            &returns.rows,
            &care,
            Frame {
                eighteenth,
                ..frame
            },
            &mut self.changes,
        );
        let is_temporary = |row: &Row| codes.temporary.contains(&row.place);
        temporary_moves(returns, &care, is_temporary, &mut self.changes);
        let earlier = self.folds.len();
        let spells = fold(&returns.rows, spells, is_temporary, &mut self.folds);
        // A row that was cut in two may be folded in one part and laid in the other: then it is used. A row of which no
        // day is left, and that was not folded into another, is covered by others.
        let is_laid = |at: u32| spells.iter().any(|spell| spell.row == at);
        let folds = self.folds.split_off(earlier);
        for &at in care.iter().filter(|&&at| !is_laid(at)) {
            let fold = folds.iter().find(|fold| fold.1 == at);
            returns.rows[at as usize].aside = Some(fold.map_or(COVERED, |fold| fold.0));
        }
        ChildHistory {
            child,
            id: Arc::from(""),
            born,
            spells,
            short_breaks: breaks,
        }
    }
}

/// The date of birth in the latest header, or else in another table.
fn born(person: &Person) -> Option<Date> {
    person
        .born
        .or(person.born_elsewhere)
        .map(|dated| dated.value)
}

/// The day on which somebody comes of age. Born on 29 February: 1 March in a common year.
fn eighteenth(born: Date) -> Option<Date> {
    let year = born.year() + 18;
    Date::new(year, born.month(), born.day())
        .or_else(|_| Date::new(year, 3, 1))
        .ok()
}

struct Accounts<'a> {
    returns: &'a Returns,
    options: &'a Options<'a>,
    ledger: &'a mut Ledger,
}

impl Accounts<'_> {
    fn apply(&mut self, rule: &'static Rule, file: u32, line: u32, child: Word, detail: &str) {
        let (returns, options) = (self.returns, self.options);
        let case = || Case {
            file: file as usize,
            line: u64::from(line),
            subject: options.ids.child(returns.children.text(child)),
            detail: detail.to_owned(),
        };
        self.ledger.apply(rule, case, file as usize);
    }

    fn rows(&mut self, work: &Work) {
        let returns = self.returns;
        for row in &returns.rows {
            match row.aside {
                Some(rule) => {
                    self.apply(rule, row.file, row.line, row.child, &row.start.to_string())
                }
                None => self.ledger.used(row.file as usize),
            }
        }
        for &(rule, at) in &work.changes {
            let row = &returns.rows[at as usize];
            self.apply(rule, row.file, row.line, row.child, &row.start.to_string());
        }
    }

    /// Of the rows that a table has of a child, the latest is used.
    fn records(&mut self, children: &[ChildHistory]) {
        let returns = self.returns;
        let mut has_episodes = vec![false; returns.people.len()];
        for child in children {
            has_episodes[child.child.at()] = true;
        }
        let mut order: Vec<usize> = (0..returns.records.len()).collect();
        let key = |at: &usize| {
            let record = &returns.records[*at];
            (record.child, record.table as u8, record.year, *at)
        };
        order.sort_by_key(key);
        for (nth, &at) in order.iter().enumerate() {
            let record = &returns.records[at];
            let next = order.get(nth + 1).map(|&next| &returns.records[next]);
            let is_last = next.is_none_or(|n| (n.child, n.table) != (record.child, record.table));
            let (file, line) = (record.file, record.line);
            if !has_episodes[record.child.at()] {
                self.apply(NO_EPISODES, file, line, record.child, "");
            } else if is_last {
                self.ledger.used(file as usize);
            } else {
                self.apply(EARLIER_RECORD, file, line, record.child, "");
            }
        }
        debug_assert!(
            returns
                .records
                .iter()
                .all(|record| KEPT.contains(&record.table))
        );
    }

    /// What is odd about children, at their first row.
    fn people(&mut self, children: &[ChildHistory]) {
        let returns = self.returns;
        for child in children {
            let rows = child.spells.iter().map(|spell| spell.row);
            let Some(at) = rows.chain(child.short_breaks.iter().copied()).next() else {
                continue;
            };
            let row = &returns.rows[at as usize];
            let person = &returns.people[child.child.at()];
            let mut notice =
                |rule, detail: &str| self.apply(rule, row.file, row.line, row.child, detail);
            if !person.has_header {
                notice(NO_HEADER, "");
            }
            match (person.born, person.born_elsewhere) {
                (None, None) => notice(NO_BIRTH, ""),
                (None, Some(_)) => notice(BORN_ELSEWHERE, ""),
                (Some(a), Some(b)) if a.value != b.value => notice(BIRTH_DIFFERS, ""),
                _ => {}
            }
            if child.born.is_none() && born(person).is_some() {
                notice(BORN_LATER, &row.start.to_string());
            }
            if !child.short_breaks.is_empty() {
                notice(SHORT_BREAKS, &format!("{} rows", child.short_breaks.len()));
            }
        }
    }
}
