//! From where a component is gone through: the plans among which the best is sought, and the columns with which
//! the relaxation begins.

use super::face::Face;
use super::greedy::first_plan;
use super::problem::Problem;
use super::tiers::TierOutcome;

/// Homes with which each set of brothers and sisters comes into the first relaxation.
const FIRST_HOMES: usize = 6;

/// From where a component is gone through.
pub struct Start<'a> {
    /// The plans among which the best is sought, with one of them at hand.
    pub face: Face<'a>,
    /// Columns with which the relaxation begins.
    pub columns: Vec<u32>,
    /// Outcomes of almost the same plans.
    pub alike: Alike<'a>,
}

/// Outcomes of almost the same plans, and what they are good for.
#[derive(Clone, Copy)]
pub enum Alike<'a> {
    /// There are none.
    None,
    /// Their prices may give the values already: what is left out cannot have been worth much.
    Values(&'a [TierOutcome]),
    /// Their prices may show that the plan at hand, which is theirs, is still the best.
    Prices(&'a [TierOutcome]),
}

impl<'a> Start<'a> {
    /// Every plan, with a first one at hand.
    pub fn of(problem: &'a Problem) -> Self {
        let mut face = Face::of(problem);
        let mut columns = first_columns(problem);
        match &problem.at_hand {
            Some(at_hand) => columns.extend(at_hand),
            None => {
                let plan = first_plan(problem);
                if problem.allows(&plan) {
                    columns.extend(&plan);
                    face.incumbent = Some(plan);
                }
            }
        }
        Self {
            face,
            columns,
            alike: Alike::None,
        }
    }
}

/// For each set of brothers and sisters, the homes that are best in the order of the tiers.
pub fn first_columns(problem: &Problem) -> Vec<u32> {
    let costs = |j: &u32| {
        let j = *j as usize;
        problem.costs.iter().map(move |tier| tier[j])
    };
    let sets = problem.groups.iter().flat_map(|group| &group.sets);
    let mut first = Vec::new();
    for set in sets {
        let mut best = set.columns.clone();
        if best.len() > FIRST_HOMES {
            let order = |a: &u32, b: &u32| costs(a).cmp(costs(b)).then(a.cmp(b));
            best.select_nth_unstable_by(FIRST_HOMES, order);
            best.truncate(FIRST_HOMES);
        }
        first.extend(best);
    }
    first
}

/// Of these columns those that are open, with enough others for every row that must be tight.
pub fn open_columns(face: &Face, mut columns: Vec<u32>) -> Vec<u32> {
    let mut has = vec![false; face.open.len()];
    columns.retain(|j| face.open[*j as usize]);
    columns.iter().for_each(|j| has[*j as usize] = true);
    let tight = face.problem.rows.iter().zip(&face.tight);
    for (row, _) in tight.filter(|(_, tight)| **tight) {
        if !row.terms.iter().any(|(j, _)| has[*j as usize]) {
            let more = row.terms.iter().map(|(j, _)| *j);
            columns.extend(more.filter(|j| face.open[*j as usize]));
        }
    }
    columns
}
