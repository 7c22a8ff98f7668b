//! A plan, and what becomes of it in futures.

use super::super::checked::{Checked, Money};
use super::super::desk::Desk;
use super::super::planned::{Proof, Variant};
use super::super::why::Short;
use crate::kpis::Tally;

/// What a plan comes to in one future.
#[derive(Debug, Clone, PartialEq)]
pub struct Fate {
    /// Children looked after.
    pub children: usize,
    /// Of them, those who would have no home.
    pub without_a_home: usize,
    /// No fewer would have none whatever were bought of everything that is on offer in this future: proved.
    pub out_of_reach: usize,
    /// Children who would step down.
    pub step_downs: usize,
    /// Pence a week.
    pub money: Money,
    /// By goal: its indicator, counted again from who would live where.
    pub after: Vec<Tally>,
    /// By goal: whether it is reached.
    pub reached: Vec<bool>,
}

impl Fate {
    fn of(desk: &Desk, sample: usize, checked: &Checked) -> Self {
        let after = desk.tallies(sample, checked);
        let reached = after.iter().enumerate();
        Self {
            children: checked.council.looked_after().count(),
            without_a_home: checked.unplaced.len(),
            out_of_reach: usize::try_from(desk.recourses[sample].cannot_be_placed)
                .unwrap_or_default(),
            step_downs: checked.step_downs.len(),
            money: checked.money,
            reached: reached
                .map(|(goal, tally)| desk.reaches(sample, goal, tally))
                .collect(),
            after,
        }
    }

    /// Holds a goal that children have homes against everything that is on offer in the future, whatever was bought.
    pub fn hold_to(&mut self, goal: usize, out_of_reach: usize) {
        self.out_of_reach = out_of_reach;
        self.reached[goal] = self.without_a_home <= out_of_reach;
    }

    /// Goals that are not reached.
    pub fn missed(&self) -> Vec<usize> {
        let goals = 0..self.reached.len();
        goals.filter(|goal| !self.reached[*goal]).collect()
    }

    /// Whether every goal is reached.
    pub fn is_reached(&self) -> bool {
        self.reached.iter().all(|reached| *reached)
    }
}

/// A plan that was made for some futures.
#[derive(Debug, Clone)]
pub struct Made {
    /// How often each offer is bought.
    pub bought: Vec<i64>,
    /// By future that it was made for.
    pub fates: Vec<Fate>,
    /// Weighted sums of shortfalls over them.
    pub short: Short,
    /// Its proof, of the sum of costs over them, given the shortfall.
    pub proof: Proof,
}

impl Made {
    /// Of a variant of a desk.
    pub fn of(desk: &Desk, variant: &Variant) -> Self {
        let checked = variant.checked.iter().enumerate();
        Self {
            bought: variant.bought.clone(),
            fates: checked.map(|(s, c)| Fate::of(desk, s, c)).collect(),
            short: variant.short,
            proof: variant.proof,
        }
    }

    /// The same by the offers of a greater ground, in which those of this one stand at some positions.
    pub fn on(mut self, positions: &[usize], offers: usize) -> Self {
        let mut bought = vec![0; offers];
        for (at, n) in positions.iter().zip(&self.bought) {
            bought[*at] = *n;
        }
        self.bought = bought;
        self
    }

    /// Offers that are bought.
    pub fn offers(&self) -> impl Iterator<Item = usize> + '_ {
        let bought = self.bought.iter().enumerate();
        bought.filter(|(_, n)| **n > 0).map(|(at, _)| at)
    }

    /// Mean cost over its futures, pence a week.
    pub fn mean(&self) -> f64 {
        let costs = self.fates.iter().map(|fate| fate.money.total() as f64);
        costs.sum::<f64>() / self.fates.len().max(1) as f64
    }
}
