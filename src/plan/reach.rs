//! As near to the goals as can be, those that come first first, and then at the least cost.

use super::ask::{Global, NO_LIMIT, Objective, Over};
use super::solve::{Best, Solver};
use super::why::{Short, Why};
use crate::optimise::SolveError;

/// The smallest shortfalls, what comes first first, and the cheapest plan that is no shorter.
pub fn reach(solver: &mut Solver) -> Result<(Short, Best), SolveError> {
    // Mostly everything can be reached, and one look at the relaxation says so.
    let mut sure = relaxed_short(solver, Why::ORDER)?;
    if sure {
        let row = keep(solver, Why::ORDER, 0)?;
        let best = cheapest(solver)?;
        if best.found.is_some() {
            return Ok((Short::default(), best));
        }
        solver.set_limit(row, NO_LIMIT)?;
    }
    loop {
        let (mut rows, mut short) = (Vec::new(), Short::default());
        let mut is_whole = true;
        for why in Why::ORDER.chunks(1) {
            let hope = relaxed_short(solver, why)? && !sure;
            let least = match (hope, sure) {
                (true, _) => Some(0),
                (false, false) => solver.least()?,
                (false, true) => solver.minimise()?.found.map(|found| found.value),
            };
            let Some(least) = least else {
                is_whole = false;
                break;
            };
            rows.push(keep(solver, why, least)?);
            short.add(why[0], least);
        }
        if is_whole {
            let best = cheapest(solver)?;
            if best.found.is_some() || sure {
                return Ok((short, best));
            }
        } else if sure {
            let reason = "no plan, though nobody need be placed".to_owned();
            return Err(SolveError::Unexpected(reason));
        }
        // What was hoped for is more than any plan reaches: from here on every step is a whole plan.
        for row in rows {
            solver.set_limit(row, NO_LIMIT)?;
        }
        sure = true;
    }
}

/// Aims at the shortfalls of such goals, and says whether the relaxation has none of them.
fn relaxed_short(solver: &mut Solver, whys: &'static [Why]) -> Result<bool, SolveError> {
    solver.aim(Objective::Shortfall(whys))?;
    match solver.settle()? {
        Some((solved, _)) => Ok(solved.short < 1e-6),
        None => Err(SolveError::Unexpected("no relaxation".to_owned())),
    }
}

/// From here on such goals are no shorter than this.
fn keep(solver: &mut Solver, whys: &'static [Why], limit: i64) -> Result<usize, SolveError> {
    solver.add(Global {
        over: Over::Shortfalls(whys),
        limit,
    })
}

fn cheapest(solver: &mut Solver) -> Result<Best, SolveError> {
    solver.aim(Objective::Cost)?;
    solver.minimise()
}
