//! Reading and checking a council folder of 100,000 children and 100,000 homes.

#[path = "../tests/any_council/mod.rs"]
mod any_council;

use std::fs;

use criterion::{Criterion, criterion_group, criterion_main};
use placewell::ingest::{Options, read_council, render};
use placewell::model::{Policy, default_tiers};

fn load(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut council = any_council::any_council(1, 100_000, 100_000);
    council.policy = Policy::default();
    for (name, text) in render(&council) {
        fs::write(dir.path().join(name), text).expect("room in the temporary folder");
    }
    let tiers = default_tiers();
    let terms = tiers.iter().flat_map(|tier| &tier.terms);
    let measures: Vec<&str> = terms.map(|term| term.duty.as_str()).collect();
    let options = Options {
        known_measures: &measures,
        known_targets: &placewell::kpis::targets(),
    };
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("100,000 children and homes", |b| {
        b.iter(|| read_council(dir.path(), &options).expect("a good folder"));
    });
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
