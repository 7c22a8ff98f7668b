//! The children of a month find homes: near the best plan of a round, in the time that a simulation has.
//!
//! In the order of the law's tiers: brothers and sisters come together as far as homes can take them (`keeping`); then each
//! child takes the best home that is free to her, those with the fewest first. A child for whom none is left may have the
//! place of another newcomer who has an alternative; and newcomers change homes where both together are better off, tier by
//! tier. How far this is from the proved best plan of the same month is measured by `audit`.

use super::keeping::keep_families;
use super::measure::MOST_CHOICES;
use super::world::World;
use crate::forecast::cast::{Offer, Setting};

/// Free homes of a child that are counted to tell who has the fewest.
const COUNTED: usize = 12;

/// Gives homes to children who wait, as far as there are any; gives back those who got one.
pub fn place(world: &mut World<'_>, mut waiting: Vec<u32>) -> Vec<u32> {
    waiting.sort_unstable();
    let mut placed = keep_families(world, &waiting);
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

/// Free homes that could take a child alone, in the setting that she looks for and no other, up to [`MOST_CHOICES`].
pub fn choices(world: &World<'_>, child: u32) -> u32 {
    let setting = world.children[child as usize].seeks;
    let in_setting = |home: &u32| Some(world.homes[*home as usize].setting) == setting;
    // The setting that she looks for comes first in her list.
    let free = free_homes(world, child).map(|(home, _)| home);
    free.take(MOST_CHOICES).take_while(in_setting).count() as u32
}

fn take_best(world: &mut World<'_>, child: u32) -> bool {
    let best = free_homes(world, child).next();
    let Some((home, offer)) = best.map(|(home, offer)| (home, offer.clone())) else {
        return false;
    };
    world.settle(child, home, &offer);
    true
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
