//! Rounds that look ahead: what they keep, what they never do, and that they repeat.

#[allow(dead_code)]
mod random_council;
#[allow(dead_code)]
mod three_brothers;

use std::collections::BTreeSet;

use jiff::civil::date;
use placewell::candidates::{Candidates, Round, Scarcity};
use placewell::certify::{self, Fault};
use placewell::duties::Facts;
use placewell::lookahead::{Ahead, History, Settings, changes, first_charged, reason, today};
use placewell::model::{ChildIx, Council, HomeStatus, Placement, PlacementType};
use placewell::optimise::{self, Limits, Method, solve_certified};
use placewell::replay::{Replay, Stage};
use placewell::report::{self, Outcome};
use random_council::random_council;
use three_brothers::{SETTINGS, brothers, child, home, the_only_home_for_three};

/// Positions of the default tiers that the tests speak of.
const PLACED: usize = 1;
const SIBLINGS: usize = 3;

/// The month's round of a council with prices.
fn look(council: &Council) -> (Facts<'_>, Ahead) {
    look_at(council, SETTINGS)
}

fn look_at(council: &Council, settings: Settings) -> (Facts<'_>, Ahead) {
    let facts = Facts::of(council);
    let round = Round::of_month(&facts);
    let tomorrow = council.as_at.saturating_add(jiff::Span::new().days(1));
    let history = History::before(&facts, tomorrow);
    let ahead = Ahead::of(&facts, round, history, settings, Limits::default()).expect("solved");
    (facts, ahead)
}

/// The council and its single child, before the three brothers come.
fn before_the_brothers() -> (Council, ChildIx) {
    let (mut council, single, three) = the_only_home_for_three();
    for child in three {
        council.children[child.at()].entered_care = date(2025, 12, 1);
        let elsewhere = home(&mut council, 1, 351_000, HomeStatus::Full);
        council.placements.push(Placement {
            child,
            home: elsewhere,
            start: date(2025, 12, 1),
            purpose: PlacementType::Short,
            planned_end: None,
        });
    }
    (council, single)
}

#[test]
fn what_is_proved_counts_the_charges_and_the_value_today_stands_beside_it() {
    let (council, single) = before_the_brothers();
    let (facts, ahead) = look(&council);
    let outcome = Outcome::of(&facts, &ahead.round, Limits::default()).expect("solved");
    let outcome = outcome.looking(Some(&ahead));
    let page = report::page(&[&outcome], None);
    assert!(page.contains("Today, without charges"));
    let proved: Vec<&str> = page.split("proved best (").skip(1).collect();
    let counts = |said: &&str| {
        let sentence = said.split('<').next().unwrap();
        sentence.ends_with("counting the charges for places")
    };
    let counted: Vec<bool> = proved.iter().map(counts).collect();
    // Children are placed whatever the charges are, and among the plans that are left every tier counts them.
    let expected = (0..counted.len()).map(|t| t >= first_charged(&council.policy.tiers));
    assert_eq!(counted, expected.collect::<Vec<bool>>());
    let said = report::lookahead_text(&outcome).expect("a round that looks ahead");
    assert!(said.contains("1 child's option differs") && said.contains("can come out worse"));
    assert!(
        said.contains("costs today: near +") && said.contains(" miles"),
        "{said}"
    );
    assert!(page.contains(&council.child(single).id) && page.contains("can come out worse"));
    let plain = Outcome::of(&facts, &ahead.plain, Limits::default()).expect("solved");
    let page = report::page(&[&plain], None);
    assert!(!page.contains("charges") && !page.contains("Today, without"));
    assert_eq!(report::lookahead_text(&plain), None);
}

#[test]
fn a_round_says_for_whom_it_keeps_the_place_and_what_it_costs() {
    let (council, single) = before_the_brothers();
    let (facts, ahead) = look(&council);
    let candidates = Candidates::find(&facts, &ahead.round);
    let (with, _) = solve_certified(&facts, &ahead.round, &candidates, Limits::default())
        .expect("solved and certified");
    let changed = changes(&facts, &ahead, &with);
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].child, single);
    assert_eq!(
        reason(&council.policy.tiers, changed[0].kept),
        "one place more kept for brothers and sisters"
    );
    let near = 6;
    assert!(changed[0].today[near] > 0 && changed[0].today[..near].iter().all(|v| *v == 0));
    let with = today(&ahead.round, &with);
    let without = today(&ahead.plain, &ahead.without);
    assert_eq!(with[near] - without[near], changed[0].today[near]);
}

#[test]
fn a_place_is_worth_what_one_fewer_would_lose() {
    let mut council = Council::new("Price", "E06000019", date(2026, 3, 31));
    let three = brothers(&mut council, date(2026, 3, 30), 350_000);
    home(&mut council, 3, 352_000, HomeStatus::Available);
    for east in [356_000, 358_000, 360_000] {
        home(&mut council, 1, east, HomeStatus::Available);
    }
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let tiers = &council.policy.tiers;
    let part = &candidates.components[0];
    let problem = optimise::build(&facts, &round, &candidates, part, tiers);
    let prices = optimise::place_prices(&problem, tiers, &|_| false).expect("relaxed");
    // One place more would be worth nothing; the three places hold three pairs together, one pair a place.
    let siblings: Vec<f64> = prices[3]
        .iter()
        .map(|p| *p as f64 / certify::ONE as f64)
        .collect();
    assert!((siblings[0] - 1.0).abs() < 1e-6, "{siblings:?}");
    assert!(siblings[1..].iter().all(|p| *p == 0.0), "{siblings:?}");
    let aside = optimise::place_prices(&problem, tiers, &|c| three.contains(&c)).expect("relaxed");
    assert!(aside.iter().flatten().all(|price| *price == 0));
}

#[test]
fn nobody_is_left_without_an_option_because_of_a_child_who_may_come() {
    let (mut charged, mut differ) = (0, 0);
    for seed in 0..250 {
        let council = random_council(seed);
        let (facts, ahead) = look(&council);
        let candidates = Candidates::find(&facts, &ahead.round);
        let (with, _) = solve_certified(&facts, &ahead.round, &candidates, Limits::default())
            .unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        let placed: BTreeSet<ChildIx> = with.proposals.iter().map(|p| p.child).collect();
        for proposal in &ahead.without.proposals {
            assert!(placed.contains(&proposal.child), "seed {seed}");
        }
        let protected = first_charged(&council.policy.tiers);
        let (with_prices, without) = (
            today(&ahead.round, &with),
            today(&ahead.plain, &ahead.without),
        );
        assert_eq!(
            with_prices[..protected],
            without[..protected],
            "seed {seed}"
        );
        charged += usize::from(!ahead.is_free());
        differ += usize::from(!changes(&facts, &ahead, &with).is_empty());
    }
    assert!(charged > 100, "only {charged} councils have prices");
    assert!(differ > 10, "only {differ} rounds differ");
}

#[test]
fn the_checker_counts_the_charges_itself() {
    let (council, ..) = the_only_home_for_three();
    let (facts, ahead) = look(&council);
    assert!(!ahead.is_free());
    let candidates = Candidates::find(&facts, &ahead.round);
    let solution = optimise::solve(&facts, &ahead.round, &candidates, Limits::default());
    let solution = solution.expect("solved");
    let claim = solution.claim();
    certify::check(&facts, &ahead.round, &claim, &solution.proposals).expect("true");
    let other = certify::check(&facts, &ahead.plain, &claim, &solution.proposals);
    assert!(matches!(other, Err(Fault::Value { .. })), "{other:?}");
}

#[test]
fn the_same_prices_and_plans_come_from_any_number_of_threads() {
    let (council, ..) = the_only_home_for_three();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().expect("threads").install(|| {
            let (_, ahead) = look(&council);
            let replay = Replay::of(Stage::of(&council, 8), SETTINGS).expect("played");
            (ahead.round, replay.results)
        })
    };
    let one = run(1);
    for threads in [2, 8] {
        assert_eq!(run(threads), one, "{threads} threads");
    }
}

/// One child, a home with three places two miles nearer than the other, and a price on its places.
fn a_priced_home(elsewhere: bool) -> (Council, ChildIx) {
    let mut council = Council::new("Price", "E06000019", date(2026, 3, 31));
    let single = child(&mut council, date(2026, 3, 30), 350_000);
    home(&mut council, 3, 352_000, HomeStatus::Available);
    if elsewhere {
        home(&mut council, 1, 356_000, HomeStatus::Available);
    }
    (council, single)
}

#[test]
fn a_price_moves_a_child_where_it_can_and_never_leaves_her_out() {
    for (elsewhere, at, charged) in [(true, 1, 0), (false, 0, 7)] {
        let (council, single) = a_priced_home(elsewhere);
        let facts = Facts::of(&council);
        let mut round = Round::of_month(&facts);
        let mut scarcity = Scarcity::none(council.policy.tiers.len());
        scarcity.charge_places(PLACED, 10, vec![4, 0]);
        scarcity.charge_places(SIBLINGS, 10, vec![7, 0]);
        scarcity.promise(PLACED, vec![single], 1);
        // Four parts a place, five for the promise, ten for a child.
        assert_eq!(scarcity.scale(PLACED), 10);
        assert_eq!(scarcity.of_leaving(PLACED, single), 5);
        round.scarcity = Some(scarcity);
        let candidates = Candidates::find(&facts, &round);
        for method in [Method::Exact, Method::Prices] {
            let limits = Limits {
                method,
                cell: 0,
                ..Limits::default()
            };
            let (solution, certificate) =
                solve_certified(&facts, &round, &candidates, limits).expect("certified");
            assert_eq!(solution.home_of(single).map(|h| h.0), Some(at));
            assert_eq!(certificate.tiers[SIBLINGS].value, charged);
            assert_eq!(
                certificate.tiers[PLACED].value,
                if elsewhere { 0 } else { 4 }
            );
            assert_eq!(today(&round, &solution)[..=SIBLINGS], [0; SIBLINGS + 1]);
        }
    }
}

#[test]
fn without_futures_a_round_is_as_it_was() {
    for seed in 0..40 {
        let council = random_council(seed);
        for settings in [
            Settings {
                futures: 0,
                ..SETTINGS
            },
            Settings {
                weeks: 0,
                ..SETTINGS
            },
        ] {
            let (facts, ahead) = look_at(&council, settings);
            assert!(ahead.is_free());
            let candidates = Candidates::find(&facts, &ahead.round);
            let (with, _) = solve_certified(&facts, &ahead.round, &candidates, Limits::default())
                .expect("certified");
            assert_eq!(with.proposals, ahead.without.proposals, "seed {seed}");
            assert_eq!(with.tiers, ahead.without.tiers, "seed {seed}");
        }
    }
}
