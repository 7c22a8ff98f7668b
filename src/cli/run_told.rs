//! What `placewell run` says beside its results.

use crate::runner::{Found, parts_of};
use crate::scenario::Scenario;

/// The parts of the scenario of `--attribute`; it is said where there are none.
pub fn told_apart(scenario: &Scenario) -> Vec<Scenario> {
    let name = &scenario.name;
    if scenario.sweep.is_some() {
        tracing::warn!(
            "--attribute tells nothing apart in {name}: it is a sweep, whose figures placewell compare ranks (ranking.csv)"
        );
        return Vec::new();
    }
    let parts = parts_of(scenario);
    if parts.is_empty() {
        tracing::warn!(
            "--attribute tells nothing apart in {name}: it has fewer than two levers, so that all of it is of one"
        );
    }
    parts
}

/// Warns of each lever that misses what it is to reach, at its line.
pub fn warn_of_misses(scenario: &Scenario, found: &[Found]) {
    for found in found {
        let lever = scenario
            .levers
            .iter()
            .find(|pulled| pulled.name == found.lever);
        if let Some(pulled) = lever.filter(|_| found.misses()) {
            let missed = scenario.missed(pulled, &found.sentence());
            tracing::warn!("\n{}", missed.render());
        }
    }
}

/// So many of something.
pub fn counted(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    }
}
