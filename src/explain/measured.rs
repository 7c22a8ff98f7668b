//! What the measures say of one child in one home, and how two homes compare tier by tier.

use serde::Serialize;

use crate::candidates::Round;
use crate::duties::{self, Block, Duty, Facts, Kind, Pair};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Set};
use crate::optimise::{Terms, resolve};

/// One measure of one child in one home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measured {
    /// Code of the duty.
    pub duty: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Value in the duty's unit; smaller is better.
    pub value: i64,
    /// The unit.
    pub unit: &'static str,
    /// In words, where there is something to say.
    pub sentence: Option<String>,
}

/// Every measure of the pair that is above zero or has something to say.
pub fn measures(pair: &Pair) -> Vec<Measured> {
    let measuring = duties::ALL
        .iter()
        .filter(|d| d.card().kind == Kind::Measure);
    let measured = measuring.map(|duty| Measured {
        duty: duty.card().code,
        title: duty.card().title,
        value: duty.points(pair),
        unit: duty.card().unit,
        sentence: duty.sentence(pair),
    });
    measured
        .filter(|m| m.value > 0 || m.sentence.is_some())
        .collect()
}

/// Points of a block of children in each term of each tier, joining those who stay; not weighed.
pub fn term_points(facts: &Facts, round: &Round, block: &Block, terms: &Terms) -> Vec<Vec<i64>> {
    let household = round.household(facts, block.home);
    let points = |duty: &dyn Duty| -> i64 {
        let alone = |child: &ChildIx| duty.points(&facts.pair(*child, block.home));
        block.children.iter().map(alone).sum::<i64>() + duty.block_points(&household, block)
    };
    let of_tier = |terms: &Vec<(&'static dyn Duty, i64)>| {
        let each = terms.iter().map(|(duty, _)| points(*duty));
        each.collect()
    };
    terms.iter().map(of_tier).collect()
}

/// What a block of children adds to each tier, joining those who stay.
pub fn tier_values(facts: &Facts, round: &Round, block: &Block) -> Vec<i64> {
    values_in(facts, round, block, &resolve(&facts.council.policy.tiers))
}

/// The same in tiers whose terms are at hand: to look them up takes longer than to measure.
fn values_in(facts: &Facts, round: &Round, block: &Block, terms: &Terms) -> Vec<i64> {
    let points = term_points(facts, round, block, terms);
    let weighed = terms.iter().zip(points).map(|(terms, points)| {
        let each = terms.iter().zip(points);
        each.map(|((_, weight), points)| weight * points).sum()
    });
    weighed.collect()
}

/// A home with what choosing it means for the child alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// The home.
    pub home: HomeIx,
    /// Approvals to be given.
    pub approvals: Set<ApprovalKind>,
    /// What the placement adds to each tier.
    pub tiers: Vec<i64>,
}

/// Usable homes of one child, best first in the order of the tiers, for her alone.
pub fn ranked(
    facts: &Facts,
    round: &Round,
    usable: impl Iterator<Item = (HomeIx, Set<ApprovalKind>)>,
    child: ChildIx,
) -> Vec<Ranked> {
    let terms = resolve(&facts.council.policy.tiers);
    let mut homes: Vec<Ranked> = usable
        .map(|(home, approvals)| {
            let block = Block {
                home,
                children: vec![child],
                shares: u8::from(approvals.contains(ApprovalKind::BedroomShare)),
            };
            Ranked {
                home,
                approvals,
                tiers: values_in(facts, round, &block, &terms),
            }
        })
        .collect();
    homes.sort_by(|a, b| a.tiers.cmp(&b.tiers).then(a.home.cmp(&b.home)));
    homes
}

/// The first tier in which two homes differ, by position.
pub fn first_difference(a: &[i64], b: &[i64]) -> Option<usize> {
    a.iter().zip(b).position(|(a, b)| a != b)
}
