//! A solved round with everything that the outputs show of it.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::candidates::{Candidates, Round};
use crate::certify::Certificate;
use crate::duties::{Facts, Plan};
use crate::explain::{Match, Unplaced, unplaced, why};
use crate::lookahead::Ahead;
use crate::optimise::{Limits, Solution, SolveError, solve_certified};
use crate::pooling::Pooling;

/// Alternatives shown beside each option: with it, at least two where they exist.
pub const ALTERNATIVES: usize = 2;

/// A solved, certified and explained round.
pub struct Outcome<'a> {
    /// The council.
    pub facts: &'a Facts<'a>,
    /// Who was to be placed.
    pub round: &'a Round,
    /// What was found for them.
    pub candidates: Candidates,
    /// The plan.
    pub solution: Solution,
    /// What was proved of it.
    pub certificate: Certificate,
    /// Each placed child, in order, explained.
    pub matches: Vec<Match>,
    /// Each unplaced child, in order, explained.
    pub unplaced: Vec<Unplaced>,
    /// What the round looked ahead to, and what it was without; `None` where it does not look ahead.
    pub ahead: Option<&'a Ahead>,
    /// How long each step took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl<'a> Outcome<'a> {
    /// Finds candidates, solves, certifies and explains a round.
    pub fn of(facts: &'a Facts<'a>, round: &'a Round, limits: Limits) -> Result<Self, SolveError> {
        let mut clock = Instant::now();
        let mut timings = Vec::new();
        let mut lap = |step| {
            timings.push((step, clock.elapsed()));
            clock = Instant::now();
        };
        let candidates = Candidates::find(facts, round);
        lap("find homes");
        let (solution, certificate) = solve_certified(facts, round, &candidates, limits)?;
        lap("solve and certify");
        let plan = Plan::new(
            facts,
            &round.staying,
            &round.held,
            solution.proposals.clone(),
            solution.unplaced.clone(),
        );
        let placed = solution.proposals.par_iter();
        let matches: Vec<Match> = placed
            .filter_map(|p| why(facts, round, &candidates, &plan, p.child, ALTERNATIVES))
            .collect();
        let left = solution.unplaced.par_iter();
        let unplaced = left
            .filter_map(|&child| unplaced(facts, round, &candidates, &plan, child))
            .collect();
        lap("explain");
        Ok(Self {
            facts,
            round,
            candidates,
            solution,
            certificate,
            matches,
            unplaced,
            ahead: None,
            timings,
        })
    }

    /// The same outcome of a round that looks ahead.
    #[must_use]
    pub fn looking(mut self, ahead: Option<&'a Ahead>) -> Self {
        self.ahead = ahead;
        self
    }

    /// What the pooled round of a market gives each authority, against what each would come to alone.
    ///
    /// # Errors
    /// As [`Pooling::of`].
    pub fn pooling(&mut self, limits: Limits) -> Result<Pooling, SolveError> {
        let clock = Instant::now();
        let (candidates, solution) = (&self.candidates, &self.solution);
        let pooling = Pooling::of(self.facts, self.round, candidates, solution, limits)?;
        self.timings.push(("each authority alone", clock.elapsed()));
        Ok(pooling)
    }

    /// Measures this round's plan for each authority, against what each would come to alone as it was found before.
    pub fn measure(&self, pooling: &mut Pooling) {
        pooling.measure_again(self.facts, self.round, &self.candidates, &self.solution);
    }

    /// What the round is, for headings.
    pub fn label(&self) -> &'static str {
        if self.round.theoretical {
            "theoretical whole-system round"
        } else {
            "placement round of the month"
        }
    }
}
