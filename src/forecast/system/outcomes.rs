//! The figures of one replication, counted at the end of every month.

use std::collections::BTreeMap;

pub use super::measure::Measure;

use super::groups::{self, COUNTED, Counted, GROUPS};
use super::world::World;
use crate::forecast::cast::Setting;
use crate::forecast::history::State;
use crate::model::Miles;

const MEASURES: usize = Measure::ALL.len();
/// Number of figures of a month: measures, then children by state without those who wait.
pub const FIGURES: usize = MEASURES + State::ALL.len();

/// Where the children of a state are among the figures.
pub const fn state_at(state: State) -> usize {
    MEASURES + state as usize
}

/// Kinds of place that children need: setting, and band of age in families.
pub const NEEDS: usize = 5;

/// Name of a kind of place, and for people.
pub const NEED_NAMES: [(&str, &str); NEEDS] = [
    ("foster_0_4", "Foster home, ages 0 to 4"),
    ("foster_5_10", "Foster home, ages 5 to 10"),
    ("foster_11_17", "Foster home, ages 11 to 17"),
    ("childrens_home", "Children's home"),
    ("supported_accommodation", "Supported accommodation"),
];

/// Sizes of sibling groups that need one household: two, three, four and more.
pub const SIBLINGS: usize = 3;

/// The setting of a kind of place.
pub const fn setting_of_need(need: usize) -> Setting {
    match need {
        0..=2 => Setting::Family,
        3 => Setting::Home,
        _ => Setting::Supported,
    }
}

fn need(setting: Setting, age: u8) -> usize {
    match (setting, age) {
        (Setting::Family, 0..=4) => 0,
        (Setting::Family, 5..=10) => 1,
        (Setting::Family, _) => 2,
        (Setting::Home, _) => 3,
        (Setting::Supported, _) => 4,
    }
}

/// Figures of one replication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// By month and figure, the figure running fastest.
    pub counts: Vec<u32>,
    /// By month, kind of place and district (the last is of no district): children whose plan asks for it.
    pub needs: Vec<u16>,
    /// By month and size: groups of brothers and sisters who are to live together in a family.
    pub siblings: Vec<u16>,
    /// By month, setting and district: places of the authority's own that its children can live in.
    pub supply: Vec<u16>,
    /// By month, group of children and what is counted of it, the last running fastest.
    pub groups: Vec<u32>,
    /// By kind and position among the changes of a scenario: children with whom what was asked for was done.
    pub done: BTreeMap<Scheduled, u32>,
    /// Districts, and one for none.
    pub districts: usize,
}

/// A number of children whom a scenario lets leave or move, by position among the changes of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheduled {
    /// Of [`Changes::reunified`](crate::forecast::changes::Changes::reunified).
    Leaving(usize),
    /// Of [`Changes::with_their_carers`](crate::forecast::changes::Changes::with_their_carers).
    WithCarers(usize),
    /// Of [`Changes::stepped_down`](crate::forecast::changes::Changes::stepped_down).
    SteppingDown(usize),
}

impl Outcomes {
    /// Nothing yet.
    pub fn new(months: usize, districts: usize) -> Self {
        Self {
            counts: vec![0; months * FIGURES],
            needs: vec![0; months * NEEDS * districts],
            siblings: vec![0; months * SIBLINGS],
            supply: vec![0; months * Setting::ALL.len() * districts],
            groups: vec![0; months * GROUPS * COUNTED],
            done: BTreeMap::new(),
            districts,
        }
    }

    /// Adds to a measure of a month.
    pub fn add(&mut self, month: usize, measure: Measure, number: u32) {
        self.counts[month * FIGURES + measure as usize] += number;
    }

    /// A measure of a month.
    pub fn of(&self, month: usize, measure: Measure) -> u32 {
        self.counts[month * FIGURES + measure as usize]
    }

    /// Counts a world at the end of a month; `weekly` is the cost of a child where no round places her, `near` the distance
    /// that counts as near home, which is one for all that is compared.
    pub fn count(&mut self, month: usize, world: &World<'_>, (weekly, near): (&Weekly<'_>, Miles)) {
        let mut pounds = 0.0;
        for at in 0..world.children.len() as u32 {
            let child = &world.children[at as usize];
            if child.gone || child.time > world.now {
                continue;
            }
            self.add(month, Measure::Children, 1);
            if let Some(setting) = child.setting {
                let record = world.council.child(child.record);
                let district = record.home_area.map_or(self.districts - 1, |a| a as usize);
                let need = need(setting, child.age(world.now));
                self.needs[(month * NEEDS + need) * self.districts + district] += 1;
            }
            if child.seeks.is_some() {
                self.add(month, Measure::Waiting, 1);
                let waits = [(Counted::Children, 1), (Counted::Waiting, 1)];
                groups::add(self, month, world, at, &waits);
                continue;
            }
            self.counts[month * FIGURES + state_at(child.state)] += 1;
            let home = child.home.map(|home| &world.homes[home as usize]);
            let costs = home.map_or(weekly.outside[child.state as usize], |home| {
                home.weekly * (weekly.factor)(home.like)
            });
            pounds += costs;
            let costs = costs.round() as u32;
            let Some(home) = home else {
                let of = [(Counted::Children, 1), (Counted::CostPounds, costs)];
                groups::add(self, month, world, at, &of);
                continue;
            };
            let own = u32::from(home.own);
            let in_area = u32::from(child.place.is_some_and(|place| place.in_area));
            let miles = child.place.and_then(|place| place.miles);
            let (known, distance) = (u32::from(miles.is_some()), miles.map_or(0, tenths));
            self.add(month, Measure::InRounds, 1);
            self.add(month, Measure::Own, own);
            self.add(month, Measure::InArea, in_area);
            self.add(month, Measure::DistanceKnown, known);
            self.add(month, Measure::MilesTenths, distance);
            let is_near = miles.is_some_and(|miles| miles <= near);
            self.add(month, Measure::Near, u32::from(is_near));
            let of = [
                (Counted::Children, 1),
                (Counted::CostPounds, costs),
                (Counted::InRounds, 1),
                (Counted::Own, own),
                (Counted::InArea, in_area),
                (Counted::DistanceKnown, known),
                (Counted::MilesTenths, distance),
            ];
            groups::add(self, month, world, at, &of);
        }
        self.add(
            month,
            Measure::CostHundreds,
            (pounds / 100.0).round() as u32,
        );
        self.homes(month, world);
    }

    fn homes(&mut self, month: usize, world: &World<'_>) {
        for home in world.homes.iter().filter(|home| home.exists()) {
            let staying = home.staying_put.len() as u32;
            self.add(month, Measure::StayingPut, staying);
            if !home.own {
                continue;
            }
            let places = u32::from(home.places.0);
            let usable = home.usable();
            if usable > 0 {
                let area = world.council.home(home.like).area;
                let district = area.map_or(self.districts - 1, |a| a as usize);
                let at = (month * Setting::ALL.len() + home.setting as usize) * self.districts;
                self.supply[at + district] += usable as u16;
            }
            if home.setting == Setting::Family {
                self.add(month, Measure::Households, 1);
                self.add(month, Measure::HouseholdPlaces, places);
                self.add(month, Measure::UsablePlaces, usable as u32);
                let filled = home.residents.len() as u32;
                self.add(month, Measure::FilledPlaces, filled);
            }
        }
    }
}

/// Tenths of a mile.
pub fn tenths(miles: Miles) -> u32 {
    (miles.as_f64() * 10.0).round() as u32
}

/// What a child costs a week, pounds.
pub struct Weekly<'a> {
    /// By state, where no round places her.
    pub outside: [f64; State::ALL.len()],
    /// A scenario's factor on the price of a home of the cast.
    pub factor: &'a dyn Fn(crate::model::HomeIx) -> f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_place_of_its_own() {
        let places = Measure::ALL.map(|measure| measure as usize);
        assert!(places.iter().enumerate().all(|(at, place)| at == *place));
        assert_eq!(state_at(State::Other), FIGURES - 1);
    }
}
