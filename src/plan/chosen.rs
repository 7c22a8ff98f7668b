//! What a choice of who lives where comes to.

use std::collections::BTreeMap;

use super::ask::{Ask, Objective};
use super::recourse::Recourse;
use crate::optimise::Group;

/// The choices of a plan by spot, in order.
pub fn by_spot(recourse: &Recourse, chosen: &[u32]) -> BTreeMap<usize, Vec<u32>> {
    let mut by = BTreeMap::<usize, Vec<u32>>::new();
    for &c in chosen {
        let spot = recourse.choices[c as usize].spot as usize;
        by.entry(spot).or_default().push(c);
    }
    by
}

/// By group: the children whom a plan leaves without a home.
pub fn left(ask: &Ask, s: usize, chosen: &[u32]) -> Vec<u32> {
    let recourse = &ask.recourses[s];
    let all = |group: &Group| (1_u32 << group.children.len()) - 1;
    let mut left: Vec<u32> = recourse.problem.groups.iter().map(all).collect();
    for &c in chosen {
        let column = recourse.choices[c as usize].column;
        let group = recourse.problem.columns[column as usize].group;
        left[group as usize] &= !recourse.problem.mask(column);
    }
    left
}

/// By how much a plan is short of a goal.
pub fn short(ask: &Ask, (s, g): (usize, usize), chosen: &[u32]) -> i64 {
    let terms = &ask.recourses[s].goals[g];
    let mut sum = terms.constant;
    sum += chosen
        .iter()
        .map(|c| terms.choices[*c as usize])
        .sum::<i64>();
    for (group, mask) in left(ask, s, chosen).into_iter().enumerate() {
        let leaving = terms.leaving[group].iter().enumerate();
        let leaving = leaving.filter(|(bit, _)| mask >> bit & 1 == 1);
        sum += leaving.map(|(_, l)| l).sum::<i64>();
    }
    sum.max(0)
}

/// What a plan comes to in the objective, added up again in whole numbers.
pub fn value(ask: &Ask, counts: &[i64], chosen: &[Vec<u32>]) -> i64 {
    match ask.objective {
        Objective::Cost => {
            let bought = counts.iter().enumerate();
            let mut value: i64 = bought.map(|(k, n)| ask.count_cost(k) * n).sum();
            for (s, chosen) in chosen.iter().enumerate() {
                value += chosen.iter().map(|c| ask.choice_cost(s, *c)).sum::<i64>();
                let left = left(ask, s, chosen).into_iter().enumerate();
                value += left
                    .map(|(g, mask)| ask.leaving_cost(s, g, mask))
                    .sum::<i64>();
            }
            value
        }
        Objective::Shortfall(_) => {
            let short = |slack: &(usize, usize)| {
                ask.slack_cost(*slack) * short(ask, *slack, &chosen[slack.0])
            };
            ask.slacks().iter().map(short).sum()
        }
    }
}
