//! `[sweep]` of a file: which figures of its levers are varied, and how.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reader::{Reader, Spot};
use crate::ingest::codes::{BAD_SWEEP, INTERVAL_REVERSED};
use crate::ingest::nearest::did_you_mean;
use crate::ingest::number_of;
use crate::scenario::levers::{Key, Takes};
use crate::scenario::pulled::Pulled;
use crate::scenario::sweep::{Along, Axis, MOST, Method, Sweep};

/// Reads the sweep of a file whose TOML is sound.
pub fn read(reader: &mut Reader<'_>, levers: &[Pulled]) -> Option<Sweep> {
    let document = DeTable::parse(reader.text).ok()?;
    let value = document.get_ref().get("sweep")?;
    let table = reader.table("sweep", value)?;
    reader.check_keys(table, "in [sweep]", &["method", "samples", "values"]);
    let samples = table.get("samples").and_then(|value| {
        let samples = reader.whole("samples", value, 1, MOST as u64)?;
        usize::try_from(samples).ok()
    });
    let method = method(reader, table, samples)?;
    let Some(values) = table.get("values") else {
        let action = "add [sweep.values] with lines such as \"recruit.carers\" = [5, 10, 15]";
        bad(reader, value, "the sweep varies nothing", action);
        return None;
    };
    let values = reader.table("sweep.values", values)?;
    let mut axes = Vec::new();
    for (name, along) in values {
        axes.push(axis(
            reader,
            name.get_ref(),
            &name.span(),
            along,
            levers,
            method,
        ));
    }
    let sweep = Sweep {
        method,
        axes: axes.into_iter().collect::<Option<Vec<_>>>()?,
    };
    if sweep.axes.is_empty() {
        let action = "add lines such as \"recruit.carers\" = [5, 10, 15]";
        bad(reader, value, "the sweep varies nothing", action);
        return None;
    }
    match sweep.size() {
        Some(size) if size <= MOST => Some(sweep),
        size => {
            let size = size.map_or_else(|| "far too many".to_owned(), |size| size.to_string());
            let message = format!("the sweep has {size} scenarios, and {MOST} are the most");
            let action = "give fewer values, or method = \"latin_hypercube\" with samples";
            bad(reader, value, &message, action);
            None
        }
    }
}

fn bad(reader: &mut Reader<'_>, value: &Spot<'_>, message: &str, action: &str) {
    // A table's span is the whole table; what is told is its beginning.
    let start = value.span().start;
    reader.report(
        &BAD_SWEEP,
        &(start..start),
        message.to_owned(),
        None,
        action.to_owned(),
    );
}

fn method(reader: &mut Reader<'_>, table: &DeTable<'_>, samples: Option<usize>) -> Option<Method> {
    const METHODS: [&str; 2] = ["grid", "latin_hypercube"];
    let Some(value) = table.get("method") else {
        return Some(samples.map_or(Method::Grid, Method::LatinHypercube));
    };
    let text = reader.text_of("method", value)?;
    match (text.as_str(), samples) {
        ("grid", None) => Some(Method::Grid),
        ("latin_hypercube", Some(samples)) => Some(Method::LatinHypercube(samples)),
        ("grid", Some(_)) => {
            let action = "delete samples, or write method = \"latin_hypercube\"";
            bad(
                reader,
                value,
                "a grid takes no samples: it has every combination",
                action,
            );
            None
        }
        ("latin_hypercube", None) => {
            // A number that cannot be used has been reported.
            if table.get("samples").is_none() {
                bad(
                    reader,
                    value,
                    "a Latin hypercube lacks samples",
                    "add samples = 20",
                );
            }
            None
        }
        _ => {
            let action = did_you_mean(&text, METHODS, "write grid or latin_hypercube");
            reader.wrong("method", &value.span(), "grid or latin_hypercube", &action);
            None
        }
    }
}

fn axis(
    reader: &mut Reader<'_>,
    name: &str,
    span: &std::ops::Range<usize>,
    along: &Spot<'_>,
    levers: &[Pulled],
    method: Method,
) -> Option<Axis> {
    let can: Vec<String> = levers.iter().flat_map(figures).collect();
    let found = name.split_once('.').and_then(|(lever, key)| {
        let pulled = levers.iter().find(|pulled| pulled.name == lever)?;
        let key = pulled.lever.key(key)?;
        let has = pulled.values.contains_key(key.name);
        (has && matches!(key.takes, Takes::Number { .. })).then_some((pulled, key))
    });
    let Some((pulled, key)) = found else {
        let message = format!("\"{name}\" is no figure of a lever of this scenario");
        let otherwise = format!("write one of {}", can.join(", "));
        let action = did_you_mean(name, can.iter().map(String::as_str), &otherwise);
        reader.report(&BAD_SWEEP, span, message, None, action);
        return None;
    };
    let read = read_along(reader, name, key, along, method)?;
    let axis = Axis {
        lever: pulled.name.clone(),
        key: key.name,
        whole: matches!(key.takes, Takes::Number { whole: true, .. }),
        along: read,
    };
    if let Some(twice) = axis.twice(method) {
        let message =
            format!("the sweep has {twice} twice in \"{name}\", which would be run twice");
        let action = "give each value once, and no more steps than there are whole numbers";
        reader.report(&BAD_SWEEP, &along.span(), message, None, action.to_owned());
        return None;
    }
    Some(axis)
}

/// Figures of a lever that can be varied: those that it has.
fn figures(pulled: &Pulled) -> Vec<String> {
    let has = |key: &&Key| {
        matches!(key.takes, Takes::Number { .. }) && pulled.values.contains_key(key.name)
    };
    let keys = pulled.lever.all_keys().filter(has);
    keys.map(|key| format!("{}.{}", pulled.name, key.name))
        .collect()
}

fn read_along(
    reader: &mut Reader<'_>,
    name: &str,
    key: &Key,
    value: &Spot<'_>,
    method: Method,
) -> Option<Along> {
    let Takes::Number {
        lowest,
        highest,
        whole,
        ..
    } = key.takes
    else {
        return None;
    };
    let number = |value: &Spanned<DeValue<'_>>| {
        let number = number_of(value.get_ref())?;
        let fits = (lowest..=highest).contains(&number) && (!whole || number.fract() == 0.0);
        fits.then_some(number)
    };
    let grid = matches!(method, Method::Grid);
    let takes = if grid {
        format!(
            "a list of numbers from {lowest} to {highest}, or {{ low = ..., high = ..., steps = ... }}"
        )
    } else {
        format!(
            "a range {{ low = ..., high = ... }} from {lowest} to {highest}, or a list of numbers"
        )
    };
    let action = format!("correct \"{name}\": {}", key.about);
    if let Some(list) = value.get_ref().as_array() {
        let numbers: Option<Vec<f64>> = list.iter().map(number).collect();
        if let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) {
            return Some(Along::List(numbers));
        }
    } else if let Some(table) = value.get_ref().as_table() {
        let known: &[&str] = if grid {
            &["low", "high", "steps"]
        } else {
            &["low", "high"]
        };
        reader.check_keys(table, &format!("in \"{name}\""), known);
        let edge = |edge: &str| table.get(edge).and_then(number);
        let steps = match table.get("steps") {
            Some(value) if grid => reader.whole("steps", value, 2, MOST as u64),
            _ => None,
        };
        match (edge("low"), edge("high"), steps) {
            (Some(low), Some(high), _) if low >= high => {
                let message = format!("the range of \"{name}\" is upside down: {low} to {high}");
                let action = format!("write low = {high}, high = {low}");
                reader.report(&INTERVAL_REVERSED, &value.span(), message, None, action);
                return None;
            }
            (Some(low), Some(high), Some(steps)) => {
                return Some(Along::Range {
                    low,
                    high,
                    steps: steps as usize,
                });
            }
            (Some(low), Some(high), None) if !grid => {
                return Some(Along::Range {
                    low,
                    high,
                    steps: 0,
                });
            }
            _ => {}
        }
    }
    reader.wrong(&format!("\"{name}\""), &value.span(), &takes, &action);
    None
}
