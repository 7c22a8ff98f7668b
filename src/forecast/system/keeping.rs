//! Families come together as far as homes can take them: the most pairs first.
//!
//! Of a family that waits, some join brothers and sisters where they live, or some go to a new home together: whichever
//! makes the most pairs who belong together, then the same of those who are left.

use super::placing::sum;
use super::world::World;
use crate::forecast::cast::Offer;

/// Places brothers and sisters who wait with one another and with those who live somewhere; gives back who got a home.
pub fn keep_families(world: &mut World<'_>, waiting: &[u32]) -> Vec<u32> {
    let mut placed = Vec::new();
    for family in families(world, waiting) {
        let mut left = family;
        while !left.is_empty() {
            let found = join(world, &left);
            let more_than = found.as_ref().map_or(0, |found| found.0);
            let found = found.filter(|found| found.0 > 0).map(|found| found.1);
            let Some((some, home, offers)) = new_home(world, &left, more_than).or(found) else {
                break;
            };
            for (child, offer) in some.iter().zip(&offers) {
                world.settle(*child, home, offer);
            }
            left.retain(|child| !some.contains(child));
            placed.extend(some);
        }
    }
    placed
}

/// Those who wait of each family that has others, in the order of its first who waits.
fn families(world: &World<'_>, waiting: &[u32]) -> Vec<Vec<u32>> {
    let number = |child: u32| world.children[child as usize].family;
    let mut families: Vec<Vec<u32>> = Vec::new();
    for &child in waiting {
        if world.families[number(child) as usize].len() < 2 {
            continue;
        }
        match families
            .iter_mut()
            .find(|of| number(of[0]) == number(child))
        {
            Some(family) => family.push(child),
            None => families.push(vec![child]),
        }
    }
    families
}

/// Who goes where, with what the home is to each.
type Found = (Vec<u32>, u32, Vec<Offer>);

/// Pairs of so many.
const fn pairs(number: usize) -> usize {
    number * number.saturating_sub(1) / 2
}

/// Of those who wait, the most pairs who can join brothers and sisters in a home of theirs.
fn join(world: &World<'_>, left: &[u32]) -> Option<(usize, Found)> {
    let family = world.children[left[0] as usize].family as usize;
    let live = world.families[family].iter();
    let mut homes: Vec<u32> = live
        .filter_map(|c| world.children[*c as usize].home)
        .collect();
    homes.sort_unstable();
    homes.dedup();
    let mut best: Option<(usize, Found)> = None;
    for size in (1..=left.len()).rev() {
        for some in choices(left, size) {
            for &home in &homes {
                let there = world.homes[home as usize].residents.iter();
                let kin: Vec<u32> = there
                    .copied()
                    .filter(|c| world.is_family(some[0], *c))
                    .collect();
                let number = pairs(size) + size * kin.len();
                let more = best.as_ref().is_none_or(|(most, _)| number > *most);
                if more
                    && may_join(world, &some, home, &kin)
                    && let Some(offers) = offers(world, &some, home)
                {
                    best = Some((number, (some.clone(), home, offers)));
                }
            }
        }
    }
    best
}

fn may_join(world: &World<'_>, some: &[u32], home: u32, kin: &[u32]) -> bool {
    let all_belong = |a: &u32| {
        let who = &world.children[*a as usize];
        who.left != Some(home)
            && who.seeks == Some(world.homes[home as usize].setting)
            && kin.iter().all(|b| world.belong_together(*a, *b))
    };
    some.iter().all(all_belong) && belong(world, some) && world.fits(home, some, None)
}

fn offers(world: &World<'_>, some: &[u32], home: u32) -> Option<Vec<Offer>> {
    let like = world.homes[home as usize].like;
    some.iter().map(|child| world.offer(*child, like)).collect()
}

/// As many as possible of those who wait in a new home, where that makes more pairs.
fn new_home(world: &World<'_>, left: &[u32], more_than: usize) -> Option<Found> {
    for size in (2..=left.len())
        .rev()
        .filter(|size| pairs(*size) > more_than)
    {
        let choices = choices(left, size).into_iter();
        let choices = choices.filter(|some| belong(world, some));
        let found = choices.filter_map(|some| Some((best_for_all(world, &some)?, some)));
        if let Some((best, some)) = found.min_by(|a, b| a.0.sum.cmp(&b.0.sum)) {
            return Some((some, best.home, best.offers));
        }
    }
    None
}

/// Whether all are to live together and wait for one setting.
fn belong(world: &World<'_>, some: &[u32]) -> bool {
    let seeks = |child: u32| world.children[child as usize].seeks;
    some.iter().enumerate().all(|(nth, a)| {
        let with = |b: &u32| seeks(*a) == seeks(*b) && world.belong_together(*a, *b);
        some[..nth].iter().all(with)
    })
}

/// The home of a brother or sister with whom a child belongs that may take her: where most of them are, first.
pub fn with_siblings(world: &World<'_>, child: u32) -> Option<(u32, Offer)> {
    let who = &world.children[child as usize];
    let family = &world.families[who.family as usize];
    if family.len() < 2 {
        return None;
    }
    let seeks = who.seeks.or(who.setting);
    let mut homes: Vec<u32> = family
        .iter()
        .filter(|other| **other != child && world.belong_together(child, **other))
        .filter_map(|other| world.children[*other as usize].home)
        .filter(|home| ![who.left, who.home].contains(&Some(*home)))
        .filter(|home| Some(world.homes[*home as usize].setting) == seeks)
        .collect();
    homes.sort_unstable();
    homes.dedup();
    let with = |home: &u32| {
        let here = family.iter();
        here.filter(|c| world.children[**c as usize].home == Some(*home))
            .count()
    };
    homes.sort_by_key(|home| std::cmp::Reverse(with(home)));
    homes.into_iter().find_map(|home| {
        let fits = world.fits(home, &[child], None);
        let offer = fits.then(|| world.offer(child, world.homes[home as usize].like));
        offer.flatten().map(|offer| (home, offer))
    })
}

/// Most brothers and sisters of whom every choice is looked at; of more, the first so many.
const CHOICES: usize = 6;

/// Every choice of so many of a group, each in its order.
fn choices(group: &[u32], size: usize) -> Vec<Vec<u32>> {
    if size == group.len() || group.len() > CHOICES {
        return vec![group[..size].to_vec()];
    }
    let of = |bits: u32| {
        let chosen = group.iter().enumerate();
        let chosen = chosen.filter(|(at, _)| bits & (1 << at) != 0);
        chosen.map(|(_, child)| *child).collect()
    };
    let all = 0..1_u32 << group.len();
    all.filter(|bits| bits.count_ones() as usize == size)
        .map(of)
        .collect()
}

/// A home for several children.
pub struct ForAll {
    /// What they add to each tier.
    pub sum: Vec<i64>,
    /// The home.
    pub home: u32,
    /// What it is to each of them, in their order.
    pub offers: Vec<Offer>,
}

/// The best home for all of them, by the sum of what it adds to each tier.
pub fn best_for_all(world: &World<'_>, group: &[u32]) -> Option<ForAll> {
    let first = &world.children[group[0] as usize];
    let seeks = first.seeks.or(first.setting)?;
    let offers = world.cast.offers(first.record, first.age(world.now));
    let mut best: Option<ForAll> = None;
    for offer in offers.of_setting(seeks) {
        let like = world.like[offer.home.at()].iter();
        for &home in like.filter(|home| world.fits(**home, group, None)) {
            let leaves = |c: &u32| {
                let who = &world.children[*c as usize];
                [who.left, who.home].contains(&Some(home))
            };
            if group.iter().any(leaves) {
                continue;
            }
            let rest = group[1..].iter().map(|c| world.offer(*c, offer.home));
            let Some(mut offers) = rest.collect::<Option<Vec<Offer>>>() else {
                continue;
            };
            offers.insert(0, offer.clone());
            let mut sum = sum(offers.iter().map(|o| &*o.values));
            world
                .cast
                .add_shares(world.must_share(home, group), &mut sum);
            if best.as_ref().is_none_or(|best| sum < best.sum) {
                best = Some(ForAll { sum, home, offers });
            }
        }
    }
    best
}
