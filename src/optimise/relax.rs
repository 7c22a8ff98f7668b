//! What a place of each home is worth to the children of a programme: prices of the relaxation, tier by tier,
//! each with the earlier tiers kept.
//!
//! The price asked for is the loss by one place *fewer*. Where a home is exactly full its price is not unique:
//! one place more may be worth nothing (three brothers in three places) while one fewer parts them, and the
//! solver may return either end. So every home is made smaller by a sliver of a place before the relaxation is
//! solved, which leaves the upper end alone.
//!
//! A place is more than a row: a child who moves in also counts towards the usual fostering limit (D15) and
//! needs a bedroom (D16). The price of a place adds up the rows, about nobody in particular, in which one child
//! alone stands, each as often as she stands in it; and the sliver is taken off all of them.

use super::SolveError;
use super::face::Face;
use super::limits::Limits;
use super::live::Live;
use super::prices::{self, Price, Prices};
use super::problem::Problem;
use super::start::first_columns;
use super::tiers::Stand;
use crate::model::{ChildIx, Tier};

/// A sliver is one part in so many of a place.
const SLIVER: i64 = 64;

/// Tiers that count are counted in so many parts, so that keeping a fractional value loses little.
const PARTS: i64 = 64;

/// By tier, then home of the programme: the price of a place in fixed point, at least 0, in the tier's unit.
/// The children of `aside` take no part: their columns only say which rows a place stands in.
pub fn place_prices(
    problem: &Problem,
    tiers: &[Tier],
    aside: &dyn Fn(ChildIx) -> bool,
) -> Result<Vec<Vec<Price>>, SolveError> {
    let stands: Vec<Vec<(u32, i64)>> = (0..problem.homes.len())
        .map(|side| one_child(problem, side))
        .collect();
    let parts: Vec<i64> = tiers
        .iter()
        .map(|tier| if tier.tolerance == 0.0 { PARTS } else { 1 })
        .collect();
    let smaller = made_smaller(problem, &stands, &parts);
    let found = relaxed(&smaller, tiers, aside)?;
    let of_tier = |(prices, &parts): (&Prices, &i64)| {
        let of_home = |rows: &Vec<(u32, i64)>| {
            let sum: i128 = rows
                .iter()
                .map(|&(row, weight)| {
                    let price = prices.rows.get(row as usize).copied().unwrap_or(0);
                    -i128::from(price) * i128::from(weight * SLIVER)
                })
                .sum();
            i64::try_from((sum / i128::from(parts)).max(0)).unwrap_or(i64::MAX)
        };
        stands.iter().map(of_home).collect()
    };
    Ok(found.iter().zip(&parts).map(of_tier).collect())
}

/// The rows about nobody in particular in which a child alone stands who weighs least in them.
fn one_child(problem: &Problem, side: usize) -> Vec<(u32, i64)> {
    let columns = problem.homes[side].columns.clone();
    let alone = columns.filter(|j| problem.mask(*j).count_ones() == 1);
    let rows = |j: u32| -> Vec<(u32, i64)> {
        let stands = problem.stands_in[j as usize].iter().copied();
        stands
            .filter(|(row, _)| problem.rows[*row as usize].about.is_empty())
            .collect()
    };
    alone
        .map(rows)
        .min_by_key(|rows| rows.iter().map(|(_, weight)| weight).sum::<i64>())
        .unwrap_or_default()
}

/// The programme with a sliver of a place less in every home: rows in slivers, counts in parts.
fn made_smaller(problem: &Problem, stands: &[Vec<(u32, i64)>], parts: &[i64]) -> Problem {
    let mut smaller = problem.clone();
    for row in &mut smaller.rows {
        row.limit *= SLIVER;
        for (_, coefficient) in &mut row.terms {
            *coefficient *= SLIVER;
        }
    }
    for (_, coefficient) in smaller.stands_in.iter_mut().flatten() {
        *coefficient *= SLIVER;
    }
    for &(row, weight) in stands.iter().flatten() {
        smaller.rows[row as usize].limit -= weight;
    }
    for (costs, parts) in smaller.costs.iter_mut().zip(parts) {
        costs.iter_mut().for_each(|cost| *cost *= parts);
    }
    for leaving in smaller.groups.iter_mut().flat_map(|g| &mut g.unplaced) {
        for (cost, parts) in leaving.iter_mut().zip(parts) {
            *cost *= parts;
        }
    }
    smaller
}

/// The prices of every tier's relaxation, without household cuts. Tiers in which nothing costs anything have
/// none.
fn relaxed(
    problem: &Problem,
    tiers: &[Tier],
    aside: &dyn Fn(ChildIx) -> bool,
) -> Result<Vec<Prices>, SolveError> {
    let mut face = Face::of(problem);
    for (open, column) in face.open.iter_mut().zip(&problem.columns) {
        let group = &problem.groups[column.group as usize];
        *open = !group.children.iter().any(|child| aside(*child));
    }
    let mut stand = Stand {
        face,
        live: Live::of(problem)?,
        waiting: first_columns(problem),
        relaxed: Vec::new(),
        limits: Limits::default(),
        cut_rounds: 0,
    };
    let mut found = vec![Prices::default(); tiers.len()];
    for (t, tier) in tiers.iter().enumerate() {
        if stand.face.is_free(t) {
            continue;
        }
        // A plan that a tier found may not be on the face that it left.
        stand.face.incumbent = None;
        let Some(settled) = stand.settle(t, tier)? else {
            break;
        };
        let value = prices::whole_bound(settled.priced.bound);
        stand.face.keep(t, value, &settled.priced, &settled.prices);
        found[t] = settled.prices;
    }
    Ok(found)
}
