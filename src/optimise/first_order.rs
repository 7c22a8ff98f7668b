//! What homes that do not exist yet could be worth at most, from the prices of a round without them.
//!
//! A tier's prices say what every place that exists is worth to the other children. With these prices fixed, a new home
//! whose own places cost nothing lowers the bound of the tier by what its best choice of children saves: for each
//! sibling group, how much cheaper its cheapest way becomes if one of its sets lives there, and of these savings the
//! best that fit into the home.
//!
//! In the first tier in which this is above zero it is a bound: however everybody else moved for the new home, no tier
//! before it can become better, nor this one by more (and by the gap, where the tier's own prices leave one). It is cut
//! down to what all would save who could choose freely among all homes. In later tiers it is an estimate: it does not see
//! what children would gain in homes that an earlier tier had closed to them. It is no value anywhere: prices are not
//! unique, and who may live with whom in the new home is asked only as far as rows go that are about nobody in particular.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::face::Face;
use super::outcome::ComponentOutcome;
use super::prices::{ONE, Price, Priced, Prices};
use super::problem::{Column, Group, LISTED, Problem, SiblingSet};
use super::ways::{AtPrices, Cost, Ways};
use crate::model::HomeIx;

/// Savings are rounded to one part in so many of a tier's unit, so that noise of the solver orders nothing.
const PARTS: i128 = 1 << 10;

/// A tier of the round without new homes, at its prices.
struct At {
    /// By column of a new home, from the first one: its cost at prices.
    new: Vec<i128>,
    /// By group: the cheapest column of each set at a home that exists, and what leaving a child unplaced costs. Only what
    /// is dearer than others of its own set is closed: a set that has no use among the homes that exist may have one
    /// beside brothers and sisters in the new home.
    groups: Vec<AtPrices>,
    /// By group: its cheapest way.
    cheapest: Vec<i128>,
    /// By group of many children, then set of children: the cheapest way to house exactly these.
    rest: Vec<Vec<Cost>>,
    /// How far the plan is above the bound.
    gap: i128,
    /// How far the plan is above what all would cost if every group could choose freely among all homes, the new ones
    /// too: nothing can save more.
    most: i128,
}

/// What prices promise of one home that does not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The home.
    pub home: HomeIx,
    /// By tier: by how much opening it could lower the tier's bound while the earlier tiers stay as they are; in fixed
    /// point, at least 0.
    pub saves: Vec<Price>,
    /// For how many tiers, from the first, it is proved that no plan saves more than this and the tier's own gap.
    pub proved: usize,
}

/// What prices promise of the homes that do not exist yet.
#[derive(Debug)]
pub struct FirstOrder {
    /// By home.
    pub homes: Vec<Promise>,
    /// By tier: how far the plan without them is above what its prices prove, in fixed point.
    pub gaps: Vec<Price>,
}

/// Asks the prices of a solved component, with all new homes closed, what each of them could save.
pub fn first_order(problem: &Problem, base: &ComponentOutcome) -> FirstOrder {
    let every: Vec<Ways> = problem.groups.iter().map(Ways::of).collect();
    let tiers = at_prices(problem, base, &every);
    let new = problem.homes.iter().enumerate();
    let new: Vec<usize> = new
        .filter(|(_, side)| side.columns.start >= problem.existing)
        .map(|(side, _)| side)
        .collect();
    let of_home = |side: &usize| promise(problem, &every, &tiers, *side);
    let mut gaps: Vec<Price> = tiers.iter().map(|at| price(at.gap)).collect();
    gaps.resize(base.tiers.len(), 0);
    FirstOrder {
        homes: new.par_iter().map(of_home).collect(),
        gaps,
    }
}

/// Clips an amount to what a price holds.
fn price(amount: i128) -> Price {
    Price::try_from(amount).unwrap_or(Price::MAX)
}

/// Goes through the tiers once more as the base did, at its prices.
fn at_prices(problem: &Problem, base: &ComponentOutcome, every: &[Ways]) -> Vec<At> {
    let mut face = Face::of(problem);
    face.cuts = base.cuts.clone();
    face.tight_cuts = vec![false; face.cuts.len()];
    let mut open = face.open.clone();
    let mut free = Face::of(problem);
    free.open.fill(true);
    let no_prices = Prices {
        rows: vec![0; problem.rows.len()],
        cuts: Vec::new(),
        kept: vec![0; free.kept.len()],
    };
    let mut tiers = Vec::with_capacity(base.tiers.len());
    for (t, outcome) in base.tiers.iter().enumerate() {
        let prices = outcome.prices.on(&face, &outcome.kept);
        let Some(priced) = Priced::of_every(&face, t, &prices) else {
            break;
        };
        let gap = i128::from(outcome.value) * ONE - priced.bound;
        let groups = problem.groups.iter().zip(&priced.groups);
        let at: Vec<AtPrices> = groups
            .map(|(group, (at, _))| AtPrices {
                sets: dearer_closed(group, &priced.at, gap, &mut open),
                leaving: at.leaving.clone(),
            })
            .collect();
        let rest = |(g, at): (usize, &AtPrices)| match problem.groups[g].children.len() {
            n if n > LISTED => every[g].best_by_set(&problem.groups[g], at),
            _ => Vec::new(),
        };
        let free = Priced::of(&free, t, &no_prices);
        let groups = priced.groups.iter();
        tiers.push(At {
            new: priced.at[problem.existing as usize..].to_vec(),
            cheapest: groups.map(|(_, h)| h.cheapest.unwrap_or(0)).collect(),
            rest: at.iter().enumerate().map(rest).collect(),
            groups: at,
            gap,
            most: free.map_or(i128::MAX, |free| {
                i128::from(outcome.value) * ONE - free.bound
            }),
        });
        face.keep(t, outcome.value, &priced, &prices);
    }
    tiers
}

/// The cheapest column of each set, once those are closed that are dearer than it by more than the gap.
fn dearer_closed(group: &Group, at: &[i128], gap: i128, open: &mut [bool]) -> Vec<Cost> {
    let mut cheapest = |set: &SiblingSet| {
        let columns = || set.columns.iter().map(|j| *j as usize);
        let least = columns().filter(|j| open[*j]).map(|j| at[j]).min()?;
        for j in columns() {
            open[j] &= at[j] - least <= gap;
        }
        Some(least)
    };
    group.sets.iter().map(&mut cheapest).collect()
}

/// One way to house a group with one of its sets in the new home, as far as earlier tiers leave it open.
struct Housing {
    group: usize,
    /// The column at the new home.
    column: u32,
    /// The set that lives there.
    set: u16,
    /// Position among the group's listed ways; none for large groups.
    way: Option<usize>,
}

/// What the best choice for one new home saves in each tier.
fn promise(problem: &Problem, every: &[Ways], tiers: &[At], side: usize) -> Promise {
    let mut open = housings(problem, every, side);
    let mut promise = Promise {
        home: problem.homes[side].home,
        saves: Vec::with_capacity(tiers.len()),
        proved: tiers.len(),
    };
    for (t, at) in tiers.iter().enumerate() {
        let costs: Vec<Cost> = open.iter().map(|h| cost(problem, every, at, h)).collect();
        let saves: Vec<(&Housing, i128)> = open
            .iter()
            .zip(&costs)
            .filter_map(|(housing, cost)| Some((housing, at.cheapest[housing.group] - (*cost)?)))
            .filter(|(_, saves)| *saves > 0)
            .collect();
        let saved = most_saved(problem, side, &saves);
        if saved > 0 {
            // What the base closed for good could be open again from here on.
            promise.proved = promise.proved.min(t + 1);
        }
        let keeps = |(housing, cost): &(Housing, Cost)| {
            cost.is_some_and(|cost| cost - at.cheapest[housing.group] <= at.gap + saved)
        };
        let left = open.into_iter().zip(costs).filter(keeps);
        open = left.map(|(housing, _)| housing).collect();
        let saved = saved.min(at.most);
        let rounded = (saved * PARTS + ONE / 2).div_euclid(ONE) * (ONE / PARTS);
        promise.saves.push(price(rounded));
    }
    promise
}

/// Every way to house a group with one of its sets in the new home.
fn housings(problem: &Problem, every: &[Ways], side: usize) -> Vec<Housing> {
    let mut housings = Vec::new();
    for column in problem.homes[side].columns.clone() {
        let Column { group, set, .. } = problem.columns[column as usize];
        let group = group as usize;
        let mut housing = |way: Option<usize>| {
            housings.push(Housing {
                group,
                column,
                set,
                way,
            });
        };
        let listed = every[group].listed.iter().enumerate();
        if every[group].listed.is_empty() {
            housing(None);
        }
        for (way, _) in listed.filter(|(_, way)| way.sets.contains(&set)) {
            housing(Some(way));
        }
    }
    housings
}

/// What a way costs at prices, everybody else of the group where it is best.
fn cost(problem: &Problem, every: &[Ways], at: &At, housing: &Housing) -> Cost {
    let here = at.new[(housing.column - problem.existing) as usize];
    let group = housing.group;
    let Some(way) = housing.way else {
        let all = at.rest[group].len() - 1;
        let rest = all ^ problem.mask(housing.column) as usize;
        return at.rest[group][rest].map(|rest| here + rest);
    };
    let way = &every[group].listed[way];
    let leaving = at.groups[group].leaving.iter().enumerate();
    let left = leaving.filter(|(bit, _)| way.placed >> bit & 1 == 0);
    let mut cost = here + left.map(|(_, cost)| cost).sum::<i128>();
    for &s in way.sets.iter().filter(|s| **s != housing.set) {
        cost += at.groups[group].sets[usize::from(s)]?;
    }
    Some(cost)
}

/// The most that can be saved at one home: every row that is about nobody in particular limits it, and the strictest
/// counts.
fn most_saved(problem: &Problem, side: usize, saves: &[(&Housing, i128)]) -> i128 {
    let rows = problem.homes[side].plain_rows.iter();
    let of_row = |row: &u32| {
        let terms: HashMap<u32, i64> = problem.rows[*row as usize].terms.iter().copied().collect();
        let weigh = |column: u32| terms.get(&column).copied().unwrap_or(0).max(0);
        most_within(problem.rows[*row as usize].limit, saves, weigh)
    };
    let all = most_within(0, saves, |_| 0);
    rows.map(of_row).fold(all, i128::min)
}

/// The most that groups can save together, each with one way, within a limit.
fn most_within(limit: i64, saves: &[(&Housing, i128)], weigh: impl Fn(u32) -> i64) -> i128 {
    let limit = usize::try_from(limit).unwrap_or(0);
    let mut best = vec![0_i128; limit + 1];
    // Housings of one group lie side by side by column, not by group.
    let mut of_group: BTreeMap<usize, Vec<i128>> = BTreeMap::new();
    for (housing, saves) in saves {
        let weight = usize::try_from(weigh(housing.column)).unwrap_or(usize::MAX);
        if weight <= limit {
            let group = of_group
                .entry(housing.group)
                .or_insert_with(|| vec![0; limit + 1]);
            group[weight] = group[weight].max(*saves);
        }
    }
    for group in of_group.values() {
        for within in (0..=limit).rev() {
            let with = |weight: usize| best[within - weight] + group[weight];
            best[within] = (0..=within).map(with).fold(best[within], i128::max);
        }
    }
    best[limit]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_each_group_fits_within_the_limit() {
        let housing = |group: usize, column: u32| Housing {
            group,
            column,
            set: 0,
            way: None,
        };
        let (a, b, c) = (housing(0, 1), housing(0, 2), housing(1, 1));
        let saves = [(&a, 5), (&b, 7), (&c, 4)];
        let weigh = i64::from;
        assert_eq!(most_within(1, &saves, weigh), 5);
        assert_eq!(most_within(2, &saves, weigh), 9);
        assert_eq!(most_within(3, &saves, weigh), 11);
        assert_eq!(most_within(0, &saves, |_| 0), 11);
    }
}
