//! One component through all tiers, each solved before the next may move it.
//!
//! For each tier the relaxation gives prices and a bound. If its solution is whole, it is optimal; otherwise a
//! search among the columns that the gap leaves open finds the value ([`super::search`]). Then the plan is
//! kept on the tier's face: columns that would cost more than the value are dropped and priced rows are made
//! tight, so that later tiers start smaller and the earlier value cannot move. Where a gap stays open, the
//! value is a row as well.
//!
//! At first the counts are hopeful: where a count's relaxation is not whole, its bound is taken as the value
//! without a search, and the search of a later tier, over far fewer columns, shows whether a plan has all of
//! these values at once. If one does, every bound was reached and each tier is proved. If none does, the
//! component is solved again with a search in every tier. Whoever asks it to end early gets the best plan known
//! ([`super::early`]).

use std::time::{Duration, Instant};

use super::SolveError;
use super::early::BestKnown;
use super::face::Face;
use super::interrupt::asked_to_end;
use super::limits::Limits;
use super::live::Live;
use super::outcome::{ComponentOutcome, TierOutcome};
use super::prices::{self, Prices};
use super::problem::Problem;
use super::search::{Searched, search_face};
use super::settle::{Known, Settled};
use super::start::{Alike, Start};
use crate::model::Tier;

/// Rounds of household cuts in one tier.
const CUT_ROUNDS: usize = 12;

/// How a component is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Counts take the bound that known prices give as the value, without a relaxation of their own.
    Guessing,
    /// Counts take their bound as the value, to be shown by a later tier.
    Hopeful,
    /// Every tier ends with a plan.
    Patient,
}

/// Solves every tier in order.
pub fn solve(
    problem: &Problem,
    tiers: &[Tier],
    limits: Limits,
) -> Result<ComponentOutcome, SolveError> {
    solve_from(&Start::of(problem), tiers, limits)
}

/// Solves every tier in order, from a start.
pub fn solve_from(
    start: &Start,
    tiers: &[Tier],
    limits: Limits,
) -> Result<ComponentOutcome, SolveError> {
    let mut best = BestKnown::default();
    for manner in [Manner::Guessing, Manner::Hopeful, Manner::Patient] {
        if manner == Manner::Guessing && !matches!(start.alike, Alike::Values(_)) {
            continue;
        }
        let mut stand = Stand::at(start, limits)?;
        let mut found = Vec::with_capacity(tiers.len());
        match stand.go_through(tiers, manner, start.alike, &mut best, &mut found) {
            Ok(Some(chosen)) => return Ok(stand.outcome(chosen, found)),
            Ok(None) => {}
            Err(SolveError::Interrupted) => {
                return stand.end_early(start, tiers, &mut best, &found);
            }
            Err(failed) => return Err(failed),
        }
    }
    let reason = "no plan, though nobody need be placed".to_owned();
    Err(SolveError::Unexpected(reason))
}

/// Where a component stands between two tiers.
pub struct Stand<'a> {
    /// What the tiers solved so far leave open.
    pub face: Face<'a>,
    /// The relaxation.
    pub live: Live<'a>,
    /// Columns with which the relaxation is to begin, until it does.
    pub waiting: Vec<u32>,
    /// What the last relaxation uses of each column, in case that it is asked to end early.
    pub relaxed: Vec<(u32, f64)>,
    /// Limits of the search.
    pub limits: Limits,
    /// Rounds of household cuts in one tier.
    pub cut_rounds: usize,
}

impl<'a> Stand<'a> {
    /// Before the first tier.
    pub(super) fn at(start: &Start<'a>, limits: Limits) -> Result<Self, SolveError> {
        Ok(Self {
            face: start.face.clone(),
            live: Live::of(start.face.problem)?,
            waiting: start.columns.clone(),
            relaxed: Vec::new(),
            limits,
            cut_rounds: CUT_ROUNDS,
        })
    }
}

impl Stand<'_> {
    /// Solves every tier into `found` and gives the plan; `None` where the values that were hoped for cannot all be
    /// had. `best` sees each plan that is given up for a hope.
    fn go_through(
        &mut self,
        tiers: &[Tier],
        manner: Manner,
        alike: Alike,
        best: &mut BestKnown,
        found: &mut Vec<TierOutcome>,
    ) -> Result<Option<Vec<u32>>, SolveError> {
        for (t, tier) in tiers.iter().enumerate() {
            let mut hope =
                manner != Manner::Patient && tier.tolerance == 0.0 && t + 1 < tiers.len();
            // Without a search there would be no plan to show it.
            hope &= self.limits.nodes > 0 || self.face.incumbent.is_none();
            let known = match alike {
                Alike::Values(alike) if manner == Manner::Guessing && hope => {
                    Some(Known::Value(&alike[t]))
                }
                Alike::Prices(alike) => Some(Known::Prices(&alike[t])),
                Alike::None | Alike::Values(_) => None,
            };
            if let Some(Known::Prices(alike)) = known {
                // Where prices could not prove a count before, they will hardly do so now.
                hope &= alike.price_bound == alike.value;
            }
            match self.tier(t, tier, hope, known, best)? {
                Some(outcome) => found.push(outcome),
                None => return Ok(None),
            }
        }
        let Some(chosen) = self.face.incumbent.take() else {
            return Ok(None);
        };
        // Where a tier was left with a gap, a later one may have bettered it by the way.
        for (t, outcome) in found.iter_mut().enumerate() {
            let value = self.face.problem.value(t, &chosen);
            if value > outcome.value {
                return Err(SolveError::Unexpected(
                    "a plan that left its face".to_owned(),
                ));
            }
            outcome.value = value;
        }
        Ok(Some(chosen))
    }

    /// A plan with what was found of each tier.
    pub(super) fn outcome(self, chosen: Vec<u32>, tiers: Vec<TierOutcome>) -> ComponentOutcome {
        ComponentOutcome {
            chosen,
            tiers,
            held: self.live.blocks().collect(),
            left: self.face.left(),
            cuts: self.face.cuts,
        }
    }

    /// Prices a tier, finds its value and keeps to it; `None` where there is no plan.
    pub(super) fn tier(
        &mut self,
        t: usize,
        tier: &Tier,
        hope: bool,
        known: Option<Known>,
        best: &mut BestKnown,
    ) -> Result<Option<TierOutcome>, SolveError> {
        let started = Instant::now();
        if self.face.is_free(t) && (hope || self.face.incumbent.is_some()) {
            return Ok(Some(self.nothing_to_decide()));
        }
        let columns = self.face.columns_open();
        let settled = match known {
            Some(Known::Value(alike)) => self.guess(t, alike),
            Some(Known::Prices(alike)) => match self.still_best(t, tier, alike) {
                None => self.settle(t, tier)?,
                settled => settled,
            },
            None => self.settle(t, tier)?,
        };
        let settled = match settled {
            // The plan at hand shows that there is a solution, whatever the solver says.
            None if self.face.incumbent.is_some() => self.unpriced(t),
            settled => settled,
        };
        let Some(settled) = settled else {
            return Ok(None);
        };
        let price_bound = prices::whole_bound(settled.priced.bound);
        let found = self.value(t, tier, &settled, hope, known, best)?;
        let Some((value, Searched { bound, nodes })) = found else {
            return Ok(None);
        };
        let Settled { prices, priced, .. } = settled;
        let outcome = TierOutcome {
            value,
            bound: bound.min(value),
            price_bound,
            columns,
            rows: self.live.rows(),
            nodes,
            time: started.elapsed(),
            prices: prices.clone(),
            kept: self.face.kept.clone(),
        };
        tracing::debug!(
            tier = tier.name,
            value,
            bound = outcome.bound,
            price_bound,
            columns,
            cuts = self.face.cuts.len(),
            held = self.live.blocks().count(),
            rows = outcome.rows,
            nodes,
            seconds = outcome.time.as_secs_f64(),
            "solved"
        );
        self.face.keep(t, value, &priced, &prices);
        Ok(Some(outcome))
    }

    /// The value to keep to: that of the plan at hand where it is close enough to the bound; else the bound, where it
    /// may be hoped for; else that of the plan which a search finds. `None` where there is no plan.
    pub(super) fn value(
        &mut self,
        t: usize,
        tier: &Tier,
        settled: &Settled,
        hope: bool,
        known: Option<Known>,
        best: &mut BestKnown,
    ) -> Result<Option<(i64, Searched)>, SolveError> {
        let priced = &settled.priced;
        let price_bound = prices::whole_bound(priced.bound);
        let mut searched = Searched {
            bound: price_bound,
            nodes: 0,
        };
        if !self.face.is_close(t, tier, price_bound) {
            if hope {
                // From here on there is no plan at hand, until a later tier finds one with this value.
                if let Some(plan) = self.face.incumbent.take() {
                    best.see(self.face.problem, &plan);
                }
                return Ok(Some((price_bound, searched)));
            }
            if asked_to_end() {
                return Err(SolveError::Interrupted);
            }
            if self.limits.nodes == 0 && self.face.incumbent.is_some() {
                return Ok(self.face.value(t).map(|value| (value, searched)));
            }
            let better = matches!(known, Some(Known::Prices(_)));
            let likely = self.likely(settled.used.clone(), priced, better);
            let face = &mut self.face;
            match search_face(face, t, tier, priced, &likely, better, self.limits)? {
                Some(found) => searched = found,
                None => return Ok(None),
            }
        }
        Ok(self.face.value(t).map(|value| (value, searched)))
    }

    fn nothing_to_decide(&self) -> TierOutcome {
        TierOutcome {
            value: 0,
            bound: 0,
            price_bound: 0,
            prices: Prices::default(),
            kept: Vec::new(),
            columns: self.face.columns_open(),
            rows: self.live.rows(),
            nodes: 0,
            time: Duration::ZERO,
        }
    }
}
