//! # The law
//! We know of no statute that sets a lowest Ofsted grade. Councils' strategies ask for homes judged good or
//! outstanding; the grade is a gate of local policy.
//!
//! # What we check
//! Where local policy has a gate, a home below it needs the approval of a nominated officer, and a home that
//! Ofsted judged inadequate is not used unless the gate itself is set there. A home that has not been inspected
//! yet, or whose grade is not recorded, passes. Without a gate everything passes.
//!
//! # In the programme
//! An inadequate home has no columns. Another home below the gate is a near miss, or, where local policy seeks
//! the approval, a column that counts one approval in D25.
//!
//! # Reading the price
//! A bar has no price of its own. In the tier "approvals" the price of a place in a good home says how many
//! approvals one more such place would save: the cost of quality in the local market, in placements.
//!
//! # What it cannot see
//! A grade is a judgement of one week, for foster carers it is that of their whole service, and it may be years
//! old. It cannot see a home that has just changed its manager.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::{ApprovalKind, OfstedGrade};

/// Ofsted grade.
pub struct Grade;

impl Grade {
    /// The grade and the gate, where the grade is below the gate.
    fn below(pair: &Pair) -> Option<(OfstedGrade, OfstedGrade)> {
        let gate = pair.policy().grade_gate?;
        let grade = pair.home.grade?;
        // The order of the code list is best first, with "not yet inspected" last.
        (grade != OfstedGrade::NotYet && grade > gate).then_some((grade, gate))
    }
}

impl Duty for Grade {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D09",
            Bar,
            "Ofsted grade",
            "Local policy on Ofsted's overall effectiveness grade",
            "",
            "d09_ofsted_grade.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        match Self::below(pair) {
            None => Verdict::Allowed,
            Some((OfstedGrade::Inadequate, _)) => Verdict::NotAllowed,
            Some(_) => Verdict::NeedsApproval(ApprovalKind::Grade),
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        if let Some((grade, gate)) = Self::below(pair) {
            return Some(format!(
                "Ofsted's grade is \"{grade}\", and local policy asks for \"{gate}\""
            ));
        }
        match pair.home.grade {
            Some(OfstedGrade::NotYet) => Some("Ofsted has not inspected the home yet".to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    const APPROVAL: Verdict = Verdict::NeedsApproval(ApprovalKind::Grade);

    #[test]
    fn the_gate_stands_between_good_and_requires_improvement() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::ChildrensHome, 1);
        for (grade, verdict) in [
            (Some(OfstedGrade::Outstanding), Verdict::Allowed),
            (Some(OfstedGrade::Good), Verdict::Allowed),
            (Some(OfstedGrade::RequiresImprovement), APPROVAL),
            (Some(OfstedGrade::Inadequate), Verdict::NotAllowed),
            (Some(OfstedGrade::NotYet), Verdict::Allowed),
            (None, Verdict::Allowed),
        ] {
            scene.home_mut(home).grade = grade;
            assert_eq!(scene.bar(&Grade, child, home), verdict, "{grade:?}");
        }
    }

    #[test]
    fn policy_can_move_the_gate_or_take_it_away() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::ChildrensHome, 1);
        scene.home_mut(home).grade = Some(OfstedGrade::Good);
        scene.council.policy.grade_gate = Some(OfstedGrade::Outstanding);
        assert_eq!(scene.bar(&Grade, child, home), APPROVAL);
        scene.home_mut(home).grade = Some(OfstedGrade::Inadequate);
        scene.council.policy.grade_gate = Some(OfstedGrade::Inadequate);
        assert_eq!(scene.bar(&Grade, child, home), Verdict::Allowed);
        scene.council.policy.grade_gate = None;
        assert_eq!(scene.bar(&Grade, child, home), Verdict::Allowed);
    }

    #[test]
    fn the_sentence_names_grade_and_gate() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::ChildrensHome, 1);
        scene.home_mut(home).grade = Some(OfstedGrade::RequiresImprovement);
        assert_eq!(
            scene.sentence(&Grade, child, home).unwrap(),
            "Ofsted's grade is \"requires improvement to be good\", and local policy asks for \"good\""
        );
        scene.home_mut(home).grade = Some(OfstedGrade::NotYet);
        assert_eq!(
            scene.sentence(&Grade, child, home).unwrap(),
            "Ofsted has not inspected the home yet"
        );
    }

    #[test]
    fn a_plan_below_the_gate_is_a_breach_without_its_approval() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::ChildrensHome, 1);
        assert_eq!(scene.breaches(&Grade, &[(child, home)]), 0);
        scene.home_mut(home).grade = Some(OfstedGrade::RequiresImprovement);
        assert_eq!(scene.breaches(&Grade, &[(child, home)]), 1);
        scene.listed.insert(ApprovalKind::Grade);
        assert_eq!(scene.breaches(&Grade, &[(child, home)]), 0);
    }
}
