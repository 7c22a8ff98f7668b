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
        Ok(Self {
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
        })
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
