//! Spells in care, child by child, as the council's `episodes.csv` has them.

mod count;
mod families;
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
}

/// Fewest episodes that a forecast is made from.
pub const FEWEST_EPISODES: usize = 50;
/// Fewest days of history that a forecast is made from: two years.
pub const FEWEST_DAYS: i32 = 730;

/// Why a history allows no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TooLittle {
    /// No episodes.
    #[error("there is no care history: episodes.csv is missing or has no row with a date of birth")]
    Nothing,
    /// Too few.
    #[error("{0} episodes are too few: an individual forecast needs at least {FEWEST_EPISODES}")]
    Episodes(usize),
    /// Too short.
    #[error(
        "{days} days of history, from {first} to {last}, are too few: an individual forecast needs at least two years"
    )]
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
    /// Reads the history of a council.
    ///
    /// # Errors
    ///
    /// There are no episodes, fewer than [`FEWEST_EPISODES`], or fewer than [`FEWEST_DAYS`] days.
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
        };
        families::group(council, &read.ids, &mut history.spells);
        if history.episodes < FEWEST_EPISODES {
            return Err(TooLittle::Episodes(history.episodes));
        }
        let days = history.last_number() - history.first_number();
        if days < FEWEST_DAYS {
            return Err(TooLittle::Days { first, last, days });
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
