//! `[policy]` of `council.toml`.

use std::ops::Range;

use toml::de::DeTable;

use super::codes::{BAD_SETTING, UNKNOWN_CODE};
use super::folder::Options;
use super::log::{Finding, Log};
use super::nearest::did_you_mean;
use super::points::{points_by_name, points_from_names};
use super::settings::{Section, Settings, key, key_names, whole_of};
use super::targets_toml::targets;
use super::tiers_toml::tiers;
use crate::model::{ApprovalKind, CodeSet, Miles, OfstedGrade, Points, Policy, Set};

/// `[policy]` of the text of another TOML file, such as a scenario: what it leaves out is as `base` has it. Nothing where
/// the file has no such table, or breaks the rules of TOML.
pub fn policy_over(text: &str, base: &Policy, known: &Options, log: &mut Log) -> Option<Policy> {
    let document = DeTable::parse(text).ok()?;
    let entries = document.get_ref().get("policy")?.get_ref().as_table()?;
    let section = Section {
        name: "policy",
        entries,
    };
    Some(read_policy(
        &mut Settings { text, log },
        section,
        known,
        base,
    ))
}

/// Reads local policy; what is left out is as `default` has it.
pub fn read_policy(
    settings: &mut Settings<'_>,
    section: Section<'_>,
    known: &Options,
    default: &Policy,
) -> Policy {
    settings.check_keys(section, &key_names("policy"));
    let mut age = |name, default: u8, range| {
        let years = settings.whole(section, name, range);
        years.and_then(|y| u8::try_from(y).ok()).unwrap_or(default)
    };
    let bedroom_age = age("bedroom_age", default.bedroom_age, 0..=25);
    let usual_fostering_limit = age(
        "usual_fostering_limit",
        default.usual_fostering_limit,
        1..=20,
    );
    let smoke_free_under = age("smoke_free_under", default.smoke_free_under, 0..=25);
    let (near, search) = distances(settings, section, default);
    let share = |share: f64| share > 0.0 && share <= 1.0;
    Policy {
        bedroom_age,
        usual_fostering_limit,
        near,
        search,
        school_run: school_run(settings, section, default.school_run),
        grade_gate: grade_gate(settings, section, default.grade_gate),
        smoke_free_under,
        usability: settings
            .number(section, "usability", share)
            .unwrap_or(default.usability),
        external_share: settings
            .number(section, "external_share", |share| {
                (0.0..=1.0).contains(&share)
            })
            .or(default.external_share),
        targets: match section.get("targets") {
            Some(_) => targets(settings, section, known.known_targets),
            None => default.targets.clone(),
        },
        seek: seek(settings, section, default.seek),
        points: points(settings, section, &default.points),
        tiers: match section.get("tiers") {
            Some(_) => tiers(settings, section, known.known_measures),
            None => default.tiers.clone(),
        },
    }
}

fn distances(
    settings: &mut Settings<'_>,
    section: Section<'_>,
    default: &Policy,
) -> (Miles, Miles) {
    let good = |miles: f64| {
        let hundredths = miles * 100.0;
        (0.0..=1000.0).contains(&miles) && (hundredths - hundredths.round()).abs() < 1e-6
    };
    let miles = |number: f64| Miles::from_hundredths((number * 100.0).round() as i64);
    let near = settings.number(section, "near_miles", good);
    let search = settings.number(section, "search_miles", good);
    let near = near.map_or(default.near, miles);
    let search = search.map_or(default.search, miles);
    if near > search
        && let Some(value) = section.get("search_miles").or(section.get("near_miles"))
    {
        let name = if section.get("search_miles").is_some() {
            "search_miles"
        } else {
            "near_miles"
        };
        let message =
            format!("leaves the search ({search} miles) shorter than near home ({near} miles)");
        settings.wrong(key("policy", name), value.span(), &BAD_SETTING, &message);
    }
    (near, search)
}

fn school_run(settings: &mut Settings<'_>, section: Section<'_>, default: Miles) -> Miles {
    let good = |miles: f64| (0.0..=1000.0).contains(&miles);
    let run = settings.number(section, "school_miles", good);
    run.map_or(default, |miles| {
        Miles::from_hundredths((miles * 100.0).round() as i64)
    })
}

fn grade_gate(
    settings: &mut Settings<'_>,
    section: Section<'_>,
    default: Option<OfstedGrade>,
) -> Option<OfstedGrade> {
    let (Some(text), Some(value)) = (
        settings.text(section, "grade_gate"),
        section.get("grade_gate"),
    ) else {
        return default;
    };
    if text.eq_ignore_ascii_case("off") {
        return None;
    }
    let grade = OfstedGrade::from_code(&text);
    if grade.is_none() {
        let codes = OfstedGrade::ALL.iter().map(|grade| grade.code());
        unknown_code(
            settings,
            "grade_gate",
            &text,
            value.span(),
            codes.chain(["off"]).collect(),
        );
    }
    grade
}

fn seek(
    settings: &mut Settings<'_>,
    section: Section<'_>,
    default: Set<ApprovalKind>,
) -> Set<ApprovalKind> {
    if section.get("seek").is_none() {
        return default;
    }
    let mut kinds = Set::EMPTY;
    for (text, span) in settings.texts(section, "seek") {
        match ApprovalKind::from_code(&text) {
            Some(kind) => kinds.insert(kind),
            None => {
                let codes = ApprovalKind::ALL.iter().map(|kind| kind.code()).collect();
                unknown_code(settings, "seek", &text, span, codes);
            }
        }
    }
    kinds
}

fn unknown_code(
    settings: &mut Settings<'_>,
    name: &str,
    text: &str,
    span: Range<usize>,
    codes: Vec<&str>,
) {
    let listed = codes.join(", ");
    let action = did_you_mean(text, codes, "use one of the codes of the list");
    let message = format!(
        "{name} \"{}\" is not in the code list",
        super::diagnostic::shown(text)
    );
    let finding = Finding::new(&UNKNOWN_CODE, settings.at(span), message)
        .value(text)
        .expected(format!("one of {listed}"))
        .action(action);
    settings.log.add(finding);
}

fn points(settings: &mut Settings<'_>, policy: Section<'_>, default: &Points) -> Points {
    let mut named = points_by_name(default);
    let Some(entries) = settings.table(policy, "points") else {
        return default.clone();
    };
    let section = Section {
        name: "policy.points",
        entries,
    };
    let names: Vec<String> = named.keys().cloned().collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    settings.check_keys(section, &known);
    for (name, value) in entries {
        let Some(points) = named.get_mut(name.get_ref().as_ref()) else {
            continue;
        };
        match whole_of(value.get_ref()).and_then(|n| u8::try_from(n).ok()) {
            Some(number) => *points = number,
            None => {
                let text = settings
                    .text
                    .get(value.span())
                    .unwrap_or_default()
                    .to_owned();
                let message = format!(
                    "{} {} is not a number of points",
                    name.get_ref(),
                    super::diagnostic::shown(&text)
                );
                let finding = Finding::new(&BAD_SETTING, settings.at(value.span()), message)
                    .value(&text)
                    .expected("a whole number from 0 to 255")
                    .action("write the points in figures; 0 turns the measure off");
                settings.log.add(finding);
            }
        }
    }
    points_from_names(&named).unwrap_or_default()
}
