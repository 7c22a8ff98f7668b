//! Dates in provider lists, and the day that a list describes.

use crate::import::dates::{month_named, read_date};
use crate::ingest::dates::is_day_of_data;
use crate::model::Date;

/// Reads a date in any of the ways that imports know, or the number of a day as workbooks hold it
/// (45747 is 31 March 2025). `None` if it is none.
pub fn date(text: &str) -> Option<Date> {
    read_date(text).ok().or_else(|| of_number(text))
}

/// Numbers of days are read from 1982 to 2064; a smaller or larger number is something else.
fn of_number(text: &str) -> Option<Date> {
    let number: i32 = text.parse().ok()?;
    if !(30_000..60_000).contains(&number) {
        return None;
    }
    let day_before_the_first = Date::new(1899, 12, 30).ok()?;
    day_before_the_first
        .checked_add(jiff::Span::new().days(number))
        .ok()
}

/// The day that a list describes: the first "31 March 2025" in its titles and notes that follows "as at" or "as of".
pub fn as_at<'a>(titles: impl IntoIterator<Item = &'a str>) -> Option<Date> {
    titles.into_iter().find_map(|title| {
        let title = title.to_lowercase();
        let words: Vec<&str> = title
            .split(|c: char| !c.is_alphanumeric() && c != '/')
            .filter(|word| !word.is_empty())
            .collect();
        let follows = |pair: &[&str]| pair == ["as", "at"] || pair == ["as", "of"];
        let at = words.windows(2).position(follows)?;
        in_words(&words[at + 2..]).filter(|day| is_day_of_data(*day))
    })
}

fn in_words(words: &[&str]) -> Option<Date> {
    let first = words.first()?;
    if first.contains('/') {
        return read_date(first).ok();
    }
    let day = first.trim_end_matches(|c: char| c.is_alphabetic());
    let month = month_named(words.get(1)?)?;
    let (day, year) = (day.parse().ok()?, words.get(2)?.parse().ok()?);
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_text_and_as_numbers() {
        let day = Date::new(2025, 3, 31).ok();
        for text in ["31/03/2025", "2025-03-31", "2025-03-31 09:30:00", "45747"] {
            assert_eq!(date(text), day, "{text}");
        }
        for text in ["", "2025", "#REF!", "31 March", "99999", "31/02/2025"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_stands_in_the_title() {
        let day = Date::new(2025, 3, 31).ok();
        let title = "Providers in England 2025 – Provider level as at 31 March 2025";
        assert_eq!(as_at(["Notes", title]), day);
        assert_eq!(as_at(["Data as at 31st Mar 2025."]), day);
        assert_eq!(as_at(["As of 31/03/2025"]), day);
        let odd = [
            "as at 31 Smarch 2025",
            "as at 31 March 202",
            "as at 31/03/7218",
        ];
        assert_eq!(as_at(odd.into_iter().chain(["as at", ""])), None);
    }
}
