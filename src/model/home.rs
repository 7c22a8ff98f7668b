//! A home: a foster household, a children's home, a supported accommodation setting, a connected person's
//! home. "Home" is the sector's word for a child's placement seen from the child.

use super::authority::{AuthorityIx, Reach};
use super::child::ChildIx;
use super::codes::{Adaptation, Ethnicity, Pet, PlacementType, Religion, Sex, codes};
use super::date::Date;
use super::needs::NeedsProfile;
use super::place::Location;
use super::set::Set;
use super::units::PoundsPerWeek;

/// Position of a home in [`Council::homes`](super::Council::homes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HomeIx(pub u32);

impl HomeIx {
    /// As a slice index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

codes! {
    /// Kind of home, in the order of s22C(5)–(6) of the Children Act 1989.
    HomeKind {
        Parents = "parents", "own parents or a person with parental responsibility";
        Connected = "connected", "connected person";
        Foster = "foster", "foster household";
        ChildrensHome = "childrens_home", "children's home";
        SupportedAccommodation = "supported_accommodation", "supported accommodation";
        ResidentialSchool = "residential_school", "residential school";
        OtherResidential = "other_residential", "other residential setting";
        Secure = "secure", "secure children's home";
        Adoptive = "adoptive", "adoptive home";
        Other = "other", "other arrangement";
    }
}

impl HomeKind {
    /// Kinds that a placement round may offer. The others need a court, a panel or an assessment of the
    /// parents, and are never options of the tool.
    pub const fn is_offered(self) -> bool {
        matches!(
            self,
            Self::Connected | Self::Foster | Self::ChildrensHome | Self::SupportedAccommodation
        )
    }

    /// Whether the children live in a family.
    pub const fn is_family(self) -> bool {
        matches!(
            self,
            Self::Parents | Self::Connected | Self::Foster | Self::Adoptive
        )
    }

    /// Whether fostering law (terms of approval, usual limit) applies.
    pub const fn is_fostering(self) -> bool {
        matches!(self, Self::Connected | Self::Foster)
    }
}

codes! {
    /// Who runs the home: the groups of PLACE_PROVIDER.
    Sector {
        Own = "own", "the authority's own";
        OtherAuthority = "other_authority", "another local authority";
        OtherPublic = "other_public", "another public body";
        Private = "private", "private";
        Voluntary = "voluntary", "voluntary";
        Parents = "parents", "parents";
    }
}

codes! {
    /// Ofsted overall effectiveness, best first.
    OfstedGrade {
        Outstanding = "outstanding", "outstanding";
        Good = "good", "good";
        RequiresImprovement = "requires_improvement", "requires improvement to be good";
        Inadequate = "inadequate", "inadequate";
        NotYet = "not_yet", "not yet inspected";
    }
}

codes! {
    /// Whether the home takes referrals.
    HomeStatus {
        Available = "available", "taking referrals";
        Full = "full", "full";
        OnHold = "on_hold", "on hold";
        Closed = "closed", "closed or resigned";
    }
}

codes! {
    /// How the carers or the home are approved.
    ApprovalType {
        Full = "full", "approved or registered";
        Reg24 = "reg24", "temporary approval of a connected person (regulation 24)";
        Unregistered = "unregistered", "not registered";
    }
}

/// Terms of approval or conditions of registration: whom the home may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Youngest age in years.
    pub age_min: u8,
    /// Oldest age in years.
    pub age_max: u8,
    /// Only children of this sex, where the terms say so.
    pub sex: Option<Sex>,
    /// Types of placement; empty means that the terms name none and all are allowed.
    pub types: Set<PlacementType>,
    /// Only these children, for connected persons; empty means no named children.
    pub named_children: Vec<ChildIx>,
}

/// A home. `None` always means "not recorded", never "no".
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Id, unique in the folder.
    pub id: String,
    /// Kind.
    pub kind: HomeKind,
    /// Who runs it.
    pub sector: Sector,
    /// Provider's name or id.
    pub provider: Option<String>,
    /// Ofsted unique reference number.
    pub urn: Option<String>,
    /// ONS code of the local authority in whose area the home is.
    pub authority: String,
    /// Whom of a market the home is there for.
    pub reach: Reach,
    /// District, as an index into the council's areas.
    pub area: Option<u32>,
    /// Where it is.
    pub location: Option<Location>,
    /// Places approved (fostering) or registered.
    pub places: u8,
    /// Places where all the children are one sibling group; at least `places`.
    pub places_if_siblings: u8,
    /// Places taken by children of other authorities.
    pub occupied_by_others: u8,
    /// Bedrooms for children looked after.
    pub bedrooms: u8,
    /// Whether bedrooms may be shared, each authority agreeing.
    pub sharing_allowed: bool,
    /// Terms of approval.
    pub terms: Terms,
    /// Level of need that it can meet, by domain.
    pub capabilities: NeedsProfile,
    /// Adaptations that it has.
    pub adaptations: Set<Adaptation>,
    /// Carers' ethnicities.
    pub ethnicities: Vec<Ethnicity>,
    /// Carers' religion.
    pub religion: Option<Religion>,
    /// Languages spoken, lower case.
    pub languages: Vec<String>,
    /// Whether anybody smokes.
    pub smoker: Option<bool>,
    /// Animals.
    pub pets: Set<Pet>,
    /// Ages of the carers' own children at home.
    pub birth_children_ages: Vec<u8>,
    /// Ofsted grade of the home, or of the fostering service.
    pub grade: Option<OfstedGrade>,
    /// Price or unit cost of one child.
    pub weekly_cost: PoundsPerWeek,
    /// Status.
    pub status: HomeStatus,
    /// Until when it is on hold.
    pub held_until: Option<Date>,
    /// Why it is on hold.
    pub hold_reason: Option<String>,
    /// How it is approved.
    pub approval: ApprovalType,
    /// When the approval ends.
    pub approval_end: Option<Date>,
    /// Carers' ages in years.
    pub carers_ages: Vec<u8>,
}

impl Home {
    /// A home with one place for any child, of which nothing else is recorded yet.
    pub fn new(id: &str, kind: HomeKind, sector: Sector, authority: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            sector,
            provider: None,
            urn: None,
            authority: authority.to_owned(),
            reach: Reach::default(),
            area: None,
            location: None,
            places: 1,
            places_if_siblings: 1,
            occupied_by_others: 0,
            bedrooms: 1,
            sharing_allowed: false,
            terms: Terms {
                age_min: 0,
                age_max: 17,
                sex: None,
                types: Set::EMPTY,
                named_children: Vec::new(),
            },
            capabilities: NeedsProfile::default(),
            adaptations: Set::EMPTY,
            ethnicities: Vec::new(),
            religion: None,
            languages: Vec::new(),
            smoker: None,
            pets: Set::EMPTY,
            birth_children_ages: Vec::new(),
            grade: None,
            weekly_cost: PoundsPerWeek::default(),
            status: HomeStatus::Available,
            held_until: None,
            hold_reason: None,
            approval: ApprovalType::Full,
            approval_end: None,
            carers_ages: Vec::new(),
        }
    }

    /// Whether the authority of the folder, or one of a market's, runs it.
    pub fn is_in_house(&self) -> bool {
        self.sector == Sector::Own || self.reach.run_by.is_some()
    }

    /// Who runs it, for the children of an authority: what is one's own provision is, to the others of a market,
    /// another authority's.
    pub fn sector_for(&self, authority: AuthorityIx) -> Sector {
        match self.reach.run_by {
            Some(runs) if runs == authority => Sector::Own,
            Some(_) => Sector::OtherAuthority,
            None => self.sector,
        }
    }

    /// The same home with this many places and as many bedrooms.
    #[must_use]
    pub fn with_places(mut self, places: u8) -> Self {
        self.places = places;
        self.places_if_siblings = places;
        self.bedrooms = places;
        self
    }
}
