//! One pass over all columns of a component, group by group: the bound that prices prove in every tier, and the columns
//! that are best at them.
//!
//! The bound of a tier must hold for plans that keep the earlier tiers. Each earlier tier has a multiplier, at most 0:
//! what a plan loses in it is charged at that rate. Any multipliers and any prices give a true bound.

use rayon::prelude::*;

use super::pool::{Picked, Pool};
use super::pricing::Pricing;
use super::rows::Rows;
use super::store::{Columns, Store};
use super::whole::Whole;
use crate::optimise::prices::ONE;
use crate::optimise::problem::Group;
use crate::optimise::ways::{Cost, best_by_set};

/// How many columns of a set one pass keeps for each tier.
const KEPT: usize = 4;

/// What a pass found.
#[derive(Debug, Clone)]
pub struct Pass {
    /// By tier: the bound without what keeping the earlier tiers adds, times [`ONE`].
    open: Vec<i128>,
}

impl Pass {
    /// The bound of a tier on plans that keep these values in the earlier tiers, times [`ONE`].
    pub fn bound(&self, t: usize, pricing: &Pricing, values: &[i64]) -> i128 {
        let kept = pricing.earlier[t].iter().zip(values);
        let kept = kept.map(|(price, value)| i128::from(*price) * i128::from(*value));
        self.open[t] + kept.sum::<i128>()
    }

    /// Takes over a tier from another pass, with its prices.
    pub fn take_tier(&mut self, t: usize, mine: &mut Pricing, other: &Self, theirs: &Pricing) {
        self.open[t] = other.open[t];
        mine.earlier[t].clone_from(&theirs.earlier[t]);
        let tiers = mine.earlier.len();
        for (at, prices) in mine.rows.iter_mut().enumerate() {
            prices.resize(tiers, 0);
            prices[t] = theirs.price(at, t);
        }
    }
}

/// Prices every column; adds the best to the pool.
pub fn pass(whole: &Whole, rows: &Rows, pricing: &Pricing, pool: &mut Pool) -> Pass {
    let store = &pool.store;
    let tiers = whole.tiers.len();
    let passing = Passing {
        pricing,
        tiers,
        kinds: kind_prices(store, pricing, tiers),
    };
    let groups = whole.groups.par_iter().zip(&store.groups);
    let found: Vec<(Vec<i128>, Vec<Picked>)> = groups
        .map(|(group, sets)| passing.group(group, sets))
        .collect();
    let of_tier = |t: usize| {
        let found_rows = rows.all.iter().enumerate().filter(|(_, row)| row.is_found);
        let limits =
            found_rows.map(|(at, row)| i128::from(row.limit) * i128::from(pricing.price(at, t)));
        limits.sum::<i128>() + found.iter().map(|(cheapest, _)| cheapest[t]).sum::<i128>()
    };
    let pass = Pass {
        open: (0..tiers).map(of_tier).collect(),
    };
    for (group, (_, picked)) in found.into_iter().enumerate() {
        pool.take(group, picked);
    }
    pass
}

/// By kind, then tier: the prices of the rows about everybody.
fn kind_prices(store: &Store, pricing: &Pricing, tiers: usize) -> Vec<i128> {
    let kinds = store.kinds.par_iter().flat_map_iter(|kind| {
        (0..tiers).map(|t| {
            let rows = kind.stands.iter();
            let prices = rows.map(|&(row, c)| i128::from(c) * price(pricing, row, t));
            prices.sum()
        })
    });
    kinds.collect()
}

fn price(pricing: &Pricing, row: u32, t: usize) -> i128 {
    i128::from(pricing.price(row as usize, t))
}

struct Passing<'a> {
    pricing: &'a Pricing,
    tiers: usize,
    kinds: Vec<i128>,
}

/// The cheapest columns of a set in one tier, in order: what they cost, and their numbers.
#[derive(Clone, Copy)]
struct Cheapest {
    best: [(i128, u32); KEPT],
    len: usize,
}

impl Cheapest {
    const NONE: Self = Self {
        best: [(i128::MAX, u32::MAX); KEPT],
        len: 0,
    };

    /// Columns come in order, so that of equal ones the first is kept.
    fn offer(&mut self, cost: i128, column: u32) {
        if cost >= self.best[KEPT - 1].0 {
            return;
        }
        let at = self.best.partition_point(|(known, _)| *known <= cost);
        self.best[at..].rotate_right(1);
        self.best[at] = (cost, column);
        self.len = (self.len + 1).min(KEPT);
    }
}

impl Passing<'_> {
    /// By tier what the cheapest way of a group comes to, and by set the columns worth keeping.
    fn group(&self, group: &Group, sets: &[Columns]) -> (Vec<i128>, Vec<Picked>) {
        let found: Vec<Vec<Cheapest>> = sets.iter().map(|set| self.set(set)).collect();
        let of_tier = |t: usize| {
            let sets = sets.iter().zip(&found);
            let sets = sets.map(|(set, found)| (set.mask, found[t].best[0].0));
            let leaving = group.unplaced.iter().map(|costs| self.at_rates(costs, t));
            cheapest(&leaving.collect::<Vec<_>>(), &sets.collect::<Vec<_>>())
        };
        let picked = |found: &Vec<Cheapest>| {
            let best = found.iter().flat_map(|found| &found.best[..found.len]);
            let mut picked: Picked = best.map(|(_, column)| *column).collect();
            picked.sort_unstable();
            picked.dedup();
            picked
        };
        (
            (0..self.tiers).map(of_tier).collect(),
            found.iter().map(picked).collect(),
        )
    }

    /// By tier the cheapest columns of a set.
    fn set(&self, set: &Columns) -> Vec<Cheapest> {
        let mut found = vec![Cheapest::NONE; self.tiers];
        let mut costs = vec![0_i64; self.tiers];
        let mut beside = set.beside.iter().peekable();
        for (column, &kind) in (0_u32..).zip(&set.kinds) {
            set.costs(column, &mut costs);
            let from = kind as usize * self.tiers;
            let prices = &self.kinds[from..from + self.tiers];
            let first = beside.clone();
            while beside.next_if(|(of, ..)| *of == column).is_some() {}
            for (t, found) in found.iter_mut().enumerate() {
                let rows = first.clone().take_while(|(of, ..)| *of == column);
                let rows = rows.map(|&(_, row, c)| i128::from(c) * price(self.pricing, row, t));
                let cost = self.at_rates(&costs, t) - prices[t] - rows.sum::<i128>();
                found.offer(cost, column);
            }
        }
        found
    }

    /// A cost in a tier, less what the multipliers of earlier tiers charge.
    fn at_rates(&self, costs: &[i64], t: usize) -> i128 {
        let charged = self.pricing.earlier[t].iter().zip(costs);
        let charged = charged.map(|(price, cost)| i128::from(*price) * i128::from(*cost));
        i128::from(costs[t]) * ONE - charged.sum::<i128>()
    }
}

/// The cheapest way to house a group, given what leaving each child costs and the cheapest column of each set.
fn cheapest(leaving: &[i128], sets: &[(u32, i128)]) -> i128 {
    let leaving: Vec<Cost> = leaving.iter().copied().map(Some).collect();
    let sets: Vec<(u32, Cost)> = sets
        .iter()
        .map(|(mask, cost)| (*mask, Some(*cost)))
        .collect();
    let all = best_by_set(&leaving, &sets).pop().flatten();
    // Every child may be left.
    all.unwrap_or_else(|| leaving.into_iter().flatten().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_keeps_its_cheapest_columns_in_order_and_of_equal_ones_the_first() {
        let mut found = Cheapest::NONE;
        for (column, cost) in [7, 3, 9, 3, 5, 8, 1].into_iter().enumerate() {
            found.offer(cost, column as u32);
        }
        assert_eq!(found.best, [(1, 6), (3, 1), (3, 3), (5, 4)]);
        let mut one = Cheapest::NONE;
        one.offer(4, 2);
        assert_eq!((one.len, one.best[0]), (1, (4, 2)));
    }

    #[test]
    fn a_group_is_split_or_left_where_that_is_cheaper() {
        let leaving = [10, 10, 10];
        let alone = [(0b001, 6), (0b010, 20), (0b100, 7)];
        // The second is cheaper left unplaced than in her only home.
        assert_eq!(cheapest(&leaving, &alone), 6 + 10 + 7);
        let mut sets = alone.to_vec();
        sets.push((0b110, 12));
        assert_eq!(cheapest(&leaving, &sets), 6 + 12);
        sets.push((0b111, 19));
        assert_eq!(cheapest(&leaving, &sets), 6 + 12);
        assert_eq!(cheapest(&leaving, &[]), 30);
    }
}
