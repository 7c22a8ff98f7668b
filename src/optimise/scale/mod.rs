//! Components that are too large for one exact solve: cell by cell, with prices that bound the whole.
//!
//! The map is split into cells of neighbouring groups and homes; each is solved exactly, in the order of the
//! law, with everybody else's plan fixed, cells in parallel since each owns its homes. Then the borders are put
//! elsewhere, and so on: no step makes the plan worse in that order, so the plan only improves. Which cell is
//! solved when, and with what, depends on the round alone: the plan is the same for any number of threads.
//!
//! The prices that the cells leave on their homes begin a bound on every plan of the whole component. They are
//! polished ([`polish`]) on a pool of good columns, and proved over all columns, home by home ([`pass`]). The whole
//! component is never in memory: a region's whole system has tens of millions of columns.

mod cells;
mod pass;
mod polish;
mod pool;
mod restrict;
mod rows;
mod sweep;
mod whole;

use std::time::{Duration, Instant};

use super::SolveError;
use super::interrupt;
use super::limits::Limits;
use super::prices;
use crate::candidates::{Candidates, Component, Round};
use crate::certify::{Part, PartTier, RowPrice};
use crate::duties::Facts;
use pass::{Pass, Pricing};
use pool::Pool;
use rows::Key;
use sweep::Sweeping;
use whole::Whole;

/// Passes over all columns: the first finds the pool, each other proves the prices polished on it.
const PASSES: usize = 4;

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
    /// Household rows of the whole component.
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
    let mut limits = limits;
    if let Ok(c) = std::env::var("PW_CELL") {
        limits.cell = c.parse().unwrap();
    }
    if let Ok(c) = std::env::var("PW_SWEEPS") {
        limits.sweeps = c.parse().unwrap();
    }
    let whole = Whole::of(facts, round, candidates, component);
    tracing::info!(
        seconds = started.elapsed().as_secs_f64(),
        "found worst options"
    );
    let mut sweeping = Sweeping::of(&whole, limits);
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
    let values = sweeping.values();
    let mut swept = sweeping.into_swept();
    let mut pricing = Pricing::stitched(&swept.rows, &whole);
    let mut pool = Pool::of(&whole);
    let mut best: Option<(Pass, Pricing)> = None;
    for nth in 0..PASSES {
        if nth > 0 {
            if interrupt::asked() {
                break;
            }
            let bounds = best.as_ref().map_or(&[][..], |(pass, _)| &pass.bounds);
            let from = best.as_ref().map_or(&pricing, |(_, pricing)| pricing);
            pricing = polish::polish(&whole, &swept.rows, &pool, from, &values, bounds);
            tracing::info!(seconds = started.elapsed().as_secs_f64(), "polished");
        }
        let pass = pass::pass(&whole, &mut swept.rows, &pricing, &values, &mut pool)?;
        pricing.fit(&swept.rows);
        tracing::info!(
            seconds = started.elapsed().as_secs_f64(),
            pool = pool.len(),
            bounds = ?pass.bounds,
            "bounded"
        );
        best = Some(match best {
            Some(best) => better_of(best, (pass, pricing.clone())),
            None => (pass, pricing.clone()),
        });
    }
    let (pass, pricing) =
        best.ok_or_else(|| SolveError::Unexpected("no bound of a large part".to_owned()))?;
    let tiers = (0..values.len())
        .map(|t| part_tier(t, values[t], &pass, &pricing, &swept.rows, &whole))
        .collect();
    let mut work = swept.work;
    for work in &mut work {
        (work.columns, work.rows) = (pass.columns, pass.rows);
    }
    Ok(Large {
        part: Part {
            children: component.children.clone(),
            blocks: swept.plan,
            cuts: swept.rows.cuts(),
            tiers,
            is_open: true,
        },
        work,
    })
}

/// By tier, the better bound of two with its prices.
fn better_of(mut best: (Pass, Pricing), other: (Pass, Pricing)) -> (Pass, Pricing) {
    best.1.rows.resize(other.1.rows.len(), Vec::new());
    for t in 0..best.0.bounds.len() {
        if other.0.bounds[t] > best.0.bounds[t] {
            best.0.bounds[t] = other.0.bounds[t];
            best.1.take_tier(t, &other.1);
        }
    }
    best.0.columns = other.0.columns;
    best.0.rows = other.0.rows;
    best
}

fn part_tier(
    t: usize,
    value: i64,
    pass: &Pass,
    pricing: &Pricing,
    rows: &rows::Rows,
    whole: &Whole,
) -> PartTier {
    let (mut priced, mut cuts) = (Vec::new(), Vec::new());
    for (at, row) in rows.all.iter().enumerate() {
        let price = pricing.price(at, t);
        match &row.key {
            Key::Cut(_) => cuts.push(price),
            Key::Row { .. } if !row.is_found => {}
            Key::Row { duty, about } if price != 0 => priced.push(RowPrice {
                duty,
                home: whole.homes[row.home as usize],
                about: about.clone(),
                price,
            }),
            Key::Row { .. } => {}
        }
    }
    PartTier {
        value,
        price_bound: prices::whole_bound(pass.bounds[t]).min(value),
        rows: priced,
        cuts,
        owed: Vec::new(),
        earlier: pricing.earlier[t].clone(),
    }
}
