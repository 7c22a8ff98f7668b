//! Numbers of levers: alone, or an interval of 80%.

use super::reader::{Reader, Spot};
use crate::ingest::codes::INTERVAL_REVERSED;
use crate::ingest::number_of;
use crate::scenario::amount::Amount;
use crate::scenario::levers::{Key, Takes};

/// Reads a number, which can be an interval where `draws` says so.
pub fn read(reader: &mut Reader<'_>, key: &Key, value: &Spot<'_>, draws: bool) -> Option<Amount> {
    let Takes::Number {
        lowest,
        highest,
        whole,
        ..
    } = key.takes
    else {
        return None;
    };
    let fits =
        |number: &f64| (lowest..=highest).contains(number) && (!whole || number.fract() == 0.0);
    let Some(table) = value.get_ref().as_table().filter(|_| draws) else {
        let number = number_of(value.get_ref()).filter(fits);
        if number.is_none() {
            wrong(reader, key, value, draws);
        }
        return number.map(Amount::Fixed);
    };
    reader.check_keys(
        table,
        &format!("in the interval of {}", key.name),
        &["low", "high"],
    );
    let (Some(from), Some(to)) = (table.get("low"), table.get("high")) else {
        wrong(reader, key, value, draws);
        return None;
    };
    let mut edge = |value: &Spot<'_>| {
        let number = number_of(value.get_ref()).filter(fits);
        if number.is_none() {
            wrong(reader, key, value, draws);
        }
        number
    };
    let (low, high) = (edge(from), edge(to));
    let (low, high) = (low?, high?);
    if low >= high {
        let message = if low > high {
            format!(
                "the interval of {} is upside down: {low} to {high}",
                key.name
            )
        } else {
            format!("the interval of {} has no width: {low} to {high}", key.name)
        };
        let action = if low > high {
            format!("write {{ low = {high}, high = {low} }}")
        } else {
            format!("write {} = {low}", key.name)
        };
        reader.report(&INTERVAL_REVERSED, &value.span(), message, None, action);
        return None;
    }
    Some(Amount::Interval { low, high })
}

fn wrong(reader: &mut Reader<'_>, key: &Key, value: &Spot<'_>, draws: bool) {
    let action = format!("correct {}: {}", key.name, key.about);
    reader.wrong(key.name, &value.span(), &key.takes.words(draws), &action);
}
