//! Prices: the duals of the relaxation in fixed point, and what they prove.
//!
//! With a price on every row, no whole plan costs less than
//! `Σ limit × price + Σ min(0, reduced cost)`; a column whose reduced cost lifts that bound above the value of
//! the tier is in no plan that keeps the value, and a row whose price does so with a slack of one is tight.
//! Prices are rounded to 2⁻³⁴ and all sums are whole, so the bound holds exactly, whatever the solver's
//! tolerances were.

use super::lower::SelectedRow;
use super::program::Sense;

pub use crate::certify::ONE;

/// A price in fixed point.
pub type Price = i64;

/// Rounds a dual; the sign that the row's sense demands is kept.
pub fn fixed(dual: f64, sense: Sense) -> Price {
    let price = (dual * ONE as f64).round() as i64;
    match sense {
        Sense::Equal => price,
        Sense::AtMost => price.min(0),
    }
}

/// The rows of a relaxation with their prices.
#[derive(Debug, Default)]
pub struct Priced {
    /// Bound on every whole plan over the columns priced, times [`ONE`].
    pub bound: i128,
    /// Reduced cost of every column priced, times [`ONE`].
    pub reduced: Vec<i128>,
}

/// Prices columns: costs and rows as they were solved, with one price a row.
pub fn price(costs: &[i64], rows: &[SelectedRow], prices: &[Price]) -> Priced {
    let mut reduced: Vec<i128> = costs.iter().map(|&cost| i128::from(cost) * ONE).collect();
    let mut bound = 0_i128;
    for (row, &price) in rows.iter().zip(prices) {
        let price = i128::from(price);
        bound += i128::from(row.limit) * price;
        for &(j, coefficient) in &row.terms {
            reduced[j as usize] -= i128::from(coefficient) * price;
        }
    }
    bound += reduced.iter().map(|r| (*r).min(0)).sum::<i128>();
    Priced { bound, reduced }
}

/// The least whole number that is not below a fixed-point bound: costs are whole, so this is a bound too.
pub fn whole_bound(bound: i128) -> i64 {
    i64::try_from((bound + ONE - 1).div_euclid(ONE)).unwrap_or(i64::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_exact_and_rounds_up() {
        // Minimise 5a + 1000u with a + u >= 2, a <= 1, u <= 1, the first row written as at most.
        let rows = [SelectedRow {
            sense: Sense::AtMost,
            limit: -2,
            terms: vec![(0, -1), (1, -1)],
        }];
        let price_of = |dual: f64| fixed(dual, Sense::AtMost);
        let priced = price(&[5, 1000], &rows, &[price_of(-1000.0)]);
        assert_eq!(priced.bound, 1005 * ONE);
        assert_eq!(priced.reduced, [-995 * ONE, 0]);
        assert_eq!(whole_bound(priced.bound - 1), 1005);
        assert_eq!(whole_bound(priced.bound + 1), 1006);
        assert_eq!(whole_bound(-ONE / 2), 0);
    }

    #[test]
    fn a_dual_of_the_wrong_sign_is_no_price() {
        assert_eq!(fixed(1e-9, Sense::AtMost), 0);
        assert!(fixed(1e-9, Sense::Equal) > 0);
    }
}
