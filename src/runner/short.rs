//! Levers that let a number of children leave or move, where the simulation finds fewer of them.
//!
//! Where a lever asks for many of the children whom it could be about, the run's own first replications are asked with how
//! many it was done, so that nobody is told of five thousand children of whom there were three hundred. As with levers that
//! solve for their size, that is a function of council, scenario, months and seed alone.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::found::{Found, Unit};
use super::plan::{CHUNK, Plan};
use crate::forecast::system::{self, Setup};
use crate::model::Council;
use crate::scenario::{Ground, Responses, Scenario};

/// Levers that were not done in full, with what was done.
pub fn fell_short(
    setup: &Setup<'_>,
    council: &Council,
    (plan, scenario): (&Plan, &Scenario),
    responses: &Responses,
) -> Vec<Found> {
    let ground = Ground {
        responses: Some(responses),
        ..Ground::new(council, plan.start)
    };
    let months = plan.months();
    let Some(last) = months.last().filter(|_| scenario.may_fall_short(&ground)) else {
        return Vec::new();
    };
    let one = |replication: u64| {
        let changes = scenario.changes_on(&ground, replication);
        let key = (plan.settings.seed, replication);
        let outcomes = system::one(setup, &months, &changes, key);
        let asked = scenario.asked_on(&ground, replication, *last).into_iter();
        let done = asked.map(|asked| {
            let done = outcomes.done.get(&asked.which).copied().unwrap_or(0);
            (asked.lever, asked.children, done)
        });
        done.collect::<Vec<_>>()
    };
    let all: Vec<_> = (0..u64::from(CHUNK)).into_par_iter().map(one).collect();
    let mut levers: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (lever, asked, done) in all.into_iter().flatten() {
        let sums = levers.entry(lever).or_default();
        *sums = (sums.0 + asked, sums.1 + done);
    }
    let mean = |sum: u32| f64::from(sum) / f64::from(CHUNK);
    let found = levers.into_iter().map(|(lever, (asked, done))| Found {
        lever,
        size: String::new(),
        wanted: mean(asked),
        reached: mean(done),
        unit: Unit::Done,
        futures: CHUNK,
        by: last.to_string(),
        is_at_an_end: true,
    });
    found.filter(Found::misses).collect()
}
