//! # The law
//! Children Act 1989, section 22C(8)(d): where the child is disabled, the accommodation suits the child's needs.
//! The statute asks it so far as reasonably practicable; we treat an adaptation that the child must have as hard.
//!
//! # What we check
//! Every adaptation that the child must have is among the home's adaptations.
//!
//! # In the programme
//! A pair that lacks an adaptation has no column, and no approval opens it. An adaptation that can be fitted in
//! time belongs in the home's row of homes.csv, and the round can then be run again.
//!
//! # Reading the price
//! A bar has no price of its own. The price of a place in an adapted home in the tier "placed" says whether
//! another one like it would place a child who is unplaced now.
//!
//! # What it cannot see
//! A home whose adaptations were never recorded looks the same as a home without any. It cannot see doors, slopes
//! or the bus, nor equipment that an occupational therapist could provide.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};

/// Disability and adaptations.
pub struct Adaptations;

impl Duty for Adaptations {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D03",
            Bar,
            "Disability and adaptations",
            "Children Act 1989 s22C(8)(d)",
            "",
            "d03_adaptations.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        if pair.child.adaptations.is_subset(pair.home.adaptations) {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let missing = pair.child.adaptations.minus(pair.home.adaptations);
        let missing: Vec<_> = missing.iter().map(|a| a.label()).collect();
        (!missing.is_empty()).then(|| {
            format!(
                "the child must have what the home is not recorded as having: {}",
                missing.join(", ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{Adaptation, HomeKind};

    #[test]
    fn every_adaptation_has_to_be_there() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        let needed = [Adaptation::Wheelchair, Adaptation::Hoist];
        scene.child_mut(child).adaptations = needed.into_iter().collect();
        scene
            .home_mut(home)
            .adaptations
            .insert(Adaptation::Wheelchair);
        assert_eq!(scene.bar(&Adaptations, child, home), Verdict::NotAllowed);
        assert_eq!(
            scene.sentence(&Adaptations, child, home).unwrap(),
            "the child must have what the home is not recorded as having: hoist"
        );
        scene.home_mut(home).adaptations.insert(Adaptation::Hoist);
        assert_eq!(scene.bar(&Adaptations, child, home), Verdict::Allowed);
    }

    #[test]
    fn an_adapted_home_is_open_to_a_child_who_needs_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.bar(&Adaptations, child, home), Verdict::Allowed);
        scene.home_mut(home).adaptations.insert(Adaptation::Hoist);
        assert_eq!(scene.bar(&Adaptations, child, home), Verdict::Allowed);
        assert_eq!(scene.sentence(&Adaptations, child, home), None);
    }

    #[test]
    fn a_plan_without_the_adaptation_is_a_breach() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.breaches(&Adaptations, &[(child, home)]), 0);
        scene
            .child_mut(child)
            .adaptations
            .insert(Adaptation::GroundFloor);
        assert_eq!(scene.breaches(&Adaptations, &[(child, home)]), 1);
    }
}
