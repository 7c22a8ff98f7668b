//! One component through all tiers, each solved before the next may move it.
//!
//! For each tier: the relaxation gives prices and a bound; if its solution is whole it is optimal, otherwise a
//! search over the columns that the gap leaves open finds the value. Then the plan is kept on the tier's face:
//! columns that would cost more than the value are dropped and priced rows are made tight, so later tiers
//! start smaller and the earlier value cannot move. Where a gap stays open, the value is a row as well.

use super::SolveError;
use super::lower::{Selection, Stop, relax, search};
use super::prices::{self, ONE, Price, Priced};
use super::problem::Problem;
use super::program::Sense;
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

/// Solves every tier in order.
pub fn solve(
    problem: &Problem,
    tiers: &[Tier],
    limits: Limits,
) -> Result<ComponentOutcome, SolveError> {
    let mut state = State::new(problem);
    let mut outcomes = Vec::with_capacity(tiers.len());
    for (t, tier) in tiers.iter().enumerate() {
        outcomes.push(state.solve_tier(t, tier, limits)?);
    }
    Ok(ComponentOutcome {
        chosen: state.incumbent,
        tiers: outcomes,
    })
}

struct State<'a> {
    problem: &'a Problem,
    /// Columns still open, in order.
    open: Vec<u32>,
    /// Rows that must be tight.
    tight: Vec<bool>,
    /// Earlier tiers that a row keeps, with their values.
    kept: Vec<(usize, i64)>,
    incumbent: Vec<u32>,
}

impl<'a> State<'a> {
    fn new(problem: &'a Problem) -> Self {
        Self {
            problem,
            open: (0..problem.program.columns.len() as u32).collect(),
            tight: vec![false; problem.program.rows.len()],
            kept: Vec::new(),
            incumbent: problem.nobody_placed(),
        }
    }

    fn solve_tier(
        &mut self,
        t: usize,
        tier: &Tier,
        limits: Limits,
    ) -> Result<TierOutcome, SolveError> {
        let costs = &self.problem.program.costs[t];
        if self.open.iter().all(|&j| costs[j as usize] == 0) {
            return Ok(self.nothing_to_decide());
        }
        let all = self.select(t, &self.open);
        let relaxed = relax(&all)?;
        let duals = all.rows.iter().zip(&relaxed.duals);
        let fixed: Vec<Price> = duals
            .map(|((sense, _, _), &dual)| prices::fixed(dual, *sense))
            .collect();
        let priced = prices::price(&all.costs, &all.rows, &fixed);
        let price_bound = prices::whole_bound(priced.bound);
        let mut nodes = 0;
        let mut bound = price_bound;
        if let Some(whole) = self.whole(&relaxed.columns) {
            self.improve(t, whole);
        }
        if !self.is_close(t, tier, price_bound) {
            (bound, nodes) = self.search(t, tier, &priced, limits)?;
            bound = bound.max(price_bound);
        }
        let outcome = TierOutcome {
            value: self.value(t),
            bound: bound.min(self.value(t)),
            price_bound,
            prices: self.spread(&fixed),
            columns: self.open.len(),
            rows: all.rows.len(),
            nodes,
        };
        self.keep(t, &priced, &fixed);
        Ok(outcome)
    }

    fn nothing_to_decide(&self) -> TierOutcome {
        TierOutcome {
            value: 0,
            bound: 0,
            price_bound: 0,
            prices: Vec::new(),
            columns: self.open.len(),
            rows: self.tight.len() + self.kept.len(),
            nodes: 0,
        }
    }

    fn value(&self, t: usize) -> i64 {
        self.problem.program.value(t, &self.incumbent)
    }

    fn improve(&mut self, t: usize, chosen: Vec<u32>) {
        if self.problem.program.value(t, &chosen) < self.value(t) {
            self.incumbent = chosen;
        }
    }

    fn is_close(&self, t: usize, tier: &Tier, bound: i64) -> bool {
        let gap = self.value(t) - bound;
        gap <= 0 || gap as f64 <= tier.tolerance * self.value(t).unsigned_abs() as f64
    }

    /// The programme over some of the columns, with tight rows as equations and kept tiers as rows.
    fn select(&self, t: usize, columns: &[u32]) -> Selection {
        let program = &self.problem.program;
        let mut position = vec![u32::MAX; program.columns.len()];
        for (at, &j) in columns.iter().enumerate() {
            position[j as usize] = at as u32;
        }
        let place = |terms: &[(u32, i64)]| -> Vec<(u32, i64)> {
            let open = terms.iter().map(|&(j, c)| (position[j as usize], c));
            open.filter(|(at, _)| *at != u32::MAX).collect()
        };
        let mut rows: Vec<_> = program
            .rows
            .iter()
            .zip(&self.tight)
            .map(|(row, &tight)| {
                let sense = if tight { Sense::Equal } else { row.sense };
                (sense, row.limit, place(&row.terms))
            })
            .collect();
        for &(earlier, value) in &self.kept {
            let costs = columns.iter().enumerate();
            let terms = costs.map(|(at, &j)| (at as u32, program.costs[earlier][j as usize]));
            rows.push((
                Sense::AtMost,
                value,
                terms.filter(|(_, c)| *c != 0).collect(),
            ));
        }
        let pick = |j: &u32| program.costs[t][*j as usize];
        Selection {
            costs: columns.iter().map(pick).collect(),
            whole: columns
                .iter()
                .map(|&j| program.columns[j as usize].whole)
                .collect(),
            rows,
        }
    }

    /// The columns at 1, if every column is 0 or 1.
    fn whole(&self, values: &[f64]) -> Option<Vec<u32>> {
        let is_whole = |value: &f64| (value - value.round()).abs() < 1e-7;
        values.iter().all(is_whole).then(|| {
            let open = self.open.iter().zip(values);
            open.filter(|(_, value)| **value > 0.5)
                .map(|(j, _)| *j)
                .collect()
        })
    }

    /// Searches among the columns whose reduced cost leaves them a chance, at first among the most likely
    /// ones, then, if their gap is still open, among all that the gap leaves.
    fn search(
        &mut self,
        t: usize,
        tier: &Tier,
        priced: &Priced,
        limits: Limits,
    ) -> Result<(i64, u64), SolveError> {
        let mut order: Vec<i128> = priced.reduced.clone();
        order.sort_unstable();
        let mut reach = order[limits.columns.min(order.len()) - 1].max(ONE);
        let (mut bound, mut nodes) = (prices::whole_bound(priced.bound), 0);
        loop {
            let gap = i128::from(self.value(t)) * ONE - priced.bound;
            let within = reach.min(gap);
            let columns = self.within(priced, within);
            let found = self.search_among(t, tier, &columns, limits)?;
            nodes += found.nodes;
            if let Some(chosen) = found.chosen {
                self.improve(t, chosen);
            }
            // A plan that uses a column left out costs more than this.
            let outside = prices::whole_bound(priced.bound + within);
            let inside = (found.bound - 1e-6).ceil() as i64;
            bound = bound.max(if within < gap {
                inside.min(outside)
            } else {
                inside
            });
            let gap = i128::from(self.value(t)) * ONE - priced.bound;
            if self.is_close(t, tier, bound) || within >= gap {
                return Ok((bound, nodes));
            }
            reach = gap;
        }
    }

    /// Open columns within reach of the bound, and those of the incumbent.
    fn within(&self, priced: &Priced, reach: i128) -> Vec<u32> {
        let mut keep: Vec<u32> = self
            .open
            .iter()
            .zip(&priced.reduced)
            .filter(|(_, reduced)| **reduced <= reach)
            .map(|(j, _)| *j)
            .chain(self.incumbent.iter().copied())
            .collect();
        keep.sort_unstable();
        keep.dedup();
        keep
    }

    fn search_among(
        &self,
        t: usize,
        tier: &Tier,
        columns: &[u32],
        limits: Limits,
    ) -> Result<super::lower::Whole, SolveError> {
        let selection = self.select(t, columns);
        let stop = Stop {
            // Costs are whole, so a gap below one proves the value.
            absolute: 0.999,
            relative: tier.tolerance,
            nodes: limits.nodes,
        };
        let mut found = search(&selection, stop)?;
        if found
            .chosen
            .as_ref()
            .is_some_and(|chosen| !keeps_rows(&selection, chosen))
        {
            return Err(SolveError::Unexpected(
                "a plan that breaks a row".to_owned(),
            ));
        }
        for j in found.chosen.iter_mut().flatten() {
            *j = columns[*j as usize];
        }
        Ok(found)
    }

    /// Prices in the order of the programme's rows, then of all earlier tiers.
    fn spread(&self, fixed: &[Price]) -> Vec<Price> {
        let rows = self.tight.len();
        let mut prices = fixed[..rows].to_vec();
        let tiers = self.kept.last().map_or(0, |(t, _)| t + 1);
        prices.resize(rows + tiers, 0);
        for (&(t, _), &price) in self.kept.iter().zip(&fixed[rows..]) {
            prices[rows + t] = price;
        }
        prices
    }

    /// Keeps the plan on the face of the tier just solved.
    fn keep(&mut self, t: usize, priced: &Priced, fixed: &[Price]) {
        let gap = i128::from(self.value(t)) * ONE - priced.bound;
        let mut reduced = priced.reduced.iter();
        self.open
            .retain(|_| reduced.next().is_some_and(|r| *r <= gap));
        for (tight, &price) in self.tight.iter_mut().zip(fixed) {
            *tight |= i128::from(price).abs() > gap;
        }
        // What is left open can add at most the gap for each child and row (and once more for reduced costs
        // that rounding made negative); where that is below one, the value cannot move.
        let most_terms = (self.problem.children.len() + fixed.len() + 2) as i128;
        if gap * most_terms >= ONE {
            self.kept.push((t, self.value(t)));
        }
    }
}

/// Whether a choice of columns keeps every row, in whole numbers.
fn keeps_rows(selection: &Selection, chosen: &[u32]) -> bool {
    let mut at_one = vec![false; selection.costs.len()];
    for &j in chosen {
        at_one[j as usize] = true;
    }
    selection.rows.iter().all(|(sense, limit, terms)| {
        let at = terms.iter().filter(|(j, _)| at_one[*j as usize]);
        let sum: i64 = at.map(|(_, coefficient)| coefficient).sum();
        match sense {
            Sense::Equal => sum == *limit,
            Sense::AtMost => sum <= *limit,
        }
    })
}
