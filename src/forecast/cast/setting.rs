//! The three settings in which a round places children.

use crate::forecast::history::State;
use crate::model::{Home, HomeKind};

/// A setting that a child's plan may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// With foster carers.
    Family,
    /// In a children's home.
    Home,
    /// In supported accommodation.
    Supported,
}

impl Setting {
    /// Every setting.
    pub const ALL: [Self; 3] = [Self::Family, Self::Home, Self::Supported];

    /// The setting of a kind of home; `None` for homes that no round fills.
    pub const fn of(kind: HomeKind) -> Option<Self> {
        match kind {
            HomeKind::Foster => Some(Self::Family),
            HomeKind::ChildrensHome => Some(Self::Home),
            HomeKind::SupportedAccommodation => Some(Self::Supported),
            _ => None,
        }
    }

    /// The setting in which children of a state live; `None` where no round places them.
    pub const fn of_state(state: State) -> Option<Self> {
        match state {
            State::OwnFoster | State::AgencyFoster => Some(Self::Family),
            State::OwnHome | State::ExternalHome => Some(Self::Home),
            State::Supported => Some(Self::Supported),
            State::Connected | State::Parents | State::Adoptive | State::Other => None,
        }
    }

    /// Settings that are looked at in turn: where nothing of the one that is asked for is free, another that the duties
    /// allow.
    pub const fn in_turn(self) -> &'static [Self] {
        match self {
            Self::Family => &[Self::Family, Self::Home, Self::Supported],
            Self::Home => &[Self::Home, Self::Family, Self::Supported],
            Self::Supported => &[Self::Supported, Self::Family, Self::Home],
        }
    }

    /// The state of a child in a home. What another authority runs is, as in an assessment, one of others.
    pub fn state(home: &Home) -> State {
        let external = !home.is_in_house();
        match (home.kind, external) {
            (HomeKind::Foster, false) => State::OwnFoster,
            (HomeKind::Foster, true) => State::AgencyFoster,
            (HomeKind::ChildrensHome, false) => State::OwnHome,
            (HomeKind::ChildrensHome, true) => State::ExternalHome,
            (HomeKind::SupportedAccommodation, _) => State::Supported,
            (HomeKind::OtherResidential | HomeKind::ResidentialSchool, false) => State::OwnHome,
            (HomeKind::OtherResidential | HomeKind::ResidentialSchool, true) => State::ExternalHome,
            (HomeKind::Connected, _) => State::Connected,
            (HomeKind::Parents, _) => State::Parents,
            (HomeKind::Adoptive, _) => State::Adoptive,
            (HomeKind::Secure | HomeKind::Other, _) => State::Other,
        }
    }

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Family => "foster",
            Self::Home => "childrens_home",
            Self::Supported => "supported_accommodation",
        }
    }

    /// Name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Family => "Foster homes",
            Self::Home => "Children's homes",
            Self::Supported => "Supported accommodation",
        }
    }
}
