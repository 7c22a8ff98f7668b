//! # The law
//! Children Act 1989, section 22C(8)(b): the placement does not disrupt the child's education or training.
//!
//! # What we check
//! Nothing is barred. We measure straight-line miles from the home to the child's school while the school can be
//! kept. Beyond the school run of local policy the school changes (D29) and the old journey is not made, so the
//! measure stops there.
//!
//! # In the programme
//! Hundredths of a mile, at most the school run, in the tier "near". It stops at the school run and does not fall
//! back to 0, so that giving up the school is never nearer than keeping it. Where the school or the home has no
//! recorded place the measure is 0.
//!
//! # Reading the price
//! The price of a place in this tier counts hundredths of a mile together with D26, D27, D29 and D30. To see the
//! school journeys that one more place would shorten, give this measure a tier of its own in a scenario.
//!
//! # What it cannot see
//! The road, the bus and the escort, and whether the child still goes to that school. A home without a recorded
//! place costs nothing here; D27 counts it as far away, where the child's own home is recorded.

use super::card::card;
use super::{Card, Duty, Pair};

/// Miles to school.
pub struct MilesToSchool;

impl Duty for MilesToSchool {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D28",
            Measure,
            "Miles to school",
            "Children Act 1989 s22C(8)(b)",
            "hundredths of a mile",
            "d28_miles_to_school.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        let school_run = pair.policy().school_run;
        pair.miles_to_school()
            .map_or(0, |miles| miles.min(school_run).hundredths())
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        pair.miles_to_school()
            .map(|miles| format!("{miles} miles from school"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn the_measure_stops_at_the_school_run() {
        for (miles, points) in [
            (0.0, 0),
            (2.5, 250),
            (9.99, 999),
            (10.0, 1000),
            (10.01, 1000),
            (40.0, 1000),
        ] {
            let (scene, child, home) = Scene::with_school_at(miles, HomeKind::Foster);
            assert_eq!(scene.points(&MilesToSchool, child, home), points, "{miles}");
        }
    }

    #[test]
    fn an_unrecorded_place_measures_nothing() {
        let (mut scene, child, home) = Scene::with_school_at(5.0, HomeKind::Foster);
        assert_eq!(
            scene.sentence(&MilesToSchool, child, home).unwrap(),
            "5.0 miles from school"
        );
        scene.home_mut(home).location = None;
        assert_eq!(scene.points(&MilesToSchool, child, home), 0);
        assert_eq!(scene.sentence(&MilesToSchool, child, home), None);
    }
}
