//! Why a home is no option for a child: every duty that stands in the way, not only the first.

use serde::Serialize;

use crate::candidates::Round;
use crate::duties::{self, Block, Facts, Household, Verdict, most_shares};
use crate::model::{ApprovalKind, ChildIx, HomeIx};

/// Who stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The home itself, or those who stay in it.
    Home,
    /// Children whom this round's plan places there.
    Plan,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Code of the duty.
    pub duty: &'static str,
    /// Its title.
    pub title: &'static str,
    /// In words.
    pub sentence: String,
    /// What an officer could approve, where that would lift it.
    pub approval: Option<ApprovalKind>,
    /// Who stands in the way.
    pub because: Because,
}

/// Every duty that bars the child from the home as it is, or asks for an approval that is not recorded.
pub fn reasons(facts: &Facts, round: &Round, child: ChildIx, home: HomeIx) -> Vec<Reason> {
    let pair = facts.pair(child, home);
    let mut reasons = Vec::new();
    for duty in duties::ALL {
        let approval = match duty.bar(&pair) {
            Verdict::Allowed => continue,
            Verdict::NeedsApproval(kind) if facts.records.approved(child, home, kind) => continue,
            Verdict::NeedsApproval(kind) => Some(kind),
            Verdict::NotAllowed => None,
        };
        let card = duty.card();
        reasons.push(Reason {
            duty: card.code,
            title: card.title,
            sentence: duty
                .sentence(&pair)
                .unwrap_or_else(|| card.title.to_lowercase()),
            approval,
            because: Because::Home,
        });
    }
    let household = round.household(facts, home);
    reasons.extend(household_reasons(&household, child, Because::Home));
    reasons
}

/// What stands in the way once the plan's own children live in the home as well.
pub fn reasons_of_plan(
    facts: &Facts,
    round: &Round,
    child: ChildIx,
    home: HomeIx,
    joining: &[ChildIx],
) -> Vec<Reason> {
    let mut living = round.staying[home.at()].clone();
    living.extend(joining.iter().filter(|other| **other != child));
    let household = Household::new(facts, home, &living).holding(round.held[home.at()]);
    household_reasons(&household, child, Because::Plan)
}

fn household_reasons(household: &Household, child: ChildIx, because: Because) -> Vec<Reason> {
    let facts = household.facts;
    let mut block = Block {
        home: household.home_ix,
        children: vec![child],
        shares: 0,
    };
    let mut reasons = Vec::new();
    for duty in duties::ALL {
        let mut verdict = duty.admit(household, &block);
        let can_share = most_shares(facts, block.home, &block.children, household.residents) > 0;
        if verdict == Verdict::NotAllowed && can_share {
            block.shares = 1;
            if duty.admit(household, &block) == Verdict::Allowed {
                verdict = Verdict::NeedsApproval(ApprovalKind::BedroomShare);
            }
            block.shares = 0;
        }
        let approval = match verdict {
            Verdict::Allowed => continue,
            Verdict::NeedsApproval(kind) if facts.records.approved(child, block.home, kind) => {
                continue;
            }
            Verdict::NeedsApproval(kind) => Some(kind),
            Verdict::NotAllowed => None,
        };
        let card = duty.card();
        let said = duty.admit_sentence(household, &block);
        reasons.push(Reason {
            duty: card.code,
            title: card.title,
            sentence: said.unwrap_or_else(|| card.title.to_lowercase()),
            approval,
            because,
        });
    }
    reasons
}
