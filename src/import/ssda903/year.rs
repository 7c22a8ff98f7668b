//! Which return a file belongs to: the year in which it ends, from a column, a name or the dates.

use crate::model::Date;

/// The year of a return, named by the year in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Year.
    pub year: i16,
    /// Whether the label names both years, such as 2023-24. A single year may be the one in which the return
    /// begins; the dates tell.
    pub is_certain: bool,
}

/// First day of the return that ends in this year.
pub fn first_day(year: i16) -> Date {
    Date::constant(year - 1, 4, 1)
}

/// Last day of the return that ends in this year.
pub fn last_day(year: i16) -> Date {
    Date::constant(year, 3, 31)
}

/// The return that a day belongs to.
pub fn return_of(day: Date) -> i16 {
    day.year() + i16::from((day.month(), day.day()) > (3, 31))
}

/// Years that a return can have.
fn is_plausible(year: i16) -> bool {
    (1990..=2100).contains(&year)
}

/// The year in a value of the column YEAR, or in the name of a file or folder: 2023-24, 2023_2024, 202324 or 2024.
/// Where a name holds several, the last one counts.
pub fn label_in(name: &str) -> Option<Label> {
    let mut runs: Vec<(&str, &str)> = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        runs.push((before, digits));
        rest = after;
    }
    let mut found = None;
    let mut nth = 0;
    while let Some((_, digits)) = runs.get(nth) {
        let next = runs.get(nth + 1).filter(|(between, _)| joins(between));
        let label = label_of(digits, next.map(|(_, digits)| *digits));
        // Both numbers of 2023-24 are spent.
        nth += 1 + usize::from(next.is_some() && label.is_some_and(|l| l.is_certain));
        found = label.or(found);
    }
    found
}

/// Whether the text between two numbers makes one span of years of them.
fn joins(between: &str) -> bool {
    matches!(
        between.trim().to_ascii_lowercase().as_str(),
        "-" | "_" | "/" | "to" | "–"
    )
}

fn label_of(digits: &str, next: Option<&str>) -> Option<Label> {
    let year = |text: &str| text.parse::<i16>().ok().filter(|y| is_plausible(*y));
    let (first, second) = match digits.len() {
        4 => (digits, next.unwrap_or("")),
        6 | 8 => digits.split_at(4),
        _ => return None,
    };
    let first = year(first)?;
    let ends = match second.len() {
        2 => second
            .parse::<i16>()
            .ok()
            .map(|short| first / 100 * 100 + short),
        4 => year(second),
        _ => None,
    };
    if ends == Some(first + 1) {
        return Some(Label {
            year: first + 1,
            is_certain: true,
        });
    }
    (digits.len() == 4).then_some(Label {
        year: first,
        is_certain: false,
    })
}

/// How many dates fall into each return.
#[derive(Debug, Default)]
pub struct Tally(std::collections::BTreeMap<i16, u32>);

impl Tally {
    /// Counts a date. One in the year 9999, which some systems write for an open end, tells nothing of the return.
    pub fn add(&mut self, day: Date) {
        let year = return_of(day);
        if is_plausible(year) {
            *self.0.entry(year).or_default() += 1;
        }
    }

    /// The latest return with at least one in a hundred of the dates, so that a slip of the pen does not count.
    pub fn latest(&self) -> Option<i16> {
        let all: u32 = self.0.values().sum();
        let mut years = self.0.iter().rev();
        years.find(|(_, n)| **n * 100 >= all).map(|(year, _)| *year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn names_hold_years_in_many_ways() {
        let label = |name| label_in(name).map(|l| (l.year, l.is_certain));
        for name in [
            "2023-24",
            "SSDA903 2023_2024",
            "cla 202324.csv",
            "2023 to 2024",
            "20232024",
        ] {
            assert_eq!(label(name), Some((2024, true)), "{name}");
        }
        assert_eq!(label("2024"), Some((2024, false)));
        assert_eq!(label("episodes_2019_v2.csv"), Some((2019, false)));
        for name in ["episodes.csv", "20240415", "903", "export 1234", ""] {
            assert_eq!(label(name), None, "{name}");
        }
    }

    #[test]
    fn a_return_runs_from_april_to_march() {
        assert_eq!(return_of(date(2024, 3, 31)), 2024);
        assert_eq!(return_of(date(2024, 4, 1)), 2025);
        assert_eq!(first_day(2024), date(2023, 4, 1));
        assert_eq!(last_day(2024), date(2024, 3, 31));
    }

    #[test]
    fn one_odd_date_does_not_make_a_year() {
        let mut tally = Tally::default();
        for _ in 0..200 {
            tally.add(date(2021, 6, 1));
        }
        tally.add(date(2091, 6, 1));
        assert_eq!(tally.latest(), Some(2022));
    }
}
