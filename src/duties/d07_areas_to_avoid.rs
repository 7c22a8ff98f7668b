//! # The law
//! Children Act 1989, section 22C(5): the most appropriate placement available. The referral records areas where
//! family or others put the child at risk.
//!
//! # What we check
//! The home's district is not one where the child must not live.
//!
//! # In the programme
//! A pair of a child and a home in such a district has no column, and no approval opens it: where the risk has
//! passed, the list in the child's row changes.
//!
//! # Reading the price
//! A bar has no price of its own. Where children avoid the district in which most homes are, the price of a
//! place elsewhere in the tier "placed" shows it.
//!
//! # What it cannot see
//! A home whose district is not recorded passes, and the sentence says that nobody could check. Risk does not
//! stop at a boundary: a home across the street from the district passes too, so read the map as well.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};

/// Areas to avoid.
pub struct AreasToAvoid;

impl AreasToAvoid {
    fn avoided(pair: &Pair) -> Option<u32> {
        let area = pair.home.area?;
        pair.child.avoid_areas.contains(&area).then_some(area)
    }
}

impl Duty for AreasToAvoid {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D07",
            Bar,
            "Areas to avoid",
            "Children Act 1989 s22C(5); the referral's risk assessment",
            "",
            "d07_areas_to_avoid.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        match Self::avoided(pair) {
            None => Verdict::Allowed,
            Some(_) => Verdict::NotAllowed,
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        if let Some(area) = Self::avoided(pair) {
            let name = &pair.facts.council.areas[area as usize].name;
            return Some(format!(
                "the home is in {name}, where the child must not live"
            ));
        }
        let unchecked = pair.home.area.is_none() && !pair.child.avoid_areas.is_empty();
        unchecked.then(|| {
            "the home's district is not recorded, so the areas that the child must avoid were not checked"
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn homes_in_the_area_are_barred_and_homes_next_door_are_not() {
        let mut scene = Scene::new();
        let child = scene.child_aged(14);
        let home = scene.home(HomeKind::Foster, 1);
        let (risky, next_door) = (scene.area("Harbourside"), scene.area("Upper Town"));
        scene.home_mut(home).area = Some(risky);
        assert_eq!(scene.bar(&AreasToAvoid, child, home), Verdict::Allowed);
        scene.child_mut(child).avoid_areas = vec![risky];
        assert_eq!(scene.bar(&AreasToAvoid, child, home), Verdict::NotAllowed);
        assert_eq!(
            scene.sentence(&AreasToAvoid, child, home).unwrap(),
            "the home is in Harbourside, where the child must not live"
        );
        scene.home_mut(home).area = Some(next_door);
        assert_eq!(scene.bar(&AreasToAvoid, child, home), Verdict::Allowed);
        assert_eq!(scene.sentence(&AreasToAvoid, child, home), None);
    }

    #[test]
    fn an_unrecorded_district_passes_and_says_so() {
        let mut scene = Scene::new();
        let child = scene.child_aged(14);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.sentence(&AreasToAvoid, child, home), None);
        let risky = scene.area("Harbourside");
        scene.child_mut(child).avoid_areas = vec![risky];
        assert_eq!(scene.bar(&AreasToAvoid, child, home), Verdict::Allowed);
        let sentence = scene.sentence(&AreasToAvoid, child, home).unwrap();
        assert!(sentence.contains("not recorded"), "{sentence}");
    }

    #[test]
    fn a_plan_in_an_area_to_avoid_is_a_breach() {
        let mut scene = Scene::new();
        let child = scene.child_aged(14);
        let home = scene.home(HomeKind::Foster, 1);
        let risky = scene.area("Harbourside");
        scene.home_mut(home).area = Some(risky);
        assert_eq!(scene.breaches(&AreasToAvoid, &[(child, home)]), 0);
        scene.child_mut(child).avoid_areas = vec![risky];
        assert_eq!(scene.breaches(&AreasToAvoid, &[(child, home)]), 1);
    }
}
