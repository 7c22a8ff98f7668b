//! # The law
//! Children Act 1989, section 22C(5) (the most appropriate placement), and the arrangements for contact in the
//! child's care plan. Children tell councils that they want to stay in touch with their families.
//!
//! # What we check
//! Nothing is barred. We measure straight-line miles from the home to the place where family time happens.
//!
//! # In the programme
//! Hundredths of a mile in the tier "near". Where the place of family time is not recorded the measure is 0 for
//! every home; where the home's place is not recorded it counts as the search distance of local policy, as in D27.
//!
//! # Reading the price
//! The price of a place in this tier counts hundredths of a mile together with D26 to D29. To see how much nearer
//! to their families all children together would be with one more place, give this measure a tier of its own in a
//! scenario.
//!
//! # What it cannot see
//! How often family time happens, who travels, and whether it does the child good: a weekly and a yearly visit
//! count alike. Where contact is harmful leave the place out of the child's row.

use super::card::card;
use super::{Card, Duty, Pair};
use crate::model::Miles;

/// Miles to family time.
pub struct FamilyTime;

impl FamilyTime {
    fn miles(pair: &Pair) -> Option<Miles> {
        Some(pair.child.contact?.miles_to(pair.home.location?))
    }
}

impl Duty for FamilyTime {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D30",
            Measure,
            "Miles to family time",
            "Children Act 1989 s22C(5); the care plan's contact arrangements",
            "hundredths of a mile",
            "d30_family_time.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        match (pair.child.contact, Self::miles(pair)) {
            (None, _) => 0,
            (Some(_), Some(miles)) => miles.hundredths(),
            (Some(_), None) => pair.policy().search.hundredths(),
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        Self::miles(pair).map(|miles| format!("{miles} miles from family time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn miles_are_counted_from_the_first_hundredth() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        scene.child_mut(child).contact = Some(Scene::north(0.0));
        for (miles, points) in [(0.0, 0), (0.01, 1), (25.0, 2500)] {
            scene.home_mut(home).location = Some(Scene::north(miles));
            assert_eq!(scene.points(&FamilyTime, child, home), points);
        }
        assert_eq!(
            scene.sentence(&FamilyTime, child, home).unwrap(),
            "25.0 miles from family time"
        );
    }

    #[test]
    fn an_unrecorded_home_counts_as_far_and_an_unrecorded_place_as_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        scene.home_mut(home).location = Some(Scene::north(5.0));
        assert_eq!(scene.points(&FamilyTime, child, home), 0);
        scene.child_mut(child).contact = Some(Scene::north(0.0));
        scene.home_mut(home).location = None;
        let far = Miles::whole(60).hundredths();
        assert_eq!(scene.points(&FamilyTime, child, home), far);
        assert_eq!(scene.sentence(&FamilyTime, child, home), None);
    }
}
