//! What a simulation starts from, and its first evening.

use std::collections::{HashMap, HashSet};

use super::child::Child;
use super::home::Home;
use super::plans::Plans;
use super::world::World;
use crate::duties::Facts;
use crate::forecast::cast::{Cast, Setting};
use crate::forecast::hazard::Life;
use crate::forecast::history::{History, State, TooLittle, birthdays, day_number, ids};
use crate::forecast::simulate::{Clocks, Kind, Model, keyed};
use crate::forecast::supply::Supply;
use crate::model::{
    AuthorityIx, ChildIx, Council, HomeIx, HomeKind, Miles, PlannedSetting, SiblingPlan,
};

/// A child at the start.
#[derive(Debug, Clone, Copy)]
struct Present {
    life: Life,
    state: State,
    record: ChildIx,
    is_record: bool,
    family: u32,
    /// Whether the list says that she lives somewhere.
    lives: bool,
}

/// Everything that all replications share.
pub struct Setup<'a> {
    /// How children come, leave and move.
    pub model: Model,
    /// How homes come and go.
    pub supply: Supply,
    /// Verdicts and measures.
    pub cast: &'a Cast<'a>,
    /// Weekly cost of a child, pounds, by state, where no round places her.
    pub outside: [f64; State::ALL.len()],
    /// Why rates are pooled to England's; `None` where the history speaks for itself.
    pub little: Option<TooLittle>,
    /// Weekly cost of a child in the authority's own foster homes, pounds.
    pub own_foster: f64,
    /// By spell of the history: its child's record, where she is in the list.
    pub(super) records: Vec<Option<ChildIx>>,
    /// Which brothers and sisters who come are to live apart.
    pub plans: Plans,
    /// Districts, and one for none.
    pub districts: usize,
    /// What counts as near home where it is measured: the council's own, whatever distance guides the placing.
    pub near: Miles,
    present: Vec<Present>,
    newcomers: usize,
    left_since: usize,
    families: u32,
    homes: Vec<Home>,
    /// By present child: her home among `homes`.
    lives: Vec<Option<u32>>,
    /// Positions of present children who are to live apart.
    apart: HashSet<(u32, u32)>,
}

impl<'a> Setup<'a> {
    /// Of a council with its history.
    pub fn of(council: &Council, history: &History, cast: &'a Cast<'a>) -> Self {
        let facts = Facts::of(council);
        let model = Model::of(history);
        let of_child: Vec<Option<ChildIx>> = {
            let ids = ids(council);
            ids.iter().map(|id| cast.records.by_id(id)).collect()
        };
        let records: Vec<Option<ChildIx>> = history
            .spells
            .iter()
            .map(|spell| of_child.get(spell.child as usize).copied().flatten())
            .collect();
        let mut setup = Self {
            plans: Plans::of(&facts, &cast.records),
            model,
            supply: Supply::of(council),
            cast,
            outside: outside(council),
            own_foster: mean_cost(council, |home| {
                home.kind == HomeKind::Foster && home.is_in_house()
            }),
            little: history.little,
            districts: council.areas.len() + 1,
            near: council.policy_of(AuthorityIx::default()).near,
            present: Vec::new(),
            newcomers: 0,
            left_since: 0,
            families: 0,
            homes: Vec::new(),
            lives: Vec::new(),
            apart: HashSet::new(),
            records,
        };
        setup.settle(council, &facts, history);
        setup
    }

    /// Children of the list who are in no open episode of the history: the forecast of children alone does not know them.
    pub fn without_episode(&self) -> usize {
        self.newcomers
    }

    /// Children in care on the last day of a history that ends before the day of the data, who are not on the list of that
    /// day: they are taken to have left since.
    pub fn left_since(&self) -> usize {
        self.left_since
    }

    /// Children of the first evening, who are the first of every world.
    pub(super) const fn present(&self) -> usize {
        self.present.len()
    }

    fn settle(&mut self, council: &Council, facts: &Facts, history: &History) {
        let mut family_of: HashMap<ChildIx, u32> = HashMap::new();
        for group in facts.families.groups() {
            for child in group {
                family_of.insert(*child, self.families);
            }
            self.families += 1;
        }
        let last = history.last_number();
        let is_earlier = history.last < council.as_at;
        let mut seen = HashSet::new();
        for (spell, record) in history.spells.iter().zip(&self.records) {
            let Some(stay) = spell.stay_on(last) else {
                continue;
            };
            if is_earlier && record.is_none() {
                // Those who have come since are counted below: with those who left there would be more children than ever.
                self.left_since += 1;
                continue;
            }
            let life = Life::of(spell, f64::from(stay.start));
            let lives = record.and_then(|ix| self.cast.records.lives[ix.at()]);
            let state = lives.unwrap_or(stay.state);
            seen.extend(*record);
            self.present.push(Present {
                life,
                state,
                record: record.unwrap_or(ChildIx(u32::MAX)),
                is_record: record.is_some(),
                family: u32::MAX,
                lives: lives.is_some(),
            });
        }
        // Children of the list who are in no episode: those who have just come.
        for ix in council.looked_after().filter(|ix| !seen.contains(ix)) {
            self.present.push(newcomer(council, facts, ix));
            self.newcomers += 1;
        }
        for child in &mut self.present {
            let known = child.is_record.then(|| family_of.get(&child.record));
            child.family = known.flatten().copied().unwrap_or_else(|| {
                self.families += 1;
                self.families - 1
            });
        }
        let known = self.present.iter().enumerate();
        let known = known.filter(|(_, child)| child.is_record);
        let at: HashMap<ChildIx, u32> = known.map(|(at, c)| (c.record, at as u32)).collect();
        let apart = council.sibling_links.iter();
        let apart = apart.filter(|link| link.plan == SiblingPlan::Apart);
        self.apart = apart
            .filter_map(|link| at.get(&link.pair.0).zip(at.get(&link.pair.1)))
            .map(|(a, b)| (*a.min(b), *a.max(b)))
            .collect();
        self.house(council, facts);
    }

    fn house(&mut self, council: &Council, facts: &Facts) {
        let mut at_home = HashMap::new();
        for ix in council.home_indices() {
            let ours = facts.living_in[ix.at()].len() as u8;
            if let Some(home) = Home::of(council, ix, ours) {
                at_home.insert(ix, self.homes.len() as u32);
                self.homes.push(home);
            }
        }
        let lives = self.present.iter().map(|child| {
            let home = child.is_record.then(|| facts.lives_in[child.record.at()]);
            at_home.get(&home.flatten()?).copied()
        });
        self.lives = lives.collect();
    }

    /// The evening before the first month.
    pub(super) fn begin<'w>(&'w self, key: (u64, u64)) -> World<'w> {
        let start = f64::from(day_number(self.model.from));
        let council = self.cast.council();
        let mut world = World {
            cast: self.cast,
            council,
            homes: Vec::with_capacity(self.homes.len() + 64),
            like: vec![Vec::new(); council.homes.len()],
            children: Vec::with_capacity(self.present.len() * 2),
            families: vec![Vec::new(); self.families as usize],
            apart: self.apart.clone(),
            now: start,
        };
        for home in &self.homes {
            world.add_home(home.clone());
        }
        let clocks = keyed(key, Kind::Present);
        for (number, (present, home)) in (0..).zip(self.present.iter().zip(&self.lives)) {
            let clocks = (number, Clocks::of(&clocks, number));
            let as_record = (present.record, present.is_record);
            let lives = (present.life, present.state);
            let mut child = Child::new(lives, start, as_record, present.family, clocks);
            if !present.is_record {
                let unit = child.unit();
                child.record = self.like(&child, unit);
            }
            let at = world.add_child(child);
            self.put(&mut world, at, (*home, present.lives));
        }
        world
    }

    fn put(&self, world: &mut World<'_>, at: u32, (home, lives): (Option<u32>, bool)) {
        let child = &mut world.children[at as usize];
        let Some(setting) = child.setting else { return };
        match home {
            Some(home) => {
                child.home = Some(home);
                let of = &mut world.homes[home as usize];
                of.residents.push(at);
                let age = child.age(world.now);
                child.place = Some(self.cast.place(child.record, age, of.like, 0));
            }
            // A residential school or another home that no round fills.
            None if lives => child.goes_outside(child.state),
            // The list does not say where she lives: she is placed first.
            None => child.waits(child.state, setting),
        }
    }

    /// A record that a child is like, by her setting, stream and age.
    pub(super) fn like(&self, child: &Child, unit: f64) -> ChildIx {
        let setting = child.setting.unwrap_or(Setting::Family);
        let age = child.age(child.time);
        let records = &self.cast.records;
        let settings = [setting, Setting::Family, Setting::Home, Setting::Supported];
        settings
            .iter()
            .find_map(|setting| records.like(*setting, child.life.uasc, age, unit))
            .unwrap_or(ChildIx(0))
    }

    /// Share of the children of today who come from a district.
    pub(super) fn came_from(&self, area: u32) -> f64 {
        let council = self.cast.council();
        let from = council.children.iter();
        let from = from.filter(|child| child.home_area == Some(area)).count();
        from as f64 / council.children.len().max(1) as f64
    }

    /// Own foster households of today, those among them that have left since.
    pub(super) fn own_households(&self) -> Vec<HomeIx> {
        let own = self.homes.iter().filter(|home| home.own && home.fostering);
        own.map(|home| home.like).collect()
    }

    /// The first number of a family that comes.
    pub(super) const fn next_family(&self) -> u32 {
        self.families
    }
}

/// A child who has come and lives nowhere yet.
fn newcomer(council: &Council, facts: &Facts, ix: ChildIx) -> Present {
    let child = council.child(ix);
    let lives = facts.lives_in[ix.at()].map(|home| Setting::state(council.home(home)));
    let planned = match child.planned_setting {
        PlannedSetting::Residential => State::ExternalHome,
        PlannedSetting::Supported => State::Supported,
        PlannedSetting::Family | PlannedSetting::Any => State::OwnFoster,
    };
    let start = f64::from(day_number(child.entered_care));
    Present {
        life: Life {
            birthdays: birthdays(child.born).map(f64::from),
            uasc: child.flags.uasc,
            need: child.need_code,
            start,
            stay: start,
        },
        state: lives.unwrap_or(planned),
        record: ix,
        is_record: true,
        family: u32::MAX,
        lives: lives.is_some(),
    }
}

/// Mean weekly cost of a child in homes, weighed by the children in them; 0 where nobody lives in any.
fn mean_cost(council: &Council, of: impl Fn(&crate::model::Home) -> bool) -> f64 {
    let (mut pence, mut children) = (0, 0);
    for placement in &council.placements {
        let home = council.home(placement.home);
        if of(home) {
            pence += home.weekly_cost.pence();
            children += 1;
        }
    }
    pence as f64 / 100.0 / f64::from(children.max(1))
}

fn outside(council: &Council) -> [f64; State::ALL.len()] {
    State::ALL.map(|state| mean_cost(council, |home| Setting::state(home) == state))
}
