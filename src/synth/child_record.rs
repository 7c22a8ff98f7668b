//! What is written about a child: identity, care history, plan, school and family time.

use super::culture;
use super::draws::Draws;
use super::geography::Geography;
use super::needs;
use super::person::Person;
use crate::model::{
    Child, Date, Ethnicity, HomeKind, LegalStatus, Location, PermanencePlan, Pet, PlacementType,
    PlannedSetting, Religion, Set, days_between,
};

/// What the children of one family have in common.
#[derive(Debug, Clone)]
pub struct Heritage {
    ethnicity: Ethnicity,
    religion: Option<Religion>,
    languages: Vec<String>,
    contact: Option<Location>,
    in_care_days: i32,
}

impl Heritage {
    /// Draws what a child passes on to brothers and sisters.
    pub fn draw(draws: &mut Draws, person: &Person) -> Self {
        let ethnicity = culture::ethnicity(draws, person.group, person.uasc);
        let near_home = |draws: &mut Draws, home: Location| Geography::around(draws, home, 6_000);
        Self {
            ethnicity,
            religion: culture::religion(draws, person.group, person.uasc),
            languages: culture::languages(draws, ethnicity, person.uasc),
            contact: person
                .home
                .filter(|_| draws.chance(0.85))
                .map(|(home, _)| near_home(draws, home)),
            in_care_days: days_in_care(draws, person),
        }
    }
}

/// A long-tailed time in care with a mean of some two and a half years.
fn days_in_care(draws: &mut Draws, person: &Person) -> i32 {
    let (low, high) = draws.pick(&[
        ((4, 364), 0.3),
        ((365, 1095), 0.37),
        ((1096, 2555), 0.23),
        ((2556, 4380), 0.1),
    ]);
    let most = if person.uasc { 900 } else { high };
    draws.between(low.min(most), most)
}

/// A day so many days before.
pub fn before(day: Date, days: i32) -> Date {
    day.saturating_sub(jiff::Span::new().days(i64::from(days)))
}

/// National curriculum year: by the age on the 31 August before.
pub fn year_group(born: Date, as_at: Date) -> Option<u8> {
    let year = if as_at.month() >= 9 {
        as_at.year()
    } else {
        as_at.year() - 1
    };
    let cut_off = jiff::civil::date(year, 8, 31);
    let age = crate::model::age_in_years(born, cut_off);
    (4..=17).contains(&age).then(|| age - 4)
}

/// Writes down a child; the home she lives in decides what her needs are like.
pub fn write(
    draws: &mut Draws,
    person: &Person,
    id: String,
    heritage: &Heritage,
    as_at: Date,
) -> Child {
    let lived = days_between(person.born, as_at);
    let in_care = heritage.in_care_days.min(lived - 1).max(1);
    let mut child = Child::new(&id, person.born, person.sex, before(as_at, in_care));
    child.ethnicity = Some(heritage.ethnicity);
    child.religion = heritage.religion;
    child.languages.clone_from(&heritage.languages);
    child.legal_status = Some(person.legal);
    child.need_code = Some(person.need);
    child.flags.uasc = person.uasc;
    child.home = person
        .home
        .filter(|_| person.cell.is_known())
        .map(|(at, _)| at);
    child.home_area = person.home.map(|(_, area)| area);
    child.contact = heritage.contact;
    child.year_group = year_group(person.born, as_at);
    let pressure = needs::pressure(person.setting.kind(), person.setting.is_agency());
    write_needs(draws, person, &mut child, pressure);
    if draws.chance(0.03) {
        child.allergies =
            Set::from_iter([draws.pick(&[(Pet::Dog, 5.0), (Pet::Cat, 5.0), (Pet::Bird, 1.0)])]);
    }
    child.flags.no_smokers = draws.chance(0.03);
    child
}

/// Needs, disability and adaptations.
pub fn write_needs(draws: &mut Draws, person: &Person, child: &mut Child, pressure: f64) {
    let disabled = needs::disabled(draws, person, pressure);
    child.disabled = Some(disabled);
    if disabled {
        child.adaptations = needs::adaptations(draws);
    }
    child.needs = needs::levels(draws, person, pressure, disabled);
}

/// The permanence plan that goes with the legal status and the home, and the setting it asks for.
pub fn plan(draws: &mut Draws, child: &mut Child, person: &Person) {
    use PermanencePlan as P;
    let kind = person.setting.kind();
    let plan = match (kind, person.legal) {
        (HomeKind::Adoptive, _) | (_, LegalStatus::E1) => P::Adoption,
        (HomeKind::Parents, _) => P::ReturnHome,
        (HomeKind::SupportedAccommodation, _) => P::SupportedLiving,
        (HomeKind::Other, _) => P::Other,
        (HomeKind::ChildrensHome | HomeKind::OtherResidential | HomeKind::ResidentialSchool, _) => {
            draws.pick(&[
                (P::LongTermResidential, 55.0),
                (P::LongTermFostering, 20.0),
                (P::ReturnHome, 25.0),
            ])
        }
        (HomeKind::Connected, _) => draws.pick(&[
            (P::Guardianship, 45.0),
            (P::LongTermFostering, 45.0),
            (P::ReturnHome, 10.0),
        ]),
        (_, LegalStatus::C2) => draws.pick(&[
            (P::LongTermFostering, 85.0),
            (P::Guardianship, 8.0),
            (P::ReturnHome, 7.0),
        ]),
        (_, LegalStatus::C1) => draws.pick(&[
            (P::ReturnHome, 45.0),
            (P::Guardianship, 25.0),
            (P::LongTermFostering, 30.0),
        ]),
        _ if person.age >= 16 => {
            draws.pick(&[(P::SupportedLiving, 6.0), (P::LongTermFostering, 4.0)])
        }
        _ => draws.pick(&[(P::ReturnHome, 6.0), (P::LongTermFostering, 4.0)]),
    };
    child.plan = Some(plan);
    child.planned_setting = match kind {
        HomeKind::ChildrensHome | HomeKind::OtherResidential | HomeKind::ResidentialSchool => {
            match plan {
                P::LongTermFostering | P::ReturnHome => PlannedSetting::Family,
                _ => PlannedSetting::Residential,
            }
        }
        HomeKind::SupportedAccommodation => PlannedSetting::Supported,
        HomeKind::Other => PlannedSetting::Any,
        _ => PlannedSetting::Family,
    };
    child.wanted = match plan {
        P::LongTermFostering | P::LongTermResidential => PlacementType::Long,
        _ => PlacementType::Short,
    };
}

/// The school: near the home she lives in, or the old one where that is within reach.
pub fn school(draws: &mut Draws, child: &mut Child, lives_at: Option<Location>) {
    if child.year_group.is_none() {
        return;
    }
    let old = child.home.filter(|home| {
        let near = lives_at.is_none_or(|here| home.miles_to(here) <= crate::model::Miles::whole(8));
        near && draws.chance(0.6)
    });
    child.school = old
        .or(lives_at)
        .or(child.home)
        .map(|at| Geography::around(draws, at, 4_000));
}
