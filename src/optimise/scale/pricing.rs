//! Prices of every row in a tier, and the multipliers of earlier tiers.

use super::rows::{Row, Rows};
use super::whole::Whole;
use crate::optimise::prices::{ONE, Price};

/// No price goes beyond this many units, to stay well inside fixed point.
pub const MOST: f64 = 1e8;

/// Prices of a tier.
#[derive(Debug, Clone)]
pub struct Prices {
    /// By row; at most 0. A row that is beyond the end has none.
    pub rows: Vec<Price>,
    /// The multiplier of each earlier tier.
    pub earlier: Vec<Price>,
}

/// How much earlier tiers weigh in prices that cells left.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// The tier just before, against the tier's own largest cost.
    pub base: f64,
    /// Each earlier tier against the next.
    pub ratio: f64,
}

/// Low rates lose less where cells disagree about an earlier tier, high ones hold to it more firmly: which of them proves
/// more differs from tier to tier.
pub const RATES: [Rates; 4] = [
    Rates {
        base: 0.0,
        ratio: 1.0,
    },
    Rates {
        base: 1.0,
        ratio: 2.0,
    },
    Rates {
        base: 5.0,
        ratio: 2.0,
    },
    Rates {
        base: 10.0,
        ratio: 10.0,
    },
];

impl Prices {
    /// No prices in a tier.
    pub fn none(t: usize) -> Self {
        Self {
            rows: Vec::new(),
            earlier: vec![0; t],
        }
    }

    /// The prices that the cells left, those of earlier tiers at these rates.
    pub fn stitched(rows: &Rows, whole: &Whole, rates: Rates, t: usize) -> Self {
        let rates = rates_of(whole, rates, t);
        let price = |row: &Row| -> Price {
            let earlier = rates.iter().zip(&row.left);
            let sum: f64 = earlier.map(|(rate, price)| rate * *price as f64).sum();
            (sum + row.left.get(t).copied().unwrap_or(0) as f64).clamp(-MOST * ONE as f64, 0.0)
                as Price
        };
        Self {
            rows: rows.all.iter().map(price).collect(),
            earlier: rows.charged(t, &rates).iter().map(|c| fixed(-c)).collect(),
        }
    }

    /// The price of a row.
    pub fn price(&self, row: u32) -> Price {
        self.rows.get(row as usize).copied().unwrap_or(0)
    }
}

/// What each tier before one weighs in its prices.
pub fn rates_of(whole: &Whole, rates: Rates, t: usize) -> Vec<f64> {
    let largest = |t: usize| {
        let unplaced = whole.groups.iter().flat_map(|group| &group.unplaced);
        let largest = unplaced.map(|costs| costs[t].unsigned_abs()).max();
        largest.unwrap_or(1).max(1) as f64
    };
    let rate = |k: usize| {
        let power = f64::powi(rates.ratio, (t - 1 - k) as i32);
        (largest(t) / largest(k) * rates.base * power).min(MOST)
    };
    (0..t).map(rate).collect()
}

/// A price in fixed point, at most 0.
pub fn fixed(price: f64) -> Price {
    (price.clamp(-MOST, 0.0) * ONE as f64) as Price
}
