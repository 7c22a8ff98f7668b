//! Ties broken in the relaxation of a measured tier, where that is wanted: many homes cost the same, and a relaxation that
//! may choose among them as it likes takes long and chooses in fractions.
//!
//! What is added is far below what such a tier is solved to. It is in no bound: prices prove what they prove, however
//! they were found.

use super::problem::Problem;

/// What a unit of the next tier adds.
const NEXT: f64 = 1e-3;

/// What chance adds at most, as a part of the mean cost of a column.
const CHANCE: f64 = 1e-5;

/// What is added to the costs of a tier.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ties {
    /// The tier that breaks ties first.
    next: Option<usize>,
    /// What chance adds at most.
    chance: f64,
}

impl Ties {
    /// Ties of a tier.
    pub fn of(problem: &Problem, t: usize) -> Self {
        let costs = &problem.costs[t];
        let sum: f64 = costs.iter().map(|cost| cost.unsigned_abs() as f64).sum();
        Self {
            next: (t + 1 < problem.costs.len()).then_some(t + 1),
            chance: CHANCE * sum / costs.len().max(1) as f64,
        }
    }

    /// What a column costs more.
    pub fn add(&self, problem: &Problem, j: u32) -> f64 {
        if self.chance == 0.0 {
            return 0.0;
        }
        let next = self.next.map_or(0, |next| problem.costs[next][j as usize]);
        // The fractional parts of multiples of the golden ratio lie evenly, and never repeat.
        let drawn = f64::from(j.wrapping_mul(2_654_435_769)) / f64::from(u32::MAX);
        NEXT * next as f64 + self.chance * drawn
    }
}
