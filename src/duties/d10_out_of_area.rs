//! # The law
//! Children Act 1989, section 22C(7)(c) and (9): within the authority's area unless that is not reasonably
//! practicable. Care Planning, Placement and Case Review (England) Regulations 2010, regulation 11, as amended by
//! SI 2013/3239: a placement outside the area needs a nominated officer's approval; a placement at a distance,
//! which is outside the area and not in any adjoining authority, needs the director of children's services.
//!
//! # What we check
//! The authority in whose area the home is. The legal test is the boundary, not the miles: a home two miles
//! beyond an adjoining authority is at a distance, and one forty miles away inside it is not. The published share
//! of children more than 20 miles from home is another figure and is kept apart. In a market of several authorities
//! the boundary is that of the child's own authority, and its own policy says which approvals a round may propose.
//!
//! # In the programme
//! In the area: nothing. Outside: a near miss, or, where local policy seeks the approval, a column that counts
//! one approval in D25. How far outside is measured by D26.
//!
//! # Reading the price
//! A bar has no price of its own. In the tier "approvals" the price of a place in the area says how many
//! approvals one more such place would save.
//!
//! # What it cannot see
//! The regulation has exceptions for connected persons and emergencies that we have not confirmed, so everybody
//! is treated alike and an officer may find that no approval was needed. It does not check that the area
//! authority was notified or consulted, nor the separate conditions outside England and Wales.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::{ApprovalKind, AreaClass};

/// Placement outside the area.
pub struct OutOfArea;

impl Duty for OutOfArea {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D10",
            Bar,
            "Placement outside the area",
            "Care Planning Regulations 2010 reg 11; Children Act 1989 s22C(7)(c), (9)",
            "",
            "d10_out_of_area.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        match pair.area_class() {
            AreaClass::InArea => Verdict::Allowed,
            AreaClass::Adjoining => Verdict::NeedsApproval(ApprovalKind::OutOfArea),
            AreaClass::AtDistance => Verdict::NeedsApproval(ApprovalKind::AtDistance),
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let place = match pair.area_class() {
            AreaClass::InArea => return None,
            AreaClass::Adjoining => "in an adjoining authority",
            AreaClass::AtDistance => "in an authority that does not adjoin",
        };
        Some(format!(
            "the home is outside the area, {place} ({})",
            pair.home.authority
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, Location};

    #[test]
    fn the_boundary_decides_who_approves() {
        let mut scene = Scene::new();
        scene.council.adjoining = vec!["E10000034".to_owned()];
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        for (authority, verdict) in [
            ("E06000019", Verdict::Allowed),
            ("E10000034", Verdict::NeedsApproval(ApprovalKind::OutOfArea)),
            (
                "E06000001",
                Verdict::NeedsApproval(ApprovalKind::AtDistance),
            ),
        ] {
            scene.home_mut(home).authority = authority.to_owned();
            assert_eq!(scene.bar(&OutOfArea, child, home), verdict);
        }
        assert_eq!(
            scene.sentence(&OutOfArea, child, home).unwrap(),
            "the home is outside the area, in an authority that does not adjoin (E06000001)"
        );
    }

    #[test]
    fn miles_do_not_count_and_neither_does_the_kind_of_home() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Connected, 1);
        scene.home_mut(home).authority = "E06000001".to_owned();
        scene.child_mut(child).home = Location::new(350_000, 240_000);
        scene.home_mut(home).location = Location::new(350_000, 240_000);
        scene.child_mut(child).flags.emergency = true;
        assert_eq!(
            scene.bar(&OutOfArea, child, home),
            Verdict::NeedsApproval(ApprovalKind::AtDistance)
        );
    }

    #[test]
    fn the_officers_approval_does_not_stand_for_the_directors() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.breaches(&OutOfArea, &[(child, home)]), 0);
        scene.home_mut(home).authority = "E06000001".to_owned();
        assert_eq!(scene.breaches(&OutOfArea, &[(child, home)]), 1);
        scene.listed.insert(ApprovalKind::OutOfArea);
        assert_eq!(scene.breaches(&OutOfArea, &[(child, home)]), 1);
        scene.listed.insert(ApprovalKind::AtDistance);
        assert_eq!(scene.breaches(&OutOfArea, &[(child, home)]), 0);
    }
}
