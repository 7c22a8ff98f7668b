//! Time of the simulation of children and homes with monthly placing, on one thread and on two.
//!
//! `cargo bench --bench system -- [COUNCIL REPLICATIONS MONTHS]`, by default Lancashire, 1,000 and 60; prints seconds, and the peak of
//! memory where the system tells it.

use std::time::Instant;

use placewell::forecast::cast::{Cast, Stages};
use placewell::forecast::changes::Changes;
use placewell::forecast::history::History;
use placewell::forecast::simulate::Settings;
use placewell::forecast::system::{self, Setup};
use placewell::synth::{Options, Profile, generate};

fn main() {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let name = given.first().map_or("lancashire", String::as_str);
    let number = |at: usize, usual: usize| given.get(at).map_or(usual, |n| n.parse().unwrap());
    let settings = Settings {
        months: number(2, 60),
        replications: number(1, 1_000),
        seed: 1,
    };
    let council = generate(&Profile::embedded(name).unwrap(), &Options::default());
    let history = History::of(&council).unwrap();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let started = Instant::now();
        let months = pool.build().unwrap().install(|| {
            let stages = Stages::of(&council, &[]);
            let cast = Cast::of(&council, &stages);
            let setup = Setup::of(&council, &history, &cast);
            let simulated = system::run(&setup, settings, |_| Changes::default());
            simulated.replications.len() * simulated.months.len()
        });
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{name}: {} children, {} replications of {} months on {threads} thread(s): {seconds:.1} s, {:.2} ms a month; peak {} MiB",
            council.placements.len(),
            settings.replications,
            settings.months,
            seconds * 1e3 * threads as f64 / months as f64,
            peak().map_or("?".to_owned(), |kib| (kib / 1024).to_string()),
        );
    }
}

/// Peak of resident memory, KiB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
