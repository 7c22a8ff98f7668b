//! The proof of a part: value and bound of every tier from the council, the plan and the prices.
//!
//! `bound = Σ limit × price + Σ groups' cheapest way at those prices`, in whole numbers throughout. A choice
//! that the bound lifts above the tier's value is in no plan that keeps the value, so it is closed for the
//! tiers that follow; a priced row whose slack would do the same is tight.

use std::collections::HashMap;

use rayon::prelude::*;

use super::choices::{Choice, Choices, Group, Terms, find};
use super::claim::{Part, PartTier};
use super::survey::Survey;
use super::ways::{AtPrices, Ways};
use super::{Fault, ONE, ceilings, constants, cuts, none_worse};
use crate::candidates::Round;
use crate::duties::{Block, Facts};
use crate::model::HomeIx;

/// What is proved of one tier of a part.
pub struct Proved {
    /// Value of the part's plan.
    pub value: i64,
    /// Bound by prices.
    pub price_bound: i64,
}

/// Proves every tier of a part.
pub fn part(
    facts: &Facts,
    round: &Round,
    part: &Part,
    tiers: &[Terms],
    survey: Option<&Survey>,
) -> Result<Vec<Proved>, Fault> {
    let mut choices = find(facts, round, &part.children, tiers, survey);
    let by_group = costs_of(&choices, &part.blocks, tiers.len())?;
    if let Some(promise) = &round.none_worse {
        none_worse::keep(&mut choices, facts, promise, &by_group)?;
    }
    if let Some(asked) = &round.ceilings {
        ceilings::keep(&mut choices, asked, &constants(facts, round, tiers));
    }
    let first_cut = cuts::add(&mut choices, &part.cuts)?;
    let mut values = vec![0; tiers.len()];
    for costs in &by_group {
        add(&mut values, costs);
    }
    let mut prover = Prover {
        first_cut,
        ways: choices.groups.iter().map(Ways::of).collect(),
        values,
        choices,
    };
    let mut proved = Vec::with_capacity(tiers.len());
    for (t, claimed) in part.tiers.iter().enumerate() {
        proved.push(prover.tier(t, claimed)?);
    }
    Ok(proved)
}

/// Costs of a plan in each tier, by sibling group, from the choices found again.
pub(super) fn costs_of(
    choices: &Choices,
    blocks: &[Block],
    tiers: usize,
) -> Result<Vec<Vec<i64>>, Fault> {
    let of_home = by_home(blocks);
    let is_chosen = |choice: &Choice| {
        let here = of_home.get(&choice.block.home);
        here.is_some_and(|here| here.contains(&&choice.block))
    };
    let mut by_group = Vec::with_capacity(choices.groups.len());
    let mut found = 0;
    for group in &choices.groups {
        let mut values = vec![0; tiers];
        let mut placed = 0_u32;
        for (mask, options) in &group.sets {
            for choice in options.iter().filter(|choice| is_chosen(choice)) {
                if placed & mask != 0 {
                    return Err(Fault::PlacedTwice);
                }
                placed |= mask;
                found += 1;
                add(&mut values, &choice.costs);
            }
        }
        for (bit, unplaced) in group.unplaced.iter().enumerate() {
            if placed >> bit & 1 == 0 {
                add(&mut values, unplaced);
            }
        }
        by_group.push(values);
    }
    if found == blocks.len() {
        Ok(by_group)
    } else {
        Err(Fault::NotAChoice {
            claimed: blocks.len(),
            found,
        })
    }
}

/// The blocks of a plan at each home.
pub(super) fn by_home(blocks: &[Block]) -> HashMap<HomeIx, Vec<&Block>> {
    let mut by_home: HashMap<HomeIx, Vec<&Block>> = HashMap::new();
    for block in blocks {
        by_home.entry(block.home).or_default().push(block);
    }
    by_home
}

/// Adds the costs of every tier.
pub(super) fn add(values: &mut [i64], costs: &[i64]) {
    for (value, cost) in values.iter_mut().zip(costs) {
        *value += cost;
    }
}

struct Prover {
    /// Where the cuts stand among the rows.
    first_cut: usize,
    choices: Choices,
    ways: Vec<Ways>,
    values: Vec<i64>,
}

impl Prover {
    fn tier(&mut self, t: usize, claimed: &PartTier) -> Result<Proved, Fault> {
        let value = self.values[t];
        if value != claimed.value {
            return Err(Fault::Value {
                tier: t,
                claimed: claimed.value,
                found: value,
            });
        }
        let prices = self.prices(claimed)?;
        let earlier: Vec<i128> = claimed.earlier.iter().map(|&p| i128::from(p)).collect();
        if earlier.iter().any(|&price| price > 0) || earlier.len() > t {
            return Err(Fault::PriceSign);
        }
        let kept: i128 = earlier
            .iter()
            .zip(&self.values)
            .map(|(p, v)| p * i128::from(*v))
            .sum();
        let limits = self.choices.rows.iter().zip(&prices);
        let rows: i128 = limits
            .map(|(row, price)| i128::from(row.limit) * price)
            .sum();
        let reduced: Vec<_> = (0..self.ways.len())
            .into_par_iter()
            .map(|g| self.reduce(g, t, &prices, &earlier))
            .collect();
        let mut cheapest = Vec::with_capacity(self.ways.len());
        for ((ways, group), (at, _)) in self.ways.iter().zip(&self.choices.groups).zip(&reduced) {
            cheapest.push(ways.cheapest(group, at).ok_or(Fault::NoWay { tier: t })?);
        }
        let bound = rows + kept + cheapest.iter().sum::<i128>();
        let gap = i128::from(value) * ONE - bound;
        if gap < 0 {
            return Err(Fault::BelowBound { tier: t });
        }
        let groups = self.choices.groups.par_iter_mut().zip(&mut self.ways);
        let priced = reduced.par_iter().zip(&cheapest);
        groups
            .zip(priced)
            .for_each(|((group, ways), ((at, costs), cheapest))| {
                let most = ways.close_above(group, at, cheapest + gap);
                close(group, costs, &most);
            });
        for (row, price) in self.choices.rows.iter_mut().zip(&prices) {
            row.tight |= price.abs() > gap;
        }
        Ok(Proved {
            value,
            price_bound: whole_at_least(bound),
        })
    }

    /// One price a row or cut, with the sign that the row allows.
    fn prices(&self, claimed: &PartTier) -> Result<Vec<i128>, Fault> {
        let mut prices = vec![0; self.choices.rows.len()];
        for owed in &claimed.owed {
            let key = (owed.to, owed.tier);
            let at = self.choices.owed.get(&key);
            let at = *at.ok_or(Fault::NotOwed { tier: owed.tier })?;
            if owed.price > 0 && !self.choices.rows[at].tight {
                return Err(Fault::PriceSign);
            }
            prices[at] = i128::from(owed.price);
        }
        for row in &claimed.rows {
            let key = (row.duty, row.home, row.about.clone());
            let at = *self.choices.index.get(&key).ok_or(Fault::NoSuchRow {
                duty: row.duty,
                about: row.about.clone(),
            })?;
            if row.price > 0 && !self.choices.rows[at].tight {
                return Err(Fault::PriceSign);
            }
            prices[at] = i128::from(row.price);
        }
        if claimed.cuts.len() > prices.len() - self.first_cut {
            return Err(Fault::UnprovedCut);
        }
        for (cut, &price) in claimed.cuts.iter().enumerate() {
            let at = self.first_cut + cut;
            if price > 0 && !self.choices.rows[at].tight {
                return Err(Fault::PriceSign);
            }
            prices[at] = i128::from(price);
        }
        Ok(prices)
    }

    /// Every open choice of a group at prices; a closed one, which stays closed, has none.
    fn reduce(
        &self,
        g: usize,
        t: usize,
        prices: &[i128],
        earlier: &[i128],
    ) -> (AtPrices, Vec<Vec<Option<i128>>>) {
        let group = &self.choices.groups[g];
        let reduce = |costs: &[i64]| -> i128 {
            let kept = earlier.iter().zip(costs).map(|(p, c)| p * i128::from(*c));
            let owed = group.owed.iter();
            let owed = owed.map(|&(row, tier)| prices[row] * i128::from(costs[tier]));
            i128::from(costs[t]) * ONE - kept.sum::<i128>() - owed.sum::<i128>()
        };
        let (mut sets, mut all) = (Vec::new(), Vec::new());
        for (_, choices) in &group.sets {
            let price = |choice: &Choice| {
                let rows = choice.rows.iter().map(|&(r, c)| i128::from(c) * prices[r]);
                reduce(&choice.costs) - rows.sum::<i128>()
            };
            let costs = choices
                .iter()
                .map(|choice| choice.open.then(|| price(choice)));
            let costs: Vec<Option<i128>> = costs.collect();
            sets.push(costs.iter().flatten().copied().min());
            all.push(costs);
        }
        let unplaced = group.unplaced.iter().map(|costs| reduce(costs)).collect();
        (AtPrices { sets, unplaced }, all)
    }
}

/// Closes the choices of a group that cost more than the most of their set.
fn close(group: &mut Group, reduced: &[Vec<Option<i128>>], most: &[Option<i128>]) {
    for ((_, choices), (reduced, most)) in group.sets.iter_mut().zip(reduced.iter().zip(most)) {
        for (choice, reduced) in choices.iter_mut().zip(reduced) {
            choice.open &= reduced.zip(*most).is_some_and(|(cost, most)| cost <= most);
        }
    }
}

/// The least whole number that is not below a fixed-point bound.
pub(super) fn whole_at_least(bound: i128) -> i64 {
    i64::try_from(-(-bound).div_euclid(ONE)).unwrap_or(i64::MIN)
}
