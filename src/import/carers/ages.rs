//! Two ages in one column, and what spreadsheets make of them: `10-12` becomes the tenth of December.

use super::fault::{Fault, unreadable};
use crate::import::dates::read_date;
use crate::import::sheet::is_spreadsheet_error;
use crate::model::Date;

/// Oldest age of a child looked after, for ranges without an upper end.
const OLDEST: u8 = 17;

/// Youngest and oldest age from text such as `0-17`, `5 to 10 years` or `11+`.
pub fn read(text: &str) -> Result<(u8, u8), Fault> {
    if let Some(fault) = made_a_date(text) {
        return Err(fault);
    }
    let lower = text
        .to_lowercase()
        .replace(['–', '—'], "-")
        .replace(" to ", "-");
    let bare: String = ["years", "year", "yrs", "yr", "aged", "ages", "old"]
        .iter()
        .fold(lower, |text, word| text.replace(word, ""));
    let bare: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let range = match bare.strip_suffix('+') {
        Some(least) => age(least).map(|least| (least, OLDEST)),
        None => {
            let ends = bare.split_once('-');
            ends.and_then(|(least, most)| Some((age(least)?, age(most)?)))
        }
    };
    range.ok_or_else(|| unreadable(text, "is not two ages such as 0-17"))
}

fn age(text: &str) -> Option<u8> {
    let is_figures = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|age| is_figures && *age <= 25)
}

/// The fault of a range that a spreadsheet has made a date of.
pub fn made_a_date(text: &str) -> Option<Fault> {
    if is_spreadsheet_error(text) {
        return None;
    }
    let meant = if let Ok(date) = read_date(text) {
        from_date(date)
    } else {
        let (first, last) = text.split_once(['-', ' '])?;
        let (first, last) = (first.trim(), last.trim());
        match (month_named(first), month_named(last)) {
            // 12-17 is no day of a year, so it becomes a month of one: Dec-17.
            (Some(month), None) => format!("{month}-{}", age(last)?),
            (None, Some(month)) => format!("{}-{month}", age(first)?),
            _ => return None,
        }
    };
    Some(Fault::DateForAges(text.to_owned(), meant))
}

/// The number of a month as spreadsheets shorten it.
fn month_named(text: &str) -> Option<u8> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let at = MONTHS.find(&text.to_lowercase())?;
    (text.len() == 3 && at % 3 == 0).then_some(at as u8 / 3 + 1)
}

/// The two ages of which a date was made: its day and month, or, where the day is the first, its month and year.
fn from_date(date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year() - 2000);
    if day == 1 && (i16::from(month) + 1..=25).contains(&year) {
        format!("{month}-{year} or 1-{month}")
    } else {
        format!("{day}-{month}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> String {
        match read(text) {
            Err(Fault::DateForAges(_, meant)) => meant,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn ranges_are_read_in_the_usual_ways() {
        for text in ["0-17", "0 - 17", "0 to 17", "0–17 years", "aged 0-17 yrs"] {
            assert_eq!(read(text), Ok((0, 17)), "{text}");
        }
        assert_eq!(read("11+"), Ok((11, 17)));
        for text in ["", "17", "a-b", "0-170", "-", "5-", "#REF!"] {
            assert!(matches!(read(text), Err(Fault::Unreadable(_))), "{text}");
        }
    }

    #[test]
    fn ranges_that_became_dates_are_seen() {
        assert_eq!(meant("10-Dec"), "10-12");
        assert_eq!(meant("05-Oct"), "5-10");
        assert_eq!(meant("Dec-17"), "12-17");
        assert_eq!(meant("2026-12-10"), "10-12");
        assert_eq!(meant("10/12/2026"), "10-12");
        assert_eq!(meant("2017-12-01"), "12-17 or 1-12");
    }
}
