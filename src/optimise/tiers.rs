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

use rayon::prelude::*;

use super::SolveError;
use super::cuts::{Cut, separate};
use super::face::{Face, Left};
use super::held::Solved;
use super::interrupt;
use super::limits::Limits;
use super::live::Live;
use super::prices::{self, ONE, Priced, Prices};
use super::problem::{Kept, Problem};
use super::search::search_face;
use super::start::{self, Start};
use crate::model::Tier;

/// Columns that a sibling group may add to the relaxation at once.
const ENTERING: usize = 4;

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
        if manner == Manner::Guessing && start.alike.is_empty() {
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
        let hope = manner != Manner::Patient && tier.tolerance == 0.0 && t + 1 < tiers.len();
        let alike = start.alike.get(t).filter(|_| manner == Manner::Guessing);
        match stand.tier(t, tier, hope, alike)? {
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

/// A relaxation to which neither columns nor cuts are left to add.
pub struct Settled {
    /// Its prices.
    pub prices: Prices,
    /// The programme at those prices.
    pub priced: Priced,
    /// Columns that it uses, if it was solved.
    pub used: Vec<u32>,
}

impl Stand<'_> {
    fn tier(
        &mut self,
        t: usize,
        tier: &Tier,
        hope: bool,
        alike: Option<&TierOutcome>,
    ) -> Result<Option<TierOutcome>, SolveError> {
        let started = Instant::now();
        if self.face.is_free(t) && (hope || self.face.incumbent.is_some()) {
            return Ok(Some(self.nothing_to_decide()));
        }
        let columns = self.face.columns_open();
        let settled = match alike.filter(|_| hope) {
            Some(alike) => self.guess(t, alike),
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
                let likely = self.likely(used, &priced);
                let found = search_face(&mut self.face, t, tier, &priced, &likely, self.limits)?;
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

    /// The bound that the prices of almost the same plans give.
    fn guess(&self, t: usize, alike: &TierOutcome) -> Option<Settled> {
        let prices = alike.prices.on(&self.face, &alike.kept);
        let priced = Priced::of(&self.face, t, &prices)?;
        let used = Vec::new();
        Some(Settled {
            prices,
            priced,
            used,
        })
    }

    /// Solves the relaxation of a tier, adding the columns that its prices ask for and the household cuts that
    /// its fractions break, until there are none.
    pub fn settle(&mut self, t: usize, tier: &Tier) -> Result<Option<Settled>, SolveError> {
        let Some(free) = Priced::of(&self.face, t, &self.no_prices()) else {
            return Ok(None);
        };
        let is_free = |value| i128::from(value) * ONE == free.bound;
        if self.face.value(t).is_some_and(is_free) {
            // Nothing is short: the plan at hand is as good as if every child could choose freely.
            return Ok(Some(Settled {
                prices: self.no_prices(),
                priced: free,
                used: Vec::new(),
            }));
        }
        if !self.waiting.is_empty() {
            let waiting = std::mem::take(&mut self.waiting);
            let columns = start::open_columns(&self.face, waiting);
            self.live.add_blocks(&self.face, columns)?;
        }
        if let Some(plan) = self.face.incumbent.clone() {
            // A search may have found a plan among columns that the relaxation does not hold yet.
            self.live.add_blocks(&self.face, plan)?;
        }
        self.live.add_cuts(&self.face)?;
        self.live.go_to(&self.face, t)?;
        let (mut rounds, mut solves) = (0, 0);
        loop {
            if interrupt::asked() {
                return Ok(Some(Settled {
                    prices: self.no_prices(),
                    priced: free,
                    used: Vec::new(),
                }));
            }
            let Some(solved) = self.live.solve(&self.face)? else {
                return Ok(None);
            };
            solves += 1;
            let Some(priced) = Priced::of(&self.face, t, &solved.prices) else {
                return Ok(None);
            };
            let entering = self.entering(&solved, &priced);
            if !entering.is_empty() {
                self.live.add_blocks(&self.face, entering)?;
                continue;
            }
            let used: Vec<u32> = solved.amounts.iter().map(|(j, _)| *j).collect();
            if solved.whole && self.face.keeps(&used) {
                self.face.improve(t, used.clone());
            } else if rounds < self.cut_rounds
                && priced.bound > free.bound
                && !self
                    .face
                    .is_close(t, tier, prices::whole_bound(priced.bound))
            {
                rounds += 1;
                let mut amounts = solved.amounts.clone();
                amounts.sort_unstable_by_key(|(j, _)| *j);
                let cuts = separate(self.face.problem, &amounts)?;
                if !cuts.is_empty() {
                    self.face.cuts.extend(cuts);
                    self.live.add_cuts(&self.face)?;
                    continue;
                }
            }
            tracing::trace!(solves, rounds, "settled");
            return Ok(Some(Settled {
                prices: solved.prices,
                priced,
                used,
            }));
        }
    }

    /// The columns that would better the relaxation, a few for each sibling group.
    fn entering(&self, solved: &Solved, priced: &Priced) -> Vec<u32> {
        let (face, held, problem) = (&self.face, &self.live.held, self.face.problem);
        let of_group = |g: usize| {
            let sets = problem.groups[g].sets.iter();
            let columns = sets.flat_map(|set| set.columns.iter().copied());
            let open = columns.filter(|j| face.open[*j as usize] && !held.has(*j));
            let priced = open.map(|j| {
                let at_prices = priced.at[j as usize] as f64 / ONE as f64;
                (held.reduced(solved, j, at_prices), j)
            });
            let mut found: Vec<(f64, u32)> =
                priced.filter(|(reduced, _)| *reduced < -1e-6).collect();
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            found.truncate(ENTERING);
            found.into_iter().map(|(_, j)| j).collect::<Vec<u32>>()
        };
        let groups = (0..problem.groups.len()).into_par_iter();
        groups.flat_map_iter(of_group).collect()
    }

    /// No prices, with what they prove.
    fn unpriced(&self, t: usize) -> Option<Settled> {
        tracing::debug!(
            tier = t,
            "a relaxation without a solution, though a plan is at hand"
        );
        let prices = self.no_prices();
        let priced = Priced::of(&self.face, t, &prices)?;
        let used = Vec::new();
        Some(Settled {
            prices,
            priced,
            used,
        })
    }

    fn no_prices(&self) -> Prices {
        Prices {
            rows: vec![0; self.face.problem.rows.len()],
            cuts: vec![0; self.face.cuts.len()],
            kept: vec![0; self.face.kept.len()],
        }
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
