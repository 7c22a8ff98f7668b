//! `[policy.targets]` of `council.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::codes::{BAD_SETTING, UNKNOWN_KEY};
use super::diagnostic::shown;
use super::log::Finding;
use super::nearest::did_you_mean;
use super::settings::{Section, Settings, number_of};

/// Reads targets; `known` has the indicators' codes and names, each with the highest figure that a target can have.
pub fn targets(
    settings: &mut Settings<'_>,
    policy: Section<'_>,
    known: &[(&str, &str, Option<f64>)],
) -> BTreeMap<String, f64> {
    let mut targets = BTreeMap::new();
    let Some(entries) = settings.table(policy, "targets") else {
        return targets;
    };
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
                let message = format!(
                    "the key \"{}\" is not known in [policy.targets]",
                    shown(name)
                );
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
