//! The vocabulary: child, sibling link, need, home, placement, place, money, council. Types with units and
//! invariants; no input or output, no rules, no solving.

mod authority;
mod child;
pub mod codes;
mod council;
mod date;
mod family;
mod home;
mod needs;
mod place;
mod policy;
mod record;
mod set;
mod units;

pub use authority::{Authority, AuthorityIx, Reach};
pub use child::{Child, ChildFlags, ChildIx};
pub use codes::{
    Adaptation, CodeSet, EthnicGroup, Ethnicity, LegalStatus, NeedCode, NeedDomain, PermanencePlan,
    Pet, PlacementType, PlannedSetting, Religion, Sex,
};
pub use council::{Council, Records};
pub use date::{Date, age_in_years, days_between, months_have_passed};
pub use family::Families;
pub use home::{ApprovalType, Home, HomeIx, HomeKind, HomeStatus, OfstedGrade, Sector, Terms};
pub use needs::NeedsProfile;
pub use place::{Area, AreaClass, Location, metres_in};
pub use policy::{Points, Policy, Term, Tier, default_tiers};
pub use record::{
    Approval, ApprovalKind, Assessment, Coded, Episode, Placement, PlacementLocation, Returned,
    SiblingLink, SiblingPlan,
};
pub use set::Set;
pub use units::{METRES_PER_MILE, Miles, PoundsPerWeek, with_commas};
