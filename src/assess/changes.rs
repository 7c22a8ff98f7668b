//! What one more home would change, indicator by indicator, in the plans that were solved again.

use rayon::prelude::*;

use super::worth::Worth;
use crate::duties::Facts;
use crate::kpis::{self, Kpi, Standing, Tally};
use crate::model::{ChildIx, HomeIx};

/// An indicator without and with one new home.
#[derive(Debug, Clone)]
pub struct Change {
    /// The indicator.
    pub kpi: &'static Kpi,
    /// In the theoretical plan without any new home.
    pub before: Tally,
    /// In the plan with it.
    pub after: Tally,
}

impl Change {
    /// Change of the figure, in the indicator's unit; `None` where one of them has none.
    pub fn of_figure(&self) -> Option<f64> {
        let unit = self.kpi.card.unit;
        Some(self.after.figure(unit)? - self.before.figure(unit)?)
    }

    /// Change of the numerator, in its own small unit.
    pub fn of_numerator(&self) -> i64 {
        self.after.numerator - self.before.numerator
    }
}

/// Every indicator of children and sibling groups that an allocation changes.
fn indicators() -> Vec<&'static Kpi> {
    let follows = |kpi: &&Kpi| kpi.card.follows_allocation && kpi.is_of_people();
    kpis::ALL.into_iter().filter(follows).collect()
}

/// By row of [`Worth::rows`]: what changes, for the new homes that were solved again.
pub fn changes(worth: &Worth) -> Vec<Option<Vec<Change>>> {
    let facts = Facts::whole_system(&worth.council);
    let base = worth.round.to_place.iter();
    let base = base.map(|child| (*child, worth.base.home_of(*child)));
    let before = tallies(&facts, base.collect());
    let of_row = |row: &super::Row| {
        let resolved = row.resolved.as_ref()?;
        let after = tallies(&facts, resolved.placed.clone());
        let pairs = before.iter().zip(after).zip(indicators());
        let change = |((before, after), kpi): ((&Tally, Tally), &'static Kpi)| Change {
            kpi,
            before: before.clone(),
            after,
        };
        Some(pairs.map(change).collect())
    };
    worth.rows.par_iter().map(of_row).collect()
}

fn tallies(facts: &Facts, plan: Vec<(ChildIx, Option<HomeIx>)>) -> Vec<Tally> {
    let standing = Standing::planned(facts, plan);
    indicators()
        .iter()
        .map(|kpi| kpi.whole(&standing))
        .collect()
}
