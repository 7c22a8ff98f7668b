//! Levers that say what is to be reached, and solve for how much it takes.
//!
//! A closed form of today's figures gives a first guess, which is all that `explain` has. A run tries sizes in the simulation,
//! on top of everything else that the scenario changes, and takes the one that reaches it.

use super::{l02_rate, l05_in_house};
use crate::forecast::changes::Changes;
use crate::model::Date;
use crate::scenario::ground::Ground;
use crate::scenario::pulled::Pulled;

/// What is brought to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Children in care.
    Children,
    /// Per cent of children in mainstream foster homes who live with the authority's own carers.
    InHouse,
}

/// How a lever solves for its size.
#[derive(Debug)]
pub struct Solves {
    /// What is brought to a figure.
    pub reached: Reached,
    /// The size at which the lever changes nothing.
    pub idle: f64,
    /// The largest size, which is 0 at least.
    pub highest: fn(&Pulled, &Ground) -> f64,
    /// The day on which it is to be reached.
    pub by: fn(&Pulled, &Ground) -> Date,
    /// The figure to be reached, in the middle of an interval; `None` where the council's folder lacks what it is of.
    pub wanted: fn(&Pulled, &Ground) -> Option<f64>,
    /// The size by the closed form.
    pub guess: fn(&Pulled, &Ground) -> f64,
    /// The size that is taken in the middle of an interval: by what a simulation said, or else by the closed form.
    pub size: fn(&Pulled, &Ground) -> f64,
    /// A size in words.
    pub words: fn(&Pulled, f64) -> String,
    /// Adds the lever at a size to what changes.
    pub apply: fn(&Pulled, &Ground, f64, &mut Changes),
}

/// How a lever solves for its size; `None` where it does not.
pub fn solves(pulled: &Pulled) -> Option<&'static Solves> {
    match pulled.lever.id {
        "rate" => Some(&l02_rate::SOLVES),
        "in_house" => Some(&l05_in_house::SOLVES),
        _ => None,
    }
}
