//! One future alone: the best plan for it, and what a plan that was made before comes to in it.

use super::super::ask::{Global, Over};
use super::super::desk::Desk;
use super::super::ground::Ground;
use super::super::planned::{PlanError, loosen_placed};
use super::super::recourse::{Grown, Recourse, Sample};
use super::made::{Fate, Made};
use super::{Common, Possible};
use crate::model::Council;
use crate::optimise::Unwatched;

impl Common<'_> {
    /// A desk for samples of equal weight.
    pub fn at_desk<T>(
        &self,
        ground: &Ground,
        councils: &[&Council],
        let_go: &[bool],
        does: impl FnOnce(&Desk) -> Result<T, PlanError>,
    ) -> Result<T, PlanError> {
        use rayon::prelude::*;
        let asked = &self.ahead.asked;
        let of = |council: &&'_ Council| Grown::of(&Sample { council, weight: 1 }, ground);
        let grown: Vec<Grown> = councils.par_iter().map(of).collect();
        let mut recourses = grown
            .par_iter()
            .map(|grown| Recourse::of(grown, ground, &asked.costs, &self.goals))
            .collect::<Vec<Recourse>>();
        let offer = (ground, self.today);
        loosen_placed(&mut recourses, &self.goals, offer, asked, let_go)?;
        let samples = councils.iter();
        let samples: Vec<Sample> = samples
            .map(|council| Sample { council, weight: 1 })
            .collect();
        let found = does(&Desk {
            today: self.today,
            samples: &samples,
            let_go,
            ground,
            recourses: &recourses,
            goals: &self.goals,
            asked,
            steps: &Unwatched,
        });
        (self.done)();
        found
    }

    /// The best plan for one future; where it is let go, no more is asked than what present homes can give.
    pub fn alone(
        &self,
        ground: &Ground,
        future: &Council,
        is_let_go: bool,
    ) -> Result<Made, PlanError> {
        self.at_desk(ground, &[future], &[is_let_go], |desk| {
            let (variant, _) = desk.solve(self.all(), true, &[])?;
            Ok(Made::of(desk, &variant))
        })
    }

    /// Children whom no home could take in a future whatever were bought of everything on offer: proved.
    pub fn out_of_reach(&self, ground: &Ground, future: &Council) -> Result<usize, PlanError> {
        self.at_desk(ground, &[future], &[], |desk| {
            let children = desk.recourses[0].cannot_be_placed;
            Ok(usize::try_from(children).unwrap_or_default())
        })
    }

    /// What a plan comes to in a future: who would live where at its best, every goal being asked for.
    pub fn under(
        &self,
        ground: &Ground,
        future: &Possible,
        bought: &[i64],
    ) -> Result<Fate, PlanError> {
        let mut made = self.with_exactly(ground, future, bought, self.all())?;
        Ok(made.fates.remove(0))
    }

    /// A future in which exactly this is bought, and such goals are asked for.
    pub fn with_exactly(
        &self,
        ground: &Ground,
        future: &Possible,
        bought: &[i64],
        active: Vec<usize>,
    ) -> Result<Made, PlanError> {
        let mut exactly = ground.only(|at, _| bought[at] > 0);
        let numbers = bought.iter().filter(|n| **n > 0);
        for (offer, n) in exactly.offers.iter_mut().zip(numbers) {
            offer.most = *n;
        }
        self.at_desk(&exactly, &[future.council], &[], |desk| {
            let variant = desk.solve_with_all(active)?;
            Ok(Made::of(desk, &variant))
        })
    }
}

impl Desk<'_> {
    /// Solves and checks the variant in which everything that can be bought is bought.
    fn solve_with_all(
        &self,
        active: Vec<usize>,
    ) -> Result<super::super::planned::Variant, PlanError> {
        let offers = &self.ground.offers;
        let all: i64 = offers.iter().map(|offer| offer.most).sum();
        let terms = (0..offers.len()).map(|k| (k, -1)).collect();
        let everything = Global {
            over: Over::Counts(terms),
            limit: -all,
        };
        self.solve_under(active, (!offers.is_empty()).then_some(everything))
    }
}
