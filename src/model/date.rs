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
    fn days_match_the_calendar() {
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days_between(date(2026, 1, 1), date(2025, 1, 1)), -365);
        let (a, b) = (date(1999, 12, 31), date(2026, 11, 23));
        assert_eq!(days_between(a, b), a.until(b).unwrap().get_days());
    }
}
