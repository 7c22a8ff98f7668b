//! The first plan: everybody freed on paper stays where she lives, as far as the duties allow it.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::by_group::{ByGroup, OfGroup};
use super::whole::Whole;
use crate::duties::{Block, HouseholdRow};
use crate::model::{ChildIx, HomeIx};
use crate::optimise::at_home::AtHome;

/// By group: the blocks in which its children live today, and what the group costs in each tier.
pub fn present(whole: &Whole) -> Vec<OfGroup> {
    let at_homes: Vec<Vec<(Block, Vec<i64>)>> = whole
        .homes
        .par_iter()
        .zip(&whole.able)
        .map(|(home, able)| staying(whole, *home, able))
        .collect();
    let mut plan = ByGroup::of(&whole.groups, whole.tiers.len());
    for (block, costs) in at_homes.into_iter().flatten() {
        plan.take(
            whole.group_and_mask(&block.children),
            block,
            costs.into_iter(),
        );
    }
    plan.finish(&whole.groups)
}

/// Of those who live in a home the brothers and sisters who may all stay, with what they cost.
fn staying(whole: &Whole, home: HomeIx, able: &[ChildIx]) -> Vec<(Block, Vec<i64>)> {
    let lives_here = |child: &&ChildIx| whole.facts.lives_in[child.at()] == Some(home);
    let here: Vec<ChildIx> = able.iter().filter(lives_here).copied().collect();
    if here.is_empty() {
        return Vec::new();
    }
    let mut together: BTreeMap<u32, u32> = BTreeMap::new();
    for child in &here {
        let (group, mask) = whole.group_and_mask(&[*child]);
        *together.entry(group).or_default() |= mask;
    }
    let part = AtHome::of(whole.facts, whole.round, home, &here, &whole.terms);
    let mut left: Vec<i64> = part.rows.iter().map(|row| row.limit).collect();
    let mut stay = Vec::new();
    let mut has: HashSet<u32> = HashSet::new();
    // Without a shared bedroom first.
    let mut order: Vec<usize> = (0..part.blocks.len()).collect();
    order.sort_by_key(|b| (part.blocks[*b].shares, *b));
    for b in order {
        let (group, mask) = whole.group_and_mask(&part.blocks[b].children);
        if together[&group] != mask || has.contains(&group) {
            continue;
        }
        let weighs: Vec<i64> = part.rows.iter().map(|row| weight(row, b)).collect();
        if weighs
            .iter()
            .zip(&left)
            .all(|(weighs, left)| weighs <= left)
        {
            left.iter_mut().zip(weighs).for_each(|(left, w)| *left -= w);
            has.insert(group);
            stay.push((part.blocks[b].clone(), part.costs[b].clone()));
        }
    }
    stay
}

/// What a block weighs in a row.
fn weight(row: &HouseholdRow, block: usize) -> i64 {
    let terms = row.terms.iter().filter(|(b, _)| *b == block);
    terms.map(|(_, c)| c).sum()
}
