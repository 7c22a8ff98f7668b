//! What prices changed: which children's option is another than without them, for whom a place is kept, and
//! what it costs today.

use std::collections::BTreeMap;

use super::Ahead;
use crate::candidates::Round;
use crate::duties::Facts;
use crate::explain::tier_values;
use crate::model::{ChildIx, HomeIx};
use crate::optimise::Solution;

/// A child whose option differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The child.
    pub child: ChildIx,
    /// Her home without prices.
    pub without: Option<HomeIx>,
    /// Her home with them.
    pub with: Option<HomeIx>,
    /// The first tier in which the home she does not take is the dearer one, with both prices in parts of the
    /// tier's unit: the place that is kept. `None` where her option follows from another child's.
    pub kept: Option<Kept>,
    /// What it costs today, by tier in its unit: her sibling group's part of the plan, with prices less without.
    /// A group's first changed child has it; the others have zeros.
    pub today: Vec<i64>,
}

/// A place that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Position of the tier.
    pub tier: usize,
    /// Parts by which a place of the home not taken is dearer.
    pub dearer: i64,
    /// Parts that make one unit of the tier's price.
    pub scale: i64,
}

/// The children whose option differs, in order.
pub fn changes(facts: &Facts, ahead: &Ahead, with: &Solution) -> Vec<Changed> {
    let plain = group_values(facts, &ahead.plain, &ahead.without);
    let priced = group_values(facts, &ahead.plain, with);
    let mut told: Vec<ChildIx> = Vec::new();
    let mut found = Vec::new();
    for &child in &ahead.plain.to_place {
        let (old, new) = (ahead.without.home_of(child), with.home_of(child));
        if old == new {
            continue;
        }
        let eldest = facts.families.first_of(child);
        let tiers = facts.council.policy.tiers.len();
        let none = vec![0; tiers];
        let today = if told.contains(&eldest) {
            none
        } else {
            told.push(eldest);
            let before = plain.get(&eldest).unwrap_or(&none);
            let after = priced.get(&eldest).unwrap_or(&none);
            after.iter().zip(before).map(|(a, b)| a - b).collect()
        };
        found.push(Changed {
            child,
            without: old,
            with: new,
            kept: old.zip(new).and_then(|(old, new)| kept(ahead, old, new)),
            today,
        });
    }
    found
}

fn kept(ahead: &Ahead, old: HomeIx, new: HomeIx) -> Option<Kept> {
    let scarcity = ahead.round.scarcity.as_ref()?;
    let tiers = 0..ahead.without.tiers.len();
    let mut dearer = tiers.map(|t| (t, scarcity.place(t, old) - scarcity.place(t, new)));
    let (tier, dearer) = dearer.find(|(_, more)| *more != 0)?;
    (dearer > 0).then(|| Kept {
        tier,
        dearer,
        scale: scarcity.priced_in(tier),
    })
}

/// By sibling group, known by its first child: what its blocks add to each tier, in the tier's unit.
fn group_values(facts: &Facts, round: &Round, solution: &Solution) -> BTreeMap<ChildIx, Vec<i64>> {
    let mut values: BTreeMap<ChildIx, Vec<i64>> = BTreeMap::new();
    for block in solution.blocks() {
        let own = tier_values(facts, round, &block);
        let eldest = facts.families.first_of(block.children[0]);
        let sums = values.entry(eldest).or_insert_with(|| vec![0; own.len()]);
        for (sum, own) in sums.iter_mut().zip(own) {
            *sum += own;
        }
    }
    values
}

/// Value of each tier of a round's plan in the tier's own unit, without what places are charged.
pub fn today(round: &Round, solution: &Solution) -> Vec<i64> {
    let tiers = solution.tiers.iter().enumerate();
    let without_charges = |(t, tier): (usize, &crate::optimise::TierResult)| {
        let charged: i64 = solution.blocks().map(|block| round.charge(t, &block)).sum();
        let left = solution.unplaced.iter();
        let leaving: i64 = left.map(|c| round.charge_of_leaving(t, *c)).sum();
        (tier.value - charged - leaving) / round.scale(t)
    };
    tiers.map(without_charges).collect()
}
