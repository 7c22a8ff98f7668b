//! Brothers and sisters who live apart are brought together by planned moves, where a home has room for them.
//!
//! A round places only children who are to be placed (D23 counts pairs of which at least one is), so that it brings nobody
//! together who is settled. Social workers do: each child's case is reviewed every six months (Care Planning Regulations
//! 2010, reg 33), and the review considers whether brothers and sisters could live together. Here every family is looked at
//! every sixth month. Those whose plans ask for one setting and who are to live together may move to the brother or sister
//! whose home has room under the duties, or where no home has, all of them to one that takes all. How often such a move is
//! made is assumed ([`MOVES`]), and nobody moves who has lived where she does for two years or more: such placements count as
//! stable in the Department for Education's own indicator.

use super::chance::Cause;
use super::keeping;
use super::month::{Month, Run};
use super::world::World;

/// Months between reviews.
const EVERY: usize = 6;
/// Share of reviews that lead to a move where there is room (assumed: no figure is published).
pub const MOVES: f64 = 0.5;
/// Days in a placement from which a child is not moved to live with others.
const STABLE: f64 = 730.0;

impl Run<'_> {
    /// Reviews a sixth of the families, and moves those who can come together; gives back who moved.
    pub(super) fn reunite(&mut self, month: Month) -> Vec<u32> {
        let mut moved = Vec::new();
        let families = self.world.families.len();
        for family in 0..families {
            let members = &self.world.families[family];
            if members.len() < 2 {
                continue;
            }
            let first = self.world.children[members[0] as usize].number;
            if !self.is_reviewed(first, month) || !is_split(&self.world, family) {
                continue;
            }
            if self.chance.unit(Cause::Reviews, first, month.at as u64) < MOVES {
                self.bring_together(family, month, &mut moved);
            }
        }
        moved
    }

    /// Whether a family is looked at in a month, by the number of its first child.
    fn is_reviewed(&self, first: u64, month: Month) -> bool {
        let begins = self.chance.unit(Cause::Reviews, first, 1 << 30) * EVERY as f64;
        month.at % EVERY == begins as usize
    }

    fn bring_together(&mut self, family: usize, month: Month, moved: &mut Vec<u32>) {
        let members = self.world.families[family].clone();
        let before = moved.len();
        for &child in &members {
            let may = may_move(&self.world, child) && self.world.lives_with(child).is_empty();
            if may && let Some((home, offer)) = keeping::with_siblings(&self.world, child) {
                self.moves_out(child, month);
                self.world.children[child as usize].life.stay = month.end;
                self.world.settle(child, home, &offer);
                moved.push(child);
            }
        }
        if moved.len() > before {
            return;
        }
        for group in groups(&self.world, &members) {
            let Some(best) = keeping::best_for_all(&self.world, &group) else {
                continue;
            };
            for (child, offer) in group.iter().zip(&best.offers) {
                self.moves_out(*child, month);
                self.world.children[*child as usize].life.stay = month.end;
                self.world.settle(*child, best.home, offer);
                moved.push(*child);
            }
        }
    }
}

/// Whether two of a family who are to live together live apart.
fn is_split(world: &World<'_>, family: usize) -> bool {
    let members = &world.families[family];
    members.iter().enumerate().any(|(nth, a)| {
        let apart = |b: &u32| is_pair(world, *a, *b) && !world.shares_home(*a, *b);
        members[..nth].iter().any(apart)
    })
}

/// Whether two live in homes of one setting, and are to live together.
fn is_pair(world: &World<'_>, a: u32, b: u32) -> bool {
    let (one, other) = (&world.children[a as usize], &world.children[b as usize]);
    let live = one.home.is_some() && other.home.is_some();
    live && one.setting == other.setting && world.belong_together(a, b)
}

/// Whether a child may be moved to live with others.
fn may_move(world: &World<'_>, child: u32) -> bool {
    let who = &world.children[child as usize];
    who.home.is_some() && world.now - who.life.stay < STABLE
}

/// Those of a family who live apart, may all move, and are all to live together.
fn groups(world: &World<'_>, members: &[u32]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for &child in members.iter().filter(|c| may_move(world, **c)) {
        let joins = |group: &&mut Vec<u32>| group.iter().all(|c| is_pair(world, *c, child));
        match groups.iter_mut().find(joins) {
            Some(group) => group.push(child),
            None => groups.push(vec![child]),
        }
    }
    let split = |group: &Vec<u32>| group.iter().any(|c| !world.shares_home(group[0], *c));
    groups.retain(|group| group.len() > 1 && split(group));
    groups
}
