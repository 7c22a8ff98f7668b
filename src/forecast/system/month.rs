//! One replication, month by month.

use std::collections::BTreeMap;

use super::Setup;
use super::audit::{Audited, audit};
use super::chance::{Cause, Chance, poisson, unit};
use super::child::Child;
use super::groups::{self, Counted};
use super::homes;
use super::influence::{Influence, due, is};
use super::outcomes::{Measure, Outcomes, Weekly};
use super::placing;
use super::world::World;
use crate::forecast::arrivals::{Arrivals, DrawnRate, YEAR};
use crate::forecast::changes::Changes;
use crate::forecast::hazard::Rates;
use crate::forecast::history::day_number;
use crate::forecast::simulate::{Clocks, Kind, keyed};
use crate::forecast::supply::Drawn;
use crate::model::Date;
use crate::optimise::SolveError;
use rand_distr::{Distribution, Poisson};

/// One replication under way.
pub struct Run<'r> {
    pub setup: &'r Setup<'r>,
    pub changes: &'r Changes,
    pub rates: Rates,
    pub drawn: Drawn,
    pub chance: Chance,
    pub world: World<'r>,
    pub out: Outcomes,
    /// How many of each scenario's scheduled changes have been done, by kind and position.
    pub done: BTreeMap<(u8, usize), u32>,
    /// By setting: places of others that have closed or come in house since the start, with our children in them.
    pub lost: [usize; 3],
    audits: Audits,
    next_family: u32,
    key: (u64, u64),
}

/// A month.
#[derive(Debug, Clone, Copy)]
pub struct Month {
    /// Number, from 0.
    pub at: usize,
    /// Its last day.
    pub day: Date,
    /// From the evening before until its last evening, in days.
    pub begun: f64,
    /// Its last evening.
    pub end: f64,
}

/// Months that are placed in both ways.
#[derive(Default)]
struct Audits {
    /// Every so many months; 0 for none.
    every: usize,
    found: Vec<Audited>,
    failed: Option<SolveError>,
}

/// Runs one replication.
pub fn replicate(
    setup: &Setup<'_>,
    months: &[Date],
    changes: &Changes,
    key: (u64, u64),
) -> Outcomes {
    live(setup, months, changes, (key, 0)).0
}

/// Runs one replication, in which every so many months are placed in both ways.
pub fn audited(
    setup: &Setup<'_>,
    months: &[Date],
    changes: &Changes,
    key_and_every: ((u64, u64), usize),
) -> Result<Vec<Audited>, SolveError> {
    let (_, audits) = live(setup, months, changes, key_and_every);
    audits.failed.map_or(Ok(audits.found), Err)
}

fn live(
    setup: &Setup<'_>,
    months: &[Date],
    changes: &Changes,
    key_and_every: ((u64, u64), usize),
) -> (Outcomes, Audits) {
    let run = lived(setup, months, changes, key_and_every);
    (run.out, run.audits)
}

/// A replication that has come to its last evening.
pub fn lived<'r>(
    setup: &'r Setup<'r>,
    months: &[Date],
    changes: &'r Changes,
    (key, every): ((u64, u64), usize),
) -> Run<'r> {
    let mut drawing = keyed(key, Kind::Parameters);
    let rates = setup.model.hazards.draw(&mut drawing);
    // In the order of the forecast of demand, so that both draw the same.
    let streams: Vec<DrawnRate> = setup
        .model
        .streams
        .iter()
        .map(|arrivals| arrivals.draw(months.len() / 12 + 1, &mut drawing))
        .collect();
    let mut run = Run {
        drawn: setup.supply.draw(&mut drawing),
        chance: Chance::of(key),
        world: setup.begin(key),
        out: Outcomes::new(months.len(), setup.districts),
        done: BTreeMap::new(),
        lost: [0; 3],
        audits: Audits {
            every,
            ..Audits::default()
        },
        next_family: setup.next_family(),
        setup,
        changes,
        rates,
        key,
    };
    run.begin_holds();
    let mut begun = f64::from(day_number(setup.model.from));
    for (at, day) in months.iter().enumerate() {
        let end = f64::from(day_number(*day));
        let month = Month {
            at,
            day: *day,
            begun,
            end,
        };
        run.month(month, &streams);
        begun = end;
    }
    run
}

impl Run<'_> {
    fn month(&mut self, month: Month, streams: &[DrawnRate]) {
        let influence = Influence::on(self.changes, month.day);
        homes::pass(self, month, &influence);
        let present: Vec<u32> = (0..self.world.children.len() as u32)
            .filter(|c| !self.world.children[*c as usize].gone)
            .collect();
        self.carry(&present, month, &influence);
        self.scheduled(month);
        for (stream, rate) in streams.iter().enumerate() {
            self.arrivals(month, (stream, rate), &influence);
        }
        self.on_top(month);
        self.world.now = month.end;
        let waits = |c: &u32| {
            let child = &self.world.children[*c as usize];
            !child.gone && child.seeks.is_some() && child.time <= month.end
        };
        let children = 0..self.world.children.len() as u32;
        let waiting: Vec<u32> = children.filter(waits).collect();
        let placed = self.place(waiting, month);
        self.count_placed(month, &placed);
        // What is left of the month for those who moved or came in it.
        let behind: Vec<u32> = (0..self.world.children.len() as u32)
            .filter(|c| {
                let child = &self.world.children[*c as usize];
                !child.gone && child.time < month.end
            })
            .collect();
        self.carry(&behind, month, &influence);
        let council = self.world.council;
        let weekly = Weekly {
            outside: self.setup.outside,
            factor: &|home| influence.price(council, council.home(home)),
        };
        self.out.count(month.at, &self.world, &weekly);
        // What begins with the simulation begins on the day from whose evening it runs.
        let first = month.begun as i32 + i32::from(month.at > 0);
        let spent = self.changes.spending.iter();
        let spent: f64 = spent.map(|cost| cost.pounds(first, month.end as i32)).sum();
        let spent = spent.round() as u32;
        self.out.add(month.at, Measure::SpentPounds, spent);
    }

    fn place(&mut self, waiting: Vec<u32>, month: Month) -> Vec<u32> {
        let every = self.audits.every;
        let audited =
            every > 0 && (month.at + 1).is_multiple_of(every) && self.audits.failed.is_none();
        if !audited {
            return placing::place(&mut self.world, waiting);
        }
        match audit(&mut self.world, waiting.clone(), month.day) {
            Ok((found, placed)) => {
                self.audits.found.push(found);
                placed
            }
            Err(why) => {
                self.audits.failed = Some(why);
                placing::place(&mut self.world, waiting)
            }
        }
    }

    fn count_placed(&mut self, month: Month, placed: &[u32]) {
        for &child in placed {
            let who = &self.world.children[child as usize];
            let Some((home, place)) = who.home.zip(who.place) else {
                continue;
            };
            let own = self.world.homes[home as usize].own;
            self.out.add(month.at, Measure::Placed, 1);
            self.out.add(month.at, Measure::PlacedOwn, u32::from(own));
            let approvals = u32::from(place.approvals);
            self.out.add(month.at, Measure::Approvals, approvals);
            if let Some(changes) = place.changes_school {
                let changed = u32::from(changes);
                self.out.add(month.at, Measure::SchoolKnown, 1);
                self.out.add(month.at, Measure::SchoolChanged, changed);
                let of = [(Counted::SchoolKnown, 1), (Counted::SchoolChanged, changed)];
                groups::add(&mut self.out, month.at, &self.world, child, &of);
            }
        }
    }

    /// Groups of one stream who come in a month: those of the forecast of demand, fewer where a scenario says so, and more
    /// from a stream of random numbers of their own.
    fn arrivals(
        &mut self,
        month: Month,
        (stream, rate): (usize, &DrawnRate),
        influence: &Influence,
    ) {
        let arrivals = &self.setup.model.streams[stream];
        let position = (month.at * self.setup.model.streams.len() + stream) as u64;
        let mut rng = keyed(self.key, Kind::Arrivals);
        rng.set_stream(position);
        let mean = self.mean(month, arrivals, rate);
        let groups = Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(&mut rng)) as u64;
        let mut most: f64 = 1.0;
        for group in 0..groups {
            let (when, which) = (unit(&mut rng), unit(&mut rng));
            let factor = self.entering(arrivals, which, influence);
            most = most.max(factor);
            // The number is the group's own, so that who stays away in one scenario does in all with fewer.
            let keeps = self.chance.unit(Cause::Added, position << 16 | group, 0);
            if keeps < factor {
                self.come(
                    month,
                    (arrivals, which),
                    when,
                    (position << 32) | (group << 8),
                );
            }
        }
        if self.changes.entries.is_empty() {
            return;
        }
        let mut added = self.chance.stream(Cause::Added, position, 1 << 40);
        let bound = self.greatest(influence) - 1.0;
        for group in 0..poisson(mean * bound, &mut added) {
            let (when, which) = (unit(&mut added), unit(&mut added));
            let keeps = unit(&mut added);
            if keeps * bound < self.entering(arrivals, which, influence) - 1.0 {
                let number = (1 << 63) | (position << 32) | (group << 8);
                self.come(month, (arrivals, which), when, number);
            }
        }
    }

    fn mean(&self, month: Month, arrivals: &Arrivals, rate: &DrawnRate) -> f64 {
        let start = f64::from(day_number(self.setup.model.from));
        let middle = ((month.begun + month.end) / 2.0 - start) / YEAR;
        let season = arrivals
            .season
            .map_or(1.0, |s| s[month.day.month() as usize - 1]);
        rate.at(middle) * arrivals.groups_in_a_part() * season * (month.end - month.begun) / YEAR
    }

    /// A scenario's factor on a group: that of its first child.
    fn entering(&self, arrivals: &Arrivals, which: f64, influence: &Influence) -> f64 {
        if self.changes.entries.is_empty() {
            return 1.0;
        }
        let (spell, _) = arrivals.group(which).members[0];
        let (life, state) = self.setup.model.beginnings[spell];
        let age = ((life.start - life.birthdays[0]) / YEAR).clamp(0.0, 17.0) as u8;
        influence.entering(age, life.uasc, state)
    }

    /// The greatest factor that any group could have.
    fn greatest(&self, influence: &Influence) -> f64 {
        use crate::forecast::history::State;
        let mut greatest: f64 = 1.0;
        for age in 0..18 {
            for uasc in [false, true] {
                for state in State::ALL {
                    greatest = greatest.max(influence.entering(age, uasc, state));
                }
            }
        }
        greatest
    }

    /// A group like one of the history comes on a day of the month.
    fn come(&mut self, month: Month, (arrivals, which): (&Arrivals, f64), when: f64, number: u64) {
        let day = month.begun + 1.0 + (when * (month.end - month.begun)).floor();
        let family = self.next_family;
        self.next_family += 1;
        let coming = keyed(self.key, Kind::Coming);
        for (member, (spell, after)) in arrivals.group(which).members.iter().enumerate() {
            let (life, state) = self.setup.model.beginnings[*spell];
            let begin = day + f64::from(*after);
            let life = life.later(begin - life.start);
            let clocks = Clocks::of(&coming, number | member as u64);
            self.enter(month, (life, state), (begin, *spell), family, clocks);
        }
    }

    /// A child comes into care.
    fn enter(
        &mut self,
        month: Month,
        lives: (
            crate::forecast::hazard::Life,
            crate::forecast::history::State,
        ),
        (begin, spell): (f64, usize),
        family: u32,
        clocks: Clocks,
    ) {
        self.out.add(month.at, Measure::Entries, 1);
        let as_record = (crate::model::ChildIx(0), false);
        let mut child = Child::new(lives, begin, as_record, family, clocks);
        let known = self.setup.records.get(spell).copied().flatten();
        let known = known.filter(|_| child.setting.is_some());
        let unit = child.unit();
        child.record = known.unwrap_or_else(|| self.setup.like(&child, unit));
        if let Some(setting) = child.setting {
            child.waits(lives.1, setting);
        }
        self.world.add_child(child);
    }

    /// Children who come on top, as a scenario says.
    fn on_top(&mut self, month: Month) {
        for (at, change) in self.changes.arriving.iter().enumerate() {
            let wanted = due(change.children, change.between, month.day);
            let done = *self.done.entry((0, at)).or_default();
            let mut rng = self
                .chance
                .stream(Cause::Added, 1 << 40 | at as u64, month.at as u64);
            let (mut come, mut tries) = (0, 0);
            while done + come < wanted && tries < 5_000 {
                tries += 1;
                let stream = self.setup.model.streams.iter();
                let uasc = change.who.uasc.unwrap_or(false);
                let of = |a: &&Arrivals| {
                    self.setup.model.beginnings[a.groups[0].members[0].0].0.uasc == uasc
                };
                let Some(arrivals) = stream.clone().find(of).or_else(|| stream.clone().next())
                else {
                    break;
                };
                let (when, which) = (unit(&mut rng), unit(&mut rng));
                let group = arrivals.group(which);
                let (life, state) = self.setup.model.beginnings[group.members[0].0];
                let age = ((life.start - life.birthdays[0]) / YEAR).clamp(0.0, 17.0) as u8;
                if is(&change.who, age, life.uasc, state) {
                    let before = self.world.children.len();
                    let number = (3 << 62) | ((at as u64) << 48) | (u64::from(done + come) << 8);
                    self.come(month, (arrivals, which), when, number);
                    come += (self.world.children.len() - before) as u32;
                }
            }
            self.done.insert((0, at), done + come);
        }
    }
}
