//! Children and homes simulated together: the duties hold, the same seed gives the same futures, and what changes does what
//! it says.

use placewell::forecast::capacity::{Capacity, Needed};
use placewell::forecast::cast::{Cast, Setting, Stages};
use placewell::forecast::changes::{
    Arriving, Attrition, Changes, Closed, Converted, Each, Entries, LeavingFaster, Recruited,
    Reunified, SteppedDown, When, Which, Who,
};
use placewell::forecast::history::{History, State, ids};
use placewell::forecast::simulate::{self, Model, SERIES, Series, Settings};
use placewell::forecast::system::outcomes::{FIGURES, Measure, Outcomes, state_at};
use placewell::forecast::system::{self, Setup, Simulated};
use placewell::model::{Council, Date, HomeKind, HomeStatus, Sector, SiblingPlan};
use placewell::synth::{Options, Profile, generate};

const SETTINGS: Settings = Settings {
    months: 18,
    replications: 12,
    seed: 5,
};

fn council() -> Council {
    let profile = Profile::embedded("herefordshire").unwrap();
    let options = Options {
        children: Some(160),
        ..Options::default()
    };
    generate(&profile, &options)
}

/// The same council, with brothers and sisters who came six days apart.
fn scattered() -> Council {
    let mut council = council();
    let links: Vec<_> = council.sibling_links.iter().map(|l| l.pair).collect();
    let firsts: Vec<_> = links.iter().map(|pair| pair.0).collect();
    let later = links.iter().map(|pair| pair.1);
    for child in later.filter(|child| !firsts.contains(child)) {
        let id = council.children[child.at()].id.clone();
        let of_child = council.episodes.iter_mut();
        let of_child = of_child.filter(|episode| *episode.child_id == *id);
        for episode in of_child {
            if episode.reason_start.is_some_and(|why| why.as_str() == "S") {
                episode.start = episode.start.saturating_sub(jiff::Span::new().days(6));
            }
        }
    }
    council
}

fn simulate_with(changes: &Changes) -> Simulated {
    simulate_in(&council(), changes)
}

fn simulate_in(council: &Council, changes: &Changes) -> Simulated {
    let kinds: Vec<&str> = changes.recruited.iter().map(|r| r.kind.as_str()).collect();
    let stages = Stages::of(council, &kinds);
    let cast = Cast::of(council, &stages);
    let history = History::of(council).unwrap();
    let setup = Setup::of(council, &history, &cast);
    system::run(&setup, SETTINGS, |_| changes.clone())
}

/// Mean over replications of a figure of the last month.
fn last(simulated: &Simulated, figure: impl Fn(&Outcomes, usize) -> f64) -> f64 {
    let month = simulated.months.len() - 1;
    let all = simulated.replications.iter().map(|o| figure(o, month));
    all.sum::<f64>() / simulated.replications.len() as f64
}

fn measure(of: Measure) -> impl Fn(&Outcomes, usize) -> f64 {
    move |outcomes, month| f64::from(outcomes.of(month, of))
}

fn state(of: State) -> impl Fn(&Outcomes, usize) -> f64 {
    move |outcomes, month| f64::from(outcomes.counts[month * FIGURES + state_at(of)])
}

fn total(simulated: &Simulated, of: Measure) -> u32 {
    let months = 0..simulated.months.len();
    let each = |o: &Outcomes| months.clone().map(|m| o.of(m, of)).sum::<u32>();
    simulated.replications.iter().map(each).sum()
}

fn from(day: &str) -> When {
    When {
        from: day.parse().unwrap(),
        until: None,
        ramp: 0,
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_duties_find_nothing_wrong_with_the_plans_and_they_are_near_the_best() {
    let council = council();
    let stages = Stages::of(&council, &[]);
    let cast = Cast::of(&council, &stages);
    let history = History::of(&council).unwrap();
    let setup = Setup::of(&council, &history, &cast);
    for seed in 1..=4 {
        let settings = Settings { seed, ..SETTINGS };
        let audits = system::audit(&setup, settings, 2).unwrap();
        assert_eq!(audits.len(), 9);
        let mut unplaced = (0, 0);
        for audit in &audits {
            assert_eq!(audit.breaches, []);
            assert!(audit.children > 0);
            unplaced.0 += audit.unplaced.0;
            unplaced.1 += audit.unplaced.1;
            // Nothing beats the best plan before a tier in which it is worse.
            let order = audit.tiers.iter().find(|(ours, best)| ours != best);
            assert!(order.is_none_or(|(ours, best)| ours > best), "{audit:?}");
        }
        assert!(unplaced.0 <= unplaced.1 + 2, "{unplaced:?}");
    }
}

#[test]
fn one_seed_gives_the_same_futures_on_any_number_of_threads() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        pool.install(|| simulate_with(&Changes::default()))
    };
    let one = run(1);
    assert_eq!(one, run(4));
    assert_ne!(one.replications[0], one.replications[1]);
}

#[test]
fn the_same_children_come_as_in_the_forecast_of_demand() {
    let council = scattered();
    let history = History::of(&council).unwrap();
    let demand = simulate::run(&Model::of(&history), SETTINGS);
    let homes = simulate_in(&council, &Changes::default());
    for (replication, outcomes) in homes.replications.iter().enumerate() {
        let theirs: u32 = (0..SETTINGS.months)
            .map(|m| demand.counts[replication][m * SERIES + Series::Entries.at()])
            .sum();
        let ours: u32 = (0..SETTINGS.months)
            .map(|m| outcomes.of(m, Measure::Entries))
            .sum();
        assert_eq!(ours, theirs);
    }
}

#[test]
fn children_add_up() {
    // The children of the first evening are the same in all.
    let council = scattered();
    let (in_care, households) = {
        let stages = Stages::of(&council, &[]);
        let cast = Cast::of(&council, &stages);
        let history = History::of(&council).unwrap();
        let today = system::today(&Setup::of(&council, &history, &cast));
        (
            today.of(0, Measure::Children),
            today.of(0, Measure::Households),
        )
    };
    let homes = simulate_in(&council, &Changes::default());
    for outcomes in &homes.replications {
        for month in 0..SETTINGS.months {
            let of = |m: Measure| outcomes.of(month, m);
            let states: u32 = State::ALL
                .iter()
                .map(|s| outcomes.counts[month * FIGURES + state_at(*s)])
                .sum();
            assert_eq!(of(Measure::Children), states + of(Measure::Waiting));
            assert!(of(Measure::Own) <= of(Measure::InRounds));
            assert!(of(Measure::PairsTogether) <= of(Measure::Pairs));
            assert!(of(Measure::FilledPlaces) <= of(Measure::UsablePlaces));
            let before = |measure: Measure, at_first: u32| match month {
                0 => at_first,
                _ => outcomes.of(month - 1, measure),
            };
            let then = before(Measure::Children, in_care) + of(Measure::Entries);
            assert_eq!(of(Measure::Children) + of(Measure::Exits), then, "{month}");
            let then = before(Measure::Households, households) + of(Measure::HouseholdsCame);
            assert_eq!(
                of(Measure::Households) + of(Measure::HouseholdsLeft),
                then,
                "{month}"
            );
        }
    }
}

#[test]
fn households_of_special_guardians_are_among_those_that_left() {
    let council = council();
    let stages = Stages::of(&council, &[]);
    let cast = Cast::of(&council, &stages);
    let history = History::of(&council).unwrap();
    let mut setup = Setup::of(&council, &history, &cast);
    setup.supply.guardians_who_fostered.figure = 1.0;
    // Nobody leaves for any other reason, and nobody comes.
    for (_, rate) in &mut setup.supply.leaving {
        rate.figure = 0.0;
    }
    setup.supply.recruited.figure = 0.0;
    let before = system::today(&setup).of(0, Measure::Households);
    let simulated = system::run(&setup, SETTINGS, |_| Changes::default());
    let mut all = 0;
    for outcomes in &simulated.replications {
        let left: u32 = (0..SETTINGS.months)
            .map(|month| outcomes.of(month, Measure::HouseholdsLeft))
            .sum();
        let after = outcomes.of(SETTINGS.months - 1, Measure::Households);
        assert_eq!(before - left, after);
        all += left;
    }
    assert!(all > 0);
}

/// The forecast of a council, with a year's end.
fn capacity(council: &Council) -> Capacity {
    let stages = Stages::of(council, &[]);
    let cast = Cast::of(council, &stages);
    let history = History::of(council).unwrap();
    let setup = Setup::of(council, &history, &cast);
    let goes_on = || true;
    let always = (
        &goes_on as &(dyn Fn() -> bool + Sync),
        &system::NothingKept as _,
    );
    let settings = Settings {
        months: 12,
        ..SETTINGS
    };
    Capacity::of(council, &setup, settings, |_| Changes::default(), always).unwrap()
}

#[test]
fn places_of_other_authorities_children_are_no_supply_of_ones_own() {
    let ours = council();
    let mut shared = ours.clone();
    let mut living = vec![0_u8; ours.homes.len()];
    for placement in &ours.placements {
        living[placement.home.at()] += 1;
    }
    for (home, living) in shared.homes.iter_mut().zip(living) {
        let is_own = home.kind == HomeKind::Foster && home.is_in_house();
        if is_own && home.status == HomeStatus::Available {
            home.occupied_by_others = home.places.saturating_sub(living);
        }
    }
    let (with, without) = (capacity(&ours), capacity(&shared));
    let foster = |capacity: &Capacity| {
        let kind = Needed::Setting(Setting::Family, None);
        let found = capacity.required.iter().find(|r| r.kind == kind);
        found.cloned().unwrap()
    };
    let (with, without) = (foster(&with), foster(&without));
    let [before, after] = [&with, &without].map(|of| of.expected.unwrap());
    assert!(after < before - 5.0, "{after} {before}");
    let [before, after] = [&with, &without].map(|of| of.gap.unwrap());
    assert!(
        after.iter().zip(before).all(|(a, b)| *a >= b),
        "{after:?} {before:?}"
    );
}

#[test]
fn homes_of_another_authority_are_of_others_and_who_lives_there_today_stays_counted_there() {
    let today = |council: &Council| {
        let stages = Stages::of(council, &[]);
        let cast = Cast::of(council, &stages);
        let history = History::of(council).unwrap();
        system::today(&Setup::of(council, &history, &cast))
    };
    let ours = council();
    let mut theirs = ours.clone();
    let own = |home: &placewell::model::Home| home.kind == HomeKind::Foster && home.is_in_house();
    let mut lent = 0;
    for placement in &ours.placements {
        let home = &mut theirs.homes[placement.home.at()];
        if own(home) && lent < 7 {
            home.sector = Sector::OtherAuthority;
        }
        lent += u32::from(home.sector == Sector::OtherAuthority);
    }
    let (before, after) = (today(&ours), today(&theirs));
    assert!(lent >= 7);
    let both = |measure: Measure| (before.of(0, measure), after.of(0, measure));
    let (in_own, fewer) = both(Measure::Own);
    assert_eq!(in_own - lent, fewer);
    let (in_rounds, still) = both(Measure::InRounds);
    assert_eq!(in_rounds, still);
    let agency = |of: &Outcomes| of.counts[state_at(State::AgencyFoster)];
    assert_eq!(agency(&before) + lent, agency(&after));
    let homes = |council: &Council| council.homes.iter().filter(|home| own(home)).count() as u32;
    let (households, left) = both(Measure::Households);
    assert_eq!(
        households - left,
        homes(&ours) - homes(&theirs),
        "closed ones apart"
    );
    assert!(both(Measure::UsablePlaces).0 >= both(Measure::UsablePlaces).1 + lent);
}

#[test]
fn those_who_are_to_live_apart_ask_for_no_household_together() {
    let groups = |plan: SiblingPlan| {
        let mut council = council();
        for link in &mut council.sibling_links {
            link.plan = plan;
        }
        let stages = Stages::of(&council, &[]);
        let cast = Cast::of(&council, &stages);
        let history = History::of(&council).unwrap();
        let today = system::today(&Setup::of(&council, &history, &cast));
        today.siblings.iter().map(|of| u32::from(*of)).sum::<u32>()
    };
    assert!(groups(SiblingPlan::Together) > 5);
    assert_eq!(groups(SiblingPlan::Apart), 0);
}

#[test]
fn the_account_of_pairs_of_brothers_and_sisters_adds_up() {
    let homes = simulate_with(&Changes::default());
    let mut reunited = 0;
    for outcomes in &homes.replications {
        for month in 1..SETTINGS.months {
            let of = |m: Measure| outcomes.of(month, m);
            let before = |m: Measure| outcomes.of(month - 1, m);
            let pairs = before(Measure::Pairs) + of(Measure::PairsCame);
            assert_eq!(of(Measure::Pairs) + of(Measure::PairsEnded), pairs);
            let gained = of(Measure::PairsCameTogether) + of(Measure::PairsReunited);
            let lost = of(Measure::PairsEndedTogether) + of(Measure::PairsParted);
            let together = before(Measure::PairsTogether) + gained;
            assert_eq!(of(Measure::PairsTogether) + lost, together);
            let apart = of(Measure::Pairs) - of(Measure::PairsTogether);
            assert!(of(Measure::PairsTwoSettings) <= of(Measure::Pairs));
            assert!(apart <= of(Measure::Pairs));
            reunited += of(Measure::PairsReunited);
        }
    }
    assert!(reunited > 0);
}

#[test]
fn as_many_leave_and_move_however_much_brothers_and_sisters_share() {
    let council = council();
    let stages = Stages::of(&council, &[]);
    let cast = Cast::of(&council, &stages);
    let history = History::of(&council).unwrap();
    let settings = Settings {
        replications: 150,
        ..SETTINGS
    };
    let run = |share: f64| {
        let mut setup = Setup::of(&council, &history, &cast);
        let together = &mut setup.model.together;
        for of in [
            &mut together.leaving_one_home,
            &mut together.leaving_homes,
            &mut together.moving,
        ] {
            of.figure = share;
        }
        system::run(&setup, settings, |_| Changes::default())
    };
    let (alone, shared) = (run(0.0), run(1.0));
    let ratio = |of| f64::from(total(&shared, of)) / f64::from(total(&alone, of));
    assert!(
        (ratio(Measure::Exits) - 1.0).abs() < 0.02,
        "{}",
        ratio(Measure::Exits)
    );
    // Who moves with the others is not brought to them by a planned move later: over twelve seeds 0.943 in the mean, 0.931 the
    // least.
    assert!(
        (ratio(Measure::Moves) - 1.0).abs() < 0.08,
        "{}",
        ratio(Measure::Moves)
    );
    // With all of it shared fewer pairs are left with one of them in care.
    assert!(
        ratio(Measure::PairsEnded) < 0.95,
        "{}",
        ratio(Measure::PairsEnded)
    );
    assert!(
        ratio(Measure::PairsParted) < 0.9,
        "{}",
        ratio(Measure::PairsParted)
    );
}

#[test]
fn a_longer_horizon_leaves_the_months_before_alone() {
    let council = council();
    let stages = Stages::of(&council, &[]);
    let cast = Cast::of(&council, &stages);
    let history = History::of(&council).unwrap();
    let setup = Setup::of(&council, &history, &cast);
    let longer = Settings {
        months: 30,
        ..SETTINGS
    };
    let (short, long) = (
        system::run(&setup, SETTINGS, |_| Changes::default()),
        system::run(&setup, longer, |_| Changes::default()),
    );
    for (short, long) in short.replications.iter().zip(&long.replications) {
        assert_eq!(short.counts[..], long.counts[..short.counts.len()]);
    }
    let (short, long) = (
        simulate::run(&setup.model, SETTINGS),
        simulate::run(&setup.model, longer),
    );
    for (short, long) in short.counts.iter().zip(&long.counts) {
        assert_eq!(short[..], long[..short.len()]);
    }
}

#[test]
fn nobody_comes_when_entries_are_none_and_half_as_many_more_with_half_as_many_more() {
    let with = |factor: f64| {
        let entries = vec![Entries {
            who: Who::default(),
            when: from("2025-04-01"),
            factor,
        }];
        let changes = Changes {
            entries,
            ..Changes::default()
        };
        f64::from(total(&simulate_with(&changes), Measure::Entries))
    };
    let usual = with(1.0);
    assert_eq!(with(0.0), 0.0);
    assert!(
        (with(1.5) / usual - 1.5).abs() < 0.1,
        "{} {usual}",
        with(1.5)
    );
    assert!((with(0.8) / usual - 0.8).abs() < 0.06);
}

#[test]
fn children_who_are_reunified_leave_on_top_and_those_who_come_on_top_are_as_many_as_asked() {
    let usual = simulate_with(&Changes::default());
    let between = (day("2025-05-01"), day("2025-10-31"));
    let reunified = vec![Reunified {
        who: Who::default(),
        between,
        children: 12,
        exit: placewell::forecast::history::Exit::Home,
        each: Each::default(),
    }];
    let brought = simulate_with(&Changes {
        reunified,
        ..Changes::default()
    });
    let fewer =
        last(&usual, measure(Measure::Children)) - last(&brought, measure(Measure::Children));
    assert!(fewer > 6.0 && fewer < 12.5, "{fewer}");
    let arriving = vec![Arriving {
        who: Who::default(),
        between,
        children: 15,
        emergency: true,
    }];
    let surge = simulate_with(&Changes {
        arriving,
        ..Changes::default()
    });
    let more = total(&surge, Measure::Entries) - total(&usual, Measure::Entries);
    let each = f64::from(more) / SETTINGS.replications as f64;
    // The last group may have a brother or sister more.
    assert!((15.0..17.5).contains(&each), "{each}");
}

#[test]
fn leaving_faster_leaves_fewer_children() {
    let usual = simulate_with(&Changes::default());
    let leaving = vec![LeavingFaster {
        who: Who::default(),
        exit: None,
        when: from("2025-04-01"),
        factor: 2.0,
    }];
    let faster = simulate_with(&Changes {
        leaving,
        ..Changes::default()
    });
    let of = |s: &Simulated| last(s, measure(Measure::Children));
    assert!(
        of(&faster) < 0.9 * of(&usual),
        "{} {}",
        of(&faster),
        of(&usual)
    );
}

#[test]
fn households_that_are_recruited_take_children_and_those_that_leave_do_not() {
    let usual = simulate_with(&Changes::default());
    let recruited = vec![Recruited {
        kind: "foster-0-17-2-standard".to_owned(),
        district: None,
        between: (day("2025-05-01"), day("2025-07-31")),
        homes: 10,
        each: Each::default(),
    }];
    let more = simulate_with(&Changes {
        recruited,
        ..Changes::default()
    });
    let households = |s: &Simulated| f64::from(total(s, Measure::HouseholdsCame));
    let came = (households(&more) - households(&usual)) / SETTINGS.replications as f64;
    assert!((came - 10.0).abs() < 1e-9, "{came}");
    let own = |s: &Simulated| last(s, measure(Measure::Own));
    assert!(
        own(&more) > own(&usual) + 4.0,
        "{} {}",
        own(&more),
        own(&usual)
    );
    let attrition = vec![Attrition {
        which: Which::default(),
        when: from("2025-04-01"),
        factor: 4.0,
    }];
    let fewer = simulate_with(&Changes {
        attrition,
        ..Changes::default()
    });
    assert!(total(&fewer, Measure::HouseholdsLeft) > 2 * total(&usual, Measure::HouseholdsLeft));
    assert!(own(&fewer) < own(&usual));
}

#[test]
fn carers_retire_at_the_age_that_is_set() {
    let usual = simulate_with(&Changes::default());
    let retire = simulate_with(&Changes {
        retire_at: Some((60, day("2025-06-01"))),
        ..Changes::default()
    });
    let households = |s: &Simulated| last(s, measure(Measure::Households));
    assert!(households(&retire) < 0.9 * households(&usual));
}

#[test]
fn a_provider_that_closes_has_no_children_left_and_they_move() {
    let usual = simulate_with(&Changes::default());
    let closed = vec![Closed {
        which: Which {
            kind: Some(HomeKind::Foster),
            own: Some(false),
            ..Which::default()
        },
        on: day("2025-07-01"),
        most: None,
    }];
    let without = simulate_with(&Changes {
        closed,
        ..Changes::default()
    });
    assert_eq!(last(&without, state(State::AgencyFoster)), 0.0);
    assert!(last(&usual, state(State::AgencyFoster)) > 20.0);
    assert!(total(&without, Measure::Moves) > total(&usual, Measure::Moves) + 200);
}

#[test]
fn children_step_down_from_homes_into_families() {
    let usual = simulate_with(&Changes::default());
    let stepped_down = vec![SteppedDown {
        who: Who::default(),
        between: (day("2025-05-01"), day("2025-08-31")),
        children: 8,
        each: Each::default(),
    }];
    let down = simulate_with(&Changes {
        stepped_down,
        ..Changes::default()
    });
    let asks = |s: &Simulated, setting: Setting| {
        let month = 5;
        last(s, |o, _| {
            let needs = placewell::forecast::system::outcomes::NEEDS;
            let of = &o.needs[month * needs * o.districts..(month + 1) * needs * o.districts];
            let sum: u16 = match setting {
                Setting::Family => of[..3 * o.districts].iter().sum(),
                Setting::Home => of[3 * o.districts..4 * o.districts].iter().sum(),
                Setting::Supported => of[4 * o.districts..].iter().sum(),
            };
            f64::from(sum)
        })
    };
    let fewer = asks(&usual, Setting::Home) - asks(&down, Setting::Home);
    // Eight by the end of August, the sixth month's end; one or two would have left, or gone back.
    assert!(fewer > 4.0 && fewer <= 8.5, "{fewer}");
}

#[test]
fn young_people_who_stay_put_keep_their_places() {
    let with = |share: f64| {
        let changes = Changes {
            staying_put: Some((share, day("2025-04-01"))),
            ..Changes::default()
        };
        last(&simulate_with(&changes), measure(Measure::StayingPut))
    };
    assert_eq!(with(0.0), 0.0);
    assert!(
        with(1.0) > with(0.4) && with(0.4) > 0.5,
        "{} {}",
        with(1.0),
        with(0.4)
    );
}

#[test]
fn what_changes_later_leaves_the_months_before_alone() {
    let usual = simulate_with(&Changes::default());
    let entries = vec![Entries {
        who: Who::default(),
        when: from("2026-01-01"),
        factor: 0.3,
    }];
    let later = simulate_with(&Changes {
        entries,
        ..Changes::default()
    });
    for (a, b) in usual.replications.iter().zip(&later.replications) {
        assert_eq!(a.counts[..9 * FIGURES], b.counts[..9 * FIGURES]);
        assert_ne!(a.counts, b.counts);
    }
}

#[test]
fn a_child_of_the_history_is_her_own_record() {
    let council = council();
    let ids = ids(&council);
    let stages = Stages::of(&council, &[]);
    let cast = Cast::of(&council, &stages);
    let known = ids.iter().filter(|id| cast.records.by_id(id).is_some());
    assert_eq!(known.count(), council.placements.len());
}

#[test]
fn an_interrupted_forecast_is_of_the_futures_that_were_finished_and_says_so() {
    use placewell::optimise::SolveError;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let council = council();
    let stages = Stages::of(&council, &[]);
    let cast = Cast::of(&council, &stages);
    let history = History::of(&council).unwrap();
    let setup = Setup::of(&council, &history, &cast);
    let until = |most: usize| {
        let begun = AtomicUsize::new(0);
        let goes_on = || begun.fetch_add(1, Ordering::SeqCst) < most;
        let kept = &system::NothingKept;
        Capacity::of(
            &council,
            &setup,
            SETTINGS,
            |_| Changes::default(),
            (&goes_on, kept),
        )
    };
    let five = until(5).unwrap();
    assert_eq!((five.settings.replications, five.is_interrupted), (5, true));
    assert!(five.audits.is_empty() && !five.required.is_empty());
    assert!(matches!(until(0), Err(SolveError::Interrupted)));
    let all = until(usize::MAX).unwrap();
    assert_eq!(
        (all.settings.replications, all.is_interrupted),
        (SETTINGS.replications, false)
    );
    assert!(!all.audits.is_empty());
}

#[test]
fn families_that_come_are_to_live_together_or_apart_as_those_of_the_list_are() {
    let came = |plan: SiblingPlan| {
        let mut council = council();
        for link in &mut council.sibling_links {
            link.plan = plan;
        }
        let stages = Stages::of(&council, &[]);
        let cast = Cast::of(&council, &stages);
        let history = History::of(&council).unwrap();
        let setup = Setup::of(&council, &history, &cast);
        let simulated = system::run(&setup, SETTINGS, |_| Changes::default());
        total(&simulated, Measure::PairsCame)
    };
    let (together, apart) = (came(SiblingPlan::Together), came(SiblingPlan::Apart));
    assert!(together > 150 && apart * 3 < together, "{together} {apart}");
}

#[test]
fn carers_of_agencies_come_over_and_those_of_another_authority_stay_its_own() {
    let came = |sector: Sector, homes: u32| {
        let mut council = council();
        let others = council.homes.iter_mut();
        let others = others.filter(|home| home.kind == HomeKind::Foster && !home.is_in_house());
        others.for_each(|home| home.sector = sector);
        let converted = vec![Converted {
            homes,
            between: (day("2025-05-01"), day("2025-05-31")),
            each: Each::default(),
        }];
        let changes = Changes {
            converted,
            ..Changes::default()
        };
        total(&simulate_in(&council, &changes), Measure::HouseholdsCame)
    };
    let agencies = came(Sector::Private, 3) - came(Sector::Private, 0);
    // Recruitment goes by the number of own households, so that a few more are recruited.
    assert!(agencies >= 3 * SETTINGS.replications as u32, "{agencies}");
    let none = came(Sector::OtherAuthority, 0);
    assert_eq!(came(Sector::OtherAuthority, 3), none);
}
