//! The value of one more home: for each kind of home that could exist, in each district, what every tier would come to
//! if one existed.
//!
//! The whole-system round, which is theoretical and frees every settled child on paper, is solved once without any of
//! the new homes. Its prices rank them ([`crate::optimise::first_order`]); that ranking is a first-order estimate and
//! no value, since one more home also lets brothers and sisters live together whom no present home could take, and
//! since prices of a degenerate programme promise more than anybody could get. So for the homes that rank first the
//! round is solved again exactly, in every tier, with just that home open; both are kept side by side.
//!
//! A child who is unplaced costs the same with a new home and without: her worst option is sought among the homes
//! that exist. So the round without them is the council's own whole-system round, and values can be compared.

use rayon::prelude::*;

use super::Attained;
use crate::candidates::{Candidates, Round};
use crate::certify::{Certificate, Survey};
use crate::duties::Facts;
use crate::model::{ChildIx, Council, HomeIx};
use crate::optimise::{
    self, Limits, Opened, Price, Solution, SolveError, Steps, TierResult, Unwatched, first_order,
    solve_opened,
};
use crate::prospects::{Prospect, with};

/// What each new home would be worth.
#[derive(Debug)]
pub struct Worth {
    /// The council with every new home after its own. Homes everywhere here are indices into it.
    pub council: Council,
    /// The new homes, in the council's order.
    pub prospects: Vec<Prospect>,
    /// The whole-system round over that council, in which the new homes do not exist yet.
    pub round: Round,
    /// Its solution without any of them: the council's own whole-system round.
    pub base: Solution,
    /// By tier, in fixed point: how far the base's value is above what its prices prove. What a promise does not see.
    pub gaps: Vec<Price>,
    /// One row a new home. First those that were solved again, by what they change, the most first; then the others by
    /// what prices promise.
    pub rows: Vec<Row>,
}

/// One new home.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Position in [`Worth::prospects`].
    pub prospect: usize,
    /// The home, in [`Worth::council`].
    pub home: HomeIx,
    /// By tier, in fixed point ([`crate::optimise::ONE`] is one unit of the tier): by how much it could make the tier
    /// smaller as far as prices can tell, while earlier tiers stay as they are.
    pub promised: Vec<Price>,
    /// For how many tiers, from the first, it is proved that no plan gets better by more than the promise and the gap
    /// ([`Worth::gaps`]).
    pub proved: usize,
    /// What it comes to, where the round was solved again.
    pub resolved: Option<Resolved>,
}

/// The round solved again with one new home open.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The tiers: value, and the bound that proves it.
    pub tiers: Vec<TierResult>,
    /// By tier: value less that of the base. The first that is not zero is below zero, but for a tier's tolerance.
    pub change: Vec<i64>,
    /// Where every child of the round would live.
    pub placed: Vec<(ChildIx, Option<HomeIx>)>,
    /// Who would live in the new home; nobody where it is not used.
    pub there: Vec<ChildIx>,
    /// What the independent checker found, where it was effort.
    pub certificate: Option<Certificate>,
}

/// How much is effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// For how many of the homes that rank first the round is solved again.
    pub top: usize,
    /// Whether the independent checker proves every one of these plans. A plan that fails is an error.
    pub certify: bool,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            top: 50,
            certify: true,
        }
    }
}

/// Solves the whole-system round without the new homes and, for those that rank first, with each of them.
///
/// # Errors
/// As [`optimise::solve_certified`].
pub fn worth(
    facts: &Facts,
    prospects: Vec<Prospect>,
    limits: Limits,
    effort: Effort,
) -> Result<Worth, SolveError> {
    Base::solve(facts, prospects, limits)?.worth(limits, effort, &Unwatched)
}

/// The whole-system round with every new home at hand and none of them open: the council's own, solved.
#[derive(Debug)]
pub struct Base {
    council: Council,
    prospects: Vec<Prospect>,
    round: Round,
    solution: Solution,
    certificate: Certificate,
}

impl Base {
    /// Solves it in the law's order.
    ///
    /// # Errors
    /// As [`optimise::solve_certified`].
    pub fn solve(
        facts: &Facts,
        prospects: Vec<Prospect>,
        limits: Limits,
    ) -> Result<Self, SolveError> {
        let first = HomeIx(facts.council.homes.len() as u32);
        let council = with(facts.council, &prospects.iter().collect::<Vec<&Prospect>>());
        let extended = Facts::whole_system(&council);
        let round = Round::whole_system(&extended).planning(first);
        let candidates = Candidates::find(&extended, &round);
        let (solution, certificate) =
            optimise::solve_certified(&extended, &round, &candidates, limits)?;
        Ok(Self {
            council,
            prospects,
            round,
            solution,
            certificate,
        })
    }

    /// The plan in the law's order: nobody in it lives in a new home.
    pub fn attained(&self) -> Attained {
        let certificate = self.certificate.clone();
        Attained::of(None, &self.round, &self.solution, certificate)
    }

    /// Ranks the new homes, and solves the round again with each of those that rank first.
    ///
    /// # Errors
    /// As [`optimise::solve_certified`].
    pub fn worth(
        self,
        limits: Limits,
        effort: Effort,
        steps: &dyn Steps,
    ) -> Result<Worth, SolveError> {
        let first = HomeIx((self.council.homes.len() - self.prospects.len()) as u32);
        let extended = Facts::whole_system(&self.council);
        let (gaps, mut rows) = ranked(&self.solution, self.prospects.len(), first);
        let resolving = Resolving {
            facts: &extended,
            round: &self.round,
            base: &self.solution,
            limits,
            survey: effort.certify.then(|| Survey::of(&extended, &self.round)),
        };
        let top = effort.top.min(rows.len());
        steps.ahead(top);
        rows.par_iter_mut().take(top).try_for_each(|row| {
            let done = resolving.row(row);
            steps.done("one home more");
            done
        })?;
        let change = |row: &Row| {
            row.resolved
                .as_ref()
                .map(|resolved| resolved.change.clone())
        };
        rows.sort_by_key(|row| (row.resolved.is_none(), change(row)));
        Ok(Worth {
            council: self.council,
            prospects: self.prospects,
            round: self.round,
            base: self.solution,
            gaps,
            rows,
        })
    }
}

/// Every new home with what prices promise, the most first; and how far the prices are from the base.
fn ranked(base: &Solution, prospects: usize, first: HomeIx) -> (Vec<Price>, Vec<Row>) {
    let row = |prospect: usize| Row {
        prospect,
        home: HomeIx(first.0 + prospect as u32),
        // Nobody could go to a home that no part has.
        promised: vec![0; base.tiers.len()],
        proved: base.tiers.len(),
        resolved: None,
    };
    let mut rows: Vec<Row> = (0..prospects).map(row).collect();
    let mut gaps = vec![0; base.tiers.len()];
    for (problem, outcome) in base.problems.iter().zip(&base.outcomes) {
        let found = first_order(problem, outcome);
        for promise in found.homes {
            let row = &mut rows[promise.home.at() - first.at()];
            (row.promised, row.proved) = (promise.saves, promise.proved);
        }
        for (sum, gap) in gaps.iter_mut().zip(found.gaps) {
            *sum += gap;
        }
    }
    // Sorting is stable: ties stay in the order of the catalogue.
    rows.sort_by(|a, b| b.promised.cmp(&a.promised));
    (gaps, rows)
}

struct Resolving<'a> {
    facts: &'a Facts<'a>,
    round: &'a Round,
    base: &'a Solution,
    limits: Limits,
    /// What the checker asks, once for all; `None` where plans are not certified.
    survey: Option<Survey>,
}

impl Resolving<'_> {
    fn row(&self, row: &mut Row) -> Result<(), SolveError> {
        let tiers = &self.facts.council.policy.tiers;
        let opened = solve_opened(self.base, row.home, tiers, self.limits)?;
        row.resolved = Some(self.resolved(&opened)?);
        Ok(())
    }

    fn resolved(&self, opened: &Opened) -> Result<Resolved, SolveError> {
        let survey = self.survey.as_ref();
        let certify = |survey| opened.certify(self.facts, self.round, survey);
        let certificate = survey.map(certify).transpose()?;
        let tiers = opened.tiers();
        let values = tiers.iter().zip(&self.base.tiers);
        let mut placed: Vec<(ChildIx, Option<HomeIx>)> = self
            .round
            .to_place
            .iter()
            .map(|child| (*child, None))
            .collect();
        let mut there = Vec::new();
        for block in opened.blocks() {
            for child in block.children {
                let at = placed.binary_search_by_key(&child, |(child, _)| *child);
                if let Ok(at) = at {
                    placed[at].1 = Some(block.home);
                }
                if block.home == opened.home {
                    there.push(child);
                }
            }
        }
        there.sort_unstable();
        Ok(Resolved {
            change: values
                .map(|(now, before)| now.value - before.value)
                .collect(),
            tiers,
            placed,
            there,
            certificate,
        })
    }
}
