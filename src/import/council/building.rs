//! The homes of the council folder: all of the register, all of the list, and those made from placements.

use std::ops::RangeInclusive;

use super::homes::{Origin, Residents};
use super::looked_after::LookedAfter;
use super::places::Places;
use super::rules::{
    AT_AUTHORITY, CARERS_AGE, MANY_PLACES, NO_AUTHORITY, OVER_PLACES, PLACES_UNKNOWN, STRANGERS,
};
use super::{Sources, kinds};
use crate::import::account::Rule;
use crate::import::authorities::Authority;
use crate::import::carers::Household;
use crate::import::ids::is_no_id;
use crate::import::ofsted::{AcceptedNeed, ListedHome};
use crate::import::postcodes::Found;
use crate::import::pseudonyms::Ids;
use crate::import::sheet::hex_sha256;
use crate::import::ssda903::Returns;
use crate::model::{
    Adaptation, Coded, Date, Home, HomeKind, HomeStatus, Location, NeedDomain, NeedsProfile, Sector,
};

/// Most places that a home of the folder can have.
const MOST_PLACES: u16 = 250;

/// Ages of carers that the folder takes.
const CARERS_AGES: RangeInclusive<u8> = 16..=110;

/// Level of need that a home is taken to meet where the list says that it accepts the need.
const ACCEPTED_LEVEL: u8 = 2;

/// Stands for the authority of a home whose area nobody knows, as in PL_LA.
pub const UNKNOWN_AUTHORITY: &str = "NUK";

/// A home of the folder, before the children are counted.
#[derive(Debug)]
pub struct Built {
    /// The home; its area is still a code.
    pub home: Home,
    /// ONS code of its district.
    pub area: Option<Coded>,
    /// Children of the council who live there, by place among the children looked after.
    pub residents: Vec<usize>,
    /// Its household in the register, by place.
    pub household: Option<usize>,
    /// Rules that were applied to it.
    pub rules: Vec<&'static Rule>,
}

/// What homes are built from.
pub struct Builder<'a> {
    /// What was read.
    sources: &'a Sources<'a>,
    /// The returns, where there are any.
    returns: Option<&'a Returns>,
    /// Where the postcodes of the returns are.
    places: &'a Places<'a>,
    /// The day of the data.
    as_at: Date,
}

impl<'a> Builder<'a> {
    /// A builder for the day of the data.
    pub fn of(
        sources: &'a Sources<'a>,
        returns: Option<&'a Returns>,
        places: &'a Places<'a>,
        as_at: Date,
    ) -> Self {
        Self {
            sources,
            returns,
            places,
            as_at,
        }
    }

    /// Every home: those of the register, those of the list, and those made from placements, each in its order.
    pub fn homes(&self, residents: &Residents, children: &[LookedAfter]) -> Vec<Built> {
        let mut built = Vec::new();
        let of = |origin: Origin| residents.get(&origin).cloned().unwrap_or_default();
        let households = self.sources.register.map_or(&[][..], |r| &r.households);
        for (at, household) in households.iter().enumerate() {
            let home = self.household(household, of(Origin::Household(at)));
            built.push(Built {
                household: Some(at),
                ..home
            });
        }
        let listed = self.sources.providers.map_or(&[][..], |list| &list.homes);
        for (at, home) in listed.iter().enumerate() {
            let living = of(Origin::Listed(at));
            built.push(self.listed(home, living));
        }
        for (origin, living) in residents {
            if let Origin::Inferred(key) = origin {
                built.push(self.inferred(key, living.clone(), children));
            }
        }
        for built in &mut built {
            settle_places(built);
        }
        built
    }

    fn household(&self, household: &Household, residents: Vec<usize>) -> Built {
        let mut household = household.clone();
        household.fill_ages(self.as_at);
        let found = self.find(household.postcode.as_deref());
        let location = household
            .location
            .or(found.and_then(|found| found.location));
        let mut home = household.home;
        let ages = home.carers_ages.len();
        home.carers_ages.retain(|age| CARERS_AGES.contains(age));
        let is_odd = home.carers_ages.len() < ages;
        home.id = self.sources.ids.household(&household.id);
        // Children of other authorities, and of this one whom no return has, sleep in their beds too.
        let named = household.current_children.len();
        let strangers = named.saturating_sub(residents.len());
        home.occupied_by_others = u8::try_from(strangers).unwrap_or(u8::MAX);
        // The register is the council's own: where nothing else is known, its carers live in its area.
        let of_own = self
            .sources
            .authority
            .filter(|_| home.sector == Sector::Own);
        let mut built = self.settle(home, location, found, of_own, residents);
        if strangers > 0 {
            built.rules.push(STRANGERS);
        }
        built.rules.extend(is_odd.then_some(CARERS_AGE));
        built
    }

    fn listed(&self, listed: &ListedHome, residents: Vec<usize>) -> Built {
        let is_own = listed.is_authority_run && self.is_run_by_responsible(listed);
        let sector = match listed.sector {
            Some(Sector::OtherAuthority) if is_own => Sector::Own,
            Some(sector) => sector,
            None => Sector::Private,
        };
        let id = match listed.setting {
            Some(setting) => format!("{}-{setting}", listed.urn),
            None => listed.urn.clone(),
        };
        let mut home = Home::new(&id, listed.kind, sector, "");
        home.urn = Some(listed.urn.clone());
        home.provider.clone_from(&listed.owner);
        home.grade = listed.grade;
        home.status = if listed.is_open {
            HomeStatus::Full
        } else {
            HomeStatus::Closed
        };
        (home.terms.age_min, home.terms.age_max) = kinds::ages(listed.kind);
        if let Some((least, most)) = listed.conditions.ages {
            (home.terms.age_min, home.terms.age_max) = (least, most);
        }
        home.terms.sex = listed.conditions.sex;
        if listed.short_break_only {
            home.terms.types = [crate::model::PlacementType::ShortBreak]
                .into_iter()
                .collect();
        }
        accept(&mut home, listed);
        home.weekly_cost = self.sources.costs.of(listed.kind, sector).0;
        let mut rules = Vec::new();
        let mut places = listed
            .conditions
            .most_children
            .or(listed.places)
            .unwrap_or(0);
        if places == 0 {
            rules.push(PLACES_UNKNOWN);
            places = residents.len() as u16;
        }
        if places > MOST_PLACES {
            rules.push(MANY_PLACES);
        }
        let places = places.min(MOST_PLACES) as u8;
        home = home.with_places(places);
        // Nobody but the home knows who else lives there; approved places are not available places.
        home.occupied_by_others = places.saturating_sub(residents.len() as u8);
        let found = self.find(listed.postcode.as_deref());
        let location = found.and_then(|found| found.location);
        let mut built = self.settle(home, location, found, listed.authority, residents);
        built.rules.extend(rules);
        built
    }

    fn is_run_by_responsible(&self, listed: &ListedHome) -> bool {
        let owner = listed
            .owner
            .as_deref()
            .and_then(crate::import::authorities::find);
        // A list that gives no owner leaves the area: an authority's homes are nearly always in it.
        let runs = owner.or(listed.authority.filter(|_| listed.owner.is_none()));
        runs.is_some() && runs.map(|a| a.code) == self.sources.authority.map(|a| a.code)
    }

    fn inferred(&self, key: &str, residents: Vec<usize>, children: &[LookedAfter]) -> Built {
        // Every home of this kind has a child: it was made of her placement.
        let first = residents.first().map(|&at| &children[at]);
        let row = first
            .zip(self.returns)
            .map(|(child, r)| (&r.rows[child.row as usize], r));
        let text = |word| row.map_or("", |(_, returns)| returns.words.text(word));
        let (place, provider, urn) = row.map_or(("", "", ""), |(row, _)| {
            (text(row.place), text(row.provider), text(row.urn))
        });
        let (kind, sector) = (kinds::kind(place), kinds::sector(provider, place));
        let id = match self.sources.ids {
            // The key of the home may hold a postcode, which is written nowhere.
            Ids::Keep => short(format!(
                "home of {}",
                first.map_or("", |child| &child.child.id)
            )),
            Ids::Keyed(_) => self.sources.ids.household(key),
        };
        let mut home = Home::new(&id, kind, sector, "");
        home.urn = Some(urn.to_owned()).filter(|urn| !urn.is_empty() && !is_no_id(urn));
        home.approval = kinds::approval(place);
        home.status = HomeStatus::Full;
        (home.terms.age_min, home.terms.age_max) = kinds::ages(kind);
        home.weekly_cost = self.sources.costs.of(kind, sector).0;
        let places = residents.len().min(usize::from(MOST_PLACES)) as u8;
        home = home.with_places(places);
        let found = row.and_then(|(row, _)| self.places.get(row.pl_post).copied());
        let location = row.and_then(|(row, _)| self.places.location(row.pl_post));
        self.settle(home, location, found, None, residents)
    }

    fn find(&self, postcode: Option<&str>) -> Option<Found<'_>> {
        self.sources.directory?.find(postcode?)
    }

    /// Puts a home in its place: where it is, in which district and authority.
    fn settle(
        &self,
        mut home: Home,
        location: Option<Location>,
        found: Option<Found<'_>>,
        authority: Option<&'static Authority>,
        residents: Vec<usize>,
    ) -> Built {
        let mut rules = Vec::new();
        let by_postcode = found.and_then(|found| found.authority.pl_la().map(str::to_owned));
        let of = by_postcode.or_else(|| authority.map(|a| a.code.to_owned()));
        if of.is_none() {
            rules.push(NO_AUTHORITY);
        }
        if location.is_none() && authority.is_some() {
            rules.push(AT_AUTHORITY);
        }
        home.authority = of.unwrap_or_else(|| UNKNOWN_AUTHORITY.to_owned());
        home.location = location.map(|at| self.sources.coarsen(at)).or_else(|| {
            let authority = authority?;
            let by_directory = self
                .sources
                .directory
                .and_then(|d| d.authority_centre(authority.code));
            Some(by_directory.unwrap_or(authority.centre))
        });
        let area = found.and_then(|found| super::history::coded(found.district));
        Built {
            home,
            area,
            residents,
            household: None,
            rules,
        }
    }
}

/// The id, or what stands for it where it would be too long for one.
fn short(id: String) -> String {
    if is_no_id(&id) {
        format!("home {}", &hex_sha256(id.as_bytes())[..16])
    } else {
        id
    }
}

/// The needs that a home says it accepts, as levels that it can meet.
fn accept(home: &mut Home, listed: &ListedHome) {
    let Some(needs) = listed.needs else { return };
    let mut profile = NeedsProfile::default();
    let mut meets = |domain| {
        // The level is within the range of the profile.
        let _ = profile.set(domain, ACCEPTED_LEVEL);
    };
    for need in needs.iter() {
        match need {
            AcceptedNeed::EmotionalAndBehavioural => {
                meets(NeedDomain::Emotional);
                meets(NeedDomain::Behaviour);
            }
            AcceptedNeed::MentalDisorders => meets(NeedDomain::MentalHealth),
            AcceptedNeed::SensoryImpairment => meets(NeedDomain::Sensory),
            AcceptedNeed::DrugProblems | AcceptedNeed::AlcoholProblems => {
                meets(NeedDomain::Substance)
            }
            AcceptedNeed::LearningDifficulty => meets(NeedDomain::Learning),
            AcceptedNeed::PhysicalDisabilities => {
                meets(NeedDomain::Health);
                home.adaptations.insert(Adaptation::Wheelchair);
            }
        }
    }
    home.capabilities = profile;
}

/// More children than places: the places are raised, and somebody should look.
fn settle_places(built: &mut Built) {
    let living = built.residents.len().min(usize::from(MOST_PLACES)) as u8;
    let home = &mut built.home;
    if living > home.places.max(home.places_if_siblings) {
        built.rules.push(OVER_PLACES);
        home.places = living;
        home.bedrooms = home.bedrooms.max(living);
    }
    home.places_if_siblings = home.places_if_siblings.max(home.places);
    let most = home.places.max(home.places_if_siblings);
    home.occupied_by_others = home.occupied_by_others.min(most.saturating_sub(living));
    if home.kind == HomeKind::Foster && home.status == HomeStatus::Full {
        home.bedrooms = home.bedrooms.max(living);
    }
}
