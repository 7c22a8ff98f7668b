//! Components that are too large for one exact solve: cell by cell, with prices that bound the whole.
//!
//! The map is split into cells of neighbouring groups and homes; each is solved exactly, in the order of the
//! law, with everybody else's plan fixed, cells in parallel since each owns its homes. Then the borders are put
//! elsewhere, and so on: no step makes the plan worse in that order, so the plan only improves. The prices that
//! the cells leave on their homes, tier by tier, give a bound on every plan of the whole component
//! ([`bounds`]). Which cell is solved when, and with what, depends on the problem alone: the plan is the same
//! for any number of threads.

mod bounds;
mod cells;
mod restrict;
mod sweep;

use std::time::Instant;

pub use cells::At;

use super::SolveError;
use super::face::Face;
use super::interrupt;
use super::limits::Limits;
use super::problem::Problem;
use super::tiers::{ComponentOutcome, TierOutcome};
use crate::model::Tier;
use sweep::Sweeping;

/// Where a component's groups and homes are.
pub struct Map {
    /// By group.
    pub groups: Vec<Option<At>>,
    /// By home.
    pub homes: Vec<Option<At>>,
}

/// Solves a component cell by cell.
pub fn solve(
    problem: &Problem,
    map: &Map,
    tiers: &[Tier],
    limits: Limits,
) -> Result<ComponentOutcome, SolveError> {
    let started = Instant::now();
    let mut sweeping = Sweeping::of(problem, map, tiers, limits);
    for turn in 0..limits.sweeps {
        if turn > 0 && interrupt::asked() {
            break;
        }
        let better = sweeping.sweep(turn)?;
        tracing::info!(
            turn,
            better,
            values = ?sweeping.values(),
            seconds = started.elapsed().as_secs_f64(),
            "swept"
        );
    }
    let last = sweeping.into_swept();
    let mut outcomes: Vec<TierOutcome> = Vec::with_capacity(tiers.len());
    for (t, tier) in tiers.iter().enumerate() {
        let started = Instant::now();
        let value = problem.value(t, &last.chosen);
        let bound = bounds::bound(problem, &last, t)?;
        let price_bound = bound.whole.min(value);
        tracing::info!(tier = tier.name, value, price_bound, "bounded");
        outcomes.push(TierOutcome {
            value,
            bound: price_bound,
            price_bound,
            prices: bound.prices,
            kept: bounds::kept(problem, &last, t),
            columns: problem.columns.len(),
            rows: problem.rows.len(),
            nodes: last.nodes[t],
            time: last.times[t] + started.elapsed(),
        });
    }
    Ok(ComponentOutcome {
        chosen: last.chosen,
        tiers: outcomes,
        cuts: last.cuts,
        held: Vec::new(),
        left: Face::of(problem).left(),
    })
}
