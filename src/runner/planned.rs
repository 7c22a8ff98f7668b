//! A scenario of a plan: what its provenance says of it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::ingest::hash_of;
use crate::scenario::levers::Takes;
use crate::scenario::{Amount, Pulled, Scenario, Told, Value as ScenarioValue};

/// A scenario of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Name, used in file names.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// What it changes, a sentence each: levers, then policy.
    pub changes: Vec<String>,
    /// Its targets by name of the indicator, in its unit: they change nothing that is simulated.
    pub targets: BTreeMap<String, f64>,
    /// Numbers of its levers that are known, by `lever.key`: by them the variants of a sweep are told apart.
    pub numbers: BTreeMap<String, f64>,
    /// What each of those numbers is of, for people: the unit and the lever.
    pub words: BTreeMap<String, String>,
    /// What the provenance says of it.
    about: Value,
}

impl Planned {
    /// Of what its files say, and what a sweep has set in them. Where the files lie is not told, since that is another place
    /// on another machine.
    pub fn of(scenario: &Scenario) -> Self {
        let files: Vec<&str> = scenario.files.iter().map(|f| f.hash.as_str()).collect();
        let levers = scenario
            .levers
            .iter()
            .map(|pulled| format!("{} {} {:?}", pulled.name, pulled.lever.id, pulled.values));
        let levers: Vec<String> = levers.collect();
        let changes = changes(scenario);
        let (mut numbers, mut words) = (BTreeMap::new(), BTreeMap::new());
        for pulled in &scenario.levers {
            for (key, value) in &pulled.values {
                if let ScenarioValue::Amount(Amount::Fixed(number)) = value {
                    let name = format!("{}.{key}", pulled.name);
                    words.insert(name.clone(), words_of(pulled, key));
                    numbers.insert(name, *number);
                }
            }
        }
        let targets = scenario.targets.clone();
        Self {
            about: json!({
                "name": scenario.name,
                "title": scenario.title,
                "changes": changes,
                "targets": written(&targets),
                "numbers": written(&numbers),
                "words": words,
                "text_sha256": files,
                "levers_sha256": hash_of(levers.join("\n").as_bytes()),
            }),
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            changes,
            targets,
            numbers,
            words,
        }
    }

    /// What the provenance says of it.
    pub const fn about(&self) -> &Value {
        &self.about
    }

    /// The scenario that a provenance tells of; `None` where it tells of none.
    pub fn of_provenance(about: &Value) -> Option<Self> {
        let text = |value: &Value| Some(value.as_str()?.to_owned());
        let numbers = |key: &str| -> Option<BTreeMap<String, f64>> {
            let numbers = about[key].as_object()?.iter();
            let read = numbers
                .filter_map(|(key, number)| Some((key.clone(), number.as_str()?.parse().ok()?)));
            Some(read.collect())
        };
        let words = about["words"].as_object()?.iter();
        Some(Self {
            name: text(&about["name"])?,
            title: text(&about["title"])?,
            changes: about["changes"]
                .as_array()?
                .iter()
                .filter_map(text)
                .collect(),
            targets: numbers("targets")?,
            numbers: numbers("numbers")?,
            words: words
                .filter_map(|(key, of)| Some((key.clone(), text(of)?)))
                .collect(),
            about: about.clone(),
        })
    }
}

/// Numbers as text, since not every reader of JSON gives back the very number, and files are told by what this says.
fn written(numbers: &BTreeMap<String, f64>) -> BTreeMap<&String, String> {
    let all = numbers.iter();
    all.map(|(key, number)| (key, number.to_string())).collect()
}

fn changes(scenario: &Scenario) -> Vec<String> {
    let levers = scenario.levers.iter().map(|pulled| {
        let told = Told {
            pulled,
            ground: None,
        };
        format!("{}: {}", pulled.name, told.sentence())
    });
    let policy = scenario.policy_words().into_iter();
    levers
        .chain(policy.map(|line| format!("policy {line}")))
        .collect()
}

/// What a number of a lever is of: "households (Recruit carers)".
fn words_of(pulled: &Pulled, key: &str) -> String {
    let unit = match pulled.lever.key(key).map(|key| key.takes) {
        Some(Takes::Number { unit, .. }) if !unit.is_empty() => format!("{unit} "),
        _ => String::new(),
    };
    format!("{unit}({}: {})", pulled.name, pulled.lever.title)
}
