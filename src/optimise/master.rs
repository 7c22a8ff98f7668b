//! The face on which a component's plan is kept, and the search for whole plans on it: a master programme over
//! the columns that prices leave in question.

use super::SolveError;
use super::lower::{SelectedRow, Selection, Stop, Whole, search};
use super::prices::{self, ONE, Priced};
use super::problem::Problem;
use super::program::Sense;
use super::tiers::Limits;
use crate::model::Tier;

/// What the tiers solved so far leave open.
pub struct Face<'a> {
    /// The component's programme.
    pub problem: &'a Problem,
    /// Columns still open, in order.
    pub open: Vec<u32>,
    /// Rows that must be tight.
    pub tight: Vec<bool>,
    /// Earlier tiers that a row keeps, with their values.
    pub kept: Vec<(usize, i64)>,
    /// The best plan on the face; `None` while a hoped-for value has no plan yet.
    pub incumbent: Option<Vec<u32>>,
}

/// What a search came to.
pub struct Searched {
    /// No plan on the face costs less.
    pub bound: i64,
    /// Nodes.
    pub nodes: u64,
}

impl<'a> Face<'a> {
    /// Everything is open, and the plan that places nobody is at hand.
    pub fn of(problem: &'a Problem) -> Self {
        Self {
            problem,
            open: (0..problem.program.columns.len() as u32).collect(),
            tight: vec![false; problem.program.rows.len()],
            kept: Vec::new(),
            incumbent: Some(problem.first_plan()),
        }
    }

    /// Value of the plan at hand.
    pub fn value(&self, t: usize) -> Option<i64> {
        let plan = self.incumbent.as_ref()?;
        Some(self.problem.program.value(t, plan))
    }

    /// Takes a plan if it is better in this tier, or the first.
    pub fn improve(&mut self, t: usize, chosen: Vec<u32>) {
        let value = self.problem.program.value(t, &chosen);
        if self.value(t).is_none_or(|at_hand| value < at_hand) {
            self.incumbent = Some(chosen);
        }
    }

    /// Whether the plan at hand is as close to the bound as the tier asks.
    pub fn is_close(&self, t: usize, tier: &Tier, bound: i64) -> bool {
        self.value(t).is_some_and(|value| {
            let gap = value - bound;
            gap <= 0 || gap as f64 <= tier.tolerance * value.unsigned_abs() as f64
        })
    }

    /// The programme over some of the columns, with tight rows as equations and kept tiers as rows.
    pub fn select(&self, t: usize, columns: &[u32]) -> Selection {
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
                SelectedRow {
                    sense,
                    limit: row.limit,
                    terms: place(&row.terms),
                }
            })
            .collect();
        for &(earlier, value) in &self.kept {
            let costs = columns.iter().enumerate();
            let terms = costs.map(|(at, &j)| (at as u32, program.costs[earlier][j as usize]));
            rows.push(SelectedRow {
                sense: Sense::AtMost,
                limit: value,
                terms: terms.filter(|(_, c)| *c != 0).collect(),
            });
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

    /// Searches among the columns whose reduced cost leaves them a chance: at first among the most likely
    /// ones, then, if that leaves a gap, among all. `None` where there is no plan on the face.
    pub fn search(
        &mut self,
        t: usize,
        tier: &Tier,
        priced: &Priced,
        limits: Limits,
    ) -> Result<Option<Searched>, SolveError> {
        let mut order: Vec<i128> = priced.reduced.clone();
        order.sort_unstable();
        let Some(last) = order.last().copied() else {
            return Ok(None);
        };
        let mut reach = order[limits.columns.min(order.len()) - 1].max(ONE);
        let (mut bound, mut nodes) = (prices::whole_bound(priced.bound), 0);
        loop {
            let within = reach.min(self.gap(t, priced).unwrap_or(last));
            let columns = self.within(priced, within);
            let found = self.search_among(t, tier, &columns, limits)?;
            nodes += found.nodes;
            if let Some(chosen) = found.chosen {
                self.improve(t, chosen);
            }
            let gap = self.gap(t, priced).unwrap_or(last);
            if within < gap {
                // A plan that uses a column left out costs more than this.
                let outside = prices::whole_bound(priced.bound + within);
                bound = bound.max(found.bound.min(outside));
                if self.is_close(t, tier, bound) {
                    return Ok(Some(Searched { bound, nodes }));
                }
                reach = gap;
            } else {
                bound = bound.max(found.bound);
                return Ok(self
                    .incumbent
                    .is_some()
                    .then_some(Searched { bound, nodes }));
            }
        }
    }

    /// How far the plan at hand is above the bound, in fixed point.
    fn gap(&self, t: usize, priced: &Priced) -> Option<i128> {
        self.value(t)
            .map(|value| i128::from(value) * ONE - priced.bound)
    }

    /// Open columns within reach of the bound, and those of the incumbent.
    fn within(&self, priced: &Priced, reach: i128) -> Vec<u32> {
        let mut keep: Vec<u32> = self
            .open
            .iter()
            .zip(&priced.reduced)
            .filter(|(_, reduced)| **reduced <= reach)
            .map(|(j, _)| *j)
            .chain(self.incumbent.iter().flatten().copied())
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
    ) -> Result<Whole, SolveError> {
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
}

/// The columns at 1, if every column is 0 or 1.
pub fn whole_columns(open: &[u32], values: &[f64]) -> Option<Vec<u32>> {
    let is_whole = |value: &f64| (value - value.round()).abs() < 1e-7;
    values.iter().all(is_whole).then(|| {
        let open = open.iter().zip(values);
        open.filter(|(_, value)| **value > 0.5)
            .map(|(j, _)| *j)
            .collect()
    })
}

/// Whether a choice of columns keeps every row, in whole numbers.
fn keeps_rows(selection: &Selection, chosen: &[u32]) -> bool {
    let mut at_one = vec![false; selection.costs.len()];
    for &j in chosen {
        at_one[j as usize] = true;
    }
    selection.rows.iter().all(|row| {
        let at = row.terms.iter().filter(|(j, _)| at_one[*j as usize]);
        let sum: i64 = at.map(|(_, coefficient)| coefficient).sum();
        match row.sense {
            Sense::Equal => sum == row.limit,
            Sense::AtMost => sum <= row.limit,
        }
    })
}
