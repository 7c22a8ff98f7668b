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
//! polished ([`polish`]) on a pool of good columns, and proved over all columns ([`pass`]). A region's whole system has
//! sixteen million: they are kept small and side by side ([`store`]), and never become one programme.
//!
//! In cells of a thousand children counts fall short, since places are scarce on one side of a border and not on the
//! other. Before the last sweep the counts and the first measured tier are solved in large cells, after a sweep over what prices
//! connect: a component of up to
//! [`Limits::whole`] children is one. Its prices are right together, and what they charge for earlier tiers goes into the
//! bounds; the rates at which earlier tiers weigh are looked for on the pool ([`rates`]).

mod by_group;
mod cells;
mod connected;
mod flat;
mod left;
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
use super::prices;
use crate::candidates::{Candidates, Component, Round};
use crate::certify::{Part, PartTier, RowPrice};
use crate::duties::Facts;
use pass::Pass;
use pool::Pool;
use pricing::{Pricing, RATES};
use rows::{Key, Rows};
use store::Store;
use sweep::Sweeping;
use whole::Whole;

/// Times that the rates of earlier tiers are weighed on the pool, each with a pass that proves what they are worth and adds
/// to it.
const WEIGHED: usize = 2;

/// Times that prices are polished on the pool, each with a pass that proves what they are worth and adds to it.
const POLISHED: usize = 6;

/// Polishing ends where it leaves more than this of every gap.
const WORTH: f64 = 0.98;

/// How much larger a gap may be in a large component than in one that is solved as one.
const LOOSER: f64 = 10.0;

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
    tell(started, "all who may stay", 0, &sweeping.values());
    let mut rows = Rows::of(vec![Vec::new(); whole.homes.len()]);
    let mut pool = Pool::of(Store::of(&whole, &mut rows));
    let (columns, seconds) = (pool.store.len(), started.elapsed().as_secs_f64());
    tracing::info!(columns, seconds, "asked every home");
    let proved = improve(&whole, &mut sweeping, &mut rows, &mut pool, started)?;
    let values = sweeping.values();
    let cuts = proved.cuts(&rows);
    let tiers = (0..values.len())
        .map(|t| proved.part_tier(t, &values, &rows, &cuts, &whole))
        .collect();
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

/// Sweeps over the map, with passes over all columns between, whose best go into the next sweep; counts are solved in
/// large cells before the last one. Gives the best bounds found.
fn improve(
    whole: &Whole,
    sweeping: &mut Sweeping,
    rows: &mut Rows,
    pool: &mut Pool,
    started: Instant,
) -> Result<Proved, SolveError> {
    let turns = sweeping.limits.sweeps.max(1);
    let mut bounding = Bounding {
        whole,
        rows,
        pool,
        values: sweeping.values(),
        best: None,
        started,
    };
    for turn in 0..turns {
        let is_last = turn + 1 == turns;
        let better = sweeping.sweep_map(turn, bounding.pool)?;
        bounding.stitch(sweeping, "swept the map", better);
        if turn + 2 == turns && !asked_to_end() {
            // A count that is as good as it can be takes no time in large cells.
            let better = sweeping.sweep_near(bounding.pool)?;
            tell(
                started,
                "swept what prices connect",
                better,
                &sweeping.values(),
            );
            let better = sweeping.sweep_large(turn, bounding.pool)?;
            bounding.stitch(sweeping, "swept large cells", better);
        }
        if is_last && !asked_to_end() {
            let better = sweeping.sweep_near(bounding.pool)?;
            bounding.stitch(sweeping, "swept what prices connect", better);
        }
        if asked_to_end() {
            break;
        }
    }
    bounding.weigh();
    bounding.polish();
    let none = || SolveError::Unexpected("no prices of a part in cells".to_owned());
    bounding.best.ok_or_else(none)
}

fn tell(started: Instant, what: &str, better: usize, values: &[i64]) {
    let seconds = started.elapsed().as_secs_f64();
    tracing::info!(better, ?values, seconds, "{what}");
}

/// A plan whose bounds are looked for.
struct Bounding<'a, 'b> {
    whole: &'a Whole<'b>,
    rows: &'a mut Rows,
    pool: &'a mut Pool,
    /// By tier.
    values: Vec<i64>,
    /// The best bounds so far.
    best: Option<Proved>,
    started: Instant,
}

impl Bounding<'_, '_> {
    /// Takes the plan and the prices that a sweep left, and proves what they are worth.
    fn stitch(&mut self, sweeping: &Sweeping, swept: &str, better: usize) {
        self.values = sweeping.values();
        tell(self.started, swept, better, &self.values);
        self.rows.take(sweeping.rows());
        self.pool.store.look_up(self.whole, self.rows);
        for rates in RATES {
            self.pass(Pricing::stitched(self.rows, self.whole, rates));
            if asked_to_end() {
                return;
            }
        }
    }

    /// A pass over all columns.
    fn pass(&mut self, pricing: Pricing) {
        let pass = pass::pass(self.whole, self.rows, &pricing, self.pool);
        let proved = Proved { pass, pricing };
        let best = match self.best.take() {
            Some(best) => best.or_better(proved, &self.values),
            None => proved,
        };
        let (bounds, pool) = (best.bounds(&self.values), self.pool.len());
        let seconds = self.started.elapsed().as_secs_f64();
        tracing::info!(seconds, pool, ?bounds, "bounded");
        self.best = Some(best);
    }

    /// Better rates of earlier tiers on the prices that sweeps left.
    fn weigh(&mut self) {
        for _ in 0..WEIGHED {
            if self.may_end() {
                return;
            }
            let (whole, rows, pool) = (self.whole, &*self.rows, &*self.pool);
            self.pass(rates::weighed(whole, rows, pool, &self.values));
        }
    }

    /// Better prices than cells left, as long as they prove more.
    fn polish(&mut self) {
        for _ in 0..POLISHED {
            let Some(at) = self.best.as_ref().filter(|_| !self.may_end()) else {
                return;
            };
            let before = at.gaps(&self.values);
            let polished = polish::polish(self.whole, self.rows, self.pool, at, &self.values);
            self.pass(polished);
            let after = self.best.as_ref().map(|best| best.gaps(&self.values));
            let mut gaps = before.iter().zip(after.iter().flatten());
            if gaps.all(|(before, after)| *after as f64 >= WORTH * *before as f64) {
                return;
            }
        }
    }

    fn may_end(&self) -> bool {
        let is_close = |best: &Proved| best.is_close(&self.values, self.whole);
        asked_to_end() || self.best.as_ref().is_some_and(is_close)
    }
}

/// Prices and what they prove.
pub struct Proved {
    pass: Pass,
    pricing: Pricing,
}

impl Proved {
    /// The bound of every tier on plans that keep these values.
    fn bounds(&self, values: &[i64]) -> Vec<i64> {
        (0..values.len()).map(|t| self.bound(t, values)).collect()
    }

    /// By tier: how far the plan is above the bound.
    fn gaps(&self, values: &[i64]) -> Vec<i64> {
        let bounds = self.bounds(values).into_iter();
        bounds
            .zip(values)
            .map(|(bound, value)| value.saturating_sub(bound).max(0))
            .collect()
    }

    /// Whether every tier is as close to its bound as a large component is asked to be.
    fn is_close(&self, values: &[i64], whole: &Whole) -> bool {
        let mut tiers = whole.tiers.iter().zip(values).zip(self.gaps(values));
        tiers.all(|((tier, value), gap)| {
            gap as f64 <= tier.tolerance * LOOSER * value.unsigned_abs() as f64
        })
    }

    fn bound(&self, t: usize, values: &[i64]) -> i64 {
        prices::whole_bound(self.pass.bound(t, &self.pricing, values))
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

    /// The cuts that have a price in some tier.
    fn cuts(&self, rows: &Rows) -> Vec<usize> {
        let tiers = 0..self.pricing.earlier.len();
        let is_priced = |at: &usize| tiers.clone().any(|t| self.pricing.price(*at, t) != 0);
        let all = rows.all.iter().enumerate();
        let cuts = all.filter(|(_, row)| matches!(row.key, Key::Cut(_)));
        cuts.map(|(at, _)| at).filter(is_priced).collect()
    }

    fn part_tier(
        &self,
        t: usize,
        values: &[i64],
        rows: &Rows,
        cuts: &[usize],
        whole: &Whole,
    ) -> PartTier {
        let found = rows.all.iter().enumerate().filter(|(_, row)| row.is_found);
        let priced = found.filter_map(|(at, row)| match (&row.key, self.pricing.price(at, t)) {
            (Key::Cut(_), _) | (_, 0) => None,
            (Key::Row { duty, about }, price) => Some(RowPrice {
                duty,
                home: whole.homes[row.home as usize],
                about: about.clone(),
                price,
            }),
        });
        PartTier {
            value: values[t],
            price_bound: self.bound(t, values).min(values[t]),
            rows: priced.collect(),
            cuts: cuts.iter().map(|at| self.pricing.price(*at, t)).collect(),
            owed: Vec::new(),
            earlier: self.pricing.earlier[t].clone(),
        }
    }
}
