//! # The law
//! Children Act 1989, section 22C(8)(a): the placement allows the child to live near his or her home.
//!
//! # What we check
//! Nothing is barred. We measure straight-line miles from the address from which the child came into care to
//! the home, as PL_DISTANCE in the SSDA903 return does.
//!
//! # In the programme
//! Hundredths of a mile in the tier "near". Where the child's address is not recorded the measure is 0 for
//! every home; where the home's place is not recorded it counts as the search distance of local policy, so
//! that a place that is known to be near comes first.
//!
//! # Reading the price
//! The price of a place in this tier is how many hundredths of a mile all children together would be nearer
//! with one more such place.
//!
//! # What it cannot see
//! Roads, rivers, buses, and whether the child wants to be near.

use super::card::card;
use super::{Card, Duty, Pair};

/// Miles from home.
pub struct NearHome;

impl Duty for NearHome {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D27",
            Measure,
            "Near home",
            "Children Act 1989 s22C(8)(a)",
            "hundredths of a mile",
            "d27_near_home.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        match (pair.child.home, pair.miles_to_home()) {
            (None, _) => 0,
            (Some(_), Some(miles)) => miles.hundredths(),
            (Some(_), None) => pair.policy().search.hundredths(),
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        pair.miles_to_home()
            .map(|miles| format!("{miles} miles from home"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, Location, Miles};

    #[test]
    fn miles_are_measured_and_the_unknown_counts_as_far() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.points(&NearHome, child, home), 0);
        scene.child_mut(child).home = Location::new(350_000, 240_000);
        let search = Miles::whole(60).hundredths();
        assert_eq!(scene.points(&NearHome, child, home), search);
        scene.home_mut(home).location = Location::new(350_000 + 32_187, 240_000);
        assert_eq!(scene.points(&NearHome, child, home), 2000);
        scene.home_mut(home).location = Location::new(350_000, 240_000);
        assert_eq!(scene.points(&NearHome, child, home), 0);
    }
    #[test]
    fn the_sentence_tells_the_miles_where_both_places_are_known() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        scene.child_mut(child).home = Some(Scene::north(0.0));
        assert_eq!(scene.sentence(&NearHome, child, home), None);
        scene.home_mut(home).location = Some(Scene::north(4.25));
        assert_eq!(
            scene.sentence(&NearHome, child, home).unwrap(),
            "4.3 miles from home"
        );
    }
}
