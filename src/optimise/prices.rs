//! Prices: duals of the relaxation in fixed point, and what they prove.
//!
//! With a price on every household row, no whole plan costs less than
//! `Σ limit × price + Σ groups' cheapest way at those prices`. A column whose cheapest way lifts that bound above
//! the value of the tier is in no plan that keeps the value, and a row whose price does so with a slack of one
//! is tight. Prices are rounded to 2⁻³⁴ and all sums are whole, so the bound holds exactly, whatever the
//! solver's tolerances were.

use rayon::prelude::*;

use super::cuts::Cut;
use super::face::Face;
use super::problem::Kept;
use super::ways::{AtPrices, Housed};

pub use crate::certify::ONE;

/// A price in fixed point.
pub type Price = i64;

/// A price on everything that can be short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prices {
    /// By household row: at most 0 unless the row is tight.
    pub rows: Vec<Price>,
    /// By household cut: at most 0.
    pub cuts: Vec<Price>,
    /// By kept row (what is owed, and earlier tiers): at most 0.
    pub kept: Vec<Price>,
}

impl Prices {
    /// These prices, found on another face that kept these tiers, as far as they have a meaning on this one.
    pub fn on(&self, face: &Face, kept: &[Kept]) -> Self {
        let may = |price: Price, tight: bool| if tight { price } else { price.min(0) };
        let pairs = |prices: &[Price], tight: &[bool]| -> Vec<Price> {
            let all = prices.iter().zip(tight);
            all.map(|(price, tight)| may(*price, *tight)).collect()
        };
        let mut rows = pairs(&self.rows, &face.tight);
        rows.resize(face.problem.rows.len(), 0);
        let of_row = |row: &Kept| {
            let mut alike = kept.iter();
            let at = alike.position(|k| (k.tier, k.owed_to) == (row.tier, row.owed_to))?;
            self.kept.get(at).copied()
        };
        let kept = face.kept.iter().map(|row| of_row(row).unwrap_or(0));
        Self {
            rows,
            cuts: pairs(&self.cuts, &face.tight_cuts),
            kept: kept.collect(),
        }
    }
}

/// Rounds a dual; the sign that the row's sense demands is kept.
pub fn fixed(dual: f64, tight: bool) -> Price {
    let price = (dual * ONE as f64).round() as i64;
    if tight { price } else { price.min(0) }
}

/// A component at prices.
#[derive(Debug)]
pub struct Priced {
    /// Bound on every whole plan on the face, times [`ONE`].
    pub bound: i128,
    /// By column: its cost at prices; 0 where it is closed, unless every column was priced.
    pub at: Vec<i128>,
    /// By group.
    pub groups: Vec<(AtPrices, Housed)>,
}

impl Priced {
    /// Prices a tier on a face; `None` where a group has no way left.
    pub fn of(face: &Face, t: usize, prices: &Prices) -> Option<Self> {
        Self::at(face, t, prices, columns_at(face, t, prices, &face.open))
    }

    /// The same with a price of closed columns as well.
    pub fn of_every(face: &Face, t: usize, prices: &Prices) -> Option<Self> {
        let every = vec![true; face.open.len()];
        Self::at(face, t, prices, columns_at(face, t, prices, &every))
    }

    fn at(face: &Face, t: usize, prices: &Prices, at: Vec<i128>) -> Option<Self> {
        let groups: Vec<(AtPrices, Housed)> = (0..face.problem.groups.len())
            .into_par_iter()
            .map(|g| group_at(face, t, prices, &at, g))
            .collect();
        let mut bound = 0_i128;
        for (row, &price) in face.problem.rows.iter().zip(&prices.rows) {
            bound += i128::from(row.limit) * i128::from(price);
        }
        for (cut, &price) in face.cuts.iter().zip(&prices.cuts) {
            bound += i128::from(cut.limit) * i128::from(price);
        }
        for (kept, &price) in face.kept.iter().zip(&prices.kept) {
            bound += i128::from(kept.value) * i128::from(price);
        }
        for (_, housed) in &groups {
            bound += housed.cheapest?;
        }
        Some(Self { bound, at, groups })
    }

    /// What the bound rises by if a column is chosen; `None` if no open way uses its set.
    pub fn reduced(&self, face: &Face, j: u32) -> Option<i128> {
        let column = &face.problem.columns[j as usize];
        let (at, housed) = &self.groups[column.group as usize];
        let set = usize::from(column.set);
        let rest = housed.with_set[set]? - at.sets[set]?;
        Some(rest + self.at[j as usize] - housed.cheapest?)
    }
}

/// The cost at prices of the columns that are asked for, homes in parallel. Late tiers leave few open.
fn columns_at(face: &Face, t: usize, prices: &Prices, asked: &[bool]) -> Vec<i128> {
    let problem = face.problem;
    let mut cuts: Vec<Vec<(&Cut, i128)>> = vec![Vec::new(); problem.homes.len()];
    for (cut, &price) in face.cuts.iter().zip(&prices.cuts).filter(|(_, p)| **p != 0) {
        cuts[cut.home as usize].push((cut, i128::from(price)));
    }
    let kept: Vec<(&Kept, i128)> = face
        .kept
        .iter()
        .zip(&prices.kept)
        .filter(|(_, price)| **price != 0)
        .map(|(kept, &price)| (kept, i128::from(price)))
        .collect();
    let at_prices = |side: usize, j: usize| -> i128 {
        let mut cost = i128::from(problem.costs[t][j]) * ONE;
        for &(row, coefficient) in &problem.stands_in[j] {
            let price = prices.rows[row as usize];
            if price != 0 {
                cost -= i128::from(coefficient) * i128::from(price);
            }
        }
        for (cut, price) in &cuts[side] {
            cost -= i128::from(cut.weight(problem, j as u32)) * price;
        }
        for (kept, price) in &kept {
            cost -= price * i128::from(problem.cost_kept(kept, j as u32));
        }
        cost
    };
    (0..problem.homes.len())
        .into_par_iter()
        .flat_map_iter(|side| {
            let columns = problem.homes[side].columns.clone();
            columns.map(move |j| (side, j as usize))
        })
        .map(|(side, j)| if asked[j] { at_prices(side, j) } else { 0 })
        .collect()
}

fn group_at(face: &Face, t: usize, prices: &Prices, at: &[i128], g: usize) -> (AtPrices, Housed) {
    let group = &face.problem.groups[g];
    let cheapest = |columns: &Vec<u32>| {
        let open = columns.iter().filter(|j| face.open[**j as usize]);
        open.map(|j| at[*j as usize]).min()
    };
    let leaving = |costs: &Vec<i64>| {
        let mut cost = i128::from(costs[t]) * ONE;
        let kept = face.kept.iter().zip(&prices.kept);
        for (kept, &price) in kept.filter(|(kept, _)| kept.counts(group)) {
            cost -= i128::from(price) * i128::from(costs[kept.tier]);
        }
        cost
    };
    let at = AtPrices {
        sets: group
            .sets
            .iter()
            .map(|set| cheapest(&set.columns))
            .collect(),
        leaving: group.unplaced.iter().map(leaving).collect(),
    };
    let housed = face.ways[g].house(group, &at);
    (at, housed)
}

/// The least whole number that is not below a fixed-point bound: costs are whole, so this is a bound too.
pub fn whole_bound(bound: i128) -> i64 {
    i64::try_from((bound + ONE - 1).div_euclid(ONE)).unwrap_or(i64::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_rounds_up() {
        assert_eq!(whole_bound(1005 * ONE), 1005);
        assert_eq!(whole_bound(1005 * ONE - 1), 1005);
        assert_eq!(whole_bound(1005 * ONE + 1), 1006);
        assert_eq!(whole_bound(-ONE / 2), 0);
    }

    #[test]
    fn a_dual_of_the_wrong_sign_is_no_price() {
        assert_eq!(fixed(1e-9, false), 0);
        assert!(fixed(1e-9, true) > 0);
    }
}
