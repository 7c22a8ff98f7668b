//! The duties that tiers measure: each is asked once, however many tiers weigh it.

use super::choices::Terms;
use crate::duties::Duty;

/// Duties, and tiers in terms of them.
pub struct Measures {
    /// Each duty that some tier weighs, once.
    pub duties: Vec<&'static dyn Duty>,
    /// By tier: position of each of its duties, and the weight.
    pub tiers: Vec<Vec<(usize, i64)>>,
}

impl Measures {
    /// The duties of some tiers.
    pub fn of(tiers: &[Terms]) -> Self {
        let mut duties: Vec<&'static dyn Duty> = Vec::new();
        for &(duty, _) in tiers.iter().flatten() {
            if position(&duties, duty).is_none() {
                duties.push(duty);
            }
        }
        let tiers = in_terms_of(&duties, tiers).unwrap_or_default();
        Self { duties, tiers }
    }

    /// Tiers in terms of duties that were asked already; `None` where one was not.
    pub fn over(duties: &[&'static dyn Duty], tiers: &[Terms]) -> Option<Self> {
        Some(Self {
            duties: duties.to_vec(),
            tiers: in_terms_of(duties, tiers)?,
        })
    }
}

fn position(duties: &[&'static dyn Duty], duty: &dyn Duty) -> Option<usize> {
    let code = duty.card().code;
    duties.iter().position(|known| known.card().code == code)
}

fn in_terms_of(duties: &[&'static dyn Duty], tiers: &[Terms]) -> Option<Vec<Vec<(usize, i64)>>> {
    let term = |&(duty, weight): &(&'static dyn Duty, i64)| Some((position(duties, duty)?, weight));
    let tier = |terms: &Terms| terms.iter().map(term).collect();
    tiers.iter().map(tier).collect()
}
