//! Lowers a selection of columns to good_lp and HiGHS, which only this file, `live` and `ffi` name.
//!
//! A model is built, solved and dropped here, on the calling thread, with one thread and no wall-clock limit,
//! so that answers repeat; parallelism is over components.

use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};
use highs::{
    Col, HighsModelStatus, HighsSolutionStatus, Model, Row, RowProblem, Sense as Direction,
};

use super::SolveError;
use super::ffi::{change_row_bounds, node_count, start_afresh};
use super::program::Sense;

/// A selection of a programme, ready to be solved: columns are numbered from 0.
#[derive(Debug, Default)]
pub struct Selection {
    /// Cost of each column in the tier that is solved.
    pub costs: Vec<i64>,
    /// Whether each column must be whole.
    pub whole: Vec<bool>,
    /// The most that each column may be; 1 for those beyond the end of the list. Columns that need not be whole are kept
    /// at or below it by their rows.
    pub most: Vec<i64>,
    /// Rows.
    pub rows: Vec<SelectedRow>,
}

/// A row of a selection.
#[derive(Debug)]
pub struct SelectedRow {
    /// Sense.
    pub sense: Sense,
    /// Right-hand side.
    pub limit: i64,
    /// Column of the selection, and coefficient.
    pub terms: Vec<(u32, i64)>,
}

/// The best solution found in whole numbers, and what is proved about it.
#[derive(Debug)]
pub struct Counted {
    /// By column: its value; `None` if the search stopped before it found any.
    pub amounts: Option<Vec<f64>>,
    /// No whole solution costs less than this; costs are whole, so it is rounded up.
    pub bound: i64,
    /// Whether it is proved that there is no whole solution.
    pub none: bool,
    /// Nodes of the search.
    pub nodes: u64,
}

/// The best whole solution found, and what is proved about it.
#[derive(Debug)]
pub struct Whole {
    /// Columns at 1; `None` if the search stopped before it found a plan.
    pub chosen: Option<Vec<u32>>,
    /// No whole solution costs less than this; costs are whole, so it is rounded up.
    pub bound: i64,
    /// Whether it is proved that there is no whole solution.
    pub none: bool,
    /// Nodes of the search.
    pub nodes: u64,
}

/// When the search for whole solutions may stop.
#[derive(Debug, Clone, Copy)]
pub struct Stop {
    /// Absolute gap.
    pub absolute: f64,
    /// Relative gap.
    pub relative: f64,
    /// Most nodes.
    pub nodes: i32,
    /// Whether plans are looked for in small programmes on the way, which finds one that is close sooner, and takes a
    /// third to a half longer where the search goes on until it is proved.
    pub looks: bool,
}

/// Solves the linear relaxation and gives its columns; `None` if it has no solution.
pub fn relax(selection: &Selection) -> Result<Option<Vec<f64>>, SolveError> {
    let mut model = lower(selection, |_| false)?;
    for (option, value) in COMMON {
        model.set_option(*option, *value);
    }
    model.set_option("threads", 1);
    let solved = model.try_solve().map_err(failed)?;
    match solved.status() {
        HighsModelStatus::Optimal => Ok(Some(solved.get_solution().columns().to_vec())),
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Ok(None),
        status => Err(SolveError::Unexpected(format!(
            "{status:?} for a relaxation"
        ))),
    }
}

/// Solves for whole columns.
///
/// No starting solution is handed over: HiGHS 1.16.0 compares it after presolve without the objective's
/// offset, and then reports a plan as optimal that is not.
pub fn search(selection: &Selection, stop: Stop) -> Result<Whole, SolveError> {
    let found = search_counts(selection, stop)?;
    let at_one = |values: Vec<f64>| -> Vec<u32> {
        let ones = values.iter().enumerate().filter(|(_, value)| **value > 0.5);
        ones.map(|(j, _)| j as u32).collect()
    };
    Ok(Whole {
        chosen: found.amounts.map(at_one),
        bound: found.bound,
        none: found.none,
        nodes: found.nodes,
    })
}

/// The same for columns that count, and so may be above 1.
pub fn search_counts(selection: &Selection, stop: Stop) -> Result<Counted, SolveError> {
    let mut model = lower(selection, |j| selection.whole[j])?;
    for (option, value) in COMMON {
        model.set_option(*option, *value);
    }
    model.set_option("threads", 1);
    for look in LOOKS {
        model.set_option(look, stop.looks);
    }
    model.set_option("mip_abs_gap", stop.absolute);
    model.set_option("mip_rel_gap", stop.relative);
    model.set_option("mip_max_nodes", stop.nodes);
    let solved = model.try_solve().map_err(failed)?;
    match solved.status() {
        HighsModelStatus::Optimal
        | HighsModelStatus::Infeasible
        | HighsModelStatus::UnboundedOrInfeasible
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedIterationLimit => {}
        status => return Err(SolveError::Unexpected(format!("{status:?} for a search"))),
    }
    let none = matches!(
        solved.status(),
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible
    );
    let found = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    Ok(Counted {
        amounts: found.then(|| solved.get_solution().columns().to_vec()),
        bound: round_up(
            solved
                .double_info_value(c"mip_dual_bound")
                .map_err(failed)?,
        ),
        none,
        nodes: node_count(&solved).unwrap_or(0),
    })
}

/// A relaxation that grows by columns and rows of any programme, and is solved again from where it stood.
pub struct Growing {
    /// Always there but while the solver runs.
    model: Option<Model>,
    columns: Vec<Col>,
    rows: Vec<(Row, Sense)>,
    /// Columns that came or whose cost changed since the last solve.
    changes: usize,
    /// Whether the last change left the solution feasible, so that the primal simplex can go on from it.
    primal: bool,
}

/// An optimal solution of a relaxation.
#[derive(Debug)]
pub struct Relaxed {
    /// By column.
    pub amounts: Vec<f64>,
    /// By row.
    pub duals: Vec<f64>,
}

impl Growing {
    /// Nothing yet.
    pub fn new() -> Result<Self, SolveError> {
        let mut model = RowProblem::default()
            .try_optimise(Direction::Minimise)
            .map_err(failed)?;
        model.make_quiet();
        for (option, value) in COMMON {
            model.set_option(*option, *value);
        }
        model.set_option("threads", 1);
        Ok(Self {
            model: Some(model),
            columns: Vec::new(),
            rows: Vec::new(),
            changes: 0,
            primal: false,
        })
    }

    /// Adds a column from 0 to `most`, with its coefficients in the rows that are there, and gives its number.
    pub fn add_column(
        &mut self,
        cost: f64,
        most: Option<i64>,
        terms: &[(usize, i64)],
    ) -> Result<usize, SolveError> {
        let factors: Vec<(Row, f64)> = terms
            .iter()
            .map(|&(row, c)| (self.rows[row].0, c as f64))
            .collect();
        let most = most.map_or(f64::INFINITY, |most| most as f64);
        let model = self.model.as_mut().ok_or_else(lost)?;
        let column = model
            .try_add_column(cost, 0.0..=most, factors)
            .map_err(failed)?;
        self.columns.push(column);
        self.changes += 1;
        Ok(self.columns.len() - 1)
    }

    /// Adds a row over the columns that are there, and gives its number.
    pub fn add_row(
        &mut self,
        sense: Sense,
        limit: i64,
        terms: &[(usize, i64)],
    ) -> Result<usize, SolveError> {
        let factors: Vec<(Col, f64)> = terms
            .iter()
            .map(|&(column, c)| (self.columns[column], c as f64))
            .collect();
        let lower = match sense {
            Sense::Equal => limit as f64,
            Sense::AtMost => f64::NEG_INFINITY,
        };
        let model = self.model.as_mut().ok_or_else(lost)?;
        let row = model
            .try_add_row(lower..=limit as f64, factors)
            .map_err(failed)?;
        self.rows.push((row, sense));
        self.primal = false;
        Ok(self.rows.len() - 1)
    }

    /// Changes what a column costs.
    pub fn set_cost(&mut self, column: usize, cost: f64) -> Result<(), SolveError> {
        let model = self.model.as_mut().ok_or_else(lost)?;
        model.change_column_cost(self.columns[column], cost);
        self.changes += 1;
        Ok(())
    }

    /// Changes the limit of a row of the sense "at most".
    pub fn set_limit(&mut self, row: usize, limit: i64) -> Result<(), SolveError> {
        let model = self.model.as_mut().ok_or_else(lost)?;
        self.primal = false;
        if change_row_bounds(model, row, f64::NEG_INFINITY, limit as f64) {
            Ok(())
        } else {
            Err(SolveError::Unexpected(
                "a row that cannot be changed".to_owned(),
            ))
        }
    }

    /// Solves from where it stands; `None` if there is no solution.
    pub fn solve(&mut self) -> Result<Option<Relaxed>, SolveError> {
        // As in `live`: after many changes presolve and a fresh start are quicker than the old basis.
        const AFRESH: usize = 25;
        let mut model = self.model.take().ok_or_else(lost)?;
        model.set_option("simplex_strategy", if self.primal { 4 } else { 1 });
        let afresh = std::mem::take(&mut self.changes) * AFRESH > self.columns.len();
        if afresh && start_afresh(&mut model) {
            model.set_option("simplex_strategy", 1);
        }
        let mut solved = model.try_solve().map_err(failed)?;
        if !afresh && solved.status() != HighsModelStatus::Optimal {
            // Seen from an old basis, a programme that has solutions can look as if it had none.
            let mut model = Model::from(solved);
            start_afresh(&mut model);
            model.set_option("simplex_strategy", 1);
            solved = model.try_solve().map_err(failed)?;
        }
        self.primal = true;
        let status = solved.status();
        let solution = (status == HighsModelStatus::Optimal).then(|| solved.get_solution());
        self.model = Some(Model::from(solved));
        match (solution, status) {
            (Some(solution), _) => Ok(Some(Relaxed {
                amounts: solution.columns().to_vec(),
                duals: solution.dual_rows().to_vec(),
            })),
            (None, HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible) => {
                Ok(None)
            }
            (None, status) => Err(SolveError::Unexpected(format!(
                "{status:?} for a relaxation"
            ))),
        }
    }
}

fn lost() -> SolveError {
    SolveError::Unexpected("a model that was lost".to_owned())
}

/// Options of every solve, so that answers are the same on every machine. What the solver would print is off from the
/// start (`highs`).
const COMMON: &[(&str, &str)] = &[("parallel", "off")];

/// Small programmes in which a search looks for plans.
const LOOKS: [&str; 3] = [
    "mip_heuristic_run_rins",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_root_reduced_cost",
];

fn lower(
    selection: &Selection,
    is_whole: impl Fn(usize) -> bool,
) -> Result<highs::Model, SolveError> {
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> = (0..selection.costs.len())
        .map(|j| {
            // The rows keep every column at or below 1. In a relaxation a bound of its own would only take
            // part of the price away from the rows.
            let column = variable().min(0);
            variables.add(if is_whole(j) {
                let most = selection.most.get(j).copied().unwrap_or(1);
                column.max(most as f64).integer()
            } else {
                column
            })
        })
        .collect();
    let mut objective = Expression::with_capacity(columns.len());
    for (column, &cost) in columns
        .iter()
        .zip(&selection.costs)
        .filter(|(_, c)| **c != 0)
    {
        objective.add_mul(cost as f64, *column);
    }
    let mut problem = variables.minimise(objective).using(good_lp::highs);
    for SelectedRow {
        sense,
        limit,
        terms,
    } in &selection.rows
    {
        let mut sum = Expression::with_capacity(terms.len());
        for &(j, coefficient) in terms {
            sum.add_mul(coefficient as f64, columns[j as usize]);
        }
        problem.add_constraint(match sense {
            Sense::Equal => constraint::eq(sum, *limit as f64),
            Sense::AtMost => constraint::leq(sum, *limit as f64),
        });
    }
    problem
        .try_into_inner()
        .map_err(|e| SolveError::Unexpected(e.to_string()))
}

/// The least whole number not below a bound that the solver states to about 1e-6; infinities saturate.
fn round_up(bound: f64) -> i64 {
    (bound - 1e-6).ceil() as i64
}

fn failed(status: highs::HighsStatus) -> SolveError {
    SolveError::Unexpected(format!("{status:?}"))
}
