//! Brothers and sisters of one child in a month: whose leaving and moving are hers as well.

use super::child::{Child, Siblings};
use super::influence::Influence;
use super::month::{Month, Run};
use super::world::World;
use crate::forecast::hazard::{Beside, is_one_home};
use crate::forecast::history::Exit;

impl Run<'_> {
    /// Those with whom a child shares events, as they are at her time.
    pub(super) fn siblings(&self, child: u32, influence: &Influence) -> Siblings {
        let who = &self.world.children[child as usize];
        let family = &self.world.families[who.family as usize];
        let mut all = Siblings::alone();
        if family.len() < 2 {
            return all;
        }
        let together = &self.setup.model.together;
        let mut one_home = true;
        for other in family.iter().filter(|other| **other != child) {
            let sibling = &self.world.children[*other as usize];
            if !is_in_care(sibling, who.time) {
                continue;
            }
            all.are_there = true;
            let with = self.world.shares_home(child, *other);
            one_home &= with;
            let now = sibling.hazards(who.time, &self.rates, influence);
            all.until = all.until.min(now.piece.until);
            if *other < child {
                for (beside, hazard) in all.leaving.iter_mut().zip(now.leaving) {
                    beside.before = beside.before.max(hazard);
                }
                if with {
                    all.moving.before = all.moving.before.max(now.moving);
                }
            }
        }
        if all.are_there {
            let share = together.leaving(one_home);
            all.leaving
                .iter_mut()
                .for_each(|beside| beside.share = share);
            all.moving.share = together.moving.figure;
        }
        all
    }

    /// A child leaves care, and those of her family who share it.
    pub(super) fn leave_together(
        &mut self,
        child: u32,
        (month, time): (Month, f64),
        (exit, from): (Exit, Option<f64>),
        influence: &Influence,
    ) {
        let goes = |other: &u32| {
            let sibling = &self.world.children[*other as usize];
            let hazard = || sibling.hazards(time, &self.rates, influence).leaving;
            is_in_care(sibling, time)
                && from.is_some_and(|from| hazard().get(exit as usize).is_some_and(|h| *h >= from))
        };
        let with = self.after(child, goes);
        let home = self.world.children[child as usize].home;
        let unit = self.world.children[child as usize].unit();
        self.leaves_by(child, (month, time), (exit, unit));
        for other in with {
            // Guardians take all whom they foster.
            let same = home.is_some() && self.world.children[other as usize].home == home;
            let theirs = self.world.children[other as usize].unit();
            self.leaves_by(
                other,
                (month, time),
                (exit, if same { unit } else { theirs }),
            );
        }
    }

    /// Those after a child in her family who live with her and share a move.
    pub(super) fn who_move_with(
        &self,
        child: u32,
        time: f64,
        from: Option<f64>,
        influence: &Influence,
    ) -> Vec<u32> {
        let Some(from) = from else { return Vec::new() };
        self.after(child, |other| {
            let sibling = &self.world.children[*other as usize];
            is_in_care(sibling, time)
                && self.world.shares_home(child, *other)
                && sibling.hazards(time, &self.rates, influence).moving >= from
        })
    }

    fn after(&self, child: u32, goes: impl Fn(&u32) -> bool) -> Vec<u32> {
        let family = self.world.children[child as usize].family as usize;
        let family = self.world.families[family].iter().copied();
        family
            .filter(|other| *other > child && goes(other))
            .collect()
    }
}

impl World<'_> {
    /// Whether two of a family live in one home; where no round places them, as far as the beginning of their placements
    /// tells.
    pub fn shares_home(&self, a: u32, b: u32) -> bool {
        let (one, other) = (&self.children[a as usize], &self.children[b as usize]);
        match (one.home, other.home) {
            (Some(home), Some(theirs)) => home == theirs,
            (None, None) => {
                let outside = one.setting.is_none() && other.setting.is_none();
                let place = |child: &Child| (child.state, child.life.stay);
                outside && is_one_home(place(one), place(other))
            }
            _ => false,
        }
    }
}

fn is_in_care(child: &Child, time: f64) -> bool {
    !child.gone && child.life.start <= time && child.life.eighteen() > time
}

impl Siblings {
    /// Of a child who has none in care.
    pub const fn alone() -> Self {
        let alone = Beside {
            share: 0.0,
            before: 0.0,
        };
        Self {
            are_there: false,
            leaving: [alone; Exit::CAUSES],
            moving: alone,
            until: f64::INFINITY,
        }
    }
}
