//! The prices that a cell's programme leaves: on the rows and cuts of its own homes, and on keeping earlier tiers.

use super::cells::Cell;
use super::restrict::Restricted;
use super::rows::{Key, Row};
use super::whole::Whole;
use crate::optimise::claim::house_cut;
use crate::optimise::outcome::{ComponentOutcome, TierOutcome};
use crate::optimise::prices::Price;

/// The priced rows of a cell's own homes, and its cuts on those that it has to itself.
pub fn rows_of(
    whole: &Whole,
    cell: &Cell,
    restricted: &Restricted,
    outcome: &ComponentOutcome,
) -> Vec<Vec<Row>> {
    let problem = &restricted.problem;
    let mut rows = vec![Vec::new(); cell.homes.len()];
    let own = |side: u32| {
        let home = problem.homes[side as usize].home;
        let at = whole.position(home) as u32;
        Some((at, cell.homes.binary_search(&at).ok()?))
    };
    let left = |price: &dyn Fn(&TierOutcome) -> Option<Price>| -> Option<Vec<Price>> {
        let prices = outcome.tiers.iter().map(|tier| price(tier).unwrap_or(0));
        let mut left: Vec<Price> = prices.collect();
        left.resize(whole.tiers.len(), 0);
        left.iter().any(|price| *price != 0).then_some(left)
    };
    for (at, row) in problem.rows.iter().enumerate() {
        let Some((home, here)) = own(row.home) else {
            continue;
        };
        if let Some(left) = left(&|tier| tier.prices.rows.get(at).copied()) {
            rows[here].push(Row {
                home,
                key: Key::Row {
                    duty: row.duty,
                    about: row.about.clone(),
                },
                limit: row.limit,
                is_found: false,
                left,
            });
        }
    }
    for (at, cut) in outcome.cuts.iter().enumerate() {
        let Some((home, here)) = own(cut.home) else {
            continue;
        };
        let left = left(&|tier| tier.prices.cuts.get(at).copied());
        if let Some(left) = left.filter(|_| restricted.untouched[cut.home as usize]) {
            rows[here].push(Row {
                home,
                key: Key::Cut(house_cut(problem, cut)),
                limit: cut.limit,
                is_found: false,
                left,
            });
        }
    }
    rows
}

/// The price that a tier left on keeping each earlier one.
pub fn kept_by((t, tier): (usize, &TierOutcome)) -> Vec<Price> {
    let mut prices = vec![0; t];
    for (kept, price) in tier.kept.iter().zip(&tier.prices.kept) {
        if kept.owed_to.is_none() && kept.tier < t {
            prices[kept.tier] += price;
        }
    }
    prices
}
