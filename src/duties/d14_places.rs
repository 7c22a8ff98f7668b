//! # The law
//! Fostering Services (England) Regulations 2011, regulation 27 (the number of children in the terms of
//! approval); Children's Homes (England) Regulations 2015 and Supported Accommodation (England) Regulations
//! 2023 (the number of places registered).
//!
//! # What we check
//! Those who stay, other authorities' children and those who come are together no more than the places
//! approved or registered. Terms that allow more places for one sibling group are honoured: the higher number
//! holds where all the children are of that group.
//!
//! # In the programme
//! One row a home: the children of every block chosen are at most the free places. A sibling group that needs
//! the higher number takes all the free places of the row, so that nobody else can join.
//!
//! # Reading the price
//! What one more approved place in this home would improve the tier by, all children together.
//!
//! # What it cannot see
//! Whether an approved place is usable: carers who would rather take one child, a room being decorated.
//! Approved places are not available places.

use super::card::card;
use super::{Block, Breach, Card, Duty, Household, HouseholdRow, Plan, Verdict};

/// Places approved or registered.
pub struct Places;

impl Duty for Places {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D14",
            Household,
            "Places",
            "Fostering Services (England) Regulations 2011 reg 27; conditions of registration",
            "",
            "d14_places.rs"
        );
        &CARD
    }

    fn admit(&self, household: &Household, block: &Block) -> Verdict {
        let after = household.occupied() + block.size();
        let (mixed, siblings) = household.facts.usable_places(household.home_ix);
        let places = if household.is_one_family_with(block) {
            siblings
        } else {
            mixed
        };
        if after <= places {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn admit_sentence(&self, household: &Household, block: &Block) -> Option<String> {
        let taken = household.occupied();
        let (places, _) = household.facts.usable_places(household.home_ix);
        let coming = block.size();
        Some(match (taken, coming) {
            (taken, 1) if taken >= places => {
                if places == 1 {
                    "the one place is taken".to_owned()
                } else {
                    format!("all {places} places are taken")
                }
            }
            _ => format!("{taken} of {places} places are taken, and {coming} children come"),
        })
    }

    fn limit(&self, household: &Household, blocks: &[Block]) -> Option<HouseholdRow> {
        let (places, _) = household.facts.usable_places(household.home_ix);
        let free = (places - household.occupied()).max(1);
        let weigh = |block: &Block| {
            if household.occupied() + block.size() <= places {
                block.size()
            } else {
                free
            }
        };
        Some(HouseholdRow {
            duty: "D14",
            about: String::new(),
            terms: blocks.iter().map(weigh).enumerate().collect(),
            limit: free,
        })
    }

    fn check(&self, plan: &Plan) -> Vec<Breach> {
        let mut breaches = Vec::new();
        for &home in plan.living.keys() {
            let living = plan.everybody(home);
            let others = plan.household(home).others();
            let one_family =
                others == 0 && plan.facts.families.is_one_group(living.iter().copied());
            let (mixed, siblings) = plan.facts.usable_places(home);
            let places = if one_family { siblings } else { mixed };
            let there = living.len() as i64 + others;
            if there > places {
                breaches.push(Breach {
                    duty: "D14",
                    home,
                    children: living,
                    sentence: format!("{there} children in {places} places"),
                });
            }
        }
        breaches
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::Facts;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, HomeStatus, SiblingPlan};

    #[test]
    fn the_last_place_can_be_taken_and_no_more() {
        let mut scene = Scene::new();
        let (settled, a, b) = (
            scene.child_aged(8),
            scene.child_aged(8),
            scene.child_aged(9),
        );
        let home = scene.home(HomeKind::Foster, 2);
        scene.settle(settled, home);
        assert_eq!(scene.admit(&Places, &[a], home), Verdict::Allowed);
        assert_eq!(scene.admit(&Places, &[a, b], home), Verdict::NotAllowed);
        scene.home_mut(home).occupied_by_others = 1;
        assert_eq!(scene.admit(&Places, &[a], home), Verdict::NotAllowed);
    }

    #[test]
    fn one_sibling_group_may_use_the_higher_number_and_shuts_the_others_out() {
        let mut scene = Scene::new();
        let (a, b, c) = (
            scene.child_aged(6),
            scene.child_aged(8),
            scene.child_aged(9),
        );
        let home = scene.home(HomeKind::Foster, 1);
        scene.home_mut(home).places_if_siblings = 2;
        assert_eq!(scene.admit(&Places, &[a, b], home), Verdict::NotAllowed);
        scene.siblings(a, b, SiblingPlan::Together);
        assert_eq!(scene.admit(&Places, &[a, b], home), Verdict::Allowed);
        let rows = scene.rows(&Places, &[&[a, b], &[a], &[c]], home);
        assert_eq!(rows[0].terms, [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(rows[0].limit, 1);
    }

    #[test]
    fn a_full_home_offers_its_residents_places_in_the_theoretical_round_only() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::Foster, 3);
        scene.home_mut(home).status = HomeStatus::Full;
        let child = scene.child_aged(8);
        scene.settle(child, home);
        assert_eq!(Facts::of(&scene.council).usable_places(home), (3, 3));
        assert_eq!(
            Facts::whole_system(&scene.council).usable_places(home),
            (1, 1)
        );
        scene.home_mut(home).status = HomeStatus::Available;
        assert_eq!(
            Facts::whole_system(&scene.council).usable_places(home),
            (3, 3)
        );
    }

    #[test]
    fn a_plan_over_the_places_is_a_breach() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(6), scene.child_aged(8));
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.breaches(&Places, &[(a, home)]), 0);
        assert_eq!(scene.breaches(&Places, &[(a, home), (b, home)]), 1);
    }
}
