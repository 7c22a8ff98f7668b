//! A whole component as the cells and passes need it: who could go where, and no columns.

use super::cells::At;
use crate::candidates::{Candidates, Component, Round};
use crate::duties::Facts;
use crate::model::{ChildIx, HomeIx, Location, Tier};
use crate::optimise::build::{Terms, Worst, able_by_home, groups_of, resolve_for};
use crate::optimise::problem::Group;

/// A component.
pub struct Whole<'a> {
    /// The council with what is derived from it.
    pub facts: &'a Facts<'a>,
    /// The round.
    pub round: &'a Round,
    /// Policy's tiers.
    pub tiers: &'a [Tier],
    /// Their terms.
    pub terms: Terms,
    /// Sibling groups, without columns.
    pub groups: Vec<Group>,
    /// Homes, in order.
    pub homes: &'a [HomeIx],
    /// By home: the children who could go there, in order.
    pub able: Vec<Vec<ChildIx>>,
    /// By child: her worst option in each tier.
    pub worst: Worst,
    /// By group: where it lives.
    pub group_at: Vec<Option<At>>,
    /// By home: where it is.
    pub home_at: Vec<Option<At>>,
    /// By child of the council: group, and bit in it.
    of_child: Vec<(u32, u32)>,
}

impl<'a> Whole<'a> {
    /// Collects what is needed, and measures every pair once.
    pub fn of(
        facts: &'a Facts<'a>,
        round: &'a Round,
        candidates: &Candidates,
        component: &'a Component,
    ) -> Self {
        let council = facts.council;
        let tiers = &council.policy.tiers;
        let terms = resolve_for(round, tiers);
        let able = able_by_home(candidates, component);
        let worst = Worst::of(facts, round, candidates, &component.children, &terms);
        let groups = groups_of(facts, &component.children, &worst);
        let at = |place: Location| (i64::from(place.easting), i64::from(place.northing));
        let mut of_child = vec![(u32::MAX, 0); council.children.len()];
        for (g, group) in groups.iter().enumerate() {
            for (bit, child) in group.children.iter().enumerate() {
                of_child[child.at()] = (g as u32, bit as u32);
            }
        }
        let lives = |group: &Group| council.child(group.children[0]).home.map(at);
        let stands = |home: &HomeIx| council.home(*home).location.map(at);
        Self {
            facts,
            round,
            tiers,
            terms,
            group_at: groups.iter().map(lives).collect(),
            home_at: component.homes.iter().map(stands).collect(),
            groups,
            homes: &component.homes,
            able,
            worst,
            of_child,
        }
    }

    /// The group of some brothers and sisters, and the mask of these children in it.
    pub fn group_and_mask(&self, children: &[ChildIx]) -> (u32, u32) {
        let group = self.of_child[children[0].at()].0;
        let bits = children
            .iter()
            .map(|child| 1 << self.of_child[child.at()].1);
        (group, bits.sum())
    }

    /// Position of a home in the component.
    pub fn position(&self, home: HomeIx) -> usize {
        self.homes.partition_point(|known| *known < home)
    }
}
