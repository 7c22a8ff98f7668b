//! Components that are too large for one exact solve: cell by cell, with prices that bound the whole.
//!
//! Everybody who may stay where she lives does so at first. The map is split into cells of neighbouring groups and homes;
//! each is solved in the order of the law, with everybody else's plan fixed, cells in parallel since each owns its homes.
//! A cell has about a thousand children: in a smaller one there may be too few places, and more next door. It looks at the
//! options that are best for each child, and at those that prices ask for later. Then the borders are put elsewhere, and
//! so on: no step makes the plan worse in that order, so the plan only improves. Which cell is solved when, and with what,
//! depends on the round alone: the plan is the same for any number of threads.
//!
//! The prices that the cells leave on their homes begin a bound on every plan of the whole component. They are
//! polished ([`polish`]) on a pool of good columns, and proved over all columns, home by home ([`pass`]). The whole
//! component is never in memory: a region's whole system has tens of millions of columns.

mod by_group;
mod cells;
mod connected;
mod flat;
mod options;
mod pass;
mod polish;
mod pool;
mod present;
mod pricing;
mod restrict;
mod rows;
mod stands;
mod sweep;
mod whole;

use std::time::{Duration, Instant};

use super::SolveError;
use super::interrupt::asked_to_end;
use super::limits::Limits;
use super::prices;
use crate::candidates::{Candidates, Component, Round};
use crate::certify::{Part, PartTier, RowPrice};
use crate::duties::Facts;
use pass::Pass;
use pool::Pool;
use pricing::{Pricing, RATES};
use rows::{Key, Rows};
use sweep::Sweeping;
use whole::Whole;

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
    let whole = Whole::of(facts, round, candidates, component);
    tracing::info!(
        seconds = started.elapsed().as_secs_f64(),
        "found worst options"
    );
    let mut sweeping = Sweeping::of(&whole, limits);
    tell(started, "all who may stay", 0, &sweeping.values());
    let mut rows = Rows::of(vec![Vec::new(); whole.homes.len()]);
    let proved = improve(&whole, &mut sweeping, &mut rows, limits, started)?;
    let values = sweeping.values();
    let tiers = (0..values.len())
        .map(|t| proved.part_tier(t, &values, &rows, &whole))
        .collect();
    let mut work = sweeping.work.clone();
    for work in &mut work {
        (work.columns, work.rows) = (proved.pass.columns, proved.pass.rows);
    }
    Ok(Large {
        part: Part {
            children: component.children.clone(),
            blocks: sweeping.plan(),
            cuts: rows.cuts(),
            tiers,
            is_open: true,
        },
        work,
    })
}

/// Sweeps over the map, and after each but the first a pass over all columns, whose best go into the next sweep; gives the
/// best bounds found.
fn improve(
    whole: &Whole,
    sweeping: &mut Sweeping,
    rows: &mut Rows,
    limits: Limits,
    started: Instant,
) -> Result<Proved, SolveError> {
    let mut pool = Pool::of(whole);
    let mut best: Option<Proved> = None;
    let turns = limits.sweeps.max(1);
    for turn in 0..turns {
        if best.is_some() && asked_to_end() {
            break;
        }
        let better = sweeping.sweep_map(turn, &pool)?;
        tell(started, "swept the map", better, &sweeping.values());
        if pool.len() > 0 && !asked_to_end() {
            let better = sweeping.sweep_near(&pool)?;
            let values = sweeping.values();
            tell(started, "swept what prices connect", better, &values);
        }
        if turn + 2 < turns && !asked_to_end() {
            // The borders of the first sweep are crossed before a pass, which takes longer.
            continue;
        }
        rows.take(sweeping.rows());
        let values = sweeping.values();
        let stitched = RATES.map(|rates| Pricing::stitched(rows, whole, rates));
        let proved = Proved::of(whole, stitched.into(), rows, &mut pool)?;
        best = Proved::best(best, proved, &values);
        if let Some(at) = best
            .as_ref()
            .filter(|_| turn + 1 == turns && !asked_to_end())
        {
            let polished = polish::polish(whole, rows, &pool, at, &values);
            let proved = Proved::of(whole, vec![polished], rows, &mut pool)?;
            best = Proved::best(best, proved, &values);
        }
        let bounds = best.as_ref().map(|best| best.bounds(&values));
        let seconds = started.elapsed().as_secs_f64();
        tracing::info!(seconds, pool = pool.len(), ?bounds, "bounded");
    }
    best.ok_or_else(|| SolveError::Unexpected("no prices of a part in cells".to_owned()))
}

fn tell(started: Instant, what: &str, better: usize, values: &[i64]) {
    let seconds = started.elapsed().as_secs_f64();
    tracing::info!(better, ?values, seconds, "{what}");
}

/// Prices and what they prove.
pub struct Proved {
    pass: Pass,
    pricing: Pricing,
}

impl Proved {
    /// A pass over all columns, at each of these prices.
    fn of(
        whole: &Whole,
        pricings: Vec<Pricing>,
        rows: &mut Rows,
        pool: &mut Pool,
    ) -> Result<Vec<Self>, SolveError> {
        let passes = pass::pass(whole, rows, &pricings, pool)?;
        let passes = passes.into_iter().zip(pricings);
        Ok(passes
            .map(|(pass, pricing)| Self { pass, pricing })
            .collect())
    }

    /// The bound of every tier on plans that keep these values.
    fn bounds(&self, values: &[i64]) -> Vec<i64> {
        (0..values.len()).map(|t| self.bound(t, values)).collect()
    }

    fn bound(&self, t: usize, values: &[i64]) -> i64 {
        prices::whole_bound(self.pass.bound(t, &self.pricing, values))
    }

    /// By tier the best of all, of equal ones the first.
    fn best(at_hand: Option<Self>, more: Vec<Self>, values: &[i64]) -> Option<Self> {
        let all = at_hand.into_iter().chain(more);
        all.reduce(|a, b| a.or_better(b, values))
    }

    /// By tier the better of two.
    fn or_better(mut self, other: Self, values: &[i64]) -> Self {
        self.pricing
            .rows
            .resize(other.pricing.rows.len(), Vec::new());
        for t in 0..values.len() {
            let (mine, theirs) = (&self.pass, &other.pass);
            if theirs.bound(t, &other.pricing, values) > mine.bound(t, &self.pricing, values) {
                self.pass
                    .take_tier(t, &mut self.pricing, &other.pass, &other.pricing);
            }
        }
        self
    }

    fn part_tier(&self, t: usize, values: &[i64], rows: &Rows, whole: &Whole) -> PartTier {
        let (mut priced, mut cuts) = (Vec::new(), Vec::new());
        for (at, row) in rows.all.iter().enumerate() {
            let price = self.pricing.price(at, t);
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
            value: values[t],
            price_bound: self.bound(t, values).min(values[t]),
            rows: priced,
            cuts,
            owed: Vec::new(),
            earlier: self.pricing.earlier[t].clone(),
        }
    }
}
