//! `[[policy.tiers]]` of `council.toml`: the order of the objective.

use std::ops::Range;

use super::codes::{BAD_SETTING, BAD_TIER, UNKNOWN_MEASURE};
use super::diagnostic::shown;
use super::log::Finding;
use super::nearest::did_you_mean;
use super::settings::{Section, Settings, key, key_names};
use crate::model::{Term, Tier};

/// Reads the tiers. A term may only name one of the known measures.
pub fn tiers(settings: &mut Settings<'_>, policy: Section<'_>, known: &[&str]) -> Vec<Tier> {
    let mut tiers: Vec<Tier> = Vec::new();
    let list = settings.list(policy, "tiers");
    if let (true, Some(value)) = (list.is_empty(), policy.get("tiers")) {
        let message = "names no tier: leave it out for the order of the law";
        settings.wrong(key("policy", "tiers"), value.span(), &BAD_TIER, message);
    }
    for value in list {
        let Some(entries) = value.get_ref().as_table() else {
            settings.wrong(
                key("policy", "tiers"),
                value.span(),
                &BAD_SETTING,
                "is not a table",
            );
            continue;
        };
        let section = Section {
            name: "policy.tiers",
            entries,
        };
        settings.check_keys(section, &key_names("policy.tiers"));
        let name = tier_name(settings, section, value.span(), &tiers);
        let terms = terms(settings, section, value.span(), known);
        let gap = |gap: f64| (0.0..1.0).contains(&gap);
        let tolerance = settings.number(section, "tolerance", gap).unwrap_or(0.0);
        tiers.push(Tier {
            name,
            terms,
            tolerance,
        });
    }
    tiers
}

fn tier_name(
    settings: &mut Settings<'_>,
    section: Section<'_>,
    tier: Range<usize>,
    earlier: &[Tier],
) -> String {
    let Some(value) = section.get("name") else {
        let at = settings.at(tier);
        settings.missing(section, "name", at);
        return String::new();
    };
    let name = settings.text(section, "name").unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
        let message = "cannot be part of a file name";
        settings.wrong(
            key(section.name, "name"),
            value.span(),
            &BAD_SETTING,
            message,
        );
    } else if earlier.iter().any(|tier| tier.name == name) {
        let message = "is the name of an earlier tier too";
        settings.wrong(key(section.name, "name"), value.span(), &BAD_TIER, message);
    }
    name
}

fn terms(
    settings: &mut Settings<'_>,
    tier: Section<'_>,
    span: Range<usize>,
    known: &[&str],
) -> Vec<Term> {
    let list = settings.list(tier, "terms");
    if list.is_empty() {
        let at = settings.at(tier.get("terms").map_or(span, |value| value.span()));
        let finding = Finding::new(
            &BAD_TIER,
            at,
            "the tier has no terms, so it measures nothing",
        )
        .action("add terms = [{ duty = \"D21\", weight = 1 }], or delete the tier");
        settings.log.add(finding);
    }
    let mut terms: Vec<Term> = Vec::new();
    for value in list {
        let Some(entries) = value.get_ref().as_table() else {
            settings.wrong(
                key(tier.name, "terms"),
                value.span(),
                &BAD_SETTING,
                "is not a table",
            );
            continue;
        };
        let section = Section {
            name: "policy.tiers.terms",
            entries,
        };
        settings.check_keys(section, &key_names(section.name));
        let Some(at) = section.get("duty").map(|value| value.span()) else {
            let at = settings.at(value.span());
            settings.missing(section, "duty", at);
            continue;
        };
        let duty = settings.text(section, "duty").unwrap_or_default();
        if !known.contains(&duty.as_str()) {
            let action = did_you_mean(
                &duty,
                known.iter().copied(),
                "`placewell explain` lists the duties",
            );
            let message = format!("\"{}\" is not the code of a measure", shown(&duty));
            let finding = Finding::new(&UNKNOWN_MEASURE, settings.at(at), message)
                .value(&duty)
                .expected(format!("one of {}", known.join(", ")))
                .action(action);
            settings.log.add(finding);
        } else if terms.iter().any(|term| term.duty == duty) {
            settings.wrong(
                key(section.name, "duty"),
                at,
                &BAD_TIER,
                "is in this tier twice",
            );
        }
        let weight = settings.whole(section, "weight", 1..=1_000_000_000);
        if section.get("weight").is_none() {
            let at = settings.at(value.span());
            settings.missing(section, "weight", at);
        }
        terms.push(Term {
            duty,
            weight: weight.unwrap_or(1),
        });
    }
    terms
}
