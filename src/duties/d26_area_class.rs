//! # The law
//! Children Act 1989, section 22C(7)(c) and (9) (within the authority's area unless that is not reasonably
//! practicable), and section 22G (sufficient accommodation in the area for children whose circumstances make that
//! consistent with their welfare).
//!
//! # What we check
//! Nothing is barred. We count steps out of the area: 0 in the area, 1 in an adjoining authority, 2 at a
//! distance. A child for whom living in the area is not consistent with welfare counts 0 everywhere: she is drawn
//! neither into the area nor out of it. In a market of several authorities the area is that of the child's own.
//!
//! # In the programme
//! Steps × the weight of local policy (500 by default, that is 5 miles a step) in the tier "near", beside the
//! miles of D27, D28 and D30. The approvals for the same homes are counted before, in D25.
//!
//! # Reading the price
//! The price of a place in this tier mixes steps and miles at the weights of local policy. To see the steps
//! alone, give this measure a tier of its own in a scenario.
//!
//! # What it cannot see
//! A child who has moved with her family still counts from the responsible authority's boundary, and a home on
//! the far side of a large county counts as near as one around the corner: D27 measures that.

use super::card::card;
use super::{Card, Duty, Pair};
use crate::model::AreaClass;

/// In the authority's area.
pub struct InArea;

impl Duty for InArea {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D26",
            Measure,
            "In the authority's area",
            "Children Act 1989 ss22C(7)(c), 22C(9), 22G",
            "steps out of the area (1 adjoining, 2 at a distance)",
            "d26_area_class.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        if pair.child.flags.in_area_not_consistent {
            return 0;
        }
        match pair.area_class() {
            AreaClass::InArea => 0,
            AreaClass::Adjoining => 1,
            AreaClass::AtDistance => 2,
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let class = pair.area_class();
        Some(if pair.child.flags.in_area_not_consistent {
            format!(
                "{class} (not counted: living in the area is not consistent with the child's welfare)"
            )
        } else {
            class.label().to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{ChildIx, HomeKind};

    /// Points in the area, in an adjoining authority and at a distance.
    fn points(scene: &mut Scene, child: ChildIx) -> [i64; 3] {
        scene.council.adjoining = vec!["E10000034".to_owned()];
        let home = scene.home(HomeKind::Foster, 1);
        ["E06000019", "E10000034", "E06000001"].map(|authority| {
            scene.home_mut(home).authority = authority.to_owned();
            scene.points(&InArea, child, home)
        })
    }

    #[test]
    fn every_boundary_is_a_step() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        assert_eq!(points(&mut scene, child), [0, 1, 2]);
    }

    #[test]
    fn a_child_for_whom_the_area_is_not_right_counts_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        scene.child_mut(child).flags.in_area_not_consistent = true;
        assert_eq!(points(&mut scene, child), [0, 0, 0]);
    }

    #[test]
    fn the_class_is_told() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(
            scene.sentence(&InArea, child, home).unwrap(),
            "in the responsible authority's area"
        );
    }
}
