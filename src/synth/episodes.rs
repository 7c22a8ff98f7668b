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
use super::person::{Crowd, Person};
use super::referrals;
use super::settings::{PlacementGroup, ProviderGroup, Setting};
use crate::model::{
    Child, Coded, Date, Episode, HomeIx, HomeKind, LegalStatus, NeedCode, Sector, Sex, days_between,
};

/// Years of history, as many as councils usually give.
const YEARS: i16 = 6;
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

/// Placements of a child, with place and provider.
type Stays = Vec<(Date, (&'static str, &'static str))>;

/// When a period of care ended, and why.
type End = (Date, &'static str);

/// One time in care to write down.
struct Spell<'a> {
    id: Arc<str>,
    born: Date,
    sex: Sex,
    uasc: bool,
    legal: Option<LegalStatus>,
    need: Option<NeedCode>,
    district: Option<&'a str>,
    /// First days, in order, with place and provider.
    stays: Stays,
    end: Option<(Date, &'static str)>,
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
        let mut gone: BTreeMap<(u32, Date), (Stays, End)> = BTreeMap::new();
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
                person.born = before(person.born, days_between(end, as_at) + ago);
                left.push((person, before(end, ago)));
            }
        }
        left
    }
}

fn years_before(day: Date, years: i16) -> Date {
    day.saturating_sub(jiff::Span::new().years(i64::from(years)))
}

fn setting(draws: &mut Draws, profile: &super::Profile, person: &Person) -> Setting {
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
fn codes(kind: HomeKind, sector: Sector) -> (&'static str, &'static str) {
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
fn past<'a>(
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
fn together(
    draws: &mut Draws,
    spell: &mut Spell,
    first: Option<&(Stays, (Date, &'static str))>,
    as_at: Date,
) {
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
