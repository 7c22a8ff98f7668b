//! `[policy.targets]` of `council.toml`.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::codes::BAD_SETTING;
use super::diagnostic::shown;
use super::log::Finding;
use super::settings::{Section, Settings, number_of};

/// Reads targets; `known` has the indicators' names, each with the highest figure that it can have.
pub fn targets(
    settings: &mut Settings<'_>,
    policy: Section<'_>,
    known: &[(&str, f64)],
) -> BTreeMap<String, f64> {
    let mut targets = BTreeMap::new();
    let Some(entries) = settings.table(policy, "targets") else {
        return targets;
    };
    let section = Section {
        name: "policy.targets",
        entries,
    };
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    settings.check_keys(section, &names);
    for (name, value) in entries {
        let name: &str = name.get_ref();
        let Some((_, highest)) = known.iter().find(|(known, _)| *known == name) else {
            continue;
        };
        match number_of(value.get_ref()).filter(|figure| (0.0..=*highest).contains(figure)) {
            Some(figure) => {
                targets.insert(name.to_owned(), figure);
            }
            None => out_of_range(settings, name, value, *highest),
        }
    }
    targets
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
