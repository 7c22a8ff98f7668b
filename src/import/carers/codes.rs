//! Code sets that only a carers register has, and what they come to in a home.

use crate::model::codes::codes;
use crate::model::{HomeKind, HomeStatus, PlacementType, Sector, Sex};

codes! {
    /// What the household is approved as.
    CarerKind {
        Foster = "foster", "foster carers";
        Connected = "connected", "connected persons, approved for named children";
        SupportedLodgings = "supported_lodgings", "supported lodgings";
        Other = "other", "another arrangement";
    }
}

impl CarerKind {
    /// The kind of home. Supported lodgings are a category of the Supported Accommodation (England) Regulations 2023.
    pub const fn home(self) -> HomeKind {
        match self {
            Self::Foster => HomeKind::Foster,
            Self::Connected => HomeKind::Connected,
            Self::SupportedLodgings => HomeKind::SupportedAccommodation,
            Self::Other => HomeKind::Other,
        }
    }
}

codes! {
    /// Whose carers they are.
    Agency {
        Inhouse = "inhouse", "the authority's own";
        Ifa = "ifa", "independent fostering agency";
        Voluntary = "voluntary", "voluntary agency";
        OtherAuthority = "other_authority", "another local authority";
    }
}

impl Agency {
    /// The sector. An independent agency counts as private unless the register calls it voluntary.
    pub const fn sector(self) -> Sector {
        match self {
            Self::Inhouse => Sector::Own,
            Self::Ifa => Sector::Private,
            Self::Voluntary => Sector::Voluntary,
            Self::OtherAuthority => Sector::OtherAuthority,
        }
    }
}

codes! {
    /// How far the approval has come.
    ApprovalStatus {
        Approved = "approved", "approved";
        Reg24 = "reg24", "temporary approval (regulation 24)";
        Unregistered = "unregistered", "not registered";
        Applicant = "applicant", "being assessed, not yet approved";
        Resigned = "resigned", "resigned or approval ended";
    }
}

codes! {
    /// What the vacancy list says.
    Vacancy {
        Available = "available", "taking referrals";
        Full = "full", "full";
        OnHold = "on_hold", "on hold";
        Respite = "respite", "taking short breaks alone";
        Closed = "closed", "closed or resigned";
    }
}

impl Vacancy {
    /// The status of the home; one that takes short breaks alone is available for those.
    pub const fn home(self) -> HomeStatus {
        match self {
            Self::Available | Self::Respite => HomeStatus::Available,
            Self::Full => HomeStatus::Full,
            Self::OnHold => HomeStatus::OnHold,
            Self::Closed => HomeStatus::Closed,
        }
    }
}

codes! {
    /// The sex that the terms of approval name.
    TermsSex {
        Any = "any", "either";
        Male = "M", "male";
        Female = "F", "female";
    }
}

impl TermsSex {
    /// The only sex allowed, where the terms name one.
    pub const fn only(self) -> Option<Sex> {
        match self {
            Self::Any => None,
            Self::Male => Some(Sex::Male),
            Self::Female => Some(Sex::Female),
        }
    }
}

codes! {
    /// Types in the terms of approval; the last two say how the carers are approved.
    CareType {
        Emergency = "emergency", "emergency";
        Short = "short", "short-term";
        Long = "long", "long-term";
        ShortBreak = "short_break", "short break";
        EarlyPermanence = "early_permanence", "fostering for adoption";
        ParentChild = "parent_child", "parent and child";
        Connected = "connected", "connected person";
        Reg24 = "reg24", "temporary approval (regulation 24)";
    }
}

impl CareType {
    /// The type of placement, if it is one.
    pub const fn placement(self) -> Option<PlacementType> {
        Some(match self {
            Self::Emergency => PlacementType::Emergency,
            Self::Short => PlacementType::Short,
            Self::Long => PlacementType::Long,
            Self::ShortBreak => PlacementType::ShortBreak,
            Self::EarlyPermanence => PlacementType::EarlyPermanence,
            Self::ParentChild => PlacementType::ParentChild,
            Self::Connected | Self::Reg24 => return None,
        })
    }
}

codes! {
    /// Why a household is on hold, in words that say nothing of a person's health or of an allegation.
    HoldReason {
        Break = "break", "carers' break";
        Family = "family", "family circumstances";
        Review = "review", "review or assessment";
        Matched = "matched", "held for a named child";
        Works = "works", "moving house or building works";
        Other = "other", "another reason";
    }
}
