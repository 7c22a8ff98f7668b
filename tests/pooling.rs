//! What pooling is measured against: random markets, solved together and alone.

mod random_council;

use placewell::candidates::{Candidates, Round};
use placewell::duties::{self, Facts, Plan};
use placewell::ingest::{Folder, Problems, Reading, market};
use placewell::model::{Council, Sector};
use placewell::optimise::{Limits, propose, solve_certified};
use placewell::pooling::{Pooling, Share, alone};
use random_council::random_council;

/// Two random councils that share some homes of somebody else's.
fn random_market(seed: u64) -> Council {
    let (mut a, mut b) = (random_council(seed), random_council(seed + 10_000));
    b.code = "E10000034".to_owned();
    b.name = "Other".to_owned();
    b.adjoining = vec!["E06000019".to_owned()];
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
            let sum = |of: &dyn Fn(&placewell::pooling::Pooled) -> &Vec<i64>| -> Vec<i64> {
                let mut sum = vec![0; council.policy.tiers.len()];
                for pooled in &pooling.authorities {
                    for (sum, value) in sum.iter_mut().zip(of(pooled)) {
                        *sum += value;
                    }
                }
                sum
            };
            let values: Vec<i64> = solution.tiers.iter().map(|tier| tier.value).collect();
            let pooled = sum(&|p| &p.pooled.tiers);
            assert_eq!(pooled, values, "seed {seed}");
            let alone = sum(&|p| &p.alone.tiers);
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
