//! A profile: what is published about one authority, and what is assumed between the figures.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::check::MARGINS;
use super::figures::{
    Authority, ChildrensHomes, FosterPlaces, Geography, History, LookedAfter, OtherAuthorities,
    Population, PricePoints, Rates, Settings, Siblings, Supply, UnitCosts, table,
};
use super::margin::Margin;
use crate::model::Date;

/// The profiles that ship inside the program.
const EMBEDDED: &[(&str, &str)] = &[
    (
        "lincolnshire",
        include_str!("../../data/profiles/lincolnshire.toml"),
    ),
    (
        "stockton-on-tees",
        include_str!("../../data/profiles/stockton-on-tees.toml"),
    ),
    (
        "herefordshire",
        include_str!("../../data/profiles/herefordshire.toml"),
    ),
    (
        "north-east-lincolnshire",
        include_str!("../../data/profiles/north-east-lincolnshire.toml"),
    ),
    (
        "lancashire",
        include_str!("../../data/profiles/lancashire.toml"),
    ),
];

/// Why a profile cannot be used.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// No embedded profile has the name.
    #[error("there is no profile \"{name}\"; the profiles are {}", Profile::names().join(", "))]
    Unknown {
        /// The name asked for.
        name: String,
    },
    /// The text is not a profile.
    #[error("the profile cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// The figures contradict one another.
    #[error("the profile's {place} is wrong: {cause}")]
    Inconsistent {
        /// The table.
        place: String,
        /// What is wrong.
        cause: String,
    },
}

table! {
    /// One authority's figures.
    Profile {
        name: String = "Name of the authority.",
        code: String = "ONS code.",
        as_at: Date = "The day that the figures describe.",
        looked_after: LookedAfter = "Children looked after.",
        population: Population = "Children living in the area.",
        history: History = "Ten years of stock and flow.",
        margins: BTreeMap<String, Margin> = "Published tables, by name.",
        settings: Settings = "Placement by provider.",
        foster_places: FosterPlaces = "The authority's own mainstream foster places.",
        rates: Rates = "Published rates.",
        other_authorities: OtherAuthorities = "Other authorities' children in the area.",
        unit_costs: UnitCosts = "Published unit costs.",
        price_points: PricePoints = "Prices that are not published by kind.",
        siblings: Siblings = "Brothers and sisters.",
        supply: Supply = "Foster care in England at large.",
        authorities: Vec<Authority> = "The authority itself, those that adjoin it, and some further away.",
        geography: Geography = "Districts and towns.",
        childrens_homes: ChildrensHomes = "Children's homes by sector and size.",
    }
}
impl Profile {
    /// Names of the embedded profiles.
    pub fn names() -> Vec<&'static str> {
        EMBEDDED.iter().map(|(name, _)| *name).collect()
    }

    /// The embedded profile of this name.
    ///
    /// # Errors
    /// [`ProfileError::Unknown`] names the profiles that exist.
    pub fn embedded(name: &str) -> Result<Self, ProfileError> {
        let found = EMBEDDED.iter().find(|(n, _)| *n == name);
        let Some((_, text)) = found else {
            return Err(ProfileError::Unknown {
                name: name.to_owned(),
            });
        };
        Self::parse(text)
    }

    /// Reads and checks a profile.
    ///
    /// # Errors
    /// Where the text is not a profile or its figures contradict one another.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(text)?;
        profile.check()?;
        Ok(profile)
    }

    /// The published table of this name, with its categories.
    pub(super) fn margin(&self, name: &str) -> (&Margin, &'static [&'static str]) {
        let (key, categories) = MARGINS
            .iter()
            .find(|(key, _)| *key == name)
            .expect("a margin's own name");
        (&self.margins[*key], categories)
    }

    /// Children who started to be looked after in the last published year.
    pub fn starts_a_year(&self) -> u32 {
        self.history.starts.last().copied().unwrap_or(0)
    }
}
