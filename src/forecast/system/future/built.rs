//! A world as a council on today's homes.

use std::collections::HashMap;

use super::super::child::Child as Who;
use super::super::home::Standing;
use super::super::world::World;
use crate::forecast::cast::Setting;
use crate::forecast::history::State;
use crate::model::{
    Assessment, Child, ChildIx, Council, Date, HomeIx, HomeKind, HomeStatus, Placement,
    PlannedSetting,
};

/// Stand-ins of the nearest age that are drawn from.
const NEAREST: usize = 12;

/// A future under construction.
pub struct Built<'w> {
    today: &'w Council,
    world: &'w World<'w>,
    /// The future.
    pub future: Council,
    /// By child of the world: her index.
    children: HashMap<u32, ChildIx>,
    /// By child of today's list: her index.
    records: HashMap<ChildIx, ChildIx>,
    lives_in: HashMap<ChildIx, HomeIx>,
    /// By state that no round fills: today's children who live so, and their homes.
    stand_ins: HashMap<State, Vec<(ChildIx, HomeIx)>>,
    /// By family and state: the home that it has come to.
    came_to: HashMap<(u32, State), HomeIx>,
    /// Own foster households that have left.
    pub households_lost: usize,
    /// Children who live as nobody of today does.
    pub left_out: usize,
}

impl<'w> Built<'w> {
    /// Of a world on a day.
    pub fn of(today: &'w Council, world: &'w World<'w>, day: Date) -> Self {
        let mut built = Self {
            future: Council {
                as_at: day,
                children: Vec::new(),
                sibling_links: Vec::new(),
                placements: Vec::new(),
                episodes: Vec::new(),
                short_breaks: Vec::new(),
                assessments: Vec::new(),
                approvals: Vec::new(),
                ..today.clone()
            },
            lives_in: today.placements.iter().map(|p| (p.child, p.home)).collect(),
            children: HashMap::new(),
            records: HashMap::new(),
            stand_ins: HashMap::new(),
            came_to: HashMap::new(),
            households_lost: 0,
            left_out: 0,
            today,
            world,
        };
        for placement in &today.placements {
            let home = today.home(placement.home);
            if Setting::of(home.kind).is_none() && today.child(placement.child).is_looked_after() {
                let so = built.stand_ins.entry(Setting::state(home)).or_default();
                so.push((placement.child, placement.home));
            }
        }
        built.homes();
        built.children();
        let links = world.sibling_links(&built.children);
        built.future.sibling_links.extend(links);
        built.records();
        built
    }

    fn homes(&mut self) {
        for home in &mut self.future.homes {
            // Whether approvals are renewed and holds end is the simulation's to say.
            (home.approval_end, home.held_until) = (None, None);
            home.terms.named_children.clear();
        }
        for home in self.world.homes.iter().filter(|home| !home.is_new) {
            let record = &mut self.future.homes[home.like.at()];
            record.status = match home.standing {
                Standing::Open => HomeStatus::Available,
                Standing::Held(_) => HomeStatus::OnHold,
                Standing::Closed => HomeStatus::Closed,
            };
            // An agency's carer who becomes a guardian closes as well.
            self.households_lost += usize::from(home.own && home.standing == Standing::Closed);
            home.write(record);
        }
    }

    fn children(&mut self) {
        for at in 0..self.world.children.len() as u32 {
            let who = &self.world.children[at as usize];
            if who.gone || who.time > self.world.now {
                continue;
            }
            if who.home.is_some() || who.seeks.is_some() {
                let home = who.home.map(|home| &self.world.homes[home as usize]);
                let home = home.filter(|home| !home.is_new).map(|home| home.like);
                let record = self.world.cast.at_age(who.record, who.age(self.world.now));
                self.add(at, record.clone(), own_record(who), home);
            } else {
                self.outside(at);
            }
        }
    }

    /// A child who lives where no round places children.
    fn outside(&mut self, at: u32) {
        let who = &self.world.children[at as usize];
        let age = who.age(self.world.now);
        let own = own_record(who);
        let lives = own.and_then(|own| self.lives_in.get(&own));
        let stays = lives.copied().filter(|home| {
            let home = self.today.home(*home);
            Setting::of(home.kind).is_none() && Setting::state(home) == who.state
        });
        if let Some(home) = stays {
            let record = self.world.cast.at_age(who.record, age).clone();
            return self.add(at, record, own, Some(home));
        }
        let Some((like, home)) = self.stand_in(at, who.state, age) else {
            self.left_out += 1;
            return;
        };
        let home = self.home_like(home, (who.family, who.state));
        let record = self.world.cast.at_age(like, age).clone();
        self.add(at, record, None, Some(home));
    }

    /// One of today's children who live so, of nearly this age.
    fn stand_in(&self, at: u32, state: State, age: u8) -> Option<(ChildIx, HomeIx)> {
        let pool = self.stand_ins.get(&state)?;
        let mut near: Vec<(u8, ChildIx, HomeIx)> = pool
            .iter()
            .map(|(child, home)| (self.today.age(*child).abs_diff(age), *child, *home))
            .collect();
        near.sort_unstable();
        near.truncate(NEAREST);
        let (_, child, home) = near[at as usize % near.len()];
        Some((child, home))
    }

    /// A home of her own, or the one to which a brother or sister has come.
    fn home_like(&mut self, home: HomeIx, family: (u32, State)) -> HomeIx {
        if let Some(there) = self.came_to.get(&family).copied() {
            let home = &mut self.future.homes[there.at()];
            home.places = home.places.saturating_add(1);
            home.places_if_siblings = home.places_if_siblings.max(home.places);
            home.bedrooms = home.bedrooms.saturating_add(1);
            return there;
        }
        let there = HomeIx(self.future.homes.len() as u32);
        let mut own = self.today.home(home).clone();
        own.id = format!("future-home-{}", there.0);
        (own.approval_end, own.held_until) = (None, None);
        (own.status, own.occupied_by_others) = (HomeStatus::Available, 0);
        own.terms.named_children.clear();
        own.places = own.places.max(1);
        own.places_if_siblings = own.places_if_siblings.max(own.places);
        own.bedrooms = own.bedrooms.max(own.places);
        self.future.homes.push(own);
        self.came_to.insert(family, there);
        there
    }

    fn add(&mut self, at: u32, mut record: Child, own: Option<ChildIx>, home: Option<HomeIx>) {
        let who = &self.world.children[at as usize];
        let ix = ChildIx(self.future.children.len() as u32);
        let day = self.future.as_at;
        record.born = who.born(day, self.world.now);
        record.entered_care = record.born.max(day - days(self.world.now - who.life.start));
        if own.is_none() {
            record.id = format!("future-child-{at}");
        }
        // A plan for a family of a child who lives in a children's home is kept, where she is like one who has it.
        let lived = self.world.cast.records.lives[who.record.at()].and_then(Setting::of_state);
        if who.setting.is_some() && lived != who.setting {
            record.planned_setting = match who.seeks.or(who.setting) {
                Some(Setting::Home) => PlannedSetting::Residential,
                Some(Setting::Supported) => PlannedSetting::Supported,
                Some(Setting::Family) | None => PlannedSetting::Family,
            };
        }
        if let Some(home) = home {
            self.future.placements.push(Placement {
                child: ix,
                home,
                start: day,
                purpose: record.wanted,
                planned_end: None,
            });
            if self.future.homes[home.at()].kind == HomeKind::Connected {
                self.future.homes[home.at()].terms.named_children.push(ix);
            }
        }
        self.future.children.push(record);
        self.children.insert(at, ix);
        if let Some(today) = own {
            self.records.insert(today, ix);
        }
    }

    /// What is recorded of today's children who are still in care.
    fn records(&mut self) {
        let records = &self.records;
        let still = |child: &ChildIx| records.get(child).copied();
        for (today, child) in records {
            let named = self.today.child(*today).incompatible.iter();
            self.future.children[child.at()].incompatible = named.filter_map(still).collect();
        }
        for (home, today) in self.future.homes.iter_mut().zip(&self.today.homes) {
            let named = &mut home.terms.named_children;
            named.extend(today.terms.named_children.iter().filter_map(still));
            named.sort_unstable();
            named.dedup();
        }
        let assessed = self.today.assessments.iter();
        self.future.assessments = assessed
            .filter_map(|a| still(&a.child).map(|child| Assessment { child, ..a.clone() }))
            .collect();
        let approved = self.today.approvals.iter().cloned();
        self.future.approvals = approved
            .filter_map(|mut approval| {
                approval.child = still(&approval.child)?;
                Some(approval)
            })
            .collect();
    }
}

/// Her own record; `None` where she has come since, or where her needs are like those of another by now.
fn own_record(who: &Who) -> Option<ChildIx> {
    let is_her_own = who.is_record && who.born_as.is_none_or(|born_as| born_as == who.record);
    is_her_own.then_some(who.record)
}

fn days(number: f64) -> jiff::Span {
    jiff::Span::new().days(number.max(0.0) as i64)
}
