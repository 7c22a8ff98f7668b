//! Lowers a selection of columns to good_lp and HiGHS, which only this file, `live` and `ffi` name.
//!
//! A model is built, solved and dropped here, on the calling thread, with one thread and no wall-clock limit,
//! so that answers repeat; parallelism is over components.

use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};
use highs::{HighsModelStatus, HighsSolutionStatus};

use super::SolveError;
use super::ffi::node_count;
use super::program::Sense;

/// A selection of a programme, ready to be solved: columns are numbered from 0.
#[derive(Debug, Default)]
pub struct Selection {
    /// Cost of each column in the tier that is solved.
    pub costs: Vec<i64>,
    /// Whether each column must be whole.
    pub whole: Vec<bool>,
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
    let mut model = lower(selection, |j| selection.whole[j])?;
    for (option, value) in COMMON {
        model.set_option(*option, *value);
    }
    model.set_option("threads", 1);
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
    let at_one = |values: &[f64]| -> Vec<u32> {
        let ones = values.iter().enumerate().filter(|(_, value)| **value > 0.5);
        ones.map(|(j, _)| j as u32).collect()
    };
    Ok(Whole {
        chosen: found.then(|| at_one(solved.get_solution().columns())),
        bound: round_up(
            solved
                .double_info_value(c"mip_dual_bound")
                .map_err(failed)?,
        ),
        none,
        nodes: node_count(&solved).unwrap_or(0),
    })
}

/// Options of every solve, so that answers are the same on every machine. What the solver would print is off from the
/// start (`highs`).
const COMMON: &[(&str, &str)] = &[("parallel", "off")];

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
                column.max(1).integer()
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
