//! Six years of care history: how the children of today came to be where they are, and the children who have left.
//!
//! As many come each year as the published starts; of them those who are not in care today have left, at hazards that
//! fall with time in care (assumed). Ends of one year are not dealt out to the published number.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::affinity;
use super::child_record::before;
use super::draws::Draws;
use super::generate::Work;
use super::past::{past, together};
use super::person::{Crowd, Person};
use super::referrals;
use super::settings::{PlacementGroup, ProviderGroup, Setting};
use crate::model::{
    Child, Coded, Date, Episode, HomeIx, HomeKind, LegalStatus, NeedCode, Sector, Sex, days_between,
};

/// Years of history, as many as councils usually give.
const YEARS: i16 = 6;
/// Placements of a child, with place and provider.
pub(super) type Stays = Vec<(Date, (&'static str, &'static str))>;
/// Placements of a child who has left, with the last day and REC.
pub(super) type Left = (Stays, (Date, &'static str));

/// One time in care to write down.
pub(super) struct Spell<'a> {
    pub(super) id: Arc<str>,
    pub(super) born: Date,
    pub(super) sex: Sex,
    pub(super) uasc: bool,
    pub(super) legal: Option<LegalStatus>,
    pub(super) need: Option<NeedCode>,
    pub(super) district: Option<&'a str>,
    /// First days, in order, with place and provider.
    pub(super) stays: Stays,
    pub(super) end: Option<(Date, &'static str)>,
}

impl Work<'_> {
    /// Writes the history of everybody in care in the last years.
    pub(super) fn write_history(&mut self, people: &[Person]) {
        let as_at = self.profile.as_at;
        let first = years_before(as_at, YEARS).tomorrow().unwrap_or(as_at);
        let mut draws = self.draws("episodes");
        let mut episodes = Vec::new();
        let mut of_family: BTreeMap<(u32, Date, HomeIx), Stays> = BTreeMap::new();
        for (at, person) in people.iter().enumerate() {
            let mut spell = self.present(&mut draws, at, person);
            if let Some(family) = person.family {
                // Brothers and sisters in one home came the same way.
                let home = self.council.placements[at].home;
                let key = (family, spell.stays[0].0, home);
                spell.stays = of_family.entry(key).or_insert(spell.stays).clone();
            }
            write(&mut episodes, &spell, first);
        }
        let mut gone: BTreeMap<(u32, Date), Left> = BTreeMap::new();
        for (number, (person, start)) in self.left(people, first, as_at).into_iter().enumerate() {
            let mut spell = past(&mut draws, self.profile, number, &person, (start, as_at));
            if let Some(key) = person.family.map(|family| (family, start)) {
                together(&mut draws, &mut spell, gone.get(&key), as_at);
                if let Some(end) = spell.end {
                    gone.entry(key).or_insert((spell.stays.clone(), end));
                }
            }
            let area = person
                .home
                .map(|(_, area)| &self.council.areas[area as usize]);
            spell.district = area.map(|area| area.code.as_str());
            let in_window = |s: &Spell| s.end.is_some_and(|(end, _)| end >= first);
            if in_window(&spell) {
                write(&mut episodes, &spell, first);
            }
        }
        self.council.episodes = episodes;
    }

    /// The spell of a child who is in care today.
    fn present(&self, draws: &mut Draws, at: usize, person: &Person) -> Spell<'_> {
        let child: &Child = &self.council.children[at];
        let placement = &self.council.placements[at];
        let home = self.council.home(placement.home);
        let now = codes(home.kind, home.sector);
        let mut stays = Vec::new();
        let days = days_between(child.entered_care, placement.start);
        if days > 0 {
            let earlier = self.setting(draws, person);
            stays.push((
                child.entered_care,
                codes(earlier.kind(), earlier.provider.sector()),
            ));
            if child.placements_last_year == Some(3) && days > 20 {
                let between = before(placement.start, draws.between(1, days.min(150) - 1));
                stays.push((between, codes(earlier.kind(), earlier.provider.sector())));
            }
        }
        stays.push((placement.start, now));
        Spell {
            id: Arc::from(child.id.as_str()),
            born: child.born,
            sex: child.sex,
            uasc: child.flags.uasc,
            legal: child.legal_status,
            need: child.need_code,
            district: child
                .home_area
                .map(|area| self.council.areas[area as usize].code.as_str()),
            stays,
            end: None,
        }
    }

    fn setting(&self, draws: &mut Draws, person: &Person) -> Setting {
        setting(draws, self.profile, person)
    }

    /// Those who came and have left: with the first day of each.
    fn left(&self, people: &[Person], first: Date, as_at: Date) -> Vec<(Person, Date)> {
        let history = &self.profile.history;
        let scale = people.len() as f64 / f64::from(self.profile.looked_after.number.max(1));
        let seed = self.options.seed;
        let mut left = Vec::new();
        let came_between = |from: Date, to: Date| {
            let children = self.council.children[..people.len()].iter();
            children
                .filter(|c| c.entered_care >= from && c.entered_care <= to)
                .count()
        };
        let number = |published: u32| (f64::from(published) * scale).round() as usize;
        let begun = history.years.iter().zip(&history.looked_after);
        let before_first = begun
            .filter(|(year, _)| i32::from(**year) == i32::from(first.year()))
            .map(|(_, n)| number(*n))
            .next()
            .unwrap_or(people.len());
        let stayed = came_between(Date::MIN, before(first, 1));
        let gone = before_first.saturating_sub(stayed);
        let mut draws = self.draws("past stock");
        for mut person in Crowd::new(self.profile, gone, seed ^ 0xA11).people {
            // A child of the stock of six years ago, in care for a while by then.
            let shift = days_between(first, as_at);
            person.born = before(person.born, shift);
            let lived = days_between(person.born, first);
            let in_care = draws.between(1, 1500).min(lived - 1).max(0);
            left.push((person, before(first, in_care)));
        }
        for (year, starts) in history.years.iter().zip(&history.starts) {
            let end = Date::new(*year as i16, 3, 31).unwrap_or(as_at);
            let begin = years_before(end, 1).tomorrow().unwrap_or(end);
            if end > as_at || begin < first {
                continue;
            }
            let gone = number(*starts).saturating_sub(came_between(begin, end));
            let seed = seed ^ u64::from(*year);
            let people = referrals::people(self.profile, self.geography, gone, 0, seed);
            let days = days_between(begin, end);
            let mut of_family = BTreeMap::new();
            for mut person in people {
                let drawn = draws.between(0, days);
                let ago = match person.family {
                    Some(family) => *of_family.entry(family).or_insert(drawn),
                    None => drawn,
                };
                // Nobody came and left on the day of the data.
                let ago = ago.max(i32::from(end == as_at));
                person.born = before(person.born, days_between(end, as_at) + ago);
                left.push((person, before(end, ago)));
            }
        }
        left
    }
}

pub(super) fn years_before(day: Date, years: i16) -> Date {
    day.saturating_sub(jiff::Span::new().years(i64::from(years)))
}

pub(super) fn setting(draws: &mut Draws, profile: &super::Profile, person: &Person) -> Setting {
    let rows = &profile.settings.rows;
    let filled = f64::from(profile.foster_places.filled);
    let settings: Vec<(Setting, f64)> = rows
        .iter()
        .flat_map(|row| {
            let placement =
                PlacementGroup::from_key(&row.placement).unwrap_or(PlacementGroup::Other);
            let provider =
                ProviderGroup::from_key(&row.provider).unwrap_or(ProviderGroup::NotReported);
            let number = f64::from(row.number);
            let own = placement == PlacementGroup::Foster && provider == ProviderGroup::Own;
            let connected = if own { (number - filled).max(0.0) } else { 0.0 };
            let of = |connected: bool, number: f64| {
                let setting = Setting {
                    placement,
                    provider,
                    connected,
                };
                (
                    setting,
                    number * affinity::setting(person, setting).max(0.0),
                )
            };
            [of(false, number - connected), of(true, connected)]
        })
        // Those who are adopted go through such a placement at the end, not at first.
        .filter(|(setting, _)| setting.placement != PlacementGroup::Adoption)
        .collect();
    draws.pick(&settings)
}

/// PLACE and PLACE_PROVIDER of a home.
pub(super) fn codes(kind: HomeKind, sector: Sector) -> (&'static str, &'static str) {
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
    for (at, (start, (place, provider))) in spell.stays.iter().enumerate() {
        let next = spell.stays.get(at + 1).map(|(day, _)| (*day, "X1"));
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
            start: *start,
            reason_start: code(if at == 0 { "S" } else { "P" }),
            legal_status: spell.legal,
            need_code: spell.need,
            place: code(place),
            provider: code(provider),
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
