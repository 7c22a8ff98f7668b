//! Placements cut at the birthdays between age bins, each part with what comes before and after it (steps 5 and 6 of the
//! method).

use std::collections::BTreeSet;

use super::detail::Detail;
use super::state::{AgeBin, BOUNDARIES, Category, State};
use super::stay::Stay;
use crate::model::{Date, days_between};

/// Days of a year of age. The method divides by this and not by 365.25.
const YEAR_IN_DAYS: f64 = 365.24;

/// A part of a placement, in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Number of the child.
    pub child: u32,
    /// First day.
    pub start: Date,
    /// Day on which it ended; `None` while open.
    pub end: Option<Date>,
    /// Age bin and category.
    pub state: State,
    /// Age bin on the day on which it ended, or on the last day of the data.
    pub end_age: AgeBin,
    /// Placement within its category.
    pub detail: Detail,
    /// Category of the part before, out of care where none ends on the first day.
    pub before: Category,
    /// Category of the part after, out of care where none begins on the last day; `None` while open.
    pub after: Option<Category>,
}

impl Part {
    /// The day on which the child moved to another state, and which; `None` while open.
    pub fn moved(&self) -> Option<(Date, State)> {
        let to = State {
            age: self.end_age,
            category: self.after?,
        };
        Some((self.end?, to))
    }
}

/// The parts of all placements.
#[derive(Debug, Clone, Default)]
pub struct Cut {
    /// In order of child, first day and last day.
    pub parts: Vec<Part>,
    /// Parts left out, because the child was 30 or more, or not to be born for more than a year.
    pub out_of_age: usize,
    /// Placements that end before they begin: in between they count against their state, as in the model.
    pub reversed: usize,
}

/// Cuts placements at birthdays; open ones up to the last day of the data.
pub fn parts(placements: &[Stay], data_end: Date) -> Cut {
    let mut cut = Cut::default();
    for stay in placements {
        cut_one(stay, data_end, &mut cut);
        cut.reversed += usize::from(stay.end.is_some_and(|end| end < stay.start));
    }
    cut.parts
        .sort_by_key(|part| (part.child, part.start, part.end));
    set_neighbours(&mut cut.parts);
    cut
}

/// Every state that a part is in, in order of label.
pub fn seen(parts: &[Part]) -> Vec<State> {
    let states: BTreeSet<State> = parts.iter().map(|part| part.state).collect();
    states.into_iter().collect()
}

/// Years of age as the method counts them.
fn age(born: Date, on: Date) -> f64 {
    f64::from(days_between(born, on)) / YEAR_IN_DAYS
}

/// The birthday, 28 February in a common year for a child born on 29 February.
fn birthday(born: Date, years: i16) -> Date {
    let year = born.year().saturating_add(years);
    Date::new(year, born.month(), born.day())
        .or_else(|_| Date::new(year, born.month(), 28))
        .unwrap_or(Date::MAX)
}

fn cut_one(stay: &Stay, data_end: Date, cut: &mut Cut) {
    let (from, to) = (
        age(stay.born, stay.start),
        age(stay.born, stay.end.unwrap_or(data_end)),
    );
    let category = Category::of(stay.place.as_ref().map(|place| place.as_str()));
    let place = stay.place.as_ref().map(|place| place.as_str());
    let provider = stay.provider.as_ref().map(|provider| provider.as_str());
    let (mut start, mut bin) = (stay.start, AgeBin::of(from));
    let crossed = BOUNDARIES
        .into_iter()
        .filter(|years| from < f64::from(*years) && f64::from(*years) <= to);
    // What follows a birthday is in the bin that begins with it, whatever the days say.
    let cuts = crossed.map(|years| {
        (
            Some(birthday(stay.born, years)),
            AgeBin::of(f64::from(years)),
        )
    });
    for (end, next) in cuts.chain([(stay.end, AgeBin::of(to))]) {
        match bin {
            Some(bin) => cut.parts.push(Part {
                child: stay.child,
                start,
                end,
                state: State { age: bin, category },
                end_age: next.unwrap_or(bin),
                detail: Detail::of(place, provider),
                before: Category::NotInCare,
                after: end.map(|_| Category::NotInCare),
            }),
            None => cut.out_of_age += 1,
        }
        (start, bin) = (end.unwrap_or(start), next);
    }
}

fn set_neighbours(parts: &mut [Part]) {
    for at in 1..parts.len() {
        let (one, other) = (parts[at - 1], parts[at]);
        if one.child == other.child && one.end == Some(other.start) {
            parts[at - 1].after = Some(other.state.category);
            parts[at].before = one.state.category;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::stock_flow::stay::{placements, stays};
    use crate::forecast::stock_flow::testing::{day, row};
    use crate::model::Returned;

    fn cut(rows: &[Returned]) -> Cut {
        parts(&placements(&stays(rows).episodes), day("2022-03-31"))
    }

    fn shown(rows: &[Returned]) -> Vec<String> {
        let parts = cut(rows).parts.into_iter();
        parts
            .map(|part| {
                let end = part.end.map_or("open".to_owned(), |end| end.to_string());
                let after = part.after.map_or("None", Category::label);
                let (before, next) = (part.before.label(), part.end_age.label());
                format!(
                    "{} {end} {} | {before} | {next} - {after}",
                    part.start, part.state
                )
            })
            .collect()
    }

    #[test]
    fn a_placement_is_cut_at_every_birthday_between_bins() {
        let rows = [row("A", "2011-06-15", "2016-01-01", "S U4", "2021-06-16")];
        assert_eq!(
            shown(&rows),
            [
                "2016-01-01 2016-06-15 1 to 5 - Fostering | Not in care | 5 to 10 - Fostering",
                "2016-06-15 2021-06-15 5 to 10 - Fostering | Fostering | 10 to 16 - Fostering",
                "2021-06-15 2021-06-16 10 to 16 - Fostering | Fostering | 10 to 16 - Not in care",
            ]
        );
    }

    #[test]
    fn a_child_of_29_february_turns_ten_on_28_february() {
        // 3,652 days / 365.24 = 9.999 on 28 February 2018: the day after, she is ten by either count.
        let rows = [row("A", "2008-02-29", "2018-01-01", "S U4", "2018-03-01")];
        assert_eq!(
            shown(&rows),
            [
                "2018-01-01 2018-02-28 5 to 10 - Fostering | Not in care | 10 to 16 - Fostering",
                "2018-02-28 2018-03-01 10 to 16 - Fostering | Fostering | 10 to 16 - Not in care",
            ]
        );
        // She left on the birthday itself, 0.001 years short of it: the placement is not cut.
        let rows = [row("A", "2008-02-29", "2018-01-01", "S U4", "2018-02-28")];
        let left =
            "2018-01-01 2018-02-28 5 to 10 - Fostering | Not in care | 5 to 10 - Not in care";
        assert_eq!(shown(&rows), [left]);
    }

    #[test]
    fn an_open_placement_is_cut_up_to_the_end_of_the_data_and_stays_open() {
        let rows = [row("A", "2006-03-30", "2022-01-01", "S K2", "")];
        assert_eq!(
            shown(&rows),
            [
                "2022-01-01 2022-03-30 10 to 16 - Residential | Not in care | 16 to 18+ - Residential",
                "2022-03-30 open 16 to 18+ - Residential | Residential | 16 to 18+ - None",
            ]
        );
        let rows = [row("A", "2006-04-02", "2022-01-01", "S K2", "")];
        assert_eq!(cut(&rows).parts.len(), 1);
    }

    #[test]
    fn neighbours_follow_on_the_day_or_are_out_of_care() {
        let rows = [
            row("A", "2010-01-01", "2020-02-01", "S U4", "2020-05-01"),
            row("A", "2010-01-01", "2020-05-01", "P K2", "2020-06-01"),
            row("A", "2010-01-01", "2020-06-02", "S H5", ""),
            row("B", "2010-01-01", "2020-06-02", "S P1", ""),
        ];
        assert_eq!(
            shown(&rows),
            [
                "2020-02-01 2020-05-01 10 to 16 - Fostering | Not in care | 10 to 16 - Residential",
                "2020-05-01 2020-06-01 10 to 16 - Residential | Fostering | 10 to 16 - Not in care",
                "2020-06-02 open 10 to 16 - Supported | Not in care | 10 to 16 - None",
                "2020-06-02 open 10 to 16 - Other | Not in care | 10 to 16 - None",
            ]
        );
    }

    #[test]
    fn a_placement_that_ends_before_it_begins_is_counted() {
        let rows = [
            row("A", "2010-01-01", "2020-02-01", "S U4", "2020-01-01"),
            row("B", "2010-01-01", "2020-02-01", "S U4", "2020-02-01"),
        ];
        assert_eq!((cut(&rows).parts.len(), cut(&rows).reversed), (2, 1));
    }

    #[test]
    fn who_is_thirty_or_not_to_be_born_for_a_year_is_left_out_and_counted() {
        let rows = [
            row("A", "1990-01-01", "2019-06-01", "S U4", ""),
            row("B", "2020-01-01", "2018-12-01", "S U4", "2018-12-05"),
            row("C", "2020-01-01", "2019-02-01", "S U4", "2019-02-05"),
        ];
        let cut = cut(&rows);
        assert_eq!((cut.parts.len(), cut.out_of_age), (2, 2));
        let thirty = cut.parts[0];
        assert_eq!(
            (thirty.end, thirty.after),
            (Some(day("2020-01-01")), Some(Category::NotInCare))
        );
        assert_eq!(thirty.end_age, AgeBin::From16);
        assert_eq!(cut.parts[1].state.age, AgeBin::FromBirth);
    }
}
