//! Our fields of a carers register and vacancy list, in one table. No national standard exists; the fields are those
//! that fostering teams' matching forms, Ofsted's fostering return and vacancy lists have in common. Names of people and
//! free-text notes have no field, so they are never read.

use super::codes::{ApprovalStatus, CareType, CarerKind, HoldReason, TermsSex, Vacancy};
use super::takes::{Takes, codes_of};
use crate::ingest::nearest::nearest;
use crate::model::{Adaptation, Ethnicity, Pet, Religion};

/// Whether a home can do without a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Every home needs it: a column, or a default in the mapping.
    Needed,
    /// Every home needs it, but `age_range` or `approval_terms` may say it instead.
    NeededInTerms,
    /// It may be missing.
    Optional,
}

/// One field.
#[derive(Debug)]
pub struct About {
    /// Name in `columns.toml`.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it is needed.
    pub need: Need,
    /// One sentence for people.
    pub about: &'static str,
    /// Headings that case systems usually have for it, for suggestions.
    pub headings: &'static [&'static str],
}

macro_rules! fields {
    ($($variant:ident $name:literal $takes:expr, $need:ident, $about:literal, [$($heading:literal),* $(,)?];)+) => {
        /// A field of a carers register.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $(#[doc = $about] $variant),+ }

        static TABLE: &[About] = &[$(About {
            name: $name, takes: $takes, need: Need::$need, about: $about, headings: &[$($heading),*],
        }),+];

        impl Field {
            /// Every field, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

fields! {
    HouseholdId "household_id" Takes::Id, Needed, "Id of the household; never a name.",
        ["Household ID", "Carer ID", "Carer household ID", "Carer reference", "Carer ref", "Foster carer ID", "Foster home ID", "Provider ID", "Resource ID", "Placement ID", "Carer number", "Household reference", "Household number"];
    Postcode "postcode" Takes::Postcode, Optional, "Where the household lives.",
        ["Post code", "Carer postcode", "Home postcode", "Household postcode", "Address postcode", "PCD"];
    Easting "easting" Takes::Metres, Optional, "Where the household lives, instead of a postcode.", ["Grid easting", "Eastings"];
    Northing "northing" Takes::Metres, Optional, "Where the household lives, instead of a postcode.", ["Grid northing", "Northings"];
    Agency "agency" Takes::Agency, Needed, "Whose carers they are.",
        ["Provider", "Provider type", "Fostering agency", "Fostering service", "Agency name", "In-house or IFA", "Service"];
    AgencyUrn "agency_urn" Takes::Short, Optional, "Ofsted's reference number of the fostering agency.",
        ["URN", "Agency Ofsted URN", "Ofsted URN", "IFA URN", "Provider URN"];
    Kind "kind" Takes::Code(codes_of::<CarerKind>), Needed, "What the household is approved as.",
        ["Carer type", "Type of carer", "Carer category", "Household type", "Resource type"];
    ApprovalStatus "approval_status" Takes::Code(codes_of::<ApprovalStatus>), Needed, "How far the approval has come.",
        ["Approval state", "Carer status", "Registration status", "Approved status"];
    ApprovalDate "approval_date" Takes::Date, Optional, "Day of approval.",
        ["Date approved", "Approved on", "Date of approval", "Approval start date", "Registration date", "Start date"];
    ReviewDate "review_date" Takes::Date, Optional, "Day of the next review.",
        ["Next review date", "Annual review date", "Review due", "Next annual review", "Date of next review"];
    EndDate "end_date" Takes::Date, Optional, "Last day of the approval.",
        ["Approval end date", "Approval end", "Date approval ended", "Deregistration date", "Date of resignation", "Expiry date"];
    ApprovalType "approval_type" Takes::Codes(codes_of::<CareType>), Optional, "Types of placement in the terms of approval; none named means all.",
        ["Approval types", "Placement types", "Types of care", "Type of care", "Type of placement", "Approved for", "Approval category", "Categories of approval", "Type of approval"];
    MaxChildren "max_children" Takes::Whole(0, 20, "children"), NeededInTerms, "Places approved.",
        ["Max placements", "Maximum children", "Number of children", "Approved places", "Places", "Approved number", "No of children", "Max number of children", "Number approved for", "Capacity", "Approved for number"];
    MaxIfSiblings "max_if_siblings" Takes::Whole(0, 20, "children"), Optional, "Places where all the children are one sibling group.",
        ["Siblings max", "Max siblings", "Maximum if siblings", "Places for siblings", "Sibling places"];
    AgeMin "age_min" Takes::Whole(0, 25, "years"), NeededInTerms, "Youngest age of the terms of approval.",
        ["Min age", "Minimum age", "Age from", "Lower age", "From age", "Youngest age"];
    AgeMax "age_max" Takes::Whole(0, 25, "years"), NeededInTerms, "Oldest age of the terms of approval.",
        ["Max age", "Maximum age", "Age to", "Upper age", "To age", "Oldest age"];
    AgeRange "age_range" Takes::Ages, Optional, "Both ages in one column, instead of age_min and age_max.",
        ["Ages", "Approved age range", "Age band", "Approved ages", "Age group"];
    ApprovalTerms "approval_terms" Takes::Terms, Optional, "Number, ages and sex in one text column, where the register has no columns of their own for them.",
        ["Terms of approval", "Approval", "Terms", "Approval details", "Approved terms"];
    Sex "sex" Takes::Code(codes_of::<TermsSex>), Optional, "The sex that the terms name; any where blank.",
        ["Gender", "Approved gender", "Approved sex", "Gender approved for", "Gender preference"];
    Bedrooms "bedrooms" Takes::Whole(0, 20, "bedrooms"), Optional, "Bedrooms for children looked after; as many as places where left out.",
        ["Number of bedrooms", "Bedrooms available", "Bedrooms for children", "Spare bedrooms", "No of bedrooms", "Beds"];
    ShareOk "share_ok" Takes::Flag, Optional, "Whether bedrooms may be shared, each child's authority agreeing; no where blank.",
        ["Can share", "Bedroom sharing", "Sharing allowed", "Room share", "Bedroom share", "Sharing"];
    Adaptations "adaptations" Takes::Codes(codes_of::<Adaptation>), Optional, "Adaptations for disabled children.",
        ["Adaptation", "Home adaptations", "Accessibility", "Disabled access"];
    Capabilities "capabilities" Takes::Levels, Optional, "Highest level of need that the carers can meet, by domain.",
        ["Skills", "Specialisms", "Needs met", "Capability", "Training level"];
    Ethnicity "ethnicity" Takes::Codes(codes_of::<Ethnicity>), Optional, "Carers' ethnicities.",
        ["Ethnicities", "Carer ethnicity", "Ethnic origin", "Ethnic group", "Ethnic background"];
    Religion "religion" Takes::Code(codes_of::<Religion>), Optional, "Carers' religion.", ["Carer religion", "Faith", "Religious belief"];
    Languages "languages" Takes::Words, Optional, "Languages spoken in the home.",
        ["Language", "Carer languages", "Languages spoken", "First language", "Home language"];
    BirthChildrenAges "birth_children_ages" Takes::Wholes(0, 60, "years"), Optional, "Ages of the carers' own children at home.",
        ["Birth children", "Own children ages", "Ages of birth children", "Ages of own children", "Birth children's ages"];
    Pets "pets" Takes::Codes(codes_of::<Pet>), Optional, "Animals in the home.", ["Pet", "Animals", "Household pets"];
    Smoker "smoker" Takes::Flag, Optional, "Whether anybody in the home smokes.",
        ["Smokers", "Smoking", "Smoking household", "Smoker in household"];
    Driver "driver" Takes::Flag, Optional, "Whether a carer drives.", ["Drives", "Car driver", "Driving licence", "Can drive"];
    Status "status" Takes::Code(codes_of::<Vacancy>), Needed, "What the vacancy list says.",
        ["Vacancy", "Vacancy status", "Availability", "Availability status", "Placement status", "Current status"];
    HoldReason "hold_reason" Takes::Code(codes_of::<HoldReason>), Optional, "Why the household is on hold; what the mapping does not name is kept as other.",
        ["Reason on hold", "Reason for hold", "Unavailable reason", "Reason unavailable"];
    HoldUntil "hold_until" Takes::Date, Optional, "Last day of the hold.",
        ["On hold until", "Unavailable until", "Hold end date", "Available from"];
    CurrentChildren "current_children" Takes::Ids, Optional, "Children who live there now, by the ids of the council's system.",
        ["Children placed", "Children in placement", "Current placements", "Child IDs", "Placed children", "Current child IDs"];
    CarerAges "carer_ages" Takes::Wholes(16, 110, "years"), Optional, "Carers' ages.",
        ["Carer age", "Ages of carers", "Age of carers", "Carers ages", "Age of carer"];
    CarerBorn "carer_born" Takes::Dates, Optional, "Carers' dates of birth, instead of their ages.",
        ["Carer DOB", "Carer date of birth", "Date of birth", "DOB", "Primary carer DOB", "Secondary carer DOB"];
    ExpectedRetire "expected_retire" Takes::Date, Optional, "When the carers expect to stop.",
        ["Retirement date", "Expected retirement", "Expected retirement date", "Planned end of fostering"];
    FeeBand "fee_band" Takes::Short, Optional, "Band of the fee.", ["Band", "Fee level", "Payment level", "Skill level", "Fee"];
    WeeklyCost "weekly_cost" Takes::Pounds, Needed, "Price or unit cost of one child, pounds a week.",
        ["Weekly fee", "Cost per week", "Weekly price", "Weekly rate", "Unit cost", "Weekly unit cost", "Price per week", "Weekly charge"];
    ExemptAuthority "exempt_authority" Takes::Authority, Optional, "Authority that gave an exemption from the usual fostering limit (where the carers live).",
        ["Exemption authority", "Exempting authority"];
    ExemptChildren "exempt_children" Takes::Ids, Optional, "Children whom the exemption names.",
        ["Exemption children", "Exempted children", "Exemption for"];
    ExemptUntil "exempt_until" Takes::Date, Optional, "Last day of the exemption.",
        ["Exemption until", "Exemption end date", "Exemption expiry"];
}

impl Field {
    /// What there is to know about the field.
    pub fn about(self) -> &'static About {
        &TABLE[self as usize]
    }

    /// Name in `columns.toml`.
    pub fn name(self) -> &'static str {
        self.about().name
    }

    /// The field with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }

    /// The name nearest to one that is not known.
    pub fn nearest(name: &str) -> Option<&'static str> {
        let names = Self::ALL.iter().map(|f| f.name());
        nearest(name, names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet::key;
    use std::collections::BTreeMap;

    #[test]
    fn names_and_headings_mean_one_field_each() {
        let mut seen = BTreeMap::new();
        for field in Field::ALL {
            for text in [field.name()].iter().chain(field.about().headings) {
                let earlier = seen.insert(key(text), *field);
                assert!(earlier.is_none_or(|f| f == *field), "{text}");
            }
            assert_eq!(Field::named(field.name()), Some(*field));
        }
        assert_eq!(Field::nearest("postcod"), Some("postcode"));
    }
}
