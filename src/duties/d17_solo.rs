//! # The law
//! Children Act 1989, section 22C(5): the most appropriate placement available; the requirement for a solo
//! placement is recorded in the care plan and risk assessment.
//!
//! # What we check
//! A child who must be the only child in the home is placed where no other child lives, the carers' own
//! children among them, and nobody joins a home where such a child lives.
//!
//! # In the programme
//! One row a home where a solo child could go: her block takes every place of the row, so that no other block
//! can be chosen.
//!
//! # Reading the price
//! What it costs the other children that the solo child blocks the rest of the home.
//!
//! # What it cannot see
//! Adults in the home, and children who visit.

use super::card::card;
use super::{Block, Breach, Card, Duty, Household, HouseholdRow, Plan, Verdict};
use crate::model::ChildIx;

/// Solo placement.
pub struct Solo;

impl Solo {
    fn is_solo(household: &Household, child: ChildIx) -> bool {
        household.child(child).flags.solo
    }
}

impl Duty for Solo {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D17",
            Household,
            "Solo placement",
            "Children Act 1989 s22C(5); care plan",
            "",
            "d17_solo.rs"
        );
        &CARD
    }

    fn admit(&self, household: &Household, block: &Block) -> Verdict {
        let stays = household
            .present()
            .iter()
            .any(|c| Self::is_solo(household, *c));
        let comes = block.children.iter().any(|c| Self::is_solo(household, *c));
        let home_is_empty =
            household.occupied() == 0 && household.home.birth_children_ages.is_empty();
        if stays || (comes && !(home_is_empty && block.size() == 1)) {
            Verdict::NotAllowed
        } else {
            Verdict::Allowed
        }
    }

    fn admit_sentence(&self, household: &Household, _block: &Block) -> Option<String> {
        let stays = household
            .present()
            .iter()
            .any(|c| Self::is_solo(household, *c));
        Some(if stays {
            "a child who must live alone is there".to_owned()
        } else {
            "the child must be the only child, and others would be there".to_owned()
        })
    }

    fn limit(&self, household: &Household, blocks: &[Block]) -> Option<HouseholdRow> {
        let is_solo = |block: &Block| block.children.iter().any(|c| Self::is_solo(household, *c));
        if !blocks.iter().any(is_solo) {
            return None;
        }
        let all = i64::from(household.home.places.max(household.home.places_if_siblings));
        let weigh = |block: &Block| if is_solo(block) { all } else { block.size() };
        Some(HouseholdRow {
            duty: "D17",
            about: String::new(),
            terms: blocks.iter().map(weigh).enumerate().collect(),
            limit: all,
        })
    }

    fn check(&self, plan: &Plan) -> Vec<Breach> {
        let council = plan.facts.council;
        let mut breaches = Vec::new();
        for &home in plan.living.keys() {
            let living = plan.everybody(home);
            let h = council.home(home);
            let outside = plan.household(home).others() as usize + h.birth_children_ages.len();
            let others = living.len() - 1 + outside;
            let solo = living.iter().any(|c| council.child(*c).flags.solo);
            if solo && others > 0 {
                breaches.push(Breach {
                    duty: "D17",
                    home,
                    children: living,
                    sentence: "a child who must live alone would live with others".to_owned(),
                });
            }
        }
        breaches
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn a_solo_child_who_has_not_moved_out_yet_still_lives_there() {
        let mut scene = Scene::new();
        let (solo, other) = (scene.child_aged(12), scene.child_aged(12));
        let home = scene.home(HomeKind::Foster, 3);
        scene.settle(solo, home);
        assert_eq!(
            scene.admit_beside_held(&Solo, &[other], home),
            Verdict::Allowed
        );
        scene.child_mut(solo).flags.solo = true;
        assert_eq!(
            scene.admit_beside_held(&Solo, &[other], home),
            Verdict::NotAllowed
        );
    }

    #[test]
    fn a_solo_child_goes_to_an_empty_home_only() {
        let mut scene = Scene::new();
        let (solo, other) = (scene.child_aged(12), scene.child_aged(12));
        scene.child_mut(solo).flags.solo = true;
        let home = scene.home(HomeKind::Foster, 2);
        assert_eq!(scene.admit(&Solo, &[solo], home), Verdict::Allowed);
        assert_eq!(
            scene.admit(&Solo, &[solo, other], home),
            Verdict::NotAllowed
        );
        scene.home_mut(home).birth_children_ages.push(9);
        assert_eq!(scene.admit(&Solo, &[solo], home), Verdict::NotAllowed);
        scene.home_mut(home).birth_children_ages.clear();
        scene.settle(other, home);
        assert_eq!(scene.admit(&Solo, &[solo], home), Verdict::NotAllowed);
    }

    #[test]
    fn nobody_joins_a_solo_child() {
        let mut scene = Scene::new();
        let (solo, other) = (scene.child_aged(12), scene.child_aged(12));
        scene.child_mut(solo).flags.solo = true;
        let home = scene.home(HomeKind::Foster, 3);
        let rows = scene.rows(&Solo, &[&[solo], &[other]], home);
        assert_eq!(
            (rows[0].terms.as_slice(), rows[0].limit),
            (&[(0, 3), (1, 1)][..], 3)
        );
        assert_eq!(scene.breaches(&Solo, &[(solo, home)]), 0);
        assert_eq!(scene.breaches(&Solo, &[(solo, home), (other, home)]), 1);
        scene.settle(solo, home);
        assert_eq!(scene.admit(&Solo, &[other], home), Verdict::NotAllowed);
    }
}
