//! From rows as returned to placements (steps 1, 2 and 4 of the method).

use std::collections::HashSet;

use crate::model::{Coded, Date, Returned};

/// An episode of a child with a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Number of the child.
    pub child: u32,
    /// Date of birth.
    pub born: Date,
    /// First day.
    pub start: Date,
    /// Day on which it ended; `None` while open.
    pub end: Option<Date>,
    /// RNE.
    pub reason: Option<Coded>,
    /// PLACE.
    pub place: Option<Coded>,
    /// PLACE_PROVIDER.
    pub provider: Option<Coded>,
}

/// The episodes of all children, and what they were made of.
#[derive(Debug, Clone, Default)]
pub struct Stays {
    /// Episodes in order of child and first day; no two of a child begin on one day.
    pub episodes: Vec<Stay>,
    /// Children of the rows.
    pub children: usize,
    /// Rows with a date of birth.
    pub rows_with_birth: usize,
    /// Children of them.
    pub children_with_birth: usize,
    /// Earliest year of return of the rows with a date of birth.
    pub first_year: Option<i16>,
}

/// Merges the rows of each child: of those that begin on one day the one that ends last, of those that end on one day
/// the one that begins first (open rows are ones that end on one day), and each ends where the next begins at the
/// latest.
pub fn stays(rows: &[Returned]) -> Stays {
    let mut sorted: Vec<&Returned> = rows.iter().collect();
    // An open row comes before closed ones; rows that tie are taken in the order of the return.
    sorted.sort_by(|a, b| {
        let key = |row: &&Returned| (row.start, row.end);
        (a.child_id.cmp(&b.child_id))
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| (&a.file, a.line).cmp(&(&b.file, b.line)))
    });
    let mut found = Stays::default();
    for of_child in sorted.chunk_by(|a, b| a.child_id == b.child_id) {
        let child = found.children as u32;
        found.children += 1;
        let dated = of_child.iter().filter(|row| row.born.is_some());
        let years = dated.clone().filter_map(|row| row.year);
        found.first_year = found.first_year.into_iter().chain(years).min();
        let dated = dated.clone().count();
        found.rows_with_birth += dated;
        found.children_with_birth += usize::from(dated > 0);
        add_child(child, of_child, &mut found.episodes);
    }
    found
}

fn add_child(child: u32, rows: &[&Returned], episodes: &mut Vec<Stay>) {
    let mut starts: Vec<Stay> = Vec::new();
    for row in rows {
        let Some(born) = row.born else {
            continue;
        };
        let stay = Stay {
            child,
            born,
            start: row.start,
            end: row.end,
            reason: row.reason_start,
            place: row.place,
            provider: row.provider,
        };
        match starts.last_mut() {
            Some(last) if last.start == stay.start => *last = stay,
            _ => starts.push(stay),
        }
    }
    let mut ends = HashSet::new();
    starts.retain(|stay| ends.insert(stay.end));
    let first = episodes.len();
    episodes.extend(starts);
    for at in first + 1..episodes.len() {
        let next = episodes[at].start;
        let before = &mut episodes[at - 1];
        if before.end.is_none_or(|end| end > next) {
            before.end = Some(next);
        }
    }
}

/// RNE of an episode that is no new placement: a change of legal status, of placement status, or of both.
const NO_NEW_PLACEMENT: [&str; 3] = ["L", "T", "U"];

/// Merges an episode that is no new placement and follows on the one before into it; the code of the placement stays
/// that of the first.
pub fn placements(episodes: &[Stay]) -> Vec<Stay> {
    let mut kept: Vec<Stay> = Vec::with_capacity(episodes.len());
    for stay in episodes {
        let same = stay
            .reason
            .is_some_and(|reason| NO_NEW_PLACEMENT.contains(&reason.as_str()));
        match kept.last_mut() {
            // Whatever was merged into it, the one kept ends where the row before this one ended.
            Some(last) if same && last.child == stay.child && last.end == Some(stay.start) => {
                last.end = stay.end;
            }
            _ => kept.push(*stay),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::stock_flow::testing::{day, row};

    fn shown(stays: &[Stay]) -> Vec<String> {
        let end = |stay: &Stay| stay.end.map_or("open".to_owned(), |end| end.to_string());
        let place = |stay: &Stay| stay.place.map_or("-".to_owned(), |place| place.to_string());
        stays
            .iter()
            .map(|s| format!("{} {} {}", s.start, end(s), place(s)))
            .collect()
    }

    const BORN: &str = "2010-01-01";

    #[test]
    fn children_without_a_date_of_birth_are_left_out_and_counted() {
        let rows = [
            row("B", "", "2017-05-01", "S U4", ""),
            row("A", BORN, "2017-05-01", "S U4", ""),
            row("A", BORN, "2018-05-01", "P U4", ""),
        ];
        let found = stays(&rows);
        assert_eq!((found.children, found.children_with_birth), (2, 1));
        assert_eq!((found.rows_with_birth, found.episodes.len()), (2, 1));
    }

    #[test]
    fn of_rows_that_begin_on_one_day_the_one_that_ends_last_counts() {
        let rows = [
            row("A", BORN, "2017-05-01", "S U4", "2017-06-01"),
            row("A", BORN, "2017-05-01", "S K2", "2017-07-01"),
            row("A", BORN, "2017-05-01", "S H5", ""),
        ];
        assert_eq!(shown(&stays(&rows).episodes), ["2017-05-01 2017-07-01 K2"]);
    }

    #[test]
    fn of_rows_that_tie_the_later_line_counts() {
        let mut rows = [
            row("A", BORN, "2017-05-01", "S U4", "2017-06-01"),
            row("A", BORN, "2017-05-01", "S K2", "2017-06-01"),
        ];
        assert_eq!(shown(&stays(&rows).episodes), ["2017-05-01 2017-06-01 K2"]);
        rows[0].line = 9;
        assert_eq!(shown(&stays(&rows).episodes), ["2017-05-01 2017-06-01 U4"]);
    }

    #[test]
    fn of_rows_that_end_on_one_day_or_are_open_the_one_that_begins_first_counts() {
        let rows = [
            row("A", BORN, "2017-05-01", "S U4", "2017-08-01"),
            row("A", BORN, "2017-06-01", "P K2", "2017-08-01"),
            row("A", BORN, "2017-09-01", "S U4", ""),
            row("A", BORN, "2017-10-01", "P K2", ""),
        ];
        let found = stays(&rows).episodes;
        assert_eq!(
            shown(&found),
            ["2017-05-01 2017-08-01 U4", "2017-09-01 open U4"]
        );
    }

    #[test]
    fn an_episode_ends_where_the_next_begins_at_the_latest() {
        let rows = [
            row("A", BORN, "2017-05-01", "S U4", ""),
            row("A", BORN, "2017-06-01", "P K2", "2017-12-01"),
            row("A", BORN, "2017-09-01", "P U4", "2017-10-01"),
            row("A", BORN, "2018-09-01", "S U4", "2018-10-01"),
        ];
        let found = stays(&rows).episodes;
        assert_eq!(
            shown(&found),
            [
                "2017-05-01 2017-06-01 U4",
                "2017-06-01 2017-09-01 K2",
                "2017-09-01 2017-10-01 U4",
                "2018-09-01 2018-10-01 U4",
            ]
        );
    }

    #[test]
    fn an_episode_that_is_no_new_placement_becomes_part_of_the_one_before() {
        let rows = [
            row("A", BORN, "2017-05-01", "S U5", "2017-06-01"),
            row("A", BORN, "2017-06-01", "L A5", "2017-07-01"),
            row("A", BORN, "2017-07-01", "U U4", "2017-08-01"),
            // A new placement, and one that follows after a day out of care.
            row("A", BORN, "2017-08-01", "P U4", "2017-09-01"),
            row("A", BORN, "2017-09-02", "T U4", ""),
            row("B", BORN, "2017-09-02", "L K2", ""),
        ];
        let found = placements(&stays(&rows).episodes);
        assert_eq!(
            shown(&found),
            [
                "2017-05-01 2017-08-01 U5",
                "2017-08-01 2017-09-01 U4",
                "2017-09-02 open U4",
                "2017-09-02 open K2",
            ]
        );
        assert_eq!(found[0].end, Some(day("2017-08-01")));
    }
}
