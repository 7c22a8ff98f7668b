//! The optimiser against brute force: every way to place the children of small random councils, judged by the
//! duties' checks of finished plans, agrees with the optimiser in every tier.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use placewell::candidates::{Candidates, Judged, Round, judge};
use placewell::duties::{self, Block, Facts, Household, Plan, Proposal, most_shares};
use placewell::model::{
    Approval, ApprovalKind, Child, ChildIx, Council, Home, HomeIx, HomeKind, HomeStatus, Location,
    Placement, PlacementType, PlannedSetting, PoundsPerWeek, Sector, Set, Sex, SiblingLink,
    SiblingPlan,
};
use placewell::optimise::{self, Limits};
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

const AS_AT: Date = date(2026, 3, 31);
const OWN: &str = "E06000019";

fn random_council(seed: u64) -> Council {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let mut council = Council::new("Random", OWN, AS_AT);
    council.adjoining = vec!["E10000034".to_owned()];
    for tier in &mut council.policy.tiers {
        tier.tolerance = 0.0;
    }
    if rng.random_bool(0.3) {
        council.policy.seek.remove(ApprovalKind::BedroomShare);
    }
    let (children, homes) = (rng.random_range(3..=7), rng.random_range(2..=4));
    for i in 0..children {
        council.children.push(random_child(&mut rng, i));
    }
    for i in 0..homes {
        let home = random_home(&mut rng, i, children);
        council.homes.push(home);
    }
    link_siblings(&mut rng, &mut council);
    settle_some(&mut rng, &mut council);
    for _ in 0..rng.random_range(0..3) {
        council.approvals.push(Approval {
            kind: ApprovalKind::ALL[rng.random_range(0..ApprovalKind::ALL.len())],
            child: ChildIx(rng.random_range(0..children)),
            home: rng
                .random_bool(0.7)
                .then(|| HomeIx(rng.random_range(0..homes))),
            by: "nominated officer".to_owned(),
            on: date(2026, 1, 1),
            until: None,
        });
    }
    council
}

fn random_child(rng: &mut ChaCha12Rng, i: u32) -> Child {
    let born = date(2026 - rng.random_range(1..17), rng.random_range(1..=3), 9);
    let sex = if rng.random_bool(0.5) {
        Sex::Male
    } else {
        Sex::Female
    };
    let mut child = Child::new(&format!("C{i}"), born, sex, date(2026, 1, 1));
    child.home = Location::new(
        rng.random_range(340_000..380_000),
        rng.random_range(230_000..260_000),
    );
    child.school = rng.random_bool(0.6).then_some(child.home).flatten();
    child.year_group = Some(rng.random_range(5..12));
    child.flags.emergency = rng.random_bool(0.2);
    child.flags.solo = rng.random_bool(0.1);
    child.flags.not_with_younger = rng.random_bool(0.2);
    child.flags.plan_to_move = rng.random_bool(0.1);
    if rng.random_bool(0.5) {
        child.planned_setting = PlannedSetting::Family;
    }
    if i > 0 && rng.random_bool(0.15) {
        child.incompatible.push(ChildIx(rng.random_range(0..i)));
    }
    child
}

fn random_home(rng: &mut ChaCha12Rng, i: u32, children: u32) -> Home {
    let kind = [
        HomeKind::Foster,
        HomeKind::Foster,
        HomeKind::Connected,
        HomeKind::ChildrensHome,
    ][rng.random_range(0..4)];
    let authority = [OWN, OWN, "E10000034", "E06000001"][rng.random_range(0..4)];
    let mut home = Home::new(&format!("H{i}"), kind, Sector::Own, authority)
        .with_places(rng.random_range(1..=4));
    home.location = Location::new(
        rng.random_range(340_000..380_000),
        rng.random_range(230_000..260_000),
    );
    home.places_if_siblings = home.places + u8::from(rng.random_bool(0.3));
    home.bedrooms = rng.random_range(1..=home.places_if_siblings);
    home.sharing_allowed = rng.random_bool(0.5);
    home.terms.age_min = rng.random_range(0..6);
    home.weekly_cost = PoundsPerWeek::whole(rng.random_range(300..6000));
    if kind == HomeKind::Connected {
        home.terms
            .named_children
            .push(ChildIx(rng.random_range(0..children)));
        home.terms
            .named_children
            .push(ChildIx(rng.random_range(0..children)));
    }
    if rng.random_bool(0.15) {
        home.status = HomeStatus::Full;
    }
    if rng.random_bool(0.1) {
        home.birth_children_ages.push(rng.random_range(1..17));
    }
    home
}

fn link_siblings(rng: &mut ChaCha12Rng, council: &mut Council) {
    let n = council.children.len() as u32;
    let size = rng.random_range(2..=n.min(5));
    for b in 1..size {
        let plan = SiblingPlan::ALL[[0, 0, 1, 2][rng.random_range(0..4)]];
        let pair = (ChildIx(rng.random_range(0..b)), ChildIx(b));
        council.sibling_links.push(SiblingLink {
            pair,
            plan,
            reason: None,
        });
    }
}

/// Lets some children live somewhere already, without regard to the rules: residents stay whatever they are.
fn settle_some(rng: &mut ChaCha12Rng, council: &mut Council) {
    for i in 0..council.children.len() as u32 {
        let home = HomeIx(rng.random_range(0..council.homes.len() as u32));
        let living = council.placements.iter().filter(|p| p.home == home).count();
        if rng.random_bool(0.35) && living < usize::from(council.home(home).places) {
            let emergency = rng.random_bool(0.1);
            council.placements.push(Placement {
                child: ChildIx(i),
                home,
                start: date(2026, 1, 1),
                purpose: if emergency {
                    PlacementType::Emergency
                } else {
                    PlacementType::Short
                },
                planned_end: None,
            });
        }
    }
}

/// Every tier's value of the lexicographically best plan, by trying every plan.
fn best_by_brute_force(facts: &Facts, round: &Round) -> Vec<i64> {
    let options: Vec<Vec<HomeIx>> = round
        .to_place
        .iter()
        .map(|&child| {
            let homes = facts.council.home_indices();
            homes
                .filter(|&home| is_usable(facts, round, child, home))
                .collect()
        })
        .collect();
    let mut best: Option<Vec<i64>> = None;
    let mut choice = vec![0; options.len()];
    loop {
        let values = values_of(facts, round, &options, &choice);
        let is_better = |v: &Vec<i64>| best.as_ref().is_none_or(|b| v < b);
        if values.as_ref().is_some_and(is_better) {
            best = values;
        }
        let Some(next) = (0..choice.len()).find(|&i| choice[i] < options[i].len()) else {
            return best.expect("placing nobody is always allowed");
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
                        options[i].iter().map(at).fold(none, i64::max)
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
    let taken = household.residents.iter().filter(over).count() as i64 + household.others();
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

fn agree(seed: u64, whole_system: bool) {
    let council = random_council(seed);
    let facts = if whole_system {
        Facts::whole_system(&council)
    } else {
        Facts::of(&council)
    };
    let round = if whole_system {
        Round::whole_system(&facts)
    } else {
        Round::of_month(&facts)
    };
    let candidates = Candidates::find(&facts, &round);
    let solved = optimise::solve_certified(&facts, &round, &candidates, Limits::default());
    let (solution, certificate) = solved.unwrap_or_else(|e| panic!("seed {seed}: {e}"));
    assert_eq!(certificate.children, round.to_place.len());
    let plan = Plan::new(
        &facts,
        &round.staying,
        &round.held,
        solution.proposals.clone(),
        solution.unplaced.clone(),
    );
    for duty in duties::ALL {
        assert_eq!(
            duty.check(&plan),
            [],
            "seed {seed}, whole system {whole_system}"
        );
    }
    let found: Vec<i64> = solution.tiers.iter().map(|t| t.value).collect();
    let best = best_by_brute_force(&facts, &round);
    assert_eq!(found, best, "seed {seed}, whole system {whole_system}");
    for tier in &solution.tiers {
        assert_eq!(tier.bound, tier.value, "seed {seed}, tier {}", tier.name);
    }
    let seek: Set<ApprovalKind> = council.policy.seek_in_rounds();
    for proposal in &solution.proposals {
        assert!(
            proposal.approvals.is_subset(seek),
            "seed {seed}: {proposal:?}"
        );
    }
}

#[test]
fn a_thousand_monthly_rounds_agree_with_brute_force() {
    for seed in 0..1000 {
        agree(seed, false);
    }
}

#[test]
fn whole_system_rounds_agree_with_brute_force() {
    for seed in 5000..5200 {
        agree(seed, true);
    }
}
