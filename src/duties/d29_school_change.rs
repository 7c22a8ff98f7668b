//! # The law
//! Children Act 1989, section 22C(8)(b): the placement does not disrupt the child's education or training; Care
//! Planning, Placement and Case Review (England) Regulations 2010, regulation 10(4): where it does, other
//! arrangements for the child's education.
//!
//! # What we check
//! Nothing is barred here (years 10 and 11 are barred without an approval by D11). We count the children whose
//! school is further from the home than the school run of local policy.
//!
//! # In the programme
//! A column costs 1 for each child who would change school, × the weight of local policy (1,000 by default, that
//! is 10 miles) in the tier "near". Where the school or the home has no recorded place the measure is 0.
//!
//! # Reading the price
//! The price of a place in this tier mixes school changes and miles at the weights of local policy. Give the
//! measure a tier of its own in a scenario to see how many school changes one more place would save.
//!
//! # What it cannot see
//! Whether the year is ending, whether the child wants a fresh start, and whether the new school has a place.

use super::card::card;
use super::{Card, Duty, Pair};

/// Change of school.
pub struct SchoolChange;

impl Duty for SchoolChange {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D29",
            Measure,
            "School kept",
            "Children Act 1989 s22C(8)(b); Care Planning Regulations 2010 reg 10(4)",
            "changes of school",
            "d29_school_change.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        i64::from(pair.changes_school())
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let miles = pair.miles_to_school()?;
        Some(if pair.changes_school() {
            format!(
                "the school would change: it is {miles} miles away, and the school run of local policy is {}",
                pair.policy().school_run
            )
        } else {
            "the school is kept".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn the_school_changes_beyond_the_school_run() {
        for (miles, points) in [(0.0, 0), (10.0, 0), (10.01, 1), (40.0, 1)] {
            let (scene, child, home) = Scene::with_school_at(miles, HomeKind::Foster);
            assert_eq!(scene.points(&SchoolChange, child, home), points, "{miles}");
        }
    }

    #[test]
    fn policy_sets_the_school_run_and_the_unknown_changes_nothing() {
        let (mut scene, child, home) = Scene::with_school_at(12.0, HomeKind::Foster);
        assert_eq!(
            scene.sentence(&SchoolChange, child, home).unwrap(),
            "the school would change: it is 12.0 miles away, and the school run of local policy is 10.0"
        );
        scene.council.policy.school_run = crate::model::Miles::whole(12);
        assert_eq!(scene.points(&SchoolChange, child, home), 0);
        scene.child_mut(child).school = None;
        assert_eq!(scene.points(&SchoolChange, child, home), 0);
        assert_eq!(scene.sentence(&SchoolChange, child, home), None);
    }
}
