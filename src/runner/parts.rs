//! The parts of a scenario, so that what each adds can be told: alone, and in the order in which they are added. A part is a
//! lever, or what the scenario's `[policy]` changes, which would else be credited to the levers.

use crate::scenario::Scenario;

/// What a part of a scenario is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One alone.
    Alone,
    /// All up to one.
    Step,
}

/// What the part of `[policy]` is called, where no lever has the name.
const POLICY: &str = "policy";

/// Scenarios with one part alone, and with the parts up to each one; the last of those is the scenario itself, and the
/// first is the first part alone, so that neither is told twice. A scenario with fewer than two parts has none.
pub fn parts_of(scenario: &Scenario) -> Vec<Scenario> {
    let policy = policy_name(scenario);
    let levers = scenario.levers.iter().map(|pulled| pulled.name.as_str());
    let names: Vec<&str> = policy.as_deref().into_iter().chain(levers).collect();
    if names.len() < 2 {
        return Vec::new();
    }
    let part = |part: Part, names: &[&str]| {
        let last = names.last().copied().unwrap_or_default();
        let mut of = scenario.clone();
        of.levers
            .retain(|pulled| names.contains(&pulled.name.as_str()));
        of.takes_policy = policy.as_deref().is_some_and(|name| names.contains(&name));
        let (code, words) = match part {
            Part::Alone => ("only", "only"),
            Part::Step => ("upto", "up to"),
        };
        of.name = format!("{}.{code}-{last}", scenario.name);
        of.title = format!("{}: {words} {last}", scenario.title);
        of
    };
    let alone = names.iter().map(|name| part(Part::Alone, &[name]));
    let steps = (2..names.len()).map(|upto| part(Part::Step, &names[..upto]));
    alone.chain(steps).collect()
}

/// What the part of `[policy]` is called; `None` where the scenario leaves policy alone.
fn policy_name(scenario: &Scenario) -> Option<String> {
    if scenario.policy_words().is_empty() {
        return None;
    }
    let mut name = POLICY.to_owned();
    while scenario.levers.iter().any(|pulled| pulled.name == name) {
        name.push('_');
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Options;
    use crate::model::{Council, Date, Miles};
    use crate::scenario::file;

    fn parts(text: &str) -> Vec<Scenario> {
        let unasked = Options {
            known_measures: &[],
            known_targets: &[],
        };
        let path = std::path::Path::new("mine.toml");
        parts_of(&file::read_text(path, text.to_owned(), &unasked).unwrap())
    }

    #[test]
    fn policy_is_a_part_and_no_lever_is_credited_with_it() {
        let levers = "[levers.policy]\nlever = \"recruit\"\ncarers = 5\n[levers.z]\nlever = \"entries\"\npercent = -20\n";
        let parts = parts(&format!("{levers}[policy]\nnear_miles = 7\n"));
        let council = Council::new("Anywhere", "E06000001", Date::constant(2026, 3, 31));
        let told: Vec<(&str, usize, bool)> = (parts.iter())
            .map(|part| {
                let near = part.council(&council).policy.near;
                (&*part.name, part.levers.len(), near == Miles::whole(7))
            })
            .collect();
        let expected = [
            ("mine.only-policy_", 0, true),
            ("mine.only-policy", 1, false),
            ("mine.only-z", 1, false),
            ("mine.upto-policy", 1, true),
        ];
        assert_eq!(told, expected);
        assert!(
            parts
                .iter()
                .all(|part| part.policy_words().is_empty() != part.takes_policy)
        );
    }

    #[test]
    fn one_lever_alone_has_no_parts() {
        assert!(parts("[levers.recruit]\ncarers = 5\n").is_empty());
        assert_eq!(
            parts("[levers.recruit]\ncarers = 5\n[policy]\nnear_miles = 7\n").len(),
            2
        );
    }
}
