//! Children and homes together, month by month, many times.
//!
//! Children come, leave and move as in [`crate::forecast::simulate`], with the same random numbers; homes come, go and are
//! held as in [`crate::forecast::supply`]; and those who wait at the end of a month are placed by the rules of `match`
//! (`placing`), families first (`keeping`); brothers and sisters share events (`siblings`) and are brought together (`reunite`).
//! So where children live, how near, with whom and at what cost is an outcome, and not an assumption.

pub mod audit;
mod chance;
mod child;
mod coming;
mod events;
pub mod future;
pub mod groups;
mod home;
mod homes;
mod influence;
mod keeping;
mod measure;
mod month;
mod offers;
pub mod outcomes;
mod pairs;
mod placing;
mod plans;
mod reunite;
mod rooms;
mod same_chance;
mod siblings;
mod spent;
mod start;
mod world;

pub use events::is_fostered;
pub use influence::{due, is_which};
pub use reunite::MOVES;
pub use start::Setup;

use rayon::prelude::*;

use super::changes::Changes;
use super::simulate::{Settings, month_ends};
use crate::model::Date;
use crate::optimise::SolveError;
use outcomes::Outcomes;

/// Runs one replication: months are those of [`month_ends`] after the day of the data.
pub fn one(
    setup: &Setup<'_>,
    months: &[Date],
    changes: &Changes,
    (seed, replication): (u64, u64),
) -> Outcomes {
    month::replicate(setup, (months, months.len()), changes, (seed, replication))
}

/// Runs the first `most` months of a replication, which are those of the whole of it.
pub fn begun(
    setup: &Setup<'_>,
    (months, most): (&[Date], usize),
    changes: &Changes,
    key: (u64, u64),
) -> Outcomes {
    month::replicate(setup, (months, most), changes, key)
}

/// What is counted on the day of the data: what happens in a month is not counted yet.
pub fn today(setup: &Setup<'_>) -> Outcomes {
    month::today(setup)
}

/// Places the children of one replication's months in both ways, every `every` months: the simulation's and the best.
///
/// # Errors
/// As [`crate::optimise::solve_to_the_end`].
pub fn audit(
    setup: &Setup<'_>,
    settings: Settings,
    every: usize,
) -> Result<Vec<audit::Audited>, SolveError> {
    let months = month_ends(setup.model.from, settings.months);
    let changes = Changes::default();
    month::audited(setup, &months, &changes, ((settings.seed, 0), every))
}

/// What all replications came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// Month ends.
    pub months: Vec<Date>,
    /// Replications, in order.
    pub replications: Vec<Outcomes>,
}

/// Runs every replication; `changes` says what is different in each.
pub fn run<C: Fn(u64) -> Changes + Sync>(
    setup: &Setup<'_>,
    settings: Settings,
    changes: C,
) -> Simulated {
    let months = month_ends(setup.model.from, settings.months);
    let replications = (0..settings.replications as u64).into_par_iter();
    let one = |replication| {
        one(
            setup,
            &months,
            &changes(replication),
            (settings.seed, replication),
        )
    };
    Simulated {
        replications: replications.map(one).collect(),
        months,
    }
}

/// Futures that were finished before, and are kept for the next time.
pub trait Kept: Sync {
    /// A future that was finished before.
    fn find(&self, replication: u64) -> Option<Outcomes>;
    /// Keeps one that has been finished now.
    fn keep(&self, replication: u64, outcomes: &Outcomes);
}

/// No future is kept.
pub struct NothingKept;

impl Kept for NothingKept {
    fn find(&self, _: u64) -> Option<Outcomes> {
        None
    }

    fn keep(&self, _: u64, _: &Outcomes) {}
}

/// Runs replications as long as `goes_on`, which is asked before each; those that were begun are finished. What was kept
/// before is not run again. The futures are without figures by group of children, which are most of their size.
pub fn run_while<C: Fn(u64) -> Changes + Sync>(
    setup: &Setup<'_>,
    settings: Settings,
    changes: C,
    (goes_on, kept): (&(dyn Fn() -> bool + Sync), &dyn Kept),
) -> Simulated {
    let months = month_ends(setup.model.from, settings.months);
    let replications = (0..settings.replications as u64).into_par_iter();
    let one = |replication: u64| {
        if !goes_on() {
            return None;
        }
        let found = kept.find(replication);
        found.or_else(|| {
            let changes = changes(replication);
            let mut outcomes = one(setup, &months, &changes, (settings.seed, replication));
            outcomes.groups = Vec::new();
            kept.keep(replication, &outcomes);
            Some(outcomes)
        })
    };
    Simulated {
        replications: replications.filter_map(one).collect(),
        months,
    }
}
