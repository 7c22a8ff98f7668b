//! What a solution claims, in the checker's terms.

use super::Solution;
use super::cuts::Cut;
use super::problem::Problem;
use super::tiers::{ComponentOutcome, TierOutcome};
use crate::certify::{Claim, ClaimedTier, HouseCut, OwedPrice, Part, PartTier, RowPrice};

impl Solution {
    /// The claim that the checker is to prove.
    pub fn claim(&self) -> Claim {
        let parts = self.problems.iter().zip(&self.outcomes);
        Claim {
            tiers: self
                .tiers
                .iter()
                .map(|tier| ClaimedTier {
                    name: tier.name.clone(),
                    value: tier.value,
                    bound: tier.bound,
                    price_bound: tier.price_bound,
                })
                .collect(),
            parts: parts
                .map(|(problem, outcome)| part(problem, outcome))
                .chain(self.large.iter().map(|large| large.part.clone()))
                .collect(),
        }
    }
}

pub(super) fn part(problem: &Problem, outcome: &ComponentOutcome) -> Part {
    let blocks = outcome.chosen.iter().map(|&j| problem.block(j));
    Part {
        children: problem.children.clone(),
        blocks: blocks.collect(),
        cuts: outcome
            .cuts
            .iter()
            .map(|cut| house_cut(problem, cut))
            .collect(),
        tiers: outcome
            .tiers
            .iter()
            .map(|tier| part_tier(problem, tier))
            .collect(),
        is_open: false,
    }
}

/// A cut in the checker's terms.
pub(super) fn house_cut(problem: &Problem, cut: &Cut) -> HouseCut {
    let side = &problem.homes[cut.home as usize];
    let others = side
        .profiles
        .iter()
        .cloned()
        .zip(cut.others.iter().copied());
    let named = cut
        .named
        .iter()
        .map(|&(j, weight)| (problem.block(j), weight));
    HouseCut {
        home: side.home,
        duties: side.plain.clone(),
        named: named.collect(),
        others: others.filter(|(_, weight)| *weight != 0).collect(),
        limit: cut.limit,
    }
}

/// Only household rows and cuts keep their prices: the checker finds the best way for each sibling group by
/// itself.
fn part_tier(problem: &Problem, tier: &TierOutcome) -> PartTier {
    let rows = problem.rows.iter().zip(&tier.prices.rows);
    let priced = rows.filter(|(_, price)| **price != 0);
    let (mut earlier, mut owed) = (Vec::new(), Vec::new());
    for (kept, &price) in tier.kept.iter().zip(&tier.prices.kept) {
        match kept.owed_to {
            Some(to) if price != 0 => owed.push(OwedPrice {
                to,
                tier: kept.tier,
                price,
            }),
            Some(_) => {}
            None => {
                earlier.resize(kept.tier + 1, 0);
                earlier[kept.tier] = price;
            }
        }
    }
    PartTier {
        value: tier.value,
        price_bound: tier.price_bound,
        rows: priced
            .map(|(row, &price)| RowPrice {
                duty: row.duty,
                home: problem.homes[row.home as usize].home,
                about: row.about.clone(),
                price,
            })
            .collect(),
        cuts: tier.prices.cuts.clone(),
        owed,
        earlier,
    }
}
