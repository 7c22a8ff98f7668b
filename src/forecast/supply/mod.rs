//! How homes come and go: rates of foster households that leave and are recruited, holds, places of others, and places
//! that young people keep after care.
//!
//! No council's folder has a history of its households, so these are published figures for England, or assumptions of
//! this project where none is published; each says which. A council's own differ, and nobody knows by how much: every
//! replication draws its own ([`SPREAD`]), so that ranges carry it.

mod observed;

pub use observed::Pool;

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

use crate::model::Council;

/// Coefficient of variation of a council's rates around England's (assumed).
pub const SPREAD: f64 = 0.2;

/// A figure, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sourced {
    /// The figure.
    pub figure: f64,
    /// Where it comes from.
    pub source: &'static str,
}

const ENGLAND_LEAVING: &str = "England, 2023-24: 4,820 of 43,405 fostering households left (11%; Ofsted; by the Fostering Network); the \
                               split by carer's age is assumed";
const ENGLAND_RECRUITED: &str = "England, 2023-24: 4,055 households approved, 45% of them by authorities with some 17,500 mainstream households \
                                 (Ofsted; by the Fostering Network)";
const ENGLAND_VACANT: &str = "assumed; England's vacant mainstream foster places fell by 5% in 2017-18, 13% in 2019-20 and 23% from 2018 to \
                              2022 (Ofsted); of homes and supported accommodation none are published";
const ASSUMED: &str = "assumed: no figure is published";

/// Rates of supply.
#[derive(Debug, Clone, PartialEq)]
pub struct Supply {
    /// Own foster households that leave in a year, by age of the oldest carer in years from which it holds.
    pub leaving: [(f64, Sourced); 4],
    /// By how much a household with a child leaves less often than one without (the mean is kept).
    pub leaving_while_filled: Sourced,
    /// New own foster households in a year, for each that there is today.
    pub recruited: Sourced,
    /// Months that a hold lasts in the mean.
    pub hold_months: Sourced,
    /// Share of own foster households that are on hold today.
    pub held: Sourced,
    /// Share of young people in foster homes who stay with their carers at eighteen.
    pub staying_put: Sourced,
    /// Months that they stay in the mean.
    pub staying_put_months: Sourced,
    /// Share of special guardians of children in foster homes who are the carers, so that the place goes with the child.
    pub guardians_who_fostered: Sourced,
    /// By setting: places of others that the council can get, those that its children fill among them.
    pub pool: [Pool; 3],
    /// Share of the free places of others that the council can get today.
    pub share_of_free: f64,
    /// Standard deviation of a year's change of the free places of others, on the log scale.
    pub swing: Sourced,
}

impl Supply {
    /// Of a council.
    pub fn of(council: &Council) -> Self {
        let leaving = |from: f64, figure: f64| {
            let source = ENGLAND_LEAVING;
            (from, Sourced { figure, source })
        };
        let assumed = |figure: f64| Sourced {
            figure,
            source: ASSUMED,
        };
        let (pool, share_of_free) = observed::pool(council);
        Self {
            leaving: [
                leaving(0.0, 0.09),
                leaving(60.0, 0.13),
                leaving(70.0, 0.25),
                leaving(80.0, 0.5),
            ],
            leaving_while_filled: assumed(0.5),
            recruited: Sourced {
                figure: 0.104,
                source: ENGLAND_RECRUITED,
            },
            hold_months: assumed(6.0),
            held: observed::held(council),
            staying_put: observed::staying_put(council),
            staying_put_months: assumed(18.0),
            guardians_who_fostered: assumed(0.25),
            pool,
            share_of_free,
            swing: Sourced {
                figure: 0.1,
                source: ENGLAND_VACANT,
            },
        }
    }

    /// Factor on free places of others where the council can get this share of them.
    pub fn scaled(&self, share: f64) -> f64 {
        share / self.share_of_free.max(0.01)
    }

    /// One draw of the rates.
    pub fn draw(&self, rng: &mut ChaCha8Rng) -> Drawn {
        let shape = SPREAD.powi(-2);
        let mut factor = || Gamma::new(shape, shape.recip()).map_or(1.0, |gamma| gamma.sample(rng));
        Drawn {
            leaving: factor(),
            recruited: factor(),
        }
    }

    /// Rate a year at which a household leaves.
    pub fn leaving_at(&self, age: Option<f64>, filled: bool) -> f64 {
        let age = age.unwrap_or(50.0);
        let band = self.leaving.iter().rev().find(|(from, _)| age >= *from);
        let rate = band.map_or(0.0, |(_, rate)| rate.figure);
        // Six in ten places are filled, so that the mean over all households is the rate.
        let less = self.leaving_while_filled.figure;
        let empty = 1.0 / (0.6 * less + 0.4);
        rate * if filled { empty * less } else { empty }
    }
}

/// Factors of one replication on the rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// On leaving.
    pub leaving: f64,
    /// On recruitment.
    pub recruited: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    #[test]
    fn older_carers_and_empty_households_leave_more_often() {
        let council = Council::new("Supply", "E06000019", Date::constant(2026, 3, 31));
        let supply = Supply::of(&council);
        let at = |age, filled| supply.leaving_at(Some(age), filled);
        assert!(at(71.0, true) > at(61.0, true) && at(61.0, true) > at(45.0, true));
        assert!((at(45.0, false) / at(45.0, true) - 2.0).abs() < 1e-12);
        // Six filled and four empty leave at the rate of the age.
        assert!((0.6 * at(45.0, true) + 0.4 * at(45.0, false) - 0.09).abs() < 1e-12);
        assert_eq!(supply.leaving_at(None, true), at(50.0, true));
    }
}
