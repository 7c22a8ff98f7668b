//! Days and periods on the command line.

use crate::forecast::stock_flow::Span;
use crate::ingest::dates::parse_date;
use crate::model::Date;

/// A day, written 2026-03-31 or 31/03/2026.
pub fn day(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|fault| format!("{}; write 2026-03-31", fault.message()))
}

/// A period, written 2020-04-01..2026-03-31; both days are part of it.
pub fn period(text: &str) -> Result<Span, String> {
    let form = "write the first and the last day, such as 2020-04-01..2026-03-31";
    let (first, last) = text.split_once("..").ok_or(form)?;
    let named = |text: &str| day(text.trim()).map_err(|fault| format!("\"{text}\" {fault}"));
    let (first, last) = (named(first)?, named(last)?);
    if first > last {
        return Err(format!("{first} is after {last}; {form}"));
    }
    Ok(Span { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_two_days_in_order() {
        let whole = period("2020-04-01..2026-03-31").unwrap();
        assert_eq!(whole.to_string(), "2020-04-01..2026-03-31");
        assert_eq!(period("2020-04-01..2020-04-01").unwrap().days(), 1);
        for (text, said) in [
            ("2020-04-01", "write the first and the last day"),
            ("2026-03-31..2020-04-01", "is after"),
            (
                "2020-04-31..2026-03-31",
                "\"2020-04-31\" is not a day of the calendar",
            ),
            ("2020-04-01..", "is not a date"),
            ("2020-04-01...2026-03-31", "is not a date"),
        ] {
            let wrong = period(text).unwrap_err();
            assert!(wrong.contains(said), "{text}: {wrong}");
        }
    }
}
