//! # The law
//! Fostering Services National Minimum Standards 2011, standard 15: the match considers the whole household.
//! Which animals and how much smoke matter is health advice and local policy.
//!
//! # What we check
//! A child who is allergic to an animal in the home may be placed there once a nominated officer approves with
//! health advice. A child who must live smoke-free, or who is under the age of local policy, is not placed in a
//! home where somebody smokes.
//!
//! # In the programme
//! A pair with smoke has no column. A pair with an allergy is a near miss, or, where local policy seeks the
//! approval, a column that counts one approval in D25.
//!
//! # Reading the price
//! A bar has no price of its own. Lower the age of the policy in a scenario to see how many placements of small
//! children hang on smoke-free homes.
//!
//! # What it cannot see
//! Whether somebody smokes is often not recorded, and "not recorded" bars nothing: the placement plan has to
//! ask. It cannot see how severe an allergy is, or an animal that could live elsewhere.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::{ApprovalKind, Pet};

/// Animals and smoking in the household.
pub struct HouseholdMatch;

impl HouseholdMatch {
    fn too_smoky(pair: &Pair) -> bool {
        let smoke_free_under = pair.policy().smoke_free_under;
        let must_be_smoke_free = pair.child.flags.no_smokers || pair.age < smoke_free_under;
        must_be_smoke_free && pair.home.smoker == Some(true)
    }

    fn allergens(pair: &Pair) -> impl Iterator<Item = Pet> {
        let pets = pair.home.pets;
        let allergies = pair.child.allergies;
        allergies.iter().filter(move |&pet| pets.contains(pet))
    }
}

impl Duty for HouseholdMatch {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D08",
            Bar,
            "Animals and smoking in the household",
            "Fostering Services National Minimum Standards 2011, standard 15; local policy",
            "",
            "d08_household_match.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        if Self::too_smoky(pair) {
            Verdict::NotAllowed
        } else if Self::allergens(pair).next().is_some() {
            Verdict::NeedsApproval(ApprovalKind::HouseholdMatch)
        } else {
            Verdict::Allowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        if Self::too_smoky(pair) {
            return Some(if pair.child.flags.no_smokers {
                "somebody in the home smokes, and the child must live smoke-free".to_owned()
            } else {
                format!(
                    "somebody in the home smokes, and the child is under {}",
                    pair.policy().smoke_free_under
                )
            });
        }
        let allergens: Vec<_> = Self::allergens(pair).map(Pet::label).collect();
        (!allergens.is_empty()).then(|| {
            format!(
                "the child is allergic to animals in the home: {}",
                allergens.join(", ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn an_allergy_needs_an_approval() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        scene.child_mut(child).allergies.insert(Pet::Cat);
        scene.home_mut(home).pets.insert(Pet::Dog);
        assert_eq!(scene.bar(&HouseholdMatch, child, home), Verdict::Allowed);
        scene.home_mut(home).pets.insert(Pet::Cat);
        assert_eq!(
            scene.bar(&HouseholdMatch, child, home),
            Verdict::NeedsApproval(ApprovalKind::HouseholdMatch)
        );
        assert_eq!(
            scene.sentence(&HouseholdMatch, child, home).unwrap(),
            "the child is allergic to animals in the home: cat"
        );
    }

    #[test]
    fn children_under_five_live_smoke_free() {
        let mut scene = Scene::new();
        let (four, five) = (scene.child_aged(4), scene.child_aged(5));
        let home = scene.home(HomeKind::Foster, 1);
        // Nobody recorded whether anybody smokes, which bars nothing.
        assert_eq!(scene.bar(&HouseholdMatch, four, home), Verdict::Allowed);
        scene.home_mut(home).smoker = Some(false);
        assert_eq!(scene.bar(&HouseholdMatch, four, home), Verdict::Allowed);
        scene.home_mut(home).smoker = Some(true);
        assert_eq!(scene.bar(&HouseholdMatch, four, home), Verdict::NotAllowed);
        assert_eq!(scene.bar(&HouseholdMatch, five, home), Verdict::Allowed);
        scene.child_mut(five).flags.no_smokers = true;
        assert_eq!(scene.bar(&HouseholdMatch, five, home), Verdict::NotAllowed);
    }

    #[test]
    fn smoke_weighs_more_than_an_allergy() {
        let mut scene = Scene::new();
        let child = scene.child_aged(4);
        let home = scene.home(HomeKind::Foster, 1);
        scene.child_mut(child).allergies.insert(Pet::Dog);
        scene.home_mut(home).pets.insert(Pet::Dog);
        scene.home_mut(home).smoker = Some(true);
        assert_eq!(scene.bar(&HouseholdMatch, child, home), Verdict::NotAllowed);
        assert_eq!(
            scene.sentence(&HouseholdMatch, child, home).unwrap(),
            "somebody in the home smokes, and the child is under 5"
        );
    }

    #[test]
    fn an_allergy_without_its_approval_is_a_breach() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        scene.child_mut(child).allergies.insert(Pet::Cat);
        assert_eq!(scene.breaches(&HouseholdMatch, &[(child, home)]), 0);
        scene.home_mut(home).pets.insert(Pet::Cat);
        assert_eq!(scene.breaches(&HouseholdMatch, &[(child, home)]), 1);
        scene.listed.insert(ApprovalKind::HouseholdMatch);
        assert_eq!(scene.breaches(&HouseholdMatch, &[(child, home)]), 0);
    }
}
