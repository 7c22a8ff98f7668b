//! Who the children are: every published margin dealt out, one after the other, each with what goes with it.

use super::affinity;
use super::draws::Draws;
use super::profile::Profile;
use super::quota::{deal, repeated, share_out};
use super::settings::{Cell, PlacementGroup, ProviderGroup, Setting};
use crate::model::{
    CodeSet, Date, EthnicGroup, LegalStatus, Location, NeedCode, Sex, days_between,
};

/// A child before everything is written down.
#[derive(Debug, Clone)]
pub struct Person {
    /// Age in years.
    pub age: u8,
    /// Date of birth.
    pub born: Date,
    /// Unaccompanied asylum-seeking child.
    pub uasc: bool,
    /// Sex.
    pub sex: Sex,
    /// Broad ethnic group.
    pub group: EthnicGroup,
    /// Legal status.
    pub legal: LegalStatus,
    /// Category of need.
    pub need: NeedCode,
    /// Where the child lives.
    pub setting: Setting,
    /// Where the home is from the child's own home.
    pub cell: Cell,
    /// Sibling group.
    pub family: Option<u32>,
    /// The child's own home, and its area.
    pub home: Option<(Location, u32)>,
}

/// Age shares inside the published bands, by single year (assumed: England's stock rises with age).
const WITHIN: [&[(u8, f64)]; 5] = [
    &[(0, 1.0)],
    &[(1, 1.1), (2, 1.0), (3, 0.95), (4, 0.95)],
    &[(5, 0.9), (6, 0.95), (7, 1.0), (8, 1.05), (9, 1.1)],
    &[
        (10, 0.8),
        (11, 0.9),
        (12, 0.95),
        (13, 1.0),
        (14, 1.1),
        (15, 1.25),
    ],
    &[(16, 0.9), (17, 1.1)],
];

/// Ages for the quotas of the five bands.
pub fn ages(bands: &[usize]) -> Vec<u8> {
    let mut ages = Vec::new();
    for (band, &number) in WITHIN.iter().zip(bands) {
        let weights: Vec<f64> = band.iter().map(|(_, weight)| *weight).collect();
        let years: Vec<u8> = band.iter().map(|(age, _)| *age).collect();
        ages.extend(repeated(&years, &share_out(number, &weights)));
    }
    ages
}

/// A birthday that makes the child this age on the day.
pub fn birthday(draws: &mut Draws, age: u8, on: Date) -> Date {
    let days = draws.between(3, 363);
    let years = jiff::Span::new().years(i64::from(age));
    on.saturating_sub(years)
        .saturating_sub(jiff::Span::new().days(i64::from(days)))
}

/// The placed children of a profile.
pub struct Crowd<'a> {
    profile: &'a Profile,
    seed: u64,
    /// The children.
    pub people: Vec<Person>,
}

impl<'a> Crowd<'a> {
    /// So many children, every margin in the published proportions.
    pub fn new(profile: &'a Profile, number: usize, seed: u64) -> Self {
        let (margin, bands) = profile.margin("age");
        let mut ages = ages(&margin.quotas(number, bands));
        let mut draws = Draws::new(seed, "age");
        draws.shuffle(&mut ages);
        let people = ages
            .into_iter()
            .map(|age| blank(birthday(&mut draws, age, profile.as_at), age));
        let mut crowd = Self {
            people: people.collect(),
            profile,
            seed,
        };
        crowd.deal_all();
        crowd
    }

    fn deal_all(&mut self) {
        self.one("uasc", &[true, false], affinity::uasc, |p, v| p.uasc = v);
        self.one("sex", &[Sex::Male, Sex::Female], affinity::sex, |p, v| {
            p.sex = v
        });
        self.one("ethnicity", EthnicGroup::all(), affinity::group, |p, v| {
            p.group = v
        });
        self.one("legal_status", LEGAL, affinity::legal, |p, v| p.legal = v);
        self.one("need", NeedCode::all(), affinity::need, |p, v| p.need = v);
        let settings = self.settings();
        self.hand("setting", settings, affinity::setting, |p, v| p.setting = v);
        self.keep_the_rules();
        self.one("distance", Cell::ALL, affinity::cell, |p, v| p.cell = v);
    }

    fn one<T: Copy>(
        &mut self,
        name: &str,
        values: &[T],
        fits: impl Fn(&Person, T) -> f64,
        set: impl Fn(&mut Person, T),
    ) {
        let (margin, categories) = self.profile.margin(name);
        let quotas = margin.quotas(self.people.len(), categories);
        self.hand(name, repeated(values, &quotas), fits, set);
    }

    /// Where a value can go to nobody, the figure is kept: a small council may have a placement order and
    /// no young child.
    fn hand<T: Copy>(
        &mut self,
        name: &str,
        values: Vec<T>,
        fits: impl Fn(&Person, T) -> f64,
        set: impl Fn(&mut Person, T),
    ) {
        let mut draws = Draws::new(self.seed, name);
        let (values, _) = deal(&mut draws, &self.people, values, fits);
        for (person, value) in self.people.iter_mut().zip(values) {
            set(person, value);
        }
    }

    /// Where a home can be lawful for nobody who is left (supported accommodation and no 16-year-old in a very
    /// small council), the rule wins over the figure: the child lives with a connected person.
    fn keep_the_rules(&mut self) {
        for person in &mut self.people {
            if affinity::setting(person, person.setting) <= 0.0 {
                person.setting = Setting {
                    placement: PlacementGroup::Foster,
                    provider: ProviderGroup::Own,
                    connected: true,
                };
            }
        }
    }

    /// The settings, as often as the profile says; own foster children above the filled mainstream places
    /// live with connected persons.
    fn settings(&self) -> Vec<Setting> {
        let rows = &self.profile.settings.rows;
        let number = self.people.len();
        let weights: Vec<f64> = rows.iter().map(|r| f64::from(r.number)).collect();
        let scale = number as f64 / f64::from(self.profile.looked_after.number).max(1.0);
        let filled = (f64::from(self.profile.foster_places.filled) * scale).round() as usize;
        let mut settings = Vec::with_capacity(number);
        for (row, quota) in rows.iter().zip(share_out(number, &weights)) {
            let placement =
                PlacementGroup::from_key(&row.placement).unwrap_or(PlacementGroup::Other);
            let provider =
                ProviderGroup::from_key(&row.provider).unwrap_or(ProviderGroup::NotReported);
            let own = placement == PlacementGroup::Foster && provider == ProviderGroup::Own;
            settings.extend((0..quota).map(|at| Setting {
                placement,
                provider,
                connected: own && at >= filled,
            }));
        }
        settings
    }
}

/// Legal status for each category of the published table; the last two are the commonest of their kind.
const LEGAL: &[LegalStatus] = &[
    LegalStatus::C1,
    LegalStatus::C2,
    LegalStatus::E1,
    LegalStatus::V2,
    LegalStatus::L1,
    LegalStatus::J1,
];

/// Whether two children could have the same mother: born on one day, or ten months apart or more.
pub fn could_be_siblings(a: Date, b: Date) -> bool {
    let apart = days_between(a, b).abs();
    apart == 0 || (300..=12 * 365).contains(&apart)
}

/// A child of whom only the age is known.
pub fn blank(born: Date, age: u8) -> Person {
    Person {
        age,
        born,
        uasc: false,
        sex: Sex::Unknown,
        group: EthnicGroup::White,
        legal: LegalStatus::C2,
        need: NeedCode::N1,
        setting: Setting {
            placement: PlacementGroup::Foster,
            provider: ProviderGroup::Own,
            connected: false,
        },
        cell: Cell::InsideNear,
        family: None,
        home: None,
    }
}
