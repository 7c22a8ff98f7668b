//! What a solution claims, in the checker's terms.

use super::Solution;
use super::problem::{Meaning, Problem};
use super::tiers::{ComponentOutcome, TierOutcome};
use crate::certify::{Claim, ClaimedTier, OwedPrice, Part, PartTier, RowPrice};

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
                .collect(),
        }
    }
}

fn part(problem: &Problem, outcome: &ComponentOutcome) -> Part {
    let blocks = outcome
        .chosen
        .iter()
        .filter_map(|&j| match &problem.meanings[j as usize] {
            Meaning::Block(block) => Some(block.clone()),
            Meaning::Unmet(_) | Meaning::Partition { .. } => None,
        });
    Part {
        children: problem.children.clone(),
        blocks: blocks.collect(),
        tiers: outcome
            .tiers
            .iter()
            .map(|tier| part_tier(problem, tier))
            .collect(),
    }
}

/// Only household rows, and what is owed to authorities, keep their prices: the checker finds the best way for each sibling group by itself.
fn part_tier(problem: &Problem, tier: &TierOutcome) -> PartTier {
    let rows = problem.program.rows.iter().zip(&tier.prices);
    let priced = rows
        .filter(|(_, price)| **price != 0)
        .filter_map(|(row, &price)| {
            let (home, about) = row.about.clone()?;
            Some(RowPrice {
                duty: row.duty,
                home,
                about,
                price,
            })
        });
    let rows = problem.program.rows.iter().zip(&tier.prices);
    let owed = rows
        .filter(|(_, price)| **price != 0)
        .filter_map(|(row, &price)| {
            let (authority, tier) = row.owed_to?;
            Some(OwedPrice {
                authority,
                tier,
                price,
            })
        });
    PartTier {
        value: tier.value,
        price_bound: tier.price_bound,
        rows: priced.collect(),
        owed: owed.collect(),
        earlier: tier
            .prices
            .get(problem.program.rows.len()..)
            .unwrap_or(&[])
            .to_vec(),
    }
}
