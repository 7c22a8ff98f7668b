//! Dates as councils write them.

use super::codes::{BAD_DATE, Code, IMPOSSIBLE_DATE};
use crate::model::Date;

/// What is wrong with a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongDate {
    /// It is not written as a date.
    Form,
    /// The day is not in the calendar.
    Calendar,
}

impl WrongDate {
    /// The code of the problem.
    pub fn code(self) -> &'static Code {
        match self {
            Self::Form => &BAD_DATE,
            Self::Calendar => &IMPOSSIBLE_DATE,
        }
    }

    /// The problem in words.
    pub fn message(self) -> &'static str {
        match self {
            Self::Form => "is not a date",
            Self::Calendar => "is not a day of the calendar",
        }
    }
}

/// Whether data can be those of this day.
pub fn is_day_of_data(day: Date) -> bool {
    (1990..=2200).contains(&day.year())
}

/// Reads `yyyy-mm-dd` or `dd/mm/yyyy`.
pub fn parse_date(text: &str) -> Result<Date, WrongDate> {
    let (separator, year_first) = if text.contains('/') {
        ('/', false)
    } else {
        ('-', true)
    };
    let parts: Vec<&str> = text.split(separator).collect();
    let &[first, month, last] = parts.as_slice() else {
        return Err(WrongDate::Form);
    };
    let (year, day) = if year_first {
        (first, last)
    } else {
        (last, first)
    };
    let short = if year_first { 2 } else { 1 };
    let figures = |text: &str, least: usize, most: usize| {
        (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !figures(year, 4, 4) || !figures(month, short, 2) || !figures(day, short, 2) {
        return Err(WrongDate::Form);
    }
    let number = |text: &str| text.parse::<i16>().map_err(|_| WrongDate::Form);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    Date::new(year, month as i8, day as i8).map_err(|_| WrongDate::Calendar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_a_date_are_read() {
        let day = Date::new(2026, 3, 31).unwrap();
        assert_eq!(parse_date("2026-03-31"), Ok(day));
        assert_eq!(parse_date("31/03/2026"), Ok(day));
        assert_eq!(parse_date("31/3/2026"), Ok(day));
        for text in [
            "",
            "2026-3-31",
            "31/03/26",
            "2026-03-31 00:00",
            "-",
            "٣١/03/2026",
            "+026-03-01",
        ] {
            assert_eq!(parse_date(text), Err(WrongDate::Form), "{text}");
        }
        for text in ["31/02/2026", "2025-02-29", "03/31/2026", "2026-00-10"] {
            assert_eq!(parse_date(text), Err(WrongDate::Calendar), "{text}");
        }
    }
}
