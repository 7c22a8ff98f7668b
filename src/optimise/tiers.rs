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
use super::face::Face;
use super::held::Solved;
use super::interrupt;
use super::live::Live;
use super::prices::{self, ONE, Priced, Prices};
use super::problem::{Kept, Problem};
use super::search::search_face;
use super::start::first_plan;
use crate::model::Tier;

/// Homes with which each set of brothers and sisters comes into the first relaxation.
const FIRST_HOMES: usize = 6;

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
#[derive(Debug)]
pub struct ComponentOutcome {
    /// Columns at 1.
    pub chosen: Vec<u32>,
    /// One outcome a tier.
    pub tiers: Vec<TierOutcome>,
    /// The household cuts that were found on the way.
    pub cuts: Vec<Cut>,
}

/// Limits of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most nodes of one search; a tier that needs more reports its gap.
    pub nodes: i32,
    /// Columns that a first, restricted search may hold.
    pub columns: usize,
    /// How components are solved.
    pub method: Method,
    /// Most children of a component that is solved as one where the method is chosen by size.
    pub exact: usize,
    /// Most children of a cell.
    pub cell: usize,
    /// Sweeps over the cells.
    pub sweeps: usize,
    /// Bytes of memory that a round may need by estimate.
    pub memory: u64,
}

/// How a component is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By size.
    Auto,
    /// As one, to proven optimality.
    Exact,
    /// Cell by cell, with prices that bound the whole.
    Prices,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 20_000,
            columns: 6_000,
            method: Method::Auto,
            exact: 5_000,
            cell: 900,
            sweeps: 4,
            memory: 12 << 30,
        }
    }
}

/// How a component is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
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
    let outcome = match go_through(problem, tiers, limits, Manner::Hopeful)? {
        Some(outcome) => Some(outcome),
        None => go_through(problem, tiers, limits, Manner::Patient)?,
    };
    outcome
        .ok_or_else(|| SolveError::Unexpected("no plan, though nobody need be placed".to_owned()))
}

/// `None` where the values that were hoped for cannot all be had.
fn go_through(
    problem: &Problem,
    tiers: &[Tier],
    limits: Limits,
    manner: Manner,
) -> Result<Option<ComponentOutcome>, SolveError> {
    let mut stand = Stand {
        face: Face::of(problem),
        live: Live::of(problem)?,
        limits,
    };
    let plan = first_plan(problem);
    if let Some(at_hand) = &problem.at_hand {
        stand
            .live
            .add_blocks(&stand.face, at_hand.iter().copied())?;
    } else if problem.allows(&plan) {
        stand.live.add_blocks(&stand.face, plan.iter().copied())?;
        stand.face.incumbent = Some(plan);
    }
    stand.live.add_blocks(&stand.face, first_columns(problem))?;
    let mut outcomes = Vec::with_capacity(tiers.len());
    for (t, tier) in tiers.iter().enumerate() {
        let hope = manner == Manner::Hopeful && tier.tolerance == 0.0 && t + 1 < tiers.len();
        match stand.tier(t, tier, hope)? {
            Some(outcome) => outcomes.push(outcome),
            None => return Ok(None),
        }
    }
    let Some(chosen) = stand.face.incumbent else {
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
        cuts: stand.face.cuts,
    }))
}

/// For each set of brothers and sisters, the homes that are best in the order of the tiers.
fn first_columns(problem: &Problem) -> Vec<u32> {
    let costs = |j: &u32| {
        let j = *j as usize;
        problem.costs.iter().map(move |tier| tier[j])
    };
    let sets = problem.groups.iter().flat_map(|group| &group.sets);
    let mut first = Vec::new();
    for set in sets {
        let mut best = set.columns.clone();
        if best.len() > FIRST_HOMES {
            let order = |a: &u32, b: &u32| costs(a).cmp(costs(b)).then(a.cmp(b));
            best.select_nth_unstable_by(FIRST_HOMES, order);
            best.truncate(FIRST_HOMES);
        }
        first.extend(best);
    }
    first
}

/// Where a component stands between two tiers.
struct Stand<'a> {
    face: Face<'a>,
    live: Live<'a>,
    limits: Limits,
}

/// A relaxation to which neither columns nor cuts are left to add.
struct Settled {
    prices: Prices,
    priced: Priced,
}

impl Stand<'_> {
    fn tier(
        &mut self,
        t: usize,
        tier: &Tier,
        hope: bool,
    ) -> Result<Option<TierOutcome>, SolveError> {
        let started = Instant::now();
        if self.face.is_free(t) && (hope || self.face.incumbent.is_some()) {
            return Ok(Some(self.nothing_to_decide()));
        }
        let columns = self.face.columns_open();
        let Some(Settled { prices, priced }) = self.settle(t, tier)? else {
            return Ok(None);
        };
        let price_bound = prices::whole_bound(priced.bound);
        let (mut nodes, mut bound) = (0, price_bound);
        let hope = hope && !interrupt::asked();
        let value = if self.face.is_close(t, tier, price_bound) || !hope {
            if !self.face.is_close(t, tier, price_bound) && !interrupt::asked() {
                let found = search_face(&mut self.face, t, tier, &priced, self.limits)?;
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

    /// Solves the relaxation of a tier, adding the columns that its prices ask for and the household cuts that
    /// its fractions break, until there are none.
    fn settle(&mut self, t: usize, tier: &Tier) -> Result<Option<Settled>, SolveError> {
        let Some(free) = Priced::of(&self.face, t, &self.no_prices()) else {
            return Ok(None);
        };
        if self
            .face
            .value(t)
            .is_some_and(|value| i128::from(value) * ONE == free.bound)
        {
            // Nothing is short: the plan at hand is as good as if every child could choose freely.
            return Ok(Some(Settled {
                prices: self.no_prices(),
                priced: free,
            }));
        }
        self.live.go_to(&self.face, t)?;
        let (mut rounds, mut solves) = (0, 0);
        loop {
            if interrupt::asked() {
                return Ok(Some(Settled {
                    prices: self.no_prices(),
                    priced: free,
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
            if solved.whole {
                let chosen = solved.amounts.iter().map(|(j, _)| *j).collect();
                self.face.improve(t, chosen);
            } else if rounds < CUT_ROUNDS
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
