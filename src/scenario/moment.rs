//! Days of levers: a date, or so many months after the start of the forecast.

use crate::ingest::dates::parse_date;
use crate::model::Date;

/// A day as a scenario gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A day of the calendar.
    Day(Date),
    /// Months after the start of the forecast.
    Months(u16),
}

/// The longest time ahead that a scenario can name.
pub const MOST_MONTHS: u16 = 1_200;
/// Longest horizon, months: what is estimated from six years says nothing of later ones.
pub const LONGEST: u16 = 120;

impl Moment {
    /// Reads `2027-04-01`, `01/04/2027`, `+6 months` or `+2 years`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some(ahead) = text.strip_prefix('+') else {
            return parse_date(text).ok().map(Self::Day);
        };
        let ahead = ahead.trim_start();
        let figures = ahead.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = ahead.split_at(figures);
        let number: u16 = number.parse().ok()?;
        let months = match unit.trim() {
            "month" | "months" => number,
            "year" | "years" => number.checked_mul(12)?,
            _ => return None,
        };
        (months <= MOST_MONTHS).then_some(Self::Months(months))
    }

    /// The day, for a forecast that starts on this one.
    pub fn on(self, start: Date) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Months(months) => later(start, i32::from(months)),
        }
    }

    /// In words, such as "1 April 2027" or "month 6".
    pub fn words(self, start: Option<Date>) -> String {
        match (self, start) {
            (Self::Day(day), _) => date_words(day),
            (Self::Months(_), Some(start)) => date_words(self.on(start)),
            (Self::Months(0), None) => "the start of the forecast".to_owned(),
            (Self::Months(months), None) => format!("month {months}"),
        }
    }
}

/// So many calendar months later; the last day of the month where it has no such day.
pub fn later(day: Date, months: i32) -> Date {
    day.checked_add(jiff::Span::new().months(months))
        .unwrap_or(Date::MAX)
}

/// The day before.
pub fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// A date as people write it.
pub fn date_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_months_ahead_are_read_and_nothing_else() {
        let day = |text: &str| Moment::parse(text);
        let april = Date::constant(2027, 4, 1);
        assert_eq!(day("2027-04-01"), Some(Moment::Day(april)));
        assert_eq!(day("01/04/2027"), Some(Moment::Day(april)));
        assert_eq!(day("+6 months"), Some(Moment::Months(6)));
        assert_eq!(day("+1 month"), Some(Moment::Months(1)));
        assert_eq!(day("+ 2 years"), Some(Moment::Months(24)));
        for text in [
            "6 months",
            "+6",
            "+months",
            "-6 months",
            "+6 weeks",
            "+9999 years",
            "2027-04",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn months_ahead_keep_to_the_calendar() {
        let start = Date::constant(2026, 8, 31);
        assert_eq!(Moment::Months(6).on(start), Date::constant(2027, 2, 28));
        assert_eq!(Moment::Months(6).words(Some(start)), "28 February 2027");
        assert_eq!(Moment::Months(0).words(None), "the start of the forecast");
    }
}
