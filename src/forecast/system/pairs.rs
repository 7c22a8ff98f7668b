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

/// Groups of brothers and sisters in care whose plans ask for a family and who are to live together, by size.
fn groups_in_families(out: &mut Outcomes, month: usize, world: &World<'_>) {
    for family in world.families.iter().filter(|family| family.len() > 1) {
        let asks = |c: &u32| {
            let child = &world.children[*c as usize];
            world.is_in_rounds(*c) && child.setting == Some(Setting::Family)
        };
        let asking = family.iter().copied().filter(asks).collect();
        for size in together(asking, |a, b| world.belong_together(a, b)) {
            if size > 1 {
                out.siblings[month * SIBLINGS + (size - 2).min(SIBLINGS - 1)] += 1;
            }
        }
    }
}

/// Sizes of the groups of those who belong together, one by way of another.
fn together(mut left: Vec<u32>, belong: impl Fn(u32, u32) -> bool) -> Vec<usize> {
    let mut sizes = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while at < group.len() {
            let of = group[at];
            let (with, without) = left.into_iter().partition(|c| belong(of, *c));
            left = without;
            group.extend::<Vec<u32>>(with);
            at += 1;
        }
        sizes.push(group.len());
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::cast::{Cast, Stages};
    use crate::forecast::history::History;
    use crate::forecast::system::Setup;
    use crate::synth::{Options, Profile, generate};

    #[test]
    fn those_who_are_to_live_apart_need_no_household_together() {
        let all = || vec![1, 2, 3, 4];
        assert_eq!(together(all(), |_, _| true), [4]);
        assert_eq!(together(all(), |_, _| false), [1; 4]);
        // 1 with 3, 3 with 4: one group; 2 with nobody.
        let pairs = [(1, 3), (3, 4)];
        let mut sizes = together(all(), |a, b| pairs.contains(&(a.min(b), a.max(b))));
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 3]);
    }

    #[test]
    fn who_comes_days_after_a_brother_is_nobodys_pair_before() {
        let profile = Profile::embedded("herefordshire").unwrap();
        let council = generate(
            &profile,
            &Options {
                children: Some(120),
                ..Options::default()
            },
        );
        let stages = Stages::of(&council, &[]);
        let cast = Cast::of(&council, &stages);
        let history = History::of(&council).unwrap();
        let setup = Setup::of(&council, &history, &cast);
        let mut world = setup.begin((0, 0));
        let counted = |world: &World<'_>| {
            let mut out = Outcomes::new(1, setup.districts);
            groups_in_families(&mut out, 0, world);
            let groups = out.siblings.iter().map(|groups| u32::from(*groups)).sum();
            (now(world).len(), groups)
        };
        let before: (usize, u32) = counted(&world);
        let asks = |world: &World<'_>, child: u32| {
            world.children[child as usize].setting == Some(Setting::Family)
        };
        let two = world.families.iter().find(|family| {
            let [a, b] = family[..] else { return false };
            world.belong_together(a, b) && asks(&world, a) && asks(&world, b)
        });
        let later = two.unwrap()[1] as usize;
        let soon = world.now + 6.0;
        (world.children[later].time, world.children[later].life.start) = (soon, soon);
        assert_eq!(counted(&world), (before.0 - 1, before.1 - 1));
        world.now = soon;
        assert_eq!(counted(&world), before);
    }
}
