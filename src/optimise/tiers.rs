//! One component through all tiers, each solved before the next may move it.
//!
//! For each tier the relaxation gives prices and a bound. If its solution is whole, it is optimal; otherwise a
//! search among the columns that the gap leaves open finds the value ([`super::master`]). Then the plan is
//! kept on the tier's face: columns that would cost more than the value are dropped and priced rows are made
//! tight, so that later tiers start smaller and the earlier value cannot move. Where a gap stays open, the
//! value is a row as well.
//!
//! At first the counts are hopeful: where a count's relaxation is not whole, its bound is taken as the value
//! without a search, and the search of a later tier, over far fewer columns, shows whether a plan has all of
//! these values at once. If one does, every bound was reached and each tier is proved. If none does, the
//! component is solved again with a search in every tier.

use std::time::{Duration, Instant};

use super::SolveError;
use super::lower::relax;
use super::master::{Face, whole_columns};
use super::prices::{self, ONE, Price, Priced};
use super::problem::Problem;
use crate::model::Tier;

/// What one tier came to in one component.
#[derive(Debug, Clone, PartialEq)]
pub struct TierOutcome {
    /// Value of the plan found, without the round's constant.
    pub value: i64,
    /// No plan that keeps the earlier tiers costs less than this.
    pub bound: i64,
    /// The bound that the prices alone prove.
    pub price_bound: i64,
    /// Price of each row of the programme, then of each earlier tier's row.
    pub prices: Vec<Price>,
    /// Columns that were still open.
    pub columns: usize,
    /// Rows, those of earlier tiers included.
    pub rows: usize,
    /// Nodes of the search; 0 where the relaxation was whole.
    pub nodes: u64,
    /// Time taken.
    pub time: Duration,
}

/// A component's plan and how each tier was solved.
#[derive(Debug)]
pub struct ComponentOutcome {
    /// Columns at 1.
    pub chosen: Vec<u32>,
    /// One outcome a tier.
    pub tiers: Vec<TierOutcome>,
}

/// Limits of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most nodes of one search; a tier that needs more reports its gap.
    pub nodes: i32,
    /// Columns that a first, restricted search may hold.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 20_000,
            columns: 6_000,
        }
    }
}

/// How a component is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Counts take their bound as the value, to be shown by a later tier.
    Hopeful,
    /// Every tier ends with a plan.
    Patient,
}

/// Solves every tier in order.
pub fn solve(
    problem: &Problem,
    tiers: &[Tier],
    limits: Limits,
) -> Result<ComponentOutcome, SolveError> {
    let outcome = match go_through(problem, tiers, limits, Manner::Hopeful)? {
        Some(outcome) => Some(outcome),
        None => go_through(problem, tiers, limits, Manner::Patient)?,
    };
    outcome
        .ok_or_else(|| SolveError::Unexpected("no plan, though nobody need be placed".to_owned()))
}

/// `None` where the values that were hoped for cannot all be had.
fn go_through(
    problem: &Problem,
    tiers: &[Tier],
    limits: Limits,
    manner: Manner,
) -> Result<Option<ComponentOutcome>, SolveError> {
    let mut face = Face::of(problem);
    let mut outcomes = Vec::with_capacity(tiers.len());
    for (t, tier) in tiers.iter().enumerate() {
        let hope = manner == Manner::Hopeful && tier.tolerance == 0.0 && t + 1 < tiers.len();
        match solve_tier(&mut face, t, tier, limits, hope)? {
            Some(outcome) => outcomes.push(outcome),
            None => return Ok(None),
        }
    }
    let Some(chosen) = face.incumbent else {
        return Ok(None);
    };
    // Where a tier was left with a gap, a later one may have bettered it by the way.
    for (t, outcome) in outcomes.iter_mut().enumerate() {
        outcome.value = problem.program.value(t, &chosen);
    }
    Ok(Some(ComponentOutcome {
        chosen,
        tiers: outcomes,
    }))
}

fn solve_tier(
    face: &mut Face,
    t: usize,
    tier: &Tier,
    limits: Limits,
    hope: bool,
) -> Result<Option<TierOutcome>, SolveError> {
    let started = Instant::now();
    let costs = &face.problem.program.costs[t];
    if face.open.iter().all(|&j| costs[j as usize] == 0) && (hope || face.incumbent.is_some()) {
        return Ok(Some(nothing_to_decide(face)));
    }
    let all = face.select(t, &face.open);
    let Some(relaxed) = relax(&all)? else {
        return Ok(None);
    };
    let duals = all.rows.iter().zip(&relaxed.duals);
    let fixed: Vec<Price> = duals
        .map(|(row, &dual)| prices::fixed(dual, row.sense))
        .collect();
    let priced = prices::price(&all.costs, &all.rows, &fixed);
    let price_bound = prices::whole_bound(priced.bound);
    let (mut nodes, mut bound) = (0, price_bound);
    if let Some(whole) = whole_columns(&face.open, &relaxed.columns) {
        face.improve(t, whole);
    }
    let value = if face.is_close(t, tier, price_bound) || !hope {
        if !face.is_close(t, tier, price_bound) {
            let Some(searched) = face.search(t, tier, &priced, limits)? else {
                return Ok(None);
            };
            nodes = searched.nodes;
            bound = bound.max(searched.bound);
        }
        let Some(value) = face.value(t) else {
            return Ok(None);
        };
        value
    } else {
        // From here on there is no plan at hand, until a later tier finds one with this value.
        face.incumbent = None;
        price_bound
    };
    let outcome = TierOutcome {
        value,
        bound: bound.min(value),
        price_bound,
        prices: spread(face, &fixed),
        columns: face.open.len(),
        rows: all.rows.len(),
        nodes,
        time: started.elapsed(),
    };
    tracing::debug!(
        tier = tier.name,
        value,
        bound = outcome.bound,
        price_bound,
        columns = outcome.columns,
        rows = outcome.rows,
        nodes,
        seconds = outcome.time.as_secs_f64(),
        "solved"
    );
    keep(face, t, value, &priced, &fixed);
    Ok(Some(outcome))
}

fn nothing_to_decide(face: &Face) -> TierOutcome {
    TierOutcome {
        value: 0,
        bound: 0,
        price_bound: 0,
        prices: Vec::new(),
        columns: face.open.len(),
        rows: face.tight.len() + face.kept.len(),
        nodes: 0,
        time: Duration::ZERO,
    }
}

/// Prices in the order of the programme's rows, then of all earlier tiers.
fn spread(face: &Face, fixed: &[Price]) -> Vec<Price> {
    let rows = face.tight.len();
    let mut prices = fixed[..rows].to_vec();
    let tiers = face.kept.last().map_or(0, |(t, _)| t + 1);
    prices.resize(rows + tiers, 0);
    for (&(t, _), &price) in face.kept.iter().zip(&fixed[rows..]) {
        prices[rows + t] = price;
    }
    prices
}

/// Keeps to the face of the tier just solved.
fn keep(face: &mut Face, t: usize, value: i64, priced: &Priced, fixed: &[Price]) {
    let gap = i128::from(value) * ONE - priced.bound;
    let mut reduced = priced.reduced.iter();
    face.open
        .retain(|_| reduced.next().is_some_and(|r| *r <= gap));
    for (tight, &price) in face.tight.iter_mut().zip(fixed) {
        *tight |= i128::from(price).abs() > gap;
    }
    // What is left open can add at most the gap for each child and row (and once more for reduced costs
    // that rounding made negative); where that is below one, the value cannot move.
    let most_terms = (face.problem.children.len() + fixed.len() + 2) as i128;
    // What is owed to an authority may have a large slack, so that even a small price can add up.
    let rows = face.problem.program.rows.iter().zip(&face.tight).zip(fixed);
    let mut owed = rows.filter(|((row, tight), _)| row.owed_to.is_some() && !**tight);
    if owed.any(|(_, price)| *price != 0) || gap * most_terms >= ONE {
        face.kept.push((t, value));
    }
}
