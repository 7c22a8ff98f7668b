//! Sweeps over the cells of a component.

use std::time::Duration;

use rayon::prelude::*;

use super::Map;
use super::cells::{Cell, cells};
use super::restrict::{Load, Restricted};
use crate::model::Tier;
use crate::optimise::SolveError;
use crate::optimise::cuts::Cut;
use crate::optimise::limits::Limits;
use crate::optimise::prices::Price;
use crate::optimise::problem::Problem;
use crate::optimise::tiers::{self, ComponentOutcome};

/// What the sweeps come to.
pub struct Swept {
    /// The plan.
    pub chosen: Vec<u32>,
    /// By tier, then household row: the price that the row's own cell left on it.
    pub rows: Vec<Vec<Price>>,
    /// Household cuts of homes that their cell had to itself.
    pub cuts: Vec<Cut>,
    /// By tier, then cut: its price.
    pub cut_prices: Vec<Vec<Price>>,
    /// By tier: nodes searched in all cells and sweeps.
    pub nodes: Vec<u64>,
    /// By tier: time spent in all cells and sweeps.
    pub times: Vec<Duration>,
}

/// A component on the way.
pub struct Sweeping<'a> {
    problem: &'a Problem,
    groups: Vec<(usize, Option<super::At>)>,
    homes: &'a [Option<super::At>],
    tiers: &'a [Tier],
    limits: Limits,
    /// By column: position of its home.
    home_of: Vec<u32>,
    /// By group: its columns in the plan.
    plan: Vec<Vec<u32>>,
    swept: Swept,
}

/// A cell that was solved.
struct Solved {
    cell: usize,
    restricted: Restricted,
    outcome: ComponentOutcome,
}

impl<'a> Sweeping<'a> {
    /// Nobody is placed at first.
    pub fn of(problem: &'a Problem, map: &'a Map, tiers: &'a [Tier], limits: Limits) -> Self {
        let sizes = problem.groups.iter().map(|group| group.children.len());
        let mut home_of = vec![0; problem.columns.len()];
        for (h, side) in problem.homes.iter().enumerate() {
            home_of[side.columns.start as usize..side.columns.end as usize].fill(h as u32);
        }
        Self {
            problem,
            groups: sizes.zip(map.groups.iter().copied()).collect(),
            homes: &map.homes,
            tiers,
            limits,
            home_of,
            plan: vec![Vec::new(); problem.groups.len()],
            swept: Swept {
                chosen: Vec::new(),
                rows: vec![vec![0; problem.rows.len()]; tiers.len()],
                cuts: Vec::new(),
                cut_prices: vec![Vec::new(); tiers.len()],
                nodes: vec![0; tiers.len()],
                times: vec![Duration::ZERO; tiers.len()],
            },
        }
    }

    /// Values of the plan at hand.
    pub fn values(&self) -> Vec<i64> {
        let chosen = self.chosen();
        (0..self.tiers.len())
            .map(|t| self.problem.value(t, &chosen))
            .collect()
    }

    fn chosen(&self) -> Vec<u32> {
        let mut chosen: Vec<u32> = self.plan.iter().flatten().copied().collect();
        chosen.sort_unstable();
        chosen
    }

    /// The plan with what the last sweep left.
    pub fn into_swept(mut self) -> Swept {
        self.swept.chosen = self.chosen();
        self.swept
    }

    /// Solves every cell once, and takes the plans that are better; how many were.
    pub fn sweep(&mut self, turn: usize) -> Result<usize, SolveError> {
        let cells = cells(&self.groups, self.homes, self.limits.cell, turn);
        let mut owner = vec![0_u32; self.homes.len()];
        for (c, cell) in cells.iter().enumerate() {
            for &home in &cell.homes {
                owner[home as usize] = c as u32;
            }
        }
        let chosen = self.chosen();
        let solved: Vec<Solved> = (0..cells.len())
            .into_par_iter()
            .map_init(
                || Load::of(self.problem, &chosen),
                |load, c| self.solve_cell(load, c, &cells[c], &owner),
            )
            .collect::<Result<_, SolveError>>()?;
        for cut_prices in &mut self.swept.cut_prices {
            cut_prices.clear();
        }
        self.swept.cuts.clear();
        let mut better = 0;
        for solved in &solved {
            self.take_prices(solved, &owner);
            better += usize::from(self.take_plan(solved, &cells[solved.cell]));
        }
        Ok(better)
    }

    fn solve_cell(
        &self,
        load: &mut Load,
        c: usize,
        cell: &Cell,
        owner: &[u32],
    ) -> Result<Solved, SolveError> {
        let problem = self.problem;
        let own = self.own(cell);
        let mut columns = own.clone();
        for &g in &cell.groups {
            let sets = problem.groups[g as usize].sets.iter();
            let here = sets.flat_map(|set| &set.columns);
            columns.extend(here.filter(|j| owner[self.home_of[**j as usize] as usize] == c as u32));
        }
        columns.sort_unstable();
        columns.dedup();
        let restricted = load.restrict(&cell.groups, &own, columns);
        let outcome = tiers::solve(&restricted.problem, self.tiers, self.limits)?;
        Ok(Solved {
            cell: c,
            restricted,
            outcome,
        })
    }

    /// Takes a cell's plan if it is better than the one at hand in the order of the tiers.
    fn take_plan(&mut self, solved: &Solved, cell: &Cell) -> bool {
        let Restricted {
            problem, columns, ..
        } = &solved.restricted;
        let at = |j: &u32| columns.binary_search(j).ok().map(|at| at as u32);
        let old: Vec<u32> = self.own(cell).iter().filter_map(at).collect();
        let new = &solved.outcome.tiers;
        let old = (0..self.tiers.len()).map(|t| problem.value(t, &old));
        if new.iter().map(|tier| tier.value).ge(old) {
            return false;
        }
        for g in &cell.groups {
            self.plan[*g as usize].clear();
        }
        for j in &solved.outcome.chosen {
            let j = columns[*j as usize];
            let group = self.problem.columns[j as usize].group;
            self.plan[group as usize].push(j);
        }
        true
    }

    /// The plan's columns of a cell's groups.
    fn own(&self, cell: &Cell) -> Vec<u32> {
        let groups = cell.groups.iter();
        groups
            .flat_map(|g| self.plan[*g as usize].iter().copied())
            .collect()
    }

    /// Takes the prices of a cell's own homes.
    fn take_prices(&mut self, solved: &Solved, owner: &[u32]) {
        let Solved {
            cell,
            restricted,
            outcome,
        } = solved;
        let is_own = |home: u32| owner[restricted.homes[home as usize] as usize] == *cell as u32;
        for (t, tier) in outcome.tiers.iter().enumerate() {
            self.swept.nodes[t] += tier.nodes;
            self.swept.times[t] += tier.time;
            for (at, &row) in restricted.rows.iter().enumerate() {
                if is_own(restricted.problem.rows[at].home) {
                    let price = tier.prices.rows.get(at).copied().unwrap_or(0);
                    self.swept.rows[t][row as usize] = price;
                }
            }
        }
        for (c, cut) in outcome.cuts.iter().enumerate() {
            if !is_own(cut.home) || !restricted.untouched[cut.home as usize] {
                continue;
            }
            let named = cut.named.iter();
            self.swept.cuts.push(Cut {
                home: restricted.homes[cut.home as usize],
                named: named
                    .map(|&(j, w)| (restricted.columns[j as usize], w))
                    .collect(),
                others: cut.others.clone(),
                limit: cut.limit,
            });
            for (t, tier) in outcome.tiers.iter().enumerate() {
                let price = tier.prices.cuts.get(c).copied().unwrap_or(0);
                self.swept.cut_prices[t].push(price);
            }
        }
    }
}
