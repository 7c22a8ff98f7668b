//! Every way to house the children asked about: together, or split into parts.

use std::collections::BTreeMap;

use super::measured::tier_values;
use crate::candidates::{Candidates, Round};
use crate::duties::{Block, Facts};
use crate::model::{ChildIx, HomeIx};
use crate::optimise::blocks_of;

/// How many homes of each part are combined with those of the others.
const BEST_OF_PART: usize = 4;

/// A way to house the children: one block a home, with what all add to each tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The blocks, by first child.
    pub blocks: Vec<Block>,
    /// What they add to each tier.
    pub tiers: Vec<i64>,
}

/// Ways to house the children, best first in the order of the tiers: every home for all together, and the best
/// splits.
pub fn ways(facts: &Facts, round: &Round, candidates: &Candidates, asked: &[ChildIx]) -> Vec<Way> {
    let by_part = blocks_by_part(facts, round, candidates, asked);
    let mut ways = Vec::new();
    for parts in partitions(asked) {
        let Some(lists) = parts
            .iter()
            .map(|part| by_part.get(part))
            .collect::<Option<Vec<_>>>()
        else {
            continue;
        };
        let keep = if parts.len() == 1 {
            usize::MAX
        } else {
            BEST_OF_PART
        };
        combine(&lists, keep, &mut Vec::new(), &mut ways);
    }
    ways.sort_by(|a, b| a.tiers.cmp(&b.tiers).then_with(|| a.blocks.cmp(&b.blocks)));
    ways
}

/// Blocks by the children in them, best first.
fn blocks_by_part(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    asked: &[ChildIx],
) -> BTreeMap<Vec<ChildIx>, Vec<Way>> {
    let mut at_home: BTreeMap<HomeIx, Vec<ChildIx>> = BTreeMap::new();
    for &child in asked {
        for candidate in candidates.of_child(child) {
            at_home.entry(candidate.home).or_default().push(child);
        }
    }
    let mut by_part: BTreeMap<Vec<ChildIx>, Vec<Way>> = BTreeMap::new();
    for (home, children) in at_home {
        for block in blocks_of(facts, round, home, &children) {
            let tiers = tier_values(facts, round, &block);
            let part = by_part.entry(block.children.clone()).or_default();
            part.push(Way {
                blocks: vec![block],
                tiers,
            });
        }
    }
    for part in by_part.values_mut() {
        part.sort_by(|a, b| a.tiers.cmp(&b.tiers).then_with(|| a.blocks.cmp(&b.blocks)));
        // A home stands once for each number of bedroom shares.
        let mut seen = Vec::new();
        part.retain(|way| {
            let variant = (way.blocks[0].home, way.blocks[0].shares);
            let new = !seen.contains(&variant);
            seen.push(variant);
            new
        });
    }
    by_part
}

/// Every partition of the children, each part in order.
fn partitions(children: &[ChildIx]) -> Vec<Vec<Vec<ChildIx>>> {
    let Some((&first, rest)) = children.split_first() else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for smaller in partitions(rest) {
        for i in 0..smaller.len() {
            let mut with = smaller.clone();
            with[i].insert(0, first);
            all.push(with);
        }
        let mut alone = smaller;
        alone.insert(0, vec![first]);
        all.push(alone);
    }
    all
}

/// Combines the best homes of the parts, no home twice.
fn combine(parts: &[&Vec<Way>], keep: usize, chosen: &mut Vec<Way>, ways: &mut Vec<Way>) {
    let Some((first, rest)) = parts.split_first() else {
        let mut tiers = chosen[0].tiers.clone();
        for way in &chosen[1..] {
            for (sum, tier) in tiers.iter_mut().zip(&way.tiers) {
                *sum += tier;
            }
        }
        let blocks = chosen.iter().flat_map(|way| way.blocks.clone()).collect();
        ways.push(Way { blocks, tiers });
        return;
    };
    for way in first.iter().take(keep) {
        if chosen
            .iter()
            .all(|other| other.blocks[0].home != way.blocks[0].home)
        {
            chosen.push(way.clone());
            combine(rest, keep, chosen, ways);
            chosen.pop();
        }
    }
}
