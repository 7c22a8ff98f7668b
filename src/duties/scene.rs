//! A small made-up council for the duties' own tests.

use jiff::civil::date;

use super::{Block, Duty, Facts, Household, HouseholdRow, Plan, Proposal, Verdict, constrain};
use crate::model::{
    ApprovalKind, Area, Assessment, Child, ChildIx, Council, Home, HomeIx, HomeKind, Location,
    METRES_PER_MILE, Placement, PlacementType, Sector, Set, Sex, SiblingLink, SiblingPlan,
};

/// A council under construction, in area E06000019 on 31 March 2026.
pub struct Scene {
    pub council: Council,
    /// Approvals that the plans of this scene list as to be given.
    pub listed: Set<ApprovalKind>,
}

impl Scene {
    pub fn new() -> Self {
        Self {
            council: Council::new("Test", "E06000019", date(2026, 3, 31)),
            listed: Set::EMPTY,
        }
    }

    /// A child who turned this age half a year ago.
    pub fn child_aged(&mut self, age: i16) -> ChildIx {
        let ix = ChildIx(self.council.children.len() as u32);
        let id = format!("C{}", ix.0 + 1);
        let born = date(2025 - age, 10, 1);
        let child = Child::new(&id, born, Sex::Female, date(2026, 1, 1));
        self.council.children.push(child);
        ix
    }

    /// An in-area home of the authority's own.
    pub fn home(&mut self, kind: HomeKind, places: u8) -> HomeIx {
        let ix = HomeIx(self.council.homes.len() as u32);
        let id = format!("H{}", ix.0 + 1);
        let home = Home::new(&id, kind, Sector::Own, "E06000019").with_places(places);
        self.council.homes.push(home);
        ix
    }

    /// A child of ten and a home so many miles north of her school.
    pub fn with_school_at(miles: f64, kind: HomeKind) -> (Self, ChildIx, HomeIx) {
        let mut scene = Self::new();
        let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
        scene.child_mut(child).school = Some(Self::north(0.0));
        scene.home_mut(home).location = Some(Self::north(miles));
        (scene, child, home)
    }

    /// A point so many miles north of the scene's centre.
    pub fn north(miles: f64) -> Location {
        let metres = (miles * METRES_PER_MILE).round() as i32;
        Location::new(350_000, 240_000 + metres).expect("inside Great Britain")
    }

    /// A district of the council.
    pub fn area(&mut self, name: &str) -> u32 {
        let at = self.council.areas.len() as u32;
        self.council.areas.push(Area {
            code: format!("A{}", at + 1),
            name: name.to_owned(),
            authority: self.council.code.clone(),
            centre: Self::north(0.0),
        });
        at
    }

    pub fn child_mut(&mut self, ix: ChildIx) -> &mut Child {
        &mut self.council.children[ix.at()]
    }

    pub fn home_mut(&mut self, ix: HomeIx) -> &mut Home {
        &mut self.council.homes[ix.at()]
    }

    pub fn siblings(&mut self, a: ChildIx, b: ChildIx, plan: SiblingPlan) {
        self.council.sibling_links.push(SiblingLink {
            pair: (a, b),
            plan,
            reason: None,
        });
    }

    /// Lets a child live in a home now.
    pub fn settle(&mut self, child: ChildIx, home: HomeIx) {
        self.council.placements.push(Placement {
            child,
            home,
            start: date(2026, 1, 1),
            purpose: PlacementType::Short,
            planned_end: None,
        });
    }

    /// Records a practitioner's view of a pair.
    pub fn assess(&mut self, child: ChildIx, home: HomeIx, suitable: bool, score: Option<u8>) {
        self.council.assessments.push(Assessment {
            child,
            home,
            suitable,
            score,
        });
    }

    fn staying(&self) -> Vec<Vec<ChildIx>> {
        let mut staying = vec![Vec::new(); self.council.homes.len()];
        for p in &self.council.placements {
            staying[p.home.at()].push(p.child);
        }
        staying
    }

    pub fn bar(&self, duty: &dyn Duty, child: ChildIx, home: HomeIx) -> Verdict {
        duty.bar(&Facts::of(&self.council).pair(child, home))
    }

    pub fn points(&self, duty: &dyn Duty, child: ChildIx, home: HomeIx) -> i64 {
        duty.points(&Facts::of(&self.council).pair(child, home))
    }

    pub fn unplaced_points(&self, duty: &dyn Duty, child: ChildIx) -> i64 {
        duty.unplaced_points(&Facts::of(&self.council), child)
    }

    pub fn sentence(&self, duty: &dyn Duty, child: ChildIx, home: HomeIx) -> Option<String> {
        duty.sentence(&Facts::of(&self.council).pair(child, home))
    }

    /// Asks of a home whose residents are all to move, but have not moved out yet.
    pub fn admit_beside_held(
        &self,
        duty: &dyn Duty,
        children: &[ChildIx],
        home: HomeIx,
    ) -> Verdict {
        let (facts, staying) = (Facts::of(&self.council), self.staying());
        let held = staying[home.at()].len() as u8;
        let household = Household::new(&facts, home, &[]).holding(held);
        duty.admit(&household, &block(children, home))
    }

    pub fn admit(&self, duty: &dyn Duty, children: &[ChildIx], home: HomeIx) -> Verdict {
        let (facts, staying) = (Facts::of(&self.council), self.staying());
        let household = Household::new(&facts, home, &staying[home.at()]);
        duty.admit(&household, &block(children, home))
    }

    pub fn rows(&self, duty: &dyn Duty, blocks: &[&[ChildIx]], home: HomeIx) -> Vec<HouseholdRow> {
        let (facts, staying) = (Facts::of(&self.council), self.staying());
        let household = Household::new(&facts, home, &staying[home.at()]);
        let blocks: Vec<_> = blocks
            .iter()
            .map(|children| block(children, home))
            .collect();
        // Who asks for limits alone must miss none, and rows about particular children must be told apart from them.
        let limit = duty.limit(&household, &blocks);
        assert!(limit.is_none_or(|row| row.about.is_empty()));
        let mut apart = duty.keep_apart(&household, &blocks).into_iter();
        assert!(apart.all(|row| !row.about.is_empty()));
        constrain(duty, &household, &blocks)
    }

    pub fn block_points(&self, duty: &dyn Duty, children: &[ChildIx], home: HomeIx) -> i64 {
        let (facts, staying) = (Facts::of(&self.council), self.staying());
        let household = Household::new(&facts, home, &staying[home.at()]);
        duty.block_points(&household, &block(children, home))
    }

    /// How many breaches the duty finds where these children move into these homes.
    pub fn breaches(&self, duty: &dyn Duty, moves: &[(ChildIx, HomeIx)]) -> usize {
        let (facts, staying) = (Facts::of(&self.council), self.staying());
        let proposals = moves
            .iter()
            .map(|&(child, home)| Proposal {
                child,
                home,
                approvals: self.listed,
            })
            .collect();
        let held = vec![0; self.council.homes.len()];
        duty.check(&Plan::new(&facts, &staying, &held, proposals, Vec::new()))
            .len()
    }
}

fn block(children: &[ChildIx], home: HomeIx) -> Block {
    Block {
        home,
        children: children.to_vec(),
        shares: 0,
    }
}
