//! Single values as registers write them: ids, numbers, money, yes and no.

use super::fault::{Fault, hidden, unreadable};
use super::value::fold;
use crate::model::PoundsPerWeek;

/// The longest id that a council folder takes.
const LONGEST_ID: usize = 64;
/// The longest code or word.
const LONGEST_WORD: usize = 40;

/// An id that a council folder can have: up to 64 characters, without `;` and control characters.
pub fn id(text: &str) -> Result<String, Fault> {
    let is_long = text.chars().count() > LONGEST_ID;
    if is_long || text.contains(';') || text.chars().any(char::is_control) {
        return Err(hidden(text, "is no id"));
    }
    Ok(text.to_owned())
}

/// A code of up to 40 characters and three words.
pub fn short(text: &str) -> Result<String, Fault> {
    let is_long = text.chars().count() > LONGEST_WORD || text.split_whitespace().count() > 3;
    if is_long || text.chars().any(char::is_control) {
        return Err(unreadable(text, "is longer than a code"));
    }
    Ok(text.to_owned())
}

/// A word or two, in lower case.
pub fn word(text: &str) -> Result<String, Fault> {
    short(text).map(|word| word.to_lowercase())
}

/// A whole number in a range; decimals that are all nought are dropped.
pub fn whole(text: &str, min: i64, max: i64) -> Result<i64, Fault> {
    let figures = text
        .split_once('.')
        .filter(|(_, rest)| !rest.is_empty() && rest.bytes().all(|b| b == b'0'))
        .map_or(text, |(whole, _)| whole);
    let is_number = !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
    let number = figures.parse().ok().filter(|_| is_number);
    number
        .filter(|number| (min..=max).contains(number))
        .ok_or_else(|| unreadable(text, &format!("is not a whole number from {min} to {max}")))
}

/// Pounds a week with up to two decimals; a pound sign and thousands separators are passed over.
pub fn pounds(text: &str) -> Result<PoundsPerWeek, Fault> {
    let bare: String = text
        .chars()
        .filter(|c| !matches!(c, '£' | ',') && !c.is_whitespace())
        .collect();
    pence(&bare)
        .map(PoundsPerWeek::from_pence)
        .ok_or_else(|| unreadable(text, "is not pounds a week"))
}

/// Pence from pounds in figures; at most £1 million a week.
fn pence(text: &str) -> Option<i64> {
    let (pounds, pennies) = text.split_once('.').unwrap_or((text, "0"));
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Spreadsheets write 450.1250 for a third of something; the tenths of a penny are noughts or an error.
    let pennies = if pennies.len() > 2 {
        pennies.trim_end_matches('0')
    } else {
        pennies
    };
    let pennies = if pennies.is_empty() { "0" } else { pennies };
    if !figures(pounds) || !figures(pennies) || pennies.len() > 2 || pounds.len() > 6 {
        return None;
    }
    let tens = if pennies.len() == 1 { 10 } else { 1 };
    Some(pounds.parse::<i64>().ok()? * 100 + pennies.parse::<i64>().ok()? * tens)
}

/// Yes or no, in the ways of spreadsheets.
pub fn flag(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "yes" | "y" | "true" | "x" | "✓" | "✔" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// A date with the month first, with the day first instead.
pub fn day_first(text: &str) -> String {
    let parts: Vec<&str> = text.splitn(3, ['/', '-']).collect();
    match parts.as_slice() {
        [month, day, rest] if month.trim().len() <= 2 => format!("{day}/{month}/{rest}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_spreadsheets_write_them() {
        assert_eq!(whole("2.0", 0, 20), Ok(2));
        assert!(whole("2.5", 0, 20).is_err() && whole("21", 0, 20).is_err());
        assert!(whole("-1", 0, 20).is_err() && whole("", 0, 20).is_err());
        assert_eq!(pounds("£1,234.5"), Ok(PoundsPerWeek::from_pence(123_450)));
        assert_eq!(pounds("450.5000"), Ok(PoundsPerWeek::from_pence(45_050)));
        assert!(pounds("450 per week").is_err() && pounds("450.125").is_err());
        assert_eq!(
            [flag("Y"), flag("No"), flag("2")],
            [Some(true), Some(false), None]
        );
    }

    #[test]
    fn the_month_may_come_first() {
        assert_eq!(day_first("03/31/2026"), "31/03/2026");
        assert_eq!(day_first("2026-03-31"), "2026-03-31");
    }
}
