//! # The law
//! Children Act 1989, Schedule 7: a foster parent may not foster more than three children unless they are all
//! siblings of each other, or the local authority in whose area the foster parent lives has exempted them,
//! naming the children.
//!
//! # What we check
//! Foster and connected persons' households have at most three fostered children (the number is local policy),
//! or only one sibling group. A child named in a recorded exemption for this home is not counted. The carers'
//! own children are not counted. In a market of several authorities the number is that of the authority in whose area
//! the household is, since the exemption is its to give; the lowest of all where that authority is not in the market.
//!
//! # In the programme
//! One row a household: the counted children of every block chosen are at most the allowance that is left. A
//! sibling group above the limit takes the whole allowance, so that nobody else can join. The programme never
//! assumes an exemption that is not recorded: it shows a near miss.
//!
//! # Reading the price
//! What an exemption for one more child in this household would improve the tier by.
//!
//! # What it cannot see
//! Privately fostered children, who count as well, and whether the carers would manage four.

use super::card::card;
use super::{Block, Breach, Card, Duty, Household, HouseholdRow, Plan, Verdict};
use crate::model::{ApprovalKind, ChildIx};

/// The usual fostering limit.
pub struct UsualFosteringLimit;

impl UsualFosteringLimit {
    fn is_exempt(household: &Household, child: ChildIx) -> bool {
        let records = &household.facts.records;
        records.approved(child, household.home_ix, ApprovalKind::FosteringLimit)
    }

    fn counted(household: &Household, children: &[ChildIx]) -> i64 {
        let counts = |child: &&ChildIx| !Self::is_exempt(household, **child);
        children.iter().filter(counts).count() as i64
    }

    /// Counted children who stay, other authorities' children among them.
    fn staying(household: &Household) -> i64 {
        Self::counted(household, &household.present()) + household.others()
    }

    fn usual(household: &Household) -> i64 {
        i64::from(household.facts.council.fostering_limit(household.home_ix))
    }

    /// How many more the usual limit allows.
    fn left(household: &Household) -> i64 {
        Self::usual(household) - Self::staying(household)
    }
}

fn names(household: &Household, block: &Block) -> String {
    let ids: Vec<&str> = block
        .children
        .iter()
        .map(|c| household.child(*c).id.as_str())
        .collect();
    format!("{};{}", ids.join(";"), block.shares)
}

impl Duty for UsualFosteringLimit {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D15",
            Household,
            "Usual fostering limit",
            "Children Act 1989 Schedule 7",
            "",
            "d15_usual_fostering_limit.rs"
        );
        &CARD
    }

    fn admit(&self, household: &Household, block: &Block) -> Verdict {
        let after = Self::staying(household) + Self::counted(household, &block.children);
        if !household.home.kind.is_fostering()
            || after <= Self::usual(household)
            || household.is_one_family_with(block)
        {
            Verdict::Allowed
        } else {
            Verdict::NeedsApproval(ApprovalKind::FosteringLimit)
        }
    }

    fn admit_sentence(&self, household: &Household, block: &Block) -> Option<String> {
        let after = Self::staying(household) + Self::counted(household, &block.children);
        Some(format!(
            "{after} children who are not all siblings would be above the usual fostering limit of {}",
            Self::usual(household)
        ))
    }

    fn limit(&self, household: &Household, blocks: &[Block]) -> Option<HouseholdRow> {
        if !household.home.kind.is_fostering() {
            return None;
        }
        let left = Self::left(household);
        let allowance = left.max(1);
        let counted = |block: &Block| Self::counted(household, &block.children);
        let weigh = |block: &Block| {
            if counted(block) > left {
                allowance
            } else {
                counted(block)
            }
        };
        Some(HouseholdRow {
            duty: "D15",
            about: String::new(),
            terms: blocks.iter().map(weigh).enumerate().collect(),
            limit: allowance,
        })
    }

    fn keep_apart(&self, household: &Household, blocks: &[Block]) -> Vec<HouseholdRow> {
        if !household.home.kind.is_fostering() {
            return Vec::new();
        }
        let left = Self::left(household);
        let counted = |block: &Block| Self::counted(household, &block.children);
        // An exempt child weighs nothing in the limit, but still breaks up a sibling group that is over it.
        let weightless: Vec<usize> = (0..blocks.len())
            .filter(|j| counted(&blocks[*j]) == 0 && left >= 0)
            .collect();
        let mut rows = Vec::new();
        let over = blocks.iter().enumerate();
        for (i, large) in over.filter(|(_, block)| counted(block) > left) {
            for &j in &weightless {
                let other = &blocks[j];
                let related = household
                    .facts
                    .families
                    .are_siblings(large.children[0], other.children[0]);
                if !related && !other.has(large.children[0]) {
                    rows.push(HouseholdRow {
                        duty: "D15",
                        about: format!("{};;{}", names(household, large), names(household, other)),
                        terms: vec![(i, 1), (j, 1)],
                        limit: 1,
                    });
                }
            }
        }
        rows
    }

    fn check(&self, plan: &Plan) -> Vec<Breach> {
        let (council, records) = (plan.facts.council, &plan.facts.records);
        let mut breaches = Vec::new();
        for &home in plan.living.keys() {
            let living = plan.everybody(home);
            let limit = i64::from(council.fostering_limit(home));
            let (h, others) = (council.home(home), plan.household(home).others());
            let counts = |c: &&ChildIx| !records.approved(**c, home, ApprovalKind::FosteringLimit);
            let counted = living.iter().filter(counts).count() as i64 + others;
            let one_family =
                others == 0 && plan.facts.families.is_one_group(living.iter().copied());
            if h.kind.is_fostering() && counted > limit && !one_family {
                breaches.push(Breach {
                    duty: "D15",
                    home,
                    children: living,
                    sentence: format!(
                        "{counted} fostered children above the usual limit of {limit}"
                    ),
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
    use crate::model::{Approval, HomeIx, HomeKind, SiblingPlan};
    use jiff::civil::date;

    fn exempt(scene: &mut Scene, child: ChildIx, home: HomeIx) {
        scene.council.approvals.push(Approval {
            kind: ApprovalKind::FosteringLimit,
            child,
            home: Some(home),
            by: "area authority".to_owned(),
            on: date(2026, 1, 1),
            until: None,
        });
    }

    #[test]
    fn three_are_usual_and_a_fourth_needs_an_exemption() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::Foster, 4);
        let settled = [scene.child_aged(7), scene.child_aged(8)];
        for child in settled {
            scene.settle(child, home);
        }
        let (third, fourth) = (scene.child_aged(9), scene.child_aged(9));
        let duty = &UsualFosteringLimit;
        assert_eq!(scene.admit(duty, &[third], home), Verdict::Allowed);
        scene.settle(third, home);
        let asked = Verdict::NeedsApproval(ApprovalKind::FosteringLimit);
        assert_eq!(scene.admit(duty, &[fourth], home), asked);
        exempt(&mut scene, fourth, home);
        assert_eq!(scene.admit(duty, &[fourth], home), Verdict::Allowed);
    }

    #[test]
    fn one_sibling_group_may_be_larger_but_nobody_joins_it() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::Foster, 5);
        let four = [3, 5, 7, 9].map(|age| scene.child_aged(age));
        let other = scene.child_aged(8);
        let duty = &UsualFosteringLimit;
        let asked = Verdict::NeedsApproval(ApprovalKind::FosteringLimit);
        assert_eq!(scene.admit(duty, &four, home), asked);
        for child in &four[1..] {
            scene.siblings(four[0], *child, SiblingPlan::Together);
        }
        assert_eq!(scene.admit(duty, &four, home), Verdict::Allowed);
        let rows = scene.rows(duty, &[&four, &four[..2], &[other]], home);
        assert_eq!((rows.len(), rows[0].limit), (1, 3));
        assert_eq!(rows[0].terms, [(0, 3), (1, 2), (2, 1)]);
        exempt(&mut scene, other, home);
        assert_eq!(scene.rows(duty, &[&four, &[other]], home).len(), 2);
    }

    #[test]
    fn childrens_homes_are_not_under_the_limit() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::ChildrensHome, 5);
        for _ in 0..3 {
            let child = scene.child_aged(14);
            scene.settle(child, home);
        }
        let fourth = scene.child_aged(14);
        assert_eq!(
            scene.admit(&UsualFosteringLimit, &[fourth], home),
            Verdict::Allowed
        );
    }

    #[test]
    fn a_plan_with_four_unrelated_children_is_a_breach() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::Foster, 4);
        let moves: Vec<_> = (0..4).map(|_| (scene.child_aged(8), home)).collect();
        assert_eq!(scene.breaches(&UsualFosteringLimit, &moves[..3]), 0);
        assert_eq!(scene.breaches(&UsualFosteringLimit, &moves), 1);
    }
}
