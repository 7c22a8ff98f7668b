//! Fresh futures, that no plan has seen, under each policy: the same futures for all of them.

use rayon::prelude::*;

use super::super::ground::Ground;
use super::super::planned::PlanError;
use super::made::Fate;
use super::share::Share;
use super::waiting::Waiting;
use super::{Common, Possible};

/// Something that an authority could do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Nothing is bought.
    Nothing,
    /// The plan.
    Plan,
    /// The plan for one middling future.
    Middling,
    /// Waiting.
    Waiting,
}

/// Fresh futures under each policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Nothing is bought.
    pub nothing: Vec<Fate>,
    /// The plan.
    pub plan: Vec<Fate>,
    /// The plan for one middling future.
    pub middling: Vec<Fate>,
    /// Waiting, where it can be told.
    pub waiting: Vec<Fate>,
}

impl Judged {
    /// Judges fresh futures.
    pub(super) fn of(
        common: &Common,
        ground: &Ground,
        fresh: &[Possible],
        (plan, middling, waiting): (&[i64], &[i64], Option<&Waiting>),
    ) -> Result<Self, PlanError> {
        let nothing = vec![0; ground.offers.len()];
        let all = |bought: &(dyn Fn(&Possible) -> Vec<i64> + Sync)| {
            let fates = fresh.par_iter();
            fates
                .map(|future| common.under(ground, future, &bought(future)))
                .collect::<Result<Vec<Fate>, PlanError>>()
        };
        let plan_fates = all(&|_| plan.to_vec())?;
        let mut judged = Self {
            nothing: all(&|_| nothing.clone())?,
            middling: if middling == plan {
                plan_fates.clone()
            } else {
                all(&|_| middling.to_vec())?
            },
            waiting: match waiting {
                Some(waiting) => all(&|future| waiting.bought(future.seen).to_vec())?,
                None => Vec::new(),
            },
            plan: plan_fates,
        };
        judged.hold_to_what_is_on_offer(common, ground, fresh)?;
        Ok(judged)
    }

    /// As many children with a home as can is the same number under every policy: with everything that is on offer, and not
    /// with what the policy bought. Where one of them has a home for everybody there is nothing to look for.
    fn hold_to_what_is_on_offer(
        &mut self,
        common: &Common,
        ground: &Ground,
        fresh: &[Possible],
    ) -> Result<(), PlanError> {
        let mut policies = [
            &mut self.nothing,
            &mut self.plan,
            &mut self.middling,
            &mut self.waiting,
        ];
        let fewest = |at: usize| {
            let fates = policies.iter().filter_map(|fates| fates.get(at));
            fates.map(|fate| fate.without_a_home).min()
        };
        let fewest: Vec<usize> = (0..fresh.len()).filter_map(fewest).collect();
        let out_of_reach = fresh.par_iter().zip(&fewest);
        let out_of_reach = out_of_reach.map(|(future, fewest)| match fewest {
            0 => Ok(0),
            _ => common.out_of_reach(ground, future.council),
        });
        let out_of_reach = out_of_reach.collect::<Result<Vec<usize>, PlanError>>()?;
        for fates in &mut policies {
            for (fate, least) in fates.iter_mut().zip(&out_of_reach) {
                for goal in common.placed() {
                    fate.hold_to(goal, *least);
                }
            }
        }
        Ok(())
    }

    /// Futures under a policy.
    pub fn under(&self, policy: Policy) -> &[Fate] {
        match policy {
            Policy::Nothing => &self.nothing,
            Policy::Plan => &self.plan,
            Policy::Middling => &self.middling,
            Policy::Waiting => &self.waiting,
        }
    }

    /// In how many futures a goal is missed.
    pub fn missed(&self, policy: Policy, goal: usize) -> Share {
        Share::of(self.under(policy).iter().map(|fate| !fate.reached[goal]))
    }

    /// In how many futures any goal is missed.
    pub fn falls_short(&self, policy: Policy) -> Share {
        Share::of(self.under(policy).iter().map(|fate| !fate.is_reached()))
    }

    /// Mean of something over the futures; 0 of none.
    pub fn mean(&self, policy: Policy, of: impl Fn(&Fate) -> f64) -> f64 {
        let fates = self.under(policy);
        fates.iter().map(of).sum::<f64>() / fates.len().max(1) as f64
    }
}
