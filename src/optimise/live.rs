//! The live relaxation of a component: only columns that prices ask for and rows that they can break, solved
//! again from where it stood whenever something is added or the tier changes.

use std::collections::HashSet;

use highs::{Col, HighsModelStatus, Model, Row, RowProblem, Sense as Direction};

use super::SolveError;
use super::basis::Basis;
use super::cuts::Cut;
use super::face::Face;
use super::ffi::{change_row_bounds, set_basis, start_afresh};
use super::held::{Held, Solved, Stands};
use super::prices::{self, Prices};
use super::problem::{Kept, Problem};

/// A relaxation starts afresh when more than one column in so many has changed.
const AFRESH: usize = 25;

/// One of more columns than this starts afresh at the plan at hand, if there is one: presolve and the dual simplex need far
/// more iterations there.
const LARGE: usize = 50_000;

/// A relaxation that is kept alive over columns, cuts and tiers.
pub struct Live<'a> {
    problem: &'a Problem,
    /// Always there but while the solver runs.
    model: Option<Model>,
    columns: Vec<(Stands, Col, bool)>,
    rows: Vec<Row>,
    /// Which block columns are here, and where the needs stand.
    pub held: Held<'a>,
    /// By household row, cut and kept tier: its row here.
    house: Vec<Option<usize>>,
    cuts: Vec<usize>,
    kept: Vec<(Kept, usize)>,
    /// By household row: what the columns here could weigh in it at most.
    weight: Vec<i64>,
    tier: usize,
    /// Whether the last change left the solution feasible, so that the primal simplex can go on from it.
    primal: bool,
    /// Columns that came or whose cost changed since the last solve.
    changes: usize,
    /// With more columns than this it starts afresh at the plan at hand.
    pub large: usize,
}

impl<'a> Live<'a> {
    /// A relaxation with no block column yet: everybody unplaced.
    pub fn of(problem: &'a Problem) -> Result<Self, SolveError> {
        let mut model = RowProblem::default()
            .try_optimise(Direction::Minimise)
            .map_err(failed)?;
        model.make_quiet();
        model.set_option("parallel", "off");
        model.set_option("threads", 1);
        let mut live = Self {
            problem,
            model: Some(model),
            columns: Vec::new(),
            rows: Vec::new(),
            held: Held {
                problem,
                at: vec![None; problem.columns.len()],
                need: Vec::new(),
            },
            house: vec![None; problem.rows.len()],
            cuts: Vec::new(),
            kept: Vec::new(),
            weight: vec![0; problem.rows.len()],
            tier: 0,
            primal: false,
            changes: 0,
            large: LARGE,
        };
        live.add_needs()?;
        Ok(live)
    }

    /// Block columns in the relaxation.
    pub fn blocks(&self) -> impl Iterator<Item = u32> + '_ {
        self.columns
            .iter()
            .filter_map(|(stands, _, _)| match stands {
                Stands::Block(j) => Some(*j),
                Stands::Unmet(..) | Stands::Way(..) => None,
            })
    }

    /// Rows in the relaxation.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    fn add_needs(&mut self) -> Result<(), SolveError> {
        let problem = self.problem;
        for (g, group) in problem.groups.iter().enumerate() {
            let first = self.rows.len();
            self.held.need.push(first);
            if group.has_ways() {
                self.add_row(1.0, 1.0, &[])?;
                for _ in &group.sets {
                    self.add_row(0.0, 0.0, &[])?;
                }
                let ways = super::ways::Ways::of(group).listed;
                for (w, way) in ways.iter().enumerate() {
                    let mut terms = vec![(first, 1.0)];
                    terms.extend(way.sets.iter().map(|&s| (first + 1 + usize::from(s), -1.0)));
                    let cost = group.cost_of_leaving(0, !way.placed);
                    self.add_column(Stands::Way(g as u32, w as u32), cost, &terms)?;
                }
            } else {
                for (bit, costs) in group.unplaced.iter().enumerate() {
                    self.add_row(1.0, 1.0, &[])?;
                    let stands = Stands::Unmet(g as u32, bit as u32);
                    self.add_column(stands, costs[0], &[(first + bit, 1.0)])?;
                }
            }
        }
        Ok(())
    }

    /// Adds block columns that are not there yet, after the household rows that they could break: a row that comes while it
    /// is empty costs the solver nothing, and one that comes later a walk over all columns.
    pub fn add_blocks(
        &mut self,
        face: &Face,
        columns: impl IntoIterator<Item = u32>,
    ) -> Result<(), SolveError> {
        let mut seen = HashSet::new();
        let columns = columns.into_iter();
        let new: Vec<u32> = columns
            .filter(|j| !self.held.has(*j) && seen.insert(*j))
            .collect();
        let mut wake = Vec::new();
        for &j in &new {
            for &(row, coefficient) in &self.problem.stands_in[j as usize] {
                let at = row as usize;
                self.weight[at] += coefficient.max(0);
                let could_break = self.weight[at] > self.problem.rows[at].limit;
                if self.house[at].is_none() && (could_break || face.tight[at]) {
                    wake.push(at);
                }
            }
        }
        self.primal = true;
        self.wake(face, wake)?;
        for j in new {
            let need = self.held.need_rows(j);
            let mut terms: Vec<(usize, f64)> = need.map(|row| (row, 1.0)).collect();
            let house = self.problem.stands_in[j as usize].iter();
            let house = house.filter_map(|&(row, c)| Some((self.house[row as usize]?, c as f64)));
            terms.extend(house);
            for (cut, &row) in face.cuts.iter().zip(&self.cuts) {
                let side = &self.problem.homes[cut.home as usize];
                if side.columns.contains(&j) {
                    terms.push((row, cut.weight(self.problem, j) as f64));
                }
            }
            terms.retain(|(_, coefficient)| *coefficient != 0.0);
            for (kept, row) in &self.kept {
                terms.push((*row, self.problem.cost_kept(kept, j) as f64));
            }
            self.held.at[j as usize] = Some(self.columns.len() as u32);
            self.changes += 1;
            let cost = self.problem.costs[self.tier][j as usize];
            self.add_column(Stands::Block(j), cost, &terms)?;
        }
        Ok(())
    }

    /// Rows that the columns could break from now on.
    fn wake(&mut self, face: &Face, mut rows: Vec<usize>) -> Result<(), SolveError> {
        rows.sort_unstable();
        rows.dedup();
        // What sleeps is not broken as the solution stands: only a row that must be tight moves it.
        self.primal &= !rows.iter().any(|at| face.tight[*at]);
        for at in rows {
            let row = &self.problem.rows[at];
            let here = row
                .terms
                .iter()
                .filter_map(|&(j, c)| Some((self.held.at[j as usize]?, c)));
            let terms: Vec<(u32, f64)> = here.map(|(j, c)| (j, c as f64)).collect();
            let limit = row.limit as f64;
            let lower = if face.tight[at] {
                limit
            } else {
                f64::NEG_INFINITY
            };
            self.house[at] = Some(self.rows.len());
            self.add_row(lower, limit, &terms)?;
        }
        Ok(())
    }

    /// Adds the face's cuts that are not there yet.
    pub fn add_cuts(&mut self, face: &Face) -> Result<(), SolveError> {
        for cut in &face.cuts[self.cuts.len()..] {
            let terms = self.cut_terms(cut);
            self.cuts.push(self.rows.len());
            self.add_row(f64::NEG_INFINITY, cut.limit as f64, &terms)?;
            self.primal = false;
        }
        Ok(())
    }

    fn cut_terms(&self, cut: &Cut) -> Vec<(u32, f64)> {
        let columns = self.problem.homes[cut.home as usize].columns.clone();
        let weigh = |j: u32| {
            let weight = cut.weight(self.problem, j);
            let at = self.held.at[j as usize]?;
            (weight != 0).then_some((at, weight as f64))
        };
        columns.filter_map(weigh).collect()
    }

    /// Goes on to a tier, on the face that the earlier ones leave.
    pub fn go_to(&mut self, face: &Face, t: usize) -> Result<(), SolveError> {
        self.tier = t;
        self.primal = true;
        let problem = self.problem;
        for i in 0..self.columns.len() {
            let (stands, column, open) = self.columns[i];
            let cost = stands.cost(face, &Kept::whole(t, 0));
            let model = self.model.as_mut().ok_or_else(lost)?;
            model.change_column_cost(column, cost as f64);
            self.changes += usize::from(cost != 0);
            if open && !stands.is_open(face) {
                model.change_column_bounds(column, 0.0..=0.0);
                self.columns[i].2 = false;
            }
        }
        let mut asleep = Vec::new();
        for at in (0..self.house.len()).filter(|at| face.tight[*at]) {
            match self.house[at] {
                Some(row) => self.tighten(row, problem.rows[at].limit as f64)?,
                None => asleep.push(at),
            }
        }
        self.wake(face, asleep)?;
        for (cut, row) in self.cuts.clone().into_iter().enumerate() {
            if face.tight_cuts[cut] {
                self.tighten(row, face.cuts[cut].limit as f64)?;
            }
        }
        for kept in &face.kept[self.kept.len()..] {
            let all = self.columns.iter().enumerate();
            let costs = all.map(|(i, (stands, _, _))| (i as u32, stands.cost(face, kept) as f64));
            let terms: Vec<(u32, f64)> = costs.filter(|(_, c)| *c != 0.0).collect();
            self.kept.push((*kept, self.rows.len()));
            self.add_row(f64::NEG_INFINITY, kept.value as f64, &terms)?;
        }
        Ok(())
    }

    fn tighten(&mut self, row: usize, limit: f64) -> Result<(), SolveError> {
        let model = self.model.as_mut().ok_or_else(lost)?;
        if change_row_bounds(model, row, limit, limit) {
            Ok(())
        } else {
            Err(SolveError::Unexpected(
                "a row that cannot be made tight".to_owned(),
            ))
        }
    }

    /// Solves the relaxation from where it stands; `None` if it has no solution.
    pub fn solve(&mut self, face: &Face) -> Result<Option<Solved>, SolveError> {
        let mut model = self.model.take().ok_or_else(lost)?;
        model.set_option("simplex_strategy", if self.primal { 4 } else { 1 });
        // After many changes presolve and a fresh start are quicker than the way on from the old basis.
        let afresh = std::mem::take(&mut self.changes) * AFRESH > self.columns.len();
        if afresh && start_afresh(&mut model) {
            let at_plan = self.columns.len() > self.large && self.go_to_plan(face, &mut model);
            model.set_option("simplex_strategy", if at_plan { 4 } else { 1 });
        }
        let mut solved = model.try_solve().map_err(failed)?;
        if !afresh && has_none(solved.status()) {
            // Seen from an old basis, a programme that has solutions can look as if it had none.
            let mut model = Model::from(solved);
            start_afresh(&mut model);
            model.set_option("simplex_strategy", 1);
            solved = model.try_solve().map_err(failed)?;
        }
        let iterations = solved.simplex_iteration_count();
        tracing::trace!(afresh, primal = self.primal, iterations, "relaxed");
        let status = solved.status();
        let solution = (status == HighsModelStatus::Optimal).then(|| solved.get_solution());
        self.model = Some(Model::from(solved));
        match solution {
            Some(solution) => Ok(Some(self.read(face, &solution))),
            None if has_none(status) => Ok(None),
            None => Err(SolveError::Unexpected(format!(
                "{status:?} for a relaxation"
            ))),
        }
    }

    /// Puts the solver where the plan at hand is.
    fn go_to_plan(&self, face: &Face, model: &mut Model) -> bool {
        let basis = self.basis(face);
        basis.is_some_and(|basis| set_basis(model, &basis.columns, &basis.rows))
    }

    /// The basis at the plan at hand.
    pub fn basis(&self, face: &Face) -> Option<Basis> {
        let stands = self.columns.iter().map(|(stands, _, _)| *stands);
        Basis::of_plan(face, &self.held, stands, self.rows.len())
    }

    fn read(&self, face: &Face, solution: &highs::Solution) -> Solved {
        let (values, duals) = (solution.columns(), solution.dual_rows());
        let mut amounts = Vec::new();
        let mut whole = true;
        for ((stands, _, _), &value) in self.columns.iter().zip(values) {
            whole &= (value - value.round()).abs() < 1e-7;
            if let Stands::Block(j) = stands
                && value > 1e-9
            {
                amounts.push((*j, value));
            }
        }
        let price = |row: usize, tight: bool| prices::fixed(duals[row], tight);
        let house = self.house.iter().zip(&face.tight);
        let tight_cut = |cut: usize| face.tight_cuts.get(cut).copied().unwrap_or(false);
        let cuts = self.cuts.iter().enumerate();
        Solved {
            amounts,
            prices: Prices {
                rows: house
                    .map(|(row, tight)| row.map_or(0, |row| price(row, *tight)))
                    .collect(),
                cuts: cuts.map(|(cut, &row)| price(row, tight_cut(cut))).collect(),
                kept: self
                    .kept
                    .iter()
                    .map(|&(_, row)| price(row, false))
                    .collect(),
            },
            duals: duals.to_vec(),
            whole,
        }
    }

    fn add_row(&mut self, lower: f64, upper: f64, terms: &[(u32, f64)]) -> Result<(), SolveError> {
        let factors: Vec<(Col, f64)> = terms
            .iter()
            .map(|&(j, c)| (self.columns[j as usize].1, c))
            .collect();
        let model = self.model.as_mut().ok_or_else(lost)?;
        let row = model.try_add_row(lower..=upper, factors).map_err(failed)?;
        self.rows.push(row);
        Ok(())
    }

    fn add_column(
        &mut self,
        stands: Stands,
        cost: i64,
        terms: &[(usize, f64)],
    ) -> Result<(), SolveError> {
        let factors: Vec<(Row, f64)> = terms.iter().map(|&(row, c)| (self.rows[row], c)).collect();
        let model = self.model.as_mut().ok_or_else(lost)?;
        // The rows keep every column at or below 1. A bound of its own would only take part of the price away
        // from the rows.
        let column = model
            .try_add_column(cost as f64, 0.0.., factors)
            .map_err(failed)?;
        self.columns.push((stands, column, true));
        Ok(())
    }
}

/// Whether the solver says that there is no solution.
fn has_none(status: HighsModelStatus) -> bool {
    matches!(
        status,
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible
    )
}

fn failed(status: highs::HighsStatus) -> SolveError {
    SolveError::Unexpected(format!("{status:?}"))
}

fn lost() -> SolveError {
    SolveError::Unexpected("a model that was lost".to_owned())
}
