//! What a scenario does to one month.

use crate::forecast::changes::{Changes, Which, Who};
use crate::forecast::history::{Exit, State};
use crate::model::{Council, Date, Home};

/// The factors of a month.
#[derive(Debug, Clone)]
pub struct Influence<'a> {
    changes: &'a Changes,
    day: Date,
}

impl<'a> Influence<'a> {
    /// Of the month about a day.
    pub const fn on(changes: &'a Changes, day: Date) -> Self {
        Self { changes, day }
    }

    /// Factors on the reasons of leaving of such a child; `None` where all are 1.
    pub fn leaving(&self, age: u8, uasc: bool, state: State) -> Option<[f64; Exit::CAUSES]> {
        let about = |c: &&crate::forecast::changes::LeavingFaster| is(&c.who, age, uasc, state);
        let mut about = self.changes.leaving.iter().filter(about).peekable();
        about.peek()?;
        let mut factors = [1.0; Exit::CAUSES];
        for change in about {
            let factor = change.when.factor(change.factor, self.day);
            for (at, of) in factors.iter_mut().enumerate() {
                if change.exit.is_none_or(|exit| exit as usize == at) {
                    *of *= factor;
                }
            }
        }
        Some(factors)
    }

    /// Factor on moving of such a child.
    pub fn moving(&self, age: u8, uasc: bool, state: State) -> f64 {
        let about = self.changes.moving.iter();
        about
            .filter(|c| is(&c.who, age, uasc, state))
            .map(|c| c.when.factor(c.factor, self.day))
            .product()
    }

    /// Factor on the entry of such a child.
    pub fn entering(&self, age: u8, uasc: bool, state: State) -> f64 {
        let about = self.changes.entries.iter();
        about
            .filter(|c| is(&c.who, age, uasc, state))
            .map(|c| c.when.factor(c.factor, self.day))
            .product()
    }

    /// Factor on a household's leaving.
    pub fn attrition(&self, council: &Council, home: &Home) -> f64 {
        let about = self.changes.attrition.iter();
        about
            .filter(|c| is_which(&c.which, council, home))
            .map(|c| c.when.factor(c.factor, self.day))
            .product()
    }

    /// Factor on recruitment as it is.
    pub fn recruitment(&self) -> f64 {
        let all = self.changes.recruitment.iter();
        all.map(|(when, factor)| when.factor(*factor, self.day))
            .product()
    }

    /// Factor on a home's weekly cost.
    pub fn price(&self, council: &Council, home: &Home) -> f64 {
        let about = self.changes.prices.iter();
        about
            .filter(|c| is_which(&c.which, council, home))
            .map(|c| c.when.factor(c.factor, self.day))
            .product()
    }
}

/// Whether a child is one that a change is about.
pub fn is(who: &Who, age: u8, uasc: bool, state: State) -> bool {
    who.ages.is_none_or(|(from, to)| (from..=to).contains(&age))
        && who.uasc.is_none_or(|asked| asked == uasc)
        && who.state.is_none_or(|asked| asked == state)
}

/// Whether a home is one that a change is about.
pub fn is_which(which: &Which, council: &Council, home: &Home) -> bool {
    let own = home.is_in_house();
    let district = || {
        let area = home.area.map(|area| &council.areas[area as usize]);
        area.map(|area| area.code.as_str())
    };
    let provider =
        |asked: &str| home.provider.as_deref() == Some(asked) || home.urn.as_deref() == Some(asked);
    which.kind.is_none_or(|kind| home.kind == kind)
        && which.own.is_none_or(|asked| asked == own)
        && which.sector.is_none_or(|sector| home.sector == sector)
        && which.provider.as_deref().is_none_or(provider)
        && which
            .district
            .as_deref()
            .is_none_or(|asked| district() == Some(asked))
}

/// How many of a number spread evenly over a time are due by the evening of a day.
pub fn due(number: u32, (first, last): (Date, Date), day: Date) -> u32 {
    if day < first {
        return 0;
    }
    let days = f64::from(crate::model::days_between(first, last)) + 1.0;
    let gone = f64::from(crate::model::days_between(first, day)) + 1.0;
    (f64::from(number) * (gone / days).min(1.0)).round() as u32
}
