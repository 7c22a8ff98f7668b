//! Where a child lives, how old she is, and how care ends, as the forecast tells them apart.

use crate::model::{Coded, Date};

/// Where a child in care lives, by PLACE and PLACE_PROVIDER of the SSDA903 return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// U4 to U6 of the authority's own (PR1), or with no provider recorded.
    OwnFoster,
    /// U4 to U6 of others: agencies (PR4, PR5), another authority (PR2) and other public bodies (PR3).
    AgencyFoster,
    /// U1 to U3: relatives and friends.
    Connected,
    /// K2, R1, P3, S1 of the authority's own, or with no provider recorded.
    OwnHome,
    /// K2, R1, P3, S1 of others.
    ExternalHome,
    /// H5, K3, P2: supported accommodation and independent living.
    Supported,
    /// P1: with parents.
    Parents,
    /// A3 to A6: placed for adoption. Such children nearly all leave by adoption, so they are told apart.
    Adoptive,
    /// Everything else: secure homes, hospitals, custody, other.
    Other,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::OwnFoster,
        Self::AgencyFoster,
        Self::Connected,
        Self::OwnHome,
        Self::ExternalHome,
        Self::Supported,
        Self::Parents,
        Self::Adoptive,
        Self::Other,
    ];

    /// The state of codes; `None` for a temporary move (T0 to T4), which leaves the child where she was.
    pub fn of(place: Option<Coded>, provider: Option<Coded>) -> Option<Self> {
        let place = place.as_ref().map_or("", Coded::as_str);
        let external = is_of_others(provider);
        Some(match place {
            "T0" | "T1" | "T2" | "T3" | "T4" => return None,
            "U1" | "U2" | "U3" => Self::Connected,
            "U4" | "U5" | "U6" if external => Self::AgencyFoster,
            "U4" | "U5" | "U6" => Self::OwnFoster,
            "K2" | "R1" | "P3" | "S1" if external => Self::ExternalHome,
            "K2" | "R1" | "P3" | "S1" => Self::OwnHome,
            "H5" | "K3" | "P2" => Self::Supported,
            "P1" => Self::Parents,
            "A3" | "A4" | "A5" | "A6" => Self::Adoptive,
            _ => Self::Other,
        })
    }

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OwnFoster => "own_foster",
            Self::AgencyFoster => "agency_foster",
            Self::Connected => "connected_persons",
            Self::OwnHome => "own_home",
            Self::ExternalHome => "external_home",
            Self::Supported => "supported",
            Self::Parents => "parents",
            Self::Adoptive => "placed_for_adoption",
            Self::Other => "other",
        }
    }

    /// Name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OwnFoster => "The authority's foster homes",
            Self::AgencyFoster => "Foster homes of others",
            Self::Connected => "Relatives and friends",
            Self::OwnHome => "The authority's children's homes",
            Self::ExternalHome => "Children's homes of others",
            Self::Supported => "Supported accommodation",
            Self::Parents => "With parents",
            Self::Adoptive => "Placed for adoption",
            Self::Other => "Elsewhere",
        }
    }
}

/// Whether PROVIDER says that others than the child's own authority provide: another authority (PR2), another public body
/// (PR3), a private (PR4) or a voluntary one (PR5). Where nothing is recorded nothing says so.
pub fn is_of_others(provider: Option<Coded>) -> bool {
    provider.is_some_and(|code| matches!(code.as_str(), "PR2" | "PR3" | "PR4" | "PR5"))
}

/// How care ends, by REC of the SSDA903 return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Home to parents or relatives (E4, E4A, E4B, E13).
    Home,
    /// A special guardianship or child arrangements order (E41 to E48).
    Guardianship,
    /// Adopted (E1, E11, E12).
    Adoption,
    /// Every other reason before the eighteenth birthday.
    Other,
    /// The eighteenth birthday, whatever reason is given.
    Eighteen,
}

impl Exit {
    /// Every reason; the last one is a matter of the calendar, the others have hazards.
    pub const ALL: [Self; 5] = [
        Self::Home,
        Self::Guardianship,
        Self::Adoption,
        Self::Other,
        Self::Eighteen,
    ];

    /// Reasons that have hazards.
    pub const CAUSES: usize = 4;

    /// The reason of a code, before the eighteenth birthday.
    pub fn of(code: Option<Coded>) -> Self {
        match code.as_ref().map_or("", Coded::as_str) {
            "E4" | "E4A" | "E4B" | "E13" => Self::Home,
            "E41" | "E43" | "E44" | "E45" | "E46" | "E47" | "E48" => Self::Guardianship,
            "E1" | "E11" | "E12" => Self::Adoption,
            _ => Self::Other,
        }
    }

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Guardianship => "guardianship",
            Self::Adoption => "adoption",
            Self::Other => "other",
            Self::Eighteen => "eighteen",
        }
    }
}

/// Birthdays at which an age band begins, in years.
pub const BIRTHDAYS: [i16; 5] = [0, 1, 5, 10, 16];

/// Names of the age bands in tables.
pub const AGE_NAMES: [&str; 5] = ["under_1", "1_to_4", "5_to_9", "10_to_15", "16_and_17"];

/// Days from 1 January 2000.
pub fn day_number(day: Date) -> i32 {
    crate::model::days_between(Date::constant(2000, 1, 1), day)
}

/// The birthdays that begin age bands, and the eighteenth, as day numbers. One of 29 February is kept on 1 March in common
/// years, as in English law.
pub fn birthdays(born: Date) -> [i32; 6] {
    let at = |years: i16| {
        let year = born.year().saturating_add(years);
        let kept = Date::new(year, born.month(), born.day());
        kept.or_else(|_| Date::new(year, 3, 1))
            .map_or(i32::MAX, day_number)
    };
    [0, 1, 5, 10, 16, 18].map(at)
}

/// The age band of a day, by those birthdays.
pub fn age_band(birthdays: &[i32; 6], day: i32) -> usize {
    birthdays[1..5].iter().filter(|b| **b <= day).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<Coded> {
        (!text.is_empty()).then(|| Coded::try_from_str(text).unwrap())
    }

    #[test]
    fn codes_have_states_and_reasons() {
        let of = |place, provider| State::of(code(place), code(provider));
        assert_eq!(of("U4", "PR5"), Some(State::AgencyFoster));
        assert_eq!(of("U5", ""), Some(State::OwnFoster));
        assert_eq!(of("U1", "PR4"), Some(State::Connected));
        // Another authority, and another public body, are not the child's own authority (K16).
        assert_eq!(of("U4", "PR2"), Some(State::AgencyFoster));
        assert_eq!(of("U6", "PR3"), Some(State::AgencyFoster));
        assert_eq!(of("K2", "PR2"), Some(State::ExternalHome));
        assert_eq!(of("K2", "PR1"), Some(State::OwnHome));
        assert_eq!(of("K2", "PR4"), Some(State::ExternalHome));
        assert_eq!(of("T3", "PR1"), None);
        assert_eq!(
            (of("K1", "PR1"), of("", "")),
            (Some(State::Other), Some(State::Other))
        );
        assert_eq!(Exit::of(code("E45")), Exit::Guardianship);
        assert_eq!(
            (Exit::of(code("E4B")), Exit::of(None)),
            (Exit::Home, Exit::Other)
        );
        for (at, state) in State::ALL.into_iter().enumerate() {
            assert_eq!(state as usize, at);
        }
    }

    #[test]
    fn age_bands_begin_on_the_birthday() {
        let born = Date::constant(2008, 2, 29);
        let birthdays = birthdays(born);
        assert_eq!(birthdays[5], day_number(Date::constant(2026, 3, 1)));
        let band = |y, m, d| age_band(&birthdays, day_number(Date::constant(y, m, d)));
        assert_eq!(
            (band(2008, 3, 1), band(2009, 2, 28), band(2009, 3, 1)),
            (0, 0, 1)
        );
        assert_eq!((band(2024, 2, 28), band(2024, 2, 29)), (3, 4));
    }
}
