//! What a duty may look at: the council with its recorded facts, and one child in one home.

use crate::model::{
    AreaClass, Child, ChildIx, Council, Families, Home, HomeIx, HomeKind, HomeStatus, Miles,
    Policy, Records, Sector,
};

/// A council with its sibling groups and recorded approvals and assessments ready to be asked.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The council.
    pub council: &'a Council,
    /// Assessments and approvals in force.
    pub records: Records,
    /// Sibling groups.
    pub families: Families,
    /// Whether the round is the theoretical one that frees settled children. A home that reports itself full
    /// then offers the places that its present residents leave.
    pub theoretical: bool,
    /// Children of this council who live in each home now, in order.
    pub living_in: Vec<Vec<ChildIx>>,
    /// Where each child lives now.
    pub lives_in: Vec<Option<HomeIx>>,
    /// Whether a connected person's home names the child and is open to her: it takes referrals, or she lives in it.
    /// The home that she fills reports itself full because she is there.
    pub has_connected_home: Vec<bool>,
}

impl<'a> Facts<'a> {
    /// Prepares a council.
    pub fn of(council: &'a Council) -> Self {
        let mut lives_in = vec![None; council.children.len()];
        for placement in &council.placements {
            lives_in[placement.child.at()] = Some(placement.home);
        }
        let mut living_in = vec![Vec::new(); council.homes.len()];
        for child in council.child_indices() {
            if let Some(home) = lives_in[child.at()] {
                living_in[home.at()].push(child);
            }
        }
        Self {
            council,
            theoretical: false,
            living_in,
            has_connected_home: connected(council, &lives_in),
            records: Records::of(council),
            families: Families::of(council),
            lives_in,
        }
    }

    /// Prepares a council for the theoretical round that frees settled children.
    pub fn whole_system(council: &'a Council) -> Self {
        Self {
            theoretical: true,
            ..Self::of(council)
        }
    }

    /// Places of a home that can be used: all that are approved or registered, for any mix of children and for
    /// one sibling group; in the theoretical round no more than are in use where the home reports itself full.
    pub fn usable_places(&self, ix: HomeIx) -> (i64, i64) {
        let home = self.council.home(ix);
        let mixed = i64::from(home.places);
        let siblings = i64::from(home.places_if_siblings.max(home.places));
        if self.theoretical && home.status == HomeStatus::Full {
            let in_use = self.living_in[ix.at()].len() as i64 + i64::from(home.occupied_by_others);
            (mixed.min(in_use), siblings.min(in_use))
        } else {
            (mixed, siblings)
        }
    }

    /// One child in one home.
    pub fn pair(&self, child: ChildIx, home: HomeIx) -> Pair<'_> {
        Pair {
            facts: self,
            child_ix: child,
            home_ix: home,
            child: self.council.child(child),
            home: self.council.home(home),
            age: self.council.age(child),
        }
    }
}

/// By child: whether the home of a connected person names her and takes referrals, or is the one she lives in.
fn connected(council: &Council, lives_in: &[Option<HomeIx>]) -> Vec<bool> {
    let mut has = vec![false; council.children.len()];
    for ix in council.home_indices() {
        let home = council.home(ix);
        if home.kind != HomeKind::Connected {
            continue;
        }
        for child in &home.terms.named_children {
            has[child.at()] |=
                home.status == HomeStatus::Available || lives_in[child.at()] == Some(ix);
        }
    }
    has
}

/// One child in one home.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The council and what is recorded.
    pub facts: &'a Facts<'a>,
    /// The child's index.
    pub child_ix: ChildIx,
    /// The home's index.
    pub home_ix: HomeIx,
    /// The child.
    pub child: &'a Child,
    /// The home.
    pub home: &'a Home,
    /// The child's age in years on the day of the data.
    pub age: u8,
}

impl Pair<'_> {
    /// Whether the child lives in this home now.
    pub fn is_current(&self) -> bool {
        self.facts.lives_in[self.child_ix.at()] == Some(self.home_ix)
    }

    /// The policy of the child's own authority.
    pub fn policy(&self) -> &Policy {
        self.facts.council.policy_of(self.child.authority)
    }

    /// Who runs the home, for the child's own authority.
    pub fn sector(&self) -> Sector {
        self.home.sector_for(self.child.authority)
    }

    /// Regulation 11 class of the home, for the child's own authority.
    pub fn area_class(&self) -> AreaClass {
        let responsible = self.child.authority;
        let council = self.facts.council;
        council.area_class(responsible, &self.home.authority)
    }

    /// Straight-line miles from the child's home address; `None` if either place is not recorded.
    pub fn miles_to_home(&self) -> Option<Miles> {
        Some(self.child.home?.miles_to(self.home.location?))
    }

    /// Straight-line miles to the child's school; `None` if either place is not recorded.
    pub fn miles_to_school(&self) -> Option<Miles> {
        Some(self.child.school?.miles_to(self.home.location?))
    }

    /// Whether the school would have to change: further than the policy's school run.
    pub fn changes_school(&self) -> bool {
        self.miles_to_school()
            .is_some_and(|miles| miles > self.policy().school_run)
    }
}
