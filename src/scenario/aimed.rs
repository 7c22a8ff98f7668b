//! What a scenario aims at, and a run cannot tell of, or does not come to.

use toml::de::DeTable;

use super::moment::Moment;
use super::{Ground, Pulled, Scenario, levers};
use crate::forecast::capacity::OF_RUNS;
use crate::ingest::Problems;
use crate::ingest::codes::{MISSED, TARGET_OF_NO_RUN, WITHOUT_EFFECT};
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::position::Place;

impl Scenario {
    /// The KPI of a run that measures a target; `None` where none does.
    pub fn kpi_of(target: &str) -> Option<&'static str> {
        let found = OF_RUNS.iter().find(|(known, _)| *known == target);
        found.map(|(_, kpi)| *kpi)
    }

    /// Warns of targets that a run does not measure, and of a scenario that sets targets alone; `logs` are those of its
    /// files.
    pub(super) fn warn_of_targets(&self, logs: &mut [Log]) {
        for name in self
            .targets
            .keys()
            .filter(|name| Self::kpi_of(name).is_none())
        {
            let Some((file, at)) = self.place_of_target(name) else {
                continue;
            };
            let message =
                format!("the target {name} is on an indicator that a run does not measure");
            let action = format!(
                "where that is as meant, leave it: placewell assess measures it, with {name} in [policy.targets] of council.toml"
            );
            logs[file].add(Finding::new(&TARGET_OF_NO_RUN, At::Known(at), message).action(action));
        }
        let is_alone = self.levers.is_empty() && self.policy_words().is_empty();
        let first = self
            .targets
            .keys()
            .next()
            .and_then(|name| self.place_of_target(name));
        if let Some((file, at)) = first.filter(|_| is_alone) {
            let message = "the scenario sets targets only: nothing changes in a run, whose futures are those of doing nothing";
            let action = "where they are only to be measured against, leave it; or add [levers.NAME] for what is to reach them";
            logs[file].add(Finding::new(&WITHOUT_EFFECT, At::Known(at), message).action(action));
        }
    }

    /// File and place of a target, the youngest that sets it.
    fn place_of_target(&self, name: &str) -> Option<(usize, Place)> {
        let place = |text: &str| {
            let document = DeTable::parse(text).ok()?;
            let targets = document.get_ref().get("targets")?.get_ref().as_table()?;
            let value = targets.get(name)?;
            Some(Place::of_byte(text, value.span().start))
        };
        let files = self.files.iter().enumerate().rev();
        files
            .into_iter()
            .find_map(|(at, file)| Some((at, place(&file.text)?)))
    }

    /// The warning that a lever does not come to what it is to reach, at its line.
    pub fn missed(&self, pulled: &Pulled, why: &str) -> Problems {
        let mut log = Log::of(&self.files[pulled.file].file);
        let action = "ask for less, give it longer, or pull another lever with it";
        log.add(finding(pulled, why).action(action));
        let mut problems = Problems::default();
        log.settle_with(|_| Ok(std::collections::HashMap::new()), &mut problems);
        problems
    }
}

fn finding(pulled: &Pulled, why: &str) -> Finding {
    let figure = pulled.lever.needs.names().first().copied();
    let at = pulled.place(figure.unwrap_or_default());
    Finding::new(&MISSED, at.map_or(At::File, At::Known), why)
}

/// Warns of a lever that solves for its size, where the day on which it is to be reached lies after the last month.
pub fn warn_of_day(pulled: &Pulled, ground: Option<&Ground>, months: u16, log: &mut Log) {
    let Some(solves) = levers::solves(pulled) else {
        return;
    };
    let last = match ground {
        Some(ground) => {
            let by = (solves.by)(pulled, ground);
            // A day before the same day of the month is within it.
            (by > Moment::Months(months).on(ground.start)).then(|| by.to_string())
        }
        None => {
            let by = ["by", "until"].iter().find_map(|key| pulled.moment(key));
            match by {
                Some(Moment::Months(by)) if by > months => Some(format!("month {by}")),
                _ => None,
            }
        }
    };
    if let Some(last) = last {
        let why = format!(
            "what the lever {} is to reach is for {last}, and the run ends after {months} months: it shows only the way there",
            pulled.name
        );
        log.add(finding(pulled, &why).action("run more months, or give it an earlier day"));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ingest::Options;
    use crate::scenario::file;
    use crate::scenario::levers::shire;

    fn warned(text: &str, months: u16) -> String {
        let known = Options {
            known_measures: &["D21"],
            known_targets: &[
                ("K05", "in_area", Some(100.0)),
                ("K25", "school_kept", Some(100.0)),
            ],
        };
        let scenario = file::read_text(Path::new("mine.toml"), text.to_owned(), &known);
        let scenario = scenario.unwrap_or_else(|wrong| panic!("{wrong}"));
        let shire = shire();
        let ground = Ground::new(&shire, shire.as_at);
        let both = [None, Some(&ground)].map(|ground| scenario.idle(ground, months).render());
        assert_eq!(both[0], both[1].replace("2029-03-31", "month 36"));
        both[0].clone()
    }

    #[test]
    fn targets_that_no_run_measures_and_targets_alone_are_told() {
        let said = warned("[targets]\nin_area = 80\nschool_kept = 90\n", 36);
        assert!(
            said.contains("mine.toml:3:15: warning[W0717]: the target school_kept"),
            "{said}"
        );
        assert!(!said.contains("the target in_area"), "{said}");
        assert!(
            said.contains("mine.toml:2:11: warning[W0715]: the scenario sets targets only"),
            "{said}"
        );
        let with = warned(
            "[levers.entries]\npercent = 5\n[targets]\nschool_kept = 90\n",
            36,
        );
        assert!(with.contains("W0717") && !with.contains("W0715"), "{with}");
    }

    #[test]
    fn a_day_after_the_last_month_is_told() {
        let text = "[levers.rate]\nper_10000 = 90\nby = \"+36 months\"\n";
        let said = warned(text, 6);
        assert!(said.contains("mine.toml:2:13: warning[W0718]"), "{said}");
        assert!(said.contains("the run ends after 6 months"), "{said}");
        assert!(!warned(text, 36).contains("W0718"));
    }
}
