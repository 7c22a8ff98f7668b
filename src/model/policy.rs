//! Local policy: thresholds, weights and the order of the tiers, one value that is passed in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::home::OfstedGrade;
use super::record::ApprovalKind;
use super::set::Set;
use super::units::Miles;

/// Local policy of one authority, from `[policy]` in `council.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Children over this age in years have a bedroom of their own (NMS 10.6: three).
    pub bedroom_age: u8,
    /// Usual fostering limit (Schedule 7: three).
    pub usual_fostering_limit: u8,
    /// The distance that counts as near home.
    pub near: Miles,
    /// Homes further than this from the child's home are not searched.
    pub search: Miles,
    /// A school further than this from the home would have to change.
    pub school_run: Miles,
    /// The lowest Ofsted grade that needs no approval; `None` turns the gate off.
    pub grade_gate: Option<OfstedGrade>,
    /// Children under this age live in smoke-free homes.
    pub smoke_free_under: u8,
    /// Share of approved places that are usable in practice, for sufficiency figures.
    pub usability: f64,
    /// Share of the free places in homes of other providers that this council can get, for sufficiency figures;
    /// `None` for the share of their filled places that its children have now.
    pub external_share: Option<f64>,
    /// Targets, by name of the indicator, in its unit.
    pub targets: BTreeMap<String, f64>,
    /// Approvals that a round may propose; the others are shown as near misses only.
    pub seek: Set<ApprovalKind>,
    /// Points of the matching measures.
    pub points: Points,
    /// Tiers, the first before the second and so on.
    pub tiers: Vec<Tier>,
}

/// Points by which a home falls short for a child; 0 is best. Every number is local policy and visible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Points {
    /// No carer of the child's broad ethnic group.
    pub ethnicity: u8,
    /// Carers of another religion than the child's.
    pub religion: u8,
    /// Nobody in the home speaks the child's first language.
    pub language: u8,
    /// The child has asked for other homes than this one.
    pub wish_not_met: u8,
    /// The child has said no to this home.
    pub wish_against: u8,
    /// Each level by which the home's skill is short of the need.
    pub need_short: u8,
    /// Each level of skill beyond the need: keeps specialist homes for those who need them.
    pub need_surplus: u8,
    /// A settled child would move.
    pub disruption_move: u8,
    /// The home is further away than the near-home distance.
    pub disruption_far: u8,
    /// Behaviour or exploitation need at the very limit of the home's skill.
    pub disruption_at_limit: u8,
    /// A plan of permanence in a home that is approved for short stays only.
    pub disruption_short_home: u8,
    /// A child under twelve in a residential setting.
    pub disruption_young_residential: u8,
    /// Added to a risk above where the child had three or more placements in twelve months.
    pub disruption_many_moves: u8,
}

impl Default for Points {
    fn default() -> Self {
        Self {
            ethnicity: 10,
            religion: 10,
            language: 10,
            wish_not_met: 5,
            wish_against: 30,
            need_short: 20,
            need_surplus: 1,
            disruption_move: 20,
            disruption_far: 10,
            disruption_at_limit: 5,
            disruption_short_home: 10,
            disruption_young_residential: 10,
            disruption_many_moves: 5,
        }
    }
}

/// One tier of the objective: a weighted sum of measures, made as small as can be before the next tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tier {
    /// Name, used in file names and tables.
    pub name: String,
    /// Measures and their weights.
    pub terms: Vec<Term>,
    /// Relative gap at which the tier counts as solved; 0 is exact.
    pub tolerance: f64,
}

/// One measure of a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Code of the duty that measures it, such as `D21`.
    pub duty: String,
    /// Whole weight.
    pub weight: i64,
}

impl Tier {
    /// A tier solved exactly.
    pub fn exact(name: &str, terms: &[(&str, i64)]) -> Self {
        Self::within(name, 0.0, terms)
    }

    /// Whether it counts children placed at all (D20, D21).
    pub fn places_children(&self) -> bool {
        let mut terms = self.terms.iter();
        terms.any(|term| term.duty == "D20" || term.duty == "D21")
    }

    /// A tier solved to a relative gap.
    pub fn within(name: &str, tolerance: f64, terms: &[(&str, i64)]) -> Self {
        Self {
            name: name.to_owned(),
            terms: terms
                .iter()
                .map(|&(duty, weight)| Term {
                    duty: duty.to_owned(),
                    weight,
                })
                .collect(),
            tolerance,
        }
    }
}

/// The order of the law (section 22C), with connected persons before brothers and sisters, and cost last.
pub fn default_tiers() -> Vec<Tier> {
    vec![
        Tier::exact("emergencies", &[("D20", 1)]),
        Tier::exact("placed", &[("D21", 1)]),
        Tier::exact("connected", &[("D22", 1)]),
        Tier::exact("siblings", &[("D23", 1)]),
        Tier::exact("family", &[("D24", 1)]),
        Tier::exact("approvals", &[("D25", 1)]),
        Tier::within(
            "near",
            1e-4,
            // In hundredths of a mile: an area step counts as 5 miles, a change of school as 10.
            &[
                ("D26", 500),
                ("D27", 1),
                ("D28", 1),
                ("D29", 1000),
                ("D30", 1),
            ],
        ),
        Tier::within(
            "fit",
            1e-4,
            &[("D31", 1), ("D32", 1), ("D33", 1), ("D34", 1)],
        ),
        Tier::within("cost", 1e-4, &[("D35", 1)]),
    ]
}

impl Policy {
    /// The approvals that a round may propose. An exemption from the usual fostering limit is never one of
    /// them: it names the children of a whole household, so it is recorded first and used afterwards.
    pub fn seek_in_rounds(&self) -> Set<ApprovalKind> {
        let mut seek = self.seek;
        seek.remove(ApprovalKind::FosteringLimit);
        seek
    }

    /// Names of the tiers, in order.
    pub fn tier_names(&self) -> Vec<&str> {
        self.tiers.iter().map(|tier| tier.name.as_str()).collect()
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            bedroom_age: 3,
            usual_fostering_limit: 3,
            near: Miles::whole(20),
            search: Miles::whole(60),
            school_run: Miles::whole(10),
            grade_gate: Some(OfstedGrade::Good),
            smoke_free_under: 5,
            usability: 0.77,
            external_share: None,
            targets: BTreeMap::new(),
            seek: [
                ApprovalKind::OutOfArea,
                ApprovalKind::AtDistance,
                ApprovalKind::KeyStage4,
                ApprovalKind::BedroomShare,
                ApprovalKind::Grade,
            ]
            .into_iter()
            .collect(),
            points: Points::default(),
            tiers: default_tiers(),
        }
    }
}
