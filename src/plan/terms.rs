//! What everybody adds to a goal, wherever she might live.

use std::collections::HashMap;

use rayon::prelude::*;

use super::goals::{Goal, is_pairs};
use super::recourse::{Choice, Recourse, Spot};
use super::why::Why;
use crate::duties::{self, Block, Facts};
use crate::kpis::{Case, Standing};
use crate::model::ChildIx;

/// What everybody adds to a goal.
pub struct GoalTerms {
    /// By choice.
    pub choices: Vec<i64>,
    /// By group, then child: what leaving her without a home adds.
    pub leaving: Vec<Vec<i64>>,
    /// What stands whatever is decided.
    pub constant: i64,
}

impl Recourse<'_> {
    /// What a goal counts, choice by choice.
    pub fn terms(&self, goal: &Goal, come_over: &Facts) -> GoalTerms {
        let facts = &self.facts;
        let present = Standing::present(facts);
        let stays = |child: ChildIx| self.round.to_place.binary_search(&child).is_err();
        let mut terms = if is_pairs(goal.kpi) {
            self.pair_terms(goal)
        } else {
            let of = |standing: &Standing, child| {
                let case = goal.kpi.of_child(standing, child);
                case.map_or(0, |case| goal.of_case(case))
            };
            let nobody = Standing::planned(facts, self.round.to_place.iter().map(|c| (*c, None)));
            let all = facts.council.child_indices().filter(|c| stays(*c));
            // Else what is held could be kept up by leaving out whom it speaks against.
            let leaving = |child| {
                let today = goal.kpi.of_child(&present, child);
                let counts_today = matches!(today, Some(Case::Counts { .. }));
                match goal.why {
                    Why::NotWorse if counts_today => goal.of_case(Case::one(0)),
                    _ => of(&nobody, child),
                }
            };
            GoalTerms {
                choices: self.by_child(come_over, &of),
                leaving: self.by_group(leaving),
                constant: all.map(|child| of(&present, child)).sum(),
            }
        };
        terms.constant -= goal.limit;
        terms
    }

    fn by_group(&self, of: impl Fn(ChildIx) -> i64) -> Vec<Vec<i64>> {
        let groups = self.problem.groups.iter();
        groups
            .map(|group| group.children.iter().map(|c| of(*c)).collect())
            .collect()
    }

    /// Sums over the children of each choice, spots in parallel: an indicator of a child looks at her own home only.
    fn by_child(
        &self,
        come_over: &Facts,
        of: &(dyn Fn(&Standing, ChildIx) -> i64 + Sync),
    ) -> Vec<i64> {
        let mut of_spot: Vec<Vec<usize>> = vec![Vec::new(); self.spots.len()];
        for (c, choice) in self.choices.iter().enumerate() {
            of_spot[choice.spot as usize].push(c);
        }
        let at_spot = |(spot, here): (&Spot, &Vec<usize>)| -> Vec<(usize, i64)> {
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
            let mut known: HashMap<ChildIx, i64> = HashMap::new();
            let mut of_child =
                |child: &ChildIx| *known.entry(*child).or_insert_with(|| of(&standing, *child));
            let sums = blocks
                .iter()
                .map(|b| b.children.iter().map(&mut of_child).sum());
            here.iter().copied().zip(sums).collect()
        };
        let mut all = vec![0; self.choices.len()];
        let found: Vec<_> = self
            .spots
            .par_iter()
            .zip(&of_spot)
            .flat_map_iter(at_spot)
            .collect();
        for (c, value) in found {
            all[c] = value;
        }
        all
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
        let free = |child: &ChildIx| self.round.to_place.binary_search(child).is_ok();
        let present = Standing::present(facts);
        let stays_with_a_home = |child: &ChildIx| !free(child) && present.home_of(*child).is_some();
        let mut constant = 0;
        let leaving = self.by_group(|child| {
            let siblings = present.siblings_of(child).filter(stays_with_a_home);
            -(siblings.count() as i64) * apart
        });
        for child in facts.council.child_indices() {
            for other in present.siblings_of(child).filter(|other| child < *other) {
                let counts = [child, other]
                    .iter()
                    .all(|c| free(c) || stays_with_a_home(c));
                if counts {
                    let both_stay = !free(&child) && !free(&other);
                    let now = both_stay && present.are_together(child, other);
                    constant += if now { pair } else { apart };
                }
            }
        }
        GoalTerms {
            choices: self.choices.par_iter().map(together).collect(),
            leaving,
            constant,
        }
    }
}
