//! What happens to homes in a month: households leave, are recruited, held and freed; and what a scenario opens, closes or
//! brings in house.

use super::chance::{Cause, Events, unit};
use super::home::{Home, Standing};
use super::influence::{Influence, is_which};
use super::month::{Month, Run};
use super::outcomes::Measure;
use crate::forecast::cast::Setting;
use crate::forecast::changes::Each;
use crate::forecast::history::State;
use crate::model::{AreaClass, AuthorityIx, HomeIx, Sector};

const YEAR: f64 = 365.25;
/// Age of the oldest carer of a household that is recruited (assumed: between 35 and 60).
const RECRUITED_AGE: (f64, f64) = (35.0, 60.0);

/// Everything that happens to homes before the children's month.
pub fn pass(run: &mut Run<'_>, month: Month, influence: &Influence) {
    for home in &mut run.world.homes {
        home.staying_put.retain(|until| *until > month.end);
    }
    run.holds(month);
    run.close(month);
    run.leave(month, influence);
    run.recruit(month, influence);
    run.convert(month);
    run.offers(month);
}

impl Run<'_> {
    fn is_own_foster(home: &Home) -> bool {
        home.own && home.fostering && home.exists()
    }

    /// Holds of today end in their own time.
    pub(super) fn begin_holds(&mut self) {
        for home in &mut self.world.homes {
            if matches!(home.standing, Standing::Held(_)) {
                let unit = self.chance.unit(Cause::Holds, home.number, 1 << 30);
                let left = -(1.0 - unit).ln() * self.setup.supply.hold_months.figure;
                home.standing = Standing::Held(self.world.now + left * YEAR / 12.0);
            }
        }
    }

    /// A household on hold takes children again; another, in which nobody lives, is held. As many are held as today, in the
    /// mean, or as many as a scenario's share of usable places leaves.
    fn holds(&mut self, month: Month) {
        let supply = &self.setup.supply;
        let changed = self
            .changes
            .usable_share
            .filter(|(_, from)| month.day >= *from);
        let held = changed.map_or(supply.held.figure, |(usable, _)| {
            (1.0 - usable).clamp(0.0, 0.99)
        });
        let own = self.world.homes.iter().filter(|h| Self::is_own_foster(h));
        let (mut all, mut empty) = (0.0, 0.0_f64);
        for home in own {
            all += 1.0;
            empty += f64::from(u8::from(Self::may_be_held(home)));
        }
        // So many begin as end in a month when as many are held as should be.
        let begins = (held * all / supply.hold_months.figure / empty.max(1.0)).min(1.0);
        for home in &mut self.world.homes {
            if matches!(home.standing, Standing::Held(until) if until <= month.end) {
                home.standing = Standing::Open;
            } else if Self::may_be_held(home) {
                let unit = self.chance.unit(Cause::Holds, home.number, month.at as u64);
                if unit < begins {
                    let left = -(unit / begins).max(1e-9).ln() * supply.hold_months.figure;
                    home.standing = Standing::Held(month.end + left * YEAR / 12.0);
                }
            }
        }
    }

    /// Households with children are hardly ever on hold.
    fn may_be_held(home: &Home) -> bool {
        Self::is_own_foster(home) && home.standing == Standing::Open && home.residents.is_empty()
    }

    /// Homes that a scenario closes.
    fn close(&mut self, month: Month) {
        for change in &self.changes.closed {
            if change.on <= month.day && day_after(month.begun) <= day_of(change.on) {
                let is = |home: &Home| {
                    let record = self.world.council.home(home.like);
                    home.exists() && is_which(&change.which, self.world.council, record)
                };
                let which: Vec<u32> = (0..self.world.homes.len() as u32)
                    .filter(|at| is(&self.world.homes[*at as usize]))
                    .take(change.most.map_or(usize::MAX, |most| most as usize))
                    .collect();
                for home in which {
                    self.shut(home, month);
                }
            }
        }
    }

    /// A home closes, and the children in it look for another.
    fn shut(&mut self, home: u32, month: Month) {
        let of = &mut self.world.homes[home as usize];
        of.standing = Standing::Closed;
        let is_own_household = of.own && of.fostering;
        let left = u32::from(is_own_household);
        self.out.add(month.at, Measure::HouseholdsLeft, left);
        if !of.own {
            // Nobody else has more places for it.
            self.lost[of.setting as usize] += of.residents.len();
        }
        of.staying_put.clear();
        for child in of.residents.clone() {
            let setting = self.world.children[child as usize].setting;
            let state = self.world.children[child as usize].state;
            self.moves_out(child, month);
            let who = &mut self.world.children[child as usize];
            who.life.stay = month.begun;
            who.waits(state, setting.unwrap_or(Setting::Family));
        }
    }

    /// Own foster households resign and retire.
    fn leave(&mut self, month: Month, influence: &Influence) {
        let supply = &self.setup.supply;
        let years = (month.end - self.start()) / YEAR;
        let mut leaving = Vec::new();
        for (at, home) in self.world.homes.iter().enumerate() {
            if !Self::is_own_foster(home) {
                continue;
            }
            let age = home.carer_age.map(|age| age + years);
            let factor =
                influence.attrition(self.world.council, self.world.council.home(home.like));
            let rate =
                supply.leaving_at(age, !home.residents.is_empty()) * self.drawn.leaving * factor;
            let unit = self
                .chance
                .unit(Cause::Leaves, home.number, month.at as u64);
            let retires = self.changes.retire_at.is_some_and(|(limit, from)| {
                month.day >= from && age.is_some_and(|age| age >= f64::from(limit))
            });
            if unit < 1.0 - (-rate * (month.end - month.begun) / YEAR).exp() || retires {
                leaving.push(at as u32);
            }
        }
        for home in leaving {
            self.shut(home, month);
        }
    }

    fn start(&self) -> f64 {
        f64::from(crate::forecast::history::day_number(self.setup.model.from))
    }

    /// Households that come as they always have, and those that a scenario recruits or opens.
    fn recruit(&mut self, month: Month, influence: &Influence) {
        let own = self.world.homes.iter();
        let own = own.filter(|home| home.own && home.fostering && !home.is_new);
        // Like those of today, so that they are the same where others have come in house.
        let mut like = self.setup.own_households();
        if like.is_empty() {
            like.extend(own.clone().map(|home| home.like));
        }
        let own = own.count();
        let rate = self.setup.supply.recruited.figure * self.drawn.recruited;
        let mean = own as f64 * rate * influence.recruitment() * (month.end - month.begun) / YEAR;
        let mut recruits = Events::of(self.chance.stream(Cause::Recruits, 0, month.at as u64));
        for nth in 0.. {
            let Some((_, [which, age])) = recruits.next(mean) else {
                break;
            };
            let like = like[((which * like.len() as f64) as usize).min(like.len() - 1)];
            self.open(
                like,
                (number_of(0, month, nth), age),
                month,
                Each::default(),
            );
        }
        for (at, change) in self.changes.recruited.iter().enumerate() {
            let number = self.still_due((3, at), change.homes, change.between, month);
            let mut rng = self
                .chance
                .stream(Cause::Recruits, 1 + at as u64, month.at as u64);
            for nth in 0..number {
                let (which, age) = (unit(&mut rng), unit(&mut rng));
                if let Some(like) = self.prospect(change, which) {
                    let number = number_of(1 + at, month, nth);
                    self.open(like, (number, age), month, change.each);
                }
            }
        }
    }

    /// The home that could exist which a recruited one is like: of the district that is named, or one for whom children
    /// come from.
    fn prospect(&self, change: &crate::forecast::changes::Recruited, unit: f64) -> Option<HomeIx> {
        let stages = self.setup.cast.stages;
        let council = self.world.council;
        let of_kind = stages
            .prospects
            .iter()
            .enumerate()
            .filter(|(_, p)| p.kind.id == change.kind);
        let weight = |area: u32| match &change.district {
            Some(code) => f64::from(u8::from(council.areas[area as usize].code == *code)),
            None => 0.01 + self.setup.came_from(area),
        };
        let weighed: Vec<(usize, f64)> = of_kind.map(|(at, p)| (at, weight(p.area))).collect();
        let sum: f64 = weighed.iter().map(|(_, weight)| weight).sum();
        let mut left = unit * sum;
        let mut found = None;
        for (at, weight) in weighed.into_iter().filter(|(_, weight)| *weight > 0.0) {
            found = Some(HomeIx(stages.first_prospect.0 + at as u32));
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        found
    }

    fn open(&mut self, like: HomeIx, (number, age): (u64, f64), month: Month, each: Each) {
        let Some(mut home) = Home::of(self.world.council, like, 0) else {
            return;
        };
        home.number = number;
        home.standing = Standing::Open;
        home.others = 0;
        let record = self.world.council.home(like);
        home.places = (record.places, record.places_if_siblings.max(record.places));
        let years = (month.end - self.start()) / YEAR;
        let (youngest, oldest) = RECRUITED_AGE;
        home.carer_age = Some(youngest + age * (oldest - youngest) - years);
        home.is_new = true;
        home.pence_a_week = each.pence_a_week;
        self.once_pence += u64::from(each.once_pence);
        if home.fostering {
            self.out.add(month.at, Measure::HouseholdsCame, 1);
        }
        self.world.add_home(home);
    }

    /// Agency households that come over with the children in them.
    fn convert(&mut self, month: Month) {
        for at in 0..self.changes.converted.len() {
            let change = self.changes.converted[at];
            let mut number = self.still_due((4, at), change.homes, change.between, month);
            for home in 0..self.world.homes.len() {
                let of = &mut self.world.homes[home];
                let council = self.world.council;
                let near =
                    council.area_class(AuthorityIx::default(), &council.home(of.like).authority);
                // Of agencies: another authority's carers stay its own.
                let is_agency = of.state == State::AgencyFoster
                    && matches!(
                        council.home(of.like).sector,
                        Sector::Private | Sector::Voluntary
                    );
                let comes = !of.own && is_agency && of.exists() && !of.residents.is_empty();
                if number == 0 || !comes || near != AreaClass::InArea {
                    continue;
                }
                number -= 1;
                self.lost[of.setting as usize] += of.residents.len();
                (of.own, of.state) = (true, State::OwnFoster);
                of.pence_a_week = change.each.pence_a_week;
                self.once_pence += u64::from(change.each.once_pence);
                of.weekly = self.setup.own_foster;
                for child in of.residents.clone() {
                    self.world.children[child as usize].state = State::OwnFoster;
                }
                self.out.add(month.at, Measure::HouseholdsCame, 1);
            }
        }
    }
}

/// The number of a household that comes: of the cause, the month and how many came of it before in the month.
fn number_of(cause: usize, month: Month, nth: u32) -> u64 {
    (1 << 56) | ((cause as u64) << 40) | ((month.at as u64) << 32) | u64::from(nth)
}

fn day_of(day: crate::model::Date) -> f64 {
    f64::from(crate::forecast::history::day_number(day))
}

const fn day_after(evening: f64) -> f64 {
    evening + 1.0
}
