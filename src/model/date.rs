//! Dates and ages.

pub use jiff::civil::Date;

/// Age in whole years on a day. Someone born on 29 February comes of age on 1 March in a common year,
/// as in English law. Zero before birth.
pub fn age_in_years(born: Date, on: Date) -> u8 {
    let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
    let years = i32::from(on.year()) - i32::from(born.year()) - i32::from(before_birthday);
    years.clamp(0, 255) as u8
}

/// Whole days from one date to a later one; negative if it is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    // Both are proleptic Gregorian day counts, so the difference cannot overflow an i32.
    day_number(to) - day_number(from)
}

/// Whether at least so many calendar months lie between two days: two years from 1 April 2023 are over on 1 April 2025. A
/// month that has no such day is over on its last one.
pub fn months_have_passed(months: i32, from: Date, to: Date) -> bool {
    let over = from.checked_add(jiff::Span::new().months(months));
    over.is_ok_and(|over| over <= to)
}

fn day_number(date: Date) -> i32 {
    let year = i32::from(date.year()) - i32::from(date.month() <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = (i32::from(date.month()) + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + i32::from(date.day()) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_birthday_is_reached_on_the_day() {
        let born = date(2010, 6, 15);
        assert_eq!(age_in_years(born, date(2026, 6, 14)), 15);
        assert_eq!(age_in_years(born, date(2026, 6, 15)), 16);
    }

    #[test]
    fn a_leap_day_birthday_falls_on_the_first_of_march() {
        let born = date(2008, 2, 29);
        assert_eq!(age_in_years(born, date(2026, 2, 28)), 17);
        assert_eq!(age_in_years(born, date(2026, 3, 1)), 18);
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let two_years = |from, to| months_have_passed(24, from, to);
        // 730 days, of which one is 29 February 2024; and 730 that are two years.
        assert!(!two_years(date(2023, 4, 1), date(2025, 3, 31)));
        assert!(two_years(date(2023, 4, 1), date(2025, 4, 1)));
        assert!(two_years(date(2021, 3, 1), date(2023, 3, 1)));
        assert!(two_years(date(2024, 2, 29), date(2026, 2, 28)));
        assert!(!two_years(date(2024, 2, 29), date(2026, 2, 27)));
        let half = |to| months_have_passed(30, date(2022, 8, 31), to);
        assert!(!half(date(2025, 2, 27)) && half(date(2025, 2, 28)));
        assert!(!months_have_passed(24, date(2026, 1, 1), date(2025, 1, 1)));
    }

    #[test]
    fn days_match_the_calendar() {
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days_between(date(2026, 1, 1), date(2025, 1, 1)), -365);
        let (a, b) = (date(1999, 12, 31), date(2026, 11, 23));
        assert_eq!(days_between(a, b), a.until(b).unwrap().get_days());
    }
}
