//! What pooling is measured against: random markets, solved together and alone.

mod random_council;

use placewell::candidates::{Candidates, Round};
use placewell::certify::{CertifiedTier, Fault, Proof, check};
use placewell::duties::{self, Facts, Plan};
use placewell::ingest::{Folder, Problems, Reading, market};
use placewell::model::{ApprovalKind, Council, Miles, Sector};
use placewell::optimise::{Limits, Solution, TierResult, propose, solve_certified};
use placewell::pooling::{Pooled, Pooling, Share, alone};
use random_council::random_council;

/// Two random councils that share some homes of somebody else's and differ in policy.
fn random_market(seed: u64) -> Council {
    let (mut a, mut b) = (random_council(seed), random_council(seed + 10_000));
    b.code = "E10000034".to_owned();
    b.name = "Other".to_owned();
    b.adjoining = vec!["E06000019".to_owned()];
    // Thresholds of their own; the optimiser and the checker must both ask the child's authority.
    b.policy.search = Miles::whole(15);
    b.policy.school_run = Miles::whole(3);
    b.policy.bedroom_age = 8;
    b.policy.usual_fostering_limit = 2;
    b.policy.seek.remove(ApprovalKind::OutOfArea);
    b.policy.points.need_surplus = 3;
    if seed.is_multiple_of(2) {
        a.partners = vec![b.code.clone()];
    }
    for (at, home) in a.homes.iter_mut().enumerate() {
        home.id = format!("A{at}");
        if at % 2 == seed as usize % 2 {
            home.sector = Sector::Private;
            home.terms.named_children.clear();
        }
    }
    for at in 0..b.homes.len().min(a.homes.len()) {
        b.homes[at].id = format!("B{at}");
        if a.homes[at].sector == Sector::Private && seed.is_multiple_of(3) {
            b.homes[at] = a.homes[at].clone();
        }
    }
    let folder = |council: Council| Folder {
        shown: council.name.clone(),
        reading: Reading {
            council,
            warnings: Problems::default(),
            input_hashes: Vec::new(),
        },
    };
    market(vec![folder(a), folder(b)])
        .expect("a market")
        .council
}

fn facts_and_round(council: &Council, theoretical: bool) -> (Facts<'_>, Round) {
    let (facts, round): (Facts, fn(&Facts) -> Round) = if theoretical {
        (Facts::whole_system(council), Round::whole_system)
    } else {
        (Facts::of(council), Round::of_month)
    };
    let round = round(&facts);
    (facts, round)
}

/// A plan's value in each tier, all authorities together.
fn sum_of_tiers(pooling: &Pooling, of: impl Fn(&Pooled) -> &Vec<i64>) -> Vec<i64> {
    let mut sum = vec![0; of(&pooling.authorities[0]).len()];
    for pooled in &pooling.authorities {
        for (sum, value) in sum.iter_mut().zip(of(pooled)) {
            *sum += value;
        }
    }
    sum
}

/// The values of all authorities add up to the round's, and pooling is never worse for them together.
#[test]
fn authorities_add_up_and_gain_together() {
    let (mut gains, mut shared) = (0, 0);
    for seed in 0..120 {
        let council = random_market(seed);
        for theoretical in [false, true] {
            let (facts, round) = facts_and_round(&council, theoretical);
            let candidates = Candidates::find(&facts, &round);
            let limits = Limits::default();
            let (solution, _) = solve_certified(&facts, &round, &candidates, limits).unwrap();
            let pooling = Pooling::of(&facts, &round, &candidates, &solution, limits).unwrap();
            let values: Vec<i64> = solution.tiers.iter().map(|tier| tier.value).collect();
            let pooled = sum_of_tiers(&pooling, |p| &p.pooled.tiers);
            assert_eq!(pooled, values, "seed {seed}");
            let alone = sum_of_tiers(&pooling, |p| &p.alone.tiers);
            assert!(alone >= pooled, "seed {seed}: {alone:?} {pooled:?}");
            gains += usize::from(alone > pooled);
        }
        shared += usize::from(council.homes.iter().any(|h| h.reach.listed_by.len() > 1));
    }
    assert!(gains > 60 && shared > 20, "{gains} gains, {shared} shared");
}

/// With homes shared out, the plans of all authorities together break no duty of the market.
#[test]
fn plans_alone_could_be_carried_out_together() {
    for seed in 0..120 {
        let council = random_market(seed);
        for theoretical in [false, true] {
            let (facts, round) = facts_and_round(&council, theoretical);
            let plans = alone(&facts, &round, Share::OneEach, Limits::default()).unwrap();
            let blocks = plans.iter().flatten();
            let proposals: Vec<_> = blocks.flat_map(|block| propose(&facts, block)).collect();
            let placed: Vec<_> = proposals.iter().map(|p| p.child).collect();
            let unplaced = round.to_place.iter().copied();
            let unplaced = unplaced.filter(|child| !placed.contains(child)).collect();
            let plan = Plan::new(&facts, &round.staying, &round.held, proposals, unplaced);
            let breaches: Vec<_> = duties::ALL.iter().flat_map(|d| d.check(&plan)).collect();
            assert!(breaches.is_empty(), "seed {seed}: {breaches:?}");
        }
    }
}

/// A round that owes every authority something keeps to it, is certified, and is no better than without it.
#[test]
fn nobody_is_worse_off_where_it_is_promised() {
    let (mut changed, mut proved_by_prices) = (0, 0);
    for seed in 0..120 {
        let council = random_market(seed);
        let theoretical = seed % 2 == 0;
        let (facts, round) = facts_and_round(&council, theoretical);
        let limits = Limits::default();
        let candidates = Candidates::find(&facts, &round);
        let (free, _) = solve_certified(&facts, &round, &candidates, limits).unwrap();
        let pooling = Pooling::of(&facts, &round, &candidates, &free, limits).unwrap();
        let alone = sum_of_tiers(&pooling, |p| &p.alone.tiers);
        let count = council.policy.tiers.len();
        let choices = (0..count).map(|t| vec![t]).chain([(0..count).collect()]);
        for tiers in choices {
            let mut pooling = pooling.clone();
            let Some(promise) = pooling.promise(&tiers) else {
                continue;
            };
            changed += 1;
            let mut owing = round.clone();
            owing.none_worse = Some(promise);
            let candidates = Candidates::find(&facts, &owing);
            let (kept, certificate) = solve_certified(&facts, &owing, &candidates, limits).unwrap();
            let by_prices = |tier: &CertifiedTier| tier.proof == Proof::Prices;
            proved_by_prices += usize::from(certificate.tiers.iter().all(by_prices));
            pooling.measure_again(&facts, &owing, &candidates, &kept);
            for pooled in &pooling.authorities {
                for &t in &tiers {
                    let (alone, now) = (pooled.alone.tiers[t], pooled.pooled.tiers[t]);
                    assert!(now <= alone, "seed {seed} tiers {tiers:?}: {now} {alone}");
                }
            }
            let of = |solution: &Solution| -> Vec<i64> {
                solution.tiers.iter().map(|tier| tier.value).collect()
            };
            let (with, without) = (of(&kept), of(&free));
            assert!(with >= without && with <= alone, "seed {seed} {tiers:?}");
            let is_proved = |tier: &TierResult| tier.value == tier.bound;
            assert!(kept.tiers.iter().all(is_proved), "seed {seed} {tiers:?}");
            // The checker refuses the plan that was given up.
            let refused = check(&facts, &owing, &free.claim(), &free.proposals).unwrap_err();
            assert!(
                matches!(refused, Fault::Parts | Fault::Worse { .. }),
                "{refused}"
            );
        }
    }
    assert!(changed > 40, "{changed}");
    assert!(
        proved_by_prices * 2 > changed,
        "{proved_by_prices} of {changed}"
    );
}
