//! Placement rounds on the synthetic councils, every tier proved and certified.

use criterion::{Criterion, criterion_group, criterion_main};
use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::model::Council;
use placewell::optimise::{self, Limits};
use placewell::synth::{self, Options, Profile};

fn certified(council: &Council, round_of: fn(&Facts) -> Round) -> i64 {
    let facts = Facts::of(council);
    let round = round_of(&facts);
    let candidates = Candidates::find(&facts, &round);
    let solved = optimise::solve_certified(&facts, &round, &candidates, Limits::default());
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
        b.iter(|| certified(&lancashire, Round::of_month));
    });
    group.bench_function("whole system, Herefordshire, theoretical", |b| {
        b.iter(|| certified(&herefordshire, Round::whole_system));
    });
    group.finish();
}

criterion_group!(benches, rounds);
criterion_main!(benches);
