//! What several authorities gain by placing their children as one market: what each would come to by itself, and
//! what it comes to in the pooled plan.
//!
//! "By itself" has two readings, since homes that stand in several folders can be used once only:
//!
//! - **alone** ([`Share::OneEach`]): every home is there for one authority, so the plans of all authorities could be
//!   carried out together. An in-house home is there for the authority that runs it; a home of somebody else for the
//!   authority in whose area it is, if its folder has the home; otherwise for the authority with most children living
//!   there now, of those whose folders have it, and the first of them in the order given.
//! - **alone, unopposed** ([`Share::AllListed`]): every home is there for each authority whose folder has it, as if
//!   nobody else asked. Taken together these plans may use one place twice.
//!
//! Because the plans of "alone" could be carried out together, a pooled plan exists in which nobody is worse off than
//! alone in any tier ([`Pooling::promise`]).
//!
//! All plans are measured with one measure, that of the market: a child without an option counts at the worst option
//! that she has in the market.

mod measure;
mod share;
mod standing;

pub use share::{Share, share};
pub use standing::Standing;

use rayon::prelude::*;

use crate::candidates::{Candidates, NoneWorse, Round};
use crate::duties::{Block, Facts};
use crate::model::AuthorityIx;
use crate::optimise::{Limits, Solution, SolveError, solve_to_the_end};
use measure::Measure;

/// What pooling gives each authority of a market.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooling {
    /// By authority, in the order of the market.
    pub authorities: Vec<Pooled>,
    /// Homes of the market, and those of them that stand in several folders.
    pub homes: usize,
    /// Homes that stand in several folders.
    pub shared_homes: usize,
    /// Tiers in which no authority may be worse off than alone, by position, and whether the plan had to change for it.
    pub none_worse: Option<(Vec<usize>, bool)>,
    /// What all authorities would do by themselves, with homes shared out.
    pub plan_alone: Vec<Block>,
}

/// One authority's children in the three plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// The authority.
    pub authority: AuthorityIx,
    /// By itself, with homes shared out.
    pub alone: Standing,
    /// By itself, with every home of its folder.
    pub unopposed: Standing,
    /// In the pooled plan.
    pub pooled: Standing,
}

impl Pooled {
    /// The first tier in which the pooled plan differs from acting alone, and whether it is better there. What
    /// comes after it may be worse for being bought with it.
    pub fn first_difference(&self) -> Option<(usize, bool)> {
        let tiers = self.alone.tiers.iter().zip(&self.pooled.tiers).enumerate();
        let mut differing = tiers.filter(|(_, (alone, pooled))| alone != pooled);
        differing
            .next()
            .map(|(t, (alone, pooled))| (t, pooled < alone))
    }
}

impl Pooling {
    /// Solves every authority's round by itself, twice, and measures all plans.
    ///
    /// # Errors
    /// As [`solve_to_the_end`]: every plan is certified, and none is cut short, the pooled one neither.
    pub fn of(
        facts: &Facts,
        round: &Round,
        candidates: &Candidates,
        solution: &Solution,
        limits: Limits,
    ) -> Result<Self, SolveError> {
        if solution.interrupted {
            return Err(SolveError::Interrupted);
        }
        let measure = Measure::of(facts, round, candidates);
        let standing = |authority, blocks: &[Block]| Standing::of(&measure, authority, blocks);
        let pooled = blocks_of(solution);
        let alone = alone(facts, round, Share::OneEach, limits)?;
        let unopposed = self::alone(facts, round, Share::AllListed, limits)?;
        let authorities = facts.council.authority_indices();
        let homes = &facts.council.homes;
        Ok(Self {
            authorities: authorities
                .map(|authority| Pooled {
                    authority,
                    alone: standing(authority, &alone[authority.at()]),
                    unopposed: standing(authority, &unopposed[authority.at()]),
                    pooled: standing(authority, &pooled),
                })
                .collect(),
            homes: homes.len(),
            shared_homes: homes.iter().filter(|h| h.reach.listed_by.len() > 1).count(),
            none_worse: None,
            plan_alone: alone.into_iter().flatten().collect(),
        })
    }

    /// The promise that nobody is worse off than alone in these tiers; `None` where the plan keeps it already, and so
    /// is the best of those that do.
    pub fn promise(&mut self, tiers: &[usize]) -> Option<NoneWorse> {
        let is_worse = |p: &Pooled| tiers.iter().any(|&t| p.pooled.tiers[t] > p.alone.tiers[t]);
        let change = self.authorities.iter().any(is_worse);
        self.none_worse = Some((tiers.to_vec(), change));
        change.then(|| NoneWorse {
            tiers: tiers.to_vec(),
            plan: self.plan_alone.clone(),
        })
    }

    /// Measures another plan of the same round in place of the pooled one.
    pub fn measure_again(
        &mut self,
        facts: &Facts,
        round: &Round,
        candidates: &Candidates,
        solution: &Solution,
    ) {
        let measure = Measure::of(facts, round, candidates);
        let blocks = blocks_of(solution);
        for pooled in &mut self.authorities {
            pooled.pooled = Standing::of(&measure, pooled.authority, &blocks);
        }
    }
}

/// What every authority of the market would choose by itself: the blocks of its plan, by authority.
///
/// # Errors
/// As [`solve_to_the_end`].
pub fn alone(
    facts: &Facts,
    round: &Round,
    how: Share,
    limits: Limits,
) -> Result<Vec<Vec<Block>>, SolveError> {
    let shared = share(facts, how);
    let facts = if round.theoretical {
        Facts::whole_system(&shared)
    } else {
        Facts::of(&shared)
    };
    let authorities: Vec<AuthorityIx> = shared.authority_indices().collect();
    authorities
        .par_iter()
        .map(|&authority| {
            let own = round.of_authority(&facts, authority);
            let candidates = Candidates::find(&facts, &own);
            let solution = solve_to_the_end(&facts, &own, &candidates, limits)?;
            Ok(blocks_of(&solution))
        })
        .collect()
}

/// The blocks of a plan.
fn blocks_of(solution: &Solution) -> Vec<Block> {
    let parts = solution.claim().parts.into_iter();
    parts.flat_map(|part| part.blocks).collect()
}
