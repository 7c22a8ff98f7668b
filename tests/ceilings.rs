//! Ceilings of tiers: the optimiser against brute force, and a checker that says no to whatever passes them over.

mod every_plan;
mod random_council;

use std::collections::BTreeMap;

use every_plan::values_of_every_plan;
use placewell::candidates::{Candidates, Ceilings, OwedTo, Round};
use placewell::certify::{Claim, Fault, ONE, OwedPrice, Part, Proof, check};
use placewell::duties::{Block, Facts};
use placewell::model::Council;
use placewell::optimise::{
    self, Limits, Method, Prepared, Solution, SolveError, TierResult, solve_certified,
};
use random_council::random_council;

const PLACED: usize = 1;
const SIBLINGS: usize = 3;
const NEAR: usize = 6;
const COST: usize = 8;

fn facts_and_round(council: &Council, theoretical: bool) -> (Facts<'_>, Round) {
    let (facts, round): (Facts, fn(&Facts) -> Round) = if theoretical {
        (Facts::whole_system(council), Round::whole_system)
    } else {
        (Facts::of(council), Round::of_month)
    };
    let round = round(&facts);
    (facts, round)
}

fn values(solution: &Solution) -> Vec<i64> {
    solution.tiers.iter().map(|tier| tier.value).collect()
}

/// A plan in which these tiers came before all others, and what it comes to in each tier of the council's own order.
fn plan_with_first(
    council: &Council,
    first: &[usize],
    theoretical: bool,
) -> (Vec<Block>, Vec<i64>) {
    let tiers = &council.policy.tiers;
    let others = (0..tiers.len()).filter(|t| !first.contains(t));
    let order: Vec<usize> = first.iter().copied().chain(others).collect();
    let mut other = council.clone();
    other.policy.tiers = order.iter().map(|t| tiers[*t].clone()).collect();
    let (facts, round) = facts_and_round(&other, theoretical);
    let candidates = Candidates::find(&facts, &round);
    let solved = solve_certified(&facts, &round, &candidates, Limits::default());
    let (solution, _) = solved.expect("certified");
    let mut found = vec![0; tiers.len()];
    for (t, value) in order.iter().zip(values(&solution)) {
        found[*t] = value;
    }
    (solution.blocks().collect(), found)
}

fn with_ceilings(round: &Round, most: &[(usize, i64)], plan: &[Block]) -> Round {
    let mut round = round.clone();
    round.ceilings = Some(Ceilings {
        most: most.iter().copied().collect::<BTreeMap<usize, i64>>(),
        plan: plan.to_vec(),
    });
    round
}

/// Ceilings by tier, and a plan that keeps them.
type Asked = (Vec<(usize, i64)>, Vec<Block>);

/// How often a ceiling changed the plan, and how often prices alone proved all of it.
#[derive(Default)]
struct Count {
    changed: usize,
    proved_by_prices: usize,
}

fn agree(seed: u64, theoretical: bool, count: &mut Count) {
    let council = random_council(seed);
    let (facts, round) = facts_and_round(&council, theoretical);
    let limits = Limits::default();
    let candidates = Candidates::find(&facts, &round).in_one_part();
    let (free, _) = solve_certified(&facts, &round, &candidates, limits).expect("certified");
    let prepared = Prepared::of(&facts, &round, &candidates, limits).expect("one part");
    let usual = values(&free);
    let every = values_of_every_plan(&facts, &round);
    let mut asked: Vec<Asked> = Vec::new();
    for t in [PLACED, SIBLINGS, NEAR, COST] {
        let (plan, least) = plan_with_first(&council, &[t], theoretical);
        let between = (least[t] + usual[t]) / 2;
        for most in [least[t], between, usual[t]] {
            asked.push((vec![(t, most)], plan.clone()));
        }
    }
    let (plan, found) = plan_with_first(&council, &[COST, NEAR], theoretical);
    asked.push((vec![(NEAR, found[NEAR]), (COST, found[COST] + 5_000)], plan));
    for (most, plan) in asked {
        let round = with_ceilings(&round, &most, &plan);
        let what = format!("seed {seed}, whole system {theoretical}, {most:?}");
        let keeps = |v: &&Vec<i64>| most.iter().all(|(t, most)| v[*t] <= *most);
        let best = every.iter().filter(keeps).min().expect("the plan at hand");
        let candidates = Candidates::find(&facts, &round);
        let solved = solve_certified(&facts, &round, &candidates, limits);
        let (solution, certificate) = solved.unwrap_or_else(|e| panic!("{what}: {e}"));
        assert_eq!(&values(&solution), best, "{what}");
        let is_proved = |tier: &TierResult| tier.value == tier.bound;
        assert!(solution.tiers.iter().all(is_proved), "{what}");
        let by_prices = certificate.tiers.iter().all(|t| t.proof == Proof::Prices);
        for near in [None, Some(&free)] {
            let again = prepared.solve(&facts, &round, near, limits);
            let (again, _) = again.unwrap_or_else(|e| panic!("{what}, again: {e}"));
            assert_eq!(&values(&again), best, "{what}, again");
        }
        if keeps(&&usual) {
            assert_eq!(best, &usual, "{what}");
        } else {
            count.changed += 1;
            count.proved_by_prices += usize::from(by_prices);
            let refused = check(&facts, &round, &free.claim(), &free.proposals).unwrap_err();
            let above = matches!(refused, Fault::AboveCeiling { .. });
            assert!(above, "{what}: {refused}");
        }
    }
}

#[test]
fn rounds_with_ceilings_agree_with_brute_force() {
    let mut count = Count::default();
    for seed in 0..400 {
        agree(seed, false, &mut count);
    }
    for seed in 5000..5120 {
        agree(seed, true, &mut count);
    }
    let Count {
        changed,
        proved_by_prices,
    } = count;
    assert!(changed > 400, "{changed}");
    assert!(
        proved_by_prices * 2 > changed,
        "{proved_by_prices} of {changed}"
    );
}

/// A whole-system round whose ceiling of cost is priced, solved; and what is tampered with before it is checked.
fn check_with(tamper: impl Fn(&mut Claim)) -> Vec<Result<(), Fault>> {
    let mut checked = Vec::new();
    for seed in 0..200 {
        let council = random_council(seed);
        let (facts, round) = facts_and_round(&council, true);
        let (plan, least) = plan_with_first(&council, &[COST], true);
        let round = with_ceilings(&round, &[(COST, least[COST])], &plan);
        let candidates = Candidates::find(&facts, &round);
        let solved = optimise::solve(&facts, &round, &candidates, Limits::default());
        let solution = solved.expect("solved");
        let mut claim = solution.claim();
        let priced = |part: &Part| part.tiers.iter().any(|tier| !tier.owed.is_empty());
        if !claim.parts.iter().any(priced) {
            continue;
        }
        tamper(&mut claim);
        checked.push(check(&facts, &round, &claim, &solution.proposals).map(drop));
    }
    assert!(checked.len() > 50, "{}", checked.len());
    checked
}

#[test]
fn the_price_of_a_ceiling_counts_in_the_bound() {
    assert!(check_with(|_| {}).iter().all(Result::is_ok));
    let without = |claim: &mut Claim| {
        for tier in claim.parts.iter_mut().flat_map(|part| &mut part.tiers) {
            tier.owed.clear();
        }
    };
    let refused = check_with(without);
    let is_bound = |r: &&Result<(), Fault>| matches!(r, Err(Fault::Bound { .. }));
    assert!(refused.iter().filter(is_bound).count() * 2 > refused.len());
    // A price that is only lower proves less, or by closing what it may not close nothing at all.
    let doubled = |claim: &mut Claim| {
        let tiers = claim.parts.iter_mut().flat_map(|part| &mut part.tiers);
        tiers
            .flat_map(|tier| &mut tier.owed)
            .for_each(|owed| owed.price *= 2);
    };
    let refused = check_with(doubled);
    assert!(refused.iter().filter(|r| r.is_err()).count() * 2 > refused.len());
}

#[test]
fn a_price_that_pays_for_passing_a_ceiling_is_refused() {
    let pay = |claim: &mut Claim| {
        claim.parts[0].tiers[0].owed = vec![OwedPrice {
            to: OwedTo::Everybody,
            tier: COST,
            price: ONE as i64,
        }];
    };
    assert!(check_with(pay).iter().all(|r| *r == Err(Fault::PriceSign)));
    let invent = |claim: &mut Claim| {
        claim.parts[0].tiers[0].owed = vec![OwedPrice {
            to: OwedTo::Everybody,
            tier: NEAR,
            price: -1,
        }];
    };
    let none = Err(Fault::NotOwed { tier: NEAR });
    assert!(check_with(invent).iter().all(|r| *r == none));
}

#[test]
fn a_plan_above_its_ceiling_cannot_be_claimed_below_it() {
    // The plan of the round without a ceiling, said to come to no more than is allowed.
    let mut tried = 0;
    for seed in 0..100 {
        let council = random_council(seed);
        let (facts, round) = facts_and_round(&council, true);
        let candidates = Candidates::find(&facts, &round).in_one_part();
        let solved = optimise::solve(&facts, &round, &candidates, Limits::default());
        let free = solved.expect("solved");
        let (plan, least) = plan_with_first(&council, &[COST], true);
        let over = free.tiers[COST].value - least[COST];
        if over == 0 {
            continue;
        }
        tried += 1;
        let round = with_ceilings(&round, &[(COST, least[COST])], &plan);
        let mut claim = free.claim();
        claim.tiers[COST].value -= over;
        let refused = check(&facts, &round, &claim, &free.proposals).unwrap_err();
        assert!(
            matches!(
                refused,
                Fault::Value { tier: COST, .. } | Fault::BelowBound { .. }
            ),
            "{refused}"
        );
        claim.parts[0].tiers[COST].value -= over;
        check(&facts, &round, &claim, &free.proposals).unwrap_err();
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn a_part_of_a_round_with_a_ceiling_is_never_checked_alone() {
    let open = |claim: &mut Claim| claim.parts[0].is_open = true;
    assert!(check_with(open).iter().all(|r| *r == Err(Fault::Parts)));
    let split = |claim: &mut Claim| {
        let mut other = claim.parts[0].clone();
        other.children.clear();
        other.blocks.clear();
        claim.parts.push(other);
    };
    assert!(check_with(split).iter().all(|r| *r == Err(Fault::Parts)));
}

#[test]
fn a_ceiling_needs_a_plan_that_keeps_it_and_one_part() {
    let council = random_council(1);
    let (facts, round) = facts_and_round(&council, true);
    let (plan, least) = plan_with_first(&council, &[COST], true);
    let solve = |most: i64, plan: &[Block], limits: Limits| {
        let round = with_ceilings(&round, &[(COST, most)], plan);
        let candidates = Candidates::find(&facts, &round);
        optimise::solve(&facts, &round, &candidates, limits)
    };
    let limits = Limits::default();
    assert!(solve(least[COST], &plan, limits).is_ok());
    for refused in [
        solve(least[COST] - 1, &plan, limits),
        solve(least[COST], &[], limits),
    ] {
        assert!(matches!(refused, Err(SolveError::AboveCeiling)));
    }
    let cells = Limits {
        method: Method::Prices,
        cell: 2,
        ..limits
    };
    let refused = solve(least[COST], &plan, cells).unwrap_err();
    assert!(refused.to_string().contains("--method exact"), "{refused}");
    // Nor can its programme be prepared, or that of a round in several parts.
    let one = Candidates::find(&facts, &round).in_one_part();
    let refused = Prepared::of(&facts, &round, &one, cells).unwrap_err();
    assert!(refused.to_string().contains("--method exact"), "{refused}");
    let mut parts = Candidates::find(&facts, &round);
    parts.components.push(parts.components[0].clone());
    let refused = Prepared::of(&facts, &round, &parts, limits).unwrap_err();
    assert!(matches!(refused, SolveError::NotOnePart), "{refused}");
}
