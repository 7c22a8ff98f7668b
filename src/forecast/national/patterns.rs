//! Children who start to be looked after, as England's figures have them: invented, one of each kind, with how many of a
//! hundred they stand for.

use super::{UASC_BAND, children, figures};
use crate::forecast::history::State;

/// Ages within a band that have a pattern each.
const AGES: usize = 4;
/// First year of life of each age band, and the year after it.
const YEARS: [(f64, f64); 5] = [
    (0.0, 1.0),
    (1.0, 5.0),
    (5.0, 10.0),
    (10.0, 16.0),
    (16.0, 18.0),
];

/// A group like those that start to be looked after.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// Ages of its children, in days.
    pub ages: Vec<i32>,
    /// Where they live at first.
    pub state: State,
    /// Share of all groups.
    pub weight: f64,
}

/// Groups of unaccompanied children, or of all others. First places are those of all children of the age, but that nobody
/// starts with parents or placed for adoption. Of children under 16 about a half have a brother or sister in care: they come
/// in twos and threes, of one age band, so that the ages stay as published.
pub fn patterns(uasc: bool) -> Vec<Pattern> {
    let children = children();
    let mut found = Vec::new();
    for (age, (from, until)) in YEARS.into_iter().enumerate() {
        let Some((band, starts)) = starts(age, uasc) else {
            continue;
        };
        let mut places = children[band];
        for not_at_first in [State::Parents, State::Adoptive] {
            places[not_at_first as usize] = 0.0;
        }
        let all: f64 = places.iter().sum();
        for (state, n) in State::ALL.into_iter().zip(places) {
            for at in 0..AGES {
                let children = starts * n / all / AGES as f64;
                let age_at = |at: usize| {
                    let part = ((at % AGES) as f64 + 0.5) / AGES as f64;
                    ((from + part * (until - from)) * 365.25) as i32
                };
                for (size, weight) in sizes(age, children) {
                    found.push(Pattern {
                        ages: (at..at + size).map(age_at).collect(),
                        state,
                        weight,
                    });
                }
            }
        }
    }
    found.retain(|pattern| pattern.weight > 0.0);
    let all: f64 = found.iter().map(|pattern| pattern.weight).sum();
    found.iter_mut().for_each(|pattern| pattern.weight /= all);
    found
}

/// Band and starts of an age band in a stream; unaccompanied children are all 16 or 17.
fn starts(age: usize, uasc: bool) -> Option<(usize, f64)> {
    let all = figures::STARTS_BY_AGE[age] / 100.0 * figures::STARTS;
    match (age, uasc) {
        (4, true) => Some((UASC_BAND, figures::STARTS_UASC)),
        (_, true) => None,
        (4, false) => Some((4, all - figures::STARTS_UASC)),
        (_, false) => Some((age, all)),
    }
}

/// Groups by size that so many children come in.
fn sizes(age: usize, children: f64) -> [(usize, f64); 3] {
    let together = if age < 4 {
        figures::IN_SIBLING_GROUPS
    } else {
        0.0
    };
    let groups = children * together / figures::SIBLING_GROUP;
    let threes = figures::SIBLING_GROUP - 2.0;
    [
        (1, children * (1.0 - together)),
        (2, groups * (1.0 - threes)),
        (3, groups * threes),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_the_published_ages_and_nobody_starts_where_nobody_can() {
        let others = patterns(false);
        let children = |of: &dyn Fn(i32) -> bool| -> f64 {
            let count = |p: &Pattern| p.ages.iter().filter(|age| of(**age)).count() as f64;
            others.iter().map(|p| p.weight * count(p)).sum()
        };
        let all = children(&|_| true);
        // 16 of a hundred of 32,270, of the 25,320 who are not unaccompanied.
        let under_1 = children(&|age| age < 366) / all;
        assert!(
            (under_1 - 0.16 * 32_270.0 / 25_320.0).abs() < 0.001,
            "{under_1}"
        );
        assert!(
            (0.3..0.5).contains(&(all - 1.0)),
            "{all} children in a group"
        );
        let young = others
            .iter()
            .find(|p| p.ages[0] < 5_800 && p.state == State::Supported);
        assert_eq!(young, None);
        assert!(others.iter().all(|p| p.state != State::Adoptive));
        let unaccompanied = patterns(true);
        assert!(
            unaccompanied
                .iter()
                .all(|p| p.ages.len() == 1 && p.ages[0] > 5_844)
        );
    }
}
