//! Pairs of brothers and sisters who are to live together: how many do, and how they came to, month by month.
//!
//! A pair is counted while both children are in homes that rounds fill, or wait for one. What a month changes is told apart:
//! pairs that came, that ended, that were parted and that were brought together. So a share that falls says why it falls.

use std::collections::BTreeMap;

use super::groups::{self, Counted};
use super::outcomes::{Measure, Outcomes, SIBLINGS};
use super::world::World;
use crate::forecast::cast::Setting;

/// Pairs at the end of the month before, and whether they lived together.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    before: BTreeMap<(u32, u32), bool>,
}

impl Pairs {
    /// The pairs of a world, before anything is counted.
    pub fn of(world: &World<'_>) -> Self {
        Self { before: now(world) }
    }

    /// Counts the pairs of a month, and what has changed since the one before.
    pub fn count(&mut self, out: &mut Outcomes, month: usize, world: &World<'_>) {
        let pairs = now(world);
        for (&(a, b), &together) in &pairs {
            let apart = u32::from(!together);
            out.add(month, Measure::Pairs, 1);
            out.add(month, Measure::PairsTogether, u32::from(together));
            let setting = |child: u32| world.children[child as usize].setting;
            let two = u32::from(setting(a) != setting(b));
            out.add(month, Measure::PairsTwoSettings, two);
            let of = [
                (Counted::SiblingsWanted, 1),
                (Counted::SiblingsApart, apart),
            ];
            groups::add(out, month, world, a, &of);
            groups::add(out, month, world, b, &of);
            match (self.before.get(&(a, b)), together) {
                (None, _) => {
                    out.add(month, Measure::PairsCame, 1);
                    out.add(month, Measure::PairsCameTogether, u32::from(together));
                }
                (Some(true), false) => out.add(month, Measure::PairsParted, 1),
                (Some(false), true) => out.add(month, Measure::PairsReunited, 1),
                _ => {}
            }
        }
        let ended = self
            .before
            .iter()
            .filter(|(pair, _)| !pairs.contains_key(pair));
        for (_, &was_together) in ended {
            out.add(month, Measure::PairsEnded, 1);
            out.add(month, Measure::PairsEndedTogether, u32::from(was_together));
        }
        self.before = pairs;
        groups_in_families(out, month, world);
    }
}

/// Every pair that is to live together, by position, and whether it does.
fn now(world: &World<'_>) -> BTreeMap<(u32, u32), bool> {
    let mut pairs = BTreeMap::new();
    for family in world.families.iter().filter(|family| family.len() > 1) {
        let placed = family.iter().copied().filter(|c| world.is_in_rounds(*c));
        let placed: Vec<u32> = placed.collect();
        for (nth, &b) in placed.iter().enumerate() {
            for &a in placed[..nth]
                .iter()
                .filter(|a| world.belong_together(**a, b))
            {
                let home = world.children[a as usize].home;
                let together = home.is_some() && home == world.children[b as usize].home;
                pairs.insert((a, b), together);
            }
        }
    }
    pairs
}

/// Groups of brothers and sisters whose plans ask for a family, by size.
fn groups_in_families(out: &mut Outcomes, month: usize, world: &World<'_>) {
    for family in world.families.iter().filter(|family| family.len() > 1) {
        let asks = |c: &&u32| {
            let child = &world.children[**c as usize];
            !child.gone && child.setting == Some(Setting::Family)
        };
        let size = family.iter().filter(asks).count();
        if size > 1 {
            out.siblings[month * SIBLINGS + (size - 2).min(SIBLINGS - 1)] += 1;
        }
    }
}
