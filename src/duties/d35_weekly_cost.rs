//! # The law
//! No duty to the child ranks below this one. Public money is to be well spent, but section 22C of the Children Act
//! 1989 asks for the most appropriate placement and not for the cheapest, so cost comes last.
//!
//! # What we check
//! Nothing is barred. We add up what the placements cost a week: a provider's price, or the unit cost of one
//! child in a home of the authority's own.
//!
//! # In the programme
//! Pence a week for each child, in the last tier: cost only chooses between plans that are equal in everything
//! before. An unplaced child costs nothing here; how many are unplaced is settled long before.
//!
//! # Reading the price
//! The price of a place in this tier is the pence a week that one more such place would save, with every duty met
//! as well as before. That is the most the place is worth paying for on cost alone; it may be worth more for what
//! it does in the earlier tiers.
//!
//! # What it cannot see
//! Fees that depend on the child, support packages, transport, the contributions of health and education, block
//! contracts that are paid whether used or not, and whole-life cost: a dear home in which a child stays may be
//! the cheapest. A cost that the file gives as 0 counts as free.

use super::card::card;
use super::{Card, Duty, Pair};

/// Weekly cost.
pub struct WeeklyCost;

impl Duty for WeeklyCost {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D35",
            Measure,
            "Weekly cost",
            "Local policy: value for money, after every duty to the child",
            "pence a week",
            "d35_weekly_cost.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        pair.home.weekly_cost.pence()
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        Some(format!("{} a week", pair.home.weekly_cost))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, PoundsPerWeek};

    #[test]
    fn cost_is_counted_to_the_penny() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::ChildrensHome, 1);
        for pence in [0, 1, 738_550] {
            scene.home_mut(home).weekly_cost = PoundsPerWeek::from_pence(pence);
            assert_eq!(scene.points(&WeeklyCost, child, home), pence);
        }
        assert_eq!(
            scene.sentence(&WeeklyCost, child, home).unwrap(),
            "£7,386 a week"
        );
    }

    #[test]
    fn leaving_a_child_unplaced_saves_nothing_that_could_tempt() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        assert_eq!(scene.unplaced_points(&WeeklyCost, child), 0);
        // The tier that places children comes before the tier of cost.
        let tiers = &scene.council.policy.tiers;
        let tier_of = |code| {
            tiers
                .iter()
                .position(|tier| tier.terms.iter().any(|term| term.duty == code))
        };
        assert!(tier_of("D21") < tier_of("D35"));
    }
}
