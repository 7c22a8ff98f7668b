//! A finished plan, as the checks see it: who would live where, and which approvals it needs. Nothing here
//! knows of columns or rows.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::household::Household;
use crate::model::{ApprovalKind, ChildIx, HomeIx, Set};

/// One child's proposed home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// The child.
    pub child: ChildIx,
    /// The home.
    pub home: HomeIx,
    /// Approvals that have to be given for it and are not recorded yet.
    pub approvals: Set<ApprovalKind>,
}

/// A finished plan.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The council and what is recorded.
    pub facts: &'a Facts<'a>,
    /// The children whom the plan places, in order of child.
    pub proposals: Vec<Proposal>,
    /// The children whom it cannot place, in order.
    pub unplaced: Vec<ChildIx>,
    /// Everybody in each home that somebody joins: those who stay and those who come.
    pub living: BTreeMap<HomeIx, Vec<ChildIx>>,
    /// Children who stay, by home.
    pub staying: &'a [Vec<ChildIx>],
    /// Places held for children who have not moved out yet, by home.
    pub held: &'a [u8],
}

impl<'a> Plan<'a> {
    /// Puts the proposals together with the children who stay.
    pub fn new(
        facts: &'a Facts<'a>,
        staying: &'a [Vec<ChildIx>],
        held: &'a [u8],
        mut proposals: Vec<Proposal>,
        mut unplaced: Vec<ChildIx>,
    ) -> Self {
        proposals.sort_by_key(|p| p.child);
        unplaced.sort_unstable();
        let mut living: BTreeMap<HomeIx, Vec<ChildIx>> = BTreeMap::new();
        for proposal in &proposals {
            living
                .entry(proposal.home)
                .or_insert_with(|| staying[proposal.home.at()].clone())
                .push(proposal.child);
        }
        for children in living.values_mut() {
            children.sort_unstable();
        }
        Self {
            facts,
            proposals,
            unplaced,
            living,
            staying,
            held,
        }
    }

    /// A home that somebody joins, with those who stay in it.
    pub fn household(&self, home: HomeIx) -> Household<'_> {
        Household::new(self.facts, home, &self.staying[home.at()]).holding(self.held[home.at()])
    }

    /// Everybody of this council who would live in a home that somebody joins, in order: those who stay, those who
    /// have not moved out yet, and those who come.
    pub fn everybody(&self, home: HomeIx) -> Vec<ChildIx> {
        let mut all = self.household(home).present();
        let coming = self.living.get(&home).into_iter().flatten();
        all.extend(coming.filter(|child| !self.staying[home.at()].contains(child)));
        all.sort_unstable();
        all
    }

    /// Whether a child lives in the home already.
    pub fn lives_there(&self, child: ChildIx, home: HomeIx) -> bool {
        self.household(home).present().contains(&child)
    }

    /// The home proposed for a child.
    pub fn home_of(&self, child: ChildIx) -> Option<HomeIx> {
        let at = self.proposals.binary_search_by_key(&child, |p| p.child);
        at.ok().map(|i| self.proposals[i].home)
    }

    /// Whether an approval is recorded, or listed by the plan as to be given.
    pub fn has_approval(&self, child: ChildIx, home: HomeIx, kind: ApprovalKind) -> bool {
        let listed = self
            .proposals
            .iter()
            .any(|p| p.child == child && p.home == home && p.approvals.contains(kind));
        listed || self.facts.records.approved(child, home, kind)
    }
}

/// A rule that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Code of the duty.
    pub duty: &'static str,
    /// The home.
    pub home: HomeIx,
    /// The children concerned.
    pub children: Vec<ChildIx>,
    /// What is wrong, in a sentence.
    pub sentence: String,
}
