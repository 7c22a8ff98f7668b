//! Sweeps over the cells of a component.

use std::collections::HashSet;
use std::ops::Range;
use std::time::Duration;

use rayon::prelude::*;

use super::by_group::{ByGroup, OfGroup};
use super::cells::{Cell, cells};
use super::connected::{Connecting, connected};
use super::left;
use super::options::could_go;
use super::pool::Pool;
use super::present::present;
use super::restrict::Load;
use super::rows::{Key, Row, Rows};
use super::scope::{Cells, InLarge, Scope};
use super::whole::Whole;
use super::{LOOSER, Work};
use crate::duties::Block;
use crate::model::{ChildIx, HomeIx, Tier};
use crate::optimise::SolveError;
use crate::optimise::build::{assemble, parts_of};
use crate::optimise::limits::Limits;
use crate::optimise::outcome::ComponentOutcome;
use crate::optimise::prices::Price;
use crate::optimise::problem::Problem;
use crate::optimise::tiers;

/// A component on the way.
pub struct Sweeping<'a> {
    whole: &'a Whole<'a>,
    /// How cells are solved.
    pub limits: Limits,
    /// By group: its blocks in the plan.
    plan: Vec<Vec<Block>>,
    /// By group: what its part of the plan costs in each tier.
    values: Vec<Vec<i64>>,
    rows: Vec<Vec<Row>>,
    /// By tier, then earlier tier: the price that one programme of the whole component left on keeping it.
    kept: Vec<Vec<Price>>,
    /// How many of the first tiers are counts.
    pub counts: usize,
    /// How many of the first tiers large cells have priced: what smaller ones say of those is further from the whole.
    in_large: usize,
    /// By tier.
    pub work: Vec<Work>,
}

/// A cell that was solved.
struct Solved {
    /// Whether the plan is better than the one at hand.
    is_better: bool,
    /// By group of the cell: its blocks, and what they cost.
    plan: Vec<OfGroup>,
    /// By home of the cell: its priced rows.
    rows: Vec<Vec<Row>>,
    /// By tier, then earlier tier: the price on keeping it.
    kept: Vec<Vec<Price>>,
    /// By tier that was solved: nodes, and time.
    work: Vec<(u64, Duration)>,
}

impl<'a> Sweeping<'a> {
    /// Those who may stay where they live do so at first.
    pub fn of(whole: &'a Whole<'a>, limits: Limits) -> Self {
        let tiers = whole.tiers.len();
        let counts = whole.tiers.iter().take_while(|t| t.tolerance == 0.0);
        let (plan, values) = present(whole).into_iter().unzip();
        Self {
            whole,
            limits,
            plan,
            values,
            rows: vec![Vec::new(); whole.homes.len()],
            kept: Vec::new(),
            counts: counts.count(),
            in_large: 0,
            work: vec![Work::default(); tiers],
        }
    }

    /// Values of the plan at hand.
    pub fn values(&self) -> Vec<i64> {
        let of_tier = |t: usize| self.values.iter().map(|values| values[t]).sum();
        (0..self.whole.tiers.len()).map(of_tier).collect()
    }

    /// The plan.
    pub fn plan(&self) -> Vec<Block> {
        let mut plan: Vec<Block> = self.plan.iter().flatten().cloned().collect();
        plan.sort_unstable();
        plan
    }

    /// The rows that the cells have priced so far.
    pub fn rows(&self) -> Rows {
        Rows {
            kept: self.kept.clone(),
            ..Rows::of(self.rows.clone())
        }
    }

    fn cells(&self, most: usize, turn: usize) -> Vec<Cell> {
        let whole = self.whole;
        let sizes = whole.groups.iter().map(|group| group.children.len());
        let groups: Vec<_> = sizes.zip(whole.group_at.iter().copied()).collect();
        cells(&groups, &whole.home_at, most, turn)
    }

    /// Solves every cell of the map once, among the options that are best for each child and those of the pool; how many
    /// plans were better.
    pub fn sweep_map(&mut self, turn: usize, pool: &Pool) -> Result<usize, SolveError> {
        let cells = self.cells(self.limits.cell, turn);
        self.sweep(&cells, Scope::map(pool, self.limits))
    }

    /// Solves large cells among the same options, the whole component in one if it is not too large: counts fall short
    /// in small ones, where places are scarce on one side of a border and not on the other. How many plans were better.
    pub fn sweep_large(
        &mut self,
        turn: usize,
        pool: &Pool,
        how: InLarge,
    ) -> Result<usize, SolveError> {
        let most = match self.is_one_large() {
            true => self.children(),
            false => self.limits.exact.min(self.limits.whole),
        };
        if most <= self.limits.cell {
            return Ok(0);
        }
        let cells = self.cells(most, turn);
        let scope = Scope::large(pool, self.limits, self.counts, how);
        let better = self.sweep(&cells, scope)?;
        self.in_large = scope.tiers.min(self.whole.tiers.len());
        Ok(better)
    }

    fn children(&self) -> usize {
        let children = self.whole.groups.iter().map(|group| group.children.len());
        children.sum()
    }

    /// Whether the whole component is one large cell.
    pub fn is_one_large(&self) -> bool {
        self.children() <= self.limits.whole
    }

    /// The tiers whose prices a sweep leaves. What large cells say of theirs is closest to the whole, and of counts what
    /// cells of the map say is closer than what others do.
    fn prices_in(&self, scope: Scope) -> Range<usize> {
        let all = self.whole.tiers.len();
        match scope.cells {
            Cells::Map => self.in_large..all,
            Cells::Large => 0..scope.tiers.min(all),
            Cells::Near => self.in_large.max(self.counts)..all,
        }
    }

    /// The tiers that are solved, with the tolerance of a cell: another sweep is worth more than the last gap of this one.
    fn solved_in(&self, scope: Scope) -> Vec<Tier> {
        let looser = |tier: &Tier| Tier {
            tolerance: tier.tolerance * LOOSER,
            ..tier.clone()
        };
        let tiers = self.whole.tiers.iter().take(scope.tiers);
        tiers.map(looser).collect()
    }

    /// Solves cells of groups and homes that the pool's prices connect, around the groups that come to more than they
    /// might; how many plans were better.
    pub fn sweep_near(&mut self, pool: &Pool) -> Result<usize, SolveError> {
        let cells = connected(&Connecting {
            whole: self.whole,
            pool,
            plan: &self.plan,
            values: &self.values,
            lives_in: &self.lives_in(),
            most: self.limits.connected.min(self.limits.cell),
        });
        self.sweep(&cells, Scope::near(self.limits))
    }

    /// The blocks of the plan, by home.
    fn lives_in(&self) -> Vec<Vec<&Block>> {
        let mut lives_in: Vec<Vec<&Block>> = vec![Vec::new(); self.whole.homes.len()];
        for block in self.plan.iter().flatten() {
            lives_in[self.whole.position(block.home)].push(block);
        }
        lives_in
    }

    /// Solves cells that share no home and no group, and takes the plans that are better.
    fn sweep(&mut self, cells: &[Cell], scope: Scope) -> Result<usize, SolveError> {
        let lives_in = self.lives_in();
        let solved: Vec<Solved> = cells
            .par_iter()
            .map(|cell| self.solve_cell(cell, &lives_in, scope))
            .collect::<Result<_, SolveError>>()?;
        if scope.cells == Cells::Large {
            self.kept.clear();
            if let [solved] = &solved[..] {
                self.kept.clone_from(&solved.kept);
            }
        }
        let priced = self.prices_in(scope);
        let mut better = 0;
        for (solved, cell) in solved.into_iter().zip(cells) {
            for (work, (nodes, time)) in self.work.iter_mut().zip(&solved.work) {
                work.nodes += nodes;
                work.time += *time;
            }
            for (&home, rows) in cell.homes.iter().zip(solved.rows) {
                self.take_rows(home as usize, rows, &priced);
            }
            if solved.is_better {
                better += 1;
                for (&g, (blocks, values)) in cell.groups.iter().zip(solved.plan) {
                    self.plan[g as usize] = blocks;
                    self.values[g as usize] = values;
                }
            }
        }
        Ok(better)
    }

    /// Takes the rows that a sweep has priced at a home, with their prices in these tiers; in others the earlier prices
    /// stand. Cuts of earlier sweeps hold still, and may be worth a price.
    fn take_rows(&mut self, home: usize, found: Vec<Row>, priced: &Range<usize>) {
        let earlier = std::mem::replace(&mut self.rows[home], found);
        let rows = &mut self.rows[home];
        let stands = |t: &usize| !priced.contains(t);
        for row in rows.iter_mut() {
            (0..row.left.len())
                .filter(stands)
                .for_each(|t| row.left[t] = 0);
        }
        for mut row in earlier {
            let known = rows.iter_mut().find(|known| known.key == row.key);
            match known {
                Some(known) => {
                    let all = 0..row.left.len();
                    all.filter(stands).for_each(|t| known.left[t] = row.left[t]);
                }
                None => {
                    row.left[priced.clone()].fill(0);
                    if matches!(row.key, Key::Cut(_)) || row.left.iter().any(|p| *p != 0) {
                        rows.push(row);
                    }
                }
            }
        }
    }

    /// The programme of a cell: its groups in its homes, and whoever else lives there or with them in other homes
    /// as they live now.
    fn programme(
        &self,
        cell: &Cell,
        lives_in: &[Vec<&Block>],
        scope: Scope,
    ) -> (Problem, Vec<u32>) {
        let whole = self.whole;
        let own: HashSet<ChildIx> = self.children_of(cell).collect();
        let could = could_go(whole, cell, &own, scope.looked);
        let mut homes: Vec<u32> = cell.homes.clone();
        let plan = cell.groups.iter().flat_map(|g| &self.plan[*g as usize]);
        homes.extend(plan.map(|block| whole.position(block.home) as u32));
        homes.sort_unstable();
        homes.dedup();
        let mut able: Vec<Vec<ChildIx>> = Vec::with_capacity(homes.len());
        for &home in &homes {
            let living = lives_in[home as usize].iter();
            let mut here: Vec<ChildIx> = living.flat_map(|b| &b.children).copied().collect();
            if let Ok(at) = cell.homes.binary_search(&home) {
                here.extend(&could[at]);
            }
            here.sort_unstable();
            here.dedup();
            able.push(here);
        }
        let mut children: Vec<ChildIx> = able.iter().flatten().copied().collect();
        children.extend(own);
        children.sort_unstable();
        children.dedup();
        let named: Vec<HomeIx> = homes.iter().map(|h| whole.homes[*h as usize]).collect();
        let parts = parts_of(whole.facts, whole.round, &named, &able, &whole.terms);
        let tiers = whole.tiers.len();
        let problem = assemble(whole.facts, &children, parts, &whole.worst, tiers);
        let mut chosen = Vec::new();
        for (side, &home) in problem.homes.iter().zip(&homes) {
            let living = &lives_in[home as usize];
            if !living.is_empty() {
                let here = side.columns.clone();
                chosen.extend(here.filter(|j| living.contains(&&problem.block(*j))));
            }
        }
        (problem, chosen)
    }

    fn children_of(&self, cell: &Cell) -> impl Iterator<Item = ChildIx> {
        let groups = cell.groups.iter();
        groups.flat_map(|g| self.whole.groups[*g as usize].children.iter().copied())
    }

    fn solve_cell(
        &self,
        cell: &Cell,
        lives_in: &[Vec<&Block>],
        scope: Scope,
    ) -> Result<Solved, SolveError> {
        let whole = self.whole;
        let (problem, chosen) = self.programme(cell, lives_in, scope);
        let firsts: HashSet<ChildIx> = cell
            .groups
            .iter()
            .map(|g| whole.groups[*g as usize].children[0])
            .collect();
        let groups: Vec<u32> = (0..problem.groups.len() as u32)
            .filter(|g| firsts.contains(&problem.groups[*g as usize].children[0]))
            .collect();
        let is_own = |j: &u32| {
            let group = problem.columns[*j as usize].group;
            groups.binary_search(&group).is_ok()
        };
        let own: Vec<u32> = chosen.iter().copied().filter(is_own).collect();
        // In another cell's home nobody may weigh more than now, for that cell counts on it.
        let in_cell = |j: &u32| {
            let at = whole.position(problem.columns[*j as usize].home) as u32;
            cell.homes.binary_search(&at).is_ok()
        };
        let all = 0..problem.columns.len() as u32;
        let columns = all.filter(|j| is_own(j) && (in_cell(j) || own.contains(j)));
        let columns = columns.collect();
        let mut restricted = Load::of(&problem, &chosen).restrict(&groups, &own, columns);
        let at = |j: &u32| restricted.columns.binary_search(j).ok().map(|at| at as u32);
        let own: Vec<u32> = own.iter().filter_map(at).collect();
        let old = (0..whole.tiers.len()).map(|t| restricted.problem.value(t, &own));
        let old: Vec<i64> = old.collect();
        if !own.is_empty() {
            restricted.problem.at_hand = Some(own);
        }
        let limits = Limits {
            nodes: scope.nodes,
            dive: scope.cells == Cells::Large,
            ..self.limits
        };
        let outcome = tiers::solve(&restricted.problem, &self.solved_in(scope), limits)?;
        let values = outcome.tiers.iter().map(|tier| tier.value);
        let old = old.into_iter().take(outcome.tiers.len());
        Ok(Solved {
            is_better: values.lt(old),
            plan: plan_of(&restricted.problem, &outcome, whole.tiers.len()),
            rows: left::rows_of(whole, cell, &restricted, &outcome),
            kept: outcome
                .tiers
                .iter()
                .enumerate()
                .map(left::kept_by)
                .collect(),
            work: outcome.tiers.iter().map(|t| (t.nodes, t.time)).collect(),
        })
    }
}

/// A cell's plan by group, with what it costs.
fn plan_of(problem: &Problem, outcome: &ComponentOutcome, tiers: usize) -> Vec<OfGroup> {
    let mut plan = ByGroup::of(&problem.groups, tiers);
    for &j in &outcome.chosen {
        let of = (problem.columns[j as usize].group, problem.mask(j));
        let costs = problem.costs.iter().map(|tier| tier[j as usize]);
        plan.take(of, problem.block(j), costs);
    }
    plan.finish(&problem.groups)
}
