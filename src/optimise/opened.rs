//! A solved round again with one more home, whose columns are in the programme already and were closed.
//!
//! The round's own plan is a plan of the larger programme as well, so it is at hand from the start. At the prices that
//! proved it, each tier is asked first whether it is still the best; only where they leave a doubt is the relaxation
//! solved again, from the columns and cuts of the round's own.

use super::SolveError;
use super::claim::part;
use super::face::Face;
use super::limits::Limits;
use super::outcome::ComponentOutcome;
use super::problem::Problem;
use super::start::{Alike, Start};
use super::tiers;
use super::{Solution, TierResult, propose};
use crate::candidates::Round;
use crate::certify::{Certificate, Claim, ClaimedTier, Survey};
use crate::duties::{Block, Facts, Proposal};
use crate::model::{HomeIx, Tier};

/// A round with one home opened that does not exist yet.
#[derive(Debug)]
pub struct Opened<'a> {
    base: &'a Solution,
    /// The home.
    pub home: HomeIx,
    /// Which part was solved again, and what it came to; none where nobody could go there.
    again: Option<(usize, ComponentOutcome)>,
}

/// Solves a round again with one more home. `base` is its solution with all of them closed.
pub fn solve_opened<'a>(
    base: &'a Solution,
    home: HomeIx,
    tiers: &[Tier],
    limits: Limits,
) -> Result<Opened<'a>, SolveError> {
    let side = |problem: &Problem| problem.homes.binary_search_by_key(&home, |s| s.home);
    let mut parts = base.problems.iter().map(side).enumerate();
    let found = parts.find_map(|(part, side)| Some((part, side.ok()?)));
    let again = match found {
        Some((part, side)) => {
            let (problem, outcome) = (&base.problems[part], &base.outcomes[part]);
            Some((part, with_side(problem, outcome, side, tiers, limits)?))
        }
        None => None,
    };
    Ok(Opened { base, home, again })
}

fn with_side(
    problem: &Problem,
    base: &ComponentOutcome,
    side: usize,
    tiers: &[Tier],
    limits: Limits,
) -> Result<ComponentOutcome, SolveError> {
    let mut face = Face::of(problem);
    for j in problem.homes[side].columns.clone() {
        face.open[j as usize] = true;
    }
    face.cuts = base.cuts.clone();
    face.tight_cuts = vec![false; face.cuts.len()];
    face.incumbent = Some(base.chosen.clone());
    let start = Start {
        face,
        columns: base.held.clone(),
        alike: Alike::Prices(&base.tiers),
    };
    tiers::solve_from(&start, tiers, limits)
}

impl Opened<'_> {
    /// The tiers over the whole round.
    pub fn tiers(&self) -> Vec<TierResult> {
        let mut tiers = self.base.tiers.clone();
        let Some((part, again)) = &self.again else {
            return tiers;
        };
        let before = &self.base.outcomes[*part].tiers;
        for ((tier, before), after) in tiers.iter_mut().zip(before).zip(&again.tiers) {
            tier.value += after.value - before.value;
            tier.bound += after.bound - before.bound;
            tier.price_bound += after.price_bound - before.price_bound;
            tier.columns = after.columns;
            tier.rows = after.rows;
            tier.nodes = after.nodes;
        }
        tiers
    }

    /// The blocks of the plan.
    pub fn blocks(&self) -> Vec<Block> {
        let parts = self.outcomes();
        let blocks = parts.flat_map(|(problem, outcome)| {
            let chosen = outcome.chosen.iter();
            chosen.map(|&j| problem.block(j)).collect::<Vec<Block>>()
        });
        blocks.collect()
    }

    fn outcomes(&self) -> impl Iterator<Item = (&Problem, &ComponentOutcome)> {
        let parts = self.base.problems.iter().zip(&self.base.outcomes);
        parts.enumerate().map(|(at, (problem, outcome))| {
            let again = self.again.as_ref().filter(|(part, _)| *part == at);
            (problem, again.map_or(outcome, |(_, again)| again))
        })
    }

    /// Checks the plan with the independent checker. `round` is the one that was solved, with all new homes closed, and
    /// the survey is of it.
    pub fn certify(
        &self,
        facts: &Facts,
        round: &Round,
        survey: &Survey,
    ) -> Result<Certificate, SolveError> {
        let claimed = |tier: TierResult| ClaimedTier {
            name: tier.name,
            value: tier.value,
            bound: tier.bound,
            price_bound: tier.price_bound,
        };
        let claim = Claim {
            tiers: self.tiers().into_iter().map(claimed).collect(),
            parts: self
                .outcomes()
                .map(|(p, outcome)| part(p, outcome))
                .collect(),
        };
        let blocks = self.blocks();
        let proposals = blocks.iter().flat_map(|block| propose(facts, block));
        let mut proposals: Vec<Proposal> = proposals.collect();
        proposals.sort_by_key(|p| p.child);
        let opened = round.opened(self.home);
        Ok(survey.check(facts, &opened, &claim, &proposals)?)
    }
}
