//! A scenario in plain English.

use std::fmt::Write as _;

use toml::de::DeTable;

use super::told::plain;
use super::{Along, Amount, Ground, Method, Scenario, Told, Value};
use crate::ingest::policy_keys;

impl Scenario {
    /// What it changes, in plain English; with a council, districts are named, days are those of the calendar, and sizes
    /// that are solved for are told.
    pub fn explained(&self, ground: Option<&Ground>) -> String {
        let mut out = format!("{} ({})\n", self.title, self.name);
        if let Some(summary) = &self.summary {
            let _ = writeln!(out, "{summary}");
        }
        if !self.answers.is_empty() {
            let _ = writeln!(out, "Answers {}.", self.answers.join(", "));
        }
        if let Some(parents) = self.files.split_last().map(|(_, parents)| parents)
            && !parents.is_empty()
        {
            let names: Vec<&str> = parents
                .iter()
                .rev()
                .map(|file| file.file.as_str())
                .collect();
            let _ = writeln!(out, "Extends {}.", names.join(", which extends "));
        }
        let horizon = self.horizon;
        let from = ground.map_or_else(String::new, |ground| format!(" from {}", ground.start));
        let _ = writeln!(
            out,
            "Runs {} months{from}, {} replications, seed {}.",
            horizon.months, horizon.replications, horizon.seed
        );
        self.levers_in(&mut out, ground);
        self.policy_in(&mut out);
        if !self.targets.is_empty() {
            let _ = writeln!(out, "\nTargets:");
            for (name, figure) in &self.targets {
                let by = Self::kpi_of(name).map_or_else(
                    || "not measured by a run; placewell assess measures it".to_owned(),
                    |kpi| format!("measured by a run as {kpi}"),
                );
                let _ = writeln!(out, "- {name}: {} ({by})", plain(*figure));
            }
        }
        self.sweep_in(&mut out);
        out
    }

    fn levers_in(&self, out: &mut String, ground: Option<&Ground>) {
        if self.levers.is_empty() {
            let what = match (self.policy_words().is_empty(), self.targets.is_empty()) {
                (false, _) => "It changes policy alone.",
                (true, false) => "It sets targets only: nothing changes in the simulation.",
                (true, true) => "It changes nothing in the simulation.",
            };
            let _ = writeln!(out, "\n{what}");
            return;
        }
        let drawn = self.levers.iter().any(|pulled| {
            let mut values = pulled.values.values();
            values.any(|value| matches!(value, Value::Amount(Amount::Interval { .. })))
        });
        let ranges = if drawn {
            " (ranges are 80% intervals, drawn anew in each replication)"
        } else {
            ""
        };
        let _ = writeln!(out, "\nWhat it changes{ranges}:");
        for pulled in self.in_order() {
            let sentence = Told { pulled, ground }.sentence();
            let name = &pulled.name;
            let axes = self.sweep.iter().flat_map(|sweep| &sweep.axes);
            let varied = axes.filter(|axis| axis.lever == *name).map(|axis| axis.key);
            let varied: Vec<&str> = varied.collect();
            // What is written there is of no scenario that is run.
            let _ = match varied.is_empty() {
                true => writeln!(out, "- {name}: {sentence}"),
                false => writeln!(
                    out,
                    "- {name} (the sweep below puts other figures in place of {}): {sentence}",
                    varied.join(", ")
                ),
            };
        }
    }

    fn policy_in(&self, out: &mut String) {
        let lines = self.policy_words();
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(out, "\nPolicy, over the council's own:");
        for line in lines {
            let _ = writeln!(out, "- {line}");
        }
    }

    /// Keys of `[policy]` as the files write them, each with what it means; the youngest file has the last word. None where
    /// the scenario leaves policy alone.
    pub fn policy_words(&self) -> Vec<String> {
        if !self.takes_policy {
            return Vec::new();
        }
        let documents: Vec<_> = self
            .files
            .iter()
            .filter_map(|source| Some((source.text.as_str(), DeTable::parse(&source.text).ok()?)))
            .collect();
        let mut lines = Vec::new();
        for key in policy_keys() {
            let written = documents.iter().rev().find_map(|(text, document)| {
                let policy = document.get_ref().get("policy")?.get_ref().as_table()?;
                Some(text.get(policy.get(key.name)?.span()).unwrap_or_default())
            });
            let Some(written) = written else { continue };
            // Tables are longer than a line.
            let is_long = written.contains('\n') || matches!(key.name, "points" | "tiers");
            let value = if is_long {
                " (see the file)".to_owned()
            } else {
                format!(" = {written}")
            };
            lines.push(format!("{}{value}: {}", key.name, key.about));
        }
        lines
    }

    fn sweep_in(&self, out: &mut String) {
        let Some(sweep) = &self.sweep else {
            return;
        };
        let how = match sweep.method {
            Method::Grid => "every combination of",
            Method::LatinHypercube(_) => "a Latin hypercube over",
        };
        let axes = sweep.axes.iter().map(|axis| {
            let along = match &axis.along {
                Along::List(values) => {
                    let values: Vec<String> = values.iter().map(|value| plain(*value)).collect();
                    values.join(", ")
                }
                Along::Range { low, high, .. } => format!("{} to {}", plain(*low), plain(*high)),
            };
            format!("{}.{} ({along})", axis.lever, axis.key)
        });
        let axes: Vec<String> = axes.collect();
        let size = sweep.size().unwrap_or_default();
        let _ = writeln!(
            out,
            "\nA sweep of {size} scenarios: {how} {}.",
            axes.join(", ")
        );
    }
}
