//! Six years of care history: how the children of today came to be where they are, and the children who have left.
//!
//! As many come each year as the published starts; of them those who are not in care today have left, at hazards that
//! fall with time in care (assumed). Ends of one year are not dealt out to the published number. Families are of today's
//! sizes, and live together and where today's do (`alike`).

use std::sync::Arc;

use super::alike::Alike;
use super::generate::Work;
use super::past::past;
use super::person::Person;
use super::settings::Setting;
use crate::model::{Coded, Date, Episode, HomeKind, LegalStatus, NeedCode, Sector, Sex};

/// Years of history, as many as councils usually give.
const YEARS: i16 = 6;

/// A placement, or a time in it under one PLACE.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    /// First day.
    pub(super) from: Date,
    /// PLACE and PLACE_PROVIDER.
    pub(super) codes: (&'static str, &'static str),
    /// Whether the home is that of the stay before (RNE T).
    pub(super) is_same_home: bool,
}

impl Stay {
    /// In a new home from a day.
    pub(super) const fn new(from: Date, codes: (&'static str, &'static str)) -> Self {
        Self {
            from,
            codes,
            is_same_home: false,
        }
    }

    /// In a home of a setting from a day.
    pub(super) fn in_setting(from: Date, setting: Setting) -> Self {
        Self::new(from, codes(setting.kind(), setting.provider.sector()))
    }
}

/// One time in care to write down.
pub(super) struct Spell<'a> {
    pub(super) id: Arc<str>,
    pub(super) born: Date,
    pub(super) sex: Sex,
    pub(super) uasc: bool,
    pub(super) legal: Option<LegalStatus>,
    pub(super) need: Option<NeedCode>,
    pub(super) district: Option<&'a str>,
    /// Placements, in order.
    pub(super) stays: Vec<Stay>,
    pub(super) end: Option<(Date, &'static str)>,
}

impl Work<'_> {
    /// Writes the history of everybody in care in the last years.
    pub(super) fn write_history(&mut self, people: &[Person]) {
        let as_at = self.profile.as_at;
        let first = years_before(as_at, YEARS).tomorrow().unwrap_or(as_at);
        let mut draws = self.draws("episodes");
        let mut episodes = Vec::new();
        let homes = &self.council.placements;
        let alike = Alike::of(people, |at| homes[at].home);
        for spell in self.present(&mut draws, &alike, people) {
            write(&mut episodes, &spell, first);
        }
        let mut number = 0;
        for family in self.left(people, first, as_at) {
            let mut spells = past(&mut draws, &alike, &family, as_at);
            for (spell, (person, _)) in spells.iter_mut().zip(&family) {
                number += 1;
                spell.id = Arc::from(format!("P{number:05}"));
                let area = person
                    .home
                    .map(|(_, area)| &self.council.areas[area as usize]);
                spell.district = area.map(|area| area.code.as_str());
                if spell.end.is_some_and(|(end, _)| end >= first) {
                    write(&mut episodes, spell, first);
                }
            }
        }
        self.council.episodes = episodes;
    }
}

pub(super) fn years_before(day: Date, years: i16) -> Date {
    day.saturating_sub(jiff::Span::new().years(i64::from(years)))
}

/// PLACE and PLACE_PROVIDER of a home.
pub(super) const fn codes(kind: HomeKind, sector: Sector) -> (&'static str, &'static str) {
    let place = match kind {
        HomeKind::Parents => "P1",
        HomeKind::Connected => "U1",
        HomeKind::Foster => "U6",
        HomeKind::ChildrensHome => "K2",
        HomeKind::SupportedAccommodation => "H5",
        HomeKind::ResidentialSchool => "S1",
        HomeKind::OtherResidential => "R1",
        HomeKind::Secure => "K1",
        HomeKind::Adoptive => "A5",
        HomeKind::Other => "Z1",
    };
    let provider = match sector {
        Sector::Own => "PR1",
        Sector::OtherAuthority => "PR2",
        Sector::OtherPublic => "PR3",
        Sector::Private => "PR4",
        Sector::Voluntary => "PR5",
        Sector::Parents => "PR0",
    };
    (place, provider)
}

/// The rows of a spell that a return of the window has.
fn write(episodes: &mut Vec<Episode>, spell: &Spell, first: Date) {
    let code = |text: &str| Coded::try_from_str(text).ok();
    for (at, stay) in spell.stays.iter().enumerate() {
        let next = spell.stays.get(at + 1).map(|next| (next.from, "X1"));
        let end = next.or(spell.end);
        if end.is_some_and(|(day, _)| day < first) {
            continue;
        }
        episodes.push(Episode {
            child_id: Arc::clone(&spell.id),
            born: Some(spell.born),
            sex: Some(spell.sex),
            ethnicity: None,
            uasc: spell.uasc,
            start: stay.from,
            reason_start: code(match at {
                0 => "S",
                _ if stay.is_same_home => "T",
                _ => "P",
            }),
            legal_status: spell.legal,
            need_code: spell.need,
            place: code(stay.codes.0),
            provider: code(stay.codes.1),
            end: end.map(|(day, _)| day),
            reason_end: end.and_then(|(_, why)| code(why)),
            reason_change: None,
            urn: None,
            home_area: spell.district.and_then(code),
            placement_authority: None,
            placement_location: None,
            placement_miles: None,
        });
    }
}
