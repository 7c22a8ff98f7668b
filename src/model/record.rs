//! What is recorded between children and homes: sibling links, placements, approvals, a practitioner's own
//! assessment of a pair, and care history.

use std::sync::Arc;

use super::child::ChildIx;
use super::codes::{Ethnicity, LegalStatus, NeedCode, PlacementType, Sex, codes};
use super::date::Date;
use super::home::HomeIx;
use super::units::Miles;

codes! {
    /// What the sibling assessment says of a pair.
    SiblingPlan {
        Together = "together", "to live together";
        Apart = "apart", "assessed to live apart";
        Unknown = "unknown", "not yet assessed";
    }
}

/// Two brothers or sisters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiblingLink {
    /// The two children, lower index first.
    pub pair: (ChildIx, ChildIx),
    /// The plan for them.
    pub plan: SiblingPlan,
    /// Reason, as a short code or phrase.
    pub reason: Option<String>,
}

/// Where a child lives now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The child.
    pub child: ChildIx,
    /// The home.
    pub home: HomeIx,
    /// First day.
    pub start: Date,
    /// Purpose.
    pub purpose: PlacementType,
    /// Planned last day.
    pub planned_end: Option<Date>,
}

codes! {
    /// What an officer may approve.
    ApprovalKind {
        OutOfArea = "out_of_area", "placement outside the area, in an adjoining authority";
        AtDistance = "at_distance", "placement at a distance";
        KeyStage4 = "key_stage_4", "change of school in key stage 4";
        BedroomShare = "bedroom_share", "sharing a bedroom over the bedroom age";
        FosteringLimit = "fostering_limit", "exemption from the usual fostering limit";
        OutsideTerms = "outside_terms", "emergency placement outside the terms of approval";
        NeedsGap = "needs_gap", "placement one level short of the need, with a support package";
        Grade = "grade", "placement below the Ofsted grade of local policy";
        HouseholdMatch = "household_match", "placement despite an animal or smoking in the home";
    }
}

impl ApprovalKind {
    /// Who may approve, and under what.
    pub const fn by(self) -> &'static str {
        match self {
            Self::OutOfArea => "a nominated officer (regulation 11)",
            Self::AtDistance => "the director of children's services (regulation 11)",
            Self::KeyStage4 => "a nominated officer (regulation 10)",
            Self::BedroomShare => "each child's responsible authority (NMS 10.6)",
            Self::FosteringLimit => {
                "the authority where the carer lives, naming the children (Schedule 7)"
            }
            Self::OutsideTerms => "a nominated officer, for six working days (regulation 23)",
            Self::NeedsGap => "the fostering or commissioning manager (NMS 15)",
            Self::Grade => "a nominated officer (local policy)",
            Self::HouseholdMatch => "a nominated officer, with health advice (local policy)",
        }
    }
}

/// A recorded approval or exemption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// What was approved.
    pub kind: ApprovalKind,
    /// For which child.
    pub child: ChildIx,
    /// For which home; `None` means any home.
    pub home: Option<HomeIx>,
    /// Who approved it (a role).
    pub by: String,
    /// When.
    pub on: Date,
    /// Until when; `None` means no end.
    pub until: Option<Date>,
}

impl Approval {
    /// Whether the approval is in force on a day.
    pub fn in_force(&self, day: Date) -> bool {
        self.on <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A practitioner's own view of a child in a home; it overrides the computed fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The child.
    pub child: ChildIx,
    /// The home.
    pub home: HomeIx,
    /// Whether the home is suitable at all.
    pub suitable: bool,
    /// Score 0 (worst) to 100 (best).
    pub score: Option<u8>,
}

/// A code of an SSDA903 return or of the ONS as it was written: up to nine ASCII characters.
pub type Coded = tinystr::TinyAsciiStr<9>;

codes! {
    /// PL_LOCATION of the SSDA903 return: whether the placement is in the responsible authority's area.
    PlacementLocation {
        In = "IN", "in the responsible authority's area";
        Out = "OUT", "outside the responsible authority's area";
    }
}

/// One SSDA903 episode, kept as coded for the forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Pseudonymous id, shared by the episodes of a child, who may have left care and not be in `children.csv`.
    pub child_id: Arc<str>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Ethnicity.
    pub ethnicity: Option<Ethnicity>,
    /// Whether the child has been an unaccompanied asylum-seeking child.
    pub uasc: bool,
    /// DECOM: first day.
    pub start: Date,
    /// RNE: reason for the new episode.
    pub reason_start: Option<Coded>,
    /// LS: legal status.
    pub legal_status: Option<LegalStatus>,
    /// CIN: category of need.
    pub need_code: Option<NeedCode>,
    /// PLACE: placement code.
    pub place: Option<Coded>,
    /// PLACE_PROVIDER.
    pub provider: Option<Coded>,
    /// DEC: last day; `None` while open.
    pub end: Option<Date>,
    /// REC: reason the episode ceased.
    pub reason_end: Option<Coded>,
    /// REASON_PLACE_CHANGE.
    pub reason_change: Option<Coded>,
    /// URN: Ofsted's number of the provider.
    pub urn: Option<Coded>,
    /// ONS code of the district of the home address.
    pub home_area: Option<Coded>,
    /// PL_LA: where the placement is, an ONS code or one of the return's codes for elsewhere.
    pub placement_authority: Option<Coded>,
    /// PL_LOCATION.
    pub placement_location: Option<PlacementLocation>,
    /// PL_DISTANCE: from home to placement, to a tenth of a mile.
    pub placement_miles: Option<Miles>,
}

impl Episode {
    /// Whether it is one of being looked after. A series of short breaks (V3, V4) is none (Care Planning Regulations 2010
    /// reg 48).
    pub const fn is_of_care(&self) -> bool {
        !matches!(self.legal_status, Some(LegalStatus::V3 | LegalStatus::V4))
    }
}

/// One row of episodes as a return has it, before rows of several years are merged: for methods that merge them in their
/// own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// File of the return.
    pub file: Arc<str>,
    /// Line of the file, from 1; 0 where it is not known.
    pub line: u32,
    /// Year that the return is labelled with; `None` where it has no label.
    pub year: Option<i16>,
    /// Pseudonymous id, shared by the rows of a child.
    pub child_id: Arc<str>,
    /// Date of birth in the latest header; `None` without one.
    pub born: Option<Date>,
    /// DECOM: first day.
    pub start: Date,
    /// RNE: reason for the new episode; `None` where it is blank or cannot be a code.
    pub reason_start: Option<Coded>,
    /// PLACE: placement code; `None` where it is blank or cannot be a code.
    pub place: Option<Coded>,
    /// PLACE_PROVIDER; `None` where it is blank or cannot be a code.
    pub provider: Option<Coded>,
    /// DEC: last day; `None` while open.
    pub end: Option<Date>,
}
