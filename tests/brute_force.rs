//! The optimiser against brute force: every way to place the children of small random councils, judged by the
//! duties' checks of finished plans, agrees with the optimiser in every tier.

mod every_plan;
mod random_council;

use every_plan::values_of_every_plan;
use placewell::candidates::{Candidates, Round};
use placewell::duties::{self, Facts, Plan};
use placewell::model::{ApprovalKind, Set};
use placewell::optimise::{self, Limits};
use random_council::random_council;

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
    let best = values_of_every_plan(&facts, &round).into_iter().min();
    let best = best.expect("placing nobody is always allowed");
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
fn two_thousand_monthly_rounds_agree_with_brute_force() {
    for seed in 0..2000 {
        agree(seed, false);
    }
}

#[test]
fn whole_system_rounds_agree_with_brute_force() {
    for seed in 5000..5500 {
        agree(seed, true);
    }
}
