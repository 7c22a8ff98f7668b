//! One child's episodes laid along time: open ones closed, overlaps cut, gaps that the codes deny bridged, so that
//! on every day the child is in one placement or in none.

use super::row::Row;
use super::rules::{
    BRIDGED, CLOSED_AT_18, CLOSED_BY_NEXT, CUT, END_AFTER_DATA, LEFT_OPEN, ONE_AFTER_ANOTHER,
    RESUMED,
};
use super::words::Word;
use super::year::last_day;
use crate::import::account::Rule;
use crate::model::{Date, days_between};

/// Longest gap that REC X1 and RNE together can deny.
const LONGEST_GAP: i32 = 31;

/// Days spent under one episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// The row that says what the episode was.
    pub row: u32,
    /// First day.
    pub start: Date,
    /// Day on which it ended; `None` while it goes on.
    pub end: Option<Date>,
    /// RNE.
    pub rne: Word,
    /// REC.
    pub rec: Word,
    /// REASON_PLACE_CHANGE.
    pub reason: Word,
}

/// What the timeline must know besides the rows.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Last day that the data describe.
    pub as_at: Option<Date>,
    /// The 18th birthday, where the date of birth is known.
    pub eighteenth: Option<Date>,
    /// Year of the latest return.
    pub latest_return: i16,
    /// The code X1: care goes on.
    pub goes_on: Word,
    /// The code S: care begins.
    pub begins: Word,
    /// The code P, for a return to a placement.
    pub moves: Word,
}

/// A change that a rule has made: the rule and the row.
pub type Change = (&'static Rule, u32);

/// Lays rows, sorted and merged, along time.
pub fn lay(all: &[Row], rows: &[u32], frame: Frame, changes: &mut Vec<Change>) -> Vec<Spell> {
    let mut spells: Vec<Spell> = rows
        .iter()
        .map(|&at| spell(all, at, frame, changes))
        .collect();
    one_after_another(all, &mut spells, frame, changes);
    let mut spells = sweep(close(all, spells, frame, changes), frame, changes);
    bridge(&mut spells, frame, changes);
    end_at_18(&mut spells, frame, changes);
    spells
}

/// Two placements from one day on, in one return: the child was in the one that ended first before the other. Ends
/// after the data count too: on the day of the data the child was still in the one that ended first.
fn one_after_another(
    all: &[Row],
    spells: &mut Vec<Spell>,
    frame: Frame,
    changes: &mut Vec<Change>,
) {
    let row = |spell: &Spell| &all[spell.row as usize];
    for nth in 1..spells.len() {
        let (before, after) = (row(&spells[nth - 1]), row(&spells[nth]));
        let Some(end) = before.end.filter(|end| *end > before.start) else {
            continue;
        };
        if before.start == after.start && after.end.is_none_or(|later| later > end) {
            if spells[nth - 1].end.is_some() {
                spells[nth - 1].rec = frame.goes_on;
            }
            spells[nth].start = end;
            spells[nth].rne = frame.moves;
            changes.push((ONE_AFTER_ANOTHER, spells[nth].row));
        }
    }
    spells.retain(|spell| frame.as_at.is_none_or(|day| spell.start <= day));
    spells.sort_by_key(|spell| spell.start);
}

fn spell(all: &[Row], at: u32, frame: Frame, changes: &mut Vec<Change>) -> Spell {
    let row = &all[at as usize];
    let ends_late = frame
        .as_at
        .is_some_and(|day| row.end.is_some_and(|end| end > day));
    if ends_late {
        changes.push((END_AFTER_DATA, at));
    }
    let still_open = ends_late || row.end.is_none();
    Spell {
        row: at,
        start: row.start,
        end: row.end.filter(|_| !ends_late),
        rne: row.rne,
        // Some systems write X1 on episodes that are still open.
        rec: if still_open { Word::BLANK } else { row.rec },
        reason: if still_open { Word::BLANK } else { row.reason },
    }
}

/// Closes every open episode that a later one has ended, and one whose return was not the latest. An episode that was
/// open after a later one's return is still open: the later one lies inside it.
fn close(
    all: &[Row],
    mut spells: Vec<Spell>,
    frame: Frame,
    changes: &mut Vec<Change>,
) -> Vec<Spell> {
    // The next start of each return or of a later one, the earliest last.
    let mut next_of: Vec<(i16, Date)> = Vec::new();
    for spell in spells.iter_mut().rev() {
        let row = &all[spell.row as usize];
        // An end after the data is known: nothing that begins meanwhile has ended the episode.
        if spell.end.is_none() && row.end.is_none() {
            let next = next_of
                .iter()
                .rev()
                .find(|(year, _)| *year >= row.year || *year == 0 || row.year == 0);
            let is_old = row.year != 0 && row.year < frame.latest_return;
            let known_until = is_old.then(|| last_day(row.year));
            let known_until = known_until
                .filter(|day| *day >= spell.start && frame.as_at.is_none_or(|as_at| *day < as_at));
            if let Some((_, next)) = next {
                spell.end = Some(*next);
                spell.rec = frame.goes_on;
                changes.push((CLOSED_BY_NEXT, spell.row));
            } else if let Some(day) = known_until {
                spell.end = Some(day);
                changes.push((LEFT_OPEN, spell.row));
            }
        }
        // A placement that only waits for another from the same day is no later episode; that other one is here too.
        if spell.start > row.start {
            continue;
        }
        // Of two starts the earlier one ends more, unless its return is the older.
        next_of.retain(|(year, _)| row.year != 0 && (*year > row.year || *year == 0));
        next_of.push((row.year, spell.start));
    }
    spells
}

/// Gives every day to the covering episode that started last. An episode that goes on after one inside it comes
/// back where that ends.
fn sweep(spells: Vec<Spell>, frame: Frame, changes: &mut Vec<Change>) -> Vec<Spell> {
    let overlaps = spells
        .windows(2)
        .any(|pair| pair[0].end.is_none_or(|end| end > pair[1].start));
    if !overlaps {
        return spells;
    }
    let mut laid = Laid {
        out: Vec::with_capacity(spells.len() + 2),
        changes,
        frame,
    };
    let mut under_way: Vec<Spell> = Vec::new();
    let mut from = Date::MIN;
    for spell in spells {
        from = laid.until(spell.start, from, &mut under_way);
        from = from.max(spell.start);
        under_way.push(spell);
    }
    laid.until(Date::MAX, from, &mut under_way);
    laid.out
}

struct Laid<'c> {
    out: Vec<Spell>,
    changes: &'c mut Vec<Change>,
    frame: Frame,
}

impl Laid<'_> {
    /// Lays what is under way from one day to another, the latest start first, and gives the day reached.
    fn until(&mut self, day: Date, mut from: Date, under_way: &mut Vec<Spell>) -> Date {
        while let Some(spell) = under_way.pop() {
            match spell.end {
                Some(end) if end <= day => {
                    self.lay(spell, from, Some(end), false);
                    from = from.max(end);
                }
                None if day == Date::MAX => {
                    self.lay(spell, from, None, false);
                    // What began earlier and is open too is covered to the end.
                    under_way.clear();
                    return day;
                }
                _ => {
                    if day > from {
                        self.changes.push((CUT, spell.row));
                        self.lay(spell.clone(), from, Some(day), true);
                    }
                    under_way.push(spell);
                    return from.max(day);
                }
            }
        }
        from
    }

    fn lay(&mut self, spell: Spell, from: Date, end: Option<Date>, is_cut: bool) {
        let start = from.max(spell.start);
        let is_first = start == spell.start;
        let is_of_one_day = is_first && spell.end == Some(spell.start);
        if end.is_some_and(|end| end < start || (end == start && !is_of_one_day)) {
            return;
        }
        let mut rne = spell.rne;
        if !is_first {
            self.changes.push((RESUMED, spell.row));
            rne = self.frame.moves;
            if let Some(before) = self.out.last_mut().filter(|b| b.end == Some(start)) {
                before.rec = self.frame.goes_on;
            }
        }
        let rec = if is_cut {
            self.frame.goes_on
        } else {
            spell.rec
        };
        self.out.push(Spell {
            start,
            end,
            rne,
            rec,
            ..spell
        });
    }
}

fn bridge(spells: &mut [Spell], frame: Frame, changes: &mut Vec<Change>) {
    for nth in 1..spells.len() {
        let (start, rne) = (spells[nth].start, spells[nth].rne);
        let before = &mut spells[nth - 1];
        let Some(end) = before.end else { continue };
        let gap = days_between(end, start);
        let is_denied = before.rec == frame.goes_on && rne != frame.begins && !rne.is_blank();
        if is_denied && (1..=LONGEST_GAP).contains(&gap) {
            before.end = Some(start);
            changes.push((BRIDGED, before.row));
        }
    }
}

fn end_at_18(spells: &mut [Spell], frame: Frame, changes: &mut Vec<Change>) {
    let (Some(last), Some(birthday)) = (spells.last_mut(), frame.eighteenth) else {
        return;
    };
    if last.end.is_none() && frame.as_at.is_some_and(|day| day >= birthday) {
        last.end = Some(birthday.max(last.start));
        changes.push((CLOSED_AT_18, last.row));
    }
}
