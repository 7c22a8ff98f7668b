//! The theoretical whole system of a council, its programme built once and solved under many orders of its tiers.

use super::attainable::{placing, tiers_alone};
use super::frontier::Axis;
use super::{Attained, duties_alone, under};
use crate::candidates::{Candidates, Ceilings, Round};
use crate::certify::Certificate;
use crate::duties::{Block, Facts};
use crate::model::{Council, Tier};
use crate::optimise::{Limits, Prepared, Solution, SolveError, solve_certified};

/// The whole system of a council.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The council, with its usable supply.
    pub council: &'a Council,
    /// The round that frees every settled child on paper.
    pub round: Round,
    pub(super) candidates: Candidates,
    /// None where it is too large to be solved as one part.
    prepared: Option<Prepared>,
}

impl<'a> Ground<'a> {
    /// Builds the programme with the tiers of the policy, of every duty alone and of every frontier.
    ///
    /// # Errors
    /// As [`Prepared::of`], but for what is too large to be solved as one: it is solved from nothing every time.
    pub fn of(council: &'a Council, limits: Limits) -> Result<Self, SolveError> {
        let facts = Facts::whole_system(council);
        let round = Round::whole_system(&facts);
        let candidates = Candidates::find(&facts, &round);
        let all = under(council, every_tier(council, round.to_place.len()));
        let whole = candidates.clone().in_one_part();
        let prepared = match Prepared::of(&Facts::whole_system(&all), &round, &whole, limits) {
            Ok(prepared) => Some(prepared),
            Err(SolveError::NoProgramme { .. }) => None,
            Err(other) => return Err(other),
        };
        Ok(Self {
            council,
            round,
            candidates,
            prepared,
        })
    }

    /// Children that are free in it.
    pub fn children(&self) -> usize {
        self.round.to_place.len()
    }

    /// Its programme, where it is solved as one part.
    pub(super) fn prepared(&self) -> Option<&Prepared> {
        self.prepared.as_ref()
    }

    /// Solves it in the law's order.
    ///
    /// # Errors
    /// As [`solve_certified`].
    pub fn in_order(&self, limits: Limits) -> Result<Attained, SolveError> {
        solved(self.council, &self.round, &self.candidates, limits)
    }

    /// Solves it under some of the tiers that it was built with, beginning with a plan where one is at hand.
    ///
    /// # Errors
    /// As [`solve_certified`].
    pub fn under(
        &self,
        tiers: &[Tier],
        plan: Option<&[Block]>,
        limits: Limits,
    ) -> Result<(Solution, Certificate), SolveError> {
        let council = under(self.council, tiers.to_vec());
        let facts = Facts::whole_system(&council);
        let Some(prepared) = &self.prepared else {
            return solve_certified(&facts, &self.round, &self.candidates, limits);
        };
        match plan {
            Some(plan) => prepared.solve(&facts, &beginning_with(&self.round, plan), None, limits),
            None => prepared.solve(&facts, &self.round, None, limits),
        }
    }
}

/// The whole system of a council in the law's order, solved once.
///
/// # Errors
/// As [`solve_certified`].
pub fn in_order(council: &Council, limits: Limits) -> Result<Attained, SolveError> {
    let facts = Facts::whole_system(council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    solved(council, &round, &candidates, limits)
}

fn solved(
    council: &Council,
    round: &Round,
    candidates: &Candidates,
    limits: Limits,
) -> Result<Attained, SolveError> {
    let facts = Facts::whole_system(council);
    let (solution, certificate) = solve_certified(&facts, round, candidates, limits)?;
    Ok(Attained::of(None, round, &solution, certificate))
}

/// The round with a plan at hand.
pub(super) fn beginning_with(round: &Round, plan: &[Block]) -> Round {
    Round {
        ceilings: Some(Ceilings {
            most: std::collections::BTreeMap::new(),
            plan: plan.to_vec(),
        }),
        ..round.clone()
    }
}

fn every_tier(council: &Council, children: usize) -> Vec<Tier> {
    let mut all = placing();
    all.extend(council.policy.tiers.clone());
    for duty in duties_alone() {
        all.extend(tiers_alone(&council.policy, duty));
    }
    all.extend(Axis::ALL.into_iter().flat_map(|axis| axis.tiers(children)));
    let mut once: Vec<Tier> = Vec::with_capacity(all.len());
    for tier in all {
        if !once.contains(&tier) {
            once.push(tier);
        }
    }
    once
}
