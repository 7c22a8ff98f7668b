//! Bounds on every plan of a component from the prices that its cells leave.
//!
//! The bound of a tier must hold for plans that keep the earlier tiers. Each earlier tier has a multiplier:
//! what a plan may lose in it is charged at that rate, so that the prices of the earlier tiers, at the same
//! rate, count as well. Any multipliers give a true bound; several are tried and the best is kept.

use crate::optimise::SolveError;
use crate::optimise::face::Face;
use crate::optimise::prices::{self, ONE, Price, Priced, Prices};
use crate::optimise::problem::{Kept, Problem};

use super::sweep::Swept;

/// A bound with the prices that prove it.
pub struct Bound {
    /// No plan that keeps the earlier tiers' values costs less.
    pub whole: i64,
    /// The prices.
    pub prices: Prices,
}

/// How much the tier just before weighs, against the tier's own largest cost.
const BASES: [f64; 4] = [0.0, 0.02, 0.2, 2.0];

/// How much more each earlier tier weighs than the next.
const RATIOS: [f64; 2] = [1.5, 6.0];

/// No price may go beyond this many units, to stay well inside fixed point.
const MOST: f64 = 1e8;

/// The best bound of a tier that the prices give.
pub fn bound(problem: &Problem, swept: &Swept, t: usize) -> Result<Bound, SolveError> {
    let mut face = Face::of(problem);
    face.cuts.clone_from(&swept.cuts);
    face.kept = kept(problem, swept, t);
    let mut best: Option<(i128, Prices)> = None;
    for multipliers in tried(problem, t) {
        let prices = combine(swept, t, &multipliers);
        let Some(priced) = Priced::of(&face, t, &prices) else {
            continue;
        };
        if best.as_ref().is_none_or(|(bound, _)| priced.bound > *bound) {
            best = Some((priced.bound, prices));
        }
    }
    let (bound, prices) =
        best.ok_or_else(|| SolveError::Unexpected("no prices for a bound".to_owned()))?;
    Ok(Bound {
        whole: prices::whole_bound(bound),
        prices,
    })
}

/// The rows that keep the earlier tiers.
pub fn kept(problem: &Problem, swept: &Swept, t: usize) -> Vec<Kept> {
    let keep = |tier| Kept::whole(tier, problem.value(tier, &swept.chosen));
    (0..t).map(keep).collect()
}

/// Multipliers of the earlier tiers.
fn tried(problem: &Problem, t: usize) -> Vec<Vec<f64>> {
    if t == 0 {
        return vec![Vec::new()];
    }
    let largest = problem.costs[t]
        .iter()
        .map(|cost| cost.unsigned_abs())
        .max();
    let largest = largest.unwrap_or(1).max(1) as f64;
    let mut all = Vec::new();
    for base in BASES {
        for ratio in RATIOS {
            let of = |k: usize| {
                let steps = (t - 1 - k) as i32;
                (largest * base * f64::powi(ratio, steps)).min(MOST)
            };
            all.push((0..t).map(of).collect());
        }
    }
    all.dedup();
    all
}

fn combine(swept: &Swept, t: usize, multipliers: &[f64]) -> Prices {
    let sum = |prices: &[Vec<Price>], at: usize| -> Price {
        let mut sum = prices[t][at] as f64;
        for (k, multiplier) in multipliers.iter().enumerate() {
            sum += multiplier * prices[k][at] as f64;
        }
        sum.clamp(-MOST * ONE as f64, 0.0) as Price
    };
    Prices {
        rows: (0..swept.rows[t].len())
            .map(|at| sum(&swept.rows, at))
            .collect(),
        cuts: (0..swept.cuts.len())
            .map(|at| sum(&swept.cut_prices, at))
            .collect(),
        kept: multipliers
            .iter()
            .map(|m| -(m * ONE as f64) as Price)
            .collect(),
    }
}
