//! Who lives where: each child, or each group of brothers and sisters, into a home of the right kind, on the
//! right side of the boundary and at the right distance.

use std::collections::BTreeMap;

use super::draws::Draws;
use super::dwelling::Dwelling;
use super::geography::{Geography, Point, suits};
use super::person::Person;
use super::profile::Profile;
use super::settings::{Cell, PlacementGroup, ProviderGroup, Setting};
use super::siblings::Unit;
use super::stock::Stock;
use crate::model::HomeKind;

/// Everything that is needed to place.
pub struct Placing<'a> {
    profile: &'a Profile,
    geography: &'a Geography,
    draws: Draws,
    /// The homes.
    pub stock: Stock,
    /// Homes with somebody in and maybe room for more.
    open: BTreeMap<(Setting, bool), Vec<usize>>,
    /// Index of each area's authority in the profile's list.
    authority_of: Vec<usize>,
}

impl<'a> Placing<'a> {
    /// Starts with a stock of homes.
    pub fn new(profile: &'a Profile, geography: &'a Geography, stock: Stock, seed: u64) -> Self {
        let index = |code: &str| {
            profile
                .authorities
                .iter()
                .position(|a| a.code == code)
                .unwrap_or(0)
        };
        Self {
            profile,
            geography,
            draws: Draws::new(seed, "placing"),
            stock,
            open: BTreeMap::new(),
            authority_of: geography
                .areas
                .iter()
                .map(|a| index(&a.authority))
                .collect(),
        }
    }

    /// Gives every family its home address and every unit its placement, the largest units first.
    pub fn place_all(&mut self, people: &mut [Person], units: &mut [Unit]) {
        self.give_families_homes(people, units);
        self.draws.shuffle(units);
        units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
        for unit in units.iter() {
            self.place(people, unit);
        }
    }

    fn give_families_homes(&mut self, people: &mut [Person], units: &[Unit]) {
        let mut families: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for &i in units.iter().flatten() {
            if let Some(family) = people[i].family {
                families.entry(family).or_default().push(i);
            }
        }
        for members in families.values() {
            let cells: Vec<Cell> = members.iter().map(|&i| people[i].cell).collect();
            let home = self.geography.home_for(&mut self.draws, &cells);
            members.iter().for_each(|&i| people[i].home = home);
        }
    }

    fn place(&mut self, people: &mut [Person], unit: &Unit) {
        let setting = people[unit[0]].setting;
        let joins = unit.len() == 1 && self.draws.chance(joining(setting.kind()));
        let found = if joins {
            self.join(people, unit, Some(16))
        } else {
            None
        };
        let home = found
            .or_else(|| self.open_one(people, unit))
            .or_else(|| self.join(people, unit, None))
            .unwrap_or_else(|| self.make(people, unit));
        self.move_in(people, unit, home);
    }

    fn move_in(&mut self, people: &[Person], unit: &Unit, home: usize) {
        let setting = people[unit[0]].setting;
        let dwelling = &mut self.stock.dwellings[home];
        dwelling.one_family = dwelling.occupants.is_empty();
        dwelling.occupants.extend(unit);
        let first = dwelling.one_family;
        if first && dwelling.has_room_for(1) {
            let inside = people[unit[0]].cell.is_inside();
            self.open.entry((setting, inside)).or_default().push(home);
        }
    }

    /// A home where somebody lives already, of some looked at, or of all.
    fn join(
        &mut self,
        people: &mut [Person],
        unit: &Unit,
        look_at: Option<usize>,
    ) -> Option<usize> {
        let person = &people[unit[0]];
        let key = (person.setting, person.cell.is_inside());
        if joining(person.setting.kind()) <= 0.0 {
            return None;
        }
        let open = self.open.get_mut(&key)?;
        open.retain(|&home| self.stock.dwellings[home].has_room_for(1));
        let n = open.len();
        let start = self.draws.below(n.max(1));
        for step in 0..look_at.unwrap_or(n).min(n) {
            let home = self.open[&key][(start + step) % n];
            if self.may_join(people, unit, home) {
                return Some(home);
            }
        }
        None
    }

    fn may_join(&mut self, people: &mut [Person], unit: &Unit, home: usize) -> bool {
        let dwelling = &self.stock.dwellings[home];
        let family = people[unit[0]].family;
        let kin = |&i: &usize| family.is_some() && people[i].family == family;
        let Some((place, _)) = dwelling.point else {
            return false;
        };
        if !dwelling.has_room_for(unit.len()) || dwelling.occupants.iter().any(kin) {
            return false;
        }
        let person = &mut people[unit[0]];
        if person.home.is_none() && person.cell.is_known() {
            let cell = person.cell;
            let home = (0..8)
                .map(|_| self.geography.draw_inside(&mut self.draws))
                .find(|h| suits(Some(h.0), place, cell));
            person.home = home;
            return home.is_some();
        }
        suits(person.home.map(|h| h.0), place, person.cell)
    }

    /// A home from the stock that nobody has used yet.
    fn open_one(&mut self, people: &mut [Person], unit: &Unit) -> Option<usize> {
        let setting = people[unit[0]].setting;
        if setting.is_in_house() {
            let household = self.take_household(unit.len())?;
            let point = self.point_for(people, unit, |_| 1.0);
            self.stock.dwellings[household].point = point;
            return Some(household);
        }
        if !setting.is_residential() || setting.provider == ProviderGroup::OtherPublic {
            return None;
        }
        let unused: Vec<f64> = (0..self.profile.authorities.len())
            .map(|a| {
                self.stock
                    .homes
                    .get(&(setting.provider, a))
                    .map_or(0.0, |list| list.len() as f64)
            })
            .collect();
        let by_area: Vec<f64> = self.authority_of.iter().map(|&a| unused[a]).collect();
        let point = self.point_for(people, unit, |area| by_area[area as usize])?;
        let authority = self.authority_of[point.1 as usize];
        let list = self.stock.homes.get_mut(&(setting.provider, authority))?;
        let home = list.pop()?;
        let dwelling = &mut self.stock.dwellings[home];
        dwelling.point = Some(point);
        dwelling.setting = setting;
        Some(home)
    }

    /// An unused own household for so many; one that is approved for more goes if none fits better.
    fn take_household(&mut self, size: usize) -> Option<usize> {
        let least = size.min(3) - 1;
        let weights: Vec<f64> = (0..3)
            .map(|i| {
                if i < least {
                    0.0
                } else {
                    self.stock.households[i].len() as f64
                }
            })
            .collect();
        let list = self.draws.weighted(&weights)?;
        self.stock.households[list].pop()
    }

    /// A home that was on no list: agency carers, connected persons, parents, adopters, supported
    /// accommodation, and homes further away than the list goes.
    fn make(&mut self, people: &mut [Person], unit: &Unit) -> usize {
        let setting = people[unit[0]].setting;
        let size = unit.len().min(200) as u8;
        let most = if setting.kind() == HomeKind::Foster {
            3
        } else {
            u8::MAX
        };
        let places = size_of(&mut self.draws, setting).max(size).min(most);
        let mut dwelling = Dwelling::new(setting, places);
        dwelling.point = self.point_for(people, unit, |_| 1.0);
        self.stock.add(dwelling)
    }

    /// Where the unit's home is, and the children's own home if it is not fixed yet.
    fn point_for(
        &mut self,
        people: &mut [Person],
        unit: &Unit,
        more: impl Fn(u32) -> f64,
    ) -> Option<Point> {
        let cell = people[unit[0]].cell;
        let mut home = people[unit[0]].home;
        if home.is_none() && cell.is_known() {
            home = self.geography.home_for(&mut self.draws, &[cell]);
        }
        let point = self
            .geography
            .place(&mut self.draws, home.map(|h| h.0), cell, more)?;
        unit.iter().for_each(|&i| people[i].home = home);
        Some(point)
    }
}

/// How often a child alone goes where another child lives already.
fn joining(kind: HomeKind) -> f64 {
    match kind {
        HomeKind::Foster => 0.35,
        HomeKind::ChildrensHome | HomeKind::OtherResidential => 0.35,
        HomeKind::SupportedAccommodation => 0.45,
        HomeKind::ResidentialSchool => 0.5,
        _ => 0.0,
    }
}

/// Places of a home that is on no list.
pub fn size_of(draws: &mut Draws, setting: Setting) -> u8 {
    match setting.placement {
        PlacementGroup::Foster if setting.connected => 1,
        PlacementGroup::Foster => draws.pick(&[(1, 0.22), (2, 0.46), (3, 0.32)]),
        PlacementGroup::ChildrensHome | PlacementGroup::OtherResidential => draws.pick(&[
            (1, 0.12),
            (2, 0.2),
            (3, 0.3),
            (4, 0.25),
            (5, 0.08),
            (6, 0.05),
        ]),
        PlacementGroup::Supported => {
            draws.pick(&[(1, 0.25), (2, 0.2), (3, 0.2), (4, 0.2), (6, 0.15)])
        }
        PlacementGroup::School => draws.pick(&[(12, 1.0), (20, 1.0), (30, 1.0)]),
        PlacementGroup::Parents | PlacementGroup::Adoption | PlacementGroup::Other => 1,
    }
}
