//! School kept: the school is within the school run of local policy from where the child lives. School moves during a year
//! are not in the folder; this is whether the present school can be kept.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// School within reach.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K25",
        name: "school_kept",
        title: "School within reach",
        numerator: "those of them whose school is within the school run of local policy",
        denominator: "children with a home whose distance to school is known",
        source: "Children Act 1989 s22C(8)(b); local policy (school_miles)",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D29"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    match pair.miles_to_school() {
        Some(_) => Case::yes_if(!pair.changes_school()),
        None => Case::Out("no school, or its place or the home's is not known"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn the_school_run_is_the_boundary() {
        for (miles, kept) in [(10.0, 1), (10.1, 0)] {
            let (mut scene, child, home) = Scene::with_school_at(miles, HomeKind::Foster);
            scene.council.policy.school_run = crate::model::Miles::whole(10);
            scene.settle(child, home);
            assert_eq!(counts(&KPI, &scene), (kept, 1), "{miles}");
        }
    }
}
