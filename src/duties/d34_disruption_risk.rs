//! # The law
//! Children and Social Work Act 2017, section 1: the corporate parenting principles, among them stability in
//! home lives, relationships and education.
//!
//! # What we check
//! Nothing is barred. We add up risks that practitioners would name, each with points of local policy: the child
//! leaves the home in which she lives; the home is far from hers; behaviour or exploitation need of level 2 or 3 is
//! at the limit of the home's skill; a plan to stay meets a home that is approved for short stays; a child under
//! twelve goes to a residential setting. Three or more placements in twelve months add to a risk, and are none on
//! their own, since they follow the child into every home.
//!
//! # In the programme
//! The sum of the points (0 is best) in the tier "fit". Nothing is learnt from data: no model predicts what will
//! become of a child, and every number is in the policy, to be read and changed.
//!
//! # Reading the price
//! The price of a place in this tier is in points of local policy: how much visible risk one more such place
//! would take away. It is not a probability.
//!
//! # What it cannot see
//! Most of what makes a placement last: support, training, the other children, luck. A risk whose facts are not
//! recorded counts 0, so that a thin record looks safe.

use super::card::card;
use super::{Card, Duty, Pair};
use crate::model::{NeedDomain, PermanencePlan, PlacementType};

/// Placements in twelve months that count as many (the published indicator).
const MANY_PLACEMENTS: u8 = 3;

/// Below this age a residential setting is a risk.
const YOUNG: u8 = 12;

/// Risk of disruption.
pub struct DisruptionRisk;

impl DisruptionRisk {
    /// The risks of the pair, each with its points.
    fn risks(pair: &Pair) -> impl Iterator<Item = (&'static str, i64)> {
        let points = &pair.policy().points;
        let risks = [
            (
                moves(pair),
                "the child leaves the present home",
                points.disruption_move,
            ),
            (
                is_far(pair),
                "the home is far from the child's own",
                points.disruption_far,
            ),
            (
                is_at_limit(pair),
                "behaviour or exploitation is at the limit of the home's skill",
                points.disruption_at_limit,
            ),
            (
                is_short_home(pair),
                "the plan is to stay, and the home is not approved for long stays",
                points.disruption_short_home,
            ),
            (
                is_young_in_residential(pair),
                "the child is under twelve and the home is not a family",
                points.disruption_young_residential,
            ),
        ];
        let any = risks.iter().any(|&(holds, _, points)| holds && points > 0);
        let many = pair.child.placements_last_year >= Some(MANY_PLACEMENTS);
        let aggravated = (
            any && many,
            "three or more placements in twelve months",
            points.disruption_many_moves,
        );
        risks
            .into_iter()
            .chain([aggravated])
            .filter_map(|(holds, risk, points)| holds.then_some((risk, i64::from(points))))
    }
}

fn moves(pair: &Pair) -> bool {
    let lives_in = pair.facts.lives_in[pair.child_ix.at()];
    lives_in.is_some_and(|home| home != pair.home_ix)
}

fn is_far(pair: &Pair) -> bool {
    let near = pair.policy().near;
    pair.miles_to_home().is_some_and(|miles| miles > near)
}

fn is_at_limit(pair: &Pair) -> bool {
    [NeedDomain::Behaviour, NeedDomain::Exploitation]
        .into_iter()
        .any(|domain| {
            let need = pair.child.needs.level(domain);
            need >= 2 && need == pair.home.capabilities.level(domain)
        })
}

fn is_short_home(pair: &Pair) -> bool {
    let child = pair.child;
    let to_stay = child.wanted == PlacementType::Long
        || child.plan == Some(PermanencePlan::LongTermFostering);
    let types = pair.home.terms.types;
    to_stay && !types.is_empty() && !types.contains(PlacementType::Long)
}

fn is_young_in_residential(pair: &Pair) -> bool {
    pair.age < YOUNG && !pair.home.kind.is_family()
}

impl Duty for DisruptionRisk {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D34",
            Measure,
            "Risk of disruption",
            "Children and Social Work Act 2017 s1; local policy",
            "points",
            "d34_disruption_risk.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        Self::risks(pair).map(|(_, points)| points).sum()
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let risks: Vec<_> = Self::risks(pair)
            .map(|(risk, points)| format!("{risk} ({points})"))
            .collect();
        (!risks.is_empty()).then(|| format!("risks, with points: {}", risks.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{ChildIx, HomeIx, HomeKind};

    fn child_and_home(age: i16, kind: HomeKind) -> (Scene, ChildIx, HomeIx) {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(age), scene.home(kind, 1));
        (scene, child, home)
    }

    #[test]
    fn leaving_a_home_counts_and_staying_does_not() {
        let (mut scene, child, home) = child_and_home(10, HomeKind::Foster);
        let present = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.points(&DisruptionRisk, child, home), 0);
        scene.settle(child, present);
        assert_eq!(scene.points(&DisruptionRisk, child, home), 20);
        assert_eq!(scene.points(&DisruptionRisk, child, present), 0);
    }

    #[test]
    fn far_begins_beyond_the_near_distance() {
        let (mut scene, child, home) = child_and_home(10, HomeKind::Foster);
        scene.child_mut(child).home = Some(Scene::north(0.0));
        for (miles, points) in [(20.0, 0), (20.01, 10)] {
            scene.home_mut(home).location = Some(Scene::north(miles));
            assert_eq!(scene.points(&DisruptionRisk, child, home), points);
        }
    }

    #[test]
    fn the_limit_of_skill_counts_once_and_from_level_two() {
        let (mut scene, child, home) = child_and_home(10, HomeKind::Foster);
        for (need, skill, points) in [(1, 1, 0), (2, 2, 5), (2, 3, 0), (3, 3, 5), (3, 2, 0)] {
            for domain in [NeedDomain::Behaviour, NeedDomain::Exploitation] {
                scene.child_mut(child).needs.set(domain, need).unwrap();
                let skills = &mut scene.home_mut(home).capabilities;
                skills.set(domain, skill).unwrap();
            }
            assert_eq!(scene.points(&DisruptionRisk, child, home), points);
        }
    }

    #[test]
    fn a_plan_to_stay_needs_a_home_for_long_stays() {
        let (mut scene, child, home) = child_and_home(10, HomeKind::Foster);
        scene.child_mut(child).plan = Some(PermanencePlan::LongTermFostering);
        assert_eq!(scene.points(&DisruptionRisk, child, home), 0);
        let types = &mut scene.home_mut(home).terms.types;
        types.insert(PlacementType::Short);
        assert_eq!(scene.points(&DisruptionRisk, child, home), 10);
        let types = &mut scene.home_mut(home).terms.types;
        types.insert(PlacementType::Long);
        assert_eq!(scene.points(&DisruptionRisk, child, home), 0);
    }

    #[test]
    fn twelve_is_old_enough_for_a_residential_setting() {
        for (age, points) in [(11, 10), (12, 0)] {
            let (scene, child, home) = child_and_home(age, HomeKind::ChildrensHome);
            assert_eq!(scene.points(&DisruptionRisk, child, home), points);
        }
    }

    #[test]
    fn many_placements_add_to_a_risk_and_are_none_alone() {
        let (mut scene, child, home) = child_and_home(11, HomeKind::ChildrensHome);
        for (placements, points) in [(None, 10), (Some(2), 10), (Some(3), 15)] {
            scene.child_mut(child).placements_last_year = placements;
            assert_eq!(scene.points(&DisruptionRisk, child, home), points);
        }
        assert_eq!(
            scene.sentence(&DisruptionRisk, child, home).unwrap(),
            "risks, with points: the child is under twelve and the home is not a family (10); \
             three or more placements in twelve months (5)"
        );
        let family = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.points(&DisruptionRisk, child, family), 0);
        assert_eq!(scene.sentence(&DisruptionRisk, child, family), None);
    }
}
