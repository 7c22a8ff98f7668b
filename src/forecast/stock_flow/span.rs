//! Spans of days: the data's own (step 3 of the method), and what is asked of them.

use thiserror::Error;

use super::Asked;
use super::stay::Stays;
use crate::model::{Date, days_between};

/// Two days and those between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
}

impl Span {
    /// How many days it has, both ends counted.
    pub fn days(self) -> i32 {
        days_between(self.first, self.last) + 1
    }

    /// Whether a day is one of them.
    pub fn has(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Every day in order.
    pub fn each(self) -> impl Iterator<Item = Date> {
        let next = |day: &Date| day.tomorrow().ok();
        std::iter::successors(Some(self.first), next).take_while(move |day| *day <= self.last)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unfit {
    /// No row can be used.
    #[error("no child of the rows has a date of birth and a year of return")]
    NoHistory,
    /// The reference period is not in the data.
    #[error("the reference period {asked} is not within the data, {data}")]
    ReferenceOutside {
        /// What was asked.
        asked: Span,
        /// What there is.
        data: Span,
    },
    /// The first day is not in the data.
    #[error("the first day of the forecast, {asked}, is not within the data, {data}")]
    StartOutside {
        /// What was asked.
        asked: Date,
        /// What there is.
        data: Span,
    },
}

impl Asked {
    /// Whether the data can answer.
    pub fn fits(self, data: Span) -> Result<(), Unfit> {
        let Self { reference, ahead } = self;
        if !(data.has(reference.first) && data.has(reference.last)) {
            return Err(Unfit::ReferenceOutside {
                asked: reference,
                data,
            });
        }
        if !data.has(ahead.first) {
            return Err(Unfit::StartOutside {
                asked: ahead.first,
                data,
            });
        }
        Ok(())
    }
}

/// The span of the data: from 1 April of the year before the first return's label to the 31 March that ends the
/// financial year of the last event. `None` without episodes or without a year.
pub fn data(stays: &Stays) -> Option<Span> {
    let events = stays
        .episodes
        .iter()
        .flat_map(|stay| [Some(stay.start), stay.end]);
    let latest = events.flatten().max()?;
    let first = Date::new(stays.first_year? - 1, 4, 1).ok()?;
    let ends = latest.year() + i16::from(latest.month() > 3);
    let last = Date::new(ends, 3, 31).ok()?;
    Some(Span {
        first,
        last: last.max(first),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::stock_flow::stay::stays;
    use crate::forecast::stock_flow::testing::{day, row, span};

    #[test]
    fn data_run_from_the_april_before_the_first_label_to_the_march_after_the_last_event() {
        let mut rows = vec![row("A", "2010-01-01", "2018-03-31", "S U4", "2020-04-01")];
        rows.push(row("A", "2010-01-01", "2017-01-01", "S U4", "2017-02-01"));
        assert_eq!(data(&stays(&rows)), Some(span("2017-04-01", "2021-03-31")));
        rows[0].end = Some(day("2020-03-31"));
        assert_eq!(data(&stays(&rows)), Some(span("2017-04-01", "2020-03-31")));
        rows.iter_mut().for_each(|row| row.year = None);
        assert_eq!(data(&stays(&rows)), None);
    }

    #[test]
    fn what_is_asked_lies_within_the_data() {
        let data = span("2017-04-01", "2020-03-31");
        let asked = |reference, from| Asked {
            reference,
            ahead: span(from, "2022-03-31"),
        };
        let fits = |reference, from| asked(reference, from).fits(data);
        assert_eq!(fits(data, "2020-03-31"), Ok(()));
        let early = span("2017-03-31", "2020-03-31");
        assert!(matches!(
            fits(early, "2020-03-31"),
            Err(Unfit::ReferenceOutside { .. })
        ));
        let late = span("2017-04-01", "2020-04-01");
        assert!(matches!(
            fits(late, "2020-03-31"),
            Err(Unfit::ReferenceOutside { .. })
        ));
        assert!(matches!(
            fits(data, "2020-04-01"),
            Err(Unfit::StartOutside { .. })
        ));
    }

    #[test]
    fn a_span_has_both_its_ends() {
        let leap = span("2024-02-28", "2024-03-01");
        assert_eq!((leap.days(), leap.each().count()), (3, 3));
    }
}
