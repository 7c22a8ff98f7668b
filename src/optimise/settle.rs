//! The relaxation of a tier, solved to the end: columns that its prices ask for come in, and household cuts that its
//! fractions break, until there are none.

use rayon::prelude::*;

use super::SolveError;
use super::cuts::separate;
use super::held::Solved;
use super::interrupt::asked_to_end;
use super::outcome::TierOutcome;
use super::prices::{self, ONE, Priced, Prices};
use super::start;
use super::tiers::Stand;
use crate::model::Tier;

/// Columns that a sibling group may add to the relaxation at once.
const ENTERING: usize = 4;

/// What is known of a tier from almost the same plans.
#[derive(Clone, Copy)]
pub enum Known<'a> {
    /// The bound that these prices give is to be the value.
    Value(&'a TierOutcome),
    /// These prices may show that the plan at hand is the best.
    Prices(&'a TierOutcome),
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
    /// The bound that the prices of almost the same plans give.
    pub fn guess(&self, t: usize, alike: &TierOutcome) -> Option<Settled> {
        let prices = alike.prices.on(&self.face, &alike.kept);
        let priced = Priced::of(&self.face, t, &prices)?;
        let used = Vec::new();
        Some(Settled {
            prices,
            priced,
            used,
        })
    }

    /// The same where it shows that the plan at hand is as good as the tier asks.
    pub fn still_best(&self, t: usize, tier: &Tier, alike: &TierOutcome) -> Option<Settled> {
        self.face.incumbent.as_ref()?;
        let settled = self.guess(t, alike)?;
        let bound = prices::whole_bound(settled.priced.bound);
        self.face.is_close(t, tier, bound).then_some(settled)
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
            if asked_to_end() {
                return Err(SolveError::Interrupted);
            }
            let Some(solved) = self.live.solve(&self.face)? else {
                return Ok(None);
            };
            solves += 1;
            self.relaxed.clone_from(&solved.amounts);
            let Some(priced) = Priced::of(&self.face, t, &solved.prices) else {
                return Ok(None);
            };
            if self.is_close_enough(t, tier, &priced) {
                return Ok(Some(Settled {
                    prices: solved.prices,
                    priced,
                    used: Vec::new(),
                }));
            }
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

    /// Whether the bound of prices on the way is as close as the last tier asks, where it is loose. Any prices give a bound.
    fn is_close_enough(&self, t: usize, tier: &Tier, priced: &Priced) -> bool {
        let is_last = t + 1 == self.face.problem.costs.len();
        let bound = prices::whole_bound(priced.bound);
        self.limits.last_loose && is_last && self.face.is_close(t, tier, bound)
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
    pub fn unpriced(&self, t: usize) -> Option<Settled> {
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

    pub fn no_prices(&self) -> Prices {
        Prices {
            rows: vec![0; self.face.problem.rows.len()],
            cuts: vec![0; self.face.cuts.len()],
            kept: vec![0; self.face.kept.len()],
        }
    }
}
