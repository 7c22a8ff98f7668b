//! The two published tables of where children live, type of placement and provider, and their cells.

use crate::model::{HomeKind, Sector};

/// Declares the categories of a published table with the keys of the profile.
macro_rules! categories {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $key:literal, $doc:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $doc] $variant,)+ }

        impl $name {
            /// Every category, in the order of the published table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The keys in a profile, in the same order.
            pub const KEYS: &'static [&'static str] = &[$($key),+];
        }
    };
}

categories! {
    /// Type of placement, as the published table groups it.
    PlacementGroup {
        Foster = "foster", "Foster placements, connected persons among them.";
        ChildrensHome = "childrens_home", "Children's homes and secure children's homes.";
        Supported = "supported_accommodation", "Supported accommodation and independent living.";
        OtherResidential = "other_residential", "Other residential settings.";
        School = "residential_school", "Residential schools.";
        Parents = "parents", "Placed with parents.";
        Adoption = "adoption", "Placed for adoption.";
        Other = "other", "Other placements.";
    }
}

categories! {
    /// Provider, as the published table groups it.
    ProviderGroup {
        Own = "own", "The authority's own provision.";
        OtherAuthority = "other_authority", "Another local authority.";
        OtherPublic = "other_public", "Another public body.";
        Private = "private", "Private.";
        Voluntary = "voluntary", "Voluntary.";
        Parents = "parents", "Parents.";
        NotReported = "not_reported", "Provider not reported: the other placements.";
    }
}

impl PlacementGroup {
    /// The group with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        let at = Self::KEYS.iter().position(|k| *k == key)?;
        Some(Self::ALL[at])
    }

    /// The group in which a kind of home is counted.
    pub const fn of(kind: HomeKind) -> Self {
        match kind {
            HomeKind::Parents => Self::Parents,
            HomeKind::Connected | HomeKind::Foster => Self::Foster,
            HomeKind::ChildrensHome | HomeKind::Secure => Self::ChildrensHome,
            HomeKind::SupportedAccommodation => Self::Supported,
            HomeKind::ResidentialSchool => Self::School,
            HomeKind::OtherResidential => Self::OtherResidential,
            HomeKind::Adoptive => Self::Adoption,
            HomeKind::Other => Self::Other,
        }
    }
}

impl ProviderGroup {
    /// The group with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        let at = Self::KEYS.iter().position(|k| *k == key)?;
        Some(Self::ALL[at])
    }

    /// The group in which a home is counted. No provider is reported for other placements.
    pub const fn of(kind: HomeKind, sector: Sector) -> Self {
        match (kind, sector) {
            (HomeKind::Other, _) => Self::NotReported,
            (_, Sector::Own) => Self::Own,
            (_, Sector::OtherAuthority) => Self::OtherAuthority,
            (_, Sector::OtherPublic) => Self::OtherPublic,
            (_, Sector::Private) => Self::Private,
            (_, Sector::Voluntary) => Self::Voluntary,
            (_, Sector::Parents) => Self::Parents,
        }
    }

    /// The sector that a home of this provider is recorded with.
    pub const fn sector(self) -> Sector {
        match self {
            Self::Own => Sector::Own,
            Self::OtherAuthority => Sector::OtherAuthority,
            Self::OtherPublic => Sector::OtherPublic,
            Self::Private | Self::NotReported => Sector::Private,
            Self::Voluntary => Sector::Voluntary,
            Self::Parents => Sector::Parents,
        }
    }
}

/// Where a child lives: type of placement, provider, and whether with a connected person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// Type of placement.
    pub placement: PlacementGroup,
    /// Provider.
    pub provider: ProviderGroup,
    /// A foster placement with a connected person.
    pub connected: bool,
}

impl Setting {
    /// The kind of home.
    pub const fn kind(self) -> HomeKind {
        match self.placement {
            PlacementGroup::Foster if self.connected => HomeKind::Connected,
            PlacementGroup::Foster => HomeKind::Foster,
            PlacementGroup::ChildrensHome => HomeKind::ChildrensHome,
            PlacementGroup::Supported => HomeKind::SupportedAccommodation,
            PlacementGroup::OtherResidential => HomeKind::OtherResidential,
            PlacementGroup::School => HomeKind::ResidentialSchool,
            PlacementGroup::Parents => HomeKind::Parents,
            PlacementGroup::Adoption => HomeKind::Adoptive,
            PlacementGroup::Other => HomeKind::Other,
        }
    }

    /// With the authority's own mainstream foster carers.
    pub fn is_in_house(self) -> bool {
        self.kind() == HomeKind::Foster && self.provider == ProviderGroup::Own
    }

    /// With foster carers of an independent agency.
    pub fn is_agency(self) -> bool {
        let agency = matches!(
            self.provider,
            ProviderGroup::Private | ProviderGroup::Voluntary
        );
        self.kind() == HomeKind::Foster && agency
    }

    /// In a children's home, however the authority codes it.
    pub fn is_residential(self) -> bool {
        matches!(
            self.kind(),
            HomeKind::ChildrensHome | HomeKind::OtherResidential
        )
    }

    /// In a family, where brothers and sisters can be together.
    pub fn is_family(self) -> bool {
        self.kind().is_family() && self.provider != ProviderGroup::OtherAuthority
    }
}

categories! {
    /// Where the home is from the child's home: the published table of locality and distance.
    Cell {
        InsideNear = "inside_near", "Inside the area, 20 miles or less.";
        OutsideNear = "outside_near", "Outside the area, 20 miles or less.";
        InsideFar = "inside_far", "Inside the area, more than 20 miles.";
        OutsideFar = "outside_far", "Outside the area, more than 20 miles.";
        InsideUnknown = "inside_unknown", "Inside the area, distance not known.";
        OutsideUnknown = "outside_unknown", "Outside the area, distance not known.";
    }
}

impl Cell {
    /// Whether the home is inside the authority's area.
    pub const fn is_inside(self) -> bool {
        matches!(
            self,
            Self::InsideNear | Self::InsideFar | Self::InsideUnknown
        )
    }

    /// Whether the distance is known.
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::InsideUnknown | Self::OutsideUnknown)
    }

    /// Whether the distance is at most 20 miles; `None` where it is not known.
    pub const fn is_near(self) -> Option<bool> {
        match self {
            Self::InsideNear | Self::OutsideNear => Some(true),
            Self::InsideFar | Self::OutsideFar => Some(false),
            Self::InsideUnknown | Self::OutsideUnknown => None,
        }
    }
}
