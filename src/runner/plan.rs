//! What is to be run, and how it is cut into chunks.

use serde_json::{Map, Value, json};

use super::planned::Planned;
use crate::forecast::history::{TooLittle, pooled, rates};
use crate::forecast::simulate::{Settings, month_ends};
use crate::ingest::Options;
use crate::model::{Council, Date};
use crate::scenario::{Scenario, file};

/// Replications of one chunk.
pub const CHUNK: u32 = 32;

/// The scenario that changes nothing.
pub fn baseline() -> Scenario {
    let text =
        "title = \"Do nothing\"\nsummary = \"Everything goes on as it has.\"\n[levers.nothing]\n";
    let unasked = Options {
        known_measures: &[],
        known_targets: &[],
    };
    let path = std::path::Path::new("do-nothing.toml");
    match file::read_text(path, text.to_owned(), &unasked) {
        Ok(scenario) => scenario,
        // Its text stands above; a test reads it.
        Err(problems) => unreachable!("{}", problems.render()),
    }
}

/// What is to be run, or was: all that has to be known to tell whether a file is of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Scenarios, each with another name; the first one changes nothing.
    pub scenarios: Vec<Planned>,
    /// Months, replications and seed, the same for all.
    pub settings: Settings,
    /// Day from whose evening they run.
    pub start: Date,
    /// What the provenance of every file says.
    shared: Map<String, Value>,
}

/// Replications of one scenario that are simulated and written together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk {
    /// Position among all chunks.
    pub number: usize,
    /// Scenario, by position.
    pub scenario: usize,
    /// First replication.
    pub first: u32,
    /// How many.
    pub replications: u32,
}

/// Which chunks one process does: every `of`-th.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

impl Shard {
    /// The only one.
    pub const WHOLE: Self = Self { at: 0, of: 1 };

    /// Whether it does a chunk.
    pub const fn does(self, chunk: &Chunk) -> bool {
        chunk.number % self.of == self.at
    }
}

impl Plan {
    /// A plan for scenarios, of which the first changes nothing, and the files that were read.
    pub fn of(
        council: &Council,
        (start, settings): (Date, Settings),
        scenarios: &[Scenario],
        inputs: &[(String, String)],
    ) -> Self {
        let hashes: Map<String, Value> = (inputs.iter())
            .map(|(file, hash)| (file.clone(), json!(hash)))
            .collect();
        let shared = [
            ("program", json!("placewell")),
            ("version", json!(env!("CARGO_PKG_VERSION"))),
            ("council", json!(council.name)),
            ("as_at", json!(council.as_at.to_string())),
            ("data_vintage", json!(council.vintage)),
            ("from", json!(start.to_string())),
            ("months", json!(settings.months)),
            ("seed", json!(settings.seed)),
            ("input_sha256", Value::Object(hashes)),
        ];
        Self {
            scenarios: scenarios.iter().map(Planned::of).collect(),
            settings,
            start,
            shared: shared
                .map(|(key, value)| (key.to_owned(), value))
                .into_iter()
                .collect(),
        }
    }

    /// The same with whose rates its futures have: pooled to England's for a reason, or the history's own.
    #[must_use]
    pub fn with_rates(mut self, little: Option<TooLittle>) -> Self {
        for (key, value) in [
            ("rates", json!(rates(little))),
            ("rates_about", json!(pooled(little))),
        ] {
            self.shared.insert(key.to_owned(), value);
        }
        self
    }

    /// That its rates are not the council's own alone; `None` where they are.
    pub fn pooled(&self) -> Option<&str> {
        Some(self.said("rates_about")).filter(|about| !about.is_empty())
    }

    /// The plan that a `provenance.json` tells of; `None` where it tells of none.
    pub fn of_provenance(document: &Value) -> Option<Self> {
        let number = |key: &str| document[key].as_u64();
        let settings = Settings {
            months: usize::try_from(number("months")?).ok()?,
            replications: u32::try_from(number("replications")?).ok()? as usize,
            seed: number("seed")?,
        };
        let mut shared = document.as_object()?.clone();
        for key in ["holds", "scenarios", "replications"] {
            shared.remove(key);
        }
        let scenarios = document["scenarios"].as_array()?.iter();
        Some(Self {
            scenarios: scenarios
                .map(Planned::of_provenance)
                .collect::<Option<_>>()?,
            settings,
            start: document["from"].as_str()?.parse().ok()?,
            shared,
        })
    }

    /// What the provenance says of council, day and data.
    pub fn said(&self, key: &str) -> &str {
        self.shared
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Month ends.
    pub fn months(&self) -> Vec<Date> {
        month_ends(self.start, self.settings.months)
    }

    /// Chunks of one scenario.
    pub fn chunks_of(&self, scenario: usize) -> Vec<Chunk> {
        let replications = self.settings.replications as u32;
        let each = replications.div_ceil(CHUNK);
        let chunk = |at: u32| Chunk {
            number: scenario * each as usize + at as usize,
            scenario,
            first: at * CHUNK,
            replications: CHUNK.min(replications - at * CHUNK),
        };
        (0..each).map(chunk).collect()
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> usize {
        let replications = self.settings.replications as u32;
        self.scenarios.len() * replications.div_ceil(CHUNK) as usize
    }

    /// Where the results of so many replications of a scenario come from, as a file says it.
    pub fn provenance_of(&self, scenario: usize, first: u32, replications: u32) -> String {
        let mut about = self.shared.clone();
        about.insert(
            "scenario".to_owned(),
            self.scenarios[scenario].about().clone(),
        );
        let range = json!({ "first": first, "count": replications });
        about.insert("replications".to_owned(), range);
        Value::Object(about).to_string()
    }

    /// `provenance.json` of the whole run.
    pub fn provenance(&self, holds: &str) -> Value {
        let mut about = self.shared.clone();
        about.insert("holds".to_owned(), json!(holds));
        let scenarios: Vec<&Value> = self.scenarios.iter().map(Planned::about).collect();
        about.insert("scenarios".to_owned(), json!(scenarios));
        let number = json!(self.settings.replications);
        about.insert("replications".to_owned(), number);
        Value::Object(about)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A plan of the baseline alone.
    pub fn plan(replications: usize) -> Plan {
        plan_of_seed(replications, 1)
    }

    /// The same with another seed.
    pub fn plan_of_seed(replications: usize, seed: u64) -> Plan {
        let council = Council::new("Anywhere", "E06000001", Date::constant(2026, 3, 31));
        let settings = Settings {
            months: 2,
            replications,
            seed,
        };
        let scenarios = [baseline(), renamed("other")];
        Plan::of(&council, (council.as_at, settings), &scenarios, &[])
    }

    fn renamed(name: &str) -> Scenario {
        Scenario {
            name: name.to_owned(),
            ..baseline()
        }
    }

    #[test]
    fn chunks_cover_every_replication_once_and_shards_every_chunk() {
        let plan = plan(70);
        let chunks: Vec<Chunk> = (0..2).flat_map(|s| plan.chunks_of(s)).collect();
        assert_eq!(chunks.len(), plan.chunks());
        let ranges = |s: usize| -> Vec<(u32, u32)> {
            let of = chunks.iter().filter(|c| c.scenario == s);
            of.map(|c| (c.first, c.replications)).collect()
        };
        assert_eq!(ranges(1), [(0, 32), (32, 32), (64, 6)]);
        assert!(chunks.iter().enumerate().all(|(at, c)| c.number == at));
        for chunk in &chunks {
            let shards = (0..4).filter(|at| Shard { at: *at, of: 4 }.does(chunk));
            assert_eq!(shards.count(), 1);
        }
    }

    #[test]
    fn a_plan_says_whose_rates_its_futures_have() {
        let own = plan(1).with_rates(None);
        assert_eq!((own.said("rates"), own.pooled()), ("own_history", None));
        let pooled = plan(1).with_rates(Some(TooLittle::Episodes(12)));
        assert_eq!(pooled.said("rates"), "pooled_to_national");
        let document = serde_json::from_str(&pooled.provenance("run").to_string()).unwrap();
        let again = Plan::of_provenance(&document).unwrap();
        assert!(
            again
                .pooled()
                .unwrap()
                .contains("fewer than 50 episodes: 12")
        );
    }

    #[test]
    fn a_plan_is_read_from_its_provenance() {
        let plan = plan(70);
        let text = plan.provenance("run").to_string();
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(Plan::of_provenance(&document), Some(plan));
        assert_eq!(Plan::of_provenance(&json!({ "months": 3 })), None);
    }

    #[test]
    fn numbers_of_a_sweep_are_read_to_the_last_digit() {
        let text = "[levers.entries]\npercent = 1\n[sweep]\nmethod = \"latin_hypercube\"\nsamples = 300\n[sweep.values]\n\"entries.percent\" = { low = -30, high = 30 }\n";
        let unasked = Options {
            known_measures: &[],
            known_targets: &[],
        };
        let path = std::path::Path::new("sweep.toml");
        let sweep = file::read_text(path, text.to_owned(), &unasked).unwrap();
        let council = Council::new("Anywhere", "E06000001", Date::constant(2026, 3, 31));
        let settings = plan(1).settings;
        let plan = Plan::of(&council, (council.as_at, settings), &sweep.variants(), &[]);
        let document = serde_json::from_str(&plan.provenance("run").to_string()).unwrap();
        let again = Plan::of_provenance(&document).unwrap();
        for at in 0..300 {
            assert_eq!(again.provenance_of(at, 0, 1), plan.provenance_of(at, 0, 1));
        }
        assert_eq!(again, plan);
    }

    #[test]
    fn provenance_covers_every_file_that_was_read() {
        let council = Council::new("Anywhere", "E06000001", Date::constant(2026, 3, 31));
        let settings = plan(1).settings;
        let of = |inputs: [&str; 3], texts: [&str; 2]| {
            let mut scenario = renamed("other");
            scenario.files = texts
                .map(|hash| crate::scenario::Source {
                    hash: hash.to_owned(),
                    ..scenario.files[0].clone()
                })
                .to_vec();
            let names = ["children.csv", "council.toml", "homes.csv"];
            let inputs: Vec<(String, String)> = (names.iter().zip(inputs))
                .map(|(name, hash)| ((*name).to_owned(), hash.to_owned()))
                .collect();
            let scenarios = [baseline(), scenario];
            Plan::of(&council, (council.as_at, settings), &scenarios, &inputs)
                .provenance_of(1, 0, 1)
        };
        let as_it_is = of(["a", "b", "c"], ["d", "e"]);
        assert_eq!(as_it_is, of(["a", "b", "c"], ["d", "e"]));
        for other in [
            of(["x", "b", "c"], ["d", "e"]),
            of(["a", "x", "c"], ["d", "e"]),
            of(["a", "b", "x"], ["d", "e"]),
            of(["a", "b", "c"], ["x", "e"]),
            of(["a", "b", "c"], ["d", "x"]),
        ] {
            assert_ne!(as_it_is, other);
        }
    }

    #[test]
    fn provenance_tells_scenarios_seeds_and_replications_apart() {
        let plan = plan(70);
        let one = plan.provenance_of(0, 0, 32);
        assert_ne!(one, plan.provenance_of(0, 32, 32));
        assert_ne!(one, plan.provenance_of(1, 0, 32));
        assert_ne!(one, plan_of_seed(70, 2).provenance_of(0, 0, 32));
        // More replications leave what was done as it is.
        assert_eq!(one, plan_of_seed(700, 1).provenance_of(0, 0, 32));
    }
}
