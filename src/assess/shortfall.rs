//! Shortfall by segment: which children a duty is not met for, in the theoretical plan in the law's order, and what
//! kind of home would meet it.
//!
//! A segment here is age × level of need × brothers and sisters × district, since that is what a home is recruited
//! for. Slacks are explicit: each child of the plan for whom the duty is not met, counted one by one.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::candidates::{Judged, judge};
use crate::duties::{self, Duty, Facts, Household};
use crate::kpis::{Case, Dimension, Kpi, Segment, Standing, by_name};
use crate::model::{ChildIx, HomeIx};
use crate::optimise::blocks_together;

/// The indicators by which a child's duties are met or not, and the duty that says whether one home would meet it.
/// Brothers and sisters apart (K22) need a home with places for all of them.
const ASKED: [(&str, &str); 7] = [
    ("with_a_home", "D21"),
    ("with_connected_person", "D22"),
    ("apart_from_a_sibling", "D23"),
    ("family_as_planned", "D24"),
    ("in_area", "D37"),
    ("near_home", "D38"),
    ("school_kept", "D29"),
];

/// The dimensions of a segment.
const DIMENSIONS: [Dimension; 4] = [
    Dimension::Age,
    Dimension::NeedsTier,
    Dimension::SiblingGroup,
    Dimension::District,
];

/// One duty in one segment, where it is not met for somebody in the plan.
#[derive(Debug, Clone)]
pub struct Shortfall {
    /// The indicator.
    pub kpi: &'static Kpi,
    /// Code of the duty.
    pub duty: &'static str,
    /// Age, level of need, brothers and sisters, district.
    pub segment: [Segment; 4],
    /// Children who count.
    pub children: u32,
    /// For so many of them the duty is not met now; `None` where the folder does not say where anybody lives.
    pub unmet_now: Option<u32>,
    /// For so many the plan does not meet it.
    pub unmet: u32,
    /// The new home that would meet it for most of these, one by one, and for how many; the cheapest of several. For
    /// brothers and sisters: that could take all with whom the child is to be, together and with nobody else there.
    pub would_meet: Option<(HomeIx, u32)>,
}

/// The council with homes that do not exist yet after its own.
pub struct NewHomes<'a> {
    /// The council with them, as the theoretical round sees it.
    pub facts: &'a Facts<'a>,
    /// The first of them.
    pub first: HomeIx,
}

/// Every shortfall: by duty in the order of the law, then the segments with most children first.
pub fn shortfalls(actual: &Standing, plan: &Standing, new: &NewHomes) -> Vec<Shortfall> {
    let of_duty = |(name, duty): &(&str, &'static str)| {
        let kpi = by_name(name)?;
        Some(of_kpi(actual, plan, new, kpi, duty))
    };
    ASKED.iter().filter_map(of_duty).flatten().collect()
}

/// Whether the duty is met for a child; `None` where she does not count.
fn met(kpi: &Kpi, standing: &Standing, child: ChildIx) -> Option<bool> {
    match kpi.of_child(standing, child)? {
        Case::Counts { numerator, .. } if kpi.card.name == "apart_from_a_sibling" => {
            Some(numerator == 0)
        }
        Case::Counts { numerator, .. } => Some(numerator > 0),
        Case::Out(_) => None,
    }
}

#[derive(Default)]
struct Counted {
    children: u32,
    unmet_now: u32,
    unmet: Vec<ChildIx>,
}

fn of_kpi(
    actual: &Standing,
    plan: &Standing,
    new: &NewHomes,
    kpi: &'static Kpi,
    duty: &'static str,
) -> Vec<Shortfall> {
    let facts = plan.facts;
    let mut segments: BTreeMap<[Segment; 4], Counted> = BTreeMap::new();
    for child in facts.council.child_indices() {
        let Some(is_met) = met(kpi, plan, child) else {
            continue;
        };
        let segment = DIMENSIONS.map(|dimension| dimension.of_child(facts, child));
        let counted = segments.entry(segment).or_default();
        counted.children += 1;
        counted.unmet_now += u32::from(met(kpi, actual, child) == Some(false));
        if !is_met {
            counted.unmet.push(child);
        }
    }
    let mut found: Vec<Shortfall> = segments
        .into_par_iter()
        .filter(|(_, counted)| !counted.unmet.is_empty())
        .map(|(segment, counted)| Shortfall {
            kpi,
            duty,
            segment,
            children: counted.children,
            unmet_now: (!facts.council.placements.is_empty()).then_some(counted.unmet_now),
            unmet: counted.unmet.len() as u32,
            would_meet: new.best_for(&counted.unmet, duty),
        })
        .collect();
    found.sort_by(|a, b| {
        b.unmet
            .cmp(&a.unmet)
            .then_with(|| a.segment.cmp(&b.segment))
    });
    found
}

impl NewHomes<'_> {
    /// The new home that would meet a duty for most of these children, each taken alone with her brothers and sisters.
    fn best_for(&self, children: &[ChildIx], duty: &str) -> Option<(HomeIx, u32)> {
        let duty = duties::by_code(duty)?;
        let homes = self.first.0..self.facts.council.homes.len() as u32;
        let meets = |home: HomeIx| {
            let here = children
                .iter()
                .filter(|child| self.meets(**child, home, duty));
            here.count() as u32
        };
        homes
            .map(|home| (HomeIx(home), meets(HomeIx(home))))
            .filter(|(_, meets)| *meets > 0)
            .min_by_key(|(home, meets)| {
                let record = self.facts.council.home(*home);
                (
                    std::cmp::Reverse(*meets),
                    record.weekly_cost,
                    record.places,
                    *home,
                )
            })
    }

    fn meets(&self, child: ChildIx, home: HomeIx, duty: &'static dyn Duty) -> bool {
        if duty.card().code != "D23" {
            return self.could_take(child, home) && duty.points(&self.facts.pair(child, home)) == 0;
        }
        let families = &self.facts.families;
        let group = families.group(child).iter().copied();
        let together: Vec<ChildIx> = group
            .filter(|other| *other == child || families.belong_together(child, *other))
            .collect();
        let household = Household::new(self.facts, home, &[]);
        together.iter().all(|child| self.could_take(*child, home))
            && !blocks_together(&household, &together).is_empty()
    }

    /// Whether the home could take the child, nobody else being there.
    fn could_take(&self, child: ChildIx, home: HomeIx) -> bool {
        let household = Household::new(self.facts, home, &[]);
        let judged = judge(&self.facts.pair(child, home), &household);
        matches!(judged, Judged::Usable(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, PlannedSetting, Sector, SiblingPlan};

    /// A boy in a children's home outside the area whose plan is a family, and two sisters apart; two new homes: a
    /// household for one, and a dearer one for two.
    fn scene() -> (Scene, HomeIx) {
        let mut scene = Scene::new();
        let [boy, a, b] = [14, 6, 8].map(|age| scene.child_aged(age));
        scene.child_mut(boy).planned_setting = PlannedSetting::Family;
        scene.siblings(a, b, SiblingPlan::Together);
        let away = scene.home(HomeKind::ChildrensHome, 1);
        scene.home_mut(away).authority = "E10000014".to_owned();
        scene.settle(boy, away);
        for child in [a, b] {
            let home = scene.home(HomeKind::Foster, 1);
            scene.home_mut(home).sector = Sector::Private;
            scene.settle(child, home);
        }
        let first = scene.home(HomeKind::Foster, 1);
        let second = scene.home(HomeKind::Foster, 2);
        scene.home_mut(second).weekly_cost = crate::model::PoundsPerWeek::whole(900);
        (scene, first)
    }

    /// Duty, children for whom it is not met, and the home that would meet it for how many.
    type Found = (&'static str, u32, Option<(HomeIx, u32)>);

    fn found(scene: &Scene, first: HomeIx) -> Vec<Found> {
        let facts = Facts::whole_system(&scene.council);
        let standing = Standing::present(&facts);
        let new = NewHomes {
            facts: &facts,
            first,
        };
        let found = shortfalls(&standing, &standing, &new);
        found
            .iter()
            .map(|s| (s.duty, s.unmet, s.would_meet))
            .collect()
    }

    #[test]
    fn each_shortfall_names_the_cheapest_home_that_would_meet_it_for_most() {
        let (scene, first) = scene();
        let second = HomeIx(first.0 + 1);
        let found = found(&scene, first);
        // The sisters are of one segment; both need places for two.
        for expected in [
            ("D23", 2, Some((second, 2))),
            ("D24", 1, Some((first, 1))),
            ("D37", 1, Some((first, 1))),
        ] {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
    }

    #[test]
    fn a_duty_that_no_new_home_meets_says_so() {
        let (mut scene, first) = scene();
        for home in [first, HomeIx(first.0 + 1)] {
            scene.home_mut(home).terms.age_max = 5;
        }
        assert!(
            found(&scene, first)
                .iter()
                .all(|(_, _, would)| would.is_none())
        );
    }

    /// Three sisters who are all to be with the first; the home for three may be for brothers and sisters only.
    fn three_sisters(between: SiblingPlan) -> (Scene, HomeIx) {
        let mut scene = Scene::new();
        let [a, b, c] = [5, 6, 8].map(|age| scene.child_aged(age));
        scene.siblings(a, b, SiblingPlan::Together);
        scene.siblings(a, c, SiblingPlan::Together);
        scene.siblings(b, c, between);
        for child in [a, b, c] {
            let home = scene.home(HomeKind::Foster, 1);
            scene.settle(child, home);
        }
        let first = scene.home(HomeKind::Foster, 2);
        scene.home_mut(first).places_if_siblings = 3;
        scene.home_mut(first).bedrooms = 3;
        (scene, first)
    }

    #[test]
    fn places_for_brothers_and_sisters_are_places_for_them() {
        let (mut scene, first) = three_sisters(SiblingPlan::Together);
        assert!(found(&scene, first).contains(&("D23", 3, Some((first, 3)))));
        // A place more is no use where two of them have no bedroom, and the home lets nobody share.
        scene.home_mut(first).bedrooms = 1;
        let unmet = found(&scene, first);
        assert!(unmet.iter().all(|(_, _, would)| would.is_none()));
    }

    #[test]
    fn no_home_takes_a_pair_that_is_to_live_apart() {
        let (scene, first) = three_sisters(SiblingPlan::Apart);
        let found = found(&scene, first);
        let first_sister = |(duty, ..): &&Found| *duty == "D23";
        assert!(found.iter().any(|f| first_sister(&f)));
        // The younger is to be with both; each of the others with her alone, for which there is room.
        let children: u32 = found
            .iter()
            .filter(first_sister)
            .filter_map(|(_, _, would)| *would)
            .map(|(_, children)| children)
            .sum();
        assert_eq!(children, 2);
    }
}
