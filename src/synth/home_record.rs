//! What is written about a home, so that everybody who lives there may live there.

use super::culture;
use super::draws::Draws;
use super::dwelling::Dwelling;
use super::needs;
use super::profile::Profile;
use crate::model::{
    Adaptation, Area, Child, ChildIx, CodeSet, Home, HomeKind, NeedDomain, NeedsProfile, Pet,
    PlacementType, Set, Sex, Terms,
};

/// Writes homes down, one after the other.
pub struct Writer<'a> {
    /// The figures.
    pub profile: &'a Profile,
    /// The council's areas.
    pub areas: &'a [Area],
    /// The council's children.
    pub children: &'a [Child],
}

impl Writer<'_> {
    /// The home of a dwelling.
    pub fn write(&self, draws: &mut Draws, at: usize, dwelling: &Dwelling) -> Home {
        let kind = dwelling.setting.kind();
        let area = dwelling.point.map_or(0, |(_, area)| area);
        let authority = &self.areas[area as usize].authority;
        let mut home = Home::new(
            &format!("H{:05}", at + 1),
            kind,
            dwelling.setting.provider.sector(),
            authority,
        );
        home.area = Some(area);
        home.location = dwelling.point.map(|(location, _)| location);
        home.occupied_by_others = dwelling.others;
        home.status = dwelling.status;
        let living: Vec<&Child> = dwelling
            .occupants
            .iter()
            .map(|&i| &self.children[i])
            .collect();
        self.size(draws, &mut home, dwelling, &living);
        self.terms(draws, &mut home, dwelling, &living);
        self.skills(draws, &mut home, dwelling, &living);
        if home.kind.is_family() {
            self.family(draws, &mut home, &living);
        } else {
            home.smoker = Some(false);
        }
        self.standing(draws, &mut home, dwelling);
        home.weekly_cost = self.cost(draws, dwelling, &living);
        home
    }

    /// Places and bedrooms: a room for each child over three, fewer where brothers or sisters share.
    fn size(&self, draws: &mut Draws, home: &mut Home, dwelling: &Dwelling, living: &[&Child]) {
        let count = living.len().min(200) as u8;
        home.places = dwelling.places;
        home.places_if_siblings = dwelling.places.max(count);
        home.bedrooms = dwelling.places.max(count);
        if !home.kind.is_fostering() {
            return;
        }
        home.sharing_allowed = draws.chance(0.3);
        if home.sharing_allowed && home.places_if_siblings < 4 && draws.chance(0.5) {
            home.places_if_siblings += 1;
        }
        let can_share = |a: &&Child| living.iter().filter(|b| b.sex == a.sex).count() >= 2;
        let pair = dwelling.one_family && living.len() >= 2 && living.iter().any(can_share);
        if home.sharing_allowed && pair && home.bedrooms > 1 && draws.chance(0.5) {
            home.bedrooms -= 1;
        }
    }

    fn terms(&self, draws: &mut Draws, home: &mut Home, dwelling: &Dwelling, living: &[&Child]) {
        let ages: Vec<u8> = living
            .iter()
            .map(|c| c.age_on(self.profile.as_at))
            .collect();
        let covers = |(low, high): (u8, u8)| ages.iter().all(|age| (low..=high).contains(age));
        let bands: &[((u8, u8), f64)] = match home.kind {
            HomeKind::Foster => &[
                ((0, 17), 30.0),
                ((0, 4), 8.0),
                ((0, 10), 22.0),
                ((0, 12), 10.0),
                ((5, 17), 10.0),
                ((8, 17), 12.0),
                ((11, 17), 8.0),
            ],
            HomeKind::ChildrensHome | HomeKind::OtherResidential => &[
                ((8, 17), 40.0),
                ((10, 17), 30.0),
                ((6, 13), 8.0),
                ((12, 17), 22.0),
            ],
            HomeKind::SupportedAccommodation => &[((16, 17), 1.0)],
            HomeKind::ResidentialSchool => &[((7, 17), 1.0)],
            _ => &[((0, 17), 1.0)],
        };
        let band = draws.pick(bands);
        let (age_min, age_max) = if covers(band) {
            band
        } else {
            widened(band, &ages)
        };
        let one_sex = [Sex::Female, Sex::Male]
            .into_iter()
            .find(|sex| living.iter().all(|c| c.sex == *sex));
        let by_sex = matches!(
            home.kind,
            HomeKind::Foster | HomeKind::ChildrensHome | HomeKind::SupportedAccommodation
        );
        let named = matches!(
            home.kind,
            HomeKind::Connected | HomeKind::Parents | HomeKind::Adoptive
        );
        home.terms = Terms {
            age_min,
            age_max,
            sex: one_sex.filter(|_| by_sex && draws.chance(0.07)),
            types: self.types(draws, home.kind, living),
            named_children: dwelling
                .occupants
                .iter()
                .filter(|_| named)
                .map(|&i| ChildIx(i as u32))
                .collect(),
        };
    }

    /// Types in foster carers' terms; none are named for one household in three and for other homes.
    fn types(&self, draws: &mut Draws, kind: HomeKind, living: &[&Child]) -> Set<PlacementType> {
        use PlacementType as T;
        if kind != HomeKind::Foster || draws.chance(0.33) {
            return Set::EMPTY;
        }
        let mut types: Set<T> = draws
            .any(&[
                [T::Short, T::Long],
                [T::Short, T::Emergency],
                [T::Long, T::Short],
                [T::Short, T::EarlyPermanence],
            ])
            .into_iter()
            .collect();
        if draws.chance(0.08) {
            types.insert(T::ParentChild);
        }
        if draws.chance(0.25) {
            types.insert(T::Emergency);
        }
        if draws.chance(0.2) {
            types.insert(T::ShortBreak);
        }
        living.iter().for_each(|c| types.insert(c.wanted));
        types
    }

    /// Skill at least as high as the needs of those who live there.
    fn skills(&self, draws: &mut Draws, home: &mut Home, dwelling: &Dwelling, living: &[&Child]) {
        let base = 0.9 + 0.8 * needs::pressure(home.kind, dwelling.setting.is_agency());
        for &domain in NeedDomain::all() {
            let needed = living
                .iter()
                .map(|c| c.needs.level(domain))
                .max()
                .unwrap_or(0);
            let bodily = matches!(domain, NeedDomain::Health | NeedDomain::Sensory);
            let usual = if bodily { base - 0.6 } else { base } + 0.6 * draws.normal();
            let usual = usual.round().clamp(0.0, f64::from(NeedsProfile::MAX)) as u8;
            home.capabilities
                .set(domain, usual.max(needed))
                .unwrap_or(());
        }
        for child in living {
            home.adaptations = home.adaptations.union(child.adaptations);
        }
        let adapted = if home.kind.is_family() { 0.05 } else { 0.12 };
        if draws.chance(adapted) {
            home.adaptations.insert(draws.any(Adaptation::all()));
            home.adaptations.insert(draws.any(Adaptation::all()));
        }
    }

    /// The carers, their own children and their animals.
    fn family(&self, draws: &mut Draws, home: &mut Home, living: &[&Child]) {
        let ours = living.first().and_then(|c| c.ethnicity);
        let first = culture::carer(draws, ours);
        home.ethnicities = vec![first];
        home.religion = culture::religion(draws, first.group(), false);
        home.languages = culture::languages(draws, first, false);
        let related = !matches!(home.kind, HomeKind::Foster);
        if related {
            home.ethnicities = ours.into_iter().collect();
            home.religion = living.first().and_then(|c| c.religion);
            home.languages = living
                .first()
                .map_or_else(Vec::new, |c| c.languages.clone());
        }
        if home.kind.is_fostering() {
            let couple = draws.chance(0.63);
            home.carers_ages = (0..1 + usize::from(couple))
                .map(|_| self.carer_age(draws))
                .collect();
            if couple && !related {
                home.ethnicities.push(if draws.chance(0.9) {
                    first
                } else {
                    culture::carer(draws, ours)
                });
            }
        }
        let infant = living
            .iter()
            .any(|c| c.age_on(self.profile.as_at) < 5 || c.flags.no_smokers);
        home.smoker = Some(!infant && draws.chance(0.07));
        if draws.chance(0.45) {
            home.pets.insert(draws.pick(&[
                (Pet::Dog, 6.0),
                (Pet::Cat, 4.0),
                (Pet::Bird, 0.5),
                (Pet::Other, 1.0),
            ]));
        }
        for child in living {
            home.pets = home.pets.minus(child.allergies);
        }
        if home.kind == HomeKind::Foster && draws.chance(0.22) {
            home.birth_children_ages = (0..1 + draws.below(2))
                .map(|_| draws.between(2, 17) as u8)
                .collect();
        }
    }

    fn carer_age(&self, draws: &mut Draws) -> u8 {
        let supply = &self.profile.supply;
        let (fifty, sixty) = (supply.carers_over_50_percent, supply.carers_over_60_percent);
        let (low, high) = draws.pick(&[
            ((28, 49), 100.0 - fifty),
            ((50, 59), fifty - sixty),
            ((60, 73), sixty),
        ]);
        draws.between(low, high) as u8
    }
}

/// The narrowest band around both the usual one and those who live there.
fn widened((low, high): (u8, u8), ages: &[u8]) -> (u8, u8) {
    let youngest = ages.iter().copied().min().unwrap_or(low);
    let oldest = ages.iter().copied().max().unwrap_or(high);
    (low.min(youngest), high.max(oldest))
}
