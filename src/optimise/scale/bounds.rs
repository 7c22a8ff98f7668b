//! The bounds of a plan: tier by tier, each at the best prices that are found for it, and what it closes for the next.

use std::time::Instant;

use super::flat::Flat;
use super::open::Open;
use super::pass::{At, close, pass};
use super::polish::Polishing;
use super::pool::Pool;
use super::pricing::{Prices, RATES, Rates};
use super::rates;
use super::rows::{Key, Rows};
use super::sweep::Sweeping;
use super::whole::Whole;
use crate::certify::{PartTier, RowPrice};
use crate::optimise::interrupt::asked_to_end;
use crate::optimise::prices::{ONE, whole_bound};

/// Times that the rates of earlier tiers are weighed on the pool, each with a pass that proves what they are worth and adds
/// to it.
const WEIGHED: usize = 2;

/// Times that prices are polished on the pool, each with a pass that proves what they are worth and adds to it.
const POLISHED: usize = 6;

/// Polishing ends where it leaves more than this of the gap.
const WORTH: f64 = 0.98;

/// How much larger a gap may be in a large component than in one that is solved as one.
pub const LOOSER: f64 = 10.0;

/// Prices of a tier and what they prove.
pub struct Proved {
    prices: Prices,
    /// The bound, times [`ONE`].
    bound: i128,
}

/// Looks for the bounds of the plan at hand.
pub struct Bounding<'a, 'b> {
    whole: &'a Whole<'b>,
    rows: &'a mut Rows,
    /// Good columns, to which every pass adds.
    pub pool: &'a mut Pool,
    /// When the component was begun.
    pub started: Instant,
    /// Whether large cells left prices: those hold over all columns, and need no great rates of earlier tiers.
    pub is_large: bool,
    /// How many of the first tiers are proved.
    pub proved: usize,
    /// By tier: the values of the plan at hand.
    values: Vec<i64>,
    /// By tier: the best prices before, which may prove as much of this plan.
    known: Vec<Prices>,
}

impl<'a, 'b> Bounding<'a, 'b> {
    /// Nothing is proved yet.
    pub fn of(
        whole: &'a Whole<'b>,
        rows: &'a mut Rows,
        pool: &'a mut Pool,
        started: Instant,
    ) -> Self {
        Self {
            whole,
            rows,
            pool,
            started,
            is_large: false,
            proved: 0,
            values: Vec::new(),
            known: Vec::new(),
        }
    }

    /// Adds to the pool what is best in the first tiers at the prices that sweeps left.
    pub fn feed(&mut self, sweeping: &Sweeping, tiers: usize) {
        self.look_up(sweeping);
        let tiers = tiers.min(self.values.len());
        let proved = self.in_order(tiers, false);
        let values = self.values.iter();
        let mut proved = proved.iter().zip(values);
        let first = proved.position(|(proved, value)| whole_bound(proved.bound) < *value);
        self.proved = first.unwrap_or(tiers);
    }

    /// Proves every tier as closely as it can.
    pub fn prove(mut self, sweeping: &Sweeping) -> Vec<Proved> {
        self.look_up(sweeping);
        self.in_order(self.values.len(), true)
    }

    /// Takes the plan and the prices that sweeps left, and asks which columns stand in rows that they have found.
    fn look_up(&mut self, sweeping: &Sweeping) {
        self.values = sweeping.values();
        self.rows.take(sweeping.rows());
        self.pool.store.look_up(self.whole, self.rows);
    }

    fn in_order(&mut self, tiers: usize, closely: bool) -> Vec<Proved> {
        let mut open = Open::all(self.whole, &self.pool.store);
        let mut all = Vec::with_capacity(tiers);
        for t in 0..tiers {
            let proved = self.tier(t, &open, closely);
            // Nobody asks what the last one would close.
            if t + 1 < tiers {
                let gap = i128::from(self.values[t]) * ONE - proved.bound;
                let at = At {
                    tier: t,
                    prices: &proved.prices,
                };
                close(self.whole, &self.pool.store, at, gap, &mut open);
            }
            tracing::info!(
                tier = self.whole.tiers[t].name,
                value = self.values[t],
                bound = proved.bound as f64 / ONE as f64,
                pool = self.pool.len(),
                seconds = self.started.elapsed().as_secs_f64(),
                "bounded"
            );
            match self.known.get_mut(t) {
                Some(known) => known.clone_from(&proved.prices),
                None => self.known.push(proved.prices.clone()),
            }
            all.push(proved);
        }
        all
    }

    /// Prices a tier in several ways, and takes what proves most.
    fn tier(&mut self, t: usize, open: &Open, closely: bool) -> Proved {
        if asked_to_end() {
            let known = self.known.get(t).cloned();
            let prices =
                known.unwrap_or_else(|| Prices::stitched(self.rows, self.whole, RATES[2], t));
            return self.pass(t, prices, open);
        }
        let mut best = self.pass(t, Prices::none(t), open);
        if let Some(known) = self.known.get(t) {
            let proved = self.pass(t, known.clone(), open);
            best = best.or_better(proved);
        }
        let rates: &[Rates] = match (closely, self.is_large) {
            (false, true) => &[RATES[0], RATES[2]],
            (false, false) => &RATES[1..],
            (true, _) => &RATES,
        };
        for rates in rates {
            let prices = Prices::stitched(self.rows, self.whole, *rates, t);
            let proved = self.pass(t, prices, open);
            best = best.or_better(proved);
        }
        if closely {
            best = self.weigh(t, open, best);
            best = self.polish(t, open, best);
        }
        best
    }

    /// Better rates of earlier tiers on the prices that sweeps left.
    fn weigh(&mut self, t: usize, open: &Open, mut best: Proved) -> Proved {
        for _ in 0..WEIGHED {
            if self.may_end(t, &best) {
                break;
            }
            let flat = Flat::of(self.whole, self.pool, open);
            let prices = rates::weighed(self.whole, self.rows, &flat, &self.values, t);
            let proved = self.pass(t, prices, open);
            if proved.bound <= best.bound {
                break;
            }
            best = proved;
        }
        best
    }

    /// Better prices, as long as they prove more.
    fn polish(&mut self, t: usize, open: &Open, mut best: Proved) -> Proved {
        for _ in 0..POLISHED {
            if self.may_end(t, &best) {
                break;
            }
            let flat = Flat::of(self.whole, self.pool, open);
            let polishing = Polishing::of(&flat, self.rows, t, &self.values);
            let proved = self.pass(t, polishing.polish(&best.prices), open);
            let before = self.gap(t, &best);
            best = best.or_better(proved);
            if self.gap(t, &best) >= WORTH * before {
                break;
            }
        }
        best
    }

    fn pass(&mut self, t: usize, prices: Prices, open: &Open) -> Proved {
        let at = At {
            tier: t,
            prices: &prices,
        };
        let found = pass(self.whole, self.rows, open, at, self.pool);
        let kept = prices.earlier.iter().zip(&self.values);
        let kept = kept.map(|(price, value)| i128::from(*price) * i128::from(*value));
        Proved {
            bound: found + kept.sum::<i128>(),
            prices,
        }
    }

    /// How far the plan is above the bound.
    fn gap(&self, t: usize, proved: &Proved) -> f64 {
        self.values[t] as f64 - proved.bound as f64 / ONE as f64
    }

    /// Whether a tier is as close to its bound as a large component is asked to be.
    fn may_end(&self, t: usize, proved: &Proved) -> bool {
        let value = self.values[t];
        let gap = value.saturating_sub(whole_bound(proved.bound)).max(0);
        let asked = self.whole.tiers[t].tolerance * LOOSER * value.unsigned_abs() as f64;
        asked_to_end() || gap as f64 <= asked
    }
}

/// The cuts that have a price in some tier.
pub fn cuts(proved: &[Proved], rows: &Rows) -> Vec<usize> {
    let is_priced = |at: &usize| proved.iter().any(|tier| tier.prices.price(*at as u32) != 0);
    let all = rows.all.iter().enumerate();
    let cuts = all.filter(|(_, row)| row.is_found && matches!(row.key, Key::Cut(_)));
    cuts.map(|(at, _)| at).filter(is_priced).collect()
}

impl Proved {
    /// The better of two.
    fn or_better(self, other: Self) -> Self {
        if other.bound > self.bound {
            other
        } else {
            self
        }
    }

    /// The claim about a tier, in the checker's terms.
    pub fn part_tier(&self, value: i64, rows: &Rows, cuts: &[usize], whole: &Whole) -> PartTier {
        let found = rows.all.iter().enumerate().filter(|(_, row)| row.is_found);
        let priced = found.filter_map(|(at, row)| match (&row.key, self.prices.price(at as u32)) {
            (Key::Cut(_), _) | (_, 0) => None,
            (Key::Row { duty, about }, price) => Some(RowPrice {
                duty,
                home: whole.homes[row.home as usize],
                about: about.clone(),
                price,
            }),
        });
        PartTier {
            value,
            price_bound: whole_bound(self.bound).min(value),
            rows: priced.collect(),
            cuts: cuts
                .iter()
                .map(|at| self.prices.price(*at as u32))
                .collect(),
            owed: Vec::new(),
            earlier: self.prices.earlier.clone(),
        }
    }
}
