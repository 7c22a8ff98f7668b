//! # The law
//! Children Act 1989, section 22C(9) (within the authority's area unless that is not reasonably practicable), and
//! section 22G (sufficient accommodation in the area for children whose circumstances make that consistent with
//! their welfare).
//!
//! # What we check
//! Nothing is barred. We count the children outside the authority's area, wherever outside that is. A child for whom
//! living in the area is not consistent with welfare counts 0 everywhere.
//!
//! # In the programme
//! A column costs 1 for each of its children whose own authority's area the home is not in. It is in no tier by
//! default: D26 counts steps, so that an adjoining authority comes before one at a distance. The assessment gives it
//! a tier of its own, to see how many children present homes could bring into the area.
//!
//! # Reading the price
//! How many more children would live in the area with one more such place.
//!
//! # What it cannot see
//! How far outside: a home across the road in the next authority counts as one a hundred miles away.

use super::card::card;
use super::{Card, Duty, Facts, Pair};
use crate::model::{AreaClass, ChildIx};

/// Outside the authority's area.
pub struct OutsideArea;

impl Duty for OutsideArea {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D37",
            Measure,
            "Outside the authority's area",
            "Children Act 1989 ss22C(9), 22G",
            "children outside the area",
            "d37_outside_area.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        let counts = !pair.child.flags.in_area_not_consistent;
        i64::from(counts && pair.area_class() != AreaClass::InArea)
    }

    fn unplaced_points(&self, facts: &Facts, child: ChildIx) -> i64 {
        i64::from(!facts.council.child(child).flags.in_area_not_consistent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn anywhere_outside_counts_one() {
        let mut scene = Scene::new();
        scene.council.adjoining = vec!["E10000014".to_owned()];
        let child = scene.child_aged(10);
        for (authority, points) in [("E06000019", 0), ("E10000014", 1), ("E08000001", 1)] {
            let home = scene.home(HomeKind::Foster, 1);
            scene.home_mut(home).authority = authority.to_owned();
            assert_eq!(scene.points(&OutsideArea, child, home), points);
        }
        assert_eq!(scene.unplaced_points(&OutsideArea, child), 1);
    }

    #[test]
    fn a_child_for_whom_the_area_is_not_safe_counts_nowhere() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        scene.child_mut(child).flags.in_area_not_consistent = true;
        let home = scene.home(HomeKind::Foster, 1);
        scene.home_mut(home).authority = "E08000001".to_owned();
        assert_eq!(scene.points(&OutsideArea, child, home), 0);
        assert_eq!(scene.unplaced_points(&OutsideArea, child), 0);
    }
}
