//! School kept in years 10 and 11, where a change needs a nominated officer's approval.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// School within reach in years 10 and 11.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K26",
        name: "school_kept_in_key_stage_4",
        title: "School within reach in years 10 and 11",
        numerator: "those of them whose school is within the school run of local policy",
        denominator: "children with a home in years 10 and 11 whose distance to school is known",
        source: "Care Planning Regulations 2010 reg 10",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    if !pair.child.in_key_stage_4() {
        return Case::Out("not in years 10 and 11");
    }
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
    fn year_9_does_not_count() {
        for (year, counted) in [(9, (0, 0)), (10, (1, 1)), (11, (1, 1))] {
            let (mut scene, child, home) = Scene::with_school_at(1.0, HomeKind::Foster);
            scene.child_mut(child).year_group = Some(year);
            scene.settle(child, home);
            assert_eq!(counts(&KPI, &scene), counted, "{year}");
        }
    }
}
