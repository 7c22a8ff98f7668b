//! As near to the goals as can be, those that come first first, and then at the least cost.

use super::ask::{Global, NO_LIMIT, Objective, Over};
use super::solve::{Best, Solver};
use super::why::{Short, Why};
use crate::optimise::SolveError;

/// How near the goals a plan comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Near {
    /// Shortfalls of the plan.
    pub short: Short,
    /// No plan falls short by less, with what comes first as it is: proved.
    pub at_least: Short,
}

/// The smallest shortfalls, what comes first first, and the cheapest plan that is no shorter.
pub fn reach(solver: &mut Solver) -> Result<(Near, Best), SolveError> {
    // Mostly everything can be reached, and one look at the relaxation says so.
    let mut sure = relaxed_short(solver, Why::ORDER)?;
    if sure {
        let row = keep(solver, Why::ORDER, 0)?;
        let best = cheapest(solver)?;
        if best.found.is_some() {
            return Ok((Near::default(), best));
        }
        solver.set_limit(row, NO_LIMIT)?;
    }
    loop {
        let (mut rows, mut near) = (Vec::new(), Near::default());
        let mut is_whole = true;
        for why in Why::ORDER.chunks(1) {
            let hope = relaxed_short(solver, why)? && !sure;
            let least = match (hope, sure) {
                (true, _) => Some((0, 0)),
                (false, false) => least_of(solver.least()?),
                (false, true) => least_of(solver.minimise()?),
            };
            let Some((least, bound)) = least else {
                is_whole = false;
                break;
            };
            rows.push(keep(solver, why, least)?);
            near.short.add(why[0], least);
            near.at_least.add(why[0], bound);
        }
        if is_whole {
            let best = cheapest(solver)?;
            if best.found.is_some() || sure {
                return Ok((near, best));
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

/// Value and bound of what a search found; `None` where it found nothing.
fn least_of(best: Best) -> Option<(i64, i64)> {
    let value = best.found?.value;
    Some((value, best.bound.clamp(0, value.max(0))))
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
