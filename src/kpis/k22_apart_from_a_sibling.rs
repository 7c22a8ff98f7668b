//! Children who live apart from at least one brother or sister looked after. Pairs that are planned apart do not count.

use super::standing::WITHOUT_A_HOME;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::ChildIx;

/// Apart from a brother or sister.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K22",
        name: "apart_from_a_sibling",
        title: "Apart from a brother or sister",
        numerator: "those of them who live apart from at least one of these",
        denominator: "children with a home who have a brother or sister looked after with a home, with whom they are to be together, or are not assessed",
        source: "Children Act 1989 s22C(8)(c); no definition of the Department's",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Children(of),
};

fn of(standing: &Standing, child: ChildIx) -> Case {
    if standing.home_of(child).is_none() {
        return Case::Out(WITHOUT_A_HOME);
    }
    let mut siblings = standing
        .siblings_of(child)
        .filter(|other| standing.home_of(*other).is_some())
        .peekable();
    if siblings.peek().is_none() {
        return Case::Out("no brother or sister to be together with");
    }
    Case::yes_if(siblings.any(|other| !standing.are_together(child, other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::{HomeKind, SiblingPlan};

    /// Three brothers of whom two live together and one alone, a pair apart by plan, and a pair without homes.
    fn scene() -> Scene {
        let mut scene = Scene::new();
        let (one, other) = (
            scene.home(HomeKind::Foster, 3),
            scene.home(HomeKind::Foster, 3),
        );
        let [a, b, c, d, e, f, g] = [5, 6, 7, 8, 9, 10, 11].map(|age| scene.child_aged(age));
        for (x, y, plan) in [
            (a, b, SiblingPlan::Together),
            (b, c, SiblingPlan::Unknown),
            (d, e, SiblingPlan::Apart),
            (f, g, SiblingPlan::Together),
        ] {
            scene.siblings(x, y, plan);
        }
        for (child, home) in [(a, one), (b, one), (c, other), (d, one), (e, other)] {
            scene.settle(child, home);
        }
        scene
    }

    #[test]
    fn all_three_brothers_are_apart_from_one() {
        assert_eq!(counts(&KPI, &scene()), (3, 3));
    }
}
