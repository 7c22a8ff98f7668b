//! A first plan: sibling groups one after the other, the largest first, each in the best homes that are left.

use super::problem::Problem;

/// Columns of the first plan, in order. It keeps every household row and is no more than a start.
pub fn first_plan(problem: &Problem) -> Vec<u32> {
    let mut order: Vec<usize> = (0..problem.groups.len()).collect();
    let columns = |g: usize| -> usize {
        let sets = problem.groups[g].sets.iter();
        sets.map(|set| set.columns.len()).sum()
    };
    order.sort_by_key(|&g| {
        let size = problem.groups[g].children.len();
        (std::cmp::Reverse(size), columns(g), g)
    });
    let mut left: Vec<i64> = problem.rows.iter().map(|row| row.limit).collect();
    let mut plan = Vec::new();
    for g in order {
        let group = &problem.groups[g];
        let mut waiting = u32::MAX >> (32 - group.children.len());
        while let Some(j) = best_left(problem, g, waiting, &left) {
            for &(row, coefficient) in &problem.stands_in[j as usize] {
                left[row as usize] -= coefficient;
            }
            waiting &= !problem.mask(j);
            plan.push(j);
        }
    }
    plan.sort_unstable();
    plan
}

/// The best column for as many of the waiting children as some home could take together.
fn best_left(problem: &Problem, g: usize, waiting: u32, left: &[i64]) -> Option<u32> {
    let fits = |j: u32| {
        let mut stands = problem.stands_in[j as usize].iter();
        stands.all(|&(row, coefficient)| coefficient <= left[row as usize].max(0))
    };
    let costs = |j: u32| problem.costs.iter().map(move |tier| tier[j as usize]);
    let mut best: Option<(u32, u32)> = None;
    for set in &problem.groups[g].sets {
        let size = set.mask.count_ones();
        if set.mask & !waiting != 0 || best.is_some_and(|(most, _)| size < most) {
            continue;
        }
        let standing = set.columns.iter().filter(|j| **j < problem.existing);
        for &j in standing.filter(|j| fits(**j)) {
            let better = best.is_none_or(|(most, k)| size > most || costs(j).cmp(costs(k)).is_lt());
            if better {
                best = Some((size, j));
            }
        }
    }
    best.map(|(_, j)| j)
}
