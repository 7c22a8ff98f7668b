//! A child for whom the round has an option: the option, and the next best beside it.

use serde::Serialize;

use super::measured::{Measured, Ranked, first_difference, measures, ranked};
use super::reason::{Reason, reasons_of_plan};
use crate::candidates::{Candidates, Round};
use crate::duties::{Facts, Plan};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Set};

/// An option for a child, with what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The home.
    pub home: HomeIx,
    /// Approvals to be given, beyond what is recorded.
    pub approvals: Set<ApprovalKind>,
    /// Each measure.
    pub measures: Vec<Measured>,
    /// What it adds to each tier, for this child alone.
    pub tiers: Vec<i64>,
    /// Why the plan leaves it aside: children whom the plan places there.
    pub taken: Vec<Reason>,
}

/// How an alternative compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Worse for this child, first in the tier of this name.
    Worse(String),
    /// Better for this child alone, first in the tier of this name: the plan leaves it to somebody else, or
    /// another tier would lose by it.
    Better(String),
    /// The same in every tier.
    Equal,
}

/// Why this home for this child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The child.
    pub child: ChildIx,
    /// The option that the round proposes.
    pub proposed: Choice,
    /// Brothers and sisters who would live there with her.
    pub with_siblings: Vec<ChildIx>,
    /// Homes that could take her.
    pub usable: usize,
    /// The next best options, best first, and how each compares.
    pub alternatives: Vec<(Choice, Comparison)>,
}

/// Explains the proposed home of a child; `None` for a child whom the plan does not place.
pub fn why(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    plan: &Plan,
    child: ChildIx,
    alternatives: usize,
) -> Option<Match> {
    let at = plan
        .proposals
        .binary_search_by_key(&child, |p| p.child)
        .ok()?;
    let (home, approvals) = (plan.proposals[at].home, plan.proposals[at].approvals);
    let usable = candidates.of_child(child);
    let homes = usable.iter().map(|c| (c.home, c.approvals));
    let options = ranked(facts, round, homes, child);
    let chosen = options.iter().find(|o| o.home == home)?.clone();
    let tiers = &facts.council.policy.tiers;
    let compare = |other: &Ranked| match first_difference(&chosen.tiers, &other.tiers) {
        None => Comparison::Equal,
        Some(t) if other.tiers[t] > chosen.tiers[t] => Comparison::Worse(tiers[t].name.clone()),
        Some(t) => Comparison::Better(tiers[t].name.clone()),
    };
    let others = options.iter().filter(|o| o.home != home).take(alternatives);
    let beside: Vec<(Choice, Comparison)> = others
        .map(|other| (choice(facts, round, plan, child, other), compare(other)))
        .collect();
    let living = plan.living.get(&home).map_or(&[][..], Vec::as_slice);
    let siblings = living
        .iter()
        .copied()
        .filter(|c| facts.families.are_siblings(child, *c));
    let mut proposed = choice(facts, round, plan, child, &chosen);
    proposed.approvals = approvals;
    proposed.taken.clear();
    Some(Match {
        child,
        proposed,
        with_siblings: siblings.collect(),
        usable: usable.len(),
        alternatives: beside,
    })
}

fn choice(facts: &Facts, round: &Round, plan: &Plan, child: ChildIx, option: &Ranked) -> Choice {
    let joining: Vec<ChildIx> = plan
        .proposals
        .iter()
        .filter(|p| p.home == option.home)
        .map(|p| p.child)
        .collect();
    let taken = if joining.is_empty() {
        Vec::new()
    } else {
        reasons_of_plan(facts, round, child, option.home, &joining)
    };
    Choice {
        home: option.home,
        approvals: option.approvals,
        measures: measures(&facts.pair(child, option.home)),
        tiers: option.tiers.clone(),
        taken,
    }
}
