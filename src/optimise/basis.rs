//! A basis of the relaxation at a plan: what the plan uses is basic, and wherever it uses nothing the row itself is. It is
//! feasible and triangular, so that the primal simplex goes on from the plan instead of from nothing.

use std::collections::HashMap;

use super::face::Face;
use super::held::{Held, Stands};
use super::problem::Problem;

/// Which columns and rows of the relaxation are basic.
#[derive(Debug, PartialEq, Eq)]
pub struct Basis {
    /// By column.
    pub columns: Vec<bool>,
    /// By row.
    pub rows: Vec<bool>,
}

impl Basis {
    /// The basis at the plan at hand; `None` if there is none, or the relaxation does not hold all of it.
    pub fn of_plan(
        face: &Face,
        held: &Held,
        stands: impl ExactSizeIterator<Item = Stands>,
        rows: usize,
    ) -> Option<Self> {
        let plan = face.incumbent.as_ref()?;
        let mut basis = Self {
            columns: vec![false; stands.len()],
            rows: vec![true; rows],
        };
        for &j in plan {
            let at = held.at[j as usize]? as usize;
            basis.enter(at, held.need_rows(j).next()?);
        }
        let used = by_group(held.problem, plan);
        for (at, stands) in stands.enumerate() {
            match stands {
                Stands::Block(_) => {}
                Stands::Unmet(g, bit) => {
                    let placed = used.get(&g).map_or(0, |used| used.placed);
                    if placed >> bit & 1 == 0 {
                        basis.enter(at, held.need[g as usize] + bit as usize);
                    }
                }
                Stands::Way(g, w) => {
                    let way = &face.ways[g as usize].listed[w as usize].sets;
                    let sets = used.get(&g).map_or(&[][..], |used| &used.sets);
                    if way.len() == sets.len() && sets.iter().all(|set| way.contains(set)) {
                        basis.enter(at, held.need[g as usize]);
                    }
                }
            }
        }
        Some(basis)
    }

    /// A column is basic instead of a row.
    fn enter(&mut self, column: usize, row: usize) {
        self.columns[column] = true;
        self.rows[row] = false;
    }
}

/// What a plan uses of a group.
#[derive(Default)]
struct Used {
    /// The sets of its blocks.
    sets: Vec<u16>,
    /// The children in them.
    placed: u32,
}

/// What a plan uses, by group that it places.
fn by_group(problem: &Problem, plan: &[u32]) -> HashMap<u32, Used> {
    let mut used: HashMap<u32, Used> = HashMap::new();
    for &j in plan {
        let column = &problem.columns[j as usize];
        let used = used.entry(column.group).or_default();
        used.sets.push(column.set);
        used.placed |= problem.mask(j);
    }
    used
}

#[cfg(test)]
mod tests {
    use crate::candidates::{Candidates, Round};
    use crate::duties::Facts;
    use crate::optimise::build;
    use crate::optimise::live::Live;
    use crate::optimise::prices::{ONE, Priced};
    use crate::optimise::problem::Problem;
    use crate::optimise::start::Start;
    use crate::synth::{Options, Profile, generate};

    /// Children without a home of groups whose ways are not listed.
    fn left_one_by_one(problem: &Problem, blocks: &[u32]) -> usize {
        let singly = |group: &u32| !problem.groups[*group as usize].has_ways();
        let all = (0..problem.groups.len() as u32).filter(singly);
        let all = all.map(|group| problem.groups[group as usize].children.len());
        let placed = blocks
            .iter()
            .filter(|j| singly(&problem.columns[**j as usize].group));
        let placed = placed.map(|j| problem.mask(*j).count_ones() as usize);
        all.sum::<usize>() - placed.sum::<usize>()
    }

    #[test]
    fn from_the_plan_at_hand_the_relaxation_comes_to_the_same() {
        let profile = Profile::embedded("stockton-on-tees").unwrap();
        let options = Options {
            children: Some(80),
            ..Options::default()
        };
        let council = generate(&profile, &options);
        let facts = Facts::whole_system(&council);
        let round = Round::whole_system(&facts);
        let candidates = Candidates::find(&facts, &round);
        let tiers = &council.policy.tiers;
        let components = candidates.components.iter();
        let largest = components.max_by_key(|part| part.children.len());
        let problem = build(&facts, &round, &candidates, largest.unwrap(), tiers);
        let start = Start::of(&problem);
        assert!(problem.groups.iter().any(|group| group.has_ways()));
        assert!(
            start
                .face
                .incumbent
                .as_ref()
                .is_some_and(|plan| plan.len() > 20)
        );
        // The blocks, one way of each group that has them listed, and who is left of the others.
        let blocks = start.face.incumbent.as_ref().unwrap();
        let with_ways = problem.groups.iter().filter(|group| group.has_ways());
        let plan_uses = blocks.len() + with_ways.count() + left_one_by_one(&problem, blocks);
        for t in 0..tiers.len() {
            let [nothing, plan] = [usize::MAX, 0].map(|large| {
                let mut live = Live::of(&problem).unwrap();
                live.large = large;
                let all = 0..problem.columns.len() as u32;
                live.add_blocks(&start.face, all).unwrap();
                live.go_to(&start.face, t).unwrap();
                let basis = live.basis(&start.face).unwrap();
                let basic = basis.columns.iter().chain(&basis.rows);
                assert_eq!(basic.filter(|basic| **basic).count(), live.rows());
                let used = basis.columns.iter().filter(|basic| **basic);
                assert_eq!(used.count(), plan_uses);
                let solved = live.solve(&start.face).unwrap().unwrap();
                let priced = Priced::of(&start.face, t, &solved.prices).unwrap();
                priced.bound as f64 / ONE as f64
            });
            let least = nothing.abs().max(1.0) * 1e-6;
            assert!((nothing - plan).abs() < least, "{t}: {nothing} {plan}");
        }
    }
}
