//! What choosing an option means for everybody else: the round is solved again with the choice made.
//!
//! The children asked about live in the chosen homes for certain, so they leave the round and join those who
//! stay; only the parts of the round that they or their homes touch are solved again.

use super::measured::charged_values;
use crate::candidates::{Candidate, Candidates, Judged, Round, judge};
use crate::duties::{Block, Facts};
use crate::model::{ChildIx, HomeIx};
use crate::optimise::{Limits, Solution, SolveError, solve};

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

/// The round's best plan, against which choices are judged.
#[derive(Debug)]
pub struct Forced<'a> {
    /// The council.
    pub facts: &'a Facts<'a>,
    /// The round.
    pub round: &'a Round,
    /// Its candidates.
    pub candidates: &'a Candidates,
    /// Its best plan.
    pub best: &'a Solution,
    /// Limits of each solve.
    pub limits: Limits,
}

impl Forced<'_> {
    /// Solves the round again with these blocks chosen.
    pub fn effect(&self, blocks: &[Block]) -> Result<Effect, SolveError> {
        let asked: Vec<ChildIx> = blocks.iter().flat_map(|b| b.children.clone()).collect();
        let touched = self.touched(blocks, &asked);
        let mut others: Vec<ChildIx> = touched
            .iter()
            .flat_map(|&part| self.candidates.components[part].children.iter().copied())
            .filter(|child| !asked.contains(child))
            .collect();
        others.sort_unstable();
        let (mut staying, mut shared) = (self.round.staying.clone(), self.round.shared.clone());
        for block in blocks {
            staying[block.home.at()].extend(&block.children);
            staying[block.home.at()].sort_unstable();
            shared[block.home.at()] += block.shares;
        }
        let round = Round {
            to_place: others,
            staying,
            shared,
            ..self.round.clone()
        };
        let candidates = self.candidates_left(&round, blocks);
        let solution = solve(self.facts, &round, &candidates, self.limits)?;
        Ok(Effect {
            change: self.change(blocks, &touched, &solution),
            others: self.moved(&round.to_place, &solution),
        })
    }

    /// Parts of the round that hold a child asked about, or a home chosen for her.
    fn touched(&self, blocks: &[Block], asked: &[ChildIx]) -> Vec<usize> {
        let parts = self.candidates.components.iter().enumerate();
        let touches = parts.filter(|(_, part)| {
            asked.iter().any(|c| part.children.binary_search(c).is_ok())
                || blocks
                    .iter()
                    .any(|b| part.homes.binary_search(&b.home).is_ok())
        });
        touches.map(|(i, _)| i).collect()
    }

    /// The other children's candidates, judged again where somebody has moved in.
    fn candidates_left(&self, round: &Round, blocks: &[Block]) -> Candidates {
        let is_chosen = |home: HomeIx| blocks.iter().any(|block| block.home == home);
        let (mut usable, mut closed) = (Vec::new(), Vec::new());
        for &child in &round.to_place {
            for candidate in self.candidates.of_child(child) {
                let still = if is_chosen(candidate.home) {
                    let pair = self.facts.pair(child, candidate.home);
                    match judge(&pair, &round.household(self.facts, candidate.home)) {
                        Judged::Usable(approvals) => Some(Candidate {
                            approvals,
                            ..*candidate
                        }),
                        Judged::NearMiss(_) | Judged::Barred(_) => None,
                    }
                } else {
                    Some(*candidate)
                };
                match still {
                    Some(candidate) => usable.push(candidate),
                    None => closed.push(*candidate),
                }
            }
        }
        Candidates::of_usable(self.facts, &round.to_place, usable, closed)
    }

    fn change(&self, blocks: &[Block], touched: &[usize], solution: &Solution) -> Vec<i64> {
        let mut change: Vec<i64> = solution
            .tiers
            .iter()
            .map(|t| t.value - t.constant)
            .collect();
        for block in blocks {
            for (sum, own) in change
                .iter_mut()
                .zip(charged_values(self.facts, self.round, block))
            {
                *sum += own;
            }
        }
        for &part in touched {
            for (sum, tier) in change.iter_mut().zip(&self.best.outcomes[part].tiers) {
                *sum -= tier.value;
            }
        }
        change
    }

    fn moved(&self, others: &[ChildIx], solution: &Solution) -> Vec<Moved> {
        let moved = others.iter().map(|&child| Moved {
            child,
            from: self.best.home_of(child),
            to: solution.home_of(child),
        });
        moved.filter(|m| m.from != m.to).collect()
    }
}
