//! # The law
//! Children Act 1989, section 22C(5): the placement is the most appropriate one in the authority's own opinion,
//! not in a computer's. In council procedures the child's social worker has the final say on suitability, and
//! standard 15 of the Fostering Services National Minimum Standards 2011 asks for a considered match.
//!
//! # What we check
//! A home that a practitioner has assessed as not suitable for this child is not offered for this child.
//!
//! # In the programme
//! The pair has no column. No approval opens it: the practitioner may change the assessment.
//!
//! # Reading the price
//! A bar has no price of its own. Take the assessment out in a scenario to see what it decides.
//!
//! # What it cannot see
//! Why: the reason stays in the case record. An assessment does not grow old here, so one made before the
//! child's circumstances changed bars the pair until somebody removes it. An assessment that a home *is*
//! suitable lifts no other duty.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};

/// The practitioner's own assessment.
pub struct PractitionersAssessment;

impl PractitionersAssessment {
    fn unsuitable(pair: &Pair) -> bool {
        let records = &pair.facts.records;
        let assessment = records.assessment(pair.child_ix, pair.home_ix);
        assessment.is_some_and(|(suitable, _)| !suitable)
    }
}

impl Duty for PractitionersAssessment {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D13",
            Bar,
            "The practitioner's assessment",
            "Children Act 1989 s22C(5); Fostering Services National Minimum Standards 2011, standard 15",
            "",
            "d13_assessment.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        if Self::unsuitable(pair) {
            Verdict::NotAllowed
        } else {
            Verdict::Allowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        Self::unsuitable(pair)
            .then(|| "a practitioner assessed the home as not suitable for the child".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn the_practitioners_no_is_final() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let (seen, unseen) = (
            scene.home(HomeKind::Foster, 1),
            scene.home(HomeKind::Foster, 1),
        );
        scene.assess(child, seen, false, Some(90));
        assert_eq!(
            scene.bar(&PractitionersAssessment, child, seen),
            Verdict::NotAllowed
        );
        assert_eq!(
            scene.bar(&PractitionersAssessment, child, unseen),
            Verdict::Allowed
        );
    }

    #[test]
    fn a_low_score_alone_bars_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        scene.assess(child, home, true, Some(0));
        assert_eq!(
            scene.bar(&PractitionersAssessment, child, home),
            Verdict::Allowed
        );
    }

    #[test]
    fn a_plan_against_the_assessment_is_a_breach() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(
            scene.breaches(&PractitionersAssessment, &[(child, home)]),
            0
        );
        scene.assess(child, home, false, None);
        assert_eq!(
            scene.breaches(&PractitionersAssessment, &[(child, home)]),
            1
        );
    }
}
