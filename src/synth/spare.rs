//! Places that nobody of this council takes: homes nobody of ours uses, other authorities' children, and
//! which homes take referrals. Approved places are not available places.

use super::draws::Draws;
use super::dwelling::Dwelling;
use super::geography::Geography;
use super::placing::size_of;
use super::profile::Profile;
use super::settings::{PlacementGroup, ProviderGroup, Setting};
use super::stock::{IN_HOUSE, Stock};
use crate::model::{HomeKind, HomeStatus};

/// Settles every home that is left, and every place that is left.
pub struct Spare<'a> {
    /// The figures.
    pub profile: &'a Profile,
    /// The map.
    pub geography: &'a Geography,
    /// The homes.
    pub stock: &'a mut Stock,
    /// Scale of the council against the published one.
    pub scale: f64,
    /// Scale of agency care against what the figures suggest.
    pub around: f64,
}

impl Spare<'_> {
    /// Does all of it.
    pub fn settle(&mut self, seed: u64) {
        let mut draws = Draws::new(seed, "spare");
        self.keep_approved_places();
        self.put_on_the_map(&mut draws);
        self.add_agency_households(&mut draws);
        self.add_supported_accommodation(&mut draws);
        self.take_in_others(&mut draws);
        self.open_in_house(&mut draws);
        self.open_others(&mut draws);
    }

    /// Brings the own households' places back to the approved number where a large sibling group needed a
    /// household that was not in the stock.
    fn keep_approved_places(&mut self) {
        let in_house = |d: &Dwelling| d.setting == IN_HOUSE;
        let sum: usize = self
            .stock
            .dwellings
            .iter()
            .filter(|d| in_house(d))
            .map(|d| usize::from(d.places))
            .sum();
        let mut over = sum as i64 - self.stock.approved as i64;
        for dwelling in self.stock.dwellings.iter_mut().filter(|d| in_house(d)) {
            while over > 0 && dwelling.free() > 0 && dwelling.places > 1 {
                dwelling.places -= 1;
                over -= 1;
            }
            // A group of four or more is above the approved places as an all-sibling household.
            while over > 0 && dwelling.one_family && dwelling.places > 3 {
                dwelling.places -= 1;
                over -= 1;
            }
            while over < 0 && dwelling.places < 3 {
                dwelling.places += 1;
                over += 1;
            }
        }
    }

    fn put_on_the_map(&mut self, draws: &mut Draws) {
        let authorities = &self.profile.authorities;
        let areas = &self.geography.areas;
        for dwelling in self
            .stock
            .dwellings
            .iter_mut()
            .filter(|d| d.point.is_none())
        {
            dwelling.point = match dwelling.authority {
                Some(at) => {
                    let there =
                        |a: u32| f64::from(areas[a as usize].authority == authorities[at].code);
                    self.geography.draw(draws, there)
                }
                None => None,
            }
            .or_else(|| Some(self.geography.draw_inside(draws)));
        }
    }

    /// Agency households where none of our children live, in the area and in adjoining authorities.
    fn add_agency_households(&mut self, draws: &mut Draws) {
        let ours = |inside: bool| -> (f64, f64) {
            let here = |d: &&Dwelling| {
                d.setting.is_agency()
                    && d.point
                        .is_some_and(|p| self.geography.is_inside(p.1) == inside)
            };
            let homes = self.stock.dwellings.iter().filter(here);
            homes.fold((0.0, 0.0), |(children, places), d| {
                (
                    children + d.occupants.len() as f64,
                    places + f64::from(d.places),
                )
            })
        };
        let ((children, places), (out_children, out_places)) = (ours(true), ours(false));
        let share = (self.profile.supply.agency_share_percent / 100.0).max(0.05);
        let mean = self.profile.supply.places_per_household;
        let more = |wanted: f64, have: f64| {
            ((wanted - have).max(0.0) / mean * self.around).round() as usize
        };
        let inside = more(children / share, places);
        let outside = more(out_children * 1.5 + children * 0.3, out_places);
        for at in 0..inside + outside {
            let provider = if draws.chance(0.9) {
                ProviderGroup::Private
            } else {
                ProviderGroup::Voluntary
            };
            let setting = Setting {
                provider,
                ..IN_HOUSE
            };
            let mut dwelling = Dwelling::new(setting, size_of(draws, setting));
            let adjoining = |a: u32| f64::from(self.geography.is_adjoining(a));
            dwelling.point = if at < inside {
                None
            } else {
                self.geography.draw(draws, adjoining)
            };
            dwelling.point = dwelling
                .point
                .or_else(|| Some(self.geography.draw_inside(draws)));
            self.stock.add(dwelling);
        }
    }

    /// One setting more for every five young people who live in one, and at least two.
    fn add_supported_accommodation(&mut self, draws: &mut Draws) {
        let supported = |d: &&Dwelling| d.setting.placement == PlacementGroup::Supported;
        let living: usize = self
            .stock
            .dwellings
            .iter()
            .filter(supported)
            .map(|d| d.occupants.len())
            .sum();
        let wanted = (living as f64 / 5.0).max(2.0 * self.scale.min(1.0)).round() as usize;
        for _ in 0..wanted {
            let setting = Setting {
                placement: PlacementGroup::Supported,
                provider: ProviderGroup::Private,
                connected: false,
            };
            let mut dwelling = Dwelling::new(setting, size_of(draws, setting));
            dwelling.point = Some(self.geography.draw_inside(draws));
            self.stock.add(dwelling);
        }
    }

    /// Other authorities' children, no more in the area than published.
    fn take_in_others(&mut self, draws: &mut Draws) {
        let mut left =
            (f64::from(self.profile.other_authorities.placed_inside) * self.scale).round() as u32;
        let mut order: Vec<usize> = (0..self.stock.dwellings.len()).collect();
        draws.shuffle(&mut order);
        // Residential homes first: most of the other authorities' children in an area live there.
        order.sort_by_key(|&i| !self.stock.dwellings[i].setting.is_residential());
        for at in order {
            let dwelling = &mut self.stock.dwellings[at];
            let inside = dwelling
                .point
                .is_some_and(|p| self.geography.is_inside(p.1));
            let chance = match (dwelling.setting.kind(), dwelling.setting.provider) {
                (_, ProviderGroup::Own) => 0.0,
                (HomeKind::ChildrensHome | HomeKind::OtherResidential, _) => 0.82,
                (HomeKind::Foster, _) if dwelling.occupants.is_empty() => 0.6,
                (HomeKind::Foster, _) => 0.35,
                (HomeKind::SupportedAccommodation | HomeKind::ResidentialSchool, _) => 0.7,
                _ => 0.0,
            };
            // A child who must be alone blocks the other places of the home.
            let alone = dwelling.setting.is_residential() && dwelling.occupants.len() == 1;
            let chance = if alone && draws.chance(0.15) {
                0.0
            } else {
                chance
            };
            for _ in 0..dwelling.free() {
                let counted = !inside || left > 0;
                if counted && dwelling.has_room_for(1) && draws.chance(chance) {
                    dwelling.others += 1;
                    left -= u32::from(inside);
                }
            }
        }
    }

    /// The published share of own approved places is vacant; the rest that is not filled is unavailable.
    fn open_in_house(&mut self, draws: &mut Draws) {
        let vacant = self.profile.supply.vacant_percent / 100.0 * self.stock.approved as f64;
        let mut left = vacant.round() as usize;
        let mut order: Vec<usize> = (0..self.stock.dwellings.len())
            .filter(|&i| self.stock.dwellings[i].setting == IN_HOUSE)
            .collect();
        draws.shuffle(&mut order);
        for at in order {
            let dwelling = &mut self.stock.dwellings[at];
            let free = usize::from(dwelling.free());
            dwelling.status = match free {
                0 => HomeStatus::Full,
                _ if free <= left => HomeStatus::Available,
                _ if dwelling.occupants.is_empty() || draws.chance(0.4) => HomeStatus::OnHold,
                _ => HomeStatus::Full,
            };
            if dwelling.status == HomeStatus::Available {
                left -= free;
            }
        }
    }

    /// Homes of others: most with a free place take referrals, some are on hold.
    fn open_others(&mut self, draws: &mut Draws) {
        for dwelling in self
            .stock
            .dwellings
            .iter_mut()
            .filter(|d| d.setting != IN_HOUSE)
        {
            let kind = dwelling.setting.kind();
            let offers = kind.is_offered() && kind != HomeKind::Connected;
            let available = if kind == HomeKind::Foster { 0.45 } else { 0.7 };
            dwelling.status = match dwelling.free() {
                0 => HomeStatus::Full,
                _ if !offers => HomeStatus::Full,
                _ if draws.chance(available) => HomeStatus::Available,
                _ => HomeStatus::OnHold,
            };
        }
    }
}
