//! Every way to place the children of a small round, judged by the duties' checks of finished plans.

use std::collections::BTreeMap;

use placewell::candidates::{Judged, Round, judge};
use placewell::duties::{self, Block, Facts, Household, Plan, Proposal, most_shares};
use placewell::model::{ApprovalKind, ChildIx, HomeIx};

/// Every tier's value of every legal plan. Placing nobody is always one of them.
#[allow(dead_code, reason = "one test asks for the plans themselves")]
pub fn values_of_every_plan(facts: &Facts, round: &Round) -> Vec<Vec<i64>> {
    let plans = every_plan(facts, round).into_iter();
    plans.map(|(_, values)| values).collect()
}

/// Every legal plan, as the home of each child of the round, with every tier's value.
pub fn every_plan(facts: &Facts, round: &Round) -> Vec<(Vec<Option<HomeIx>>, Vec<i64>)> {
    let options: Vec<Vec<HomeIx>> = round
        .to_place
        .iter()
        .map(|&child| {
            let homes = facts.council.home_indices();
            homes
                .filter(|&home| round.is_open(home) && is_usable(facts, round, child, home))
                .collect()
        })
        .collect();
    let mut all = Vec::new();
    let mut choice = vec![0; options.len()];
    loop {
        if let Some(values) = values_of(facts, round, &options, &choice) {
            let homes = options.iter().zip(&choice);
            let homes = homes.map(|(homes, n)| n.checked_sub(1).map(|at| homes[at]));
            all.push((homes.collect(), values));
        }
        let Some(next) = (0..choice.len()).find(|&i| choice[i] < options[i].len()) else {
            return all;
        };
        choice[next] += 1;
        choice[..next].fill(0);
    }
}

fn is_usable(facts: &Facts, round: &Round, child: ChildIx, home: HomeIx) -> bool {
    let here = facts.lives_in[child.at()] == Some(home);
    (!here || round.theoretical)
        && matches!(
            judge(&facts.pair(child, home), &round.household(facts, home)),
            Judged::Usable(_)
        )
}

/// The tier values of one plan, if it is legal: choice 0 leaves a child unplaced, choice n takes option n.
fn values_of(
    facts: &Facts,
    round: &Round,
    options: &[Vec<HomeIx>],
    choice: &[usize],
) -> Option<Vec<i64>> {
    let mut joining: BTreeMap<HomeIx, Vec<ChildIx>> = BTreeMap::new();
    let mut unplaced = Vec::new();
    for (i, &child) in round.to_place.iter().enumerate() {
        match choice[i] {
            0 => unplaced.push((child, i)),
            n => joining.entry(options[i][n - 1]).or_default().push(child),
        }
    }
    let (mut proposals, mut shares_to_ask) = (Vec::new(), 0);
    for (&home, children) in &joining {
        let ask = bedroom_shares(facts, round, home, children)?;
        shares_to_ask += ask;
        let mut left = ask;
        for &child in children {
            let mut approvals = duties::approvals_needed(&facts.pair(child, home));
            let recorded = facts
                .records
                .approved(child, home, ApprovalKind::BedroomShare);
            let staying = &round.staying[home.at()];
            let group = children.iter().copied();
            let group: Vec<ChildIx> = group
                .filter(|c| *c == child || facts.families.are_siblings(child, *c))
                .collect();
            if left > 0 && !recorded && most_shares(facts, home, &group, staying) > 0 {
                approvals.insert(ApprovalKind::BedroomShare);
                left -= 1;
            }
            proposals.push(Proposal {
                child,
                home,
                approvals,
            });
        }
    }
    let left_out = unplaced.iter().map(|(c, _)| *c).collect();
    let plan = Plan::new(facts, &round.staying, &round.held, proposals, left_out);
    if duties::ALL.iter().any(|duty| !duty.check(&plan).is_empty()) {
        return None;
    }
    Some(
        facts
            .council
            .policy
            .tiers
            .iter()
            .map(|tier| {
                let terms: Vec<_> = tier
                    .terms
                    .iter()
                    .map(|term| (duties::by_code(&term.duty).expect("a duty"), term.weight))
                    .collect();
                let placed: i64 = terms
                    .iter()
                    .map(|(duty, w)| {
                        let mut sum = duty.constant(facts, &round.to_place);
                        for (&home, children) in &joining {
                            let household = round.household(facts, home);
                            sum += points(*duty, facts, &household, children);
                        }
                        if duty.card().code == "D25" {
                            sum += shares_to_ask as i64;
                        }
                        w * sum
                    })
                    .sum();
                let missed: i64 = unplaced
                    .iter()
                    .map(|&(child, i)| {
                        let at = |home: &HomeIx| -> i64 {
                            let pair = facts.pair(child, *home);
                            terms.iter().map(|(d, w)| w * d.points(&pair)).sum()
                        };
                        let none: i64 = terms
                            .iter()
                            .map(|(d, w)| w * d.unplaced_points(facts, child))
                            .sum();
                        let existing = options[i].iter().filter(|home| round.exists(**home));
                        existing.map(at).fold(none, i64::max)
                    })
                    .sum();
                placed + missed
            })
            .collect(),
    )
}

fn points(
    duty: &dyn duties::Duty,
    facts: &Facts,
    household: &Household,
    children: &[ChildIx],
) -> i64 {
    let block = Block {
        home: household.home_ix,
        children: children.to_vec(),
        shares: 0,
    };
    let alone = |c: &ChildIx| duty.points(&facts.pair(*c, household.home_ix));
    children.iter().map(alone).sum::<i64>() + duty.block_points(household, &block)
}

/// How many bedroom shares have to be asked for, or none if no number of shares makes room.
fn bedroom_shares(
    facts: &Facts,
    round: &Round,
    home: HomeIx,
    children: &[ChildIx],
) -> Option<usize> {
    let household = round.household(facts, home);
    let over = |c: &&ChildIx| facts.council.age(**c) > facts.council.policy.bedroom_age;
    let wanted = children.iter().filter(over).count() as i64;
    let taken = household.present().iter().filter(over).count() as i64 + household.others();
    let free = (i64::from(household.home.bedrooms) - taken).max(0);
    let needed = (wanted - free).max(0);
    let (mut possible, mut recorded, mut left) = (0, 0, children.to_vec());
    while let Some(&first) = left.first() {
        let (group, others): (Vec<ChildIx>, Vec<ChildIx>) = left
            .iter()
            .partition(|c| **c == first || facts.families.are_siblings(first, **c));
        let most = i64::from(most_shares(facts, home, &group, household.residents));
        let agreed = |c: &&ChildIx| {
            facts
                .records
                .approved(**c, home, ApprovalKind::BedroomShare)
        };
        possible += most;
        recorded += most.min(group.iter().filter(agreed).count() as i64);
        left = others;
    }
    if needed > possible {
        return None;
    }
    let ask = (needed - recorded).max(0);
    let may_ask = facts
        .council
        .policy
        .seek
        .contains(ApprovalKind::BedroomShare);
    (ask == 0 || may_ask).then_some(ask as usize)
}
