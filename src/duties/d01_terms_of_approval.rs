//! # The law
//! Fostering Services (England) Regulations 2011, regulation 27 (terms of approval); Care Planning, Placement
//! and Case Review (England) Regulations 2010, regulations 22 and 23; for children's homes, the conditions of
//! registration.
//!
//! # What we check
//! The child's age, sex and type of placement are within the home's terms of approval or conditions of
//! registration. A foster carer may take a child outside the terms in an emergency for up to six working days,
//! which a nominated officer approves. The number of children is duty D14.
//!
//! # In the programme
//! A pair outside the terms has no column. An emergency placement with foster carers outside their terms is a
//! near miss, or a column that counts one approval in D25 where local policy seeks that approval.
//!
//! # Reading the price
//! A bar has no price of its own: to see what wider terms would be worth, ask for the value of one more place
//! of the wider kind.
//!
//! # What it cannot see
//! Conditions written in words only, and what the carers would be glad to agree to if they were asked.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::ApprovalKind;

/// Terms of approval: age, sex and type of placement.
pub struct TermsOfApproval;

impl TermsOfApproval {
    fn outside(pair: &Pair) -> Option<String> {
        let (child, terms) = (pair.child, &pair.home.terms);
        if pair.age < terms.age_min || pair.age > terms.age_max {
            return Some(format!(
                "the home is approved for ages {} to {}, and the child is {}",
                terms.age_min, terms.age_max, pair.age
            ));
        }
        if let Some(sex) = terms.sex.filter(|&sex| sex != child.sex) {
            return Some(format!(
                "the home is approved for {sex} children only, and the child's sex is {}",
                child.sex
            ));
        }
        if !terms.types.is_empty() && !terms.types.contains(child.wanted) {
            let approved: Vec<_> = terms.types.iter().map(|t| t.label()).collect();
            return Some(format!(
                "the home is approved for {} placements, and the child needs {}",
                approved.join(", "),
                child.wanted
            ));
        }
        None
    }
}

impl Duty for TermsOfApproval {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D01",
            Bar,
            "Terms of approval",
            "Fostering Services (England) Regulations 2011 reg 27; Care Planning Regulations 2010 regs 22, 23",
            "",
            "d01_terms_of_approval.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        if Self::outside(pair).is_none() {
            Verdict::Allowed
        } else if pair.child.flags.emergency && pair.home.kind.is_fostering() {
            Verdict::NeedsApproval(ApprovalKind::OutsideTerms)
        } else {
            Verdict::NotAllowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        Self::outside(pair)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, PlacementType, Sex};

    #[test]
    fn the_age_range_includes_both_ends() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        for (min, max, verdict) in [
            (10, 17, Verdict::Allowed),
            (0, 10, Verdict::Allowed),
            (11, 17, Verdict::NotAllowed),
            (0, 9, Verdict::NotAllowed),
        ] {
            let terms = &mut scene.home_mut(home).terms;
            (terms.age_min, terms.age_max) = (min, max);
            assert_eq!(scene.bar(&TermsOfApproval, child, home), verdict);
        }
    }

    #[test]
    fn sex_and_type_are_terms_too() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        scene.home_mut(home).terms.sex = Some(Sex::Male);
        scene.child_mut(child).sex = Sex::Male;
        assert_eq!(scene.bar(&TermsOfApproval, child, home), Verdict::Allowed);
        scene.child_mut(child).sex = Sex::Female;
        assert_eq!(
            scene.bar(&TermsOfApproval, child, home),
            Verdict::NotAllowed
        );
        scene.home_mut(home).terms.sex = None;
        scene.home_mut(home).terms.types.insert(PlacementType::Long);
        assert_eq!(
            scene.bar(&TermsOfApproval, child, home),
            Verdict::NotAllowed
        );
        scene.child_mut(child).wanted = PlacementType::Long;
        assert_eq!(scene.bar(&TermsOfApproval, child, home), Verdict::Allowed);
    }

    #[test]
    fn an_emergency_with_foster_carers_can_be_approved_outside_the_terms() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let foster = scene.home(HomeKind::Foster, 1);
        let childrens_home = scene.home(HomeKind::ChildrensHome, 1);
        scene.home_mut(foster).terms.age_min = 11;
        scene.home_mut(childrens_home).terms.age_min = 11;
        scene.child_mut(child).flags.emergency = true;
        assert_eq!(
            scene.bar(&TermsOfApproval, child, foster),
            Verdict::NeedsApproval(ApprovalKind::OutsideTerms)
        );
        assert_eq!(
            scene.bar(&TermsOfApproval, child, childrens_home),
            Verdict::NotAllowed
        );
    }

    #[test]
    fn a_plan_outside_the_terms_is_a_breach() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.breaches(&TermsOfApproval, &[(child, home)]), 0);
        scene.home_mut(home).terms.age_max = 9;
        assert_eq!(scene.breaches(&TermsOfApproval, &[(child, home)]), 1);
    }
}
