//! What a component ends with when it is asked to end before every tier is solved: the best plan known, in the order
//! of the tiers, with what the prices and searches so far prove of it. While values are hoped for there may be none but
//! the first, so that one is made of the last relaxation as well.

use super::SolveError;
use super::greedy::rounded;
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
        let rounded = rounded(problem, &self.relaxed);
        let rounded = Some(rounded).filter(|plan| start.face.allows(plan));
        for plan in self.face.incumbent.iter().chain(&rounded) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::{Candidates, Round};
    use crate::duties::Facts;
    use crate::model::{
        Child, ChildIx, Council, Home, HomeKind, Location, Sector, Sex, SiblingLink, SiblingPlan,
    };
    use crate::optimise::{Limits, build, prices::ONE};
    use jiff::civil::date;

    /// One home for two brothers or for a child who needs it today: the first plan takes the larger group.
    fn one_home() -> Council {
        let mut council = Council::new("Early", "E06000019", date(2026, 3, 31));
        for i in 0..3 {
            let born = date(2016, 1, 9);
            let mut child = Child::new(&format!("C{i}"), born, Sex::Male, date(2026, 3, 1));
            child.home = Location::new(350_000, 240_000);
            child.flags.emergency = i == 2;
            council.children.push(child);
        }
        council.sibling_links.push(SiblingLink {
            pair: (ChildIx(0), ChildIx(1)),
            plan: SiblingPlan::Together,
            reason: None,
        });
        let home = Home::new("H0", HomeKind::Foster, Sector::Own, "E06000019");
        let mut home = home.with_places(2);
        home.location = Location::new(351_000, 240_000);
        council.homes.push(home);
        council
    }

    #[test]
    fn a_plan_that_was_given_up_for_a_hope_is_what_an_early_end_gives() {
        let council = one_home();
        let tiers = &council.policy.tiers;
        let facts = Facts::of(&council);
        let round = Round::of_month(&facts);
        let candidates = Candidates::find(&facts, &round);
        let problem = build(
            &facts,
            &round,
            &candidates,
            &candidates.components[0],
            tiers,
        );
        let start = Start::of(&problem);
        let first = problem.value(0, start.face.incumbent.as_ref().unwrap());
        let mut stand = Stand::at(&start, Limits::default()).unwrap();
        let mut best = BestKnown::default();
        let emergencies = stand.tier(0, &tiers[0], true, None, &mut best).unwrap();
        let emergencies = emergencies.expect("a plan");
        assert!(emergencies.value < first, "the first plan is best already");
        // In the next tier one child more is hoped for than any plan places.
        let mut settled = stand.unpriced(1).unwrap();
        settled.priced.bound -= 5 * ONE;
        let hoped = stand.value(1, &tiers[1], &settled, true, None, &mut best);
        let hoped = hoped.unwrap();
        assert!(hoped.is_some() && stand.face.incumbent.is_none());
        let found = [emergencies.clone()];
        let outcome = stand.end_early(&start, tiers, &mut best, &found).unwrap();
        assert_eq!(outcome.tiers[0].value, emergencies.value);
        assert_eq!(outcome.tiers[0].bound, emergencies.bound);
        assert_eq!(outcome.tiers.len(), tiers.len());
        assert!(problem.allows(&outcome.chosen));
    }

    #[test]
    fn the_best_known_is_the_best_in_the_order_of_the_tiers() {
        let council = one_home();
        let facts = Facts::of(&council);
        let round = Round::of_month(&facts);
        let candidates = Candidates::find(&facts, &round);
        let part = &candidates.components[0];
        let problem = build(&facts, &round, &candidates, part, &council.policy.tiers);
        let alone = (0..problem.columns.len() as u32)
            .find(|j| problem.mask(*j) == 1 && problem.block(*j).children[0] == ChildIx(2));
        let alone = vec![alone.expect("a column for the child who needs a home today")];
        let mut best = BestKnown::default();
        for plan in [&[][..], &alone, &[]] {
            best.see(&problem, plan);
        }
        // A relaxation that uses her column most of all leads to a plan with her, where the first plan takes the brothers.
        let plan = rounded(&problem, &[(alone[0], 0.6)]);
        assert!(plan.contains(&alone[0]) && problem.allows(&plan));
        assert!(!rounded(&problem, &[]).contains(&alone[0]));
        assert_eq!(best.0, Some(alone));
    }
}
