//! Rows that are not about a home: in some tiers the children of each authority of a market come to no more than they
//! would if the authorities acted by themselves.
//!
//! The plan by themselves is one that can be carried out, so it keeps every row of the programme, these included, and
//! is at hand from the start.

use std::collections::{BTreeSet, HashSet};

use super::problem::plain;
use super::program::{Row, Sense};
use crate::candidates::NoneWorse;
use crate::duties::{Block, Facts};
use crate::model::{AuthorityIx, ChildIx};

/// The plan by themselves, as columns are added.
pub struct ByThemselves<'a> {
    blocks: HashSet<&'a Block>,
    sets: HashSet<&'a [ChildIx]>,
    placed: HashSet<ChildIx>,
    /// Its columns.
    pub columns: Vec<u32>,
}

impl<'a> ByThemselves<'a> {
    /// The plan of a promise, of which no column is known yet.
    pub fn of(promise: &'a NoneWorse) -> Self {
        let blocks = || promise.plan.iter();
        Self {
            blocks: blocks().collect(),
            sets: blocks().map(|block| block.children.as_slice()).collect(),
            placed: blocks()
                .flat_map(|block| block.children.iter().copied())
                .collect(),
            columns: Vec::new(),
        }
    }

    /// Column `j` chooses a block.
    pub fn block(&mut self, block: &Block, j: u32) {
        if self.blocks.contains(block) {
            self.columns.push(j);
        }
    }

    /// Column `j` leaves a child unplaced.
    pub fn unmet(&mut self, child: ChildIx, j: u32) {
        if !self.placed.contains(&child) {
            self.columns.push(j);
        }
    }

    /// Column `j` splits these brothers and sisters into sets.
    pub fn partition<'s>(
        &mut self,
        members: &[ChildIx],
        mut sets: impl Iterator<Item = &'s [ChildIx]>,
        j: u32,
    ) {
        let mut left = members.iter().filter(|c| self.placed.contains(c)).count();
        let is_chosen = sets.all(|set| {
            left = left.saturating_sub(set.len());
            self.sets.contains(set)
        });
        if is_chosen && left == 0 {
            self.columns.push(j);
        }
    }

    /// One row for each authority and tier of the promise; `costs` by tier and column, `whose` by column.
    pub fn rows(
        &self,
        facts: &Facts,
        promise: &NoneWorse,
        costs: &[Vec<i64>],
        whose: &[AuthorityIx],
    ) -> Vec<Row> {
        let authorities: BTreeSet<AuthorityIx> = whose.iter().copied().collect();
        let mut rows = Vec::new();
        for authority in authorities {
            let member = facts.council.members.get(authority.at());
            let short = member.map_or(String::new(), |member| plain(&member.short));
            for &t in &promise.tiers {
                let theirs = |j: &u32| whose[*j as usize] == authority;
                let cost = |j: u32| (j, costs[t][j as usize]);
                let all = (0..whose.len() as u32).filter(theirs).map(cost);
                let plan = self.columns.iter().copied().filter(theirs).map(cost);
                rows.push(Row {
                    name: format!("none-worse.{short}.{}", t + 1),
                    duty: "",
                    about: None,
                    owed_to: Some((authority, t)),
                    sense: Sense::AtMost,
                    limit: plan.map(|(_, cost)| cost).sum(),
                    terms: all.filter(|(_, cost)| *cost != 0).collect(),
                });
            }
        }
        rows
    }
}
