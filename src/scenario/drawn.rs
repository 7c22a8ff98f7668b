//! A lever in one replication: its numbers drawn, its days those of the calendar.

use std::collections::BTreeMap;

use super::amount::Drawing;
use super::ground::Ground;
use super::levers::{ONCE_EACH, Takes, WEEKLY_EACH};
use super::pulled::{Pulled, Value};
use crate::forecast::changes::{Each, Spending, When, Which, Who};
use crate::forecast::history::State;
use crate::model::Date;

/// A lever in one replication.
pub struct Drawn<'a> {
    /// The lever.
    pub pulled: &'a Pulled,
    /// What the scenario is laid on.
    pub ground: &'a Ground<'a>,
    amounts: BTreeMap<&'static str, f64>,
}

impl<'a> Drawn<'a> {
    /// Draws what the lever knows only as a range; `None` where it does not happen in this replication.
    pub fn of(pulled: &'a Pulled, ground: &'a Ground<'a>, drawing: Drawing<'_>) -> Option<Self> {
        let mut amounts = BTreeMap::new();
        for (name, value) in &pulled.values {
            let (Value::Amount(amount), Some(key)) = (value, pulled.lever.key(name)) else {
                continue;
            };
            let Takes::Number {
                lowest,
                highest,
                whole,
                ..
            } = key.takes
            else {
                continue;
            };
            let number = amount.at(drawing.normal(name)).clamp(lowest, highest);
            amounts.insert(*name, if whole { number.round() } else { number });
        }
        let drawn = Self {
            pulled,
            ground,
            amounts,
        };
        let chance = drawn.number("probability").unwrap_or(1.0);
        (drawing.uniform("whether") < chance).then_some(drawn)
    }

    /// A number.
    pub fn number(&self, key: &str) -> Option<f64> {
        self.amounts.get(key).copied()
    }

    /// A whole number of things; none where the key is left out.
    pub fn count(&self, key: &str) -> u32 {
        // Whole and in the range of its key, which has no negative ones.
        self.number(key).unwrap_or(0.0) as u32
    }

    /// The factor of a change in per cent.
    pub fn factor(&self, key: &str) -> Option<f64> {
        self.number(key)
            .map(|percent| (1.0 + percent / 100.0).max(0.0))
    }

    /// First day.
    pub fn from(&self) -> Date {
        self.pulled.first(self.ground.start)
    }

    /// First and last day of what comes evenly.
    pub fn between(&self) -> (Date, Date) {
        let from = self.from();
        let until = self.pulled.last(self.ground.start).unwrap_or(from);
        (from, until.max(from))
    }

    /// When a change applies.
    pub fn when(&self) -> When {
        When {
            from: self.from(),
            until: self.pulled.last(self.ground.start),
            ramp: self.count("ramp_months"),
        }
    }

    /// Which children.
    pub fn who(&self) -> Who {
        let place = self.pulled.text("where");
        Who {
            ages: self.pulled.ages("ages"),
            uasc: self.pulled.flag("uasc"),
            state: place.and_then(|name| State::ALL.into_iter().find(|s| s.name() == name)),
        }
    }

    /// Which homes.
    pub fn which(&self) -> Which {
        self.pulled.which()
    }

    /// What each home or child of the lever costs beside placements.
    pub fn each(&self) -> Each {
        let pence = |key: &str| (self.number(key).unwrap_or(0.0) * 100.0).round() as u32;
        Each {
            once_pence: pence(ONCE_EACH.name),
            pence_a_week: pence(WEEKLY_EACH.name),
        }
    }

    /// What the lever as a whole costs beside placements; `None` where it costs nothing.
    pub fn spending(&self) -> Option<Spending> {
        let pence = |key: &str| (self.number(key).unwrap_or(0.0) * 100.0).round() as i64;
        let spending = Spending {
            lever: self.pulled.name.clone(),
            from: self.from(),
            until: self.pulled.last(self.ground.start),
            once_pence: pence("pounds_once"),
            pence_a_week: pence("pounds_a_week"),
        };
        (spending.once_pence != 0 || spending.pence_a_week != 0).then_some(spending)
    }
}
