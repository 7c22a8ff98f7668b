//! What the duties say at every home of a round, asked once for many certificates.
//!
//! An assessment has a hundred plans of one council and one round, in other orders of the tiers or with another home
//! open, and most of the work of a certificate is to ask the duties about every child and home. A survey is derived from
//! the council alone, as a certificate is. What is asked of another council or round is found anew, so that a survey
//! cannot make a certificate say anything else.

use std::collections::HashMap;

use rayon::prelude::*;

use super::at_home::{AtHome, Search};
use super::choices::{Group, groups_of};
use super::measures::Measures;
use super::near::Near;
use super::{Certificate, Claim, Fault, check_by, terms};
use crate::candidates::Round;
use crate::duties::{Facts, Proposal};
use crate::model::{ChildIx, Council, HomeIx};

/// A council and a round, with what could be at each home.
pub struct Survey {
    council: Council,
    theoretical: bool,
    round: Round,
    measures: Measures,
    /// The sibling groups of the round.
    groups: Vec<Vec<ChildIx>>,
    /// By home of the council; `None` where nobody could go.
    homes: Vec<Option<AtHome>>,
}

impl std::fmt::Debug for Survey {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let homes = self.homes.iter().flatten().count();
        f.debug_struct("Survey")
            .field("groups", &self.groups.len())
            .field("homes", &homes)
            .finish_non_exhaustive()
    }
}

impl Survey {
    /// Asks the duties about every home, those that do not exist yet as well; measured are those of the council's tiers.
    pub fn of(facts: &Facts, round: &Round) -> Self {
        let measures = Measures::of(&terms(facts, round));
        let groups = groups_of(facts, &round.to_place, &[]);
        let search = Search::of(facts, round);
        let near = Near::of(&search, &groups);
        let homes: Vec<HomeIx> = facts.council.home_indices().collect();
        let at =
            |&home: &HomeIx| AtHome::find(&search, home, &near, &groups, &measures.duties, true);
        let homes = homes.par_iter().map(at).collect();
        Self {
            council: facts.council.clone(),
            theoretical: facts.theoretical,
            round: round.clone(),
            groups: groups.into_iter().map(|group| group.children).collect(),
            measures,
            homes,
        }
    }

    /// Checks a claim about the round, or about one that differs from it in what is asked of it only: its tiers, ceilings,
    /// promises and charges, and which of the homes that do not exist yet is open.
    ///
    /// # Errors
    /// As [`super::check`], to which it comes in every case.
    pub fn check(
        &self,
        facts: &Facts,
        round: &Round,
        claim: &Claim,
        proposals: &[Proposal],
    ) -> Result<Certificate, Fault> {
        let survey = Some(self).filter(|survey| survey.is_of(facts, round));
        check_by(survey, facts, round, claim, proposals)
    }

    /// Whether the duties would be asked the same again.
    fn is_of(&self, facts: &Facts, round: &Round) -> bool {
        let mut council = facts.council.clone();
        council.policy.tiers.clone_from(&self.council.policy.tiers);
        let (a, b) = (&self.round, round);
        facts.theoretical == self.theoretical
            && council == self.council
            && (&a.to_place, &a.staying, &a.held) == (&b.to_place, &b.staying, &b.held)
            && (&a.shared, a.theoretical) == (&b.shared, b.theoretical)
    }

    /// Tiers in terms of the duties that were asked; `None` where one was not.
    pub fn measures(&self, tiers: &[super::choices::Terms]) -> Option<Measures> {
        Measures::over(&self.measures.duties, tiers)
    }

    /// The survey as some groups of the round see it; `None` where they are not whole groups of it.
    pub fn among(&self, groups: &[Group]) -> Option<Among<'_>> {
        let first = |(g, group): (usize, &Group)| Some((*group.children.first()?, g));
        let by_first: HashMap<ChildIx, usize> =
            groups.iter().enumerate().filter_map(first).collect();
        let known = self.groups.iter().map(|children| {
            let g = *by_first.get(children.first()?)?;
            (groups[g].children == *children).then_some(g)
        });
        let known: Vec<Option<usize>> = known.collect();
        let are_all = known.iter().flatten().count() == groups.len();
        are_all.then_some(Among {
            survey: self,
            known,
        })
    }
}

/// A survey as some of its groups see it.
pub struct Among<'a> {
    survey: &'a Survey,
    /// By group of the survey: its position among these groups, where it is one of them.
    known: Vec<Option<usize>>,
}

impl Among<'_> {
    /// What could be at a home, and nothing where none of these groups could go there. `None` where groups of others
    /// could go as well: its rows may not be the same without them.
    pub fn at(&self, home: HomeIx) -> Option<Option<AtHome>> {
        let found = self.survey.homes[home.at()].as_ref();
        let is_ours = |(g, _): &(usize, u32)| self.known[*g].is_some();
        let Some(found) = found.filter(|found| found.places.iter().any(is_ours)) else {
            return Some(None);
        };
        let mut ours = found.clone();
        for (g, _) in &mut ours.places {
            *g = self.known[*g]?;
        }
        Some(Some(ours))
    }
}
