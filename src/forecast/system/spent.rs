//! What a scenario spends beside placements in a month: levers as a whole, and each home and child of them.

use super::month::{Month, Run};
use super::outcomes::Measure;
use crate::forecast::cast::Setting;

impl Run<'_> {
    /// Adds up what the month costs beside placements, whole pounds.
    pub(super) fn count_spent(&mut self, month: Month) {
        // What begins with the simulation begins on the day from whose evening it runs.
        let first = month.begun as i32 + i32::from(month.at > 0);
        let levers = self.changes.spending.iter();
        let levers: f64 = levers
            .map(|cost| cost.pounds(first, month.end as i32))
            .sum();
        // A household on hold is still approved.
        let homes = self.world.homes.iter().filter(|home| home.exists());
        let homes: u64 = homes.map(|home| u64::from(home.pence_a_week)).sum();
        let children = self.world.children.iter();
        let supported = children.filter(|child| {
            let home = child.home.map(|home| &self.world.homes[home as usize]);
            !child.gone && home.is_some_and(|home| home.setting == Setting::Family)
        });
        let children: u64 = supported.map(|child| u64::from(child.support_pence)).sum();
        let days = f64::from(month.end as i32 - first + 1);
        let weekly = (homes + children) as f64 * days / 7.0;
        let once = std::mem::take(&mut self.once_pence) as f64;
        let pounds = levers + (weekly + once) / 100.0;
        self.out
            .add(month.at, Measure::SpentPounds, pounds.round() as u32);
    }
}
