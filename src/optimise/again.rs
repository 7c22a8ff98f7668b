//! A round that was solved, once more with other ceilings: nothing is built anew, and prices, cuts and columns of the
//! first time are where it begins.

use super::face::Face;
use super::interrupt::UnderWay;
use super::limits::Limits;
use super::start::Start;
use super::{Solution, SolveError, Solved, constants, put_together, resolve_for, tiers};
use crate::candidates::Round;
use crate::certify::{self, Certificate};
use crate::duties::Facts;

/// Solves a round that differs from one that was solved, as one part, in its ceilings alone, and checks the result with
/// the independent checker.
///
/// # Errors
/// As [`super::solve_certified`]; and where the round was in several parts.
pub fn solve_again(
    facts: &Facts,
    round: &Round,
    base: &Solution,
    limits: Limits,
) -> Result<(Solution, Certificate), SolveError> {
    let ([known], [outcome], []) = (&base.problems[..], &base.outcomes[..], &base.large[..]) else {
        return Err(SolveError::NotOnePart);
    };
    let _under_way = UnderWay::begin();
    let policy = &facts.council.policy.tiers;
    let mut problem = known.clone();
    let terms = resolve_for(round, policy);
    problem.hold_to(round, &constants(facts, &round.to_place, &terms));
    if round.ceilings.is_some() && !problem.has_plan_at_hand() {
        return Err(SolveError::AboveCeiling);
    }
    let mut face = Face::of(&problem);
    face.cuts.clone_from(&outcome.cuts);
    face.tight_cuts = vec![false; face.cuts.len()];
    let at_hand = face.incumbent.iter().flatten();
    let mut columns: Vec<u32> = outcome.held.iter().chain(at_hand).copied().collect();
    columns.sort_unstable();
    columns.dedup();
    let start = Start {
        face,
        columns,
        alike: &outcome.tiers,
    };
    let solved = tiers::solve_from(&start, policy, limits)?;
    let part = Solved::Exact(Box::new(problem), solved);
    let solution = put_together(facts, round, vec![part]);
    let certificate = certify::check(facts, round, &solution.claim(), &solution.proposals)?;
    Ok((solution, certificate))
}
