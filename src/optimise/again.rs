//! A round in one part that is solved many times, with its tiers in other orders and with other ceilings: its programme is
//! built once, and each solve may begin where another ended.

use std::time::Instant;

use super::face::Face;
use super::limits::Limits;
use super::problem::Problem;
use super::start::{Alike, Start};
use super::{Solution, SolveError, Solved, constants, put_together, resolve_for, tiers};
use crate::candidates::{Candidates, Round};
use crate::certify::{Certificate, Survey};
use crate::duties::Facts;
use crate::model::Tier;

/// The programme of a round in one part.
#[derive(Debug)]
pub struct Prepared {
    /// None where nobody is to be placed.
    problem: Option<Problem>,
    /// The tiers of its costs.
    tiers: Vec<Tier>,
    /// What the checker asks of the council and the round, once for all solves.
    survey: Survey,
}

impl Prepared {
    /// Builds the programme of a round whose candidates are in one part, with every tier that will be asked for.
    ///
    /// # Errors
    /// Where it is too large, or would be solved cell by cell.
    pub fn of(
        facts: &Facts,
        round: &Round,
        candidates: &Candidates,
        limits: Limits,
    ) -> Result<Self, SolveError> {
        let limits = Limits {
            programmes: true,
            ..limits
        };
        limits.check(candidates, round)?;
        let tiers = facts.council.policy.tiers.clone();
        let part = match &candidates.components[..] {
            [] => None,
            [part] => Some(part),
            _ => return Err(SolveError::NotOnePart),
        };
        Ok(Self {
            problem: part.map(|part| super::build(facts, round, candidates, part, &tiers)),
            tiers,
            survey: Survey::of(facts, round),
        })
    }

    /// Solves the round with the tiers that these facts have, some of those that it was built with in any order, and its
    /// own ceilings; and checks the result with the independent checker. `near` is a solution with the same tiers in the
    /// same order, to begin with its prices, cuts and columns.
    ///
    /// # Errors
    /// As [`super::solve_to_the_end`]; and where a tier is not among those that the programme was built with.
    pub fn solve(
        &self,
        facts: &Facts,
        round: &Round,
        near: Option<&Solution>,
        limits: Limits,
    ) -> Result<(Solution, Certificate), SolveError> {
        let began = Instant::now();
        let policy = &facts.council.policy.tiers;
        let mut parts = Vec::new();
        if let Some(built) = &self.problem {
            let mut problem = built.with_tiers(&self.positions(policy)?);
            let terms = resolve_for(round, policy);
            problem.hold_to(round, &constants(facts, &round.to_place, &terms));
            if round.ceilings.is_some() && !problem.has_plan_at_hand() {
                return Err(SolveError::AboveCeiling);
            }
            let outcome = tiers::solve_from(&start(&problem, near), policy, limits)?;
            parts.push(Solved::Exact(Box::new(problem), outcome));
        }
        let solution = put_together(facts, round, parts);
        if solution.interrupted {
            return Err(SolveError::Interrupted);
        }
        let solved = began.elapsed();
        let (claim, proposals) = (solution.claim(), &solution.proposals);
        let certificate = self.survey.check(facts, round, &claim, proposals)?;
        let (solved, all) = (solved.as_secs_f64(), began.elapsed().as_secs_f64());
        tracing::debug!(solved, all, "solved and certified");
        Ok((solution, certificate))
    }

    fn positions(&self, policy: &[Tier]) -> Result<Vec<usize>, SolveError> {
        let position = |tier: &Tier| {
            let found = self.tiers.iter().position(|built| built == tier);
            let unknown = || SolveError::Unexpected(format!("no costs of tier {}", tier.name));
            found.ok_or_else(unknown)
        };
        policy.iter().map(position).collect()
    }
}

fn start<'a>(problem: &'a Problem, near: Option<&'a Solution>) -> Start<'a> {
    let Some(outcome) = near.and_then(|near| near.outcomes.first()) else {
        return Start::of(problem);
    };
    let mut face = Face::of(problem);
    face.cuts.clone_from(&outcome.cuts);
    face.tight_cuts = vec![false; face.cuts.len()];
    let at_hand = face.incumbent.iter().flatten();
    let mut columns: Vec<u32> = outcome.held.iter().chain(at_hand).copied().collect();
    columns.sort_unstable();
    columns.dedup();
    Start {
        face,
        columns,
        alike: Alike::Values(&outcome.tiers),
    }
}
