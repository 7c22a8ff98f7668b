//! Adding up: numerator, denominator, and who was left out and why.

use std::collections::BTreeMap;

use super::card::Unit;

/// What one child, sibling group or home adds to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// It counts.
    Counts {
        /// Into the numerator.
        numerator: i64,
        /// Into the denominator.
        denominator: i64,
    },
    /// It is left out, and why.
    Out(&'static str),
}

impl Case {
    /// One in the denominator, and in the numerator if so.
    pub const fn yes_if(so: bool) -> Self {
        Self::one(so as i64)
    }

    /// One in the denominator with a measure in the numerator.
    pub const fn one(numerator: i64) -> Self {
        Self::Counts {
            numerator,
            denominator: 1,
        }
    }
}

/// An indicator added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Numerator, in the indicator's own small unit.
    pub numerator: i64,
    /// Denominator.
    pub denominator: i64,
    /// How many were left out, by reason.
    pub left_out: BTreeMap<&'static str, u32>,
}

impl Tally {
    /// Adds a case.
    pub fn add(&mut self, case: Case) {
        match case {
            Case::Counts {
                numerator,
                denominator,
            } => {
                self.numerator += numerator;
                self.denominator += denominator;
            }
            Case::Out(why) => *self.left_out.entry(why).or_default() += 1,
        }
    }

    /// The numerator in the indicator's unit: miles and pounds, not hundredths of them.
    pub fn numerator_in(&self, unit: Unit) -> f64 {
        match unit {
            Unit::Percent | Unit::Count => self.numerator as f64,
            Unit::Miles | Unit::PoundsPerWeek | Unit::TotalPoundsPerWeek => {
                self.numerator as f64 / 100.0
            }
        }
    }

    /// The same for tables: whole where it counts, with two decimals where it is miles or pounds.
    pub fn numerator_text(&self, unit: Unit) -> String {
        match unit {
            Unit::Percent | Unit::Count => self.numerator.to_string(),
            _ => format!("{:.2}", self.numerator_in(unit)),
        }
    }

    /// The figure in the unit that people read; `None` where there is nothing to divide by.
    pub fn figure(&self, unit: Unit) -> Option<f64> {
        let (numerator, denominator) = (self.numerator as f64, self.denominator as f64);
        match unit {
            Unit::Count => Some(numerator),
            Unit::TotalPoundsPerWeek => Some(numerator / 100.0),
            _ if self.denominator == 0 => None,
            Unit::Percent => Some(100.0 * numerator / denominator),
            Unit::Miles | Unit::PoundsPerWeek => Some(numerator / 100.0 / denominator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_divide_by_is_no_figure() {
        let mut tally = Tally::default();
        assert_eq!(tally.figure(Unit::Percent), None);
        assert_eq!(tally.figure(Unit::Miles), None);
        assert_eq!(tally.figure(Unit::Count), Some(0.0));
        tally.add(Case::Out("of another age"));
        assert_eq!(tally.figure(Unit::Percent), None);
        assert_eq!(tally.left_out["of another age"], 1);
    }

    #[test]
    fn figures_are_in_the_unit_that_people_read() {
        let mut tally = Tally::default();
        for numerator in [100, 250, 0, 50] {
            tally.add(Case::one(numerator));
        }
        assert_eq!(tally.figure(Unit::Percent), Some(10_000.0));
        assert_eq!(tally.figure(Unit::Miles), Some(1.0));
        assert_eq!(tally.figure(Unit::TotalPoundsPerWeek), Some(4.0));
        assert_eq!(tally.figure(Unit::Count), Some(400.0));
    }

    #[test]
    fn numerators_are_in_the_unit_of_the_figure() {
        let tally = Tally {
            numerator: 86_275,
            denominator: 40,
            ..Tally::default()
        };
        assert_eq!(tally.numerator_text(Unit::Miles), "862.75");
        assert_eq!(tally.numerator_text(Unit::TotalPoundsPerWeek), "862.75");
        assert_eq!(tally.numerator_text(Unit::Percent), "86275");
        assert_eq!(tally.numerator_in(Unit::PoundsPerWeek), 862.75);
    }
}
