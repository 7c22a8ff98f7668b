//! All futures in one programme, which says what to buy; then each future alone with exactly that.
//!
//! The programme counts the homes of an offer together. In a plan for today blocks that do not fit into them one by one give
//! rows, and it is solved again; with many futures there is nearly always one more such block, and each time takes as long as
//! the first. So here the second stage is solved once more by itself, future by future, homes one by one: what that costs
//! above the programme's bound is in the gap.

use super::super::ground::Ground;
use super::super::planned::{PlanError, Proof};
use super::super::why::{Short, Why};
use rayon::prelude::*;

use super::made::Made;
use super::{Common, Possible};

/// Which futures are let go: those that fall furthest short alone, and then those whose own plan buys the most.
pub fn let_go(alone: &[Made], number: usize) -> Vec<bool> {
    let mut hardest: Vec<usize> = (0..alone.len()).collect();
    hardest.sort_by_key(|s| {
        let provision = alone[*s].fates[0].money.provision;
        std::cmp::Reverse((alone[*s].short, provision, std::cmp::Reverse(*s)))
    });
    let mut let_go = vec![false; alone.len()];
    for s in hardest.into_iter().take(number) {
        let_go[s] = true;
    }
    let_go
}

impl Common<'_> {
    /// The best plan for all futures, and the size of its programme: choices and rows.
    pub fn together(
        &self,
        ground: &Ground,
        futures: &[Possible],
        let_go: &[bool],
    ) -> Result<(Made, (usize, usize)), PlanError> {
        let councils: Vec<_> = futures.iter().map(|future| future.council).collect();
        let (bought, best, size) = self.at_desk(ground, &councils, let_go, |desk| {
            let (bought, best) = desk.counts_for_all(self.all())?;
            let size = (
                desk.recourses.iter().map(|r| r.choices.len()).sum(),
                desk.recourses.iter().map(|r| r.rows.len()).sum(),
            );
            Ok((bought, best, size))
        })?;
        let of_future = |(future, let_go): (&Possible, &bool)| {
            let active = if *let_go { self.placed() } else { self.all() };
            self.with_exactly(ground, future, &bought, active)
        };
        let each = futures.par_iter().zip(let_go).map(of_future);
        let each = each.collect::<Result<Vec<Made>, PlanError>>()?;
        let mut short = Short::default();
        for why in Why::ORDER {
            short.add(*why, each.iter().map(|made| made.short.of(*why)).sum());
        }
        let fates: Vec<_> = each.into_iter().flat_map(|made| made.fates).collect();
        let value = fates.iter().map(|fate| fate.money.total()).sum();
        let made = Made {
            proof: Proof::of(&best, value),
            bought,
            fates,
            short,
        };
        Ok((made, size))
    }
}
