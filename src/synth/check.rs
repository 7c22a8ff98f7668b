//! What must hold of a profile: tables complete, figures that add up, places on the map.

use super::figures::SettingRow;
use super::profile::{Profile, ProfileError};
use super::settings::{Cell, PlacementGroup, ProviderGroup};
use crate::model::Location;

/// The margins that a profile must have, with their categories.
pub const MARGINS: &[(&str, &[&str])] = &[
    ("sex", &["M", "F"]),
    (
        "age",
        &["under_1", "1_to_4", "5_to_9", "10_to_15", "16_and_over"],
    ),
    (
        "ethnicity",
        &["white", "mixed", "asian", "black", "other", "not_known"],
    ),
    ("need", &["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"]),
    (
        "legal_status",
        &["C1", "C2", "E1", "V2", "protection", "justice"],
    ),
    ("placement", PlacementGroup::KEYS),
    ("provider", ProviderGroup::KEYS),
    ("locality", &["inside", "outside"]),
    ("distance", Cell::KEYS),
    ("uasc", &["yes", "no"]),
];

fn wrong(place: &str, cause: impl Into<String>) -> ProfileError {
    ProfileError::Inconsistent {
        place: place.to_owned(),
        cause: cause.into(),
    }
}

impl Profile {
    /// Checks that the figures do not contradict one another.
    pub(super) fn check(&self) -> Result<(), ProfileError> {
        for &(name, categories) in MARGINS {
            let Some(margin) = self.margins.get(name) else {
                return Err(wrong("margins", format!("[margins.{name}] is missing")));
            };
            if let Some(cause) = margin.fault(categories) {
                return Err(wrong(&format!("[margins.{name}]"), cause));
            }
            if margin.total != self.looked_after.number {
                let cause = format!("the total is not {}", self.looked_after.number);
                return Err(wrong(&format!("[margins.{name}]"), cause));
            }
        }
        self.check_settings()?;
        self.check_places()
    }

    fn check_settings(&self) -> Result<(), ProfileError> {
        let sum = |filter: &dyn Fn(&SettingRow) -> bool| -> u32 {
            self.settings
                .rows
                .iter()
                .filter(|r| filter(r))
                .map(|r| r.number)
                .sum()
        };
        if sum(&|_| true) != self.looked_after.number {
            return Err(wrong(
                "[settings]",
                "the numbers do not add up to the children looked after",
            ));
        }
        for (name, keys) in [
            ("placement", PlacementGroup::KEYS),
            ("provider", ProviderGroup::KEYS),
        ] {
            let key = |r: &SettingRow| {
                if name == "placement" {
                    r.placement.clone()
                } else {
                    r.provider.clone()
                }
            };
            if let Some(row) = self
                .settings
                .rows
                .iter()
                .find(|r| !keys.contains(&key(r).as_str()))
            {
                return Err(wrong(
                    "[settings]",
                    format!("there is no {name} \"{}\"", key(row)),
                ));
            }
            for category in keys {
                let ours = sum(&|r| key(r) == *category);
                let published = self.margins[name].published(category);
                if published.is_some_and(|number| number != ours) {
                    let cause =
                        format!("{name} {category} adds up to {ours}, not to the published figure");
                    return Err(wrong("[settings]", cause));
                }
            }
        }
        Ok(())
    }

    fn check_places(&self) -> Result<(), ProfileError> {
        let known = |code: &str| self.authorities.iter().any(|a| a.code == code);
        if !self
            .geography
            .areas
            .iter()
            .any(|a| a.authority == self.code && a.weight > 0.0)
        {
            return Err(wrong("[geography]", "the authority has no area of its own"));
        }
        for area in &self.geography.areas {
            if !known(&area.authority) {
                return Err(wrong(
                    "[geography]",
                    format!("{} is in no listed authority", area.name),
                ));
            }
            let inside = |d: i32| {
                let (east, north) = (area.easting.checked_add(d), area.northing.checked_add(d));
                east.zip(north)
                    .and_then(|(e, n)| Location::new(e, n))
                    .is_some()
            };
            let r = area.radius;
            if !(0..=100_000).contains(&r)
                || !inside(r)
                || !inside(-r)
                || area.weight.is_nan()
                || area.weight < 0.0
            {
                return Err(wrong(
                    "[geography]",
                    format!("{} is not on the map", area.name),
                ));
            }
        }
        for row in &self.childrens_homes.rows {
            if !known(&row.authority)
                || row.places == 0
                || row.places > 60
                || ProviderGroup::from_key(&row.sector).is_none()
            {
                let cause = format!(
                    "the row of {} {} homes is not usable",
                    row.number, row.sector
                );
                return Err(wrong("[childrens_homes]", cause));
            }
        }
        let percents = [
            self.siblings.in_a_group_percent,
            self.siblings.together_percent,
            self.supply.vacant_percent,
            self.rates.ehcp_percent,
        ];
        if percents.iter().any(|p| !(0.0..=100.0).contains(p))
            || !(1.0..=3.0).contains(&self.supply.places_per_household)
        {
            return Err(wrong(
                "rates",
                "a percentage is not between 0 and 100, or places per household between 1 and 3",
            ));
        }
        Ok(())
    }
}
