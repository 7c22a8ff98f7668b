//! How much earlier tiers weigh in prices: the rates that prove most on the pool, looked for one after the other.
//!
//! The prices that a programme left for a tier hold on its face, where the earlier tiers cannot be lost. Over all columns
//! they hold together with the prices of the earlier tiers, each at a rate: where it is too low, a plan that loses a
//! little in an earlier tier seems to gain more in this one; what it is too high for costs the whole gap of that tier.

use super::flat::Flat;
use super::polish::{Point, Polishing};
use super::pricing::{MOST, Prices, RATES, rates_of};
use super::rows::Rows;
use super::whole::Whole;
use crate::optimise::interrupt::asked_to_end;
use crate::optimise::prices::ONE;

/// Times that every rate is tried.
const ROUNDS: usize = 3;

/// Steps in one direction at once.
const STEPS: usize = 8;

/// By how much a rate is moved, in turn.
const FACTORS: [f64; 3] = [8.0, 2.0, 1.25];

/// The prices that programmes left for a tier, those of earlier ones at the rates that prove most on the pool.
pub fn weighed(whole: &Whole, rows: &Rows, flat: &Flat, values: &[i64], t: usize) -> Prices {
    let unit = |left: &[i64], t: usize| left.get(t).copied().unwrap_or(0) as f64 / ONE as f64;
    let left: Vec<Vec<f64>> = (0..=t)
        .map(|t| rows.all.iter().map(|row| unit(&row.left, t)).collect())
        .collect();
    let weighing = Weighing {
        at: Polishing::of(flat, rows, t, values),
        left: &left,
        rows,
    };
    let starts = RATES[1..].iter().map(|rates| rates_of(whole, *rates, t));
    weighing.best(starts).prices()
}

/// One tier whose earlier tiers are weighed.
struct Weighing<'a> {
    at: Polishing<'a>,
    /// By tier up to this one, then row: the price that programmes left.
    left: &'a [Vec<f64>],
    rows: &'a Rows,
}

impl Weighing<'_> {
    fn point(&self, rates: &[f64]) -> Point {
        let charged = self.rows.charged(rates.len(), rates);
        let mut rows = self.left[rates.len()].clone();
        for (rate, left) in rates.iter().zip(self.left) {
            for (price, left) in rows.iter_mut().zip(left) {
                *price += rate * left;
            }
        }
        for price in &mut rows {
            *price = price.clamp(-MOST, 0.0);
        }
        Point {
            rows,
            kept: charged.iter().map(|charged| -charged.min(MOST)).collect(),
        }
    }

    fn bound(&self, rates: &[f64]) -> f64 {
        self.at.priced(&self.point(rates)).bound
    }

    /// Begins with the best of some rates, and moves one after the other while that proves more.
    fn best(&self, starts: impl Iterator<Item = Vec<f64>>) -> Point {
        let mut best = (f64::NEG_INFINITY, Vec::new());
        for rates in starts {
            let bound = self.bound(&rates);
            if bound > best.0 {
                best = (bound, rates);
            }
        }
        let first = best.0;
        for factor in FACTORS {
            for _ in 0..ROUNDS {
                let before = best.0;
                for k in (0..best.1.len()).rev() {
                    self.along(k, factor, &mut best);
                    self.along(k, 1.0 / factor, &mut best);
                }
                if best.0 <= before {
                    break;
                }
            }
        }
        tracing::debug!(tier = best.1.len(), first, last = best.0, rates = ?best.1, "weighed");
        self.point(&best.1)
    }

    fn along(&self, k: usize, factor: f64, best: &mut (f64, Vec<f64>)) {
        for _ in 0..STEPS {
            if asked_to_end() {
                break;
            }
            let mut rates = best.1.clone();
            rates[k] = (rates[k] * factor).min(MOST);
            let bound = self.bound(&rates);
            if bound <= best.0 {
                break;
            }
            *best = (bound, rates);
        }
    }
}
