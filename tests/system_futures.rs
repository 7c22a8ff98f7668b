//! A simulated future as a council: today's homes in their order, the children of the simulation, and what is recorded of
//! those who are still there.

use std::collections::{BTreeMap, HashSet};

use placewell::assess::Usable;
use placewell::duties::Facts;
use placewell::forecast::cast::{Cast, Setting, Stages};
use placewell::forecast::changes::Changes;
use placewell::forecast::history::History;
use placewell::forecast::simulate::month_ends;
use placewell::forecast::system::future::{Ahead, Future, level};
use placewell::forecast::system::outcomes::Measure;
use placewell::forecast::system::{self, Setup};
use placewell::model::{ChildIx, Council, Home, HomeIx, HomeKind, HomeStatus, Sector};
use placewell::synth::{Options, Profile, generate};

const MONTHS: usize = 18;
const SEED: u64 = 5;

/// Futures that are looked at.
const FUTURES: u64 = 8;

fn council() -> Council {
    let profile = Profile::embedded("herefordshire").unwrap();
    let options = Options {
        children: Some(160),
        ..Options::default()
    };
    let mut council = generate(&profile, &options);
    // Two who must not live together, to see that they are still the same two.
    council.children[3].incompatible.push(ChildIx(40));
    council
}

/// Futures, and by future the children in care and own households lost as the simulation counts them.
fn futures(council: &Council) -> Vec<(Future, u32, u32)> {
    let stages = Stages::of(council, &[]);
    let cast = Cast::of(council, &stages);
    let history = History::of(council).unwrap();
    let setup = Setup::of(council, &history, &cast);
    let ahead = Ahead {
        council,
        setup: &setup,
        months: MONTHS,
        meanwhile: 9,
        seed: SEED,
    };
    let months = month_ends(setup.model.from, MONTHS);
    (0..FUTURES)
        .map(|r| {
            let future = ahead.future(r);
            let counted = system::one(&setup, &months, &Changes::default(), (SEED, r));
            let lost = (0..MONTHS).map(|m| counted.of(m, Measure::HouseholdsLeft));
            assert_eq!(future.in_care_meanwhile, counted.of(8, Measure::Children));
            assert_eq!(future.council.as_at, months[MONTHS - 1]);
            (
                future,
                counted.of(MONTHS - 1, Measure::Children),
                lost.sum(),
            )
        })
        .collect()
}

#[test]
fn a_future_has_the_children_of_the_simulation_on_todays_homes() {
    let today = council();
    let futures = futures(&today);
    assert!(futures[0].0 != futures[1].0);
    let mut all_lost = 0;
    for (future, in_care, lost) in &futures {
        let council = &future.council;
        let looked_after = council.looked_after().count();
        assert_eq!((looked_after + future.left_out) as u32, *in_care);
        // Some of those that left had come in the meantime.
        assert!(future.households_lost as u32 <= *lost);
        all_lost += future.households_lost;
        for (home, then) in today.homes.iter().zip(&council.homes) {
            assert_eq!(
                (&home.id, home.kind, home.sector),
                (&then.id, then.kind, then.sector)
            );
            assert!(then.places <= home.places || home.kind == HomeKind::Connected);
        }
        let ids: HashSet<&str> = council.children.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids.len(), council.children.len());
        let homes: HashSet<&str> = council.homes.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(homes.len(), council.homes.len());
        assert!(council.child_indices().all(|c| council.age(c) < 18));
        assert!(
            council
                .children
                .iter()
                .all(|c| c.born <= c.entered_care && c.entered_care <= council.as_at)
        );
        let still = council
            .children
            .iter()
            .filter(|c| !c.id.starts_with("future-"));
        let still = still.count();
        assert!(
            still > 40 && still < looked_after,
            "{still} of {looked_after}"
        );
    }
    assert!(all_lost > FUTURES as usize, "{all_lost}");
}

#[test]
fn households_that_have_left_are_closed_and_others_have_the_places_that_they_offer() {
    let today = council();
    // Of others' foster homes: all places but those of their own children.
    let of_others = |council: &Council| -> i64 {
        let homes = council.homes.iter();
        let foster = homes.filter(|home| {
            home.kind == HomeKind::Foster
                && home.sector != Sector::Own
                && home.status != HomeStatus::Closed
        });
        let places = foster.map(|home| i64::from(home.places) - i64::from(home.occupied_by_others));
        places.sum()
    };
    let usable = of_others(&Usable::of(&Facts::of(&today)).council);
    let mut kept_by_young_people = 0;
    for (future, _, _) in futures(&today) {
        let pairs = today.homes.iter().zip(&future.council.homes);
        let closed: Vec<_> = pairs
            .filter(|(now, then)| {
                now.status != HomeStatus::Closed && then.status == HomeStatus::Closed
            })
            .collect();
        let own = closed.iter().filter(|(now, _)| now.sector == Sector::Own);
        assert_eq!(own.count(), future.households_lost);
        // Those of agencies have become guardians of all the children who lived with them.
        for (now, _) in closed {
            assert_eq!(now.kind, HomeKind::Foster);
        }
        let then = of_others(&future.council);
        assert!(then > 0 && then <= usable, "{then} places of {usable}");
        let open = |home: &Home| home.status == HomeStatus::Available;
        let own = today.homes.iter().zip(&future.council.homes);
        let own = own.filter(|(now, then)| now.sector == Sector::Own && open(now) && open(then));
        kept_by_young_people += own
            .filter(|(now, then)| now.kind == HomeKind::Foster && then.places < now.places)
            .count();
    }
    assert!(kept_by_young_people > 0);
}

#[test]
fn nobody_lives_in_a_home_that_has_closed_or_has_no_place_for_her() {
    for (future, _, _) in futures(&council()) {
        let council = &future.council;
        let mut living: BTreeMap<HomeIx, Vec<ChildIx>> = BTreeMap::new();
        for placement in &council.placements {
            living
                .entry(placement.home)
                .or_default()
                .push(placement.child);
        }
        let mut with_connected = 0;
        for (ix, children) in living {
            let home = council.home(ix);
            assert!(home.status != HomeStatus::Closed, "{}", home.id);
            if Setting::of(home.kind).is_some() {
                let most = home.places.max(home.places_if_siblings);
                assert!(children.len() <= usize::from(most), "{}", home.id);
            }
            if home.kind == HomeKind::Connected {
                with_connected += children.len();
                assert!(
                    children
                        .iter()
                        .all(|c| home.terms.named_children.contains(c))
                );
            }
        }
        assert!(with_connected > 5);
    }
}

#[test]
fn what_is_recorded_of_a_child_is_recorded_of_the_same_child() {
    let today = council();
    let mut seen = 0;
    for (future, _, _) in futures(&today) {
        let council = &future.council;
        let by_id = |id: &str| council.children.iter().position(|c| c.id == id);
        let pair = by_id(&today.children[3].id).zip(by_id(&today.children[40].id));
        if let Some((one, other)) = pair {
            assert_eq!(council.children[one].incompatible, [ChildIx(other as u32)]);
            seen += 1;
        }
        let ids = |council: &Council, named: &[ChildIx]| -> Vec<String> {
            named.iter().map(|c| council.child(*c).id.clone()).collect()
        };
        for (then, now) in council.homes.iter().zip(&today.homes) {
            let named = ids(&today, &now.terms.named_children);
            for id in named.iter().filter(|id| by_id(id).is_some()) {
                assert!(
                    ids(council, &then.terms.named_children).contains(id),
                    "{id}"
                );
            }
        }
        for child in &council.children {
            if let Some(now) = today.children.iter().find(|c| c.id == child.id) {
                assert_eq!(
                    (now.sex, now.home, now.ethnicity),
                    (child.sex, child.home, child.ethnicity)
                );
            }
        }
        for link in &council.sibling_links {
            assert!(link.pair.0 < link.pair.1 && link.pair.1.at() < council.children.len());
        }
    }
    assert!(seen > 0);
}

#[test]
fn all_futures_have_as_many_homes() {
    let today = council();
    let mut futures: Vec<Future> = futures(&today).into_iter().map(|(f, _, _)| f).collect();
    let before: Vec<usize> = futures.iter().map(|f| f.council.homes.len()).collect();
    assert!(before.iter().any(|n| *n != before[0]));
    let most = level(&mut futures);
    assert_eq!(Some(most), before.into_iter().max());
    for future in &futures {
        assert_eq!(future.council.homes.len(), most);
    }
}
