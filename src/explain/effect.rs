//! What choosing an option means for everybody else: the round is solved again with the choice made.
//!
//! The programme is the round's own, with the columns that contradict the choice closed; only the parts of the
//! round that the children asked about belong to are solved again.

use serde::Serialize;

use crate::candidates::Round;
use crate::duties::{Block, Facts};
use crate::model::{ChildIx, HomeIx};
use crate::optimise::{
    self, Choice, ComponentOutcome, Exists, Limits, Problem, Solution, SolveError,
};

/// The effect of a choice on the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Change of each tier against the round's best plan; the first that is not zero is above zero.
    pub change: Vec<i64>,
    /// Other children whose option would be another, or none.
    pub others: Vec<Moved>,
}

/// Another child whose option changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The child's index.
    pub child: ChildIx,
    /// Her home in the round's best plan.
    pub from: Option<HomeIx>,
    /// Her home once the choice is made.
    pub to: Option<HomeIx>,
}

/// A solved round in which choices are made.
#[derive(Debug, Clone, Copy)]
pub struct Forced<'a> {
    /// The council.
    pub facts: &'a Facts<'a>,
    /// The round.
    pub round: &'a Round,
    /// Its best plan.
    pub best: &'a Solution,
    /// The plan against which choices are compared: the best plan, or that of the round before something changed.
    pub before: &'a Solution,
    /// Limits of each solve.
    pub limits: Limits,
}

/// In how many of the plans that are as good as the round's own in every tier a child lives in a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In all of them.
    EveryBestPlan,
    /// In some, and not in others.
    SomeBestPlans,
    /// In none.
    NoBestPlan,
    /// The search ended before it knew.
    NotProved,
}

impl Forced<'_> {
    /// Solves the round again with these blocks chosen; `None` where the duties do not allow them.
    pub fn effect(&self, blocks: &[Block]) -> Result<Option<Effect>, SolveError> {
        let tiers = &self.facts.council.policy.tiers;
        let values = self.best.tiers.iter().zip(&self.before.tiers);
        let mut change: Vec<i64> = values
            .map(|(now, before)| now.value - before.value)
            .collect();
        let all = &self.round.to_place;
        let mut homes: Vec<Option<HomeIx>> = all.iter().map(|c| self.best.home_of(*c)).collect();
        let mut left: Vec<Block> = blocks.to_vec();
        for (problem, base) in self.best.problems.iter().zip(&self.best.outcomes) {
            let is_here = |b: &Block| problem.children.binary_search(&b.children[0]).is_ok();
            let (here, elsewhere): (Vec<Block>, Vec<Block>) = left.into_iter().partition(is_here);
            left = elsewhere;
            if here.is_empty() {
                continue;
            }
            let forced = optimise::solve_with(problem, base, &here, tiers, self.limits)?;
            let Some(forced) = forced else {
                return Ok(None);
            };
            let values = forced.tiers.iter().zip(&base.tiers);
            for (change, (with, without)) in change.iter_mut().zip(values) {
                *change += with.value - without.value;
            }
            self.take_homes(problem, &forced, &mut homes);
        }
        let asked = |child: &ChildIx| blocks.iter().any(|block| block.has(*child));
        let others = all.iter().zip(homes).filter(|(child, _)| !asked(child));
        let moved = others.map(|(&child, to)| Moved {
            child,
            from: self.before.home_of(child),
            to,
        });
        let others = moved.filter(|m| m.from != m.to).collect();
        Ok(left.is_empty().then_some(Effect { change, others }))
    }

    /// In how many of the best plans the child lives in the home; `None` for a child of another round.
    pub fn standing(&self, child: ChildIx, home: HomeIx) -> Result<Option<Standing>, SolveError> {
        let parts = self.best.problems.iter().zip(&self.best.outcomes);
        let mut parts = parts.filter(|(p, _)| p.children.binary_search(&child).is_ok());
        let Some((problem, base)) = parts.next() else {
            return Ok(None);
        };
        let exists = |choice| optimise::as_good_with(problem, base, choice, self.limits);
        let standing = match exists(Choice::In(child, home))? {
            Exists::No => Standing::NoBestPlan,
            Exists::NotProved => Standing::NotProved,
            Exists::Yes => match exists(Choice::NotIn(child, home))? {
                Exists::No => Standing::EveryBestPlan,
                Exists::Yes => Standing::SomeBestPlans,
                Exists::NotProved => Standing::NotProved,
            },
        };
        Ok(Some(standing))
    }

    /// Reads the homes of a part's children, by position in the round.
    fn take_homes(
        &self,
        problem: &Problem,
        forced: &ComponentOutcome,
        homes: &mut [Option<HomeIx>],
    ) {
        let mut put = |child: &ChildIx, home| {
            if let Ok(at) = self.round.to_place.binary_search(child) {
                homes[at] = home;
            }
        };
        problem.children.iter().for_each(|child| put(child, None));
        for &j in &forced.chosen {
            let block = problem.block(j);
            let children = block.children.iter();
            children.for_each(|child| put(child, Some(block.home)));
        }
    }
}
