//! A child for whom the round has no option: what blocks each of the nearest homes, and the smallest set of
//! approvals or changes that would open one.

use super::changes::{Opening, opening, opening_by_moves};
use super::reason::{Because, Reason, reasons, reasons_of_plan};
use crate::candidates::{Candidates, Funnel, Round};
use crate::duties::{Facts, Plan};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Miles, Set};
use crate::optimise::{Limits, SolveError};

/// How many of the nearest homes are shown.
pub const NEAREST: usize = 20;

/// A home and everything that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The home.
    pub home: HomeIx,
    /// Miles from the child's home address, where both are recorded.
    pub miles: Option<Miles>,
    /// Every reason.
    pub reasons: Vec<Reason>,
}

impl Blocked {
    /// The approvals that would open the home; `None` where something stands in the way that nobody can
    /// approve.
    pub fn approvals(&self) -> Option<Set<ApprovalKind>> {
        self.reasons
            .iter()
            .map(|reason| reason.approval)
            .collect::<Option<Vec<_>>>()
            .map(|kinds| kinds.into_iter().collect())
    }

    /// What has to change besides approvals.
    pub fn changes(&self) -> impl Iterator<Item = &Reason> {
        self.reasons
            .iter()
            .filter(|reason| reason.approval.is_none())
    }
}

/// Why a child is unplaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The child.
    pub child: ChildIx,
    /// How the homes fell away.
    pub funnel: Funnel,
    /// The nearest homes that could ever be offered, nearest first, and what blocks each.
    pub nearest: Vec<Blocked>,
    /// The homes that the fewest approvals would open, best first; at most five.
    pub approvals_open: Vec<Blocked>,
    /// Where no approval opens any home: the home with the fewest things in the way.
    pub fewest_changes: Option<Blocked>,
    /// The smallest set of changes found that opens a home, of up to two.
    pub opening: Option<Opening>,
}

/// Explains a child whom the plan does not place; `None` if the round does not ask for her.
pub fn unplaced(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    plan: &Plan,
    child: ChildIx,
) -> Option<Unplaced> {
    let funnel = candidates.funnel(child)?.clone();
    let council = facts.council;
    let homes = homes_by_miles(facts, child);
    let nearest: Vec<Blocked> = homes
        .iter()
        .take(NEAREST)
        .map(|&(miles, home)| blocked(facts, round, plan, child, home, miles))
        .collect();
    let opened = near_misses(facts, round, candidates, plan, child);
    let within = homes
        .iter()
        .filter(|(m, _)| m.is_none_or(|m| m <= council.policy_for(child).search));
    let within: Vec<Blocked> = within
        .map(|&(miles, home)| blocked(facts, round, plan, child, home, miles))
        .collect();
    let opening = opening(facts, round, plan, child, &within);
    let fewest_changes = if opened.is_empty() {
        let things = |b: &Blocked| (b.changes().count(), b.reasons.len());
        within.into_iter().min_by_key(things)
    } else {
        None
    };
    Some(Unplaced {
        child,
        funnel,
        nearest,
        approvals_open: opened,
        fewest_changes,
        opening,
    })
}

/// The smallest set of changes again, where more than one is needed while everybody else keeps the plan's home: by
/// solving the round with each single change to see whether others could make room.
pub fn let_others_move(
    facts: &Facts,
    round: &Round,
    plan: &Plan,
    found: &mut Unplaced,
    limits: Limits,
) -> Result<(), SolveError> {
    if found.opening.as_ref().is_some_and(|o| o.is_smallest) {
        return Ok(());
    }
    let homes = homes_by_miles(facts, found.child);
    let search = facts.council.policy_for(found.child).search;
    let within = homes
        .into_iter()
        .filter(|(m, _)| m.is_none_or(|m| m <= search));
    let within: Vec<(HomeIx, Option<Miles>)> = within.map(|(m, home)| (home, m)).collect();
    let (single, all) = opening_by_moves(facts, round, plan, found.child, &within, limits)?;
    match (&mut found.opening, single) {
        (_, Some(single)) => found.opening = Some(single),
        (Some(larger), None) => larger.is_smallest = all,
        (None, None) => {}
    }
    Ok(())
}

/// The homes that could ever be offered to a child, nearest first; those whose place is not recorded come last.
fn homes_by_miles(facts: &Facts, child: ChildIx) -> Vec<(Option<Miles>, HomeIx)> {
    let council = facts.council;
    let from = council.child(child).home;
    let miles = |home: HomeIx| Some(from?.miles_to(council.home(home).location?));
    let mut homes: Vec<(Option<Miles>, HomeIx)> = council
        .home_indices()
        .filter(|ix| council.home(*ix).kind.is_offered() && is_for(facts, child, *ix))
        .filter(|ix| facts.lives_in[child.at()] != Some(*ix))
        .map(|ix| (miles(ix), ix))
        .collect();
    homes.sort_by_key(|(miles, home)| (miles.is_none(), *miles, *home));
    homes
}

/// The homes that the fewest approvals would open for a child, best first; at most five.
pub fn near_misses(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    plan: &Plan,
    child: ChildIx,
) -> Vec<Blocked> {
    let council = facts.council;
    let from = council.child(child).home;
    let miles = |home: HomeIx| Some(from?.miles_to(council.home(home).location?));
    let near = candidates.near_misses.iter().filter(|c| c.child == child);
    let mut opened: Vec<Blocked> = near
        .map(|c| blocked(facts, round, plan, child, c.home, miles(c.home)))
        .filter(|blocked| blocked.approvals().is_some())
        .collect();
    opened.sort_by_key(|b| {
        (
            b.approvals().map_or(0, Set::len),
            b.miles.is_none(),
            b.miles,
            b.home,
        )
    });
    opened.truncate(5);
    opened
}

/// A connected person's home is nobody's option but the named children's.
fn is_for(facts: &Facts, child: ChildIx, home: HomeIx) -> bool {
    let named = &facts.council.home(home).terms.named_children;
    named.is_empty() || named.contains(&child)
}

fn blocked(
    facts: &Facts,
    round: &Round,
    plan: &Plan,
    child: ChildIx,
    home: HomeIx,
    miles: Option<Miles>,
) -> Blocked {
    let mut found = reasons(facts, round, child, home);
    let known: Vec<&str> = found.iter().map(|reason| reason.duty).collect();
    let joining = plan
        .proposals
        .iter()
        .filter(|p| p.home == home)
        .map(|p| p.child);
    let joining: Vec<ChildIx> = joining.collect();
    if !joining.is_empty() {
        let more = reasons_of_plan(facts, round, child, home, &joining);
        let new: Vec<Reason> = more
            .into_iter()
            .filter(|r| !known.contains(&r.duty))
            .collect();
        found.extend(new);
    }
    Blocked {
        home,
        miles,
        reasons: found,
    }
}

/// One way to open a home, as an action.
pub fn action(facts: &Facts, child: ChildIx, blocked: &Blocked) -> String {
    let council = facts.council;
    let (home, child) = (&council.home(blocked.home).id, &council.child(child).id);
    let asks = blocked.reasons.iter().filter_map(|r| r.approval);
    let asks: Vec<String> = asks
        .map(|kind| format!("ask {} to approve {}", kind.by(), kind.label()))
        .collect();
    let changes: Vec<String> = blocked
        .changes()
        .map(|r| match r.because {
            Because::Home => format!("this would have to change: {}", r.sentence),
            Because::Plan => format!("another home for a child of this plan ({})", r.sentence),
        })
        .collect();
    let steps: Vec<String> = asks.into_iter().chain(changes).collect();
    format!("to open home {home} for {child}: {}", steps.join("; "))
}
