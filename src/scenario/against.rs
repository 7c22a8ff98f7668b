//! A scenario held against a council: what it names must be there.

use std::collections::HashMap;

use super::moment::{Moment, date_words};
use super::{Pulled, Scenario};
use crate::ingest::codes::{Code, LEVER_DATES, NOT_OF_COUNCIL};
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::nearest::did_you_mean;
use crate::ingest::{Options, Problems, policy_over};
use crate::model::{Council, Date};
use crate::scenario::levers::Takes;

impl Scenario {
    /// What does not fit a council, for a forecast that starts on this day.
    pub fn against(&self, council: &Council, start: Date, known: &Options) -> Problems {
        let logs = self.files.iter().map(|source| Log::of(&source.file));
        let mut logs: Vec<Log> = logs.collect();
        let mut policy = council.policy.clone();
        for (source, log) in self.files.iter().zip(&mut logs) {
            if let Some(over) = policy_over(&source.text, &policy, known, log) {
                policy = over;
            }
        }
        for pulled in &self.levers {
            let log = &mut logs[pulled.file];
            let names = Names { council, pulled };
            names.check(log);
            check_dates(pulled, start, log);
            if pulled.lever.id == "rate" && council.under_18_population.is_none() {
                let message =
                    "the council's folder does not say how many children under 18 live in the area";
                let action = "add under_18_population to council.toml";
                add(log, pulled, "per_10000", &NOT_OF_COUNCIL, message, action);
            }
        }
        let mut problems = Problems::default();
        // The youngest file first, as when it is read; every place is known already.
        for log in logs.into_iter().rev() {
            log.settle_with(|_| Ok(HashMap::new()), &mut problems);
        }
        problems
    }
}

/// A lever, and what the council could mean by its names.
struct Names<'a> {
    council: &'a Council,
    pulled: &'a Pulled,
}

impl Names<'_> {
    fn check(&self, log: &mut Log) {
        for key in self.pulled.lever.all_keys() {
            match key.takes {
                Takes::District { own } => self.district(key.name, own, log),
                Takes::Provider => self.provider(key.name, log),
                _ => {}
            }
        }
    }

    fn district(&self, key: &str, own: bool, log: &mut Log) {
        let Some(code) = self.pulled.text(key) else {
            return;
        };
        let areas = self.council.areas.iter();
        let fits = areas.filter(|area| !own || self.council.is_ours(&area.authority));
        let codes: Vec<&str> = fits.map(|area| area.code.as_str()).collect();
        if codes.contains(&code) {
            return;
        }
        let there = self.council.areas.iter().any(|area| area.code == code);
        let message = if there {
            format!("the district \"{code}\" is not in {}", self.council.name)
        } else {
            format!(
                "the district \"{code}\" is not in areas.csv of {}",
                self.council.name
            )
        };
        let otherwise = format!("write one of {}", codes.join(", "));
        let action = did_you_mean(code, codes.iter().copied(), &otherwise);
        add(log, self.pulled, key, &NOT_OF_COUNCIL, &message, &action);
    }

    fn provider(&self, key: &str, log: &mut Log) {
        let Some(name) = self.pulled.text(key) else {
            return;
        };
        let homes = self.council.homes.iter();
        let mut known: Vec<&str> = homes
            .flat_map(|home| [home.provider.as_deref(), home.urn.as_deref()])
            .flatten()
            .collect();
        known.sort_unstable();
        known.dedup();
        if known.contains(&name) {
            return;
        }
        let message = format!(
            "no home of {} has the provider or URN \"{name}\"",
            self.council.name
        );
        let otherwise = "write a provider or URN as it stands in homes.csv";
        let action = did_you_mean(name, known, otherwise);
        add(log, self.pulled, key, &NOT_OF_COUNCIL, &message, &action);
    }
}

/// Reports a last day before the first, where one of the two is told from the start of the forecast.
fn check_dates(pulled: &Pulled, start: Date, log: &mut Log) {
    let first = pulled.moment("from").unwrap_or(Moment::Months(0)).on(start);
    for key in ["until", "by"] {
        if let Some(last) = pulled.moment(key)
            && last.on(start) < first
        {
            let (last, first) = (date_words(last.on(start)), date_words(first));
            let message = format!("{key} ({last}) is before from ({first})");
            let action = "swap or correct the two";
            add(log, pulled, key, &LEVER_DATES, &message, action);
        } else if let Some(last) = pulled.moment(key)
            && last.on(start) < start
        {
            let (last, data) = (date_words(last.on(start)), date_words(start));
            let message = format!("{key} ({last}) is before the day of the data ({data})");
            let action = "give a day that is still to come: what is past is in the data already";
            add(log, pulled, key, &LEVER_DATES, &message, action);
        }
    }
}

fn add(
    log: &mut Log,
    pulled: &Pulled,
    key: &str,
    code: &'static Code,
    message: &str,
    action: &str,
) {
    let at = pulled.place(key).map_or(At::File, At::Known);
    let mut finding = Finding::new(code, at, message).action(action);
    if let Some(text) = pulled.text(key) {
        finding = finding.value(text);
    }
    log.add(finding);
}
