//! Better prices: the volume algorithm (Barahona and Anbil, *Mathematical Programming* 87, 2000) on the pool.
//!
//! Each tier's prices and the multipliers of its earlier tiers are moved along what an averaged plan uses beyond the
//! limits. The bound that they give on the pool is no proof; the next pass over all open columns proves what it can.
//! Groups are chosen for in parallel and added up in one fixed order, so threads change nothing.

use rayon::prelude::*;

use super::flat::Flat;
use super::pricing::{Prices, fixed};
use super::rows::Rows;
use crate::optimise::interrupt::asked_to_end;
use crate::optimise::prices::ONE;

/// Steps of one tier.
const STEPS: usize = 600;

/// Share of the gap at which polishing ends.
const CLOSE: f64 = 1e-5;

/// Prices as the steps move them.
#[derive(Clone)]
pub struct Point {
    /// By row, at most 0.
    pub rows: Vec<f64>,
    /// By earlier tier, at most 0.
    pub kept: Vec<f64>,
}

/// What the cheapest choice of every group comes to at a point.
#[derive(Clone)]
pub struct Use {
    /// The bound on the pool.
    pub bound: f64,
    /// By row: limit less use.
    rows: Vec<f64>,
    /// By earlier tier: the plan's value less the choice's.
    kept: Vec<f64>,
}

impl Point {
    fn of(prices: &Prices, rows: usize) -> Self {
        let unit = |price: i64| price as f64 / ONE as f64;
        Self {
            rows: (0..rows as u32)
                .map(|row| unit(prices.price(row)))
                .collect(),
            kept: prices.earlier.iter().map(|price| unit(*price)).collect(),
        }
    }

    /// In fixed point.
    pub fn prices(&self) -> Prices {
        Prices {
            rows: self.rows.iter().copied().map(fixed).collect(),
            earlier: self.kept.iter().copied().map(fixed).collect(),
        }
    }
}

/// Groups whose choices are added up together.
const CHUNK: usize = 512;

/// What leaving a child costs who may not be left.
const CLOSED: f64 = 1e12;

/// The cheapest ways of some groups: what they come to at a point, the rows that they use, and what they cost in each
/// earlier tier.
struct Chosen {
    cost: f64,
    rows: Vec<(u32, f64)>,
    costs: Vec<f64>,
}

/// One tier being polished.
pub struct Polishing<'a> {
    flat: &'a Flat,
    t: usize,
    limits: Vec<f64>,
    values: Vec<f64>,
    /// By earlier tier: what a step in its multiplier weighs against a step in a row's price.
    scale: Vec<f64>,
}

impl<'a> Polishing<'a> {
    /// A tier of a pool.
    pub fn of(flat: &'a Flat, rows: &Rows, t: usize, values: &[i64]) -> Self {
        let groups = flat.groups.len() as f64;
        let scale = |k: usize| match flat.spread[k] {
            spread if spread > 0.0 => 1.0 / (spread * spread * groups.sqrt()),
            _ => 0.0,
        };
        Self {
            flat,
            t,
            limits: rows.all.iter().map(|row| row.limit as f64).collect(),
            values: values.iter().map(|value| *value as f64).collect(),
            scale: (0..t).map(scale).collect(),
        }
    }

    /// Better prices.
    pub fn polish(&self, start: &Prices) -> Prices {
        let target = self.values[self.t];
        let mut best = Point::of(start, self.limits.len());
        let mut at_best = self.priced(&best);
        let first = at_best.bound;
        let mut averaged = at_best.clone();
        let (mut rate, mut fails, mut weight) = (0.5, 0, 0.1);
        let mut at_check = at_best.bound;
        for step in 0..STEPS {
            if target - at_best.bound <= CLOSE * target.abs().max(1.0) || rate < 1e-4 {
                break;
            }
            if asked_to_end() {
                break;
            }
            let Some(next) = self.step(&best, &averaged, rate * (target - at_best.bound)) else {
                break;
            };
            let found = self.priced(&next);
            averaged.mix(&found, weight);
            if found.bound > at_best.bound {
                // The step helped: a direction that still agrees may be longer.
                if self.agrees(&averaged, &found) {
                    rate = f64::min(rate * 1.1, 1.8);
                }
                (best, at_best, fails) = (next, found, 0);
            } else {
                fails += 1;
                if fails >= 8 {
                    (rate, fails) = (rate * 0.66, 0);
                }
            }
            if step % 50 == 49 {
                if at_best.bound - at_check < 0.01 * (target - at_check) {
                    weight = f64::max(weight / 2.0, 0.01);
                }
                at_check = at_best.bound;
            }
        }
        tracing::debug!(tier = self.t, first, last = at_best.bound, target, kept = ?best.kept, "polished");
        best.prices()
    }

    /// A step from a point along what an averaged choice leaves of the limits.
    fn step(&self, from: &Point, along: &Use, length: f64) -> Option<Point> {
        // A price at 0 does not rise.
        let moves = |price: f64, left: f64| {
            if price >= 0.0 && left > 0.0 {
                0.0
            } else {
                left
            }
        };
        let rows: Vec<f64> = from
            .rows
            .iter()
            .zip(&along.rows)
            .map(|(p, l)| moves(*p, *l))
            .collect();
        let kept: Vec<f64> = from
            .kept
            .iter()
            .zip(&along.kept)
            .map(|(p, l)| moves(*p, *l))
            .collect();
        let squares = rows.iter().map(|g| g * g).sum::<f64>()
            + kept
                .iter()
                .zip(&self.scale)
                .map(|(g, s)| g * g * s)
                .sum::<f64>();
        if squares <= 0.0 {
            return None;
        }
        let size = length / squares;
        let moved = |price: &f64, by: f64| f64::min(price + size * by, 0.0);
        Some(Point {
            rows: from
                .rows
                .iter()
                .zip(rows)
                .map(|(p, g)| moved(p, g))
                .collect(),
            kept: from
                .kept
                .iter()
                .zip(kept.iter().zip(&self.scale))
                .map(|(p, (g, s))| moved(p, g * s))
                .collect(),
        })
    }

    fn agrees(&self, averaged: &Use, found: &Use) -> bool {
        let rows = averaged.rows.iter().zip(&found.rows).map(|(a, b)| a * b);
        let kept = averaged.kept.iter().zip(&found.kept).zip(&self.scale);
        rows.sum::<f64>() + kept.map(|((a, b), s)| a * b * s).sum::<f64>() >= 0.0
    }

    /// What the cheapest choice of every group comes to.
    pub fn priced(&self, point: &Point) -> Use {
        let flat = self.flat;
        let mut found = Use {
            bound: 0.0,
            rows: self.limits.clone(),
            kept: self.values[..self.t].to_vec(),
        };
        found.bound = self
            .limits
            .iter()
            .zip(&point.rows)
            .map(|(l, p)| l * p)
            .sum::<f64>()
            + found
                .kept
                .iter()
                .zip(&point.kept)
                .map(|(v, p)| v * p)
                .sum::<f64>();
        let groups: Vec<usize> = (0..flat.groups.len() - 1).collect();
        let chosen: Vec<Chosen> = groups
            .par_chunks(CHUNK)
            .map(|groups| self.choose_all(groups, point))
            .collect();
        // In one fixed order.
        for chosen in chosen {
            found.bound += chosen.cost;
            for (row, c) in chosen.rows {
                found.rows[row as usize] -= c;
            }
            for (kept, cost) in found.kept.iter_mut().zip(chosen.costs) {
                *kept -= cost;
            }
        }
        found
    }

    /// Takes the cheapest way of each of some groups.
    fn choose_all(&self, groups: &[usize], point: &Point) -> Chosen {
        let flat = self.flat;
        let mut chosen = Chosen {
            cost: 0.0,
            rows: Vec::new(),
            costs: vec![0.0; self.t],
        };
        let mut sets: Vec<(u32, f64, usize)> = Vec::new();
        for &g in groups {
            let ((child, first), (next, end)) = (flat.groups[g], flat.groups[g + 1]);
            sets.clear();
            for s in first..end {
                let (mask, from) = flat.sets[s];
                let best = self.cheapest(from..flat.sets[s + 1].1, point);
                if let Some((cost, column)) = best {
                    sets.push((mask, cost, column));
                }
            }
            self.choose(point, child..next, &sets, &mut chosen);
        }
        chosen
    }

    fn cost(&self, costs: &[f64], point: &Point) -> f64 {
        let kept = point.kept.iter().zip(costs);
        costs[self.t] - kept.map(|(price, cost)| price * cost).sum::<f64>()
    }

    fn cheapest(&self, columns: std::ops::Range<usize>, point: &Point) -> Option<(f64, usize)> {
        let flat = self.flat;
        let mut best: Option<(f64, usize)> = None;
        for j in columns {
            let rows = &flat.rows[flat.first_row[j]..flat.first_row[j + 1]];
            let rows = rows.iter().map(|&(row, c)| c * point.rows[row as usize]);
            let costs = &flat.costs[j * flat.tiers..(j + 1) * flat.tiers];
            let cost = self.cost(costs, point) - rows.sum::<f64>();
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, j));
            }
        }
        best
    }

    /// Takes the cheapest way of a group: its cost, and what it uses.
    fn choose(
        &self,
        point: &Point,
        children: std::ops::Range<usize>,
        sets: &[(u32, f64, usize)],
        found: &mut Chosen,
    ) {
        let flat = self.flat;
        let tiers = flat.tiers;
        let of_child = |bit: usize| {
            let child = children.start + bit;
            &flat.leaving[child * tiers..(child + 1) * tiers]
        };
        let leave = |bit: usize| {
            let cost = self.cost(of_child(bit), point);
            cost + if flat.may_leave[children.start + bit] {
                0.0
            } else {
                CLOSED
            }
        };
        // By set of children: the cheapest way, and the last thing in it: a set, or a child left unplaced.
        let mut best: Vec<(f64, Option<usize>)> = vec![(0.0, None); 1 << children.len()];
        for mask in 1..best.len() {
            let bit = mask.trailing_zeros() as usize;
            let left = best[mask ^ (1 << bit)].0 + leave(bit);
            best[mask] = (left, None);
            for (s, (set, cost, _)) in sets.iter().enumerate() {
                let set = *set as usize;
                if set & mask == set && set >> bit & 1 == 1 {
                    let with = best[mask ^ set].0 + cost;
                    if with < best[mask].0 {
                        best[mask] = (with, Some(s));
                    }
                }
            }
        }
        let mut mask = best.len() - 1;
        found.cost += best[mask].0;
        while mask != 0 {
            let costs = match best[mask].1 {
                Some(s) => {
                    let (set, _, column) = sets[s];
                    mask ^= set as usize;
                    let rows = flat.first_row[column]..flat.first_row[column + 1];
                    found.rows.extend(&flat.rows[rows]);
                    &flat.costs[column * tiers..(column + 1) * tiers]
                }
                None => {
                    let bit = mask.trailing_zeros() as usize;
                    mask ^= 1 << bit;
                    of_child(bit)
                }
            };
            for (sum, cost) in found.costs.iter_mut().zip(costs) {
                *sum += cost;
            }
        }
    }
}

impl Use {
    /// Moves towards another.
    fn mix(&mut self, other: &Self, weight: f64) {
        let pairs = self.rows.iter_mut().zip(&other.rows);
        let kept = self.kept.iter_mut().zip(&other.kept);
        for (mine, theirs) in pairs.chain(kept) {
            *mine += weight * (theirs - *mine);
        }
    }
}
