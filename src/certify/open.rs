//! The proof of a large part, home by home: no choice outlives its home, so a whole region fits into memory.
//!
//! Nothing is closed between tiers. What a plan may lose in an earlier tier is charged at that tier's multiplier, so
//! every choice counts in every tier:
//! `bound = Σ limit × price + Σ earlier value × multiplier + Σ groups' cheapest way at those prices`.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::at_home::{AtHome, Search};
use super::choices::{Group, Terms, groups_of};
use super::claim::{HouseCut, Part, PartTier, RowPrice};
use super::cuts::Stage;
use super::near::Near;
use super::prove::{Proved, add, by_home, whole_at_least};
use super::ways::{AtPrices, Ways};
use super::{Fault, ONE};
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
    let near = Near::of(&search, &groups);
    let plan = by_home(&part.blocks);
    let looking = Looking {
        search: &search,
        round,
        part,
        tiers,
        prices: &prices,
        near: &near,
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
    near: &'a Near,
    /// By home: the blocks of the plan.
    plan: &'a HashMap<HomeIx, Vec<&'a Block>>,
}

impl Looking<'_> {
    /// What a home comes to; `None` where nobody could go.
    fn at(&self, home: HomeIx, groups: &[Group]) -> Result<Option<Found>, Fault> {
        let none = HomePrices::default();
        let prices = self.prices.get(&home).unwrap_or(&none);
        // A cut may hold because two of the blocks that it names cannot be there at once.
        let is_apart = |(cut, _): &(&HouseCut, Vec<i128>)| cut.named.len() > 1;
        let apart = prices.rows.keys().any(|(_, about)| !about.is_empty())
            || prices.cuts.iter().any(is_apart);
        let Some(here) = AtHome::find(self.search, home, self.near, groups, self.tiers, apart)
        else {
            let unmet = prices.rows.keys().next();
            return unmet.map_or(Ok(None), |(duty, about)| Err(no_such_row(duty, about)));
        };
        let mut found = Found {
            limits: vec![0; self.tiers.len()],
            cheapest: Vec::new(),
            alone: Vec::new(),
            chosen: Vec::new(),
        };
        let reduced = self.reduce(&here, prices, &mut found)?;
        self.add_up(&here, &reduced, &mut found);
        Ok(Some(found))
    }

    /// By choice, then tier: its cost at prices. What the limits of priced rows and cuts come to is found as well.
    fn reduce(
        &self,
        here: &AtHome,
        prices: &HomePrices,
        found: &mut Found,
    ) -> Result<Vec<i128>, Fault> {
        let tiers = self.tiers.len();
        let mut reduced = Vec::with_capacity(here.costs.len());
        for costs in here.costs.chunks(tiers) {
            let of_tier = self.part.tiers.iter().enumerate();
            reduced.extend(of_tier.map(|(t, tier)| at_rates(costs, t, &tier.earlier)));
        }
        let mut charge =
            |limit: i64, terms: &mut dyn Iterator<Item = (usize, i64)>, prices: &[i128]| {
                for (sum, price) in found.limits.iter_mut().zip(prices) {
                    *sum += i128::from(limit) * price;
                }
                for (choice, coefficient) in terms {
                    let reduced = reduced[choice * tiers..].iter_mut();
                    for (reduced, price) in reduced.zip(prices) {
                        *reduced -= i128::from(coefficient) * price;
                    }
                }
            };
        let mut unmet: HashSet<&(&'static str, &str)> = prices.rows.keys().collect();
        for row in &here.rows {
            if let Some((key, prices)) = prices.rows.get_key_value(&(row.duty, &row.about[..]))
                && unmet.remove(key)
            {
                charge(row.limit, &mut row.terms.iter().copied(), prices);
            }
        }
        if let Some((duty, about)) = unmet.into_iter().next() {
            return Err(no_such_row(duty, about));
        }
        if prices.cuts.is_empty() {
            return Ok(reduced);
        }
        let stands = here.stands();
        let blocks = here.blocks.iter().zip(&stands);
        let about_all = |duty: &str| {
            let mut rows = here.rows.iter();
            rows.position(|row| row.duty == duty && row.about.is_empty())
        };
        let stage = Stage {
            blocks: blocks.map(|(block, stands)| (block, &stands[..])).collect(),
            row_of: &about_all,
            limit: &|row| here.rows[row].limit,
        };
        for (cut, prices) in &prices.cuts {
            let weights = stage.weigh(cut)?.into_iter().enumerate();
            charge(cut.limit, &mut weights.filter(|(_, w)| *w != 0), prices);
        }
        Ok(reduced)
    }

    /// The cheapest choice of each set, what children would cost alone, and which choices the plan takes.
    fn add_up(&self, here: &AtHome, reduced: &[i128], found: &mut Found) {
        let tiers = self.tiers.len();
        let exists = self.round.exists(here.home);
        let plan = self.plan.get(&here.home);
        // Choices of one set lie side by side.
        for (c, &(g, mask)) in here.places.iter().enumerate() {
            let at = c * tiers..(c + 1) * tiers;
            let costs = &reduced[at.clone()];
            match found.cheapest.last_mut() {
                Some((of, set, best)) if (*of, *set) == (g, mask) => lower(best, costs),
                _ => found.cheapest.push((g, mask, costs.to_vec())),
            }
            if plan.is_some_and(|plan| plan.contains(&&here.blocks[c])) {
                found
                    .chosen
                    .push((g, mask, here.costs[at.clone()].to_vec()));
            }
            if mask.is_power_of_two() && exists {
                let bit = mask.trailing_zeros() as usize;
                found.alone.push((g, bit, here.alone[at].to_vec()));
            }
        }
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
