//! # The law
//! Fostering Services National Minimum Standards 2011, standard 15: a match only where the carer can reasonably
//! be expected to meet the child's assessed needs. For children's homes, the statement of purpose and the needs
//! for which the home is registered.
//!
//! # What we check
//! In every domain of the needs profile the home can meet the child's level. A home that is one level short,
//! in one domain or in several, may be used once a manager approves a support package; a home that is two or
//! more levels short in any domain is not used.
//!
//! # In the programme
//! A pair two or more levels short has no column. A pair one level short is a near miss, or, where local policy
//! seeks the approval, a column that counts one approval in D25. How short it is also counts in D33.
//!
//! # Reading the price
//! A bar has no price of its own. In the tier "approvals" the price of a place with the higher skill says how
//! many support packages one more such place would save.
//!
//! # What it cannot see
//! A level that is not recorded counts as 0, for the child and for the home alike: check the profiles of homes
//! that never appear as options. Where the level of skill to ask for lies is local policy; the standard sets
//! no numbers. A practitioner's good score does not lift this duty, because the score may not have known of
//! the support that the child needs.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::ApprovalKind;

/// Needs and the home's capability.
pub struct Needs;

impl Needs {
    /// How many levels the home is short in the domain where it is furthest short.
    fn furthest_short(pair: &Pair) -> u8 {
        let shortfalls = pair.child.needs.shortfalls(&pair.home.capabilities);
        shortfalls.map(|(_, short)| short).max().unwrap_or(0)
    }
}

impl Duty for Needs {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D04",
            Bar,
            "Needs and the home's capability",
            "Fostering Services National Minimum Standards 2011, standard 15; registration and statement of purpose",
            "",
            "d04_needs.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        match Self::furthest_short(pair) {
            0 => Verdict::Allowed,
            1 => Verdict::NeedsApproval(ApprovalKind::NeedsGap),
            _ => Verdict::NotAllowed,
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let (needs, skills) = (&pair.child.needs, &pair.home.capabilities);
        let gaps: Vec<_> = needs
            .shortfalls(skills)
            .map(|(domain, _)| {
                let (need, skill) = (needs.level(domain), skills.level(domain));
                format!("in {domain} the need is level {need} and the home meets level {skill}")
            })
            .collect();
        (!gaps.is_empty()).then(|| gaps.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, NeedDomain};

    #[test]
    fn one_level_short_can_be_approved_and_two_cannot() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        let needs = &mut scene.child_mut(child).needs;
        needs.set(NeedDomain::Behaviour, 2).unwrap();
        for (skill, verdict) in [
            (3, Verdict::Allowed),
            (2, Verdict::Allowed),
            (1, Verdict::NeedsApproval(ApprovalKind::NeedsGap)),
            (0, Verdict::NotAllowed),
        ] {
            let skills = &mut scene.home_mut(home).capabilities;
            skills.set(NeedDomain::Behaviour, skill).unwrap();
            assert_eq!(scene.bar(&Needs, child, home), verdict, "skill {skill}");
        }
    }

    #[test]
    fn several_domains_one_short_are_still_one_approval() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        for domain in [NeedDomain::Learning, NeedDomain::Health] {
            scene.child_mut(child).needs.set(domain, 1).unwrap();
        }
        assert_eq!(
            scene.bar(&Needs, child, home),
            Verdict::NeedsApproval(ApprovalKind::NeedsGap)
        );
        assert_eq!(
            scene.sentence(&Needs, child, home).unwrap(),
            "in learning the need is level 1 and the home meets level 0; \
             in physical health the need is level 1 and the home meets level 0"
        );
        // Skill to spare in one domain makes up for nothing in another.
        let skills = &mut scene.home_mut(home).capabilities;
        skills.set(NeedDomain::Behaviour, 3).unwrap();
        assert_ne!(scene.bar(&Needs, child, home), Verdict::Allowed);
    }

    #[test]
    fn a_gap_is_a_breach_unless_the_support_package_is_approved() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.breaches(&Needs, &[(child, home)]), 0);
        let needs = &mut scene.child_mut(child).needs;
        needs.set(NeedDomain::Sensory, 1).unwrap();
        assert_eq!(scene.breaches(&Needs, &[(child, home)]), 1);
        scene.listed.insert(ApprovalKind::NeedsGap);
        assert_eq!(scene.breaches(&Needs, &[(child, home)]), 0);
        let needs = &mut scene.child_mut(child).needs;
        needs.set(NeedDomain::Sensory, 2).unwrap();
        assert_eq!(scene.breaches(&Needs, &[(child, home)]), 1);
    }
}
