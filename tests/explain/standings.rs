//! In how many of the best plans a child lives in a home, against a list of every plan.

use std::collections::BTreeSet;

use placewell::candidates::Round;
use placewell::duties::Facts;
use placewell::explain::{Forced, Standing};
use placewell::model::{ChildIx, HomeIx};
use placewell::optimise::Problem;

use crate::{Solved, limits, random_council};

/// Every plan of a component that keeps its rows.
fn plans(problem: &Problem) -> Vec<Vec<u32>> {
    let mut plans = vec![Vec::new()];
    for j in 0..problem.columns.len() as u32 {
        for p in 0..plans.len() {
            let mut with: Vec<u32> = plans[p].clone();
            with.push(j);
            if problem.allows(&with) {
                plans.push(with);
            }
        }
    }
    plans
}

fn pairs(problem: &Problem, plan: &[u32]) -> BTreeSet<(ChildIx, HomeIx)> {
    let blocks = plan.iter().map(|j| problem.block(*j));
    blocks
        .flat_map(|b| b.children.into_iter().map(move |c| (c, b.home)))
        .collect()
}

#[test]
fn standings_are_those_of_the_list_of_all_plans() {
    let mut seen = [0; 3];
    for seed in 0..150 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        let round = Round::of_month(&facts);
        let solved = Solved::of(&facts, &round);
        let forced = Forced {
            facts: &facts,
            round: &round,
            best: &solved.solution,
            before: &solved.solution,
            limits: limits(),
        };
        for problem in &solved.solution.problems {
            if problem.columns.len() > 40 {
                continue;
            }
            let values = |plan: &Vec<u32>| -> Vec<i64> {
                let tiers = 0..problem.costs.len();
                tiers.map(|t| problem.value(t, plan)).collect()
            };
            let all = plans(problem);
            let best = all.iter().map(values).min().expect("a plan");
            let best: Vec<_> = all
                .iter()
                .filter(|plan| values(plan) == best)
                .map(|plan| pairs(problem, plan))
                .collect();
            let columns: Vec<u32> = (0..problem.columns.len() as u32).collect();
            for (child, home) in pairs(problem, &columns) {
                let with = best.iter().filter(|p| p.contains(&(child, home))).count();
                let expected = match with {
                    0 => Standing::NoBestPlan,
                    n if n == best.len() => Standing::EveryBestPlan,
                    _ => Standing::SomeBestPlans,
                };
                let standing = forced.standing(child, home).expect("solved");
                assert_eq!(standing, Some(expected), "seed {seed}, {child:?} {home:?}");
                seen[expected as usize] += 1;
            }
        }
    }
    assert!(seen.iter().all(|n| *n > 20), "{seen:?}");
}
