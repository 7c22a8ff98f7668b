//! What a policy came to, tier by tier, and which share of hindsight's gain that is.

use std::collections::{BTreeMap, HashMap};

use super::policies::Played;
use super::stage::Stage;
use crate::candidates::{Candidates, Round};
use crate::duties::{Block, Facts};
use crate::explain::tier_values;
use crate::model::{ChildIx, HomeIx};
use crate::optimise::{self, Worst};

/// The measure of all policies: the round of hindsight, in which an unplaced child counts at her worst option
/// of all.
pub struct Scale<'a> {
    facts: &'a Facts<'a>,
    round: Round,
    /// By child, then tier.
    unplaced: HashMap<ChildIx, Vec<i64>>,
    constants: Vec<i64>,
}

/// A policy's result in one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Value in the tier's unit; smaller is better.
    pub value: i64,
    /// By how much it is better than leaving everybody unplaced.
    pub gain: i64,
}

impl<'a> Scale<'a> {
    /// The measure of a stage.
    pub fn of(facts: &'a Facts<'a>, stage: &Stage) -> Self {
        let round = stage.opening(facts, stage.everybody());
        let candidates = Candidates::find(facts, &round);
        let terms = optimise::resolve(&facts.council.policy.tiers);
        let children = &round.to_place;
        let worst = Worst::of(facts, &round, &candidates, children, &terms);
        let unplaced = children.iter().map(|child| (*child, worst.costs(*child)));
        Self {
            facts,
            constants: optimise::constants(facts, children, &terms),
            unplaced: unplaced.collect(),
            round,
        }
    }

    /// Every tier of what was played. Brothers and sisters who came to one home in different weeks live
    /// together as if they had come at once.
    pub fn scores(&self, played: &Played) -> Vec<Score> {
        let mut gains = vec![0; self.constants.len()];
        let mut add = |values: &[i64], sign: i64| {
            for (gain, value) in gains.iter_mut().zip(values) {
                *gain += sign * value;
            }
        };
        for block in self.households(played) {
            for child in &block.children {
                add(&self.unplaced[child], 1);
            }
            add(&tier_values(self.facts, &self.round, &block), -1);
        }
        let left = |t: usize| -> i64 { self.unplaced.values().map(|costs| costs[t]).sum() };
        let scored = gains.iter().enumerate();
        scored
            .map(|(t, &gain)| Score {
                value: self.constants[t] + left(t) - gain,
                gain,
            })
            .collect()
    }

    /// Who lives where in the end, brothers and sisters of one home as one block.
    fn households(&self, played: &Played) -> Vec<Block> {
        let mut together: BTreeMap<(HomeIx, ChildIx), Block> = BTreeMap::new();
        for (_, block) in &played.blocks {
            let eldest = self.facts.families.first_of(block.children[0]);
            let joined = together
                .entry((block.home, eldest))
                .or_insert_with(|| Block {
                    home: block.home,
                    children: Vec::new(),
                    shares: 0,
                });
            joined.children.extend(&block.children);
            joined.children.sort_unstable();
            joined.shares += block.shares;
        }
        together.into_values().collect()
    }
}

/// Pairs of brothers and sisters who came in one week and belong together: those in one home, and all.
pub fn pairs_of_one_week(facts: &Facts, stage: &Stage, played: &Played) -> (usize, usize) {
    let homes: HashMap<ChildIx, HomeIx> = played
        .blocks
        .iter()
        .flat_map(|(_, block)| block.children.iter().map(|child| (*child, block.home)))
        .collect();
    let (mut together, mut all) = (0, 0);
    for week in &stage.weeks {
        for (i, a) in week.iter().enumerate() {
            for b in &week[i + 1..] {
                if facts.families.belong_together(*a, *b) {
                    all += 1;
                    let home = homes.get(a);
                    together += usize::from(home.is_some() && home == homes.get(b));
                }
            }
        }
    }
    (together, all)
}

/// Share of hindsight's gain; `None` where hindsight gains nothing.
pub fn share(gain: i64, hindsight: i64) -> Option<f64> {
    (hindsight > 0).then(|| gain as f64 / hindsight as f64)
}
