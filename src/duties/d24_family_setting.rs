//! # The law
//! Children Act 1989, section 22C(5) and (6), and the child's care plan. Section 22C(6) lists kinds of placement
//! and prefers the first only; it is the care plan that asks for a family.
//!
//! # What we check
//! Nothing is barred. We count the children whose plan asks for a family setting and who would not live in one.
//!
//! # In the programme
//! A column costs 1 for each child whose plan asks for a family, where the home is a children's home or supported
//! accommodation. Such a child's column "unplaced" costs 1. Where the plan asks for a residential setting or
//! supported accommodation, or names none, the measure is 0 everywhere: a family is never held against a home.
//!
//! # Reading the price
//! The price of a foster place in the tier "family" is how many more children would live in a family with one
//! more such place: the figure for a recruitment campaign.
//!
//! # What it cannot see
//! Whether the plan asks for a residential setting because the child needs it or because no family could be
//! found: read the plans before relying on the count. A child for whom residential care is planned may be offered
//! a family; whether she wants one is in her wishes (D32).

use super::card::card;
use super::{Card, Duty, Facts, Pair};
use crate::model::{Child, ChildIx, PlannedSetting};

/// Family setting where planned.
pub struct FamilySetting;

impl FamilySetting {
    fn planned(child: &Child) -> bool {
        child.planned_setting == PlannedSetting::Family
    }

    fn missed(pair: &Pair) -> bool {
        Self::planned(pair.child) && !pair.home.kind.is_family()
    }
}

impl Duty for FamilySetting {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D24",
            Measure,
            "Family setting where planned",
            "Children Act 1989 s22C(5), (6); the care plan",
            "children not in the family setting of their plan",
            "d24_family_setting.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        i64::from(Self::missed(pair))
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        Self::missed(pair).then(|| {
            format!(
                "the care plan asks for a family, and the home is of another kind ({})",
                pair.home.kind
            )
        })
    }

    fn unplaced_points(&self, facts: &Facts, child: ChildIx) -> i64 {
        i64::from(Self::planned(facts.council.child(child)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    const OFFERED: [HomeKind; 4] = [
        HomeKind::Connected,
        HomeKind::Foster,
        HomeKind::ChildrensHome,
        HomeKind::SupportedAccommodation,
    ];

    /// Points in each of the four kinds of home, and where unplaced.
    fn points(setting: PlannedSetting) -> ([i64; 4], i64) {
        let mut scene = Scene::new();
        let child = scene.child_aged(16);
        scene.child_mut(child).planned_setting = setting;
        let points = OFFERED.map(|kind| {
            let home = scene.home(kind, 1);
            scene.points(&FamilySetting, child, home)
        });
        (points, scene.unplaced_points(&FamilySetting, child))
    }

    #[test]
    fn a_planned_family_is_missed_in_other_homes() {
        assert_eq!(points(PlannedSetting::Family), ([0, 0, 1, 1], 1));
    }

    #[test]
    fn no_other_plan_counts_anything() {
        for setting in [
            PlannedSetting::Residential,
            PlannedSetting::Supported,
            PlannedSetting::Any,
        ] {
            assert_eq!(points(setting), ([0; 4], 0), "{setting}");
        }
    }
}
