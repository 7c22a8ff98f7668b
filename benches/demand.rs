//! Time of the forecast of children alone: on one thread and two, and how it grows with the futures that are drawn.
//!
//! `cargo bench --bench demand -- [CHILDREN MONTHS]`, by default 500 and 24; prints seconds, the best of three, and ratios.

use std::time::Instant;

use placewell::forecast::demand::Demand;
use placewell::forecast::history::History;
use placewell::forecast::simulate::Settings;
use placewell::synth::{Options, Profile, generate};

/// Futures of the comparison of threads.
const REPLICATIONS: usize = 1_000;
/// Futures of the comparison of sizes.
const SIZES: [usize; 4] = [250, 500, 1_000, 2_000];
const TRIES: usize = 3;

fn main() {
    let given: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let options = Options {
        children: Some(given.first().map_or(500, |children| *children as u32)),
        ..Options::default()
    };
    let months = given.get(1).copied().unwrap_or(24);
    let council = generate(&Profile::embedded("herefordshire").unwrap(), &options);
    let history = History::of(&council).unwrap();
    println!(
        "{} children, {} episodes, {months} months",
        council.children.len(),
        history.episodes
    );
    let mut alone = 0.0;
    for threads in [1, 2] {
        let took = seconds(&history, (months, REPLICATIONS), threads);
        if threads == 1 {
            alone = took;
        }
        println!(
            "{REPLICATIONS} futures on {threads} thread(s): {took:.2} s, {:.2} times as fast as on one",
            alone / took
        );
    }
    let mut first = 0.0;
    for replications in SIZES {
        let took = seconds(&history, (months, replications), 1);
        if replications == SIZES[0] {
            first = took;
        }
        println!(
            "{replications} futures on one thread: {took:.2} s, {:.2} times {} futures' for {} times as many",
            took / first,
            SIZES[0],
            replications / SIZES[0]
        );
    }
}

/// Seconds of a forecast, estimation and percentiles counted: the best of a few tries.
fn seconds(history: &History, (months, replications): (usize, usize), threads: usize) -> f64 {
    let settings = Settings {
        months,
        replications,
        seed: 1,
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    let pool = pool.build().unwrap();
    let once = || {
        let begun = Instant::now();
        let demand = pool.install(|| Demand::of(history, settings));
        assert_eq!(demand.months.len(), months);
        begun.elapsed().as_secs_f64()
    };
    (0..TRIES).map(|_| once()).fold(f64::INFINITY, f64::min)
}
