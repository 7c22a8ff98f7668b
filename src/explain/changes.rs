//! Changes that would open a home to a child: approvals, the end of a hold, one more place. Each set is tried on a
//! copy of the council, where every duty judges the round's plan with her in the home.

use super::effect::Moved;
use super::reason::{Reason, reasons};
use super::unplaced::Blocked;
use crate::candidates::{Candidates, Round};
use crate::duties::{self, Block, Facts, Plan};
use crate::model::{Approval, ApprovalKind, ChildIx, Council, Home, HomeIx, HomeStatus, Miles};
use crate::optimise::{Limits, SolveError, propose, solve};

/// The largest set that is sought.
const LARGEST: usize = 2;

/// How many rounds are solved to see whether others could make room.
const ROUNDS: usize = 8;

/// One change that somebody could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// An approval or exemption is given for this child in this home.
    Approve(ApprovalKind),
    /// The hold ends.
    EndHold,
    /// The home takes a referral although it reports itself full.
    TakeReferral,
    /// The approval that ended is renewed.
    RenewApproval,
    /// One more place is approved or registered.
    OnePlace,
    /// One more bedroom is found.
    OneBedroom,
}

/// A home and the changes that would open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The home.
    pub home: HomeIx,
    /// Miles from the child's home address, where both are recorded.
    pub miles: Option<Miles>,
    /// The changes.
    pub changes: Vec<Change>,
    /// Children whose home in the plan would be another, to make room.
    pub moved: Vec<Moved>,
    /// Whether it is sure that fewer changes to the homes looked at open none of them.
    pub is_smallest: bool,
}

impl Change {
    /// Code, for machines: that of the approval, or of the change.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approve(kind) => kind.code(),
            Self::EndHold => "end_hold",
            Self::TakeReferral => "take_referral",
            Self::RenewApproval => "renew_approval",
            Self::OnePlace => "one_more_place",
            Self::OneBedroom => "one_more_bedroom",
        }
    }
}

/// The changes that would lift each reason, each once; `None` where somebody can lift one of them in no way.
pub fn changes_for(home: &Home, reasons: &[Reason]) -> Option<Vec<Change>> {
    let of = |reason: &Reason| match (reason.approval, reason.duty) {
        (Some(kind), _) => Some(Change::Approve(kind)),
        (None, "D06") => match home.status {
            HomeStatus::Closed => None,
            HomeStatus::Full => Some(Change::TakeReferral),
            HomeStatus::OnHold => Some(Change::EndHold),
            HomeStatus::Available => Some(Change::RenewApproval),
        },
        (None, "D14") => Some(Change::OnePlace),
        (None, "D16") => Some(Change::OneBedroom),
        (None, _) => None,
    };
    let mut changes = reasons.iter().map(of).collect::<Option<Vec<Change>>>()?;
    changes.sort_unstable();
    changes.dedup();
    Some(changes)
}

/// A copy of the council in which the changes have been made.
pub fn changed(council: &Council, child: ChildIx, home: HomeIx, changes: &[Change]) -> Council {
    let mut council = council.clone();
    let today = council.as_at;
    for change in changes {
        let there = &mut council.homes[home.at()];
        match change {
            Change::Approve(kind) => council.approvals.push(Approval {
                kind: *kind,
                child,
                home: Some(home),
                by: kind.by().to_owned(),
                on: today,
                until: None,
            }),
            Change::EndHold | Change::TakeReferral => there.status = HomeStatus::Available,
            Change::RenewApproval => there.approval_end = None,
            Change::OnePlace => there.places += 1,
            Change::OneBedroom => there.bedrooms += 1,
        }
        let there = &mut council.homes[home.at()];
        there.places_if_siblings = there.places_if_siblings.max(there.places);
    }
    council
}

/// The same preparation for a changed copy of the council.
pub fn facts_of<'a>(facts: &Facts, council: &'a Council) -> Facts<'a> {
    if facts.theoretical {
        Facts::whole_system(council)
    } else {
        Facts::of(council)
    }
}

/// The smallest set of changes to one of these homes that opens it to a child while everybody else keeps the
/// plan's home.
pub fn opening(
    facts: &Facts,
    round: &Round,
    plan: &Plan,
    child: ChildIx,
    homes: &[Blocked],
) -> Option<Opening> {
    let sets = homes.iter().enumerate().filter_map(|(n, blocked)| {
        let home = facts.council.home(blocked.home);
        let changes = changes_for(home, &blocked.reasons)?;
        (1..=LARGEST)
            .contains(&changes.len())
            .then_some((n, changes))
    });
    let mut sets: Vec<(usize, Vec<Change>)> = sets.collect();
    let twice: Vec<(usize, Vec<Change>)> = sets
        .iter()
        .filter(|(_, set)| matches!(set[..], [Change::OnePlace | Change::OneBedroom]))
        .map(|(n, set)| (*n, vec![set[0]; 2]))
        .collect();
    sets.extend(twice);
    // Homes come nearest first.
    sets.sort_by(|(n, a), (m, b)| (a.len(), a, n).cmp(&(b.len(), b, m)));
    let (at, changes) = sets
        .into_iter()
        .find(|(n, set)| opens(facts, round, plan, child, homes[*n].home, set))?;
    Some(Opening {
        home: homes[at].home,
        miles: homes[at].miles,
        is_smallest: changes.len() == 1,
        changes,
        moved: Vec::new(),
    })
}

/// Whether the plan with the child in the home breaks no duty once the changes are made.
fn opens(
    facts: &Facts,
    round: &Round,
    plan: &Plan,
    child: ChildIx,
    home: HomeIx,
    changes: &[Change],
) -> bool {
    let council = changed(facts.council, child, home, changes);
    let facts = facts_of(facts, &council);
    let block = Block {
        home,
        children: vec![child],
        shares: 0,
    };
    let mut proposals = plan.proposals.clone();
    proposals.retain(|p| p.child != child);
    proposals.extend(propose(&facts, &block));
    let left = plan.unplaced.iter().copied().filter(|c| *c != child);
    let with = Plan::new(
        &facts,
        &round.staying,
        &round.held,
        proposals,
        left.collect(),
    );
    let concerns = |breach: &duties::Breach| breach.home == home;
    let mut breaches = duties::ALL.iter().flat_map(|duty| duty.check(&with));
    !breaches.any(|breach| concerns(&breach))
}

/// A single change with which the round, solved again, has a home for the child and takes nobody's: others may make
/// room. Sought where everybody keeping the plan's home takes more than one change.
pub fn opening_by_moves(
    facts: &Facts,
    round: &Round,
    plan: &Plan,
    child: ChildIx,
    homes: &[(HomeIx, Option<Miles>)],
    limits: Limits,
) -> Result<(Option<Opening>, bool), SolveError> {
    let mut tried = 0;
    for &(home, miles) in homes {
        let found = reasons(facts, round, child, home);
        let Some(changes) = changes_for(facts.council.home(home), &found) else {
            continue;
        };
        if changes.len() != 1 {
            continue;
        }
        tried += 1;
        if tried > ROUNDS {
            return Ok((None, false));
        }
        let council = changed(facts.council, child, home, &changes);
        let facts = facts_of(facts, &council);
        let candidates = Candidates::find(&facts, round);
        let solution = solve(&facts, round, &candidates, limits)?;
        let takes_nobodys = solution.unplaced.iter().all(|c| plan.unplaced.contains(c));
        if solution.home_of(child).is_none() || !takes_nobodys {
            continue;
        }
        // An approval that the round may seek would be a change as well.
        let moves = |c: ChildIx| plan.home_of(c) != solution.home_of(c);
        let mut proposals = solution.proposals.iter();
        if proposals.any(|p| moves(p.child) && !p.approvals.is_empty()) {
            continue;
        }
        let others = round.to_place.iter().filter(|other| **other != child);
        let moved = others.map(|&other| Moved {
            child: other,
            from: plan.home_of(other),
            to: solution.home_of(other),
        });
        let opening = Opening {
            home,
            miles,
            changes,
            moved: moved.filter(|m| m.from != m.to).collect(),
            is_smallest: true,
        };
        return Ok((Some(opening), true));
    }
    Ok((None, true))
}

/// A change as something to do.
pub fn change_sentence(council: &Council, child: ChildIx, home: HomeIx, change: Change) -> String {
    let (who, there) = (&council.child(child).id, council.home(home));
    let id = &there.id;
    match change {
        Change::Approve(kind) => {
            format!(
                "ask {} to approve {} for {who} in {id}",
                kind.by(),
                kind.label()
            )
        }
        Change::EndHold => {
            let until = there.held_until.map_or_else(
                || "no end is recorded".to_owned(),
                |day| format!("recorded until {day}"),
            );
            format!("end the hold of {id} ({until})")
        }
        Change::TakeReferral => {
            format!("ask {id} to take this referral, although it reports itself full")
        }
        Change::RenewApproval => {
            let ended = there
                .approval_end
                .map_or(String::new(), |day| format!(", which ended on {day}"));
            format!("renew the approval of {id}{ended}")
        }
        Change::OnePlace => format!(
            "approve or register one more place in {id} (now {})",
            there.places
        ),
        Change::OneBedroom => {
            format!("find one more bedroom in {id} (now {})", there.bedrooms)
        }
    }
}
