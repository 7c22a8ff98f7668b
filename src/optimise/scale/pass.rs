//! One pass over all columns of a component, home by home: the bound that prices prove in every tier, and the columns
//! that are best at them. No column outlives its home but those of the pool.
//!
//! The bound of a tier must hold for plans that keep the earlier tiers. Each earlier tier has a multiplier, at most 0:
//! what a plan loses in it is charged at that rate. Any multipliers and any prices give a true bound.

use std::collections::HashMap;

use rayon::prelude::*;

use super::pool::{Column, Pool, Tops};
use super::rows::{Key, Row, Rows};
use super::whole::Whole;
use crate::certify::HouseCut;
use crate::duties::Block;
use crate::optimise::SolveError;
use crate::optimise::at_home::AtHome;
use crate::optimise::prices::{ONE, Price};
use crate::optimise::problem::{Group, SiblingSet};
use crate::optimise::ways::{AtPrices, Ways};

/// Homes that are priced before their columns are compared.
const BATCH: usize = 256;

/// No price goes beyond this many units, to stay well inside fixed point.
pub const MOST: f64 = 1e8;

/// Prices of every tier.
#[derive(Debug, Clone)]
pub struct Pricing {
    /// By row, then tier; at most 0. A row that has none yet is empty.
    pub rows: Vec<Vec<Price>>,
    /// By tier: the multiplier of each earlier tier.
    pub earlier: Vec<Vec<Price>>,
}

/// How much the tier just before weighs in the first pricing, against the tier's own largest cost.
const BASE: f64 = 0.2;

/// How much more each earlier tier weighs than the next.
const RATIO: f64 = 1.5;

impl Pricing {
    /// The prices that the cells left, those of earlier tiers at fixed rates.
    pub fn stitched(rows: &Rows, whole: &Whole) -> Self {
        let tiers = whole.tiers.len();
        let largest = |t: usize| {
            let unplaced = whole.groups.iter().flat_map(|group| &group.unplaced);
            unplaced
                .map(|costs| costs[t].unsigned_abs())
                .max()
                .unwrap_or(1)
                .max(1) as f64
        };
        let rate = |t: usize, k: usize| {
            (largest(t) / largest(k) * BASE * f64::powi(RATIO, (t - 1 - k) as i32)).min(MOST)
        };
        let rates: Vec<Vec<f64>> = (0..tiers)
            .map(|t| (0..t).map(|k| rate(t, k)).collect())
            .collect();
        let price = |row: &Row, t: usize| -> Price {
            let earlier = rates[t].iter().zip(&row.left);
            let sum: f64 = earlier.map(|(rate, price)| rate * *price as f64).sum();
            (sum + row.left[t] as f64).clamp(-MOST * ONE as f64, 0.0) as Price
        };
        let of_row = |row: &Row| (0..tiers).map(|t| price(row, t)).collect();
        Self {
            rows: rows.all.iter().map(of_row).collect(),
            earlier: rates
                .iter()
                .map(|rates| rates.iter().map(|rate| fixed(-rate)).collect())
                .collect(),
        }
    }

    /// The price of a row in a tier.
    pub fn price(&self, row: usize, t: usize) -> Price {
        let prices = self.rows.get(row);
        prices
            .and_then(|prices| prices.get(t))
            .copied()
            .unwrap_or(0)
    }

    /// Makes room for rows that were found since.
    pub fn fit(&mut self, rows: &Rows) {
        self.rows.resize(rows.all.len(), Vec::new());
    }

    /// Takes over a tier's prices.
    pub fn take_tier(&mut self, t: usize, other: &Self) {
        self.earlier[t].clone_from(&other.earlier[t]);
        let tiers = self.earlier.len();
        for (at, prices) in self.rows.iter_mut().enumerate() {
            prices.resize(tiers, 0);
            prices[t] = other.price(at, t);
        }
    }
}

/// A price in fixed point, at most 0.
pub fn fixed(price: f64) -> Price {
    (price.clamp(-MOST, 0.0) * ONE as f64) as Price
}

/// What a pass found.
pub struct Pass {
    /// By tier: the bound, times [`ONE`].
    pub bounds: Vec<i128>,
    /// Columns of the component.
    pub columns: usize,
    /// Household rows of the component.
    pub rows: usize,
}

/// What was found at one home.
struct AtPricesHere {
    /// By tier: Σ limit × price.
    limits: Vec<i128>,
    /// Rows: where they are known, and else as they are new.
    rows: Vec<Result<u32, Row>>,
    /// Limits of those that are known, as found.
    found: Vec<(u32, i64)>,
    /// Columns worth looking at; their rows are positions in `rows`.
    columns: Vec<(u32, u32, Vec<i128>, Column)>,
    all_columns: usize,
    all_rows: usize,
}

/// Prices every column; adds the best to the pool, and rows without a price to `rows`. `values` are the plan's.
pub fn pass(
    whole: &Whole,
    rows: &mut Rows,
    pricing: &Pricing,
    values: &[i64],
    pool: &mut Pool,
) -> Result<Pass, SolveError> {
    let tiers = whole.tiers.len();
    let mut tops = Tops::of(whole);
    let mut pass = Pass {
        bounds: vec![0; tiers],
        columns: 0,
        rows: 0,
    };
    let homes: Vec<usize> = (0..whole.homes.len()).collect();
    for batch in homes.chunks(BATCH) {
        let here: Vec<AtPricesHere> = batch
            .par_iter()
            .map(|&home| price_home(whole, rows, pricing, home, &tops))
            .collect();
        for (&home, here) in batch.iter().zip(here) {
            pass.columns += here.all_columns;
            pass.rows += here.all_rows;
            for (bound, limits) in pass.bounds.iter_mut().zip(&here.limits) {
                *bound += limits;
            }
            for (row, limit) in here.found {
                let row = &mut rows.all[row as usize];
                (row.limit, row.is_found) = (limit, true);
            }
            let known = here.rows.into_iter().map(|row| rows.number(home, row));
            let numbers: Vec<u32> = known.collect();
            for (group, mask, costs, mut column) in here.columns {
                for (row, _) in &mut column.rows {
                    *row = numbers[*row as usize];
                }
                tops.offer(group, mask, &costs, column);
            }
        }
    }
    for (t, bound) in pass.bounds.iter_mut().enumerate() {
        let kept = pricing.earlier[t].iter().zip(values);
        let kept = kept.map(|(price, value)| i128::from(*price) * i128::from(*value));
        *bound += kept.sum::<i128>();
        for (group, tops) in whole.groups.iter().zip(&tops.groups) {
            let sets: Vec<(u32, i128)> = tops
                .iter()
                .map(|top| (top.mask, top.best[t][0].0))
                .collect();
            *bound += cheapest(group, t, &pricing.earlier[t], &sets)
                .ok_or_else(|| SolveError::Unexpected("a group without a way".to_owned()))?;
        }
    }
    pool.take(tops);
    Ok(pass)
}

/// The cheapest way to house a group, given the cheapest column of each set.
fn cheapest(group: &Group, t: usize, earlier: &[Price], sets: &[(u32, i128)]) -> Option<i128> {
    let leaving = |costs: &Vec<i64>| {
        let kept = earlier.iter().zip(costs);
        let kept = kept.map(|(price, cost)| i128::from(*price) * i128::from(*cost));
        i128::from(costs[t]) * ONE - kept.sum::<i128>()
    };
    let at = AtPrices {
        sets: sets.iter().map(|(_, cost)| Some(*cost)).collect(),
        leaving: group.unplaced.iter().map(leaving).collect(),
    };
    if let ([leaving], sets) = (&at.leaving[..], &at.sets) {
        return sets.iter().flatten().chain([leaving]).min().copied();
    }
    let masks = sets.iter().map(|(mask, _)| SiblingSet {
        mask: *mask,
        columns: Vec::new(),
    });
    let named = Group {
        sets: masks.collect(),
        ..group.clone()
    };
    Ways::of(&named).house(&named, &at).cheapest
}

fn price_home(
    whole: &Whole,
    rows: &Rows,
    pricing: &Pricing,
    home: usize,
    tops: &Tops,
) -> AtPricesHere {
    let tiers = whole.tiers.len();
    let able = &whole.able[home];
    let part = AtHome::of(
        whole.facts,
        whole.round,
        whole.homes[home],
        able,
        &whole.terms,
    );
    let mut here = AtPricesHere {
        limits: vec![0; tiers],
        rows: Vec::new(),
        found: Vec::new(),
        columns: Vec::new(),
        all_columns: part.blocks.len(),
        all_rows: part.rows.len(),
    };
    let stands = stands(&part, rows, home, &mut here);
    let prices: Vec<Vec<i128>> = here
        .rows
        .iter()
        .map(|row| {
            let of_tier = |t| {
                row.as_ref()
                    .map_or(0, |at| i128::from(pricing.price(*at as usize, t)))
            };
            (0..tiers).map(of_tier).collect()
        })
        .collect();
    for (row, prices) in here.rows.iter().zip(&prices) {
        let limit = match row {
            Ok(at) => here
                .found
                .iter()
                .find(|(known, _)| known == at)
                .map_or(0, |(_, l)| *l),
            Err(row) => row.limit,
        };
        for (sum, price) in here.limits.iter_mut().zip(prices) {
            *sum += i128::from(limit) * price;
        }
    }
    for (b, block) in part.blocks.iter().enumerate() {
        let (group, mask) = whole.group_and_mask(&block.children);
        let costs = &part.costs[b];
        let at_prices: Vec<i128> = (0..tiers)
            .map(|t| {
                let kept = pricing.earlier[t].iter().zip(costs);
                let kept = kept.map(|(price, cost)| i128::from(*price) * i128::from(*cost));
                let rows = stands[b].iter();
                let rows = rows.map(|&(row, c)| i128::from(c) * prices[row as usize][t]);
                i128::from(costs[t]) * ONE - kept.sum::<i128>() - rows.sum::<i128>()
            })
            .collect();
        if tops.wants(group, mask, &at_prices, home as u32, block.shares) {
            let column = Column {
                home: home as u32,
                shares: block.shares,
                costs: costs.clone().into_boxed_slice(),
                rows: stands[b].clone().into_boxed_slice(),
            };
            here.columns.push((group, mask, at_prices, column));
        }
    }
    here
}

/// By block: the rows of the home in which it stands, those that are known and those about nobody in particular.
fn stands(
    part: &AtHome,
    rows: &Rows,
    home: usize,
    here: &mut AtPricesHere,
) -> Vec<Vec<(u32, i64)>> {
    let mut stands = vec![Vec::new(); part.blocks.len()];
    let mut add = |row: u32, terms: &mut dyn Iterator<Item = (usize, i64)>| {
        for (block, coefficient) in terms.filter(|(_, c)| *c != 0) {
            stands[block].push((row, coefficient));
        }
    };
    let mut known: HashMap<(&str, &str), u32> = HashMap::new();
    for &at in &rows.of_home[home] {
        if let Key::Row { duty, about } = &rows.all[at as usize].key {
            known.insert((duty, about), at);
        }
    }
    for row in &part.rows {
        let at = known.get(&(row.duty, row.about.as_str()));
        let local = here.rows.len() as u32;
        match at {
            Some(&at) => {
                here.rows.push(Ok(at));
                here.found.push((at, row.limit));
            }
            None if row.about.is_empty() => here.rows.push(Err(Row {
                home: home as u32,
                key: Key::Row {
                    duty: row.duty,
                    about: String::new(),
                },
                limit: row.limit,
                is_found: true,
                left: Vec::new(),
            })),
            None => continue,
        }
        add(local, &mut row.terms.iter().copied());
    }
    for &at in &rows.of_home[home] {
        if let Key::Cut(cut) = &rows.all[at as usize].key {
            let local = here.rows.len() as u32;
            here.rows.push(Ok(at));
            here.found.push((at, cut.limit));
            add(local, &mut weights(part, cut).into_iter().enumerate());
        }
    }
    stands
}

/// What each block weighs in a cut.
fn weights(part: &AtHome, cut: &HouseCut) -> Vec<i64> {
    let named: HashMap<&Block, i64> = cut.named.iter().map(|(b, w)| (b, *w)).collect();
    let places = cut.duties.iter();
    let places: Vec<Option<usize>> = places
        .map(|duty| part.plain.iter().position(|plain| plain == duty))
        .collect();
    let by_profile: Vec<i64> = part
        .profiles
        .iter()
        .map(|profile| {
            let weighs = places.iter().map(|at| at.map_or(0, |at| profile[at]));
            let weighs: Vec<i64> = weighs.collect();
            let mut others = cut.others.iter();
            others
                .find(|(known, _)| *known == weighs)
                .map_or(0, |(_, weight)| *weight)
        })
        .collect();
    let blocks = part.blocks.iter().zip(&part.profile_of);
    blocks
        .map(|(block, profile)| match named.get(block) {
            Some(&weight) => weight,
            None => by_profile[usize::from(*profile)],
        })
        .collect()
}
