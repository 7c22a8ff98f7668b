//! The children of a month find homes: near the best plan of a round, in the time that a simulation has.
//!
//! In the order of the law's tiers: a brother or sister joins those who live together already; groups that come together
//! are kept together where a home can take them; then each child takes the best home that is free to her, those with the
//! fewest first. A child for whom none is left may have the place of another newcomer who has an alternative; and
//! newcomers change homes where both together are better off, tier by tier. How far this is from the proved best plan of
//! the same month is measured by `audit`.

use super::world::World;
use crate::forecast::cast::{Offer, Setting};

/// Free homes of a child that are counted to tell who has the fewest.
const COUNTED: usize = 12;

/// Gives homes to children who wait, as far as there are any; gives back those who got one.
pub fn place(world: &mut World<'_>, mut waiting: Vec<u32>) -> Vec<u32> {
    waiting.sort_unstable();
    let mut placed = Vec::with_capacity(waiting.len());
    waiting.retain(|child| {
        let joined = join_siblings(world, *child);
        if joined {
            placed.push(*child);
        }
        !joined
    });
    for group in groups(world, &waiting) {
        together(world, group, &mut placed);
    }
    waiting.retain(|child| world.children[*child as usize].home.is_none());
    let mut order: Vec<(usize, u32)> = waiting
        .iter()
        .map(|child| (free_homes(world, *child).take(COUNTED).count(), *child))
        .collect();
    order.sort_unstable();
    let mut singles = Vec::with_capacity(order.len());
    for (_, child) in order {
        if take_best(world, child) || take_from_other(world, child) {
            world.children[child as usize].is_newcomer = true;
            singles.push(child);
        }
    }
    for child in &singles {
        change(world, *child);
    }
    for child in &singles {
        world.children[*child as usize].is_newcomer = false;
    }
    placed.extend(singles);
    placed
}

/// Homes that a child could have now, best first, in the settings that are looked at in turn.
fn free_homes<'w>(
    world: &'w World<'_>,
    child: u32,
) -> impl Iterator<Item = (u32, &'w Offer)> + use<'w> {
    let who = &world.children[child as usize];
    let offers = world.cast.offers(who.record, who.age(world.now));
    let seeks = who.seeks.or(who.setting).unwrap_or(Setting::Family);
    let left = who.left;
    let list = seeks.in_turn().iter().flat_map(|s| offers.of_setting(*s));
    list.flat_map(move |offer| {
        let like = world.like[offer.home.at()].iter();
        like.filter(move |home| Some(**home) != left && world.fits(**home, &[child], None))
            .map(move |home| (*home, offer))
    })
}

fn take_best(world: &mut World<'_>, child: u32) -> bool {
    let best = free_homes(world, child).next();
    let Some((home, offer)) = best.map(|(home, offer)| (home, offer.clone())) else {
        return false;
    };
    world.settle(child, home, &offer);
    true
}

/// A child joins a brother or sister with whom she belongs, where that home may take her.
fn join_siblings(world: &mut World<'_>, child: u32) -> bool {
    let Some((home, offer)) = with_siblings(world, child) else {
        return false;
    };
    world.settle(child, home, &offer);
    true
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

/// Brothers and sisters who wait for one setting and belong together, in groups of two and more.
fn groups(world: &World<'_>, waiting: &[u32]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for &child in waiting {
        let who = &world.children[child as usize];
        if world.families[who.family as usize].len() < 2 {
            continue;
        }
        let joins = |group: &&mut Vec<u32>| {
            world.children[group[0] as usize].seeks == who.seeks
                && group.iter().all(|c| world.belong_together(*c, child))
        };
        match groups.iter_mut().find(joins) {
            Some(group) => group.push(child),
            None => groups.push(vec![child]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Most brothers and sisters of whom every choice is looked at; of more, the first so many.
const CHOICES: usize = 6;

/// Keeps as many of a group together as a home can take, then the rest in the same way.
fn together(world: &mut World<'_>, group: Vec<u32>, placed: &mut Vec<u32>) {
    let mut left = group;
    let mut size = left.len();
    while size > 1 {
        let choices = choices(&left, size).into_iter();
        let found = choices.filter_map(|some| Some((best_for_all(world, &some)?, some)));
        match found.min_by(|a, b| a.0.sum.cmp(&b.0.sum)) {
            Some((best, some)) => {
                for (child, offer) in some.iter().zip(&best.offers) {
                    world.settle(*child, best.home, offer);
                    placed.push(*child);
                }
                left.retain(|child| !some.contains(child));
                size = left.len();
            }
            None => size -= 1,
        }
    }
}

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

/// What several placements add to each tier.
pub fn sum<'v>(values: impl Iterator<Item = &'v [i32]>) -> Vec<i64> {
    let mut sums = Vec::new();
    for of in values {
        sums.resize(of.len(), 0);
        for (sum, value) in sums.iter_mut().zip(of) {
            *sum += i64::from(*value);
        }
    }
    sums
}

/// Newcomers of this month who came alone and live in a home.
fn newcomers<'a>(world: &'a World<'_>, home: u32) -> impl Iterator<Item = u32> + 'a {
    let residents = world.homes[home as usize].residents.iter().copied();
    residents.filter(|c| world.children[*c as usize].is_newcomer)
}

/// A child without a home takes the place of a newcomer who has another home to go to.
fn take_from_other(world: &mut World<'_>, child: u32) -> bool {
    let swap = {
        let who = &world.children[child as usize];
        let offers = world.cast.offers(who.record, who.age(world.now));
        let seeks = who.seeks.unwrap_or(Setting::Family);
        let list = seeks.in_turn().iter().flat_map(|s| offers.of_setting(*s));
        let mut homes = list.flat_map(|offer| {
            let like = world.like[offer.home.at()].iter();
            like.filter(|home| Some(**home) != who.left)
                .map(move |home| (*home, offer))
        });
        homes.find_map(|(home, offer)| {
            let other =
                newcomers(world, home).find(|other| world.fits(home, &[child], Some(*other)))?;
            let (to, theirs) = elsewhere(world, other, home)?;
            Some((other, home, offer.clone(), to, theirs))
        })
    };
    let Some((other, home, offer, to, theirs)) = swap else {
        return false;
    };
    move_newcomer(world, other, to, &theirs);
    world.settle(child, home, &offer);
    true
}

/// The best free home of a newcomer but the one that she has.
fn elsewhere(world: &World<'_>, other: u32, but: u32) -> Option<(u32, Offer)> {
    let setting = world.children[other as usize].setting;
    let mut free = free_homes(world, other);
    let found = free.find(|(home, _)| *home != but)?;
    let same = Some(world.homes[found.0 as usize].setting) == setting;
    same.then(|| (found.0, found.1.clone()))
}

fn move_newcomer(world: &mut World<'_>, child: u32, to: u32, offer: &Offer) {
    let before = world.children[child as usize].left;
    world.leave(child);
    world.children[child as usize].left = before;
    world.settle(child, to, offer);
}

/// Two newcomers change: a child takes a better home that another newcomer has, who takes her own best elsewhere, where
/// both together are better off.
fn change(world: &mut World<'_>, child: u32) {
    let who = &world.children[child as usize];
    let Some(now) = who.home else { return };
    let here = world.homes[now as usize].like;
    let setting = world.homes[now as usize].setting;
    let offers = world.cast.offers(who.record, who.age(world.now));
    let list = offers.of_setting(setting);
    let Some(own) = list.iter().find(|offer| offer.home == here) else {
        return;
    };
    let better = list.iter().take_while(|offer| offer.values < own.values);
    let found = better
        .flat_map(|offer| world.like[offer.home.at()].iter().map(move |h| (*h, offer)))
        .filter(|(home, _)| Some(*home) != who.left)
        .find_map(|(home, offer)| {
            let other = newcomers(world, home)
                .find(|other| *other != child && world.fits(home, &[child], Some(*other)))?;
            let theirs = world.offer(other, world.homes[home as usize].like)?;
            let (to, next) = after_leaving(world, (child, now), other, home)?;
            let before = sum([&*own.values, &*theirs.values].into_iter());
            let after = sum([&*offer.values, &*next.values].into_iter());
            (after < before).then(|| (other, home, offer.clone(), to, next))
        });
    if let Some((other, home, offer, to, next)) = found {
        let left = world.children[child as usize].left;
        world.leave(child);
        world.children[child as usize].left = left;
        move_newcomer(world, other, to, &next);
        world.settle(child, home, &offer);
    }
}

/// Where a newcomer would go: the home that a child leaves for hers, or another that is free; the better one.
fn after_leaving(
    world: &World<'_>,
    (child, now): (u32, u32),
    other: u32,
    but: u32,
) -> Option<(u32, Offer)> {
    let may =
        world.fits(now, &[other], Some(child)) && world.children[other as usize].left != Some(now);
    let swap = may
        .then(|| world.offer(other, world.homes[now as usize].like))
        .flatten()
        .map(|offer| (now, offer));
    let free = elsewhere(world, other, but);
    match (swap, free) {
        (Some(swap), Some(free)) if free.1.values < swap.1.values => Some(free),
        (Some(swap), _) => Some(swap),
        (None, free) => free,
    }
}
