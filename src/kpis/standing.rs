//! Who lives where: now, or under a plan.

use super::tally::Case;
use crate::duties::{Facts, Pair};
use crate::model::{AreaClass, Child, ChildIx, Date, Home, HomeIx};

/// The reason that every indicator about where children live gives for a child who has no home.
pub const WITHOUT_A_HOME: &str = "without a home";

/// The reason for a child who is not looked after, but has short breaks, and for a group of whom only one is looked after.
pub const SHORT_BREAKS: &str = "short breaks only (V3, V4)";

/// The reason of indicators of distance for a child whose address or whose home's place is not recorded.
pub const DISTANCE_NOT_KNOWN: &str = "distance not known";

/// Who lives where, as indicators see it.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The council. Of a plan over homes that do not exist yet, the council with them.
    pub facts: &'a Facts<'a>,
    lives_in: Vec<Option<HomeIx>>,
    /// By home: children of this council who live there.
    living: Vec<u32>,
    /// By home: those of them who are the children of the authority in whose area it is.
    local: Vec<u32>,
    /// By child: first day of the current placement.
    since: Vec<Option<Date>>,
}

impl<'a> Standing<'a> {
    /// As the council's placements have it.
    pub fn present(facts: &'a Facts<'a>) -> Self {
        Self::of(facts, facts.lives_in.clone())
    }

    /// As a plan has it, for the children whom it speaks of; everybody else stays. A child whom the plan gives no home
    /// has none.
    pub fn planned(
        facts: &'a Facts<'a>,
        plan: impl IntoIterator<Item = (ChildIx, Option<HomeIx>)>,
    ) -> Self {
        let mut lives_in = facts.lives_in.clone();
        for (child, home) in plan {
            lives_in[child.at()] = home;
        }
        Self::of(facts, lives_in)
    }

    fn of(facts: &'a Facts<'a>, lives_in: Vec<Option<HomeIx>>) -> Self {
        let mut since = vec![None; facts.council.children.len()];
        for placement in &facts.council.placements {
            since[placement.child.at()] = Some(placement.start);
        }
        let council = facts.council;
        let mut living = vec![0; council.homes.len()];
        let mut local = living.clone();
        for (child, home) in council.child_indices().zip(&lives_in) {
            let Some(home) = *home else {
                continue;
            };
            living[home.at()] += 1;
            let (whose, at) = (council.child(child).authority, council.home(home));
            let is_local = council.area_class(whose, &at.authority) == AreaClass::InArea;
            local[home.at()] += u32::from(is_local);
        }
        Self {
            facts,
            lives_in,
            living,
            local,
            since,
        }
    }

    /// Where a child lives.
    pub fn home_of(&self, child: ChildIx) -> Option<HomeIx> {
        self.lives_in[child.at()]
    }

    /// Since when a child has lived where she lives; `None` without a home, and where a plan moves her.
    pub fn since(&self, child: ChildIx) -> Option<Date> {
        let stays = self.home_of(child) == self.facts.lives_in[child.at()];
        self.since[child.at()].filter(|_| stays)
    }

    /// A child in her home; `None` without one.
    pub fn pair(&self, child: ChildIx) -> Option<Pair<'_>> {
        Some(self.facts.pair(child, self.home_of(child)?))
    }

    /// The child at an index.
    pub fn child(&self, child: ChildIx) -> &'a Child {
        self.facts.council.child(child)
    }

    /// The home at an index.
    pub fn home(&self, home: HomeIx) -> &'a Home {
        self.facts.council.home(home)
    }

    /// Children of this council who live in a home.
    pub fn living_in(&self, home: HomeIx) -> u32 {
        self.living[home.at()]
    }

    /// Of them, the children of the authority in whose area the home is; in a market not all are.
    pub fn local_in(&self, home: HomeIx) -> u32 {
        self.local[home.at()]
    }

    /// Those of these children who are looked after, and have not short breaks only.
    pub fn looked_after(&self, children: &[ChildIx]) -> Vec<ChildIx> {
        let children = children.iter().copied();
        children
            .filter(|child| self.child(*child).is_looked_after())
            .collect()
    }

    /// Every group of two or more brothers and sisters looked after.
    pub fn sibling_groups(&self) -> Vec<Vec<ChildIx>> {
        let groups = self.facts.families.groups().iter();
        let groups = groups.map(|group| self.looked_after(group));
        groups.filter(|group| group.len() > 1).collect()
    }

    /// Brothers and sisters looked after with whom a child is to live: planned so, or not assessed otherwise.
    pub fn siblings_of(&self, child: ChildIx) -> impl Iterator<Item = ChildIx> + '_ {
        let families = &self.facts.families;
        let group = families.group(child).iter().copied();
        group.filter(move |other| {
            families.belong_together(child, *other) && self.child(*other).is_looked_after()
        })
    }

    /// Of these, those who have a home; why the child does not count, where there is none.
    pub fn siblings_with_homes(&self, child: ChildIx) -> Result<Vec<ChildIx>, Case> {
        let has_home = |other: &ChildIx| self.home_of(*other).is_some();
        let siblings: Vec<ChildIx> = self.siblings_of(child).filter(has_home).collect();
        if siblings.is_empty() {
            return Err(Case::Out("no brother or sister to be together with"));
        }
        Ok(siblings)
    }

    /// Whether two children live in one home.
    pub fn are_together(&self, a: ChildIx, b: ChildIx) -> bool {
        self.home_of(a).is_some() && self.home_of(a) == self.home_of(b)
    }
}
