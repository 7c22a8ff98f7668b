//! Homes for one record at one age, best first in the order of the tiers.

use super::Setting;
use crate::duties::{Duty, Pair};
use crate::model::{Council, HomeIx};
use crate::optimise::resolve;

/// Most homes of a setting that are kept. Where all of them are taken, the child waits, though a home further down might
/// be free: the audit of sampled months would show it.
const MOST: usize = 256;

/// Duties that count children placed, with connected persons or with brothers and sisters: the placing step decides them
/// before it compares homes.
const DECIDED_BEFORE: [&str; 4] = ["D20", "D21", "D22", "D23"];

/// A home that a record could have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The home.
    pub home: HomeIx,
    /// Approvals that it takes.
    pub approvals: u8,
    /// What it adds to each tier that compares homes, in the tier's unit; smaller is better.
    pub values: Box<[i32]>,
}

/// The best homes of each setting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    by_setting: [Vec<Offer>; 3],
}

impl Offers {
    /// Sorts what was found.
    pub fn of(found: Vec<Offer>, council: &Council) -> Self {
        let mut offers = Self::default();
        for offer in found {
            if let Some(setting) = Setting::of(council.home(offer.home).kind) {
                offers.by_setting[setting as usize].push(offer);
            }
        }
        for list in &mut offers.by_setting {
            list.sort_unstable_by(|a, b| a.values.cmp(&b.values).then(a.home.cmp(&b.home)));
            list.truncate(MOST);
            list.shrink_to_fit();
        }
        offers
    }

    /// Homes of a setting, best first.
    pub fn of_setting(&self, setting: Setting) -> &[Offer] {
        &self.by_setting[setting as usize]
    }
}

/// The duties of each tier that compares homes, with weights.
pub fn terms(council: &Council) -> Vec<Vec<(&'static dyn Duty, i64)>> {
    let mut terms = resolve(&council.policy.tiers);
    for tier in &mut terms {
        tier.retain(|(duty, _)| !DECIDED_BEFORE.contains(&duty.card().code));
    }
    terms.retain(|tier| !tier.is_empty());
    terms
}

/// What a child in a home adds to each of those tiers.
pub fn values(terms: &[Vec<(&'static dyn Duty, i64)>], pair: &Pair, approvals: u8) -> Box<[i32]> {
    let of = |duty: &dyn Duty| -> i64 {
        // The judgement has counted them already.
        if duty.card().code == "D25" {
            return i64::from(approvals);
        }
        duty.points(pair)
    };
    let tiers = terms.iter().map(|tier| {
        let sum: i64 = tier.iter().map(|(duty, weight)| weight * of(*duty)).sum();
        sum.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
    });
    tiers.collect()
}
