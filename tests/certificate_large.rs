//! The checker says no to tampered claims about parts that were solved cell by cell, and yes to true ones.

use placewell::candidates::{Candidates, Round};
use placewell::certify::{self, Certificate, Claim, Fault};
use placewell::duties::{Facts, Proposal};
use placewell::model::HomeIx;
use placewell::optimise::{self, Limits, Method};
use placewell::synth::{self, Options, Profile};

/// Solves a synthetic council's whole system in cells, and checks the claim once it was tampered with.
fn check_with(tamper: impl FnOnce(&mut Claim, &mut Vec<Proposal>)) -> Result<Certificate, Fault> {
    let profile = Profile::embedded("north-east-lincolnshire").expect("a profile");
    let council = synth::generate(&profile, &Options::default());
    let facts = Facts::whole_system(&council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    let limits = Limits {
        method: Method::Prices,
        cell: 100,
        ..Limits::default()
    };
    let solution = optimise::solve(&facts, &round, &candidates, limits).expect("solved");
    let (mut claim, mut proposals) = (solution.claim(), solution.proposals.clone());
    assert!(
        claim.parts.iter().any(|part| part.is_open),
        "no part is large"
    );
    tamper(&mut claim, &mut proposals);
    certify::check(&facts, &round, &claim, &proposals)
}

/// Position of the large part.
fn large(claim: &Claim) -> usize {
    let mut parts = claim.parts.iter();
    parts.position(|part| part.is_open).expect("a large part")
}

#[test]
fn a_true_claim_passes() {
    let certificate = check_with(|_, _| {}).expect("certified");
    assert!(
        certificate
            .tiers
            .iter()
            .all(|tier| tier.price_bound <= tier.value)
    );
}

#[test]
fn a_bound_that_the_prices_do_not_prove_fails() {
    let fault = check_with(|claim, _| {
        claim.tiers[6].price_bound += 1;
    });
    assert!(
        matches!(fault, Err(Fault::Bound { tier: 6, .. })),
        "{fault:?}"
    );
}

#[test]
fn a_value_that_is_not_the_plans_fails() {
    let fault = check_with(|claim, _| {
        let at = large(claim);
        claim.parts[at].tiers[3].value -= 1;
    });
    assert!(
        matches!(fault, Err(Fault::Value { tier: 3, .. })),
        "{fault:?}"
    );
}

#[test]
fn prices_and_multipliers_above_0_fail() {
    let fault = check_with(|claim, _| {
        let at = large(claim);
        let tier = &mut claim.parts[at].tiers[6];
        tier.rows.first_mut().expect("a priced row").price = 1;
    });
    assert_eq!(fault, Err(Fault::PriceSign));
    let fault = check_with(|claim, _| {
        let at = large(claim);
        claim.parts[at].tiers[6].earlier[2] = 1;
    });
    assert_eq!(fault, Err(Fault::PriceSign));
    let fault = check_with(|claim, _| {
        let at = large(claim);
        // A multiplier for the tier itself would let it prove anything.
        claim.parts[at].tiers[6].earlier.push(-1);
    });
    assert_eq!(fault, Err(Fault::PriceSign));
}

#[test]
fn a_price_of_a_row_that_no_duty_asks_for_fails() {
    let fault = check_with(|claim, _| {
        let at = large(claim);
        let row = claim.parts[at].tiers[6]
            .rows
            .first_mut()
            .expect("a priced row");
        "nobody".clone_into(&mut row.about);
    });
    assert!(matches!(fault, Err(Fault::NoSuchRow { .. })), "{fault:?}");
}

#[test]
fn a_home_that_the_duties_do_not_allow_fails() {
    let fault = check_with(|claim, proposals| {
        let at = large(claim);
        let blocks = &mut claim.parts[at].blocks;
        // Everybody's first block goes to home 0: it may not take them all.
        for block in blocks.iter_mut().take(60) {
            block.home = HomeIx(0);
        }
        let moved: Vec<_> = blocks
            .iter()
            .take(60)
            .flat_map(|b| b.children.clone())
            .collect();
        for proposal in proposals.iter_mut().filter(|p| moved.contains(&p.child)) {
            proposal.home = HomeIx(0);
        }
    });
    assert!(fault.is_err(), "{fault:?}");
}

#[test]
fn a_cut_that_blocks_break_fails() {
    let fault = check_with(|claim, _| {
        let at = large(claim);
        let cut = claim.parts[at].cuts.first_mut().expect("a household cut");
        cut.limit -= 1;
    });
    assert!(matches!(fault, Err(Fault::BrokenCut { .. })), "{fault:?}");
}

#[test]
fn the_last_price_counts_towards_the_bound() {
    // Doubling a price changes the bound that is proved, so the claimed one may no longer be.
    let fault = check_with(|claim, _| {
        let at = large(claim);
        for row in &mut claim.parts[at].tiers[6].rows {
            row.price *= 2;
        }
    });
    assert!(
        matches!(fault, Err(Fault::Bound { tier: 6, .. })),
        "{fault:?}"
    );
}

#[test]
fn what_an_earlier_tier_closes_is_open_again_without_its_prices() {
    let fault = check_with(|claim, _| {
        let at = large(claim);
        // Nothing is claimed of siblings, family settings and approvals, so that nothing need be proved of them.
        for t in 3..6 {
            (claim.tiers[t].bound, claim.tiers[t].price_bound) = (i64::MIN, i64::MIN);
            let tier = &mut claim.parts[at].tiers[t];
            tier.rows.clear();
            tier.cuts.fill(0);
            tier.earlier.clear();
        }
    });
    let of_later = |fault| matches!(fault, &Err(Fault::Bound { tier: 6.., .. }));
    assert!(of_later(&fault), "{fault:?}");
}
