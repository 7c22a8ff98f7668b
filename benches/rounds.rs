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
    let mut group = c.benchmark_group("round");
    group.sample_size(10);
    group.bench_function("month, Lancashire, 60 to place", |b| {
        b.iter(|| month(&lancashire));
    });
    group.bench_function("whole system, Herefordshire, theoretical", |b| {
        b.iter(|| whole_system(&herefordshire));
    });
    group.finish();
}

criterion_group!(benches, rounds);
criterion_main!(benches);
