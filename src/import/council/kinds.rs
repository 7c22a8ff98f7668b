//! What PLACE and PLACE_PROVIDER mean for a home, in the codes of every year.

use crate::model::{ApprovalType, HomeKind, PermanencePlan, PlacementType, Sector};

/// The kind of home that a placement code stands for.
pub fn kind(place: &str) -> HomeKind {
    match place {
        "U1" | "U2" | "U3" => HomeKind::Connected,
        "U4" | "U5" | "U6" => HomeKind::Foster,
        "P1" => HomeKind::Parents,
        "A3" | "A4" | "A5" | "A6" => HomeKind::Adoptive,
        "K1" => HomeKind::Secure,
        "K2" => HomeKind::ChildrensHome,
        "K3" | "H5" => HomeKind::SupportedAccommodation,
        "S1" => HomeKind::ResidentialSchool,
        "R1" | "R2" | "R3" | "R5" => HomeKind::OtherResidential,
        _ => HomeKind::Other,
    }
}

/// Who runs the home, by the provider code, or else by the placement code; a private provider where neither tells.
pub fn sector(provider: &str, place: &str) -> Sector {
    match provider {
        "PR0" => Sector::Parents,
        "PR1" => Sector::Own,
        "PR2" => Sector::OtherAuthority,
        "PR3" => Sector::OtherPublic,
        "PR5" => Sector::Voluntary,
        "PR4" => Sector::Private,
        _ => match kind(place) {
            HomeKind::Parents => Sector::Parents,
            HomeKind::Connected | HomeKind::Adoptive => Sector::Own,
            HomeKind::Secure => Sector::OtherAuthority,
            _ => Sector::Private,
        },
    }
}

/// How the home is approved. Semi-independent settings of before registration (H5) and other arrangements (Z) are
/// not registered; they are never offered.
pub fn approval(place: &str) -> ApprovalType {
    match place {
        "H5" | "P2" => ApprovalType::Unregistered,
        other if other.starts_with('Z') => ApprovalType::Unregistered,
        _ => ApprovalType::Full,
    }
}

/// The purpose of the placement.
pub fn purpose(place: &str) -> PlacementType {
    match place {
        "U1" | "U4" => PlacementType::Long,
        "U2" | "U5" | "A3" | "A4" | "A5" | "A6" => PlacementType::EarlyPermanence,
        "R3" => PlacementType::ParentChild,
        _ => PlacementType::Short,
    }
}

/// The permanence plan, where the placement code itself is one.
pub fn plan(place: &str, should_be_adopted: bool) -> Option<PermanencePlan> {
    match place {
        "A3" | "A4" | "A5" | "A6" => Some(PermanencePlan::Adoption),
        _ if should_be_adopted => Some(PermanencePlan::Adoption),
        "U1" | "U4" => Some(PermanencePlan::LongTermFostering),
        _ => None,
    }
}

/// Ages that a home of this kind takes where nothing else is known, in years.
pub const fn ages(kind: HomeKind) -> (u8, u8) {
    match kind {
        HomeKind::SupportedAccommodation => (16, 17),
        _ => (0, 17),
    }
}

/// Whether a home of this kind is a household of its own, which a full postcode and a provider tell from others.
pub const fn is_household(kind: HomeKind) -> bool {
    matches!(
        kind,
        HomeKind::Connected | HomeKind::Foster | HomeKind::Parents | HomeKind::Adoptive
    )
}
