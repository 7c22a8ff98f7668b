//! `[policy.targets]` of `council.toml`, and `[targets]` of a scenario.

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::codes::{BAD_SETTING, UNKNOWN_KEY};
use super::diagnostic::shown;
use super::log::{Finding, Log};
use super::nearest::did_you_mean;
use super::settings::{Section, Settings, number_of};

/// Reads targets; `known` has the indicators' codes and names, each with the highest figure that a target can have.
pub fn targets(
    settings: &mut Settings<'_>,
    policy: Section<'_>,
    known: &[Target<'_>],
) -> BTreeMap<String, f64> {
    let entries = settings.table(policy, "targets");
    entries.map_or_else(BTreeMap::new, |entries| {
        named(settings, entries, "policy.targets", known)
    })
}

/// Reads a table of targets in the text of another TOML file, which calls it `table`.
pub fn targets_of(
    text: &str,
    entries: &DeTable<'_>,
    table: &str,
    known: &[Target<'_>],
    log: &mut Log,
) -> BTreeMap<String, f64> {
    named(&mut Settings { text, log }, entries, table, known)
}

/// An indicator's code and name, and the highest figure that a target can have.
type Target<'a> = (&'a str, &'a str, Option<f64>);

fn named(
    settings: &mut Settings<'_>,
    entries: &DeTable<'_>,
    table: &str,
    known: &[Target<'_>],
) -> BTreeMap<String, f64> {
    let mut targets = BTreeMap::new();
    let judging = known.iter().filter(|(_, _, highest)| highest.is_some());
    let names: Vec<&str> = judging.map(|(_, name, _)| *name).collect();
    for (key, value) in entries {
        let name: &str = key.get_ref();
        let of_name = known.iter().find(|(_, known, _)| *known == name);
        let of_code = known
            .iter()
            .find(|(code, ..)| code.eq_ignore_ascii_case(name));
        match (of_name, of_code) {
            (Some((_, _, Some(highest))), _) => {
                let figure = number_of(value.get_ref());
                match figure.filter(|figure| (0.0..=*highest).contains(figure)) {
                    Some(figure) => {
                        targets.insert(name.to_owned(), figure);
                    }
                    None => out_of_range(settings, name, value, *highest),
                }
            }
            (Some((_, name, None)), _) | (None, Some((_, name, None))) => {
                let message = format!(
                    "the indicator {name} describes and does not judge, so that it can have no target"
                );
                let action = format!("delete it; targets can be set for {}", names.join(", "));
                not_known(settings, key, message, action);
            }
            (None, Some((code, name, _))) => {
                let message =
                    format!("{code} is the code of an indicator, and a target goes by its name");
                not_known(settings, key, message, format!("write {name} instead"));
            }
            (None, None) => {
                let message = format!("the key \"{}\" is not known in [{table}]", shown(name));
                let otherwise = format!("delete it; known here are {}", names.join(", "));
                let action = did_you_mean(name, names.iter().copied(), &otherwise);
                not_known(settings, key, message, action);
            }
        }
    }
    targets
}

fn not_known(
    settings: &mut Settings<'_>,
    key: &Spanned<Cow<'_, str>>,
    message: String,
    action: String,
) {
    let finding = Finding::new(&UNKNOWN_KEY, settings.at(key.span()), message)
        .value(key.get_ref())
        .action(action);
    settings.log.add(finding);
}

fn out_of_range(
    settings: &mut Settings<'_>,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    highest: f64,
) {
    let text = settings
        .text
        .get(value.span())
        .unwrap_or_default()
        .to_owned();
    let message = format!("{name} {} is no figure that it can have", shown(&text));
    let finding = Finding::new(&BAD_SETTING, settings.at(value.span()), message)
        .value(&text)
        .expected(format!("a number from 0 to {highest}"))
        .action("write the target in the indicator's unit, such as 75 for 75%");
    settings.log.add(finding);
}
