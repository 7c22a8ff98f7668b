//! Deciding later, when something is known.
//!
//! Those who wait look, after some months, at one number: how many children are in care. They make one plan for the
//! futures with no more of them than the median, and another for those with more. What takes longer than the months that
//! are left can no longer be had. That is one way to use what is learnt, and not the best one; and nothing is counted for
//! the months until then, neither costs saved nor children worse off.

use std::collections::BTreeSet;

use super::super::ground::Ground;
use super::super::planned::PlanError;
use super::made::Made;
use super::together::let_go;
use super::{Common, Possible};

/// Two plans, of which one is chosen after some months.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Children in care up to which the first is chosen.
    pub up_to: u32,
    /// The plan where there are no more of them.
    pub fewer: Made,
    /// The plan where there are more.
    pub more: Made,
    /// Offers that can no longer be had, of those that plans for one future would buy.
    pub too_late: usize,
}

impl Waiting {
    /// What is bought where so many children are in care then.
    pub fn bought(&self, seen: u32) -> &[i64] {
        if seen <= self.up_to {
            &self.fewer.bought
        } else {
            &self.more.bought
        }
    }
}

/// Plans for those who wait; `None` where all futures look the same then, or nobody waits.
pub fn wait(
    common: &Common,
    ground: &Ground,
    futures: &[Possible],
    alone: &[Made],
    used: &BTreeSet<usize>,
) -> Result<Option<Waiting>, PlanError> {
    if common.ahead.wait == 0 {
        return Ok(None);
    }
    let mut seen: Vec<u32> = futures.iter().map(|future| future.seen).collect();
    seen.sort_unstable();
    let Some(&up_to) = seen.get(seen.len().saturating_sub(1) / 2) else {
        return Ok(None);
    };
    let left = i64::from(common.ahead.months.saturating_sub(common.ahead.wait));
    let in_time = |at: usize| ground.offers[at].months <= left;
    let too_late = used.iter().filter(|at| !in_time(**at)).count();
    // Where something cannot be had any more, what stands in for it may be an offer that no plan for one future buys.
    let looks_at = |at: usize| in_time(at) && (too_late > 0 || used.contains(&at));
    let kept: Vec<usize> = (0..ground.offers.len())
        .filter(|at| looks_at(*at))
        .collect();
    let some = ground.only(|at, _| looks_at(at));
    let plan = |is_fewer: bool| -> Result<Option<Made>, PlanError> {
        let of_group = |s: &usize| (futures[*s].seen <= up_to) == is_fewer;
        let group: Vec<usize> = (0..futures.len()).filter(of_group).collect();
        if group.is_empty() {
            return Ok(None);
        }
        let theirs: Vec<Made> = group.iter().map(|s| alone[*s].clone()).collect();
        let lets_go = let_go(&theirs, common.ahead.may_let_go(group.len()));
        let futures: Vec<Possible> = group.iter().map(|s| futures[*s]).collect();
        let (made, _) = common.together(&some, &futures, &lets_go)?;
        Ok(Some(made.on(&kept, ground.offers.len())))
    };
    let (fewer, more) = rayon::join(|| plan(true), || plan(false));
    let Some((fewer, more)) = fewer?.zip(more?) else {
        return Ok(None);
    };
    Ok(Some(Waiting {
        up_to,
        fewer,
        more,
        too_late,
    }))
}
