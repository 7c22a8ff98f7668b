//! Where in the bands of age, duration and tenure a child is, and until when.

use crate::forecast::history::{Spell, UASC_BAND};
use crate::model::NeedCode;

/// Days in care at which a band of duration begins. Leaving is quick at first and slow later: children who are still there
/// after a year mostly stay, so that one rate for all would be of the wrong shape.
const DURATION_FROM: [f64; DURATIONS] = [0.0, 28.0, 91.0, 182.0, 365.0, 730.0, 1461.0];
/// Bands of time in care.
pub const DURATIONS: usize = 7;
/// Days in care after which every day is in the last band of duration.
pub const LAST_DURATION: f64 = DURATION_FROM[DURATIONS - 1];
/// Days in a placement at which a band of tenure begins.
const TENURE_FROM: [f64; TENURES] = [0.0, 28.0, 91.0, 182.0, 365.0, 730.0];
/// Bands of time in a placement.
pub const TENURES: usize = 6;

/// The clocks of a child: time is in days, and a whole number is the evening of that day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Life {
    /// Birthdays that begin age bands, and the eighteenth.
    pub birthdays: [f64; 6],
    /// Whether an unaccompanied child.
    pub uasc: bool,
    /// Category of need, as first recorded in the period of care. No hazard knows of it.
    pub need: Option<NeedCode>,
    /// Beginning of care.
    pub start: f64,
    /// Beginning of the placement.
    pub stay: f64,
}

/// A time within which no band changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Age band, or that of unaccompanied children.
    pub band: usize,
    /// Band of time in care.
    pub duration: usize,
    /// Band of time in the placement.
    pub tenure: usize,
    /// Until when, at most the eighteenth birthday.
    pub until: f64,
}

impl Life {
    /// The clocks of a spell in a placement that began then.
    pub fn of(spell: &Spell, stay: f64) -> Self {
        Self {
            birthdays: spell.birthdays.map(f64::from),
            uasc: spell.uasc,
            need: spell.need,
            start: f64::from(spell.start),
            stay,
        }
    }

    /// The same life, so many days later.
    pub fn later(self, days: f64) -> Self {
        Self {
            birthdays: self.birthdays.map(|day| day + days),
            start: self.start + days,
            stay: self.stay + days,
            ..self
        }
    }

    /// The piece that begins at a time.
    pub fn piece(&self, time: f64) -> Piece {
        let (duration, next_duration) = band(&DURATION_FROM, self.start, time);
        let (tenure, next_tenure) = band(&TENURE_FROM, self.stay, time);
        let age = self.age_band(time);
        let birthday = self.birthdays[if self.uasc { 5 } else { age + 1 }];
        Piece {
            band: if self.uasc { UASC_BAND } else { age },
            duration,
            tenure,
            until: birthday.min(next_duration).min(next_tenure),
        }
    }

    /// Age band of a time.
    pub fn age_band(&self, time: f64) -> usize {
        let mut age = 0;
        while age < 4 && self.birthdays[age + 1] <= time {
            age += 1;
        }
        age
    }

    /// The eighteenth birthday.
    pub const fn eighteen(&self) -> f64 {
        self.birthdays[5]
    }
}

/// The band of a time since a beginning, and when the next one begins.
fn band(from: &[f64], begun: f64, time: f64) -> (usize, f64) {
    let mut at = 0;
    // Sums, not differences, so that the next band has begun at the very time that was given for it.
    while at + 1 < from.len() && begun + from[at + 1] <= time {
        at += 1;
    }
    let next = from.get(at + 1).map_or(f64::INFINITY, |days| begun + days);
    (at, next)
}
