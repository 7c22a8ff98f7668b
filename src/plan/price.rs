//! Prices in fixed point, and what they prove: no whole plan costs less than
//! `Σ limit × price + Σ groups' cheapest way at those prices + Σ what counts and shortfalls could take off`.
//!
//! Sums are whole, so the bound holds exactly, whatever the solver's tolerances were. Every row is at most its limit, so
//! every price is at most 0.

use rayon::prelude::*;

use super::ask::Ask;
use crate::certify::ONE;
use crate::optimise::{AtPrices, Housed, Ways};

/// A price on every row but the needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prices {
    /// By sample, then row of a spot.
    pub spots: Vec<Vec<i128>>,
    /// By row over everything.
    pub globals: Vec<i128>,
}

impl Prices {
    /// A dual in fixed point; the sign that its row demands is kept.
    pub fn at_most(dual: f64) -> i128 {
        ((dual * ONE as f64).round() as i128).min(0)
    }
}

/// A programme at prices.
pub struct Priced {
    /// Bound on every whole plan, times [`ONE`].
    pub bound: i128,
    /// By sample, then choice: its cost at prices.
    pub at: Vec<Vec<i128>>,
    /// By sample, then group.
    groups: Vec<Vec<(AtPrices, Housed)>>,
}

impl Priced {
    /// Prices everything; `None` where a group has no way at all, which cannot be while all may be left.
    pub fn of(ask: &Ask, ways: &[Vec<Ways>], prices: &Prices) -> Option<Self> {
        let (mut at, mut groups, mut bound) = (Vec::new(), Vec::new(), fixed(ask, prices));
        for (s, ways) in ways.iter().enumerate() {
            let here = choices_at(ask, s, prices);
            let priced: Vec<(AtPrices, Housed)> = (0..ways.len())
                .into_par_iter()
                .map(|g| group_at(ask, s, g, &ways[g], &here, prices))
                .collect();
            for (_, housed) in &priced {
                bound += housed.cheapest?;
            }
            at.push(here);
            groups.push(priced);
        }
        Some(Self { bound, at, groups })
    }

    /// What the bound rises by if a choice is made; `None` if no way uses its set.
    pub fn reduced(&self, ask: &Ask, s: usize, c: u32) -> Option<i128> {
        let recourse = &ask.recourses[s];
        let column = &recourse.problem.columns[recourse.choices[c as usize].column as usize];
        let (at, housed) = &self.groups[s][column.group as usize];
        let set = usize::from(column.set);
        let rest = housed.with_set[set]? - at.sets[set]?;
        Some(rest + self.at[s][c as usize] - housed.cheapest?)
    }
}

/// Limits at prices, and what counts and shortfalls could take off.
fn fixed(ask: &Ask, prices: &Prices) -> i128 {
    let mut bound = 0;
    let mut counts: Vec<i128> = (0..ask.counts.len())
        .map(|k| i128::from(ask.count_cost(k)) * ONE)
        .collect();
    for (recourse, prices) in ask.recourses.iter().zip(&prices.spots) {
        for (row, &price) in recourse.rows.iter().zip(prices).filter(|(_, p)| **p != 0) {
            bound += i128::from(row.limit) * price;
            if let Some((offer, coefficient)) = row.offer {
                counts[offer] -= i128::from(coefficient) * price;
            }
        }
    }
    let slacks = ask.slacks();
    let mut short: Vec<i128> = slacks
        .iter()
        .map(|slack| i128::from(ask.slack_cost(*slack)) * ONE)
        .collect();
    for (global, &price) in ask
        .globals
        .iter()
        .zip(&prices.globals)
        .filter(|(_, p)| **p != 0)
    {
        bound += i128::from(global.limit) * price;
        for (k, count) in counts.iter_mut().enumerate() {
            *count -= i128::from(ask.count_in(global, k)) * price;
        }
        for (short, slack) in short.iter_mut().zip(&slacks) {
            *short -= i128::from(ask.slack_in(global, *slack)) * price;
        }
    }
    for (count, of) in counts.iter().zip(&ask.counts) {
        bound += (count * i128::from(of.most)).min(0);
    }
    for (short, slack) in short.iter().zip(&slacks) {
        bound += (short * i128::from(ask.most_short(*slack))).min(0);
    }
    bound
}

fn choices_at(ask: &Ask, s: usize, prices: &Prices) -> Vec<i128> {
    let recourse = &ask.recourses[s];
    let globals: Vec<_> = ask
        .globals
        .iter()
        .zip(&prices.globals)
        .filter(|(_, p)| **p != 0)
        .collect();
    let at = |c: usize| {
        let mut cost = i128::from(ask.choice_cost(s, c as u32)) * ONE;
        for &(row, coefficient) in &recourse.stands_in[c] {
            cost -= i128::from(coefficient) * prices.spots[s][row as usize];
        }
        for (global, price) in &globals {
            cost -= i128::from(ask.choice_in(global, s, c as u32)) * **price;
        }
        cost
    };
    (0..recourse.choices.len())
        .into_par_iter()
        .map(at)
        .collect()
}

fn group_at(
    ask: &Ask,
    s: usize,
    g: usize,
    ways: &Ways,
    at: &[i128],
    prices: &Prices,
) -> (AtPrices, Housed) {
    let recourse = &ask.recourses[s];
    let group = &recourse.problem.groups[g];
    let cheapest = |set: &Vec<u32>| {
        let open = set.iter().filter(|c| recourse.open[**c as usize]);
        open.map(|c| at[*c as usize]).min()
    };
    let leaving = |bit: usize| {
        let mut cost = i128::from(ask.leaving_cost(s, g, 1 << bit)) * ONE;
        let priced = ask.globals.iter().zip(&prices.globals);
        for (global, price) in priced.filter(|(_, price)| **price != 0) {
            cost -= i128::from(ask.leaving_in(global, s, g, 1 << bit)) * price;
        }
        cost
    };
    let at = AtPrices {
        sets: recourse.sets[g].iter().map(cheapest).collect(),
        leaving: (0..group.children.len()).map(leaving).collect(),
    };
    let housed = ways.house(group, &at);
    (at, housed)
}

/// The least whole number that is not below a fixed-point bound: costs are whole, so this is a bound too.
pub fn whole(bound: i128) -> i64 {
    i64::try_from((bound + ONE - 1).div_euclid(ONE)).unwrap_or(i64::MIN)
}
