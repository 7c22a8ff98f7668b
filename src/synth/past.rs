//! The lives in care of children who have left: how long they stayed, where, and why they left.

use std::sync::Arc;

use super::alike::Alike;
use super::child_record::before;
use super::draws::Draws;
use super::earlier::join;
use super::episodes::{Spell, Stay, codes, years_before};
use super::person::Person;
use crate::model::{Date, HomeKind, Sector, age_in_years, days_between};

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

/// Share of those who lived with an elder brother or sister who left care with her (assumed).
const SAME_END: f64 = 0.6;
/// PLACE of a placement for adoption.
const ADOPTIVE: &str = codes(HomeKind::Adoptive, Sector::Own).0;

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

/// The spells of a family who have left before the day of the data, the eldest first.
pub(super) fn past<'a>(
    draws: &mut Draws,
    alike: &Alike<'_>,
    family: &[(Person, Date)],
    as_at: Date,
) -> Vec<Spell<'a>> {
    let homes = alike.divided(draws, family.len());
    let mut spells: Vec<Spell> = Vec::with_capacity(family.len());
    for (at, (person, start)) in family.iter().enumerate() {
        let with = homes.iter().position(|home| *home == homes[at]);
        let (end, comes_of_age) = end(draws, person, (*start, as_at));
        let mut left = (end, None);
        let mut stays = match with.and_then(|with| spells.get(with)) {
            Some(eldest) => {
                left = leaves(draws, (person, *start), (end, as_at), eldest);
                let stays = join(&eldest.stays, *start).into_iter();
                // Who leaves in another way was not placed for adoption with the others.
                let stays = stays.filter(|s| left.1.is_some() || s.codes.0 != ADOPTIVE);
                stays.filter(|stay| stay.from < left.0).collect()
            }
            None => {
                let others = homes.iter().filter(|home| **home == homes[at]).count();
                stays(draws, alike, (person, others == 1), (*start, end))
            }
        };
        let why = left.1.unwrap_or_else(|| {
            let place = stays.last().map_or("", |stay: &Stay| stay.codes.0);
            why(draws, person, (*start, place), comes_of_age)
        });
        let adopted = before(left.0, 90);
        if why == "E11" && days_between(*start, left.0) > 120 && left.1.is_none() {
            stays.retain(|stay| stay.from < adopted);
            stays.push(Stay::new(adopted, codes(HomeKind::Adoptive, Sector::Own)));
        }
        spells.push(Spell {
            id: Arc::from(""),
            born: person.born,
            sex: person.sex,
            uasc: person.uasc,
            legal: Some(person.legal),
            need: Some(person.need),
            district: None,
            stays,
            end: Some((left.0, why)),
        });
    }
    spells
}

/// The last day of a child, and whether she came of age.
fn end(draws: &mut Draws, person: &Person, (start, as_at): (Date, Date)) -> (Date, bool) {
    let eighteen = years_before(person.born, -18);
    let most = f64::from(days_between(start, as_at.min(eighteen)).max(1));
    let comes_of_age = eighteen <= as_at && draws.unit() > left_by(most);
    let days = if comes_of_age {
        most
    } else {
        duration_of(draws.unit() * left_by(most)).clamp(1.0, most)
    };
    (before(start, -(days as i32)).min(eighteen), comes_of_age)
}

/// Where a child lived, alone or as the eldest of brothers and sisters in one home, each time at the age of then.
fn stays(
    draws: &mut Draws,
    alike: &Alike<'_>,
    (person, is_alone): (&Person, bool),
    (start, end): (Date, Date),
) -> Vec<Stay> {
    let days = f64::from(days_between(start, end));
    let mut stays = Vec::new();
    let mut day = 0.0;
    loop {
        let from = before(start, -(day as i32));
        let then = Person {
            age: age_in_years(person.born, from),
            ..person.clone()
        };
        stays.push(Stay::in_setting(
            from,
            alike.setting(draws, &then, is_alone),
        ));
        // Nobody moves on the day on which she came or moved, nor on her last.
        day = (day + -(1.0 - draws.unit()).ln() / MOVING).max((day + 1.0).floor());
        if day >= days - 1.0 {
            return stays;
        }
    }
}

/// When one who lived with an elder brother or sister left, and why, if it was with her.
fn leaves(
    draws: &mut Draws,
    (person, start): (&Person, Date),
    (end, as_at): (Date, Date),
    eldest: &Spell,
) -> (Date, Option<&'static str>) {
    let eighteen = years_before(person.born, -18);
    let theirs = eldest.end.filter(|(day, why)| {
        let is_grown_up = matches!(*why, "E17" | "E5");
        *day > start && *day < eighteen.min(as_at) && !is_grown_up
    });
    match theirs.filter(|_| draws.chance(SAME_END)) {
        Some((day, why)) => (day, Some(why)),
        None => (end, None),
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
