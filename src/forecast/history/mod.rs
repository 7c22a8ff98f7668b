//! Spells in care, child by child, as the council's `episodes.csv` has them.

mod count;
mod families;
mod likely;
mod read;
mod state;
#[cfg(test)]
pub mod testing;
mod today;
mod unknown;
mod whose_rates;
mod window;

pub use read::ids;
pub use today::{LONGEST_BEFORE, Today};
pub use unknown::Unknown;
pub use window::LONGEST_QUIET;

pub use state::{AGE_NAMES, BIRTHDAYS, Exit, State, age_band, birthdays, day_number, is_of_others};
pub use whose_rates::{pooled, rates};

use thiserror::Error;

use crate::model::{Council, Date, NeedCode};

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
    /// Category of need (CIN) of the first row that has one.
    pub need: Option<NeedCode>,
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
    /// Episodes of short breaks (V3, V4), which are not being looked after.
    pub short_breaks: usize,
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
            short_breaks: read.short_breaks,
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

#[cfg(test)]
mod tests {
    use super::testing::{council, episode, number};
    use super::*;

    #[test]
    fn on_an_earlier_day_nothing_later_is_known() {
        let born = "2010-06-01";
        let rows = vec![
            episode("A", born, ("2018-05-01", "2019-06-01"), "S U4 PR1 X1"),
            episode("A", born, ("2019-06-01", "2020-07-01"), "P K2 PR4 E4A"),
            episode("B", born, ("2018-05-01", "2019-03-31"), "S U4 PR1 E4A"),
            episode("C", born, ("2019-04-02", ""), "S U4 PR1"),
        ];
        let history = History::of(&council(rows, "2021-03-31")).unwrap();
        assert_eq!(history.little, Some(TooLittle::Episodes(4)));
        let known = history.until("2019-03-31".parse().unwrap());
        assert_eq!(known.spells.len(), 2);
        assert_eq!(
            (known.spells[0].end, known.spells[0].stays.len()),
            (None, 1)
        );
        let left = Some((number("2019-03-31"), Exit::Home));
        assert_eq!(known.spells[1].end, left);
        assert_eq!(
            (known.first, known.last),
            (history.first, "2019-03-31".parse().unwrap())
        );
        let on_the_day = known.children_on(known.last_number());
        assert_eq!(on_the_day[State::OwnFoster as usize], 1);
    }

    #[test]
    fn two_years_and_fifty_episodes_speak_for_themselves() {
        let of = |number: usize, begun: &str, as_at: &str| {
            let rows = (0..number)
                .map(|n| {
                    let id = format!("C{n}");
                    episode(
                        &id,
                        "2015-06-01",
                        (begun, if n == 0 { as_at } else { "" }),
                        "S U4 PR1 E4A",
                    )
                })
                .collect();
            History::of(&council(rows, as_at)).unwrap().little
        };
        // One episode ends on the last day, in whose year the data begin.
        assert_eq!(
            of(49, "2019-05-01", "2021-03-31"),
            Some(TooLittle::Episodes(49))
        );
        let year = of(50, "2019-05-01", "2021-03-31");
        assert!(
            matches!(year, Some(TooLittle::Days { days: 364, .. })),
            "{year:?}"
        );
        let nothing = History::of(&council(Vec::new(), "2021-03-31"));
        assert_eq!(nothing, Err(TooLittle::Nothing));
    }
}
