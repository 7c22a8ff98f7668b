//! A plan for many possible futures: what is recruited, opened and brought in house is decided once, here and now; who
//! lives where is decided in each future, when it is known.
//!
//! It is a sample average in the extensive form, with a chance constraint: every goal holds in so many of a hundred
//! futures, and the others are let go, where no more is asked than that as many children have a home as present homes
//! could take then. Shortfalls come first and money second, as in a plan for today; money is the mean over all futures,
//! those that are let go as well.
//!
//! Two things make it small enough, and both are approximations whose price is told. Each future is planned for alone
//! first (`alone`): only what at least one of these plans buys is looked at for all of them (`together`); and those
//! futures are let go which are hardest alone. Plans for each future alone are also what perfect information would be
//! worth: no plan for the same futures, with the same let go, costs less in the mean.
//!
//! A plan that was made for some futures looks better in them than it is. So risk, the value of the plan against that
//! for a middling future, and the value of waiting are all counted in fresh futures that no plan has seen (`judged`).

mod alone;
mod judged;
mod made;
mod share;
mod together;
mod waiting;

pub use judged::{Judged, Policy};
pub use made::{Fate, Made};
pub use share::Share;
pub use waiting::Waiting;

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::goals::Goal;
use super::ground::Ground;
use super::planned::{Asked, Figure, PlanError, figures};
use super::why::Why;
use crate::duties::Facts;
use crate::model::Council;

/// A possible future.
#[derive(Debug, Clone, Copy)]
pub struct Possible<'a> {
    /// Its council; all futures have as many homes as one another, those of today first.
    pub council: &'a Council,
    /// What those who wait would have seen of it by then: children in care.
    pub seen: u32,
}

/// What is asked of a plan for futures.
#[derive(Debug, Clone)]
pub struct AskedAhead {
    /// Targets, costs and effort.
    pub asked: Asked,
    /// Months until the day of the futures: what takes longer is not on offer.
    pub months: u32,
    /// Months that those who wait would wait.
    pub wait: u32,
    /// In so many of a hundred futures every goal is to hold.
    pub confidence: u32,
}

impl AskedAhead {
    /// Futures of so many that may be let go.
    pub fn may_let_go(&self, futures: usize) -> usize {
        futures * (100 - self.confidence.min(100)) as usize / 100
    }

    /// Programmes that are solved for so many futures, about.
    pub fn programmes(&self, futures: &[Possible], fresh: &[Possible]) -> u64 {
        let policies = 4;
        (3 * futures.len() + self.may_let_go(futures.len()) + 3 + policies * fresh.len()) as u64
    }
}

/// The answer.
pub struct PlannedAhead {
    /// What is on offer.
    pub ground: Ground,
    /// What the plan is held to, targets first; as it is today.
    pub figures: Vec<Figure>,
    /// How many of them are targets.
    pub targets: usize,
    /// By future: the plan for it alone. Where it is let go, all that is asked is that children have a home.
    pub alone: Vec<Made>,
    /// By future: the goals that even the plan for it alone, all goals being asked for, does not reach.
    pub missed_alone: Vec<Vec<usize>>,
    /// By future: whether it is let go.
    pub let_go: Vec<bool>,
    /// The plan.
    pub plan: Made,
    /// Offers that were looked at for all futures together.
    pub looked_at: usize,
    /// Programme of all futures together: choices and rows.
    pub size: (usize, usize),
    /// The future whose own plan stands for planning with a middling one.
    pub middling: usize,
    /// Waiting, where it can be told.
    pub waiting: Option<Waiting>,
    /// Fresh futures under each policy.
    pub judged: Judged,
}

impl PlannedAhead {
    /// Mean cost of plans each made for its own future, pence a week.
    pub fn mean_alone(&self) -> f64 {
        let costs = self.alone.iter().map(|made| made.mean());
        costs.sum::<f64>() / self.alone.len().max(1) as f64
    }

    /// Whether nothing falls short of anything that is asked of it, neither the plan nor those for each future alone: only
    /// then are their costs of the same good.
    pub fn is_all_reached(&self) -> bool {
        self.plan.short.is_none() && self.alone.iter().all(|made| made.short.is_none())
    }

    /// No plan that reaches everything in these futures, with the same let go, costs less than this in the mean: what the
    /// searches for each alone proved, pence a week. `None` where something falls short.
    pub fn bound(&self) -> Option<f64> {
        let bounds = self.alone.iter().map(|made| made.proof.bound as f64);
        let mean = bounds.sum::<f64>() / self.alone.len().max(1) as f64;
        self.is_all_reached().then_some(mean)
    }
}

/// What all steps share.
struct Common<'a> {
    today: &'a Council,
    ahead: &'a AskedAhead,
    goals: Vec<Goal>,
    done: &'a (dyn Fn() + Sync),
}

impl Common<'_> {
    fn all(&self) -> Vec<usize> {
        (0..self.goals.len()).collect()
    }

    /// Children whom a plan for all futures leaves without a home where the plan for a future alone has one for them: it
    /// is short of them, unless the future is let go. That they have none is told either way.
    fn count_left_out(&self, plan: &mut Made, alone: &[Made], let_go: &[bool]) {
        for ((fate, alone), let_go) in plan.fates.iter_mut().zip(alone).zip(let_go) {
            let alone = &alone.fates[0];
            let more = fate.without_a_home as i64 - alone.without_a_home as i64;
            for goal in self.placed() {
                fate.hold_to(goal, alone.out_of_reach);
                if !let_go {
                    plan.short.placed += self.goals[goal].weight * more.max(0);
                }
            }
        }
    }

    fn placed(&self) -> Vec<usize> {
        let is_placed = |g: &usize| self.goals[*g].why == Why::Placed;
        self.all().into_iter().filter(is_placed).collect()
    }
}

/// Finds a plan for possible futures, and judges it in fresh ones; `done` is called whenever a programme is solved.
///
/// # Errors
/// As [`super::plan()`].
pub fn plan_ahead(
    today: &Council,
    futures: &[Possible],
    fresh: &[Possible],
    (ahead, done): (&AskedAhead, &(dyn Fn() + Sync)),
) -> Result<PlannedAhead, PlanError> {
    let homes = futures.first().map_or(0, |f| f.council.homes.len());
    let ground = Ground::after(homes, today, &ahead.asked.costs)?;
    let ground = ground.only(|_, offer| offer.months <= i64::from(ahead.months));
    let figures = figures(&Facts::of(today), &ahead.asked)?;
    let common = Common {
        goals: figures.iter().map(|f| f.goal.clone()).collect(),
        today,
        ahead,
        done,
    };
    let mut alone = futures
        .par_iter()
        .map(|future| common.alone(&ground, future.council, false))
        .collect::<Result<Vec<Made>, PlanError>>()?;
    let missed_alone = alone.iter().map(|made| made.fates[0].missed()).collect();
    let let_go = together::let_go(&alone, ahead.may_let_go(futures.len()));
    let middling = middling(&alone, &let_go);
    let for_middling = alone[middling].bought.clone();
    let used: BTreeSet<usize> = alone.iter().flat_map(Made::offers).collect();
    let (together, waiting) = rayon::join(
        || {
            let some = ground.only(|at, _| used.contains(&at));
            let (made, size) = common.together(&some, futures, &let_go)?;
            let kept: Vec<usize> = used.iter().copied().collect();
            Ok::<_, PlanError>((made.on(&kept, ground.offers.len()), size))
        },
        || waiting::wait(&common, &ground, futures, &alone, &used),
    );
    let (mut plan, size) = together?;
    common.count_left_out(&mut plan, &alone, &let_go);
    let waiting = waiting?;
    // What perfect information is worth is told for the same goals as the plan's.
    for (s, made) in alone.iter_mut().enumerate().filter(|(s, _)| let_go[*s]) {
        let out_of_reach = made.fates[0].out_of_reach;
        *made = common.alone(&ground, futures[s].council, true)?;
        for goal in common.placed() {
            made.fates[0].hold_to(goal, out_of_reach);
        }
    }
    let judged = Judged::of(
        &common,
        &ground,
        fresh,
        (&plan.bought, &for_middling, waiting.as_ref()),
    )?;
    Ok(PlannedAhead {
        targets: ahead.asked.targets.len(),
        looked_at: used.len(),
        ground,
        figures,
        alone,
        missed_alone,
        let_go,
        plan,
        size,
        middling,
        waiting,
        judged,
    })
}

/// The future that is not let go whose own plan costs the middle sum.
fn middling(alone: &[Made], let_go: &[bool]) -> usize {
    let mut kept: Vec<(i64, usize)> = alone
        .iter()
        .enumerate()
        .filter(|(s, _)| !let_go[*s])
        .map(|(s, made)| (made.fates[0].money.total(), s))
        .collect();
    kept.sort_unstable();
    kept.get(kept.len().saturating_sub(1) / 2)
        .map_or(0, |(_, s)| *s)
}

#[cfg(test)]
mod tests;
