//! Units as types, so that miles never meet metres and pounds never meet pence by accident.

use std::fmt;
use std::ops::{Add, AddAssign};

use serde::Serialize;

/// Metres in a statute mile, the divisor used for distances in the SSDA903 guidance.
pub const METRES_PER_MILE: f64 = 1609.344;

/// A straight-line distance in hundredths of a mile, whole so that sums are exact and repeatable.
///
/// Published tables give one decimal of a mile; hundredths lose nothing that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Miles {
    hundredths: i64,
}

impl Miles {
    /// From whole hundredths of a mile.
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self { hundredths }
    }

    /// From whole miles.
    pub const fn whole(miles: i64) -> Self {
        Self {
            hundredths: miles * 100,
        }
    }

    /// From metres, rounded to the nearest hundredth of a mile.
    pub fn from_metres(metres: f64) -> Self {
        Self {
            hundredths: (metres / METRES_PER_MILE * 100.0).round() as i64,
        }
    }

    /// Hundredths of a mile.
    pub const fn hundredths(self) -> i64 {
        self.hundredths
    }

    /// Miles as a decimal number, for people and charts.
    pub fn as_f64(self) -> f64 {
        self.hundredths as f64 / 100.0
    }
}

impl fmt::Display for Miles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.hundredths + 5).div_euclid(10);
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}

impl Add for Miles {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::from_hundredths(self.hundredths + other.hundredths)
    }
}

impl AddAssign for Miles {
    fn add_assign(&mut self, other: Self) {
        self.hundredths += other.hundredths;
    }
}

/// Money a week, in whole pence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct PoundsPerWeek {
    pence: i64,
}

impl PoundsPerWeek {
    /// From whole pence a week.
    pub const fn from_pence(pence: i64) -> Self {
        Self { pence }
    }

    /// From whole pounds a week.
    pub const fn whole(pounds: i64) -> Self {
        Self {
            pence: pounds * 100,
        }
    }

    /// Pence a week.
    pub const fn pence(self) -> i64 {
        self.pence
    }

    /// Pounds a week.
    pub fn as_f64(self) -> f64 {
        self.pence as f64 / 100.0
    }

    /// Pounds a week, rounded to the nearest pound.
    pub const fn pounds(self) -> i64 {
        (self.pence + 50).div_euclid(100)
    }
}

impl fmt::Display for PoundsPerWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pounds = self.pounds();
        let grouped = with_commas(&pounds.unsigned_abs().to_string());
        write!(f, "{}£{grouped}", if pounds < 0 { "-" } else { "" })
    }
}

/// The digits of a whole number without a sign, with a comma between thousands.
pub fn with_commas(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

impl Add for PoundsPerWeek {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::from_pence(self.pence + other.pence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn miles_round_to_the_nearest_hundredth() {
        assert_eq!(Miles::from_metres(1609.344), Miles::whole(1));
        assert_eq!(Miles::from_metres(32_186.88), Miles::whole(20));
        assert_eq!(Miles::from_metres(8.0).hundredths(), 0);
        assert_eq!(Miles::from_metres(8.1).hundredths(), 1);
    }

    #[test]
    fn units_print_as_people_write_them() {
        assert_eq!(Miles::from_hundredths(1234).to_string(), "12.3");
        assert_eq!(Miles::from_hundredths(1295).to_string(), "13.0");
        assert_eq!(PoundsPerWeek::from_pence(738_550).to_string(), "£7,386");
        assert_eq!(PoundsPerWeek::whole(1_234_567).to_string(), "£1,234,567");
        assert_eq!(PoundsPerWeek::whole(-12).to_string(), "-£12");
    }
}
