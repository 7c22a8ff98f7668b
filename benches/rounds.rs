//! Placement rounds on the synthetic councils, every tier proved and certified.

use criterion::{Criterion, criterion_group, criterion_main};
use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::model::Council;
use placewell::optimise::{self, Limits};
use placewell::synth::{self, Options, Profile};

fn month(council: &Council) -> i64 {
    let facts = Facts::of(council);
    certified(&facts, &Round::of_month(&facts))
}

fn whole_system(council: &Council) -> i64 {
    let facts = Facts::whole_system(council);
    certified(&facts, &Round::whole_system(&facts))
}

fn certified(facts: &Facts, round: &Round) -> i64 {
    let candidates = Candidates::find(facts, round);
    let solved = optimise::solve_certified(facts, round, &candidates, Limits::default());
    let (solution, _) = solved.expect("certified");
    for tier in &solution.tiers {
        assert!(
            tier.gap() <= 1e-4,
            "{} is left with a gap of {}",
            tier.name,
            tier.gap()
        );
    }
    solution.tiers.last().map_or(0, |tier| tier.value)
}

fn council(name: &str, options: &Options) -> Council {
    synth::generate(&Profile::embedded(name).expect("a profile"), options)
}

/// The council with so many homes full of other authorities' children that as many places are left as children
/// are freed.
fn tightened(mut council: Council) -> Council {
    let facts = Facts::whole_system(&council);
    let round = Round::whole_system(&facts);
    let free = |ix| {
        let household = round.household(&facts, ix);
        let (places, _) = facts.usable_places(ix);
        let offered = council.home(ix).kind.is_offered();
        if offered {
            (places - household.occupied()).max(0)
        } else {
            0
        }
    };
    let free: Vec<i64> = council.home_indices().map(free).collect();
    let mut spare = free.iter().sum::<i64>() - round.to_place.len() as i64;
    // Homes in a scattered order that never changes.
    let homes = free.len();
    let order = (1..=homes).map(|step| step * 7919 % homes);
    for home in order {
        let taken = free[home].min(spare.max(0));
        council.homes[home].occupied_by_others += taken as u8;
        spare -= taken;
    }
    council
}

fn rounds(c: &mut Criterion) {
    let lancashire = council(
        "lancashire",
        &Options {
            referrals: Some(60),
            moves: Some(0),
            supply: 1.35,
            ..Options::default()
        },
    );
    let herefordshire = council("herefordshire", &Options::default());
    let lancashire_now = council("lancashire", &Options::default());
    let tight = [
        ("Herefordshire", tightened(herefordshire.clone())),
        ("Lancashire", tightened(lancashire_now.clone())),
    ];
    let mut group = c.benchmark_group("round");
    group.sample_size(10);
    group.bench_function("month, Lancashire, 60 to place", |b| {
        b.iter(|| month(&lancashire));
    });
    group.bench_function("whole system, Herefordshire, theoretical", |b| {
        b.iter(|| whole_system(&herefordshire));
    });
    group.bench_function("whole system, Lancashire, theoretical", |b| {
        b.iter(|| whole_system(&lancashire_now));
    });
    for (name, council) in &tight {
        group.bench_function(
            format!("whole system, {name}, as many places as children"),
            |b| {
                b.iter(|| whole_system(council));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, rounds);
criterion_main!(benches);
