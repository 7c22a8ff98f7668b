//! Children who come into care in a month, and what a scenario adds.

use rand_distr::{Distribution, Poisson};

use super::chance::{Cause, Events, unit};
use super::child::Child;
use super::influence::{Influence, due, is};
use super::month::{Month, Run};
use crate::forecast::arrivals::{Arrivals, DrawnRate, YEAR};
use crate::forecast::hazard::Life;
use crate::forecast::history::{State, day_number};
use crate::forecast::simulate::{Clocks, Kind, keyed};
use crate::model::ChildIx;

/// What the numbers of children who come have more than those of children who are there at the start; and beside it those of
/// children whom a scenario adds by a rate, or as many as it says. The highest bits are left to causes and clocks.
const COMES: u64 = 1 << 58;
const BY_RATE: u64 = 1 << 56;
const ON_TOP: u64 = 1 << 57;

impl Run<'_> {
    /// Groups of one stream who come in a month: those of the forecast of demand, fewer where a scenario says so, and more
    /// from a stream of random numbers of their own.
    pub(super) fn arrivals(
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
        for group in 0..groups {
            let (when, which) = (unit(&mut rng), unit(&mut rng));
            let factor = self.entering(arrivals, which, influence);
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
        // Of the events of the greatest factor, each brings a group where the group's own factor is not behind it: those whom a
        // smaller factor adds come with a greater one too.
        let mut added = Events::of(self.chance.stream(Cause::Added, position, 1 << 40));
        let most = mean * (self.greatest(influence) - 1.0);
        for group in 0.. {
            let Some((gone, [when, which])) = added.next(most) else {
                break;
            };
            if gone < mean * (self.entering(arrivals, which, influence) - 1.0) {
                let number = BY_RATE | (position << 32) | (group << 8);
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
            let number = number | member as u64;
            let clocks = (COMES | number, Clocks::of(&coming, number));
            self.enter((life, state), (begin, *spell), family, clocks);
        }
        self.plan(family);
    }

    /// Of those who came as one family, which pairs are to live apart.
    fn plan(&mut self, family: u32) {
        let mut members = self.world.families[family as usize].clone();
        if members.len() < 2 {
            return;
        }
        let of = |child: &u32| &self.world.children[*child as usize];
        members.sort_by(|a, b| {
            let settings = of(a).setting.cmp(&of(b).setting);
            let born = of(a).life.birthdays[0].total_cmp(&of(b).life.birthdays[0]);
            settings.then(born).then(a.cmp(b))
        });
        let settings: Vec<_> = members.iter().map(|child| of(child).setting).collect();
        let unit = |nth: usize| {
            let first = of(&members[0]).number;
            self.chance.unit(Cause::Plans, first, nth as u64)
        };
        let all = (0..members.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let apart: Vec<(usize, usize)> = match self.setup.plans.apart(&settings, unit(0)) {
            Some(apart) => apart.to_vec(),
            None => {
                let share = self.setup.plans.by_itself();
                let each = all.enumerate();
                let apart = each.filter(|(nth, _)| unit(nth + 1) < share);
                apart.map(|(_, pair)| pair).collect()
            }
        };
        for (a, b) in apart {
            let (a, b) = (members[a], members[b]);
            self.world.apart.insert((a.min(b), a.max(b)));
        }
    }

    /// A child comes into care.
    fn enter(
        &mut self,
        lives: (Life, State),
        (begin, spell): (f64, usize),
        family: u32,
        clocks: (u64, Clocks),
    ) {
        let as_record = (ChildIx(0), false);
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
    pub(super) fn on_top(&mut self, month: Month) {
        for (at, change) in self.changes.arriving.iter().enumerate() {
            let wanted = due(change.children, change.between, month.day);
            let done = *self.done.entry((0, at)).or_default();
            let mut rng = self
                .chance
                .stream(Cause::Added, 1 << 40 | at as u64, month.at as u64);
            let (mut come, mut tries) = (0, 0_u64);
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
                    let number = ((at as u64) << 40) | ((month.at as u64) << 24) | (tries << 8);
                    let number = ON_TOP | number;
                    self.come(month, (arrivals, which), when, number);
                    come += (self.world.children.len() - before) as u32;
                }
            }
            self.done.insert((0, at), done + come);
        }
    }
}
