//! # The law
//! Care Planning, Placement and Case Review (England) Regulations 2010, regulation 10(1) to (3): where the child
//! is a registered pupil in the fourth key stage, a change of placement that disrupts education waits for the
//! approval of a nominated officer. Emergencies are excepted.
//!
//! # What we check
//! A child in year 10 or 11 whose school is further from the home than the school run of local policy needs the
//! approval. An emergency does not; the sentence still says that the school would change.
//!
//! # In the programme
//! Such a pair is a near miss, or, where local policy seeks the approval, a column that counts one approval in
//! D25. The change of school itself is measured for every age by D29.
//!
//! # Reading the price
//! A bar has no price of its own. In the tier "approvals" the price of a place near the school says how many
//! approvals one more such place would save.
//!
//! # What it cannot see
//! The school run is a straight line and a rule of thumb for "disrupts the education": a long but kept journey
//! may disrupt it less than a short one across a river. A school without a recorded place bars nothing, and a
//! school that the child has already stopped attending still counts.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::ApprovalKind;

/// Change of school in key stage 4.
pub struct KeyStage4;

impl KeyStage4 {
    fn disrupts(pair: &Pair) -> bool {
        pair.child.in_key_stage_4() && pair.changes_school()
    }
}

impl Duty for KeyStage4 {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D11",
            Bar,
            "Change of school in key stage 4",
            "Care Planning Regulations 2010 reg 10",
            "",
            "d11_key_stage_4.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        if Self::disrupts(pair) && !pair.child.flags.emergency {
            Verdict::NeedsApproval(ApprovalKind::KeyStage4)
        } else {
            Verdict::Allowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let year = pair.child.year_group.filter(|_| Self::disrupts(pair))?;
        let miles = pair.miles_to_school()?;
        let lifted = if pair.child.flags.emergency {
            "; an emergency needs no approval beforehand"
        } else {
            ""
        };
        Some(format!(
            "the child is in year {year} and would change school, which is {miles} miles away{lifted}"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, Location};

    const APPROVAL: Verdict = Verdict::NeedsApproval(ApprovalKind::KeyStage4);

    #[test]
    fn years_ten_and_eleven_need_an_approval() {
        let (mut scene, child, home) = Scene::with_school_at(11.0, HomeKind::Foster);
        for (year, verdict) in [
            (None, Verdict::Allowed),
            (Some(9), Verdict::Allowed),
            (Some(10), APPROVAL),
            (Some(11), APPROVAL),
            (Some(12), Verdict::Allowed),
        ] {
            scene.child_mut(child).year_group = year;
            assert_eq!(scene.bar(&KeyStage4, child, home), verdict, "{year:?}");
        }
    }

    #[test]
    fn the_school_run_is_the_boundary() {
        for (miles, verdict) in [(10.0, Verdict::Allowed), (10.01, APPROVAL)] {
            let (mut scene, child, home) = Scene::with_school_at(miles, HomeKind::Foster);
            scene.child_mut(child).year_group = Some(10);
            assert_eq!(scene.bar(&KeyStage4, child, home), verdict, "{miles}");
            scene.child_mut(child).school = None;
            assert_eq!(scene.bar(&KeyStage4, child, home), Verdict::Allowed);
            scene.child_mut(child).school = Location::new(0, 0);
            assert_eq!(scene.bar(&KeyStage4, child, home), APPROVAL);
        }
    }

    #[test]
    fn an_emergency_lifts_the_approval_and_is_told() {
        let (mut scene, child, home) = Scene::with_school_at(11.0, HomeKind::Foster);
        scene.child_mut(child).year_group = Some(11);
        assert_eq!(
            scene.sentence(&KeyStage4, child, home).unwrap(),
            "the child is in year 11 and would change school, which is 11.0 miles away"
        );
        scene.child_mut(child).flags.emergency = true;
        assert_eq!(scene.bar(&KeyStage4, child, home), Verdict::Allowed);
        assert_eq!(
            scene.sentence(&KeyStage4, child, home).unwrap(),
            "the child is in year 11 and would change school, which is 11.0 miles away; \
             an emergency needs no approval beforehand"
        );
    }

    #[test]
    fn a_change_of_school_without_the_approval_is_a_breach() {
        let (mut scene, child, home) = Scene::with_school_at(11.0, HomeKind::Foster);
        assert_eq!(scene.breaches(&KeyStage4, &[(child, home)]), 0);
        scene.child_mut(child).year_group = Some(10);
        assert_eq!(scene.breaches(&KeyStage4, &[(child, home)]), 1);
        scene.listed.insert(ApprovalKind::KeyStage4);
        assert_eq!(scene.breaches(&KeyStage4, &[(child, home)]), 0);
    }
}
