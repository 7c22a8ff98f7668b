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
//! component is solved again with a search in every tier.

use std::time::{Duration, Instant};

use super::SolveError;
use super::cuts::Cut;
use super::face::{Face, Left};
use super::interrupt;
use super::limits::Limits;
use super::live::Live;
use super::prices::{self, Prices};
use super::problem::{Kept, Problem};
use super::search::search_face;
use super::settle::{Known, Settled};
use super::start::{Alike, Start};
use crate::model::Tier;

/// Rounds of household cuts in one tier.
const CUT_ROUNDS: usize = 12;

/// What one tier came to in one component.
#[derive(Debug, Clone, PartialEq)]
pub struct TierOutcome {
    /// Value of the plan found, without the round's constant.
    pub value: i64,
    /// No plan that keeps the earlier tiers costs less than this.
    pub bound: i64,
    /// The bound that the prices alone prove.
    pub price_bound: i64,
    /// Prices of household rows, of cuts, and of earlier tiers that a row keeps.
    pub prices: Prices,
    /// The rows that keep what is owed and earlier tiers.
    pub kept: Vec<Kept>,
    /// Columns that were still open.
    pub columns: usize,
    /// Rows, those of earlier tiers included.
    pub rows: usize,
    /// Nodes of the search; 0 where the relaxation was whole.
    pub nodes: u64,
    /// Time taken.
    pub time: Duration,
}

/// A component's plan and how each tier was solved.
#[derive(Debug, Clone)]
pub struct ComponentOutcome {
    /// Columns at 1.
    pub chosen: Vec<u32>,
    /// One outcome a tier.
    pub tiers: Vec<TierOutcome>,
    /// The household cuts that were found on the way.
    pub cuts: Vec<Cut>,
    /// Columns that the relaxation held in the end.
    pub held: Vec<u32>,
    /// What the tiers leave open.
    pub left: Left,
}

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
    for manner in [Manner::Guessing, Manner::Hopeful, Manner::Patient] {
        if manner == Manner::Guessing && !matches!(start.alike, Alike::Values(_)) {
            continue;
        }
        if let Some(outcome) = go_through(start, tiers, limits, manner)? {
            return Ok(outcome);
        }
    }
    let reason = "no plan, though nobody need be placed".to_owned();
    Err(SolveError::Unexpected(reason))
}

/// `None` where the values that were hoped for cannot all be had.
fn go_through(
    start: &Start,
    tiers: &[Tier],
    limits: Limits,
    manner: Manner,
) -> Result<Option<ComponentOutcome>, SolveError> {
    let problem = start.face.problem;
    let mut stand = Stand {
        face: start.face.clone(),
        live: Live::of(problem)?,
        waiting: start.columns.clone(),
        limits,
        cut_rounds: CUT_ROUNDS,
    };
    let mut outcomes = Vec::with_capacity(tiers.len());
    for (t, tier) in tiers.iter().enumerate() {
        let mut hope = manner != Manner::Patient && tier.tolerance == 0.0 && t + 1 < tiers.len();
        let known = match start.alike {
            Alike::Values(tiers) if manner == Manner::Guessing && hope => {
                Some(Known::Value(&tiers[t]))
            }
            Alike::Prices(tiers) => Some(Known::Prices(&tiers[t])),
            Alike::None | Alike::Values(_) => None,
        };
        if let Some(Known::Prices(alike)) = known {
            // Where prices could not prove a count before, they will hardly do so now.
            hope &= alike.price_bound == alike.value;
        }
        match stand.tier(t, tier, hope, known)? {
            Some(outcome) => outcomes.push(outcome),
            None => return Ok(None),
        }
    }
    let Some(chosen) = stand.face.incumbent.take() else {
        return Ok(None);
    };
    // Where a tier was left with a gap, a later one may have bettered it by the way.
    for (t, outcome) in outcomes.iter_mut().enumerate() {
        let value = problem.value(t, &chosen);
        if value > outcome.value {
            return Err(SolveError::Unexpected(
                "a plan that left its face".to_owned(),
            ));
        }
        outcome.value = value;
    }
    Ok(Some(ComponentOutcome {
        chosen,
        tiers: outcomes,
        held: stand.live.blocks().collect(),
        left: stand.face.left(),
        cuts: stand.face.cuts,
    }))
}

/// Where a component stands between two tiers.
pub struct Stand<'a> {
    /// What the tiers solved so far leave open.
    pub face: Face<'a>,
    /// The relaxation.
    pub live: Live<'a>,
    /// Columns with which the relaxation is to begin, until it does.
    pub waiting: Vec<u32>,
    /// Limits of the search.
    pub limits: Limits,
    /// Rounds of household cuts in one tier.
    pub cut_rounds: usize,
}

impl Stand<'_> {
    fn tier(
        &mut self,
        t: usize,
        tier: &Tier,
        hope: bool,
        known: Option<Known>,
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
        let Some(Settled {
            prices,
            priced,
            used,
        }) = settled
        else {
            return Ok(None);
        };
        let price_bound = prices::whole_bound(priced.bound);
        let (mut nodes, mut bound) = (0, price_bound);
        let hope = hope && !interrupt::asked();
        let value = if self.face.is_close(t, tier, price_bound) || !hope {
            if !self.face.is_close(t, tier, price_bound) && !interrupt::asked() {
                let better = matches!(known, Some(Known::Prices(_)));
                let likely = self.likely(used, &priced, better);
                let face = &mut self.face;
                let found = search_face(face, t, tier, &priced, &likely, better, self.limits)?;
                let Some(searched) = found else {
                    return Ok(None);
                };
                nodes = searched.nodes;
                bound = bound.max(searched.bound);
            }
            let Some(value) = self.face.value(t) else {
                return Ok(None);
            };
            value
        } else {
            // From here on there is no plan at hand, until a later tier finds one with this value.
            self.face.incumbent = None;
            price_bound
        };
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
