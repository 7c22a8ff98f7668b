//! The duties: one small file each, and this list.
//!
//! A duty may bar a pair of child and home (perhaps unless an officer approves), say who may live together,
//! or measure a placement. Every file has the same shape: a page with fixed headings, a card, one struct and
//! one implementation of [`Duty`], and tests at its boundary.

mod card;
mod facts;
mod household;
mod plan;
#[cfg(test)]
pub(crate) mod scene;
#[cfg(test)]
mod shape_test;

mod d01_terms_of_approval;
mod d02_setting_and_age;
mod d03_adaptations;
mod d04_needs;
mod d05_connected_person;
mod d06_taking_referrals;
mod d07_areas_to_avoid;
mod d08_household_match;
mod d09_ofsted_grade;
mod d10_out_of_area;
mod d11_key_stage_4;
mod d12_parent_and_child;
mod d13_assessment;
mod d14_places;
mod d15_usual_fostering_limit;
mod d16_bedrooms;
mod d17_solo;
mod d18_siblings_apart;
mod d19_risk_between_residents;
mod d20_emergencies_placed;
mod d21_placed;
mod d22_connected_person_preferred;
mod d23_siblings_together;
mod d24_family_setting;
mod d25_approvals;
mod d26_area_class;
mod d27_near_home;
mod d28_miles_to_school;
mod d29_school_change;
mod d30_family_time;
mod d31_identity;
mod d32_wishes;
mod d33_needs_fit;
mod d34_disruption_risk;
mod d35_weekly_cost;
mod d36_in_house_homes;
mod d37_outside_area;
mod d38_beyond_near;
mod d39_not_in_house;

pub use card::{Card, HEADINGS, Kind};
pub use d16_bedrooms::most_shares;
pub use d25_approvals::approvals_needed;
pub use facts::{Facts, Pair};
pub use household::{Block, Household, HouseholdRow};
pub use plan::{Breach, Plan, Proposal};

use crate::model::{ApprovalKind, ChildIx, Council};

/// May this child be placed in this home?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Allowed,
    /// Yes, once this approval is given.
    NeedsApproval(ApprovalKind),
    /// No.
    NotAllowed,
}

/// A legal duty or a rule of local policy.
pub trait Duty: Sync {
    /// Its card.
    fn card(&self) -> &'static Card;

    /// Whether the duty has anything to say of this council; only what speaks of several authorities has not.
    fn concerns(&self, _council: &Council) -> bool {
        true
    }

    /// May this child be placed in this home, whoever else is there?
    /// Not asked of a child and the home where she already lives.
    fn bar(&self, _pair: &Pair) -> Verdict {
        Verdict::Allowed
    }

    /// What one child in one home adds to the measure, in the card's unit; smaller is better.
    fn points(&self, _pair: &Pair) -> i64 {
        0
    }

    /// The pair in a sentence without a full stop: the reason where it is barred, the measure otherwise.
    /// `None` where there is nothing to say.
    fn sentence(&self, _pair: &Pair) -> Option<String> {
        None
    }

    /// May these children join the residents who stay?
    fn admit(&self, _household: &Household, _block: &Block) -> Verdict {
        Verdict::Allowed
    }

    /// Why these children may not join, in a sentence without a full stop.
    fn admit_sentence(&self, _household: &Household, _block: &Block) -> Option<String> {
        None
    }

    /// The row about nobody in particular, on how much all blocks may take of the home together: places, bedrooms and the like.
    fn limit(&self, _household: &Household, _blocks: &[Block]) -> Option<HouseholdRow> {
        None
    }

    /// Rows about particular children, on which of the blocks may not share the home. There can be hundreds, each with
    /// thousands of terms.
    fn keep_apart(&self, _household: &Household, _blocks: &[Block]) -> Vec<HouseholdRow> {
        Vec::new()
    }

    /// What a block adds beyond the sum of its children's points; negative where togetherness counts.
    fn block_points(&self, _household: &Household, _block: &Block) -> i64 {
        0
    }

    /// What a child who is not placed adds to the measure.
    fn unplaced_points(&self, _facts: &Facts, _child: ChildIx) -> i64 {
        0
    }

    /// The measure's constant in a round that places these children: what stands whatever is decided.
    fn constant(&self, _facts: &Facts, _to_place: &[ChildIx]) -> i64 {
        0
    }

    /// Where a finished plan breaks the duty, found without looking at the programme.
    fn check(&self, plan: &Plan) -> Vec<Breach> {
        check_pairs(
            self.card().code,
            plan,
            |pair| self.bar(pair),
            |pair| self.sentence(pair),
        )
    }
}

/// Checks a bar on every proposed pair.
fn check_pairs(
    duty: &'static str,
    plan: &Plan,
    bar: impl Fn(&Pair) -> Verdict,
    sentence: impl Fn(&Pair) -> Option<String>,
) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for proposal in &plan.proposals {
        let pair = plan.facts.pair(proposal.child, proposal.home);
        let broken = match bar(&pair) {
            _ if pair.is_current() => false,
            Verdict::Allowed => false,
            Verdict::NeedsApproval(kind) => !plan.has_approval(proposal.child, proposal.home, kind),
            Verdict::NotAllowed => true,
        };
        if broken {
            breaches.push(Breach {
                duty,
                home: proposal.home,
                children: vec![proposal.child],
                sentence: sentence(&pair).unwrap_or_default(),
            });
        }
    }
    breaches
}

/// Every duty, in order of code.
pub static ALL: &[&dyn Duty] = &[
    &d01_terms_of_approval::TermsOfApproval,
    &d02_setting_and_age::SettingAndAge,
    &d03_adaptations::Adaptations,
    &d04_needs::Needs,
    &d05_connected_person::ConnectedPerson,
    &d06_taking_referrals::TakingReferrals,
    &d07_areas_to_avoid::AreasToAvoid,
    &d08_household_match::HouseholdMatch,
    &d09_ofsted_grade::Grade,
    &d10_out_of_area::OutOfArea,
    &d11_key_stage_4::KeyStage4,
    &d12_parent_and_child::ParentAndChild,
    &d13_assessment::PractitionersAssessment,
    &d14_places::Places,
    &d15_usual_fostering_limit::UsualFosteringLimit,
    &d16_bedrooms::Bedrooms,
    &d17_solo::Solo,
    &d18_siblings_apart::SiblingsApart,
    &d19_risk_between_residents::RiskBetweenResidents,
    &d20_emergencies_placed::EmergenciesPlaced,
    &d21_placed::Placed,
    &d22_connected_person_preferred::ConnectedPersonPreferred,
    &d23_siblings_together::SiblingsTogether,
    &d24_family_setting::FamilySetting,
    &d25_approvals::Approvals,
    &d26_area_class::InArea,
    &d27_near_home::NearHome,
    &d28_miles_to_school::MilesToSchool,
    &d29_school_change::SchoolChange,
    &d30_family_time::FamilyTime,
    &d31_identity::Identity,
    &d32_wishes::Wishes,
    &d33_needs_fit::NeedsFit,
    &d34_disruption_risk::DisruptionRisk,
    &d35_weekly_cost::WeeklyCost,
    &d36_in_house_homes::InHouseHomes,
    &d37_outside_area::OutsideArea,
    &d38_beyond_near::BeyondNear,
    &d39_not_in_house::NotInHouse,
];

/// Every row by which a duty says which blocks may share the home.
pub fn constrain(duty: &dyn Duty, household: &Household, blocks: &[Block]) -> Vec<HouseholdRow> {
    let limit = duty.limit(household, blocks).into_iter();
    limit.chain(duty.keep_apart(household, blocks)).collect()
}

/// The duty with this code.
pub fn by_code(code: &str) -> Option<&'static dyn Duty> {
    ALL.iter()
        .copied()
        .find(|duty| duty.card().code.eq_ignore_ascii_case(code))
}

/// Codes of the duties that measure, for checking a policy's tiers.
pub fn measures() -> Vec<&'static str> {
    ALL.iter()
        .map(|duty| duty.card())
        .filter(|card| card.kind == Kind::Measure)
        .map(|card| card.code)
        .collect()
}

/// The duties as a Markdown table, for the README.
pub fn table_markdown() -> String {
    let mut table = "| code | duty | law | kind |\n|---|---|---|---|\n".to_owned();
    for card in ALL.iter().map(|duty| duty.card()) {
        let (code, title, law, kind) = (card.code, card.title, card.law, card.kind.label());
        table.push_str(&format!("| {code} | {title} | {law} | {kind} |\n"));
    }
    table
}
