//! # The law
//! Children Act 1989, section 22C(8)(a): the placement allows the child to live near his or her home. The distance is
//! local policy: 20 miles by default, as in the published tables.
//!
//! # What we check
//! Nothing is barred. We count the children who live further from home than the near-home distance of local policy. A
//! home whose place is not recorded counts as further. A child whose address is not recorded is not counted: no home is
//! near or far for her.
//!
//! # In the programme
//! A column costs 1 for each of its children beyond the distance. It is in no tier by default: D27 counts the miles
//! themselves. The assessment gives it a tier of its own, to see how many children present homes could bring near.
//!
//! # Reading the price
//! How many more children would live near home with one more such place.
//!
//! # What it cannot see
//! Roads and buses; and that 20.1 miles are hardly further than 19.9.

use super::card::card;
use super::{Card, Duty, Facts, Pair};
use crate::model::ChildIx;

/// Beyond the near-home distance.
pub struct BeyondNear;

impl Duty for BeyondNear {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D38",
            Measure,
            "Beyond the near-home distance",
            "Children Act 1989 s22C(8)(a); local policy (near_miles)",
            "children beyond the distance",
            "d38_beyond_near.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        if pair.child.home.is_none() {
            return 0;
        }
        let near = pair
            .miles_to_home()
            .is_some_and(|miles| miles <= pair.policy().near);
        i64::from(!near)
    }

    fn unplaced_points(&self, facts: &Facts, child: ChildIx) -> i64 {
        i64::from(facts.council.child(child).home.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn the_distance_itself_is_near_and_the_unknown_is_not() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        scene.child_mut(child).home = Some(Scene::north(0.0));
        for (miles, points) in [(Some(20.0), 0), (Some(20.01), 1), (None, 1)] {
            let home = scene.home(HomeKind::Foster, 1);
            scene.home_mut(home).location = miles.map(Scene::north);
            assert_eq!(scene.points(&BeyondNear, child, home), points, "{miles:?}");
        }
        assert_eq!(scene.unplaced_points(&BeyondNear, child), 1);
    }

    #[test]
    fn a_child_of_unknown_address_is_nowhere_near_or_far() {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        assert_eq!(scene.points(&BeyondNear, child, home), 0);
        assert_eq!(scene.unplaced_points(&BeyondNear, child), 0);
    }

    #[test]
    fn the_distance_is_local_policy() {
        let mut scene = Scene::new();
        scene.council.policy.near = crate::model::Miles::whole(5);
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.child_mut(child).home = Some(Scene::north(0.0));
        scene.home_mut(home).location = Some(Scene::north(6.0));
        assert_eq!(scene.points(&BeyondNear, child, home), 1);
    }
}
