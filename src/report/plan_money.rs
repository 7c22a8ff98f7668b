//! What a plan says of its budget, and of what its money is held against.

use super::plan_told::Told;
use super::plan_words::{in_pounds, nearest};

impl Told<'_> {
    /// What a budget came to, and what all money is held against.
    pub fn about_money(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let (Some(pence), Some(binds)) =
            (self.asked.budget, self.planned.budget_binds(self.asked))
        {
            let budget = format!(
                "Budget: {} a week above what it costs with nothing bought",
                in_pounds(pence)
            );
            let costs = self.more_or_less(&self.planned.plan);
            let targets = self.planned.figures.iter().take(self.planned.targets);
            let lightest = targets.map(|figure| figure.goal.weight).min().unwrap_or(1);
            let nearer = match nearest(&self.planned.plan, lightest) {
                Some(proof) => {
                    format!("no plan within the budget comes nearer to what is asked ({proof})")
                }
                None => "no plan within the budget was found that comes nearer to what is asked"
                    .to_owned(),
            };
            said.push(match &self.planned.without_budget {
                Some(without) if binds => format!(
                    "{budget}. It binds: the plan costs {costs}, and {nearer}; without the budget one that costs {} does",
                    self.more_or_less(without)
                ),
                Some(_) => format!("{budget}. It does not bind: the plan costs {costs}, and more money comes no nearer to what is asked"),
                None => format!("{budget}. It does not bind: the plan costs {costs} and reaches what is asked"),
            });
        }
        if self.has_children() && self.knows_today() {
            said.push(format!(
                "Nothing bought is a theoretical round over the present homes: the cheapest in which {}, {} a week with \
                 children without a home at the dearest of their options. It is not what is spent: where the same children \
                 live today costs {} a week. Nor is it the cheap end of a frontier of assess, where cost alone counts once as \
                 many children as can have a home",
                if self.asked.hold {
                    "as many children as can have a home and nothing that is held is worse than today where that can be had"
                } else {
                    "as many children as can have a home"
                },
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
