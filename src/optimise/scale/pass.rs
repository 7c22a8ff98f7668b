//! One pass over all columns of a component, home by home: the bound that prices prove in every tier, and the columns
//! that are best at them. No column outlives its home but those of the pool.
//!
//! The bound of a tier must hold for plans that keep the earlier tiers. Each earlier tier has a multiplier, at most 0:
//! what a plan loses in it is charged at that rate. Any multipliers and any prices give a true bound.

use rayon::prelude::*;

use super::pool::{Column, Pool, Top, Tops};
use super::pricing::Pricing;
use super::rows::Rows;
use super::stands::Stands;
use super::whole::Whole;
use crate::optimise::SolveError;
use crate::optimise::at_home::AtHome;
use crate::optimise::prices::{ONE, Price};
use crate::optimise::problem::{Group, SiblingSet};
use crate::optimise::ways::{AtPrices, Ways};

/// Homes that are priced before their columns are compared.
const BATCH: usize = 256;

/// What a pass found.
#[derive(Debug, Clone)]
pub struct Pass {
    /// By tier: the bound without what keeping the earlier tiers adds, times [`ONE`].
    open: Vec<i128>,
    /// Columns of the component.
    pub columns: usize,
    /// Household rows of the component.
    pub rows: usize,
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

/// What was found at one home.
struct Here {
    /// By pricing, then tier: Σ limit × price.
    sums: Vec<Vec<i128>>,
    stands: Stands,
    /// Columns worth looking at: group, mask, cost at each pricing by tier; their rows are positions in `stands`.
    columns: Vec<(u32, u32, Vec<Vec<i128>>, Column)>,
    all_rows: usize,
}

/// Prices every column in each of several ways; adds the best to the pool, and rows without a price to `rows`. What could
/// be at a home is asked once, which takes far longer than to price it.
pub fn pass(
    whole: &Whole,
    rows: &mut Rows,
    pricings: &[Pricing],
    pool: &mut Pool,
) -> Result<Vec<Pass>, SolveError> {
    let mut tops: Vec<Tops> = pricings.iter().map(|_| Tops::of(whole)).collect();
    let open = Pass {
        open: vec![0; whole.tiers.len()],
        columns: 0,
        rows: 0,
    };
    let mut passes = vec![open; pricings.len()];
    let homes: Vec<usize> = (0..whole.homes.len()).collect();
    for batch in homes.chunks(BATCH) {
        let here: Vec<Here> = batch
            .par_iter()
            .map(|&home| price_home(whole, rows, pricings, home, &tops))
            .collect();
        for (&home, here) in batch.iter().zip(here) {
            for (pass, sums) in passes.iter_mut().zip(&here.sums) {
                pass.columns += here.stands.blocks.len();
                pass.rows += here.all_rows;
                for (bound, sum) in pass.open.iter_mut().zip(sums) {
                    *bound += sum;
                }
            }
            let limits = here.stands.rows.into_iter().zip(here.stands.limits);
            let numbers: Vec<u32> = limits
                .map(|(row, limit)| rows.found(home, row, limit))
                .collect();
            for (group, mask, costs, mut column) in here.columns {
                for (row, _) in &mut column.rows {
                    *row = numbers[*row as usize];
                }
                for (tops, costs) in tops.iter_mut().zip(&costs) {
                    if tops.wants(group, mask, costs, column.home, column.shares) {
                        tops.offer(group, mask, costs, column.clone());
                    }
                }
            }
        }
    }
    for ((pass, pricing), tops) in passes.iter_mut().zip(pricings).zip(tops) {
        for (t, bound) in pass.open.iter_mut().enumerate() {
            *bound += all_cheapest(whole, t, &pricing.earlier[t], &tops)?;
        }
        pool.take(tops);
    }
    Ok(passes)
}

/// What the cheapest way of every group comes to.
fn all_cheapest(
    whole: &Whole,
    t: usize,
    earlier: &[Price],
    tops: &Tops,
) -> Result<i128, SolveError> {
    let of_group = |(group, tops): (&Group, &Vec<Top>)| {
        let sets = tops.iter().map(|top| (top.mask, top.best[t][0].0));
        let sets: Vec<(u32, i128)> = sets.collect();
        cheapest(group, t, earlier, &sets)
            .ok_or_else(|| SolveError::Unexpected("a group without a way".to_owned()))
    };
    whole.groups.iter().zip(&tops.groups).map(of_group).sum()
}

/// The cheapest way to house a group, given the cheapest column of each set.
fn cheapest(group: &Group, t: usize, earlier: &[Price], sets: &[(u32, i128)]) -> Option<i128> {
    let leaving = |costs: &Vec<i64>| at_rates(costs, t, earlier);
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
    pricings: &[Pricing],
    home: usize,
    tops: &[Tops],
) -> Here {
    let (named, able) = (whole.homes[home], &whole.able[home]);
    let part = AtHome::of(whole.facts, whole.round, named, able, &whole.terms);
    let stands = Stands::of(&part, rows, home);
    let priced: Vec<AtPricing> = pricings
        .iter()
        .map(|pricing| AtPricing::of(pricing, &stands, whole.tiers.len()))
        .collect();
    let mut columns = Vec::new();
    for (b, block) in part.blocks.iter().enumerate() {
        let (group, mask) = whole.group_and_mask(&block.children);
        let at = priced
            .iter()
            .map(|at| at.block(&part.costs[b], &stands.blocks[b]));
        let at: Vec<Vec<i128>> = at.collect();
        let mut pairs = tops.iter().zip(&at);
        if pairs.any(|(tops, costs)| tops.wants(group, mask, costs, home as u32, block.shares)) {
            let column = Column {
                home: home as u32,
                shares: block.shares,
                costs: part.costs[b].clone().into_boxed_slice(),
                rows: stands.blocks[b].clone().into_boxed_slice(),
            };
            columns.push((group, mask, at, column));
        }
    }
    Here {
        sums: priced.into_iter().map(|at| at.sums).collect(),
        stands,
        columns,
        all_rows: part.rows.len(),
    }
}

/// A home's rows at one pricing.
struct AtPricing<'a> {
    pricing: &'a Pricing,
    /// By row here, then tier.
    prices: Vec<Vec<i128>>,
    /// By tier: Σ limit × price.
    sums: Vec<i128>,
}

impl<'a> AtPricing<'a> {
    fn of(pricing: &'a Pricing, stands: &Stands, tiers: usize) -> Self {
        let prices = |row: &Result<u32, _>| -> Vec<i128> {
            let price = |at: u32, t| i128::from(pricing.price(at as usize, t));
            let of_tier = |t| row.as_ref().map_or(0, |at| price(*at, t));
            (0..tiers).map(of_tier).collect()
        };
        let prices: Vec<Vec<i128>> = stands.rows.iter().map(prices).collect();
        let mut sums = vec![0; tiers];
        for (limit, prices) in stands.limits.iter().zip(&prices) {
            for (sum, price) in sums.iter_mut().zip(prices) {
                *sum += i128::from(*limit) * price;
            }
        }
        Self {
            pricing,
            prices,
            sums,
        }
    }

    /// By tier: what a block costs at these prices.
    fn block(&self, costs: &[i64], stands: &[(u32, i64)]) -> Vec<i128> {
        let of_tier = |t: usize| {
            let rows = stands.iter();
            let rows = rows.map(|&(row, c)| i128::from(c) * self.prices[row as usize][t]);
            at_rates(costs, t, &self.pricing.earlier[t]) - rows.sum::<i128>()
        };
        (0..costs.len()).map(of_tier).collect()
    }
}

/// A cost in a tier, less what the multipliers of earlier tiers charge.
fn at_rates(costs: &[i64], t: usize, earlier: &[Price]) -> i128 {
    let charged = earlier.iter().zip(costs);
    let charged = charged.map(|(price, cost)| i128::from(*price) * i128::from(*cost));
    i128::from(costs[t]) * ONE - charged.sum::<i128>()
}
