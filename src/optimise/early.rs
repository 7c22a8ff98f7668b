//! What a component ends with when it is asked to end before every tier is solved: the best plan known, in the order
//! of the tiers, with what the prices and searches so far prove of it.

use super::SolveError;
use super::outcome::{ComponentOutcome, TierOutcome};
use super::prices::{self, Priced};
use super::problem::Problem;
use super::start::Start;
use super::tiers::Stand;
use crate::model::Tier;

/// The best plan known, in the order of the tiers, whatever values were hoped for since it was found.
#[derive(Debug, Default)]
pub struct BestKnown(Option<Vec<u32>>);

impl BestKnown {
    /// Looks at a plan.
    pub fn see(&mut self, problem: &Problem, plan: &[u32]) {
        let values = |plan: &[u32]| -> Vec<i64> {
            let tiers = 0..problem.costs.len();
            tiers.map(|t| problem.value(t, plan)).collect()
        };
        let best = self.0.as_deref();
        if best.is_none_or(|best| values(plan) < values(best)) {
            self.0 = Some(plan.to_vec());
        }
    }
}

impl<'a> Stand<'a> {
    /// Ends with the best plan known. `found` are the outcomes of the tiers that were solved or whose values were
    /// hoped for: their prices give bounds on plans that keep to this plan's values as well.
    pub fn end_early(
        mut self,
        start: &Start<'a>,
        tiers: &[Tier],
        best: &mut BestKnown,
        found: &[TierOutcome],
    ) -> Result<ComponentOutcome, SolveError> {
        let problem = start.face.problem;
        if let Some(plan) = &self.face.incumbent {
            best.see(problem, plan);
        }
        let Some(chosen) = best.0.take() else {
            return Err(SolveError::Interrupted);
        };
        let cuts = std::mem::take(&mut self.face.cuts);
        self.face = start.face.clone();
        self.face.tight_cuts = vec![false; cuts.len()];
        self.face.cuts = cuts;
        self.face.incumbent = Some(chosen.clone());
        let mut outcomes = Vec::with_capacity(tiers.len());
        // A search's bound holds for plans with the values of the tiers before it, as they were then.
        let mut as_found = true;
        for t in 0..tiers.len() {
            let value = problem.value(t, &chosen);
            let found = found.get(t);
            let prices = found.map_or_else(
                || self.no_prices(),
                |found| found.prices.on(&self.face, &found.kept),
            );
            let Some(priced) = Priced::of(&self.face, t, &prices) else {
                let reason = "a plan at hand that is not on its face".to_owned();
                return Err(SolveError::Unexpected(reason));
            };
            let price_bound = prices::whole_bound(priced.bound);
            let searched = found.filter(|_| as_found).map(|found| found.bound);
            outcomes.push(TierOutcome {
                value,
                bound: searched.map_or(price_bound, |bound| bound.max(price_bound)),
                price_bound,
                columns: self.face.columns_open(),
                rows: self.live.rows(),
                nodes: found.map_or(0, |found| found.nodes),
                time: found.map_or_else(Default::default, |found| found.time),
                prices: prices.clone(),
                kept: self.face.kept.clone(),
            });
            as_found &= found.is_some_and(|found| found.value == value);
            self.face.keep(t, value, &priced, &prices);
        }
        Ok(self.outcome(chosen, outcomes))
    }
}
