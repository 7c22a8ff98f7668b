//! Tiny care histories for tests.

use std::sync::Arc;

use super::day_number;
use crate::model::{Coded, Council, Date, Episode};

/// A day number of a day written 2017-04-01.
pub fn number(day: &str) -> i32 {
    day_number(day.parse().expect("a day"))
}

/// A council with these episodes alone.
pub fn council(episodes: Vec<Episode>, as_at: &str) -> Council {
    let mut council = Council::new("Test", "E1", as_at.parse().expect("a day"));
    council.episodes = episodes;
    council
}

/// An episode: RNE, PLACE, PROVIDER and REC in one text; a blank for no date.
pub fn episode(child: &str, born: &str, (start, end): (&str, &str), codes: &str) -> Episode {
    let date = |text: &str| -> Option<Date> { text.parse().ok() };
    let mut codes = codes
        .split(' ')
        .map(|code| Coded::try_from_str(code).expect("a code"));
    Episode {
        child_id: Arc::from(child),
        born: date(born),
        sex: None,
        ethnicity: None,
        uasc: false,
        start: date(start).expect("a day"),
        reason_start: codes.next(),
        legal_status: None,
        need_code: None,
        place: codes.next(),
        provider: codes.next(),
        end: date(end),
        reason_end: codes.next(),
        reason_change: None,
        urn: None,
        home_area: None,
        placement_authority: None,
        placement_location: None,
        placement_miles: None,
    }
}
