//! Tiny histories for tests.

use std::sync::Arc;

use super::span::Span;
use super::state::State;
use crate::model::{Coded, Date, Returned};

/// A day, written 2017-04-01.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Two days and those between.
pub fn span(first: &str, last: &str) -> Span {
    Span {
        first: day(first),
        last: day(last),
    }
}

/// A state by its label.
pub fn state(label: &str) -> State {
    let named = |state: &State| state.to_string() == label;
    State::all().find(named).expect("a state")
}

/// A row of the return of 2018: RNE, PLACE and, where there is one, PLACE_PROVIDER in one text; a blank for no date.
pub fn row(child: &str, born: &str, start: &str, codes: &str, end: &str) -> Returned {
    let date = |text: &str| (!text.is_empty()).then(|| day(text));
    let mut codes = codes
        .split(' ')
        .map(|code| Coded::try_from_str(code).expect("a code"));
    Returned {
        file: Arc::from("episodes.csv"),
        line: 2,
        year: Some(2018),
        child_id: Arc::from(child),
        born: date(born),
        start: day(start),
        reason_start: codes.next(),
        place: codes.next(),
        provider: codes.next(),
        end: date(end),
    }
}
