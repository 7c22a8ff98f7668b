//! The value of one more home: every re-solve against every plan of small councils, and what prices promise against
//! what it turns out to be.

mod every_plan;
mod random_council;

use every_plan::values_of_every_plan;
use placewell::assess::{Effort, Row, Worth, worth};
use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::model::{Area, Council, Location};
use placewell::optimise::{self, Limits, Method, ONE, SolveError};
use placewell::prospects::{Prospect, catalogue, with};
use placewell::synth::{self, Options, Profile};
use random_council::random_council;

/// A small council with one district in the middle, so that new homes have somewhere to stand.
fn small_council(seed: u64) -> Council {
    let mut council = random_council(seed);
    council.areas.push(Area {
        code: "A1".to_owned(),
        name: "Middle".to_owned(),
        authority: council.code.clone(),
        centre: Location::new(360_000, 245_000).unwrap(),
    });
    council
}

/// Every so many of the council's prospects, from another one for each seed.
fn some_prospects(council: &Council, seed: u64, step: usize) -> Vec<Prospect> {
    let all = catalogue(council).unwrap();
    let first = seed as usize % step;
    all.into_iter().skip(first).step_by(step).collect()
}

fn effort(top: usize) -> Effort {
    Effort { top, certify: true }
}

fn found(council: &Council, prospects: Vec<Prospect>) -> Worth {
    let facts = Facts::whole_system(council);
    worth(&facts, prospects, Limits::default(), effort(usize::MAX)).unwrap()
}

fn values(tiers: &[optimise::TierResult]) -> Vec<i64> {
    tiers.iter().map(|tier| tier.value).collect()
}

/// The base is the council's own round, and every re-solve what every plan says.
fn agree(seed: u64) -> usize {
    let council = small_council(seed);
    let found = found(&council, some_prospects(&council, seed, 9));
    let facts = Facts::whole_system(&council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    let without = optimise::solve(&facts, &round, &candidates, Limits::default()).unwrap();
    assert_eq!(
        values(&found.base.tiers),
        values(&without.tiers),
        "seed {seed}"
    );
    let extended = Facts::whole_system(&found.council);
    let mut changed = 0;
    for row in &found.rows {
        let resolved = row.resolved.as_ref().unwrap();
        let opened = found.round.opened(row.home);
        let every = values_of_every_plan(&extended, &opened);
        let best = every.into_iter().min().unwrap();
        let id = &found.prospects[row.prospect].home.id;
        assert_eq!(values(&resolved.tiers), best, "seed {seed}, {id}");
        assert!(resolved.tiers.iter().all(|tier| tier.value == tier.bound));
        promise_holds(&found, row, seed);
        changed += usize::from(resolved.change.iter().any(|change| *change != 0));
        let there = resolved
            .placed
            .iter()
            .filter(|(_, home)| *home == Some(row.home));
        assert!(there.map(|(child, _)| child).eq(&resolved.there));
    }
    changed
}

/// As far as the promise is proved, no tier gets better by more than it and the gap of the base's own prices.
fn promise_holds(found: &Worth, row: &Row, seed: u64) {
    let resolved = row.resolved.as_ref().unwrap();
    assert!(row.proved > 0);
    for (t, gap) in found.gaps.iter().enumerate().take(row.proved) {
        let better = i128::from(-resolved.change[t]) * ONE;
        let most = i128::from(row.promised[t] + gap) + ONE / 1000;
        assert!(better <= most, "seed {seed}, tier {t}: {row:?}");
    }
}

#[test]
fn a_home_is_worth_what_every_plan_says() {
    let small = (0..).filter(|seed| small_council(*seed).children.len() <= 5);
    let changed: usize = small.take(150).map(agree).sum();
    assert!(changed > 200, "only {changed} homes changed anything");
}

/// The same council solved from scratch with the home in its folder, where nobody is left unplaced: only an unplaced
/// child costs more there.
#[test]
fn a_home_is_worth_what_solving_from_scratch_says() {
    let options = Options {
        children: Some(70),
        ..Options::default()
    };
    let profile = Profile::embedded("herefordshire").unwrap();
    let mut compared = 0;
    for seed in 1..=3 {
        let mut council = synth::generate(
            &profile,
            &Options {
                seed,
                ..options.clone()
            },
        );
        council
            .policy
            .tiers
            .iter_mut()
            .for_each(|tier| tier.tolerance = 0.0);
        let found = found(&council, some_prospects(&council, seed, 31));
        for row in &found.rows {
            let resolved = row.resolved.as_ref().unwrap();
            promise_holds(&found, row, seed);
            let one = with(&council, &[&found.prospects[row.prospect]]);
            let facts = Facts::whole_system(&one);
            let round = Round::whole_system(&facts);
            let candidates = Candidates::find(&facts, &round);
            let anew = optimise::solve(&facts, &round, &candidates, Limits::default()).unwrap();
            if anew.unplaced.is_empty() && found.base.unplaced.is_empty() {
                assert_eq!(values(&resolved.tiers), values(&anew.tiers), "seed {seed}");
                compared += 1;
            }
        }
    }
    assert!(compared > 8, "only {compared} compared");
}

#[test]
fn threads_change_nothing() {
    let options = Options {
        children: Some(90),
        ..Options::default()
    };
    let council = synth::generate(&Profile::embedded("stockton-on-tees").unwrap(), &options);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let prospects = some_prospects(&council, 0, 5);
        pool.install(|| {
            let facts = Facts::whole_system(&council);
            worth(&facts, prospects, Limits::default(), effort(4)).unwrap()
        })
    };
    let (one, two) = (run(1), run(2));
    assert_eq!(one.rows, two.rows);
    assert_eq!(one.base.proposals, two.base.proposals);
    assert_eq!(
        one.rows.iter().filter(|row| row.resolved.is_some()).count(),
        4
    );
}

#[test]
fn rows_are_in_order_and_say_which_home_they_are_about() {
    let council = small_council(3);
    let facts = Facts::whole_system(&council);
    let found = worth(
        &facts,
        catalogue(&council).unwrap(),
        Limits::default(),
        effort(6),
    )
    .unwrap();
    let (resolved, rest) = found.rows.split_at(6);
    assert!(rest.iter().all(|row| row.resolved.is_none()));
    assert!(rest.is_sorted_by(|a, b| a.promised >= b.promised));
    let change = |row: &Row| row.resolved.as_ref().unwrap().change.clone();
    assert!(resolved.is_sorted_by_key(change));
    for row in &found.rows {
        let prospect = &found.prospects[row.prospect];
        assert_eq!(found.council.home(row.home).id, prospect.home.id);
    }
}

#[test]
fn a_part_that_is_solved_cell_by_cell_is_refused() {
    let council = small_council(0);
    let facts = Facts::whole_system(&council);
    let limits = Limits {
        method: Method::Prices,
        cell: 1,
        ..Limits::default()
    };
    let refused = worth(&facts, catalogue(&council).unwrap(), limits, effort(1));
    assert!(matches!(refused, Err(SolveError::NoProgramme { .. })));
}
