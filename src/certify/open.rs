//! The proof of a large part, home by home: of a choice only what it costs at each tier's prices outlives its home, so that
//! a whole region fits into memory.
//!
//! `bound = Σ limit × price + Σ earlier value × multiplier + Σ groups' cheapest way at those prices`. A choice that a tier's
//! bound lifts above its value is closed for later tiers, as in a small part; no row is held to be tight.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::Fault;
use super::at_home::{AtHome, Costs, Search};
use super::choices::{Group, Terms, groups_of};
use super::claim::{HouseCut, Part, PartTier, RowPrice};
use super::cuts::Stage;
use super::in_order::{Prover, Set, at_rates, set_of};
use super::measures::Measures;
use super::near::Near;
use super::prove::{Proved, add, by_home};
use super::ways::Ways;
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
    /// Group and mask of each choice, and by choice, then tier, what it costs at prices.
    choices: Vec<(usize, u32)>,
    reduced: Vec<i128>,
    /// Child, by group and bit, and what she would cost here alone.
    alone: Vec<(usize, usize, Vec<i64>)>,
    /// Blocks of the plan that are choices here: group, mask and costs.
    chosen: Vec<(usize, u32, Vec<i64>)>,
}

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
    let measures = Measures::of(tiers);
    let mut groups = groups_of(facts, &part.children, tiers);
    let near = Near::of(&search, &groups);
    let plan = by_home(&part.blocks);
    let looking = Looking {
        search: &search,
        round,
        part,
        tiers,
        measures: &measures,
        prices: &prices,
        near: &near,
        plan: &plan,
    };
    let mut sets: Vec<Vec<Set>> = groups.iter().map(|_| Vec::new()).collect();
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
            for (&(g, mask), reduced) in found.choices.iter().zip(found.reduced.chunks(tiers.len()))
            {
                set_of(&mut groups[g], &mut sets[g], mask).add(reduced);
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
    sets.par_iter_mut().flatten().for_each(Set::shrink);
    for group in &mut groups {
        group.charge_for_leaving(round);
    }
    for (group, placed) in groups.iter().zip(&placed) {
        let left = group.unplaced.iter().enumerate();
        for (_, costs) in left.filter(|(bit, _)| placed >> bit & 1 == 0) {
            add(&mut values, costs);
        }
    }
    let ways = groups.iter().map(Ways::of).collect();
    let prover = Prover {
        part,
        values,
        limits,
        groups,
        ways,
        sets,
    };
    prover.prove()
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
    measures: &'a Measures,
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
        let duties = &self.measures.duties;
        let Some(here) = AtHome::find(self.search, home, self.near, groups, duties, apart) else {
            let unmet = prices.rows.keys().min();
            return unmet.map_or(Ok(None), |(duty, about)| Err(no_such_row(duty, about)));
        };
        let mut found = Found {
            limits: vec![0; self.tiers.len()],
            choices: here.places.clone(),
            reduced: Vec::new(),
            alone: Vec::new(),
            chosen: Vec::new(),
        };
        let costs = here.weigh(self.measures, self.round);
        found.reduced = self.reduce(&here, &costs, prices, &mut found)?;
        self.add_up(&here, &costs, &mut found);
        Ok(Some(found))
    }

    /// By choice, then tier: its cost at prices. What the limits of priced rows and cuts come to is found as well.
    fn reduce(
        &self,
        here: &AtHome,
        costs: &Costs,
        prices: &HomePrices,
        found: &mut Found,
    ) -> Result<Vec<i128>, Fault> {
        let tiers = self.tiers.len();
        let mut reduced = Vec::with_capacity(costs.all.len());
        for costs in costs.all.chunks(tiers) {
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
        if let Some((duty, about)) = unmet.into_iter().min() {
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

    /// What children would cost alone, and which choices the plan takes.
    fn add_up(&self, here: &AtHome, costs: &Costs, found: &mut Found) {
        let tiers = self.tiers.len();
        let exists = self.round.exists(here.home);
        let plan = self.plan.get(&here.home);
        for (c, &(g, mask)) in here.places.iter().enumerate() {
            let at = c * tiers..(c + 1) * tiers;
            if plan.is_some_and(|plan| plan.contains(&&here.blocks[c])) {
                found.chosen.push((g, mask, costs.all[at.clone()].to_vec()));
            }
            if mask.is_power_of_two() && exists {
                let bit = mask.trailing_zeros() as usize;
                found.alone.push((g, bit, costs.alone[at].to_vec()));
            }
        }
    }
}

fn no_such_row(duty: &'static str, about: &str) -> Fault {
    let about = about.to_owned();
    Fault::NoSuchRow { duty, about }
}
