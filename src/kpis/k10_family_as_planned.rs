//! In a family where the care plan asks for one.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::PlannedSetting;

/// In a family where the care plan asks for one.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K10",
        name: "family_as_planned",
        title: "In a family where the care plan asks for one",
        numerator: "those of them living in a family",
        denominator: "children with a home whose care plan asks for a family setting",
        source: "Children Act 1989 s22C(5), (6); the care plan",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D24"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    if pair.child.planned_setting != PlannedSetting::Family {
        return Case::Out("the care plan does not ask for a family");
    }
    Case::yes_if(pair.home.kind.is_family())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};
    use crate::model::HomeKind;

    #[test]
    fn only_children_with_such_a_plan_count() {
        let mut scene = Scene::new();
        for (plan, kind) in [
            (PlannedSetting::Family, HomeKind::Foster),
            (PlannedSetting::Family, HomeKind::ChildrensHome),
            (PlannedSetting::Any, HomeKind::Foster),
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
            scene.child_mut(child).planned_setting = plan;
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 2));
        assert_eq!(left_out(&KPI, &scene), 1);
    }
}
