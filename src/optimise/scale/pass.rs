//! One pass over all open columns of a component, group by group: the bound that prices prove in a tier, and the columns that
//! are best at them.
//!
//! The bound of a tier must hold for plans that keep the earlier tiers. What those have closed is left out: a column whose
//! cheapest way lifts the bound of a tier above its value is in no plan that keeps the value. For what they leave open
//! each has a multiplier, at most 0: what a plan loses in it is charged at that rate. Any multipliers and any prices give
//! a true bound.

use rayon::prelude::*;

use super::open::{Open, OpenGroup};
use super::pool::{Picked, Pool};
use super::pricing::Prices;
use super::rows::Rows;
use super::store::{Columns, Store};
use super::whole::Whole;
use crate::optimise::prices::ONE;
use crate::optimise::problem::Group;
use crate::optimise::ways::{Cost, best_by_set};

/// How many columns of a set one pass keeps.
const KEPT: usize = 4;

/// Prices every open column in a tier, and adds the best to the pool: the bound without what keeping the earlier tiers
/// adds, times [`ONE`].
pub fn pass(whole: &Whole, rows: &Rows, open: &Open, at: At, pool: &mut Pool) -> i128 {
    let store = &pool.store;
    let passing = Passing::of(store, whole, at);
    let groups = whole.groups.par_iter().zip(&store.groups).zip(&open.groups);
    let found: Vec<(i128, Vec<Picked>)> = groups
        .map(|((group, sets), open)| passing.group(group, sets, open))
        .collect();
    let mut bound = rows.limits(at.prices);
    for (group, (cheapest, picked)) in found.into_iter().enumerate() {
        bound += cheapest;
        pool.take(group, picked);
    }
    bound
}

/// Closes what would lift the bound of a tier by more than a gap.
pub fn close(whole: &Whole, store: &Store, at: At, gap: i128, open: &mut Open) {
    let passing = Passing::of(store, whole, at);
    let groups = whole.groups.par_iter().zip(&store.groups);
    groups
        .zip(&mut open.groups)
        .for_each(|((group, sets), open)| passing.close(group, sets, gap, open));
}

/// A tier and its prices.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// Position of the tier.
    pub tier: usize,
    /// Its prices.
    pub prices: &'a Prices,
}

struct Passing<'a> {
    at: At<'a>,
    tiers: usize,
    /// By kind: what the rows about everybody come to.
    kinds: Vec<i128>,
}

/// The cheapest columns of a set, in order: what they cost, and their numbers.
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

    fn cost(&self) -> Cost {
        (self.len > 0).then_some(self.best[0].0)
    }
}

impl<'a> Passing<'a> {
    fn of(store: &Store, whole: &Whole, at: At<'a>) -> Self {
        let kinds = store.kinds.par_iter().map(|kind| {
            let rows = kind.stands.iter();
            let prices = rows.map(|&(row, c)| i128::from(c) * i128::from(at.prices.price(row)));
            prices.sum()
        });
        Self {
            at,
            tiers: whole.tiers.len(),
            kinds: kinds.collect(),
        }
    }

    /// What the cheapest way of a group comes to, and by set the columns worth keeping.
    fn group(&self, group: &Group, sets: &[Columns], open: &OpenGroup) -> (i128, Vec<Picked>) {
        let mut found = vec![Cheapest::NONE; sets.len()];
        for ((set, open), found) in sets.iter().zip(&open.sets).zip(&mut found) {
            self.each(set, open, |column, cost| found.offer(cost, column));
        }
        let costs: Vec<Cost> = found.iter().map(Cheapest::cost).collect();
        let (best, leaving) = self.best(group, sets, &costs, &open.leaving);
        let picked = |found: &Cheapest| {
            let best = found.best[..found.len].iter();
            let mut picked: Picked = best.map(|(_, column)| *column).collect();
            picked.sort_unstable();
            picked
        };
        // The plan at hand is always open.
        let cheapest = best.last().copied().flatten();
        let cheapest = cheapest.unwrap_or_else(|| leaving.iter().flatten().sum());
        (cheapest, found.iter().map(picked).collect())
    }

    /// The cheapest way of every set of children, and what leaving each costs where she may be left.
    fn best(
        &self,
        group: &Group,
        sets: &[Columns],
        costs: &[Cost],
        may: &[bool],
    ) -> (Vec<Cost>, Vec<Cost>) {
        let leaving = group.unplaced.iter().zip(may);
        let leaving = leaving.map(|(costs, may)| may.then(|| self.at_rates(|t| costs[t])));
        let leaving: Vec<Cost> = leaving.collect();
        let masks = sets.iter().map(|set| set.mask);
        let sets: Vec<(u32, Cost)> = masks.zip(costs.iter().copied()).collect();
        (best_by_set(&leaving, &sets), leaving)
    }

    /// Closes what lifts the group's cheapest way by more than a gap.
    fn close(&self, group: &Group, sets: &[Columns], gap: i128, open: &mut OpenGroup) {
        let mut costs: Vec<Cost> = vec![None; sets.len()];
        for ((set, open), least) in sets.iter().zip(&open.sets).zip(&mut costs) {
            self.each(set, open, |_, cost| {
                *least = Some(least.map_or(cost, |known| known.min(cost)));
            });
        }
        let (best, leaving) = self.best(group, sets, &costs, &open.leaving);
        let all = best.len() - 1;
        let Some(most) = best[all].map(|cheapest| cheapest + gap) else {
            return;
        };
        for (bit, (may, cost)) in open.leaving.iter_mut().zip(leaving).enumerate() {
            let with = best[all ^ 1 << bit]
                .zip(cost)
                .map(|(rest, cost)| rest + cost);
            *may = with.is_some_and(|with| with <= most);
        }
        for (set, is_open) in sets.iter().zip(&mut open.sets) {
            let Some(most) = best[all ^ set.mask as usize].map(|rest| most - rest) else {
                is_open.fill(false);
                continue;
            };
            let mut closed = Vec::new();
            self.each(set, is_open, |column, cost| {
                if cost > most {
                    closed.push(column);
                }
            });
            for column in closed {
                is_open[column as usize] = false;
            }
        }
    }

    /// Every open column of a set, in order, with its cost at prices.
    fn each(&self, set: &Columns, open: &[bool], mut take: impl FnMut(u32, i128)) {
        let mut beside = set.beside.iter().peekable();
        for ((column, &kind), open) in (0_u32..).zip(&set.kinds).zip(open) {
            let mut rows = 0;
            while let Some(&(_, row, c)) = beside.next_if(|(of, ..)| *of == column) {
                rows += i128::from(c) * i128::from(self.at.prices.price(row));
            }
            if *open {
                let cost = self.at_rates(|t| set.cost(column, self.tiers, t));
                take(column, cost - self.kinds[kind as usize] - rows);
            }
        }
    }

    /// A cost in the tier, less what the multipliers of earlier tiers charge.
    fn at_rates(&self, cost: impl Fn(usize) -> i64) -> i128 {
        let charged = self.at.prices.earlier.iter().enumerate();
        let charged = charged.filter(|(_, price)| **price != 0);
        let charged = charged.map(|(k, price)| i128::from(*price) * i128::from(cost(k)));
        i128::from(cost(self.at.tier)) * ONE - charged.sum::<i128>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AuthorityIx, ChildIx};

    #[test]
    fn a_set_keeps_its_cheapest_columns_in_order_and_of_equal_ones_the_first() {
        let mut found = Cheapest::NONE;
        for (column, cost) in [7, 3, 9, 3, 5, 8, 1].into_iter().enumerate() {
            found.offer(cost, column as u32);
        }
        assert_eq!(found.best, [(1, 6), (3, 1), (3, 3), (5, 4)]);
        let mut one = Cheapest::NONE;
        one.offer(4, 2);
        assert_eq!((one.cost(), one.len), (Some(4), 1));
        assert_eq!(Cheapest::NONE.cost(), None);
    }

    /// Two whom it costs 10 to leave, with two homes for the first, one for the second and one for both.
    fn two() -> (Group, [Columns; 3]) {
        let group = Group {
            authority: AuthorityIx(0),
            children: vec![ChildIx(0), ChildIx(1)],
            unplaced: vec![vec![10], vec![10]],
            sets: Vec::new(),
        };
        let sets = [(0b01, &[6, 9][..]), (0b10, &[20]), (0b11, &[17])];
        (
            group,
            sets.map(|(mask, costs)| Columns::that_cost(mask, costs)),
        )
    }

    fn free(prices: &Prices) -> Passing<'_> {
        Passing {
            at: At { tier: 0, prices },
            tiers: 1,
            kinds: vec![0],
        }
    }

    fn everything() -> OpenGroup {
        OpenGroup {
            sets: vec![vec![true; 2], vec![true], vec![true]],
            leaving: vec![true; 2],
        }
    }

    #[test]
    fn a_group_is_split_or_left_where_that_is_cheaper() {
        let (group, sets) = two();
        let prices = Prices::none(0);
        let mut open = everything();
        let comes_to = |open: &OpenGroup| free(&prices).group(&group, &sets, open).0 / ONE;
        // The second is cheaper left unplaced than in her only home.
        assert_eq!(comes_to(&open), 6 + 10);
        open.leaving = vec![true, false];
        assert_eq!(comes_to(&open), 17);
        open.sets[2][0] = false;
        assert_eq!(comes_to(&open), 6 + 20);
        open.sets[0][0] = false;
        assert_eq!(comes_to(&open), 9 + 20);
    }

    #[test]
    fn what_lifts_the_bound_by_more_than_the_gap_is_closed() {
        let (group, sets) = two();
        let prices = Prices::none(0);
        let mut open = everything();
        // The cheapest way comes to 16: the first in her second home 19, both left 20, the second in her home 26.
        free(&prices).close(&group, &sets, 2 * ONE, &mut open);
        assert_eq!(open.sets, [vec![true, false], vec![false], vec![true]]);
        assert_eq!(open.leaving, [false, true]);
        free(&prices).close(&group, &sets, ONE - 1, &mut open);
        assert_eq!(open.sets, [vec![true, false], vec![false], vec![false]]);
    }
}
