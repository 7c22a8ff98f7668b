//! Spells in care, child by child, as the council's `episodes.csv` has them.

mod count;
mod families;
mod likely;
mod read;
mod state;
#[cfg(test)]
pub mod testing;
mod window;

pub use read::ids;
pub use state::{AGE_NAMES, BIRTHDAYS, Exit, State, age_band, birthdays, day_number};

use thiserror::Error;

use crate::model::{Council, Date};

/// A stay in one placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Where.
    pub state: State,
    /// First day, as a day number.
    pub start: i32,
}

/// A time in care of one child without a break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// Number of the child.
    pub child: u32,
    /// Birthdays that begin age bands, and the eighteenth, as day numbers.
    pub birthdays: [i32; 6],
    /// Whether the child has been an unaccompanied asylum-seeking child.
    pub uasc: bool,
    /// First day in care: where the first episode is not the beginning and nothing else is known, its first day.
    pub start: i32,
    /// First day of the first row, where that row is not the beginning of care. What was before it is known of children who
    /// are still in care, and of nobody who has left.
    pub cut_off: Option<i32>,
    /// Last day and how care ended; `None` while open.
    pub end: Option<(i32, Exit)>,
    /// Placements, in order; at least one.
    pub stays: Vec<Stay>,
    /// Spells of one number came into care together, as brothers and sisters.
    pub group: u32,
}

impl Spell {
    /// Band of the hazards' first margin: age band, or that of all unaccompanied children.
    pub fn band(&self, day: i32) -> usize {
        if self.uasc {
            UASC_BAND
        } else {
            age_band(&self.birthdays, day)
        }
    }

    /// The placement of a day; `None` outside the spell.
    pub fn stay_on(&self, day: i32) -> Option<Stay> {
        if day < self.start || self.end.is_some_and(|(end, _)| end <= day) {
            return None;
        }
        let past = self.stays.iter().rev().find(|stay| stay.start <= day);
        Some(*past.unwrap_or(&self.stays[0]))
    }
}

/// The band of unaccompanied children: they are nearly all 16 or 17, and leave and move in a way of their own.
pub const UASC_BAND: usize = 5;
/// Bands: the age bands, and that of unaccompanied children.
pub const BANDS: usize = 6;

/// The history that a forecast is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// First day on which everybody in care is known.
    pub first: Date,
    /// Last day of the data: spells that are open then are censored.
    pub last: Date,
    /// Spells, in order of child and first day; those of one group need not stand together.
    pub spells: Vec<Spell>,
    /// Episodes that were read.
    pub episodes: usize,
    /// Episodes left out because the child has no date of birth.
    pub without_birth: usize,
    /// Spells that began before the data and whose beginning is not known.
    pub begun_before: usize,
    /// Why its rates are pooled to England's; `None` where it speaks for itself.
    pub little: Option<TooLittle>,
}

/// Fewest episodes of a history that speaks for itself.
pub const FEWEST_EPISODES: usize = 50;
/// Fewest days of a history that speaks for itself: two years.
pub const FEWEST_DAYS: i32 = 730;

/// Why a history allows no forecast, or none of its own rates alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TooLittle {
    /// No episodes.
    #[error("there is no care history: episodes.csv is missing or has no row with a date of birth")]
    Nothing,
    /// Too few.
    #[error("the care history has fewer than {FEWEST_EPISODES} episodes: {0}")]
    Episodes(usize),
    /// Too short.
    #[error("the care history is shorter than two years: {days} days, from {first} to {last}")]
    Days {
        /// First day.
        first: Date,
        /// Last day.
        last: Date,
        /// Days between.
        days: i32,
    },
}

impl History {
    /// Reads the history of a council. One of fewer than [`FEWEST_EPISODES`] or [`FEWEST_DAYS`] says so.
    ///
    /// # Errors
    ///
    /// There are no episodes of a child with a date of birth: [`TooLittle::Nothing`].
    pub fn of(council: &Council) -> Result<Self, TooLittle> {
        let read = read::spells(council);
        if read.spells.is_empty() {
            return Err(TooLittle::Nothing);
        }
        let (first, last) = window::window(council).ok_or(TooLittle::Nothing)?;
        let mut history = Self {
            first,
            last,
            spells: read.spells,
            episodes: read.episodes,
            without_birth: read.without_birth,
            begun_before: read.begun_before,
            little: None,
        };
        families::group(council, &read.ids, &mut history.spells);
        let days = history.last_number() - history.first_number();
        if history.episodes < FEWEST_EPISODES {
            history.little = Some(TooLittle::Episodes(history.episodes));
        } else if days < FEWEST_DAYS {
            history.little = Some(TooLittle::Days { first, last, days });
        }
        Ok(history)
    }

    /// What was known on an earlier day: spells that had begun, ends and moves that had happened. Sibling links are as they
    /// are now.
    pub fn until(&self, last: Date) -> Self {
        let cut = day_number(last);
        let known = self.spells.iter().filter(|spell| spell.start <= cut);
        let spells = known
            .map(|spell| {
                let mut spell = spell.clone();
                spell.end = spell.end.filter(|(end, _)| *end <= cut);
                let first = spell.stays[0];
                spell.stays.retain(|stay| stay.start <= cut);
                if spell.stays.is_empty() {
                    spell.stays.push(first);
                }
                spell
            })
            .collect();
        Self {
            last,
            spells,
            ..*self
        }
    }

    /// The first day as a day number.
    pub fn first_number(&self) -> i32 {
        day_number(self.first)
    }

    /// The last day as a day number.
    pub fn last_number(&self) -> i32 {
        day_number(self.last)
    }

    /// Whether a spell's beginning was seen.
    pub fn saw_entry(&self, spell: &Spell) -> bool {
        spell.start >= self.first_number() && spell.start <= self.last_number()
    }
}
