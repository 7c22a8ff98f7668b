//! Options for one child against 2,500 homes and 1,700 residents, in process after loading.

use criterion::{Criterion, criterion_group, criterion_main};
use placewell::duties::Facts;
use placewell::explain::options;
use placewell::model::{ChildIx, Council};
use placewell::optimise::Limits;
use placewell::synth::{self, Profile};

/// Lancashire's placed children with this many new ones, and about 2,500 homes.
fn lancashire(referrals: u32) -> Council {
    let wanted = synth::Options {
        referrals: Some(referrals),
        moves: Some(0),
        supply: 1.45,
        ..synth::Options::default()
    };
    synth::generate(
        &Profile::embedded("lancashire").expect("a profile"),
        &wanted,
    )
}

/// The first new child without brothers or sisters in the round, or the first.
fn new_child(facts: &Facts) -> ChildIx {
    let new: Vec<ChildIx> = facts
        .council
        .child_indices()
        .filter(|c| facts.lives_in[c.at()].is_none())
        .collect();
    let alone = new.iter().find(|c| facts.families.group(**c).is_empty());
    *alone.unwrap_or(&new[0])
}

fn one_child(c: &mut Criterion) {
    let mut group = c.benchmark_group("options");
    group.sample_size(10);
    for referrals in [1, 60] {
        let council = lancashire(referrals);
        let facts = Facts::of(&council);
        let child = new_child(&facts);
        let name = format!("{} homes, {referrals} new", council.homes.len());
        group.bench_function(name, |b| {
            b.iter(|| {
                options(&facts, &[child], 5, Limits::default())
                    .expect("solved")
                    .count
            });
        });
    }
    group.finish();
}

criterion_group!(benches, one_child);
criterion_main!(benches);
