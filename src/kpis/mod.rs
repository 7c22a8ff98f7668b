//! Key performance indicators, each counted on who lives where: as it is now, or as it would be under a plan.
//!
//! One small file a KPI, in the order of the list below. A KPI says of each child (or sibling group, or home)
//! whether it counts, what it adds to the numerator and to the denominator, or why it is left out; adding up,
//! segments and targets are the same for all. The definitions follow those of the Department for Education's
//! Local Authority Interactive Tool where it has one, and say so. Where it divides by all children looked after, and where
//! a child lives is asked (K04, K12 to K15), a child who waits for a home is left out here and counted in K01: the return
//! has no such child. A child who has short breaks only is not looked after, and counts nowhere.

mod card;
mod foster_places;
mod segments;
mod standing;
mod tally;
#[cfg(test)]
mod testing;

mod k01_with_a_home;
mod k02_three_placements;
mod k03_long_term_stable;
mod k04_far_and_outside;
mod k05_in_area;
mod k06_near_home;
mod k07_at_distance;
mod k08_miles_from_home;
mod k09_family_setting;
mod k10_family_as_planned;
mod k11_young_in_residential;
mod k12_fostered;
mod k13_in_childrens_homes;
mod k14_in_supported_accommodation;
mod k15_with_parents;
mod k16_own_provision;
mod k17_in_house_of_all;
mod k18_in_house_of_fostered;
mod k19_in_house_of_mainstream;
mod k20_sibling_groups_together;
mod k21_with_no_sibling;
mod k22_apart_from_a_sibling;
mod k23_sibling_pairs_together;
mod k24_with_connected_person;
mod k25_school_kept;
mod k26_school_kept_in_key_stage_4;
mod k27_miles_to_school;
mod k28_miles_to_family_time;
mod k29_good_or_outstanding;
mod k30_unregistered;
mod k31_ethnic_match;
mod k32_needs_met;
mod k33_solo_met;
mod k34_weekly_cost;
mod k35_total_weekly_cost;
mod k36_foster_places_filled;
mod k37_foster_places_vacant;
mod k38_foster_places_unavailable;
mod k39_share_of_local_beds;
mod k40_emergencies;

pub use card::{Better, Card, Unit};
pub use segments::{Dimension, Segment};
pub use standing::Standing;
pub use tally::{Case, Tally};

use crate::duties::Pair;
use crate::model::{ChildIx, HomeIx};
use standing::{SHORT_BREAKS, WITHOUT_A_HOME};

/// An indicator: its card, and what it looks at.
#[derive(Debug)]
pub struct Kpi {
    /// Code, name, definition and source.
    pub card: Card,
    /// What is counted.
    pub over: Over,
}

/// What an indicator is counted over.
#[derive(Debug)]
pub enum Over {
    /// Every child looked after; a child who has short breaks only is left out, here and below.
    Children(fn(&Standing, ChildIx) -> Case),
    /// Every child looked after in her home; a child without one is left out.
    Placed(fn(&Standing, &Pair) -> Case),
    /// Every group of brothers and sisters looked after.
    SiblingGroups(fn(&Standing, &[ChildIx]) -> Case),
    /// Every home.
    Homes(fn(&Standing, HomeIx) -> Case),
}

/// Every indicator, in order of code.
pub const ALL: [&Kpi; 40] = [
    &k01_with_a_home::KPI,
    &k02_three_placements::KPI,
    &k03_long_term_stable::KPI,
    &k04_far_and_outside::KPI,
    &k05_in_area::KPI,
    &k06_near_home::KPI,
    &k07_at_distance::KPI,
    &k08_miles_from_home::KPI,
    &k09_family_setting::KPI,
    &k10_family_as_planned::KPI,
    &k11_young_in_residential::KPI,
    &k12_fostered::KPI,
    &k13_in_childrens_homes::KPI,
    &k14_in_supported_accommodation::KPI,
    &k15_with_parents::KPI,
    &k16_own_provision::KPI,
    &k17_in_house_of_all::KPI,
    &k18_in_house_of_fostered::KPI,
    &k19_in_house_of_mainstream::KPI,
    &k20_sibling_groups_together::KPI,
    &k21_with_no_sibling::KPI,
    &k22_apart_from_a_sibling::KPI,
    &k23_sibling_pairs_together::KPI,
    &k24_with_connected_person::KPI,
    &k25_school_kept::KPI,
    &k26_school_kept_in_key_stage_4::KPI,
    &k27_miles_to_school::KPI,
    &k28_miles_to_family_time::KPI,
    &k29_good_or_outstanding::KPI,
    &k30_unregistered::KPI,
    &k31_ethnic_match::KPI,
    &k32_needs_met::KPI,
    &k33_solo_met::KPI,
    &k34_weekly_cost::KPI,
    &k35_total_weekly_cost::KPI,
    &k36_foster_places_filled::KPI,
    &k37_foster_places_vacant::KPI,
    &k38_foster_places_unavailable::KPI,
    &k39_share_of_local_beds::KPI,
    &k40_emergencies::KPI,
];

/// The indicator of a name, such as `in_area`.
pub fn by_name(name: &str) -> Option<&'static Kpi> {
    ALL.into_iter().find(|kpi| kpi.card.name == name)
}

/// The indicator of a name, or of a code such as `K05`.
pub fn find(asked: &str) -> Option<&'static Kpi> {
    let by_code = ALL
        .into_iter()
        .find(|kpi| kpi.card.code.eq_ignore_ascii_case(asked));
    by_code.or_else(|| by_name(asked))
}

/// Code and name of every indicator, with the highest figure that a target for it can have; `None` where it describes and
/// does not judge.
pub fn targets() -> Vec<(&'static str, &'static str, Option<f64>)> {
    let target = |kpi: &Kpi| {
        let judges = kpi.card.better != Better::Neither;
        let highest = judges.then(|| kpi.card.unit.highest());
        (kpi.card.code, kpi.card.name, highest)
    };
    ALL.into_iter().map(target).collect()
}

impl Kpi {
    /// The whole council.
    pub fn whole(&self, standing: &Standing) -> Tally {
        let mut tally = Tally::default();
        self.each(standing, &mut |case, _| tally.add(case));
        tally
    }

    /// The council by segment of a dimension, in the dimension's order; segments without anybody are left out,
    /// and so are dimensions that have nothing to say of what is counted.
    pub fn by(&self, standing: &Standing, dimension: Dimension) -> Vec<(Segment, Tally)> {
        let facts = standing.facts;
        let mut tallies: Vec<(Segment, Tally)> = Vec::new();
        self.each(standing, &mut |case, who| {
            let segment = match who {
                Who::Child(child) => Some(dimension.of_child(facts, child)),
                Who::Siblings(group) => dimension.of_siblings(facts, group),
                Who::Home(home) => dimension.of_home(facts, home),
            };
            let Some(segment) = segment else {
                return;
            };
            match tallies.iter_mut().find(|(known, _)| *known == segment) {
                Some((_, tally)) => tally.add(case),
                None => {
                    let mut tally = Tally::default();
                    tally.add(case);
                    tallies.push((segment, tally));
                }
            }
        });
        tallies.sort_by(|(a, _), (b, _)| a.cmp(b));
        tallies
    }

    /// Whether it is counted over children, with a home or without.
    pub const fn is_of_children(&self) -> bool {
        matches!(self.over, Over::Children(_) | Over::Placed(_))
    }

    /// Whether it is counted over children or their sibling groups, and not over homes.
    pub const fn is_of_people(&self) -> bool {
        !matches!(self.over, Over::Homes(_))
    }

    /// What one child adds; `None` where the indicator is not counted over children.
    pub fn of_child(&self, standing: &Standing, child: ChildIx) -> Option<Case> {
        if self.is_of_children() && !standing.child(child).is_looked_after() {
            return Some(Case::Out(SHORT_BREAKS));
        }
        match self.over {
            Over::Children(of) => Some(of(standing, child)),
            Over::Placed(of) => Some(match standing.pair(child) {
                Some(pair) => of(standing, &pair),
                None => Case::Out(WITHOUT_A_HOME),
            }),
            Over::SiblingGroups(_) | Over::Homes(_) => None,
        }
    }

    fn each(&self, standing: &Standing, take: &mut dyn FnMut(Case, Who)) {
        let facts = standing.facts;
        match self.over {
            Over::Children(_) | Over::Placed(_) => {
                for child in facts.council.child_indices() {
                    if let Some(case) = self.of_child(standing, child) {
                        take(case, Who::Child(child));
                    }
                }
            }
            Over::SiblingGroups(of) => {
                for group in facts.families.groups() {
                    let group = standing.looked_after(group);
                    match group.len() {
                        0 => {}
                        1 => take(Case::Out(SHORT_BREAKS), Who::Siblings(&group)),
                        _ => take(of(standing, &group), Who::Siblings(&group)),
                    }
                }
            }
            Over::Homes(of) => {
                for home in facts.council.home_indices() {
                    take(of(standing, home), Who::Home(home));
                }
            }
        }
    }
}

enum Who<'a> {
    Child(ChildIx),
    Siblings(&'a [ChildIx]),
    Home(HomeIx),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, LegalStatus, SiblingPlan};

    #[test]
    fn codes_follow_one_another_and_names_are_unique() {
        for (i, kpi) in ALL.iter().enumerate() {
            assert_eq!(kpi.card.code, format!("K{:02}", i + 1));
            let twin = by_name(kpi.card.name).unwrap();
            assert_eq!(twin.card.code, kpi.card.code);
        }
    }

    #[test]
    fn every_card_says_what_is_counted_and_by_whose_definition() {
        for card in ALL.map(|kpi| &kpi.card) {
            for text in [card.title, card.numerator, card.denominator, card.source] {
                assert!(
                    !text.is_empty() && !text.ends_with('.'),
                    "{}: {text}",
                    card.code
                );
            }
            let is_duty = |code| crate::duties::by_code(code).is_some();
            assert!(card.duty.is_none_or(is_duty), "{}", card.code);
        }
    }

    /// Two brothers together and a sister apart, who then has short breaks only.
    #[test]
    fn a_child_of_short_breaks_counts_nowhere() {
        let mut scene = Scene::new();
        let homes = [(); 2].map(|()| scene.home(HomeKind::Foster, 2));
        let [a, b, c] = [5, 7, 9].map(|age| scene.child_aged(age));
        scene.siblings(a, b, SiblingPlan::Together);
        scene.siblings(b, c, SiblingPlan::Together);
        for (child, home) in [(a, homes[0]), (b, homes[0]), (c, homes[1])] {
            scene.settle(child, home);
        }
        for child in [a, b, c] {
            scene.child_mut(child).placements_last_year = Some(3);
        }
        let of = |scene: &Scene, name: &str| {
            let tally = testing::tally(by_name(name).unwrap(), scene);
            (tally.numerator, tally.denominator, tally.left_out)
        };
        let cases = [
            ("with_a_home", (3, 3), (2, 2)),
            ("three_placements", (3, 3), (2, 2)),
            ("fostered", (3, 3), (2, 2)),
            ("sibling_pairs_together", (1, 3), (1, 1)),
            ("apart_from_a_sibling", (3, 3), (0, 2)),
            ("sibling_groups_together", (0, 1), (1, 1)),
        ];
        for status in [LegalStatus::V3, LegalStatus::V4] {
            for (name, before, after) in cases {
                scene.child_mut(c).legal_status = Some(LegalStatus::C2);
                let (numerator, denominator, _) = of(&scene, name);
                assert_eq!((numerator, denominator), before, "{name}");
                scene.child_mut(c).legal_status = Some(status);
                let (numerator, denominator, left_out) = of(&scene, name);
                assert_eq!((numerator, denominator), after, "{name}");
                let is_child = by_name(name).unwrap().is_of_children();
                let told = left_out.get(SHORT_BREAKS).copied();
                assert_eq!(told, is_child.then_some(1), "{name}");
            }
        }
        // With one brother left to be looked after there is no pair.
        scene.child_mut(b).legal_status = Some(LegalStatus::V3);
        let (numerator, denominator, left_out) = of(&scene, "sibling_pairs_together");
        assert_eq!((numerator, denominator), (0, 0));
        assert_eq!(left_out[SHORT_BREAKS], 1);
    }
}
