//! How far the placing of a simulation is from the best plan: the same month as a council, solved by the optimiser.

use std::collections::{BTreeMap, HashMap};

use super::home::Standing;
use super::placing;
use super::world::World;
use crate::candidates::{Candidates, Round};
use crate::duties::{self, Block, Facts, Plan};
use crate::explain::tier_values;
use crate::forecast::cast::Setting;
use crate::model::{
    Assessment, ChildIx, Council, Date, HomeIx, HomeStatus, Placement, PlannedSetting,
};
use crate::optimise::{self, Limits, SolveError, Worst, propose, solve_to_the_end};

/// One month, placed in both ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    /// Last day of the month.
    pub day: Date,
    /// Children who sought a home.
    pub children: usize,
    /// By tier of policy, in its unit, smaller is better: of the simulation's plan, and of the best.
    pub tiers: Vec<(i64, i64)>,
    /// Children for whom either found none.
    pub unplaced: (usize, usize),
    /// What the simulation's plan breaks of the duties, each as its code and a sentence; nothing, or there is a fault.
    pub breaches: Vec<(&'static str, String)>,
}

/// Places the children who wait in both ways; the world has the simulation's plan afterwards.
///
/// # Errors
/// As [`solve_to_the_end`].
pub fn audit(
    world: &mut World<'_>,
    waiting: Vec<u32>,
    day: Date,
) -> Result<(Audited, Vec<u32>), SolveError> {
    let mut snapshot = Snapshot::of(world, &waiting, day);
    let number = waiting.len();
    let seeks: Vec<(u32, Setting)> = waiting
        .iter()
        .filter_map(|c| Some((*c, world.children[*c as usize].seeks?)))
        .collect();
    let placed = placing::place(world, waiting.clone());
    snapshot.keep_to_settings(world, &seeks);
    let facts = Facts::of(&snapshot.council);
    let children = waiting.iter().map(|child| snapshot.children[child]);
    let round = Round::placing(&facts, children.collect());
    let candidates = Candidates::find(&facts, &round);
    let best = solve_to_the_end(&facts, &round, &candidates, Limits::default())?;
    let mut blocks: BTreeMap<(HomeIx, u32), (Vec<ChildIx>, u8)> = BTreeMap::new();
    for child in &placed {
        let who = &world.children[*child as usize];
        if let Some(home) = who.home {
            let home = snapshot.homes[&home];
            let block = blocks.entry((home, who.family)).or_default();
            block.0.push(snapshot.children[child]);
            block.1 += u8::from(who.shares);
        }
    }
    let ours = blocks
        .into_iter()
        .map(|((home, _), (mut children, shares))| {
            children.sort_unstable();
            Block {
                home,
                children,
                shares,
            }
        });
    let ours: Vec<Block> = ours.collect();
    let breaches = breaches(&facts, &round, &ours);
    let scale = Scale::of(&facts, &round, &candidates);
    let ours = scale.values(ours.into_iter());
    let theirs = scale.values(best.blocks());
    let audited = Audited {
        day,
        children: number,
        tiers: ours.into_iter().zip(theirs).collect(),
        unplaced: (number - placed.len(), best.unplaced.len()),
        breaches,
    };
    Ok((audited, placed))
}

/// What a plan breaks, by the duties' own checks of a finished plan.
fn breaches(facts: &Facts, round: &Round, blocks: &[Block]) -> Vec<(&'static str, String)> {
    let proposals = blocks.iter().flat_map(|block| propose(facts, block));
    let placed = |child: &ChildIx| blocks.iter().any(|block| block.has(*child));
    let left = round.to_place.iter().copied().filter(|c| !placed(c));
    let (staying, held) = (&round.staying, &round.held);
    let plan = Plan::new(facts, staying, held, proposals.collect(), left.collect());
    let found = duties::ALL.iter().flat_map(|duty| duty.check(&plan));
    found.map(|breach| (breach.duty, breach.sentence)).collect()
}

/// What a plan comes to in each tier.
struct Scale<'a> {
    facts: &'a Facts<'a>,
    round: &'a Round,
    unplaced: HashMap<ChildIx, Vec<i64>>,
    constants: Vec<i64>,
}

impl<'a> Scale<'a> {
    fn of(facts: &'a Facts<'a>, round: &'a Round, candidates: &Candidates) -> Self {
        let terms = optimise::resolve(&facts.council.policy.tiers);
        let children = &round.to_place;
        let worst = Worst::of(facts, round, candidates, children, &terms);
        let unplaced = children.iter().map(|child| (*child, worst.costs(*child)));
        Self {
            unplaced: unplaced.collect(),
            constants: optimise::constants(facts, children, &terms),
            facts,
            round,
        }
    }

    fn values(&self, blocks: impl Iterator<Item = Block>) -> Vec<i64> {
        let mut values = self.constants.clone();
        for costs in self.unplaced.values() {
            for (value, cost) in values.iter_mut().zip(costs) {
                *value += cost;
            }
        }
        for block in blocks {
            let adds = tier_values(self.facts, self.round, &block);
            for (value, add) in values.iter_mut().zip(adds) {
                *value += add;
            }
            for child in &block.children {
                for (value, cost) in values.iter_mut().zip(&self.unplaced[child]) {
                    *value -= cost;
                }
            }
        }
        values
    }
}

/// A world as a council.
struct Snapshot {
    council: Council,
    children: HashMap<u32, ChildIx>,
    homes: HashMap<u32, HomeIx>,
}

impl Snapshot {
    fn of(world: &World<'_>, waiting: &[u32], day: Date) -> Self {
        let mut snapshot = Self {
            council: Council::new(&world.council.name, &world.council.code, day),
            children: HashMap::new(),
            homes: HashMap::new(),
        };
        let council = &mut snapshot.council;
        council.adjoining.clone_from(&world.council.adjoining);
        council.policy = world.council.policy.clone();
        council.areas.clone_from(&world.council.areas);
        for (at, home) in world.homes.iter().enumerate() {
            if home.standing == Standing::Open {
                snapshot.home(world, at as u32);
            }
        }
        let lives = |c: &u32| world.children[*c as usize].home.is_some();
        let all = 0..world.children.len() as u32;
        for child in all.filter(|c| lives(c) || waiting.contains(c)) {
            snapshot.child(world, child, day);
        }
        let links = world.sibling_links(&snapshot.children);
        snapshot.council.sibling_links.extend(links);
        snapshot
    }

    fn home(&mut self, world: &World<'_>, at: u32) {
        let home = &world.homes[at as usize];
        let mut record = world.council.home(home.like).clone();
        record.id = format!("H{at}");
        record.status = HomeStatus::Available;
        home.write(&mut record);
        self.homes
            .insert(at, HomeIx(self.council.homes.len() as u32));
        self.council.homes.push(record);
    }

    fn child(&mut self, world: &World<'_>, at: u32, day: Date) {
        let who = &world.children[at as usize];
        let home = who.home.filter(|home| self.homes.contains_key(home));
        if home.is_none() && who.seeks.is_none() {
            return;
        }
        let age = who.age(world.now);
        let ix = ChildIx(self.council.children.len() as u32);
        let mut record = world.cast.at_age(who.record, age).clone();
        record.id = format!("C{at}");
        record.born = who.born(day, world.now);
        record.planned_setting = match who.seeks.or(who.setting) {
            Some(Setting::Family) => PlannedSetting::Family,
            Some(Setting::Home) => PlannedSetting::Residential,
            Some(Setting::Supported) => PlannedSetting::Supported,
            None => PlannedSetting::Any,
        };
        self.council.children.push(record);
        self.children.insert(at, ix);
        if let Some(home) = home {
            self.council.placements.push(Placement {
                child: ix,
                home: self.homes[&home],
                start: day,
                purpose: self.council.child(ix).wanted,
                planned_end: None,
            });
        }
        if let Some(left) = who.left.and_then(|left| self.homes.get(&left)) {
            // She has just left it.
            self.council.assessments.push(Assessment {
                child: ix,
                home: *left,
                suitable: false,
                score: None,
            });
        }
    }

    /// Bars homes of settings that come later in turn than the one in which the simulation found a home.
    fn keep_to_settings(&mut self, world: &World<'_>, seeks: &[(u32, Setting)]) {
        let mut barred = Vec::new();
        {
            let facts = Facts::of(&self.council);
            let children = seeks.iter().map(|(child, _)| self.children[child]);
            let round = Round::placing(&facts, children.collect());
            let all = Candidates::find(&facts, &round);
            let setting = |home: HomeIx| Setting::of(facts.council.home(home).kind);
            for (child, seeks) in seeks {
                let Some(home) = world.children[*child as usize].home else {
                    continue;
                };
                let found = world.homes[home as usize].setting;
                let turn = seeks.in_turn();
                let last = turn
                    .iter()
                    .position(|s| *s == found)
                    .unwrap_or(turn.len() - 1);
                let allowed = &turn[..=last];
                let of = all.of_child(self.children[child]).iter();
                let is_barred = |c: &&crate::candidates::Candidate| {
                    setting(c.home).is_none_or(|s| !allowed.contains(&s))
                };
                barred.extend(of.filter(is_barred).copied());
            }
        }
        let unsuitable = barred.into_iter().map(|c| Assessment {
            child: c.child,
            home: c.home,
            suitable: false,
            score: None,
        });
        self.council.assessments.extend(unsuitable);
    }
}
