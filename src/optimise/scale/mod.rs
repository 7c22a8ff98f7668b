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
//!
//! Where a component is not too large ([`Limits::whole`]), the best options of everybody are one programme in the end. Its
//! prices are right together, and only the rates of earlier tiers are looked for ([`rates`]).

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

/// Times that the rates of earlier tiers are weighed on the pool, each with a pass that proves what they are worth and adds
/// to it.
const WEIGHED: usize = 2;

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

/// Sweeps over the map, and when its borders have been crossed, passes over all columns, whose best go into the next sweep
/// or into the one programme of the whole component; gives the best bounds found.
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
        let is_last = turn + 1 == turns;
        let as_one = is_last && whole.is_one(limits);
        let better = if as_one {
            sweeping.solve_as_one(&pool)?
        } else {
            sweeping.sweep_map(turn, &pool)?
        };
        tell(started, "swept the map", better, &sweeping.values());
        if pool.len() > 0 && !as_one && !asked_to_end() {
            let better = sweeping.sweep_near(&pool)?;
            let values = sweeping.values();
            tell(started, "swept what prices connect", better, &values);
        }
        if turn + 2 < turns && !asked_to_end() {
            // The borders of the first sweep are crossed before a pass, which takes longer.
            continue;
        }
        rows.take(sweeping.rows());
        if as_one {
            // What the cells' prices asked for is in the programme now, and does not know its cuts.
            pool = Pool::of(whole);
        }
        let mut bounding = Bounding {
            whole,
            rows: &mut *rows,
            pool: &mut pool,
            values: sweeping.values(),
            best: best.take(),
            started,
        };
        bounding.pass(
            RATES
                .map(|rates| Pricing::stitched(bounding.rows, whole, rates))
                .into(),
        )?;
        if as_one {
            bounding.weigh()?;
        } else if is_last {
            bounding.polish()?;
        }
        best = bounding.best;
    }
    best.ok_or_else(|| SolveError::Unexpected("no prices of a part in cells".to_owned()))
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
    /// A pass over all columns at each of these prices.
    fn pass(&mut self, pricings: Vec<Pricing>) -> Result<(), SolveError> {
        let proved = Proved::of(self.whole, pricings, self.rows, self.pool)?;
        self.best = Proved::best(self.best.take(), proved, &self.values);
        let bounds = self.best.as_ref().map(|best| best.bounds(&self.values));
        let (seconds, pool) = (self.started.elapsed().as_secs_f64(), self.pool.len());
        tracing::info!(seconds, pool, ?bounds, "bounded");
        Ok(())
    }

    /// Better rates of earlier tiers on the prices that one programme left: those are right together.
    fn weigh(&mut self) -> Result<(), SolveError> {
        for _ in 0..WEIGHED {
            let is_close = |best: &Proved| best.is_close(&self.values, self.whole);
            if asked_to_end() || self.best.as_ref().is_some_and(is_close) {
                return Ok(());
            }
            let weighed = rates::weighed(self.whole, self.rows, self.pool, &self.values);
            self.pass(vec![weighed])?;
        }
        Ok(())
    }

    /// Better prices than cells left.
    fn polish(&mut self) -> Result<(), SolveError> {
        let Some(at) = self.best.as_ref().filter(|_| !asked_to_end()) else {
            return Ok(());
        };
        let polished = polish::polish(self.whole, self.rows, self.pool, at, &self.values);
        self.pass(vec![polished])
    }
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

    /// Whether every tier is as close to its bound as a large component is asked to be.
    fn is_close(&self, values: &[i64], whole: &Whole) -> bool {
        let mut tiers = whole.tiers.iter().zip(values).enumerate();
        tiers.all(|(t, (tier, value))| {
            let gap = (value - self.bound(t, values)).max(0) as f64;
            gap <= tier.tolerance * LOOSER * value.unsigned_abs() as f64
        })
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
