//! What everybody adds to a goal, wherever she might live.

use std::collections::HashMap;

use rayon::prelude::*;

use super::goals::{Goal, is_pairs};
use super::recourse::{Choice, Recourse, Spot};
use crate::duties::{self, Block, Facts};
use crate::kpis::{Case, Standing, Tally};
use crate::model::ChildIx;

/// What everybody adds to a goal.
pub struct GoalTerms {
    /// By choice.
    pub choices: Vec<i64>,
    /// By group, then child: what leaving her without a home adds.
    pub leaving: Vec<Vec<i64>>,
    /// By group, then child: numerator and denominator that she counts for without a home and the indicator does not see.
    unseen: Vec<Vec<(i64, i64)>>,
    /// What stands whatever is decided.
    pub constant: i64,
}

impl Recourse<'_> {
    /// What a goal counts, choice by choice.
    pub fn terms(&self, goal: &Goal, come_over: &Facts) -> GoalTerms {
        let mut terms = if is_pairs(goal.kpi) {
            self.pair_terms(goal)
        } else {
            self.child_terms(goal, come_over)
        };
        terms.constant -= goal.limit;
        terms
    }

    /// A goal of children one by one. Whoever has no home counts as the goal has it of all that she is today and could be:
    /// else a goal would be reached by leaving out whom it speaks against.
    fn child_terms(&self, goal: &Goal, come_over: &Facts) -> GoalTerms {
        let facts = &self.facts;
        let present = Standing::present(facts);
        let stays = |child: ChildIx| self.round.to_place.binary_search(&child).is_err();
        let of = |standing: &Standing, child| goal.kpi.of_child(standing, child);
        let worth = |case: Option<Case>| case.map_or(0, |case| goal.of_case(case));
        let (choices, mut cases) = self.by_child(come_over, &of, &worth);
        let nobody = Standing::planned(facts, self.round.to_place.iter().map(|c| (*c, None)));
        let counted = self.by_group(|child| {
            let could = cases.remove(&child).unwrap_or_default();
            goal.without_a_home(could.into_iter().chain(of(&present, child)))
        });
        let leaving = counted.iter().map(|group| {
            let sums = group.iter().map(|(n, d)| goal.sum(*n, *d));
            sums.collect()
        });
        let leaving = leaving.collect();
        let mut unseen = counted;
        let children = self.problem.groups.iter().flat_map(|g| &g.children);
        for ((numerator, denominator), child) in unseen.iter_mut().flatten().zip(children) {
            if let Some(Case::Counts {
                numerator: seen,
                denominator: of,
            }) = of(&nobody, *child)
            {
                *numerator -= seen;
                *denominator -= of;
            }
        }
        let all = facts.council.child_indices().filter(|c| stays(*c));
        GoalTerms {
            choices,
            leaving,
            unseen,
            constant: all.map(|child| worth(of(&present, child))).sum(),
        }
    }

    fn by_group<T>(&self, mut of: impl FnMut(ChildIx) -> T) -> Vec<Vec<T>> {
        let groups = self.problem.groups.iter();
        groups
            .map(|group| group.children.iter().map(|c| of(*c)).collect())
            .collect()
    }

    /// Sums over the children of each choice, and what each child could count as; spots in parallel: an indicator of a
    /// child looks at her own home only.
    fn by_child(
        &self,
        come_over: &Facts,
        of: &(dyn Fn(&Standing, ChildIx) -> Option<Case> + Sync),
        worth: &(dyn Fn(Option<Case>) -> i64 + Sync),
    ) -> (Vec<i64>, HashMap<ChildIx, Vec<Case>>) {
        let mut of_spot: Vec<Vec<usize>> = vec![Vec::new(); self.spots.len()];
        for (c, choice) in self.choices.iter().enumerate() {
            of_spot[choice.spot as usize].push(c);
        }
        let at_spot = |(spot, here): (&Spot, &Vec<usize>)| {
            let facts = if spot.needs.is_some() {
                come_over
            } else {
                &self.facts
            };
            let home = self.problem.homes[spot.side as usize].home;
            let blocks = here
                .iter()
                .map(|c| self.problem.block(self.choices[*c].column));
            let blocks: Vec<Block> = blocks.collect();
            let able = blocks.iter().flat_map(|b| &b.children);
            let standing = Standing::planned(facts, able.map(|c| (*c, Some(home))));
            let mut known: HashMap<ChildIx, Option<Case>> = HashMap::new();
            let mut of_child = |child: &ChildIx| {
                let case = known.entry(*child);
                worth(*case.or_insert_with(|| of(&standing, *child)))
            };
            let sums = blocks
                .iter()
                .map(|b| b.children.iter().map(&mut of_child).sum());
            let sums: Vec<(usize, i64)> = here.iter().copied().zip(sums).collect();
            (sums, known)
        };
        let spots = self.spots.par_iter().zip(&of_spot);
        let found: Vec<_> = spots.map(at_spot).collect();
        let (mut all, mut cases) = (vec![0; self.choices.len()], HashMap::new());
        for (sums, known) in found {
            for (c, value) in sums {
                all[c] = value;
            }
            for (child, case) in known {
                let of: &mut Vec<Case> = cases.entry(child).or_default();
                of.extend(case);
            }
        }
        (all, cases)
    }

    /// Adds to an indicator, counted by itself, what children without a home count for in a goal.
    pub fn count_unplaced(&self, goal: usize, tally: &mut Tally, unplaced: &[ChildIx]) {
        let terms = &self.goals[goal];
        let children = self.problem.groups.iter().map(|group| &group.children);
        for (children, unseen) in children.zip(&terms.unseen) {
            for (child, (numerator, denominator)) in children.iter().zip(unseen) {
                if unplaced.contains(child) {
                    tally.numerator += numerator;
                    tally.denominator += denominator;
                }
            }
        }
    }

    /// Adds to an indicator of pairs those of whom one has no home, which it does not see.
    pub fn count_unplaced_pairs(&self, tally: &mut Tally, unplaced: &[ChildIx]) {
        let pairs = self.pairs();
        let apart = pairs.filter(|(a, b)| unplaced.contains(a) || unplaced.contains(b));
        tally.denominator += apart.count() as i64;
    }

    /// Pairs of brothers and sisters of whom each is to be placed, or stays in a home.
    fn pairs(&self) -> impl Iterator<Item = (ChildIx, ChildIx)> {
        let present = Standing::present(&self.facts);
        let counts = |child: ChildIx| self.is_free(child) || present.home_of(child).is_some();
        let children = self.facts.council.child_indices();
        let mut pairs = Vec::new();
        for child in children.filter(|child| counts(*child)) {
            let others = present.siblings_of(child);
            let others = others.filter(|other| child < *other && counts(*other));
            pairs.extend(others.map(|other| (child, other)));
        }
        pairs.into_iter()
    }

    fn is_free(&self, child: ChildIx) -> bool {
        self.round.to_place.binary_search(&child).is_ok()
    }

    /// Pairs of brothers and sisters: those inside a block and with residents who stay are together.
    fn pair_terms(&self, goal: &Goal) -> GoalTerms {
        let facts = &self.facts;
        let (pair, apart) = (goal.of_case(Case::one(1)), goal.of_case(Case::one(0)));
        let together = |choice: &Choice| -> i64 {
            let block = self.problem.block(choice.column);
            let household = self.round.household(facts, block.home);
            let duty = duties::by_code("D23");
            let pairs = duty.map_or(0, |duty| -duty.block_points(&household, &block));
            pairs * (pair - apart)
        };
        let present = Standing::present(facts);
        let mut constant = 0;
        for (child, other) in self.pairs() {
            let both_stay = !self.is_free(child) && !self.is_free(other);
            let now = both_stay && present.are_together(child, other);
            constant += if now { pair } else { apart };
        }
        GoalTerms {
            choices: self.choices.par_iter().map(together).collect(),
            // A pair counts whether both have a home or not: whoever has none is apart from everybody.
            leaving: self.by_group(|_| 0),
            unseen: self.by_group(|_| (0, 0)),
            constant,
        }
    }
}
