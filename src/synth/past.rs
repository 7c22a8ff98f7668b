//! The lives in care of children who have left: how long they stayed, where, and why they left.

use std::sync::Arc;

use super::child_record::before;
use super::draws::Draws;
use super::episodes::{Left, Spell, codes, setting, years_before};
use super::person::Person;
use crate::model::{Date, HomeKind, Sector, days_between};

/// Hazard of leaving a day, from so many days in care (assumed: quick at first, slow later).
const LEAVING: [(f64, f64); 4] = [
    (0.0, 0.005),
    (28.0, 0.0015),
    (182.0, 0.0009),
    (730.0, 0.0005),
];
/// Hazard of a move a day for those who have left (assumed).
const MOVING: f64 = 0.0016;
/// Share of young people in foster homes who stay with their carers at 18 (England, 2025: about a third of 18 to 20).
const STAYING_PUT: f64 = 0.45;

/// Share of brothers and sisters who came together and had the same placements; of those, who left together (assumed).
const SAME_PLACEMENTS: f64 = 0.8;
const SAME_END: f64 = 0.6;

/// Share of children who have left by so many days in care.
fn left_by(days: f64) -> f64 {
    let mut hazard = 0.0;
    for (at, (from, rate)) in LEAVING.iter().enumerate() {
        let to = LEAVING.get(at + 1).map_or(f64::INFINITY, |next| next.0);
        hazard += rate * (days.min(to) - from).max(0.0);
    }
    1.0 - (-hazard).exp()
}

/// A duration by which this share has left.
fn duration_of(share: f64) -> f64 {
    let mut left = -(1.0 - share).ln();
    for (at, (from, rate)) in LEAVING.iter().enumerate() {
        let to = LEAVING.get(at + 1).map_or(f64::INFINITY, |next| next.0);
        if left < rate * (to - from) {
            return from + left / rate;
        }
        left -= rate * (to - from);
    }
    f64::INFINITY
}

/// The spell of a child who has left before the day of the data.
pub(super) fn past<'a>(
    draws: &mut Draws,
    profile: &super::Profile,
    number: usize,
    person: &Person,
    (start, as_at): (Date, Date),
) -> Spell<'a> {
    let eighteen = years_before(person.born, -18);
    let most = f64::from(days_between(start, as_at.min(eighteen)).max(1));
    let comes_of_age = eighteen <= as_at && draws.unit() > left_by(most);
    let days = if comes_of_age {
        most
    } else {
        duration_of(draws.unit() * left_by(most)).clamp(1.0, most)
    };
    let first = setting(draws, profile, person);
    let mut stays = vec![(start, codes(first.kind(), first.provider.sector()))];
    let mut day = 0.0;
    loop {
        day += -(1.0 - draws.unit()).ln() / MOVING;
        if day >= days - 1.0 || day < 1.0 {
            break;
        }
        let next = setting(draws, profile, person);
        stays.push((
            before(start, -(day as i32)),
            codes(next.kind(), next.provider.sector()),
        ));
    }
    let end = before(start, -(days as i32)).min(eighteen);
    let place = stays[stays.len() - 1].1.0;
    let why = why(draws, person, (start, place), comes_of_age);
    if why == "E11" && days > 120.0 {
        stays.push((before(end, 90), codes(HomeKind::Adoptive, Sector::Own)));
        stays.sort_by_key(|stay| stay.0);
        stays.dedup_by_key(|stay| stay.0);
    }
    Spell {
        id: Arc::from(format!("P{:05}", number + 1)),
        born: person.born,
        sex: person.sex,
        uasc: person.uasc,
        legal: Some(person.legal),
        need: Some(person.need),
        district: None,
        stays,
        end: Some((end, why)),
    }
}

/// Brothers and sisters who came together mostly have the same placements, and often leave together.
pub(super) fn together(draws: &mut Draws, spell: &mut Spell, first: Option<&Left>, as_at: Date) {
    let (with, leaves) = (draws.chance(SAME_PLACEMENTS), draws.chance(SAME_END));
    let Some(((stays, end), own)) = first.zip(spell.end) else {
        return;
    };
    let eighteen = years_before(spell.born, -18);
    if with {
        if leaves && end.0 < eighteen.min(as_at) && end.1 != "E17" && end.1 != "E5" {
            spell.end = Some(*end);
        }
        let last = spell.end.map_or(own.0, |(day, _)| day);
        spell.stays = stays
            .iter()
            .filter(|(day, _)| *day < last)
            .copied()
            .collect();
    }
}

/// REC: England's commonest reasons, by age and placement (assumed shares).
fn why(
    draws: &mut Draws,
    person: &Person,
    (start, place): (Date, &str),
    comes_of_age: bool,
) -> &'static str {
    let is_foster = place.starts_with('U');
    if comes_of_age {
        let stays = is_foster && draws.chance(STAYING_PUT);
        return if stays { "E17" } else { "E5" };
    }
    let young = days_between(person.born, start) < 4 * 365;
    match (place, young) {
        ("P1", _) => draws.pick(&[("E4A", 70.0), ("E8", 30.0)]),
        ("U1", _) => draws.pick(&[("E45", 60.0), ("E4A", 25.0), ("E41", 15.0)]),
        (_, true) => draws.pick(&[("E11", 40.0), ("E4A", 35.0), ("E45", 25.0)]),
        (_, false) => draws.pick(&[("E4A", 50.0), ("E4B", 10.0), ("E45", 12.0), ("E8", 28.0)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_those_by_which_a_share_has_left() {
        for share in [0.0, 0.05, 0.13, 0.3, 0.6, 0.9] {
            let back = left_by(duration_of(share));
            assert!((back - share).abs() < 1e-12, "{share} {back}");
        }
        assert!(left_by(28.0) > 0.13 && left_by(28.0) < 0.14);
    }
}
