//! Which free places of others are on offer: the market gives the same place to another council and offers another, and has
//! more of them in one year than in the next.

use rand::seq::SliceRandom;
use rand_distr::{Distribution, StandardNormal};

use super::chance::{Cause, Chance};
use super::month::{Month, Run};
use crate::forecast::cast::Setting;
use crate::forecast::history::State;

/// Months of a quarter, for which places of others are on offer or not.
const QUARTER: usize = 3;
const QUARTERS_A_YEAR: f64 = 4.0;

/// By setting: free places of others that the council can get, for each of today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Market([f64; 3]);

impl Default for Market {
    fn default() -> Self {
        Self([1.0; 3])
    }
}

impl Market {
    /// Goes on by a quarter: a walk whose mean stays what it is, of a standard deviation in a year on the log scale.
    fn walk(&mut self, swing: f64, chance: &Chance, quarter: u64) {
        let step = swing / QUARTERS_A_YEAR.sqrt();
        for (setting, free) in self.0.iter_mut().enumerate() {
            // The streams before these say which places are on offer.
            let number = (Setting::ALL.len() + setting) as u64;
            let mut rng = chance.stream(Cause::Offers, number, quarter);
            let by: f64 = StandardNormal.sample(&mut rng);
            *free *= (step * by - 0.5 * step * step).exp();
        }
    }
}

impl Run<'_> {
    /// Children in homes of others of a setting that no round fills.
    fn elsewhere(&self, setting: Setting) -> usize {
        if setting != Setting::Home {
            return 0;
        }
        let lives = |c: &&super::child::Child| {
            !c.gone && c.home.is_none() && c.seeks.is_none() && c.state == State::ExternalHome
        };
        self.world.children.iter().filter(lives).count()
    }

    /// Every quarter: as many as the council can get, drawn anew among all that its children do not fill.
    pub(super) fn offers(&mut self, month: Month) {
        if !month.at.is_multiple_of(QUARTER) {
            return;
        }
        let quarter = (month.at / QUARTER) as u64;
        if quarter > 0 {
            let swing = self.setup.supply.swing.figure;
            self.market.walk(swing, &self.chance, quarter);
        }
        let scaled = self
            .changes
            .external_share
            .filter(|(_, from)| month.day >= *from);
        for setting in Setting::ALL {
            let mut ours = self.elsewhere(setting);
            let mut free = Vec::new();
            for (at, home) in self.world.homes.iter_mut().enumerate() {
                if home.own || home.setting != setting || !home.exists() {
                    continue;
                }
                home.on_offer = 0;
                ours += home.residents.len();
                let left = usize::from(home.places.0).saturating_sub(home.taken());
                if left > 0 {
                    free.push((at, left));
                }
            }
            let pool = self.setup.supply.pool[setting as usize];
            let share = scaled.map_or(1.0, |(share, _)| self.setup.supply.scaled(share));
            let can_get = pool.filled + pool.free * share * self.market.0[setting as usize];
            let mut number = (can_get.round() as usize)
                .saturating_sub(self.lost[setting as usize])
                .saturating_sub(ours);
            let mut rng = self.chance.stream(Cause::Offers, setting as u64, quarter);
            free.shuffle(&mut rng);
            // A home offers what it has free, so that brothers and sisters can come together.
            for (home, left) in free {
                let offered = left.min(number);
                number -= offered;
                self.world.homes[home].on_offer = offered as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Free places after two years, over many futures.
    fn after_two_years(swing: f64) -> Vec<f64> {
        let after = |replication| {
            let (chance, mut market) = (Chance::of((7, replication)), Market::default());
            for quarter in 1..=8 {
                market.walk(swing, &chance, quarter);
            }
            market.0[Setting::Home as usize]
        };
        (0..2_000).map(after).collect()
    }

    #[test]
    fn a_market_keeps_its_mean_and_swings_more_the_longer_it_goes_on() {
        let free = after_two_years(0.1);
        let mean = free.iter().sum::<f64>() / 2e3;
        let logs: Vec<f64> = free.iter().map(|free| free.ln()).collect();
        let middle = logs.iter().sum::<f64>() / 2e3;
        let spread = (logs.iter().map(|l| (l - middle).powi(2)).sum::<f64>() / 2e3).sqrt();
        assert!((mean - 1.0).abs() < 0.01, "{mean}");
        assert!((spread - 0.1 * 2_f64.sqrt()).abs() < 0.007, "{spread}");
        assert_eq!(after_two_years(0.0), [1.0; 2_000]);
    }

    #[test]
    fn settings_swing_on_their_own() {
        let mut market = Market::default();
        market.walk(0.1, &Chance::of((7, 1)), 1);
        let [family, home, supported] = market.0;
        assert!(family != home && home != supported && family != supported);
    }
}
