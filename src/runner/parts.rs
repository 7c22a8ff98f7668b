//! The parts of a scenario with several levers, so that what each adds can be told: alone, and in the order in which they
//! are pulled.

use crate::scenario::Scenario;

/// What a part of a scenario is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One lever alone.
    Alone,
    /// The levers up to one.
    Step,
}

/// Scenarios with one lever alone, and with the levers up to each one; the last of those is the scenario itself, and the
/// first is the first lever alone, so that neither is told twice. A scenario with fewer than two levers has no parts.
pub fn parts_of(scenario: &Scenario) -> Vec<Scenario> {
    if scenario.levers.len() < 2 {
        return Vec::new();
    }
    let part = |part: Part, names: &[&str]| {
        let last = names.last().copied().unwrap_or_default();
        let mut of = scenario.clone();
        of.levers
            .retain(|pulled| names.contains(&pulled.name.as_str()));
        let (code, words) = match part {
            Part::Alone => ("only", "only"),
            Part::Step => ("upto", "up to"),
        };
        of.name = format!("{}.{code}-{last}", scenario.name);
        of.title = format!("{}: {words} {last}", scenario.title);
        of
    };
    let names: Vec<&str> = scenario.levers.iter().map(|p| p.name.as_str()).collect();
    let alone = names.iter().map(|name| part(Part::Alone, &[name]));
    let steps = (2..names.len()).map(|upto| part(Part::Step, &names[..upto]));
    alone.chain(steps).collect()
}
