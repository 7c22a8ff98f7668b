//! A child looked after, as the authority knows her.

use super::authority::AuthorityIx;
use super::codes::{
    Adaptation, Ethnicity, LegalStatus, NeedCode, PermanencePlan, Pet, PlacementType,
    PlannedSetting, Religion, Sex,
};
use super::date::{Date, age_in_years};
use super::home::HomeIx;
use super::needs::NeedsProfile;
use super::place::Location;
use super::set::Set;

/// Position of a child in [`Council::children`](super::Council::children).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChildIx(pub u32);

impl ChildIx {
    /// As a slice index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// A child looked after. `None` always means "not recorded", never "no".
#[derive(Debug, Clone, PartialEq)]
pub struct Child {
    /// Pseudonymous id.
    pub id: String,
    /// The responsible authority.
    pub authority: AuthorityIx,
    /// Date of birth.
    pub born: Date,
    /// Sex.
    pub sex: Sex,
    /// Ethnicity.
    pub ethnicity: Option<Ethnicity>,
    /// Religion.
    pub religion: Option<Religion>,
    /// Languages spoken, lower case, first language first.
    pub languages: Vec<String>,
    /// Legal status.
    pub legal_status: Option<LegalStatus>,
    /// Category of need.
    pub need_code: Option<NeedCode>,
    /// Level of need by domain.
    pub needs: NeedsProfile,
    /// Strengths and difficulties questionnaire, 0–40.
    pub sdq: Option<u8>,
    /// Whether the child is disabled.
    pub disabled: Option<bool>,
    /// Adaptations that the child must have.
    pub adaptations: Set<Adaptation>,
    /// Whether the child has an education, health and care plan.
    pub ehcp: Option<bool>,
    /// Where the school is.
    pub school: Option<Location>,
    /// National curriculum year, 0 (reception) to 13.
    pub year_group: Option<u8>,
    /// Where home is: the address from which the child came into care.
    pub home: Option<Location>,
    /// District of the home address, as an index into the council's areas.
    pub home_area: Option<u32>,
    /// Where family time takes place.
    pub contact: Option<Location>,
    /// Start of the current period of being looked after.
    pub entered_care: Date,
    /// Permanence plan.
    pub plan: Option<PermanencePlan>,
    /// Setting that the care plan asks for.
    pub planned_setting: PlannedSetting,
    /// Type of placement wanted.
    pub wanted: PlacementType,
    /// Placements in the last twelve months.
    pub placements_last_year: Option<u8>,
    /// Flags of the referral.
    pub flags: ChildFlags,
    /// Animals that the child is allergic to.
    pub allergies: Set<Pet>,
    /// Children with whom this child must not live (named incompatible pairs).
    pub incompatible: Vec<ChildIx>,
    /// Areas where the child must not live, as indices into the council's areas.
    pub avoid_areas: Vec<u32>,
    /// Homes that the child has asked for.
    pub wishes_for: Vec<HomeIx>,
    /// Homes that the child has said no to.
    pub wishes_against: Vec<HomeIx>,
}

/// Yes-or-no facts of the referral; blank in the file means no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChildFlags {
    /// Unaccompanied asylum-seeking child.
    pub uasc: bool,
    /// A home is needed today (under 24 hours' notice).
    pub emergency: bool,
    /// Must be the only child in the home.
    pub solo: bool,
    /// Needs a parent-and-child placement.
    pub parent_and_child: bool,
    /// Must not live with a younger child.
    pub not_with_younger: bool,
    /// Must live in a smoke-free home.
    pub no_smokers: bool,
    /// Living in the area is not consistent with the child's welfare (s22G).
    pub in_area_not_consistent: bool,
    /// The care plan is to move.
    pub plan_to_move: bool,
}

impl Child {
    /// A child of whom nothing else is recorded yet.
    pub fn new(id: &str, born: Date, sex: Sex, entered_care: Date) -> Self {
        Self {
            id: id.to_owned(),
            authority: AuthorityIx::default(),
            born,
            sex,
            ethnicity: None,
            religion: None,
            languages: Vec::new(),
            legal_status: None,
            need_code: None,
            needs: NeedsProfile::default(),
            sdq: None,
            disabled: None,
            adaptations: Set::EMPTY,
            ehcp: None,
            school: None,
            year_group: None,
            home: None,
            home_area: None,
            contact: None,
            entered_care,
            plan: None,
            planned_setting: PlannedSetting::Any,
            wanted: PlacementType::Short,
            placements_last_year: None,
            flags: ChildFlags::default(),
            allergies: Set::EMPTY,
            incompatible: Vec::new(),
            avoid_areas: Vec::new(),
            wishes_for: Vec::new(),
            wishes_against: Vec::new(),
        }
    }

    /// Age in years on a day.
    pub fn age_on(&self, day: Date) -> u8 {
        age_in_years(self.born, day)
    }

    /// Whether the child is looked after. A series of short breaks (V3, V4) is not being looked after: the
    /// Department's tables leave it out (Care Planning Regulations 2010 reg 48).
    pub fn is_looked_after(&self) -> bool {
        !matches!(self.legal_status, Some(LegalStatus::V3 | LegalStatus::V4))
    }

    /// Whether the child is a registered pupil in the fourth key stage (years 10 and 11), regulation 10.
    pub fn in_key_stage_4(&self) -> bool {
        matches!(self.year_group, Some(10 | 11))
    }
}
