//! Homes that exist whoever lives in them: the authority's own foster households, and the children's homes
//! on Ofsted's list.

use std::collections::BTreeMap;

use super::draws::Draws;
use super::dwelling::Dwelling;
use super::profile::Profile;
use super::quota::{repeated, share_out};
use super::settings::{PlacementGroup, ProviderGroup, Setting};

/// Homes, and which of them nobody has used yet.
pub struct Stock {
    /// Every home made so far.
    pub dwellings: Vec<Dwelling>,
    /// Unused own foster households by approved places (1, 2, 3).
    pub households: [Vec<usize>; 3],
    /// Unused children's homes by provider and authority.
    pub homes: BTreeMap<(ProviderGroup, usize), Vec<usize>>,
    /// Approved places of the authority's own mainstream households.
    pub approved: usize,
}

/// The authority's own mainstream foster care.
pub const IN_HOUSE: Setting = Setting {
    placement: PlacementGroup::Foster,
    provider: ProviderGroup::Own,
    connected: false,
};

/// A children's home of a provider.
pub const fn childrens_home(provider: ProviderGroup) -> Setting {
    Setting {
        placement: PlacementGroup::ChildrensHome,
        provider,
        connected: false,
    }
}

impl Stock {
    /// The stock at a scale (1 is the published size); `around` scales the neighbours' homes further.
    pub fn new(profile: &Profile, scale: f64, around: f64, seed: u64) -> Self {
        let approved = (f64::from(profile.foster_places.approved) * scale).round() as usize;
        let mut stock = Self {
            dwellings: Vec::new(),
            households: [const { Vec::new() }; 3],
            homes: BTreeMap::new(),
            approved,
        };
        stock.add_households(profile.supply.places_per_household);
        stock.add_homes(profile, scale, around);
        let mut draws = Draws::new(seed, "stock");
        stock
            .households
            .iter_mut()
            .for_each(|list| draws.shuffle(list));
        stock
            .homes
            .values_mut()
            .for_each(|list| draws.shuffle(list));
        stock
    }

    /// Adds a home and returns its position.
    pub fn add(&mut self, dwelling: Dwelling) -> usize {
        self.dwellings.push(dwelling);
        self.dwellings.len() - 1
    }

    /// Households of one, two and three places whose mean is the published one and whose sum is the approved
    /// places. One in two has two places; the others balance the mean.
    fn add_households(&mut self, mean: f64) {
        let households = (self.approved as f64 / mean).round() as usize;
        let threes = 0.25 + (mean - 2.0) / 2.0;
        let weights = [0.5 - threes, 0.5, threes].map(|w| w.clamp(0.0, 1.0));
        let mut places = repeated(&[1u8, 2, 3], &share_out(households, &weights));
        let mut sum: usize = places.iter().map(|p| usize::from(*p)).sum();
        for place in places.iter_mut().rev().filter(|p| **p == 2) {
            if sum < self.approved {
                (*place, sum) = (3, sum + 1);
            } else if sum > self.approved {
                (*place, sum) = (1, sum - 1);
            }
        }
        for count in places {
            let at = self.add(Dwelling::new(IN_HOUSE, count));
            self.households[usize::from(count) - 1].push(at);
        }
    }

    fn add_homes(&mut self, profile: &Profile, scale: f64, around: f64) {
        let rows = &profile.childrens_homes.rows;
        let weight = |own: bool| -> Vec<f64> {
            let counts = |r: &super::figures::HomesRow| (r.authority == profile.code) == own;
            rows.iter()
                .map(|r| if counts(r) { f64::from(r.number) } else { 0.0 })
                .collect()
        };
        let numbers = |own: bool, factor: f64| {
            let weights = weight(own);
            let total = (weights.iter().sum::<f64>() * factor).round() as usize;
            share_out(total, &weights)
        };
        let (inside, outside) = (numbers(true, scale), numbers(false, scale * around));
        for (at, row) in rows.iter().enumerate() {
            let provider = ProviderGroup::from_key(&row.sector).unwrap_or(ProviderGroup::Private);
            let authority = profile
                .authorities
                .iter()
                .position(|a| a.code == row.authority);
            for _ in 0..inside[at] + outside[at] {
                let mut home = Dwelling::new(childrens_home(provider), row.places);
                home.authority = authority;
                let ix = self.add(home);
                self.homes
                    .entry((provider, authority.unwrap_or(0)))
                    .or_default()
                    .push(ix);
            }
        }
    }
}
