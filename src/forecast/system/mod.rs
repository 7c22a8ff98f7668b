//! Children and homes together, month by month, many times.
//!
//! Children come, leave and move as in [`crate::forecast::simulate`], with the same random numbers; homes come, go and are
//! held as in [`crate::forecast::supply`]; and those who wait at the end of a month are placed by the rules of `match`
//! (`placing`). So where children live, how near, with whom and at what cost is an outcome, and not an assumption.

pub mod audit;
mod chance;
mod child;
mod events;
pub mod future;
pub mod groups;
mod home;
mod homes;
mod influence;
mod measure;
mod month;
pub mod outcomes;
mod placing;
mod start;
mod world;

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
    month::replicate(setup, months, changes, (seed, replication))
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
    run_while(setup, settings, changes, &|| true)
}

/// Runs replications as long as `goes_on`, which is asked before each; those that were begun are finished.
pub fn run_while<C: Fn(u64) -> Changes + Sync>(
    setup: &Setup<'_>,
    settings: Settings,
    changes: C,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Simulated {
    let months = month_ends(setup.model.from, settings.months);
    let replications = (0..settings.replications as u64).into_par_iter();
    let one = |replication: u64| {
        let changes = changes(replication);
        goes_on().then(|| one(setup, &months, &changes, (settings.seed, replication)))
    };
    Simulated {
        replications: replications.filter_map(one).collect(),
        months,
    }
}
