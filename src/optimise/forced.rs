//! The same programme again with a choice made: children in a home for certain, or out of it.
//!
//! Nothing is built anew. Columns that contradict the choice are closed, the relaxation begins with the columns
//! and cuts of the round's own solution, and the tiers are gone through as before. Where the round's plan makes
//! the choice already, it is the answer.
//!
//! Whether a choice is in some plan as good as the round's own is a smaller question: prices have closed every
//! column that no such plan uses, so the answer is a search among the few that are left.

use super::SolveError;
use super::face::Face;
use super::limits::Limits;
use super::lower::{Stop, search};
use super::outcome::ComponentOutcome;
use super::problem::Problem;
use super::search::select;
use super::start::{Alike, Start};
use super::tiers;
use crate::duties::Block;
use crate::model::{ChildIx, HomeIx, Tier};

/// A choice about who lives where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<'a> {
    /// Exactly these homes for the blocks' children; brothers and sisters may join them there.
    Blocks(&'a [Block]),
    /// The child lives in the home, with whomever.
    In(ChildIx, HomeIx),
    /// The child does not live in the home.
    NotIn(ChildIx, HomeIx),
}

/// Whether there is a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exists {
    /// There is one.
    Yes,
    /// It is proved that there is none.
    No,
    /// The search ended before it knew.
    NotProved,
}

/// Solves a component again with blocks chosen; `None` where a block is no column of the programme.
pub fn solve_with(
    problem: &Problem,
    base: &ComponentOutcome,
    blocks: &[Block],
    tiers: &[Tier],
    limits: Limits,
) -> Result<Option<ComponentOutcome>, SolveError> {
    let Some(own) = blocks
        .iter()
        .map(|block| problem.column_of(block))
        .collect::<Option<Vec<u32>>>()
    else {
        return Ok(None);
    };
    if problem.makes(&base.chosen, Choice::Blocks(blocks)) {
        return Ok(Some(base.clone()));
    }
    let mut face = Face::of(problem);
    face.cuts = base.cuts.clone();
    face.tight_cuts = vec![false; face.cuts.len()];
    face.make(Choice::Blocks(blocks));
    face.incumbent = Some(own.clone());
    let held = base.held.iter().chain(&own).copied();
    let mut columns: Vec<u32> = held.filter(|j| face.open[*j as usize]).collect();
    columns.sort_unstable();
    columns.dedup();
    let start = Start {
        face,
        columns,
        alike: Alike::Values(&base.tiers),
    };
    tiers::solve_from(&start, tiers, limits).map(Some)
}

/// Whether some plan that makes the choice is as good in every tier as the one that was found.
pub fn as_good_with(
    problem: &Problem,
    base: &ComponentOutcome,
    choice: Choice,
    limits: Limits,
) -> Result<Exists, SolveError> {
    if problem.makes(&base.chosen, choice) {
        return Ok(Exists::Yes);
    }
    let value = |t: usize| base.tiers[t].value;
    let mut face = Face::of_left(problem, &base.left, &base.cuts, value);
    if !face.make(choice) {
        return Ok(Exists::No);
    }
    let columns: Vec<u32> = (0..face.open.len() as u32)
        .filter(|j| face.open[*j as usize])
        .collect();
    // Any plan on the face will do, so that nothing costs anything.
    let mut selection = select(&face, 0, &columns);
    selection.costs.fill(0);
    if selection.costs.is_empty() {
        // Some group has neither a home nor a way to be left.
        return Ok(Exists::No);
    }
    let stop = Stop {
        absolute: 0.5,
        relative: 0.0,
        nodes: limits.nodes,
        looks: false,
    };
    let found = search(&selection, stop)?;
    let Some(chosen) = found.chosen else {
        return Ok(if found.none {
            Exists::No
        } else {
            Exists::NotProved
        });
    };
    let blocks = chosen.iter().filter_map(|j| columns.get(*j as usize));
    let chosen: Vec<u32> = blocks.copied().collect();
    if !face.allows(&chosen) || !problem.makes(&chosen, choice) {
        return Err(SolveError::Unexpected(
            "a plan that breaks a row".to_owned(),
        ));
    }
    Ok(Exists::Yes)
}

impl Face<'_> {
    /// Closes what contradicts a choice; whether some column that makes it is still open.
    fn make(&mut self, choice: Choice) -> bool {
        let problem = self.problem;
        let children: Vec<ChildIx> = match choice {
            Choice::Blocks(blocks) => blocks.iter().flat_map(|b| b.children.clone()).collect(),
            Choice::In(child, _) | Choice::NotIn(child, _) => vec![child],
        };
        let placed = !matches!(choice, Choice::NotIn(..));
        let mut possible = true;
        for (group, ways) in problem.groups.iter().zip(&mut self.ways) {
            let here = |child: &&ChildIx| group.children.binary_search(child).is_ok();
            if !children.iter().any(|child| here(&child)) {
                continue;
            }
            let columns = || {
                group
                    .sets
                    .iter()
                    .flat_map(|set| set.columns.iter().copied())
            };
            for j in columns() {
                let open = &mut self.open[j as usize];
                *open = *open && problem.agrees(j, choice);
            }
            for child in children.iter().filter(here).filter(|_| placed) {
                let bit = group.children.partition_point(|c| c < child);
                ways.may_be_left[bit] = false;
                let leaving = ways.listed.iter_mut();
                leaving
                    .filter(|way| way.placed >> bit & 1 == 0)
                    .for_each(|way| way.open = false);
                possible &=
                    columns().any(|j| self.open[j as usize] && problem.mask(j) >> bit & 1 == 1);
            }
        }
        possible
    }
}

impl Problem {
    /// The column of a block.
    pub fn column_of(&self, block: &Block) -> Option<u32> {
        let side = self.homes.binary_search_by_key(&block.home, |s| s.home);
        let mut columns = self.homes[side.ok()?].columns.clone();
        columns
            .find(|j| self.columns[*j as usize].shares == block.shares && self.block(*j) == *block)
    }

    /// Whether a column houses a child.
    fn houses(&self, j: u32, child: ChildIx) -> bool {
        self.mask(j) & self.bit_in_group_of(j, child) != 0
    }

    /// The bit of a child in the group of a column; 0 for a child of another group.
    fn bit_in_group_of(&self, j: u32, child: ChildIx) -> u32 {
        let group = &self.groups[self.columns[j as usize].group as usize];
        group.children.binary_search(&child).map_or(0, |b| 1 << b)
    }

    /// Whether a column can be in a plan that makes a choice.
    fn agrees(&self, j: u32, choice: Choice) -> bool {
        let (column, mask) = (&self.columns[j as usize], self.mask(j));
        let with = |block: &Block| {
            let bits = block.children.iter().map(|c| self.bit_in_group_of(j, *c));
            let own: u32 = bits.sum();
            if mask & own == 0 {
                return true;
            }
            let shares = if mask == own {
                column.shares == block.shares
            } else {
                column.shares >= block.shares
            };
            column.home == block.home && mask & own == own && shares
        };
        match choice {
            Choice::Blocks(blocks) => blocks.iter().all(with),
            Choice::In(child, home) => !self.houses(j, child) || column.home == home,
            Choice::NotIn(child, home) => !self.houses(j, child) || column.home != home,
        }
    }

    /// Whether a plan makes a choice.
    fn makes(&self, chosen: &[u32], choice: Choice) -> bool {
        let housed = |child: &ChildIx| chosen.iter().any(|j| self.houses(*j, *child));
        let agrees = chosen.iter().all(|j| self.agrees(*j, choice));
        agrees
            && match choice {
                Choice::Blocks(blocks) => blocks.iter().flat_map(|b| &b.children).all(housed),
                Choice::In(child, _) => housed(&child),
                Choice::NotIn(..) => true,
            }
    }
}
