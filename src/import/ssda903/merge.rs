//! Several returns' rows of one child to one row an episode.

use std::cmp::Reverse;

use super::row::Row;
use super::rules::{
    AFTER_THE_DATA, CLOSED_ELSEWHERE, EARLIER_RETURN, SAME_DAY, SAME_RETURN, SAME_ROW,
};
use super::timeline::Frame;
use super::words::Words;
use crate::import::account::Rule;
use crate::model::Date;

/// Sorts the rows of one child and sets aside all but one of each episode. Rows of short breaks are a history of
/// their own, so they are never compared with those of care.
///
/// `rows` are places in `all`; those that stay are left in it, in order of time. The order in which they were read
/// decides nothing but which of several equal rows stands for them.
pub fn merge(all: &mut [Row], rows: &mut Vec<u32>, frame: Frame, words: &Words) {
    rows.retain(|&at| {
        let row = &mut all[at as usize];
        let is_late = frame.as_at.is_some_and(|day| row.start > day);
        row.aside = is_late.then_some(AFTER_THE_DATA);
        !is_late
    });
    rows.sort_by_key(|&at| {
        let row = &all[at as usize];
        (row.start, row.end.is_none(), row.end, row.year, at)
    });
    let mut first = 0;
    while first < rows.len() {
        let start = all[rows[first] as usize].start;
        let same = rows[first..].iter();
        let count = same
            .take_while(|&&at| all[at as usize].start == start)
            .count();
        if count > 1 {
            choose(all, &rows[first..first + count], words);
        }
        first += count;
    }
    set_withdrawn_aside(all, rows);
    set_inner_days_aside(all, rows, frame);
    rows.retain(|&at| all[at as usize].aside.is_none());
}

/// Of the rows that start on one day, sets aside all but one.
fn choose(all: &mut [Row], rows: &[u32], words: &Words) {
    set_repeats_aside(all, rows);
    let open_rows = |all: &[Row]| -> Vec<u32> {
        let left = rows.iter().copied();
        left.filter(|&at| all[at as usize].aside.is_none())
            .collect()
    };
    let left = open_rows(all);
    let lasting = left.iter().filter(|&&at| !all[at as usize].is_same_day());
    // A later return corrects an earlier, its end and its want of one alike; within a return a closed row tells more
    // than an open one, a longer episode holds a shorter, and a fuller row tells more. What is left is decided by the
    // text, so that no order of files or rows does it.
    let rank = |at: &u32| {
        let row = &all[*at as usize];
        let fields = row.fields().map(|word| words.text(word));
        let filled = fields.iter().filter(|text| !text.is_empty()).count();
        (row.year, row.end.is_some(), row.end, filled, fields)
    };
    let best = lasting.copied().max_by_key(rank);
    let same_days = left.iter().copied();
    let last_same_day = same_days
        .filter(|&at| all[at as usize].is_same_day())
        .max_by_key(rank);
    let kept = match (best, last_same_day) {
        // An older return's open row that a later return closes on the same day is that episode.
        (Some(long), Some(short)) => {
            let (l, s) = (&all[long as usize], &all[short as usize]);
            if l.end.is_none() && l.year < s.year {
                short
            } else {
                long
            }
        }
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => return,
    };
    let mut placements = vec![kept];
    let mut others: Vec<u32> = left.into_iter().filter(|&at| at != kept).collect();
    others.sort_by_cached_key(|at| Reverse(rank(at)));
    for at in others {
        let row = &all[at as usize];
        let mut same = placements.iter().map(|&stays| &all[stays as usize]);
        let same = same.find(|stays| !is_another_placement(row, stays));
        let rule = same.map(|stays| why_aside(row, stays));
        match rule {
            Some(_) => all[at as usize].aside = rule,
            None => placements.push(at),
        }
    }
}

/// Whether two rows of one return that start on one day are two placements, one after the other: they name different
/// homes and end on different days.
fn is_another_placement(row: &Row, kept: &Row) -> bool {
    row.year == kept.year
        && !row.is_same_day()
        && !kept.is_same_day()
        && row.end != kept.end
        && !row.place.is_blank()
        && !kept.place.is_blank()
        && row.setting() != kept.setting()
}

/// An open row of an older return that a later return does not have, although it has the child in care on that day,
/// is corrected by it: what is open goes on in the next return.
fn set_withdrawn_aside(all: &mut [Row], rows: &[u32]) {
    for &at in rows {
        let row = &all[at as usize];
        if row.aside.is_some() || row.end.is_some() || row.year == 0 {
            continue;
        }
        let is_corrected = rows.iter().any(|&other| {
            let other = &all[other as usize];
            other.aside.is_none()
                && other.year > row.year
                && other.start <= row.start
                && other.end.is_none_or(|end| end > row.start)
        });
        if is_corrected {
            all[at as usize].aside = Some(EARLIER_RETURN);
        }
    }
}

fn why_aside(row: &Row, kept: &Row) -> &'static Rule {
    if row.is_same_day() && !kept.is_same_day() {
        SAME_DAY
    } else if row.end.is_none() && kept.end.is_some() {
        CLOSED_ELSEWHERE
    } else if row.year < kept.year {
        EARLIER_RETURN
    } else {
        SAME_RETURN
    }
}

/// An episode of one day is set aside where another, begun before it, goes on beyond it. One that an open episode
/// precedes may be the end of that, unless its codes say that care went on.
fn set_inner_days_aside(all: &mut [Row], rows: &[u32], frame: Frame) {
    let mut reach: Option<Date> = None;
    let mut is_open = false;
    for &at in rows {
        let row = &mut all[at as usize];
        if row.aside.is_some() {
            continue;
        }
        if !row.is_same_day() {
            reach = reach.max(row.end);
            is_open = row.end.is_none();
            continue;
        }
        let goes_on = row.rec == frame.goes_on || row.rec.is_blank();
        if reach.is_some_and(|end| row.start < end) || (is_open && goes_on) {
            row.aside = Some(SAME_DAY);
        }
    }
}

/// Of rows that say the same, the latest return's stays.
fn set_repeats_aside(all: &mut [Row], rows: &[u32]) {
    let mut newest: Vec<u32> = rows.to_vec();
    newest.sort_by_key(|&at| Reverse((all[at as usize].year, at)));
    for (nth, &at) in newest.iter().enumerate() {
        let newer = &newest[..nth];
        let is_repeat = |&&other: &&u32| {
            let other = &all[other as usize];
            other.aside.is_none() && other.says_the_same(&all[at as usize])
        };
        if newer.iter().any(|other| is_repeat(&other)) {
            all[at as usize].aside = Some(SAME_ROW);
        }
    }
}
