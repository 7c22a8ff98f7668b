//! Plans made one choice after the other, none of which is taken back: a first one, and one from what a relaxation uses in
//! fractions.

use super::problem::Problem;

/// Columns of the first plan, in order: sibling groups one after the other, the largest first, each in the best homes
/// that are left. It keeps every household row and is no more than a start.
pub fn first_plan(problem: &Problem) -> Vec<u32> {
    Making::of(problem).finish()
}

/// A plan near a relaxation: the columns of which it uses most, as far as they fit together, and then as a first plan.
pub fn rounded(problem: &Problem, amounts: &[(u32, f64)]) -> Vec<u32> {
    let mut order = amounts.to_vec();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut making = Making::of(problem);
    for (j, _) in order {
        let group = problem.columns[j as usize].group as usize;
        if problem.mask(j) & !making.waiting[group] == 0 && fits(problem, j, &making.left) {
            making.take(j);
        }
    }
    making.finish()
}

/// A plan in the making.
struct Making<'a> {
    problem: &'a Problem,
    /// What is left of each household row.
    left: Vec<i64>,
    /// By group: the children who wait, as bits.
    waiting: Vec<u32>,
    plan: Vec<u32>,
}

impl<'a> Making<'a> {
    fn of(problem: &'a Problem) -> Self {
        let groups = problem.groups.iter();
        Self {
            problem,
            left: problem.rows.iter().map(|row| row.limit).collect(),
            waiting: groups
                .map(|g| u32::MAX >> (32 - g.children.len()))
                .collect(),
            plan: Vec::new(),
        }
    }

    fn take(&mut self, j: u32) {
        for &(row, coefficient) in &self.problem.stands_in[j as usize] {
            self.left[row as usize] -= coefficient;
        }
        let group = self.problem.columns[j as usize].group as usize;
        self.waiting[group] &= !self.problem.mask(j);
        self.plan.push(j);
    }

    fn finish(mut self) -> Vec<u32> {
        let problem = self.problem;
        let mut order: Vec<usize> = (0..problem.groups.len()).collect();
        let columns = |g: usize| -> usize {
            let sets = problem.groups[g].sets.iter();
            sets.map(|set| set.columns.len()).sum()
        };
        order.sort_by_key(|&g| {
            let size = problem.groups[g].children.len();
            (std::cmp::Reverse(size), columns(g), g)
        });
        for g in order {
            while let Some(j) = best_left(problem, g, self.waiting[g], &self.left) {
                self.take(j);
            }
        }
        self.plan.sort_unstable();
        self.plan
    }
}

fn fits(problem: &Problem, j: u32, left: &[i64]) -> bool {
    let mut stands = problem.stands_in[j as usize].iter();
    stands.all(|&(row, coefficient)| coefficient <= left[row as usize].max(0))
}

/// The best column for as many of the waiting children as some home could take together.
fn best_left(problem: &Problem, g: usize, waiting: u32, left: &[i64]) -> Option<u32> {
    let costs = |j: u32| problem.costs.iter().map(move |tier| tier[j as usize]);
    let mut best: Option<(u32, u32)> = None;
    for set in &problem.groups[g].sets {
        let size = set.mask.count_ones();
        if set.mask & !waiting != 0 || best.is_some_and(|(most, _)| size < most) {
            continue;
        }
        let standing = set.columns.iter().filter(|j| **j < problem.existing);
        for &j in standing.filter(|j| fits(problem, **j, left)) {
            let better = best.is_none_or(|(most, k)| size > most || costs(j).cmp(costs(k)).is_lt());
            if better {
                best = Some((size, j));
            }
        }
    }
    best.map(|(_, j)| j)
}
