//! The checker must be able to say no: a true claim passes, and every tampered one fails with its own fault.

mod random_council;

use jiff::civil::date;
use placewell::candidates::{Candidates, Round};
use placewell::certify::{self, Claim, Fault, ONE, Proof, Survey};
use placewell::duties::{Facts, Proposal};
use placewell::model::{
    Child, ChildIx, Council, Home, HomeIx, HomeKind, Location, PoundsPerWeek, Sector, Sex,
    SiblingLink, SiblingPlan,
};
use placewell::optimise::{self, Limits};
use random_council::random_council;

/// Two brothers, a girl, and another girl far away who needs no one else's home.
fn council() -> Council {
    let mut council = Council::new("Certificate", "E06000019", date(2026, 3, 31));
    for (i, (age, east)) in [(8, 350_000), (9, 350_000), (12, 352_000), (5, 600_000)]
        .iter()
        .enumerate()
    {
        let born = date(2025 - age, 6, 1);
        let mut child = Child::new(&format!("C{}", i + 1), born, Sex::Male, date(2026, 1, 1));
        child.home = Location::new(*east, 240_000);
        council.children.push(child);
    }
    for (i, (places, east, cost)) in [
        (2, 351_000, 500),
        (1, 355_000, 450),
        (1, 360_000, 700),
        (1, 601_000, 480),
    ]
    .iter()
    .enumerate()
    {
        let mut home = Home::new(
            &format!("H{}", i + 1),
            HomeKind::Foster,
            Sector::Own,
            "E06000019",
        )
        .with_places(*places);
        home.location = Location::new(*east, 240_000);
        home.weekly_cost = PoundsPerWeek::whole(*cost);
        council.homes.push(home);
    }
    council.sibling_links.push(SiblingLink {
        pair: (ChildIx(0), ChildIx(1)),
        plan: SiblingPlan::Together,
        reason: None,
    });
    council
}

fn check_with(
    tamper: impl FnOnce(&mut Claim, &mut Vec<Proposal>),
) -> Result<certify::Certificate, Fault> {
    let council = council();
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let solution = optimise::solve(&facts, &round, &candidates, Limits::default()).expect("solved");
    let (mut claim, mut proposals) = (solution.claim(), solution.proposals.clone());
    tamper(&mut claim, &mut proposals);
    let checked = certify::check(&facts, &round, &claim, &proposals);
    let surveyed = Survey::of(&facts, &round).check(&facts, &round, &claim, &proposals);
    assert_eq!(checked, surveyed);
    checked
}

#[test]
fn a_true_claim_passes_and_is_proved_by_prices() {
    let certificate = check_with(|_, _| {}).expect("certified");
    assert_eq!(certificate.children, 4);
    for tier in &certificate.tiers {
        assert_eq!(
            (tier.bound, tier.proof),
            (tier.value, Proof::Prices),
            "{}",
            tier.name
        );
    }
}

#[test]
fn a_value_that_is_too_good_is_found_out() {
    let fault = check_with(|claim, _| claim.parts[0].tiers[6].value -= 1).unwrap_err();
    assert!(matches!(fault, Fault::Value { tier: 6, .. }), "{fault}");
    let fault = check_with(|claim, _| claim.tiers[8].value -= 100).unwrap_err();
    assert!(matches!(fault, Fault::Value { tier: 8, .. }), "{fault}");
}

#[test]
fn a_bound_needs_its_prices() {
    let without = |claim: &mut Claim, _: &mut Vec<Proposal>| {
        for part in &mut claim.parts {
            // Later tiers lean on the rows that these prices make tight.
            for tier in &mut part.tiers[6..] {
                tier.rows.clear();
            }
            part.tiers[6].price_bound += 1;
        }
        claim.tiers[6].price_bound += 2;
    };
    let fault = check_with(without).unwrap_err();
    assert!(matches!(fault, Fault::Bound { tier: 6, .. }), "{fault}");
    let fault = check_with(|claim, _| claim.tiers[6].bound += 1).unwrap_err();
    assert_eq!(fault, Fault::BelowBound { tier: 6 });
}

#[test]
fn a_price_that_pays_for_breaking_a_rule_is_refused() {
    let pay = |claim: &mut Claim, _: &mut Vec<Proposal>| {
        claim.parts[0].tiers[1].rows.push(certify::RowPrice {
            duty: "D14",
            home: HomeIx(0),
            about: String::new(),
            price: ONE as i64,
        });
    };
    assert_eq!(check_with(pay).unwrap_err(), Fault::PriceSign);
    let invent = |claim: &mut Claim, _: &mut Vec<Proposal>| {
        claim.parts[0].tiers[1].rows.push(certify::RowPrice {
            duty: "D17",
            home: HomeIx(0),
            about: "nobody".to_owned(),
            price: -1,
        });
    };
    assert!(matches!(
        check_with(invent).unwrap_err(),
        Fault::NoSuchRow { .. }
    ));
}

#[test]
fn a_child_cannot_be_lost_or_placed_where_the_duties_say_no() {
    let lose = |claim: &mut Claim, _: &mut Vec<Proposal>| {
        claim.parts[0].children.pop();
    };
    assert_eq!(check_with(lose).unwrap_err(), Fault::Children);
    let swap = |claim: &mut Claim, _: &mut Vec<Proposal>| {
        claim.parts[0].blocks[0].home = HomeIx(2);
    };
    assert_eq!(check_with(swap).unwrap_err(), Fault::Proposals);
    let crowd = |claim: &mut Claim, proposals: &mut Vec<Proposal>| {
        let home = claim.parts[0].blocks[0].home;
        for block in &mut claim.parts[0].blocks {
            block.home = home;
        }
        for proposal in proposals.iter_mut().filter(|p| p.home != HomeIx(3)) {
            proposal.home = home;
        }
    };
    assert!(matches!(check_with(crowd).unwrap_err(), Fault::Breach(_)));
}

#[test]
fn a_household_cut_must_follow_from_its_home() {
    let add = |limit: i64, duties: Vec<&'static str>| {
        move |claim: &mut Claim, _: &mut Vec<Proposal>| {
            let part = claim
                .parts
                .iter_mut()
                .find(|part| part.blocks.iter().any(|block| block.home == HomeIx(0)));
            part.expect("a part with the first home")
                .cuts
                .push(certify::HouseCut {
                    home: HomeIx(0),
                    duties,
                    named: Vec::new(),
                    others: vec![(vec![1], 1)],
                    limit,
                });
        }
    };
    let places = 10;
    assert!(check_with(add(places, vec!["D14"])).is_ok());
    let fault = check_with(add(0, vec!["D14"])).unwrap_err();
    assert!(
        matches!(fault, Fault::BrokenCut { limit: 0, found } if found > 0),
        "{fault}"
    );
    assert_eq!(
        check_with(add(places, vec!["D99"])).unwrap_err(),
        Fault::UnprovedCut
    );
}

/// A plan of yesterday's homes is refused today, whatever was asked of them yesterday.
#[test]
fn a_survey_of_another_council_or_round_says_nothing() {
    let yesterday = council();
    let facts = Facts::of(&yesterday);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let solution = optimise::solve(&facts, &round, &candidates, Limits::default()).expect("solved");
    let (claim, proposals) = (solution.claim(), solution.proposals.clone());
    let survey = Survey::of(&facts, &round);
    assert!(survey.check(&facts, &round, &claim, &proposals).is_ok());
    let mut today = council();
    today.homes[0].terms.age_min = 16;
    let facts = Facts::of(&today);
    let plain = certify::check(&facts, &round, &claim, &proposals);
    assert!(plain.is_err());
    assert_eq!(survey.check(&facts, &round, &claim, &proposals), plain);
    let mut held = round.clone();
    held.held[0] = 2;
    let facts = Facts::of(&yesterday);
    let plain = certify::check(&facts, &held, &claim, &proposals);
    assert!(plain.is_err());
    assert_eq!(survey.check(&facts, &held, &claim, &proposals), plain);
}

/// One survey serves every order of the tiers, and whichever planned home is open.
#[test]
fn a_survey_certifies_as_a_check_from_nothing_does() {
    let mut refused = 0;
    for seed in 0..60 {
        let mut council = random_council(seed);
        let homes = council.homes.len() as u32;
        let orders = [council.policy.tiers.clone(), {
            let mut turned = council.policy.tiers.clone();
            turned[2..].reverse();
            turned
        }];
        let first = council.clone();
        let facts = Facts::whole_system(&first);
        let round = Round::whole_system(&facts).planning(HomeIx(homes - 1));
        let survey = Survey::of(&facts, &round);
        for tiers in orders {
            council.policy.tiers = tiers;
            let facts = Facts::whole_system(&council);
            let candidates = Candidates::find(&facts, &round);
            let solution = optimise::solve(&facts, &round, &candidates, Limits::default());
            let solution = solution.expect("solved");
            let (claim, proposals) = (solution.claim(), &solution.proposals);
            // With one home more the plan still stands, and its bounds need not.
            for (round, is_open) in [
                (round.clone(), false),
                (round.opened(HomeIx(homes - 1)), true),
            ] {
                let plain = certify::check(&facts, &round, &claim, proposals);
                assert!(plain.is_ok() || is_open, "seed {seed}: {plain:?}");
                refused += usize::from(plain.is_err());
                assert_eq!(survey.check(&facts, &round, &claim, proposals), plain);
            }
        }
    }
    assert!(refused > 20, "{refused}");
}
