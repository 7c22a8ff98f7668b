//! What a round is held to over many of its children, as rows of its one programme, with a plan that keeps them.

use std::collections::{BTreeSet, HashSet};

use super::problem::{Kept, Problem};
use crate::candidates::{Ceilings, NoneWorse, OwedTo, Round};
use crate::duties::Block;
use crate::model::AuthorityIx;

impl Problem {
    /// Takes in what a round is held to. `constants` are what its tiers come to whatever the plan.
    pub(super) fn hold_to(&mut self, round: &Round, constants: &[i64]) {
        (self.owed, self.at_hand) = (Vec::new(), None);
        if let Some(promise) = &round.none_worse {
            self.promise(promise);
        }
        if let Some(ceilings) = &round.ceilings {
            self.keep_below(ceilings, constants);
        }
    }

    /// What the authorities would do by themselves can be done together, so it keeps every row, what is owed to
    /// each of them included.
    fn promise(&mut self, promise: &NoneWorse) {
        let plan = self.columns_of(&promise.plan);
        let authorities: BTreeSet<AuthorityIx> = self.groups.iter().map(|g| g.authority).collect();
        for authority in authorities {
            for &tier in &promise.tiers {
                let mut owed = Kept {
                    tier,
                    value: 0,
                    owed_to: Some(OwedTo::Authority(authority)),
                };
                owed.value = self.value_kept(&owed, &plan);
                self.owed.push(owed);
            }
        }
        self.at_hand = Some(plan);
    }

    /// A row for each ceiling. A tier that the policy does not have is left to the checker to refuse.
    fn keep_below(&mut self, ceilings: &Ceilings, constants: &[i64]) {
        for (&tier, &most) in &ceilings.most {
            let Some(constant) = constants.get(tier) else {
                continue;
            };
            self.owed.push(Kept {
                tier,
                value: most - constant,
                owed_to: Some(OwedTo::Everybody),
            });
        }
        self.at_hand = Some(self.columns_of(&ceilings.plan));
    }

    /// Whether a plan that came with the round keeps every row.
    pub(super) fn has_plan_at_hand(&self) -> bool {
        self.at_hand.as_ref().is_some_and(|plan| {
            let keeps = |owed: &Kept| self.value_kept(owed, plan) <= owed.value;
            self.allows(plan) && self.owed.iter().all(keeps)
        })
    }

    fn columns_of(&self, plan: &[Block]) -> Vec<u32> {
        let all = 0..self.columns.len() as u32;
        let wanted: HashSet<&Block> = plan.iter().collect();
        all.filter(|j| wanted.contains(&self.block(*j))).collect()
    }
}
