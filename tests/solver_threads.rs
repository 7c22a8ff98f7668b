//! The solver under threads: thousands of relaxations and searches at once, through the library's own lowering,
//! give the same bytes with one thread, two and eight. HiGHS keeps a scheduler for each thread, and an instance
//! that ends on another thread than the one it ran on is a known way to crash (its pull request 3141).

#[path = "random_council/mod.rs"]
mod random_council;

use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::model::Council;
use placewell::optimise::{self, Limits, Solution};
use placewell::synth::{self, Options, Profile};
use random_council::random_council;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

/// Rounds of random councils, most of which relax to whole plans.
const RANDOM: u32 = 1_700;

/// Whole-system rounds of small synthetic councils, many of which need searches.
const SEARCHED: u32 = 80;

/// What one round came to.
#[derive(PartialEq)]
struct Came {
    relaxations: usize,
    searches: usize,
    /// Sum of the tiers' values.
    sum: i64,
    /// The plan, every tier and every price.
    text: String,
}

/// The council of a seed, and whether all its children are placed anew.
fn council(seed: u32) -> (Council, bool) {
    if seed < RANDOM {
        return (random_council(u64::from(seed)), seed.is_multiple_of(3));
    }
    let options = Options {
        children: Some(90),
        seed: u64::from(seed),
        ..Options::default()
    };
    let profile = Profile::embedded("herefordshire").expect("a profile");
    let mut council = synth::generate(&profile, &options);
    for tier in &mut council.policy.tiers {
        tier.tolerance = 0.0;
    }
    (council, true)
}

fn solve(seed: u32) -> Came {
    let (council, whole_system) = council(seed);
    let (facts, round);
    if whole_system {
        facts = Facts::whole_system(&council);
        round = Round::whole_system(&facts);
    } else {
        facts = Facts::of(&council);
        round = Round::of_month(&facts);
    }
    let candidates = Candidates::find(&facts, &round);
    let solved = optimise::solve_certified(&facts, &round, &candidates, Limits::default());
    let (solution, _) = solved.unwrap_or_else(|e| panic!("seed {seed}: {e}"));
    came(&solution)
}

fn came(solution: &Solution) -> Came {
    let tiers = || solution.outcomes.iter().flat_map(|part| &part.tiers);
    Came {
        relaxations: tiers()
            .filter(|tier| !tier.prices.rows.iter().all(|price| *price == 0))
            .count(),
        searches: tiers().filter(|tier| tier.nodes > 0).count(),
        sum: solution.tiers.iter().map(|tier| tier.value).sum(),
        text: format!(
            "{:?}{:?}{:?}{:?}",
            solution.proposals,
            solution.unplaced,
            solution.tiers,
            solution.claim()
        ),
    }
}

fn solve_all(threads: usize) -> Vec<Came> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    let seeds = (0..RANDOM + SEARCHED).into_par_iter().rev();
    // One round at a time, so that rounds and their parts are handed from thread to thread.
    let each = seeds.with_max_len(1).map(solve);
    pool.expect("a pool").install(|| each.collect())
}

#[test]
fn rounds_come_to_the_same_bytes_with_one_two_and_eight_threads() {
    let one = solve_all(1);
    let count = |of: fn(&Came) -> usize| one.iter().map(of).sum::<usize>();
    let (relaxations, searches) = (count(|c| c.relaxations), count(|c| c.searches));
    println!("{relaxations} relaxations, {searches} searches");
    // Fewer would be no stress: change the councils rather than the numbers.
    assert!(relaxations >= 3000 && searches >= 100);
    for threads in [2, 8] {
        let many = solve_all(threads);
        for (seed, (one, many)) in (0..RANDOM + SEARCHED).rev().zip(one.iter().zip(&many)) {
            assert_eq!(one.sum, many.sum, "seed {seed}, {threads} threads");
            assert!(one == many, "seed {seed}, {threads} threads: other bytes");
        }
    }
}
