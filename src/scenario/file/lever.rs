//! One lever of a file: `[levers.NAME]`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::number;
use super::reader::{Reader, Spot};
use crate::ingest::codes::{
    BAD_LEVER, BAD_SETTING, INTERVAL_REVERSED, LEVER_DATES, UNKNOWN_CODE, UNKNOWN_LEVER,
};
use crate::ingest::diagnostic::shown;
use crate::ingest::nearest::did_you_mean;
use crate::ingest::whole_of;
use crate::scenario::levers::{ALL, Key, Lever, Needs, ONCE_EACH, Takes, WEEKLY_EACH, by_id};
use crate::scenario::moment::Moment;
use crate::scenario::pulled::{Pulled, Value};

/// Reads a lever. What is wrong is reported; `None` where too little is left.
pub fn read<'t>(
    reader: &mut Reader<'_>,
    name: &Spanned<Cow<'t, str>>,
    value: &'t Spot<'t>,
) -> Option<Pulled> {
    let place = format!("levers.{}", name.get_ref());
    let table = reader.table(&place, value)?;
    let called = called(reader, name)?;
    let lever = lever(reader, name, table)?;
    let mut pulled = Pulled {
        name: called,
        lever,
        values: BTreeMap::new(),
        file: 0,
        places: BTreeMap::from([("", reader.place(&name.span()))]),
    };
    let mut names: Vec<&str> = lever.all_keys().map(|key| key.name).collect();
    names.push("lever");
    for (written, value) in table {
        let written_name: &str = written.get_ref();
        match lever.key(written_name) {
            Some(key) => {
                if let Some(read) = read_value(reader, lever, key, value) {
                    pulled.values.insert(key.name, read);
                }
                pulled.places.insert(key.name, reader.place(&value.span()));
            }
            None if written_name == "lever" => {}
            None => {
                let at = format!("in [{place}] (lever {})", lever.id);
                reader.unknown(written, &at, &names);
            }
        }
    }
    check_needs(reader, &pulled, name);
    check_each(reader, &pulled, table);
    check_ignored(reader, &pulled, table);
    check_dates(reader, &pulled, table);
    Some(pulled)
}

/// The lever's name, which sweeps and outputs use.
fn called(reader: &mut Reader<'_>, name: &Spanned<Cow<'_, str>>) -> Option<String> {
    let text: &str = name.get_ref();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !text.is_empty() && text.len() <= 64 && text.chars().all(plain) {
        return Some(text.to_owned());
    }
    let message = format!("a lever cannot be called \"{}\"", shown(text));
    let expected = Some("letters, digits, - and _".to_owned());
    let action = "write [levers.NAME] with another name".to_owned();
    reader.report(&BAD_SETTING, &name.span(), message, expected, action);
    None
}

/// The lever that is meant: the one that is named, or the one that the table is called after.
fn lever(
    reader: &mut Reader<'_>,
    name: &Spanned<Cow<'_, str>>,
    table: &DeTable<'_>,
) -> Option<&'static Lever> {
    let (id, span): (String, Range<usize>) = match table.get("lever") {
        Some(value) => (reader.text_of("lever", value)?, value.span()),
        None => (name.get_ref().to_string(), name.span()),
    };
    let found = by_id(&id);
    if found.is_none() {
        let ids: Vec<&str> = ALL.iter().map(|lever| lever.id).collect();
        let message = format!("no lever is called \"{}\"", shown(&id));
        let expected = Some(format!("one of {}", ids.join(", ")));
        let otherwise = "name the lever that is meant with lever = \"...\"";
        let action = did_you_mean(&id, ids.iter().copied(), otherwise);
        reader.report(&UNKNOWN_LEVER, &span, message, expected, action);
    }
    found
}

fn read_value(
    reader: &mut Reader<'_>,
    lever: &Lever,
    key: &'static Key,
    value: &Spot<'_>,
) -> Option<Value> {
    let wrong = |reader: &mut Reader<'_>| {
        let action = format!("correct {}: {}", key.name, key.about);
        reader.wrong(
            key.name,
            &value.span(),
            &key.takes.words(lever.draws()),
            &action,
        );
    };
    let found = match key.takes {
        Takes::Number { .. } => {
            return number::read(reader, key, value, lever.draws()).map(Value::Amount);
        }
        Takes::Code(codes) => return code(reader, key, value, &codes()).map(Value::Text),
        Takes::Ages => return ages(reader, key, value),
        Takes::Flag => value.get_ref().as_bool().map(Value::Flag),
        Takes::Moment => moment(value.get_ref()).map(Value::Moment),
        Takes::District { .. } | Takes::Provider => {
            return reader.text_of(key.name, value).map(Value::Text);
        }
        Takes::Authorities => authorities(value.get_ref()).map(Value::Texts),
    };
    if found.is_none() {
        wrong(reader);
    }
    found
}

fn code(
    reader: &mut Reader<'_>,
    key: &Key,
    value: &Spot<'_>,
    codes: &[(&'static str, &'static str)],
) -> Option<String> {
    let text = reader.text_of(key.name, value)?;
    if let Some((code, _)) = codes
        .iter()
        .find(|(code, _)| code.eq_ignore_ascii_case(&text))
    {
        return Some((*code).to_owned());
    }
    let known: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
    let message = format!("{} \"{}\" is not in the code list", key.name, shown(&text));
    let expected = Some(format!("one of {}", known.join(", ")));
    let action = did_you_mean(
        &text,
        known.iter().copied(),
        "use one of the codes of the list",
    );
    reader.report(&UNKNOWN_CODE, &value.span(), message, expected, action);
    None
}

fn ages(reader: &mut Reader<'_>, key: &Key, value: &Spot<'_>) -> Option<Value> {
    let age = |value: &Spot<'_>| {
        let years = whole_of(value.get_ref())?;
        u8::try_from(years).ok().filter(|years| *years <= 17)
    };
    let list = value.get_ref().as_array();
    let both: Option<Vec<u8>> = list.and_then(|list| list.iter().map(age).collect());
    match both.as_deref() {
        Some(&[youngest, oldest]) if youngest <= oldest => Some(Value::Ages(youngest, oldest)),
        Some(&[youngest, oldest]) => {
            let message = format!("{} are upside down: {youngest} to {oldest}", key.name);
            let action = format!("write [{oldest}, {youngest}]");
            reader.report(&INTERVAL_REVERSED, &value.span(), message, None, action);
            None
        }
        _ => {
            let action = format!("correct {}: {}", key.name, key.about);
            reader.wrong(key.name, &value.span(), &key.takes.words(false), &action);
            None
        }
    }
}

fn moment(value: &DeValue<'_>) -> Option<Moment> {
    match value {
        DeValue::Datetime(date) => Moment::parse(&date.to_string()),
        other => Moment::parse(other.as_str()?),
    }
}

/// Codes of authorities; none for "adjoining".
fn authorities(value: &DeValue<'_>) -> Option<Vec<String>> {
    if let Some(text) = value.as_str() {
        return (text == "adjoining").then(Vec::new);
    }
    let list = value.as_array().filter(|list| !list.is_empty())?;
    let code = |value: &Spot<'_>| {
        let code = value.get_ref().as_str()?.trim();
        let plain = code.len() == 9 && code.chars().all(|c| c.is_ascii_alphanumeric());
        plain.then(|| code.to_owned())
    };
    list.iter().map(code).collect()
}

/// Reports a lever without its figures, or with two of which it takes one. A value that cannot be used has been reported
/// already, so that keys count that are there at all.
fn check_needs(reader: &mut Reader<'_>, pulled: &Pulled, name: &Spanned<Cow<'_, str>>) {
    let names = pulled.lever.needs.names();
    let given: Vec<&str> = names
        .iter()
        .filter(|name| pulled.places.contains_key(**name))
        .copied()
        .collect();
    let id = pulled.lever.id;
    let (message, action) = match pulled.lever.needs {
        Needs::Nothing => return,
        Needs::All(_) if given.len() == names.len() => return,
        Needs::OneOf(_) if given.len() == 1 => return,
        Needs::Some(_) if !given.is_empty() => return,
        Needs::OneOf(_) if given.len() > 1 => (
            format!("the lever {id} takes only one of {}", names.join(", ")),
            format!("keep {} or {}", given[0], given[1..].join(" or ")),
        ),
        Needs::All(_) => {
            let missing = names.iter().filter(|name| !given.contains(*name));
            let missing: Vec<&str> = missing.copied().collect();
            (
                format!("the lever {id} lacks {}", missing.join(", ")),
                format!("add {}: {}", missing[0], about(pulled.lever, missing[0])),
            )
        }
        Needs::OneOf(_) | Needs::Some(_) => (
            format!("the lever {id} lacks one of {}", names.join(", ")),
            format!("add {}: {}", names[0], about(pulled.lever, names[0])),
        ),
    };
    reader.report(&BAD_LEVER, &name.span(), message, None, action);
}

/// Reports a cost of each where the lever changes how often something happens: nobody could say which of those who come
/// are of it.
fn check_each(reader: &mut Reader<'_>, pulled: &Pulled, table: &DeTable<'_>) {
    let Needs::OneOf(names) = pulled.lever.needs else {
        return;
    };
    for key in [ONCE_EACH.name, WEEKLY_EACH.name] {
        if let Some(value) = table
            .get(key)
            .filter(|_| pulled.places.contains_key("percent"))
        {
            let message = format!("{key} is of each that comes on top, and percent names none");
            let action = format!(
                "give {} in place of percent, or the cost of the whole",
                names[0]
            );
            reader.report(&BAD_LEVER, &value.span(), message, None, action);
        }
    }
}

/// Keys of a lever that a change in per cent has no use for: it names no child and no home.
const OF_A_NUMBER: [(&str, &[&str]); 2] = [
    ("reunify", &["with_their_carers"]),
    ("recruit", &["for", "household", "district"]),
];

/// Reports a key that would have no say, and would be told as done.
fn check_ignored(reader: &mut Reader<'_>, pulled: &Pulled, table: &DeTable<'_>) {
    let id = pulled.lever.id;
    let keys = OF_A_NUMBER.iter().find(|(lever, _)| *lever == id);
    let keys = keys.filter(|_| pulled.places.contains_key("percent"));
    for key in keys.map_or(&[][..], |(_, keys)| *keys) {
        if let Some(value) = table.get(*key) {
            let names = pulled.lever.needs.names();
            let message =
                format!("{key} has no say beside percent, which names no child and no home");
            let action = format!("give {} in place of percent, or delete {key}", names[0]);
            reader.report(&BAD_LEVER, &value.span(), message, None, action);
        }
    }
    let is_order = matches!(pulled.text("by"), Some("guardianship" | "adoption"));
    let with_carers = table.get("with_their_carers");
    if let Some(value) = with_carers.filter(|_| pulled.flag("with_their_carers") == Some(true))
        && !is_order
        && !pulled.places.contains_key("percent")
    {
        let message = "with_their_carers is of an order, and children who go home have none";
        let action = "add by = \"guardianship\" or by = \"adoption\", or delete with_their_carers";
        reader.report(
            &BAD_LEVER,
            &value.span(),
            message.to_owned(),
            None,
            action.to_owned(),
        );
    }
}

fn about(lever: &Lever, key: &str) -> &'static str {
    lever.key(key).map_or("", |key| key.about)
}

/// Reports a last day before the first, where both are told in one way; otherwise only the day of the forecast tells.
fn check_dates(reader: &mut Reader<'_>, pulled: &Pulled, table: &DeTable<'_>) {
    for last in ["until", "by"] {
        let from = pulled.moment("from").unwrap_or(Moment::Months(0));
        let Some(until) = pulled.moment(last) else {
            continue;
        };
        let upside_down = match (from, until) {
            (Moment::Day(from), Moment::Day(until)) => from > until,
            (Moment::Months(from), Moment::Months(until)) => from > until,
            _ => false,
        };
        if upside_down && let Some(value) = table.get(last) {
            let (from, until) = (from.words(None), until.words(None));
            let message = format!("{last} ({until}) is before from ({from})");
            let action = "swap or correct the two".to_owned();
            reader.report(&LEVER_DATES, &value.span(), message, None, action);
        }
    }
}
