//! The face on which a component's plan is kept: what the tiers solved so far leave open.

use super::cuts::Cut;
use super::prices::{ONE, Priced, Prices};
use super::problem::{Kept, LISTED, Problem};
use super::ways::Ways;
use crate::model::Tier;

/// Slack that a household row may have; no home takes more.
const MOST_SLACK: usize = 256;

/// What the tiers solved so far leave open.
#[derive(Clone)]
pub struct Face<'a> {
    /// The component's programme.
    pub problem: &'a Problem,
    /// By column: whether it is open.
    pub open: Vec<bool>,
    /// By group: its open ways.
    pub ways: Vec<Ways>,
    /// By household row: whether it must be tight.
    pub tight: Vec<bool>,
    /// Household cuts, in order of finding.
    pub cuts: Vec<Cut>,
    /// By cut: whether it must be tight.
    pub tight_cuts: Vec<bool>,
    /// What is owed, and earlier tiers that a row keeps.
    pub kept: Vec<Kept>,
    /// The best plan on the face; `None` while a hoped-for value has no plan yet.
    pub incumbent: Option<Vec<u32>>,
}

/// What all tiers together leave open: a superset of the plans that are as good as the one found.
#[derive(Debug, Clone)]
pub struct Left {
    open: Vec<bool>,
    ways: Vec<Ways>,
    tight: Vec<bool>,
    tight_cuts: Vec<bool>,
    kept: Vec<Kept>,
}

impl<'a> Face<'a> {
    /// Everything at homes that exist is open, and the plan that places nobody is at hand.
    pub fn of(problem: &'a Problem) -> Self {
        let columns = 0..problem.columns.len() as u32;
        Self {
            problem,
            open: columns.map(|j| j < problem.existing).collect(),
            ways: problem.groups.iter().map(Ways::of).collect(),
            tight: vec![false; problem.rows.len()],
            cuts: Vec::new(),
            tight_cuts: Vec::new(),
            kept: problem.owed.clone(),
            incumbent: Some(problem.at_hand.clone().unwrap_or_default()),
        }
    }

    /// The face once every tier is solved, without its cuts.
    pub fn left(&self) -> Left {
        Left {
            open: self.open.clone(),
            ways: self.ways.clone(),
            tight: self.tight.clone(),
            tight_cuts: self.tight_cuts.clone(),
            kept: self.kept.clone(),
        }
    }

    /// The face that was left, with no plan at hand. `value` gives what each tier came to.
    pub fn of_left(
        problem: &'a Problem,
        left: &Left,
        cuts: &[Cut],
        value: impl Fn(usize) -> i64,
    ) -> Self {
        let at_value = |kept: &Kept| match kept.owed_to {
            Some(_) => *kept,
            None => Kept {
                value: value(kept.tier),
                ..*kept
            },
        };
        Self {
            problem,
            open: left.open.clone(),
            ways: left.ways.clone(),
            tight: left.tight.clone(),
            cuts: cuts.to_vec(),
            tight_cuts: left.tight_cuts.clone(),
            kept: left.kept.iter().map(at_value).collect(),
            incumbent: None,
        }
    }

    /// Value of the plan at hand.
    pub fn value(&self, t: usize) -> Option<i64> {
        let plan = self.incumbent.as_ref()?;
        Some(self.problem.value(t, plan))
    }

    /// Takes a plan if it is better in this tier, or the first.
    pub fn improve(&mut self, t: usize, chosen: Vec<u32>) {
        let value = self.problem.value(t, &chosen);
        if self.value(t).is_none_or(|at_hand| value < at_hand) {
            self.incumbent = Some(chosen);
        }
    }

    /// Whether a plan keeps what is owed and the earlier tiers that a row keeps.
    pub fn keeps(&self, chosen: &[u32]) -> bool {
        let keeps = |kept: &Kept| self.problem.value_kept(kept, chosen) <= kept.value;
        self.kept.iter().all(keeps)
    }

    /// Whether a plan uses only what is open and keeps every household row.
    pub fn fits(&self, chosen: &[u32]) -> bool {
        let mut placed: Vec<Vec<u16>> = vec![Vec::new(); self.ways.len()];
        for &j in chosen {
            let column = &self.problem.columns[j as usize];
            placed[column.group as usize].push(column.set);
        }
        let mut ways = self.ways.iter().zip(placed);
        if !ways.all(|(ways, sets)| ways.allow(sets)) {
            return false;
        }
        chosen.iter().all(|j| self.open[*j as usize]) && self.problem.allows(chosen)
    }

    /// Whether a plan keeps everything that the face asks.
    pub fn allows(&self, chosen: &[u32]) -> bool {
        self.fits(chosen) && self.keeps(chosen)
    }

    /// Whether the plan at hand is as close to the bound as the tier asks.
    pub fn is_close(&self, t: usize, tier: &Tier, bound: i64) -> bool {
        self.value(t).is_some_and(|value| {
            let gap = value - bound;
            gap <= 0 || gap as f64 <= tier.tolerance * value.unsigned_abs() as f64
        })
    }

    /// How many columns are open.
    pub fn columns_open(&self) -> usize {
        self.open.iter().filter(|open| **open).count()
    }

    /// Whether nothing on the face costs anything in a tier.
    pub fn is_free(&self, t: usize) -> bool {
        let costs = &self.problem.costs[t];
        let mut open = costs.iter().zip(&self.open).filter(|(_, open)| **open);
        let mut leaving = self
            .problem
            .groups
            .iter()
            .zip(&self.ways)
            .flat_map(|(group, ways)| {
                let may = group.unplaced.iter().zip(&ways.may_be_left);
                may.filter(|(_, may)| **may).map(|(costs, _)| costs[t])
            });
        open.all(|(cost, _)| *cost == 0) && leaving.all(|cost| cost == 0)
    }

    /// Keeps to the plans of this value: closes what would cost more, and makes priced rows tight.
    pub fn keep(&mut self, t: usize, value: i64, priced: &Priced, prices: &Prices) {
        let gap = i128::from(value) * ONE - priced.bound;
        let stays: Vec<bool> = (0..self.open.len())
            .map(|j| self.open[j] && priced.reduced(self, j as u32).is_some_and(|r| r <= gap))
            .collect();
        self.open = stays;
        for ((group, ways), (at, housed)) in self
            .problem
            .groups
            .iter()
            .zip(&mut self.ways)
            .zip(&priced.groups)
        {
            if let Some(cheapest) = housed.cheapest {
                ways.close_above(group, at, cheapest + gap);
            }
        }
        for (tight, &price) in self.tight.iter_mut().zip(&prices.rows) {
            *tight |= i128::from(price).abs() > gap;
        }
        self.tight_cuts.resize(self.cuts.len(), false);
        for (tight, &price) in self.tight_cuts.iter_mut().zip(&prices.cuts) {
            *tight |= i128::from(price).abs() > gap;
        }
        // What is left open can add at most the gap for each group, and for each unit of slack of each row;
        // where that is below one, the value cannot move. Large groups have no list of ways to close.
        let rows = self.tight.len() + self.cuts.len() + 2;
        let most_terms = (self.problem.groups.len() + rows * MOST_SLACK) as i128;
        let mut groups = self.problem.groups.iter();
        // What is kept may have a large slack, so that even a small price can add up.
        let owes = prices.kept.iter().any(|price| *price != 0);
        if owes || gap * most_terms >= ONE || groups.any(|group| group.children.len() > LISTED) {
            self.kept.push(Kept::whole(t, value));
        }
    }
}
