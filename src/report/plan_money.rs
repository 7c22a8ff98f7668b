//! What a plan says of its budget, and of what its money is held against.

use super::plan_told::Told;
use super::plan_words::in_pounds;

impl Told<'_> {
    /// What a budget came to, and what all money is held against.
    pub fn about_money(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let (Some(pence), Some(binds)) =
            (self.asked.budget, self.planned.budget_binds(self.asked))
        {
            let budget = format!(
                "Budget: {} a week above present homes at their cheapest",
                in_pounds(pence)
            );
            let costs = self.more_or_less(&self.planned.plan);
            said.push(match &self.planned.without_budget {
                Some(without) if binds => format!(
                    "{budget}. It binds: the plan costs {costs}, and without the budget one that costs {} comes nearer to what is asked",
                    self.more_or_less(without)
                ),
                Some(_) => format!("{budget}. It does not bind: the plan costs {costs}, and more money comes no nearer to what is asked"),
                None => format!("{budget}. It does not bind: the plan costs {costs} and reaches what is asked"),
            });
        }
        if self.has_children() && !self.council.placements.is_empty() {
            said.push(format!(
                "Present homes at their cheapest are a theoretical round, {} a week with children without a home at the dearest \
                 of their options, and not what is spent: where the same children live today costs {} a week",
                in_pounds(self.planned.before.money.total()),
                in_pounds(self.spent_today())
            ));
        }
        said
    }

    /// Pence a week that the children of the round cost where they live today.
    pub fn spent_today(&self) -> i64 {
        let placements = self.council.placements.iter();
        let of_round = placements.filter(|placement| {
            let kind = self.council.home(placement.home).kind;
            kind.is_offered() && self.council.child(placement.child).is_looked_after()
        });
        of_round
            .map(|placement| self.council.home(placement.home).weekly_cost.pence())
            .sum()
    }
}
