//! Groups of England's starts, drawn beside a council's own where its history says too little.

use super::Group;
use super::rate::Before;
use crate::forecast::hazard::Life;
use crate::forecast::history::{History, State};
use crate::forecast::national::{
    PATTERN_GROUPS, Pattern, SHAPE_STARTS, SHAPE_UASC, patterns, starts,
};

/// Birthdays that begin age bands, and the eighteenth, in years.
const BIRTHDAYS: [f64; 6] = [0.0, 1.0, 5.0, 10.0, 16.0, 18.0];
/// Days of a year.
const YEAR: f64 = 365.25;

/// Groups with their weights. Members are numbered after the history's spells, in the order of [`beginnings`].
pub fn groups(history: &History, uasc: bool) -> Vec<(Group, f64)> {
    let before = if uasc { children(&patterns(false)) } else { 0 };
    let mut at = history.spells.len() + before;
    let groups = patterns(uasc).into_iter().map(|pattern| {
        let members = pattern.ages.iter().map(|_| {
            at += 1;
            (at - 1, 0)
        });
        let group = Group {
            members: members.collect(),
            start: history.last_number(),
        };
        (group, pattern.weight * PATTERN_GROUPS)
    });
    groups.collect()
}

fn children(patterns: &[Pattern]) -> usize {
    patterns.iter().map(|pattern| pattern.ages.len()).sum()
}

/// The lives of these groups' children as they begin: of all others, then of unaccompanied children.
pub fn beginnings(history: &History) -> Vec<(Life, State)> {
    let start = f64::from(history.last_number());
    let mut lives = Vec::new();
    for uasc in [false, true] {
        for pattern in patterns(uasc) {
            for age in &pattern.ages {
                let born = start - f64::from(*age);
                let life = Life {
                    birthdays: BIRTHDAYS.map(|years| born + (years * YEAR).floor()),
                    uasc,
                    need: None,
                    start,
                    stay: start,
                };
                lives.push((life, pattern.state));
            }
        }
    }
    lives
}

/// What England's starts say of a council's in advance: in proportion to its children in care.
pub fn before(history: &History, uasc: bool, children_in_a_part: f64) -> Before {
    let now: u32 = history.children_on(history.last_number()).iter().sum();
    let arrivals = if uasc { SHAPE_UASC } else { SHAPE_STARTS };
    let a_year = starts(uasc) * f64::from(now.max(1)) / children_in_a_part;
    Before {
        arrivals,
        years: arrivals / a_year,
    }
}
