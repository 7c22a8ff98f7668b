//! # The law
//! Children Act 1989, sections 22C (every child looked after has accommodation) and 22G (enough of it). Neither
//! ranks emergencies first: who may wait until tomorrow is practice, and it is written down here.
//!
//! # What we check
//! Nothing is barred. We count the children with under 24 hours' notice whom the round cannot place.
//!
//! # In the programme
//! Every child has a column "unplaced", so that the programme always has a solution. Here that column costs 1 for
//! a child flagged as an emergency and 0 for anybody else; columns that place a child cost nothing. The tier
//! "emergencies" comes first: no other aim may leave a child without a bed tonight.
//!
//! # Reading the price
//! The price of a place in this tier is 1 where one more such place would give an emergency a bed, and 0 where it
//! would not (a fraction where the programme is relaxed). A kind of place whose price is often above 0 is the
//! reserve that the authority should keep.
//!
//! # What it cannot see
//! Emergencies that have not been referred yet, and a hospital, a police station or a relative's sofa in which
//! the child could safely wait for some hours.

use super::card::card;
use super::{Card, Duty, Facts};
use crate::model::ChildIx;

/// Emergencies placed.
pub struct EmergenciesPlaced;

impl Duty for EmergenciesPlaced {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D20",
            Measure,
            "Emergencies placed",
            "Children Act 1989 ss22C, 22G; practice",
            "children unplaced with under 24 hours' notice",
            "d20_emergencies_placed.rs"
        );
        &CARD
    }

    fn unplaced_points(&self, facts: &Facts, child: ChildIx) -> i64 {
        i64::from(facts.council.child(child).flags.emergency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn only_an_emergency_counts() {
        let mut scene = Scene::new();
        let (tonight, next_week) = (scene.child_aged(10), scene.child_aged(10));
        scene.child_mut(tonight).flags.emergency = true;
        assert_eq!(scene.unplaced_points(&EmergenciesPlaced, tonight), 1);
        assert_eq!(scene.unplaced_points(&EmergenciesPlaced, next_week), 0);
    }

    #[test]
    fn any_home_will_do() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::ChildrensHome, 1);
        scene.child_mut(child).flags.emergency = true;
        assert_eq!(scene.points(&EmergenciesPlaced, child, home), 0);
    }
}
