//! One measure for every plan: what children and blocks come to in each tier, at the costs of the pooled round.

use crate::candidates::{Candidates, Round};
use crate::duties::{self, Block, Duty, Facts};
use crate::model::ChildIx;

/// The pooled round, ready to measure plans of some of its children.
pub struct Measure<'a> {
    /// The market.
    pub facts: &'a Facts<'a>,
    /// The round.
    pub round: &'a Round,
    candidates: &'a Candidates,
    tiers: Vec<Vec<(&'static dyn Duty, i64)>>,
}

impl<'a> Measure<'a> {
    /// The measure of a pooled round.
    pub fn of(facts: &'a Facts<'a>, round: &'a Round, candidates: &'a Candidates) -> Self {
        let tiers = facts.council.policy.tiers.iter();
        let terms = |tier: &crate::model::Tier| {
            let terms = tier.terms.iter();
            terms
                .filter_map(|term| Some((duties::by_code(&term.duty)?, term.weight)))
                .collect()
        };
        Self {
            facts,
            round,
            candidates,
            tiers: tiers.map(terms).collect(),
        }
    }

    /// What a plan of these children comes to in each tier.
    pub fn values(&self, children: &[ChildIx], blocks: &[&Block]) -> Vec<i64> {
        let is_placed = |child: &&ChildIx| blocks.iter().any(|block| block.has(**child));
        let unplaced: Vec<ChildIx> = children.iter().filter(|c| !is_placed(c)).copied().collect();
        let weighed = |terms: &[(&'static dyn Duty, i64)], of: &dyn Fn(&dyn Duty) -> i64| -> i64 {
            terms.iter().map(|(duty, weight)| weight * of(*duty)).sum()
        };
        let of_tier = |terms: &Vec<(&'static dyn Duty, i64)>| {
            let constant = weighed(terms, &|duty| duty.constant(self.facts, children));
            let placed: i64 = blocks
                .iter()
                .map(|block| {
                    let household = self.round.household(self.facts, block.home);
                    let together = weighed(terms, &|duty| duty.block_points(&household, block));
                    let alone = block.children.iter().map(|child| {
                        let pair = self.facts.pair(*child, block.home);
                        weighed(terms, &|duty| duty.points(&pair))
                    });
                    together + alone.sum::<i64>()
                })
                .sum();
            let left = unplaced.iter().map(|child| {
                let none = weighed(terms, &|duty| duty.unplaced_points(self.facts, *child));
                let options = self.candidates.of_child(*child).iter();
                let worst = options.map(|option| {
                    let pair = self.facts.pair(*child, option.home);
                    weighed(terms, &|duty| duty.points(&pair))
                });
                worst.max().map_or(none, |worst| worst.max(none))
            });
            constant + placed + left.sum::<i64>()
        };
        self.tiers.iter().map(of_tier).collect()
    }
}
