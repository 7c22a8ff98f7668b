//! Components that are too large for one exact solve: cell by cell, with prices that bound the whole.
//!
//! Everybody who may stay where she lives does so at first. The map is split into cells of neighbouring groups and homes;
//! each is solved in the order of the law, with everybody else's plan fixed, cells in parallel since each owns its homes.
//! A cell has about a thousand children: in a smaller one there may be too few places, and more next door. It looks at the
//! options that are best for each child, and at those that prices ask for later. Then the borders are put elsewhere, and
//! so on: no step makes the plan worse in that order, so the plan only improves. Which cell is solved when, and with what,
//! depends on the round alone: the plan is the same for any number of threads.
//!
//! Then the counts and the first measured tier are solved in large cells among the best options, since places are scarce on
//! one side of a border and not on the other: a component of up to [`Limits::whole`] children is one. What is best at the
//! prices that are left is looked up among all options and comes into the next such programme (column generation).
//!
//! The bounds are proved tier by tier over all options ([`bounds`]), at the prices that cells and programmes left or at
//! better ones ([`rates`], [`polish`]). What a tier closes is left out of the next. A region's whole system has sixteen
//! million options: they are kept small and side by side ([`store`]), and never become one programme.

mod bounds;
mod by_group;
mod cells;
mod connected;
mod flat;
mod left;
mod open;
mod options;
mod pass;
mod polish;
mod pool;
mod present;
mod pricing;
mod rates;
mod restrict;
mod rows;
mod scope;
mod stands;
mod store;
mod sweep;
mod whole;

use std::time::{Duration, Instant};

use super::SolveError;
use super::interrupt::asked_to_end;
use super::limits::Limits;
use crate::candidates::{Candidates, Component, Round};
use crate::certify::Part;
use crate::duties::Facts;
use bounds::{Bounding, LOOSER, Proved};
use pool::Pool;
use rows::Rows;
use scope::InLarge;
use store::Store;
use sweep::Sweeping;
use whole::Whole;

/// What is solved in large cells, one after the other: counts a second time where columns that were not looked at could
/// better them, and a measured tier first for its prices, which ask for columns.
const IN_LARGE: [InLarge; 4] = [
    InLarge::Counts,
    InLarge::Counts,
    InLarge::Prices,
    InLarge::Measures,
];

/// A component that was solved cell by cell.
#[derive(Debug)]
pub struct Large {
    /// The claim about it, in the checker's terms.
    pub part: Part,
    /// By tier.
    pub work: Vec<Work>,
}

/// What one tier of a large component took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Nodes searched in all cells and sweeps.
    pub nodes: u64,
    /// Time spent in all cells and sweeps.
    pub time: Duration,
    /// Columns of the whole component.
    pub columns: usize,
    /// Household rows of the whole component: those about everybody, and those about particular children that were priced.
    pub rows: usize,
}

/// Solves a component cell by cell.
pub fn solve(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    component: &Component,
    limits: Limits,
) -> Result<Large, SolveError> {
    let started = Instant::now();
    let whole = Whole::of(facts, round, candidates, component);
    tracing::info!(
        seconds = started.elapsed().as_secs_f64(),
        "found worst options"
    );
    let mut sweeping = Sweeping::of(&whole, limits);
    tell(started, "all who may stay", 0, &sweeping);
    let mut rows = Rows::of(vec![Vec::new(); whole.homes.len()]);
    let mut pool = Pool::of(Store::of(&whole, &mut rows));
    let (columns, seconds) = (pool.store.len(), started.elapsed().as_secs_f64());
    tracing::info!(columns, seconds, "asked every home");
    let proved = improve(&whole, &mut sweeping, &mut rows, &mut pool, started)?;
    let cuts = bounds::cuts(&proved, &rows);
    let tiers = proved.iter().zip(sweeping.values());
    let tiers = tiers.map(|(proved, value)| proved.part_tier(value, &rows, &cuts, &whole));
    let tiers = tiers.collect();
    let mut work = sweeping.work.clone();
    for work in &mut work {
        work.columns = columns;
        work.rows = rows.household();
    }
    Ok(Large {
        part: Part {
            children: component.children.clone(),
            blocks: sweeping.plan(),
            cuts: rows.cuts(&cuts),
            tiers,
            is_open: true,
        },
        work,
    })
}

/// Sweeps over the map, with passes over all columns between, whose best go into the next sweep; before the last one the
/// first tiers are solved in large cells. Gives the bounds of the plan.
fn improve(
    whole: &Whole,
    sweeping: &mut Sweeping,
    rows: &mut Rows,
    pool: &mut Pool,
    started: Instant,
) -> Result<Vec<Proved>, SolveError> {
    let tiers = whole.tiers.len();
    let turns = sweeping.limits.sweeps.max(1);
    let mut bounding = Bounding::of(whole, rows, pool, started);
    for turn in 0..turns {
        let better = sweeping.sweep_map(turn, bounding.pool)?;
        tell(started, "swept the map", better, sweeping);
        if asked_to_end() {
            break;
        }
        if !bounding.is_large {
            bounding.feed(sweeping, tiers);
        }
        if turn + 2 >= turns {
            // A count that is as good as it can be takes no time in large cells.
            let better = sweeping.sweep_near(bounding.pool)?;
            tell(started, "swept what prices connect", better, sweeping);
        }
        if turn + 2 == turns {
            in_large(&mut bounding, sweeping, turn)?;
        }
    }
    Ok(bounding.prove(sweeping))
}

/// Solves the counts and the first measured tier in large cells. What is best at their prices comes into the pool, and so
/// into the next programme.
fn in_large(
    bounding: &mut Bounding,
    sweeping: &mut Sweeping,
    turn: usize,
) -> Result<(), SolveError> {
    let counts = sweeping.counts;
    bounding.is_large = true;
    // What several cells charge for earlier tiers is not right together, so that their prices ask for little.
    let steps = match sweeping.is_one_large() {
        true => &IN_LARGE[..],
        false => &[InLarge::Measures],
    };
    for &how in steps {
        if asked_to_end() {
            break;
        }
        if how == InLarge::Counts && bounding.proved >= counts {
            continue;
        }
        let better = sweeping.sweep_large(turn, bounding.pool, how)?;
        tell(bounding.started, how.name(), better, sweeping);
        if how != InLarge::Measures {
            bounding.feed(sweeping, counts + 1);
        }
    }
    Ok(())
}

fn tell(started: Instant, what: &str, better: usize, sweeping: &Sweeping) {
    let (values, seconds) = (sweeping.values(), started.elapsed().as_secs_f64());
    tracing::info!(better, ?values, seconds, "{what}");
}
