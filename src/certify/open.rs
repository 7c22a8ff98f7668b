//! The proof of a large part, home by home: no choice outlives its home, so a whole region fits into memory.
//!
//! Nothing is closed between tiers. What a plan may lose in an earlier tier is charged at that tier's multiplier, so
//! every choice counts in every tier:
//! `bound = Σ limit × price + Σ earlier value × multiplier + Σ groups' cheapest way at those prices`.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::choices::{AtHome, Choice, Choices, Group, Search, Terms, groups_of};
use super::claim::{HouseCut, Part, PartTier, RowPrice};
use super::prove::{Proved, add, whole_at_least};
use super::ways::{AtPrices, Ways};
use super::{Fault, ONE, cuts};
use crate::candidates::Round;
use crate::duties::{Block, Facts};
use crate::model::HomeIx;

/// Homes that are looked at before what they come to is added up.
const BATCH: usize = 256;

/// Prices of a home: of its rows by duty and what they are about, and of its cuts; each by tier.
#[derive(Default)]
struct HomePrices<'a> {
    rows: HashMap<(&'static str, &'a str), Vec<i128>>,
    cuts: Vec<(&'a HouseCut, Vec<i128>)>,
}

/// What one home comes to.
struct Found {
    /// By tier: Σ limit × price.
    limits: Vec<i128>,
    /// Group, mask and cheapest choice by tier.
    cheapest: Vec<(usize, u32, Vec<i128>)>,
    /// Child, by group and bit, and what she would cost here alone.
    alone: Vec<(usize, usize, Vec<i64>)>,
    /// Blocks of the plan that are choices here: group, mask and costs.
    chosen: Vec<(usize, u32, Vec<i64>)>,
}

/// Cheapest choices of a group by mask, each by tier.
type Sets = Vec<(u32, Vec<i128>)>;

/// Proves every tier of a part.
pub fn part(
    facts: &Facts,
    round: &Round,
    part: &Part,
    tiers: &[Terms],
) -> Result<Vec<Proved>, Fault> {
    if round.is_one_part() {
        return Err(Fault::Parts);
    }
    let prices = prices_of(part)?;
    let search = Search::of(facts, round);
    let mut groups = groups_of(facts, &part.children, tiers);
    let plan: HashSet<&Block> = part.blocks.iter().collect();
    let looking = Looking {
        search: &search,
        round,
        part,
        tiers,
        prices: &prices,
        plan: &plan,
    };
    let mut sets: Vec<Sets> = vec![Vec::new(); groups.len()];
    let mut placed = vec![0_u32; groups.len()];
    let mut limits = vec![0_i128; tiers.len()];
    let (mut values, mut blocks) = (vec![0_i64; tiers.len()], 0);
    let homes = facts.council.home_indices();
    let homes: Vec<HomeIx> = homes.filter(|home| round.is_open(*home)).collect();
    for batch in homes.chunks(BATCH) {
        let found: Vec<Option<Found>> = batch
            .par_iter()
            .map(|&home| looking.at(home, &groups))
            .collect::<Result<_, Fault>>()?;
        for found in found.into_iter().flatten() {
            limits
                .iter_mut()
                .zip(&found.limits)
                .for_each(|(a, b)| *a += b);
            for (g, mask, costs) in found.cheapest {
                keep_cheapest(&mut sets[g], mask, costs);
            }
            for (g, bit, costs) in found.alone {
                groups[g].count_option(bit, &costs);
            }
            for (g, mask, costs) in found.chosen {
                if placed[g] & mask != 0 {
                    return Err(Fault::PlacedTwice);
                }
                placed[g] |= mask;
                blocks += 1;
                add(&mut values, &costs);
            }
        }
    }
    if blocks != part.blocks.len() {
        let (claimed, found) = (part.blocks.len(), blocks);
        return Err(Fault::NotAChoice { claimed, found });
    }
    for group in &mut groups {
        group.charge_for_leaving(round);
    }
    for (group, placed) in groups.iter().zip(&placed) {
        let left = group.unplaced.iter().enumerate();
        for (_, costs) in left.filter(|(bit, _)| placed >> bit & 1 == 0) {
            add(&mut values, costs);
        }
    }
    prove(part, &values, limits, &groups, &sets)
}

fn keep_cheapest(sets: &mut Sets, mask: u32, costs: Vec<i128>) {
    match sets.iter_mut().find(|(known, _)| *known == mask) {
        Some((_, best)) => lower(best, &costs),
        None => sets.push((mask, costs)),
    }
}

/// Value and bound of every tier.
fn prove(
    part: &Part,
    values: &[i64],
    limits: Vec<i128>,
    groups: &[Group],
    sets: &[Sets],
) -> Result<Vec<Proved>, Fault> {
    let of_tier = |(t, claimed): (usize, &PartTier)| {
        let (value, found) = (claimed.value, values[t]);
        if value != found {
            let claimed = value;
            return Err(Fault::Value {
                tier: t,
                claimed,
                found,
            });
        }
        let kept = claimed.earlier.iter().zip(values);
        let kept: i128 = kept.map(|(p, v)| i128::from(*p) * i128::from(*v)).sum();
        let ways: Vec<Option<i128>> = groups
            .par_iter()
            .zip(sets)
            .map(|(group, sets)| cheapest_way(group, sets, t, &claimed.earlier))
            .collect();
        let ways: Option<i128> = ways.into_iter().sum();
        let bound = limits[t] + kept + ways.ok_or(Fault::NoWay { tier: t })?;
        if bound > i128::from(value) * ONE {
            return Err(Fault::BelowBound { tier: t });
        }
        Ok(Proved {
            value,
            price_bound: whole_at_least(bound),
        })
    };
    part.tiers.iter().enumerate().map(of_tier).collect()
}

fn cheapest_way(group: &Group, sets: &Sets, t: usize, earlier: &[i64]) -> Option<i128> {
    let at = AtPrices {
        sets: sets.iter().map(|(_, costs)| Some(costs[t])).collect(),
        unplaced: group
            .unplaced
            .iter()
            .map(|costs| at_rates(costs, t, earlier))
            .collect(),
    };
    let named = Group {
        children: group.children.clone(),
        unplaced: group.unplaced.clone(),
        sets: sets.iter().map(|(mask, _)| (*mask, Vec::new())).collect(),
        owed: Vec::new(),
    };
    Ways::of(&named).cheapest(&named, &at)
}

/// A cost in a tier, less what earlier tiers' multipliers charge.
fn at_rates(costs: &[i64], t: usize, earlier: &[i64]) -> i128 {
    let charged = earlier.iter().zip(costs);
    let charged: i128 = charged.map(|(p, c)| i128::from(*p) * i128::from(*c)).sum();
    i128::from(costs[t]) * ONE - charged
}

/// The prices of a part by home. All are at most 0, since no row is known to be tight.
fn prices_of(part: &Part) -> Result<HashMap<HomeIx, HomePrices<'_>>, Fault> {
    let tiers = part.tiers.len();
    let mut by_home: HashMap<HomeIx, HomePrices> = HashMap::new();
    for (c, cut) in part.cuts.iter().enumerate() {
        let price = |tier: &PartTier| i128::from(tier.cuts.get(c).copied().unwrap_or(0));
        let prices: Vec<i128> = part.tiers.iter().map(price).collect();
        if prices.iter().any(|price| *price > 0) {
            return Err(Fault::PriceSign);
        }
        let home = by_home.entry(cut.home).or_default();
        home.cuts.push((cut, prices));
    }
    for (t, tier) in part.tiers.iter().enumerate() {
        if tier.cuts.len() > part.cuts.len() {
            return Err(Fault::UnprovedCut);
        }
        if !tier.owed.is_empty() {
            return Err(Fault::NotOwed { tier: t });
        }
        if tier.earlier.len() > t || tier.earlier.iter().any(|price| *price > 0) {
            return Err(Fault::PriceSign);
        }
        for RowPrice {
            duty,
            home,
            about,
            price,
        } in &tier.rows
        {
            if *price > 0 {
                return Err(Fault::PriceSign);
            }
            let rows = &mut by_home.entry(*home).or_default().rows;
            let prices = rows
                .entry((*duty, about.as_str()))
                .or_insert_with(|| vec![0; tiers]);
            prices[t] = i128::from(*price);
        }
    }
    Ok(by_home)
}

struct Looking<'a> {
    search: &'a Search<'a>,
    round: &'a Round,
    part: &'a Part,
    tiers: &'a [Terms],
    prices: &'a HashMap<HomeIx, HomePrices<'a>>,
    plan: &'a HashSet<&'a Block>,
}

impl Looking<'_> {
    /// What a home comes to; `None` where nobody could go.
    fn at(&self, home: HomeIx, groups: &[Group]) -> Result<Option<Found>, Fault> {
        let prices = self.prices.get(&home);
        let is_about = |(_, about): &(&str, &str)| !about.is_empty();
        // A cut may hold because two of the blocks that it names cannot be there at once.
        let apart = prices.is_some_and(|prices| {
            let mut cuts = prices.cuts.iter();
            prices.rows.keys().any(is_about) || cuts.any(|(cut, _)| cut.named.len() > 1)
        });
        let Some(here) = AtHome::find(self.search, home, groups, self.tiers, apart) else {
            let unmet = prices.and_then(|prices| prices.rows.keys().next());
            return match unmet {
                Some((duty, about)) => Err(no_such_row(duty, about)),
                None => Ok(None),
            };
        };
        let (mut choices, which) = Choices::alone(here);
        let none = HomePrices::default();
        let prices = prices.unwrap_or(&none);
        let first_cut = cuts::add(&mut choices, prices.cuts.iter().map(|(cut, _)| *cut))?;
        let mut of_row: Vec<Option<&Vec<i128>>> = vec![None; choices.rows.len()];
        for ((duty, about), prices) in &prices.rows {
            let key = (*duty, home, (*about).to_owned());
            let at = choices
                .index
                .get(&key)
                .ok_or_else(|| no_such_row(duty, about))?;
            of_row[*at] = Some(prices);
        }
        for (c, (_, prices)) in prices.cuts.iter().enumerate() {
            of_row[first_cut + c] = Some(prices);
        }
        Ok(Some(self.add_up(&choices, &which, &of_row)))
    }

    fn add_up(&self, choices: &Choices, which: &[usize], of_row: &[Option<&Vec<i128>>]) -> Found {
        let mut found = Found {
            limits: vec![0; self.tiers.len()],
            cheapest: Vec::new(),
            alone: Vec::new(),
            chosen: Vec::new(),
        };
        for (row, prices) in choices.rows.iter().zip(of_row) {
            let prices = prices.iter().flat_map(|prices| prices.iter());
            for (sum, price) in found.limits.iter_mut().zip(prices) {
                *sum += i128::from(row.limit) * price;
            }
        }
        for (group, &g) in choices.groups.iter().zip(which) {
            for (mask, options) in &group.sets {
                let mut best: Option<Vec<i128>> = None;
                for choice in options {
                    let costs = self.at_prices(choice, of_row);
                    match &mut best {
                        Some(best) => lower(best, &costs),
                        None => best = Some(costs),
                    }
                    if self.plan.contains(&choice.block) {
                        found.chosen.push((g, *mask, choice.costs.clone()));
                    }
                    if mask.is_power_of_two() && self.round.exists(choice.block.home) {
                        let bit = mask.trailing_zeros() as usize;
                        found.alone.push((g, bit, choice.alone.clone()));
                    }
                }
                found.cheapest.extend(best.map(|best| (g, *mask, best)));
            }
        }
        found
    }

    /// What a choice costs in each tier at its prices.
    fn at_prices(&self, choice: &Choice, of_row: &[Option<&Vec<i128>>]) -> Vec<i128> {
        let cost = |(t, tier): (usize, &PartTier)| {
            let rows = choice.rows.iter();
            let priced = rows.filter_map(|&(row, c)| Some((of_row[row]?, c)));
            let rows: i128 = priced.map(|(prices, c)| i128::from(c) * prices[t]).sum();
            at_rates(&choice.costs, t, &tier.earlier) - rows
        };
        self.part.tiers.iter().enumerate().map(cost).collect()
    }
}

fn lower(best: &mut [i128], costs: &[i128]) {
    for (best, cost) in best.iter_mut().zip(costs) {
        *best = (*best).min(*cost);
    }
}

fn no_such_row(duty: &'static str, about: &str) -> Fault {
    let about = about.to_owned();
    Fault::NoSuchRow { duty, about }
}
