//! # The law
//! Children Act 1989, section 22C (accommodation for every child looked after) and section 22G (sufficient
//! accommodation in the area, so far as reasonably practicable).
//!
//! # What we check
//! Nothing is barred. We count the children whom the round cannot place.
//!
//! # In the programme
//! Every child's column "unplaced" costs 1, so the programme is never infeasible: the answer is "two children
//! unplaced", with names and reasons. The tier "placed" comes before every preference: no child goes without a
//! home so that another may have a better one.
//!
//! # Reading the price
//! The price of a place is how many more children could be placed with one more such place: 0 or 1, or a
//! fraction where the programme is relaxed. Where it is 0 although children are unplaced, capacity of that kind
//! is not what is short.
//!
//! # What it cannot see
//! Children at the edge of care who are not referred yet, and homes that could be bought on the day. A child who
//! cannot be placed here is not a child without a home: staff search further by telephone.

use super::card::card;
use super::{Card, Duty, Facts};
use crate::model::ChildIx;

/// Children placed.
pub struct Placed;

impl Duty for Placed {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D21",
            Measure,
            "Children placed",
            "Children Act 1989 ss22C, 22G",
            "children unplaced",
            "d21_placed.rs"
        );
        &CARD
    }

    fn unplaced_points(&self, _facts: &Facts, _child: ChildIx) -> i64 {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn every_child_counts_once() {
        let mut scene = Scene::new();
        for age in [0, 9, 17] {
            let child = scene.child_aged(age);
            scene.child_mut(child).flags.emergency = age == 9;
            assert_eq!(scene.unplaced_points(&Placed, child), 1);
        }
    }

    #[test]
    fn a_child_with_a_home_counts_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.points(&Placed, child, home), 0);
    }
}
