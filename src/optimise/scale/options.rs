//! Which of a cell's children could go to each of its homes: all of them, or only to the homes that are best for them.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::cells::Cell;
use super::pool::Pool;
use super::whole::Whole;
use crate::model::ChildIx;
use crate::optimise::at_home::pair_costs;

/// Which options of a cell are looked at.
#[derive(Clone, Copy)]
pub enum Looked<'a> {
    /// All.
    AtAll,
    /// For each child the homes that are best for her in the order of the tiers, half as many that could take most of
    /// her brothers and sisters, and those of a pool.
    AtBest(&'a Pool),
}

/// Homes that are looked at because they are best for a child.
const BEST: usize = 40;

/// By home, in order: the children of a cell who could go there, in order.
pub fn could_go(
    whole: &Whole,
    cell: &Cell,
    own: &HashSet<ChildIx>,
    looked: Looked,
) -> Vec<Vec<ChildIx>> {
    let homes = &cell.homes;
    let all: Vec<Vec<ChildIx>> = homes
        .par_iter()
        .map(|home| {
            let could = whole.able[*home as usize].iter();
            could.filter(|child| own.contains(child)).copied().collect()
        })
        .collect();
    let Looked::AtBest(pool) = looked else {
        return all;
    };
    // By group of the cell.
    let mut of_group: Vec<Vec<(ChildIx, u32)>> = vec![Vec::new(); cell.groups.len()];
    for (at, could) in all.iter().enumerate() {
        for &child in could {
            let (group, _) = whole.group_and_mask(&[child]);
            if let Ok(group) = cell.groups.binary_search(&group) {
                of_group[group].push((child, at as u32));
            }
        }
    }
    let chosen: Vec<Vec<(ChildIx, u32)>> = of_group
        .into_par_iter()
        .map(|pairs| best_of(whole, homes, pairs))
        .collect();
    let mut kept = of_pool(whole, cell, pool);
    for (child, at) in chosen.into_iter().flatten() {
        kept[at as usize].push(child);
    }
    for children in &mut kept {
        children.sort_unstable();
        children.dedup();
    }
    kept
}

/// By home: the children whom a pool has there.
fn of_pool(whole: &Whole, cell: &Cell, pool: &Pool) -> Vec<Vec<ChildIx>> {
    let mut kept: Vec<Vec<ChildIx>> = vec![Vec::new(); cell.homes.len()];
    for &g in &cell.groups {
        let children = &whole.groups[g as usize].children;
        for (set, picked) in pool.sets(g as usize) {
            let bits = children.iter().enumerate();
            let here = bits.filter(|(bit, _)| set.mask >> bit & 1 == 1);
            let here: Vec<ChildIx> = here.map(|(_, child)| *child).collect();
            for &column in picked {
                let home = pool.store.home(set, column);
                if let Ok(at) = cell.homes.binary_search(&home) {
                    kept[at].extend(&here);
                }
            }
        }
    }
    kept
}

/// Of the pairs of a sibling group and homes the best.
fn best_of(whole: &Whole, homes: &[u32], pairs: Vec<(ChildIx, u32)>) -> Vec<(ChildIx, u32)> {
    let named = |at: u32| whole.homes[homes[at as usize] as usize];
    let mut of_child: BTreeMap<ChildIx, Vec<(Vec<i64>, u32)>> = BTreeMap::new();
    let mut of_home: BTreeMap<u32, (usize, Vec<i64>)> = BTreeMap::new();
    for (child, at) in pairs {
        let costs = pair_costs(whole.facts, child, named(at), &whole.terms);
        let (children, together) = of_home.entry(at).or_default();
        *children += 1;
        together.resize(costs.len(), 0);
        together
            .iter_mut()
            .zip(&costs)
            .for_each(|(sum, c)| *sum += c);
        of_child.entry(child).or_default().push((costs, at));
    }
    let mut together: Vec<(usize, Vec<i64>, u32)> = Vec::new();
    if of_child.len() > 1 {
        let room = |at: u32| whole.facts.usable_places(named(at)).0.max(0) as usize;
        let of_home = of_home.into_iter();
        // How many would stay behind comes first.
        together.extend(
            of_home.map(|(at, (children, costs))| {
                (of_child.len() - children.min(room(at)), costs, at)
            }),
        );
        together.sort_unstable();
        together.truncate(BEST / 2);
    }
    let together: HashSet<u32> = together.into_iter().map(|(_, _, at)| at).collect();
    let mut kept = Vec::new();
    for (child, mut options) in of_child {
        options.sort_unstable();
        let options = options.into_iter().enumerate();
        let options = options.filter(|(rank, (_, at))| *rank < BEST || together.contains(at));
        kept.extend(options.map(|(_, (_, at))| (child, at)));
    }
    kept
}
