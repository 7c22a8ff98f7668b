//! Cells that prices connect: around each group that comes to more than it might, the homes that are cheapest for it,
//! whoever lives there, the homes that are cheapest for them, and so on. Such a chain of moves may cross any border of
//! the map.

use std::collections::VecDeque;

use super::cells::Cell;
use super::pool::Pool;
use super::whole::Whole;
use crate::duties::Block;

/// What cells are made from.
pub struct Connecting<'a> {
    /// The component.
    pub whole: &'a Whole<'a>,
    /// The cheapest columns at prices.
    pub pool: &'a Pool,
    /// By group: its blocks in the plan.
    pub plan: &'a [Vec<Block>],
    /// By group: what its part of the plan costs in each tier.
    pub values: &'a [Vec<i64>],
    /// By home: the blocks of the plan in it.
    pub lives_in: &'a [Vec<&'a Block>],
    /// Most children of a cell.
    pub most: usize,
}

/// Cells that share no group and no home; groups that are as well off as they can be may be in none.
pub fn connected(connecting: &Connecting) -> Vec<Cell> {
    let whole = connecting.whole;
    let mut growing = Growing {
        connecting,
        has_group: vec![false; whole.groups.len()],
        has_home: vec![false; whole.homes.len()],
    };
    let mut cells = Vec::new();
    for seed in connecting.worst_off() {
        if !growing.has_group[seed as usize] {
            cells.extend(growing.grow(seed));
        }
    }
    cells
}

impl Connecting<'_> {
    /// Groups that come to more than their cheapest columns in some tier: those of earlier tiers and more first.
    fn worst_off(&self) -> Vec<u32> {
        let tiers = self.whole.tiers.len();
        let excess = |g: usize| -> Vec<i64> {
            let whole_group = (1_u32 << self.whole.groups[g].children.len()) - 1;
            let mut least = self.values[g].clone();
            let mut costs = vec![0; tiers];
            let together = self.pool.sets(g).filter(|(set, _)| set.mask == whole_group);
            for (set, picked) in together {
                for &column in picked {
                    set.costs(column, &mut costs);
                    least
                        .iter_mut()
                        .zip(&costs)
                        .for_each(|(l, c)| *l = (*l).min(*c));
                }
            }
            let values = self.values[g].iter();
            values
                .zip(least)
                .map(|(value, least)| value - least)
                .collect()
        };
        let mut seeds: Vec<(Vec<i64>, u32)> = (0..self.whole.groups.len())
            .map(|g| (excess(g), g as u32))
            .filter(|(excess, _)| excess.iter().any(|e| *e > 0))
            .collect();
        seeds.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        seeds.into_iter().map(|(_, g)| g).collect()
    }
}

struct Growing<'a> {
    connecting: &'a Connecting<'a>,
    has_group: Vec<bool>,
    has_home: Vec<bool>,
}

impl Growing<'_> {
    /// Grows a cell around a group, breadth first; none if there is no home to move to.
    fn grow(&mut self, seed: u32) -> Option<Cell> {
        let (whole, pool) = (self.connecting.whole, self.connecting.pool);
        let mut cell = Cell {
            groups: vec![seed],
            homes: Vec::new(),
        };
        self.has_group[seed as usize] = true;
        let mut waiting = VecDeque::from([seed]);
        let size = |g: u32| whole.groups[g as usize].children.len();
        let mut children = size(seed);
        while let Some(g) = waiting.pop_front() {
            let homes = pool.sets(g as usize).flat_map(|(set, picked)| {
                let picked = picked.iter();
                picked.map(|column| pool.store.home(set, *column))
            });
            let lives = self.connecting.plan[g as usize].iter();
            let lives = lives.map(|block| whole.position(block.home) as u32);
            for home in homes.chain(lives) {
                if children >= self.connecting.most {
                    break;
                }
                if std::mem::replace(&mut self.has_home[home as usize], true) {
                    continue;
                }
                cell.homes.push(home);
                for block in &self.connecting.lives_in[home as usize] {
                    let (living, _) = whole.group_and_mask(&block.children);
                    if !std::mem::replace(&mut self.has_group[living as usize], true) {
                        children += size(living);
                        cell.groups.push(living);
                        waiting.push_back(living);
                    }
                }
            }
        }
        cell.groups.sort_unstable();
        cell.homes.sort_unstable();
        (!cell.homes.is_empty()).then_some(cell)
    }
}
