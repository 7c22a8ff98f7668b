//! What is asked of a plan, as one programme over all samples: counts of what is bought, choices of who lives where in
//! each sample, shortfalls of goals, and the rows that tie them together.

use std::collections::HashSet;

use super::goals::Goal;
use super::recourse::Recourse;
use super::why::Why;

/// More than any weighted sum of shortfalls comes to: the limit of a row that limits nothing any more.
pub const NO_LIMIT: i64 = 1_000_000_000_000_000;

/// What is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// The weighted sum of shortfalls of such goals.
    Shortfall(&'static [Why]),
    /// Pence a week, times the weights of the samples.
    Cost,
}

/// Something that is counted, the same in all samples: an offer, or a help column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Most.
    pub most: i64,
    /// Pence a week for each.
    pub weekly: i64,
}

/// What a row over everything is about.
#[derive(Debug, Clone)]
pub enum Over {
    /// A goal in a sample.
    Goal {
        /// Sample.
        sample: usize,
        /// Goal.
        goal: usize,
    },
    /// The weighted sum of shortfalls of such goals.
    Shortfalls(&'static [Why]),
    /// All costs.
    Costs,
    /// Counts alone, with coefficients.
    Counts(Vec<(usize, i64)>),
    /// Blocks of a sample that do not fit into so many homes of an offer.
    Unfit {
        /// Sample.
        sample: usize,
        /// Choices.
        choices: HashSet<u32>,
        /// Offer.
        offer: usize,
    },
}

/// A row over everything: at most its limit.
#[derive(Debug, Clone)]
pub struct Global {
    /// What.
    pub over: Over,
    /// Limit.
    pub limit: i64,
}

/// A programme.
pub struct Ask<'a> {
    /// Samples.
    pub recourses: &'a [Recourse<'a>],
    /// Goals, in the order of each recourse's terms.
    pub goals: &'a [Goal],
    /// Which goals hold.
    pub active: Vec<usize>,
    /// By sample: whether it is let go, so that no more is asked there than that children have a home.
    pub let_go: &'a [bool],
    /// Counts: the offers, then help columns.
    pub counts: Vec<Count>,
    /// Rows over everything.
    pub globals: Vec<Global>,
    /// What is made small.
    pub objective: Objective,
}

impl<'a> Ask<'a> {
    /// Goals in every sample, and counts; what is made small is the sum of all shortfalls.
    pub fn of(
        recourses: &'a [Recourse<'a>],
        goals: &'a [Goal],
        active: Vec<usize>,
        counts: Vec<Count>,
        let_go: &'a [bool],
    ) -> Self {
        let mut ask = Self {
            recourses,
            goals,
            active,
            let_go,
            counts,
            globals: Vec::new(),
            objective: Objective::Shortfall(Why::ORDER),
        };
        let rows = ask.slacks().into_iter().map(|(sample, goal)| Global {
            limit: -recourses[sample].goals[goal].constant,
            over: Over::Goal { sample, goal },
        });
        ask.globals = rows.collect();
        ask
    }

    /// Whether a goal is asked for in a sample.
    pub fn holds(&self, sample: usize, goal: usize) -> bool {
        let is_let_go = self.let_go.get(sample).copied().unwrap_or(false);
        self.active.contains(&goal) && (!is_let_go || self.goals[goal].why == Why::Placed)
    }

    /// Sum of the samples' weights.
    pub fn weights(&self) -> i64 {
        self.recourses.iter().map(|r| r.weight).sum()
    }

    /// Shortfall columns: sample and goal.
    pub fn slacks(&self) -> Vec<(usize, usize)> {
        let samples = 0..self.recourses.len();
        samples
            .flat_map(|s| self.active.iter().map(move |g| (s, *g)))
            .filter(|(s, g)| self.holds(*s, *g))
            .collect()
    }

    /// No goal can be short by more than this.
    pub fn most_short(&self, (sample, goal): (usize, usize)) -> i64 {
        let recourse = &self.recourses[sample];
        let terms = &recourse.goals[goal];
        // A child is in one choice, or in none.
        let worst: i64 = (recourse.sets.iter().zip(&terms.leaving))
            .map(|(sets, leaving)| {
                let sets = sets.iter().map(|set| {
                    let costs = set.iter().map(|c| terms.choices[*c as usize]);
                    costs.max().unwrap_or(0).max(0)
                });
                sets.sum::<i64>() + leaving.iter().map(|l| (*l).max(0)).sum::<i64>()
            })
            .sum();
        (worst + terms.constant).max(0) + 1
    }

    /// What a shortfall costs.
    pub fn slack_cost(&self, slack: (usize, usize)) -> i64 {
        match self.objective {
            Objective::Shortfall(whys) => self.slack_among(whys, slack),
            Objective::Cost => 0,
        }
    }

    /// What a shortfall weighs in the sum of such goals.
    fn slack_among(&self, whys: &[Why], (sample, goal): (usize, usize)) -> i64 {
        let goal = &self.goals[goal];
        if whys.contains(&goal.why) {
            goal.weight * self.recourses[sample].weight
        } else {
            0
        }
    }

    /// What a shortfall weighs in a row.
    pub fn slack_in(&self, global: &Global, slack: (usize, usize)) -> i64 {
        match &global.over {
            Over::Goal { sample, goal } if (*sample, *goal) == slack => -1,
            Over::Shortfalls(whys) => self.slack_among(whys, slack),
            _ => 0,
        }
    }

    /// What a count costs.
    pub fn count_cost(&self, k: usize) -> i64 {
        match self.objective {
            Objective::Shortfall(_) => 0,
            Objective::Cost => self.counts[k].weekly * self.weights(),
        }
    }

    /// What a count weighs in a row.
    pub fn count_in(&self, global: &Global, k: usize) -> i64 {
        match &global.over {
            Over::Costs => self.counts[k].weekly * self.weights(),
            Over::Counts(terms) => {
                let of = terms.iter().filter(|(of, _)| *of == k);
                of.map(|(_, c)| c).sum()
            }
            Over::Unfit { offer, .. } if *offer == k => -1,
            _ => 0,
        }
    }

    /// What a choice costs.
    pub fn choice_cost(&self, s: usize, c: u32) -> i64 {
        match self.objective {
            Objective::Shortfall(_) => 0,
            Objective::Cost => self.recourses[s].costs[c as usize] * self.recourses[s].weight,
        }
    }

    /// What a choice weighs in a row.
    pub fn choice_in(&self, global: &Global, s: usize, c: u32) -> i64 {
        let recourse = &self.recourses[s];
        match &global.over {
            Over::Goal { sample, goal } if *sample == s => {
                recourse.goals[*goal].choices[c as usize]
            }
            Over::Costs => recourse.costs[c as usize] * recourse.weight,
            Over::Unfit {
                sample, choices, ..
            } if *sample == s => i64::from(choices.contains(&c)),
            _ => 0,
        }
    }

    /// What leaving children of a group without a home costs: each counts at the dearest of her options.
    pub fn leaving_cost(&self, s: usize, g: usize, mask: u32) -> i64 {
        match self.objective {
            Objective::Shortfall(_) => 0,
            Objective::Cost => self.dearest(s, g, mask),
        }
    }

    /// What leaving children of a group without a home weighs in a row.
    pub fn leaving_in(&self, global: &Global, s: usize, g: usize, mask: u32) -> i64 {
        match &global.over {
            Over::Goal { sample, goal } if *sample == s => {
                let leaving = self.recourses[s].goals[*goal].leaving[g].iter();
                let left = leaving.enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
                left.map(|(_, l)| l).sum()
            }
            Over::Costs => self.dearest(s, g, mask),
            _ => 0,
        }
    }

    fn dearest(&self, s: usize, g: usize, mask: u32) -> i64 {
        let recourse = &self.recourses[s];
        recourse.problem.groups[g].cost_of_leaving(0, mask) * recourse.weight
    }
}
