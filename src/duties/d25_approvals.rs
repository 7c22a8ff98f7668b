//! # The law
//! Care Planning, Placement and Case Review (England) Regulations 2010, regulations 10 and 11, and every other
//! rule that lets a named officer approve what is otherwise not allowed.
//!
//! # What we check
//! Nothing is barred. We count the approvals that a placement needs and that are not recorded yet: one for
//! each duty that asks for one, and one for each bedroom share.
//!
//! # In the programme
//! Approvals per block. Only approvals that local policy lets a round propose (`seek`) are in the programme;
//! homes that need any other approval are shown as near misses.
//!
//! # Reading the price
//! How many fewer approvals would be needed with one more such place.
//!
//! # What it cannot see
//! Whether the officer would approve. An approval counted here is a question to be asked, not an answer.

use super::card::card;
use super::{ALL, Block, Card, Duty, Household, Pair, Verdict};
use crate::model::{ApprovalKind, Set};

/// Approvals needed.
pub struct Approvals;

/// Approvals that the pair needs and that are not recorded.
pub fn approvals_needed(pair: &Pair) -> Set<ApprovalKind> {
    if pair.is_current() {
        return Set::EMPTY;
    }
    ALL.iter()
        .filter_map(|duty| match duty.bar(pair) {
            Verdict::NeedsApproval(kind) => Some(kind),
            Verdict::Allowed | Verdict::NotAllowed => None,
        })
        .filter(|&kind| {
            !pair
                .facts
                .records
                .approved(pair.child_ix, pair.home_ix, kind)
        })
        .collect()
}

impl Duty for Approvals {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D25",
            Measure,
            "Approvals needed",
            "Care Planning Regulations 2010 regs 10, 11; NMS 10.6",
            "approvals to be given",
            "d25_approvals.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        approvals_needed(pair).len() as i64
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let needed: Vec<String> = approvals_needed(pair)
            .iter()
            .map(|kind| format!("{} by {}", kind.label(), kind.by()))
            .collect();
        (!needed.is_empty()).then(|| format!("needs approval: {}", needed.join("; ")))
    }

    fn block_points(&self, household: &Household, block: &Block) -> i64 {
        let records = &household.facts.records;
        let recorded = block
            .children
            .iter()
            .filter(|c| records.approved(**c, block.home, ApprovalKind::BedroomShare))
            .count() as i64;
        (i64::from(block.shares) - recorded).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::duties::{Facts, Household};
    use crate::model::{Approval, HomeKind};
    use jiff::civil::date;

    #[test]
    fn a_recorded_approval_is_not_needed_again() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.points(&Approvals, child, home), 0);
        scene.child_mut(child).flags.emergency = true;
        scene.home_mut(home).terms.age_max = 9;
        assert_eq!(scene.points(&Approvals, child, home), 1);
        scene.council.approvals.push(Approval {
            kind: ApprovalKind::OutsideTerms,
            child,
            home: Some(home),
            by: "nominated officer".to_owned(),
            on: date(2026, 3, 30),
            until: Some(date(2026, 3, 31)),
        });
        assert_eq!(scene.points(&Approvals, child, home), 0);
        scene.council.as_at = date(2026, 4, 1);
        assert_eq!(scene.points(&Approvals, child, home), 1);
    }

    #[test]
    fn each_bedroom_share_is_one_approval() {
        let mut scene = Scene::new();
        let children = vec![scene.child_aged(10), scene.child_aged(11)];
        let home = scene.home(HomeKind::Foster, 2);
        let facts = Facts::of(&scene.council);
        let household = Household::new(&facts, home, &[]);
        for shares in 0..2 {
            let children = children.clone();
            let block = Block {
                home,
                children,
                shares,
            };
            assert_eq!(
                Approvals.block_points(&household, &block),
                i64::from(shares)
            );
        }
    }
}
