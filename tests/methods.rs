//! Rounds solved cell by cell: the plan passes the checker, and no bound is above what the exact method finds.

mod every_plan;
#[path = "random_council/mod.rs"]
mod random_council;

use every_plan::values_of_every_plan;
use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::model::Council;
use placewell::optimise::{self, Limits, Method, SolveError, TierResult};
use placewell::synth::{self, Options, Profile};
use random_council::random_council;

fn tiers(council: &Council, limits: Limits) -> Vec<TierResult> {
    let facts = Facts::whole_system(council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    let solved = optimise::solve_certified(&facts, &round, &candidates, limits);
    solved.expect("solved and certified").0.tiers
}

fn by_cells(cell: usize) -> Limits {
    Limits {
        method: Method::Prices,
        cell,
        whole: 0,
        ..Limits::default()
    }
}

/// Cells at first, and then counts among the best options of everybody as one programme.
fn at_last_as_one(cell: usize) -> Limits {
    Limits {
        whole: usize::MAX,
        ..by_cells(cell)
    }
}

/// Cells at first, and counts in cells three times as large.
fn in_large_cells(cell: usize) -> Limits {
    Limits {
        whole: 3 * cell,
        ..by_cells(cell)
    }
}

/// In the first tier the two methods are asked the same; later ones depend on what is kept of the earlier.
fn agree(council: &Council, cell: usize) {
    let exact = tiers(council, Limits::default());
    agrees(&exact, &tiers(council, by_cells(cell)));
    agrees(&exact, &tiers(council, in_large_cells(cell)));
    agrees(&exact, &tiers(council, at_last_as_one(cell)));
}

fn agrees(exact: &[TierResult], cells: &[TierResult]) {
    let first = |tiers: &[TierResult]| (tiers[0].value, tiers[0].bound);
    let (best, proved) = first(exact);
    let (value, bound) = first(cells);
    assert!(
        bound <= best && proved <= value,
        "{:?} {:?}",
        exact[0],
        cells[0]
    );
    let values = |tiers: &[TierResult]| tiers.iter().map(|t| t.value).collect::<Vec<i64>>();
    assert!(
        values(exact) <= values(cells),
        "no plan is better than the exact one"
    );
    for tier in cells {
        assert!(tier.bound <= tier.value, "{tier:?}");
    }
}

#[test]
fn random_councils_in_small_cells() {
    for seed in 0..150 {
        agree(&random_council(seed), 2);
    }
}

/// Of every plan that keeps the earlier tiers none is below a tier's bound, whatever these tiers closed on the way.
#[test]
fn no_plan_that_keeps_the_earlier_tiers_is_below_a_bound() {
    let (mut tried, mut proved) = (0, 0);
    for seed in 0..150 {
        let council = random_council(seed);
        let facts = Facts::whole_system(&council);
        let round = Round::whole_system(&facts);
        let few = round.to_place.len() <= 4;
        for limits in [at_last_as_one(1), by_cells(2)].into_iter().filter(|_| few) {
            let found = tiers(&council, limits);
            let all = values_of_every_plan(&facts, &round);
            for (t, tier) in found.iter().enumerate() {
                let keeps = |plan: &&Vec<i64>| (0..t).all(|k| plan[k] <= found[k].value);
                let least = all.iter().filter(keeps).map(|plan| plan[t]).min();
                let least = least.expect("its own plan");
                assert!(tier.bound <= least, "seed {seed}, {tier:?}: {least}");
                proved += usize::from(tier.bound == least);
            }
            tried += 1;
        }
    }
    assert!(
        tried > 20 && proved > 6 * tried,
        "{proved} of {tried} councils"
    );
}

/// A weight may be so large that what a choice costs at prices is beyond 64 bits.
#[test]
fn large_weights_are_certified() {
    let profile = Profile::embedded("north-east-lincolnshire").expect("a profile");
    let mut council = synth::generate(&profile, &Options::default());
    let terms = council.policy.tiers.iter_mut().flat_map(|t| &mut t.terms);
    for term in terms.filter(|term| ["D23", "D35"].contains(&&term.duty[..])) {
        term.weight *= 10_000;
    }
    let found = tiers(&council, by_cells(100));
    assert!(
        found.iter().all(|tier| tier.bound <= tier.value),
        "{found:?}"
    );
}

#[test]
fn a_synthetic_council_in_cells() {
    let profile = Profile::embedded("herefordshire").expect("a profile");
    agree(&synth::generate(&profile, &Options::default()), 60);
}

/// Of borders that cut a council into cells of sixty children nothing is left in the tiers that count who is placed,
/// once cells that prices connect have been gone through.
#[test]
fn what_borders_leave_is_repaired_across_them() {
    let profile = Profile::embedded("herefordshire").expect("a profile");
    let council = synth::generate(&profile, &Options::default());
    let values = |limits| -> Vec<i64> {
        let tiers = tiers(&council, limits);
        tiers.iter().take(2).map(|tier| tier.value).collect()
    };
    assert_eq!(values(by_cells(60)), values(Limits::default()));
}

#[test]
fn cells_give_the_same_plan_with_one_thread_and_with_four() {
    let profile = Profile::embedded("north-east-lincolnshire").expect("a profile");
    let council = synth::generate(&profile, &Options::default());
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool")
            .install(|| tiers(&council, by_cells(80)))
    };
    assert_eq!(with(1), with(4));
}

#[test]
fn a_round_beyond_its_memory_is_refused_with_the_estimate() {
    let council = random_council(1);
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let limits = Limits {
        memory: 1,
        ..Limits::default()
    };
    let refused = optimise::solve(&facts, &round, &candidates, limits).expect_err("too large");
    assert!(
        matches!(refused, SolveError::Memory { allowed: 1, .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("--max-memory"), "{refused}");
}

/// In one programme nothing is left of borders: all tiers that count come out as in the exact method, and are proved.
#[test]
fn one_programme_proves_the_counts() {
    let profile = Profile::embedded("herefordshire").expect("a profile");
    let council = synth::generate(&profile, &Options::default());
    let counts = |tiers: Vec<TierResult>| -> Vec<(i64, i64)> {
        let counts = tiers.iter().take(6);
        counts.map(|tier| (tier.value, tier.bound)).collect()
    };
    let exact = counts(tiers(&council, Limits::default()));
    assert!(exact.iter().all(|(value, bound)| value == bound));
    let in_cells = tiers(&council, at_last_as_one(60));
    // What the counts close makes the bound of the next tier tight: distances in hundredths of a mile.
    let near = &in_cells[6];
    let gap = (near.value - near.bound) as f64 / near.value as f64;
    assert!(gap <= 0.002, "{near:?}");
    assert_eq!(counts(in_cells), exact);
}
