//! A lever as one scenario pulls it.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::levers::{Lever, Timing};
use super::moment::{Moment, before, later};
use crate::forecast::changes::Which;
use crate::ingest::position::Place;
use crate::model::{CodeSet, Date, HomeKind, Sector};

/// A value of a lever's key.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number, fixed or an interval.
    Amount(Amount),
    /// A code, or the name or code of a district or provider.
    Text(String),
    /// Codes of authorities; none stand for all that adjoin.
    Texts(Vec<String>),
    /// Youngest and oldest age in years.
    Ages(u8, u8),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Moment(Moment),
}

/// A lever that is pulled.
#[derive(Debug, Clone)]
pub struct Pulled {
    /// Its name in the scenario.
    pub name: String,
    /// The lever.
    pub lever: &'static Lever,
    /// Values by key.
    pub values: BTreeMap<&'static str, Value>,
    /// Which file of the scenario has it: an index, the eldest first.
    pub file: usize,
    /// Where the lever's name stands, and where the values of its keys do.
    pub places: BTreeMap<&'static str, Place>,
}

impl Pulled {
    /// A number as the file has it.
    pub fn amount(&self, key: &str) -> Option<Amount> {
        match self.values.get(key) {
            Some(Value::Amount(amount)) => Some(*amount),
            _ => None,
        }
    }

    /// A code or name.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.values.get(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Codes of authorities.
    pub fn texts(&self, key: &str) -> Option<&[String]> {
        match self.values.get(key) {
            Some(Value::Texts(texts)) => Some(texts),
            _ => None,
        }
    }

    /// Ages.
    pub fn ages(&self, key: &str) -> Option<(u8, u8)> {
        match self.values.get(key) {
            Some(Value::Ages(youngest, oldest)) => Some((*youngest, *oldest)),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.values.get(key) {
            Some(Value::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// Which homes it is about.
    pub fn which(&self) -> Which {
        let owned = |key: &str| self.text(key).map(str::to_owned);
        Which {
            kind: self.text("kind").and_then(HomeKind::from_code),
            own: self.flag("own"),
            sector: self.text("sector").and_then(Sector::from_code),
            provider: owned("provider"),
            district: owned("district"),
        }
    }

    /// A day as the file has it.
    pub fn moment(&self, key: &str) -> Option<Moment> {
        match self.values.get(key) {
            Some(Value::Moment(moment)) => Some(*moment),
            _ => None,
        }
    }

    /// First day, or the only one.
    pub fn first(&self, start: Date) -> Date {
        let key = if self.lever.timing == Timing::On {
            "on"
        } else {
            "from"
        };
        self.moment(key).unwrap_or(Moment::Months(0)).on(start)
    }

    /// Last day; `None` where it stays.
    pub fn last(&self, start: Date) -> Option<Date> {
        match (self.moment("until"), self.lever.timing) {
            (Some(until), _) => Some(until.on(start)),
            (None, Timing::Over) => Some(before(later(self.first(start), 12))),
            (None, Timing::On) => Some(self.first(start)),
            (None, _) => None,
        }
    }

    /// Where a key's value stands, or the lever itself.
    pub fn place(&self, key: &str) -> Option<Place> {
        let of_key = self.places.get(key);
        of_key.or_else(|| self.places.get("")).copied()
    }
}
