//! Mean straight-line miles to school.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Miles to school.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K27",
        name: "miles_to_school",
        title: "Miles to school",
        numerator: "straight-line miles between placement and school",
        denominator: "children with a home whose distance to school is known",
        source: "Children Act 1989 s22C(8)(b)",
        unit: Unit::Miles,
        better: Better::Lower,
        duty: Some("D28"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    match pair.miles_to_school() {
        Some(miles) => Case::one(miles.hundredths()),
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
    fn hundredths_of_a_mile_add_up() {
        let (mut scene, child, home) = Scene::with_school_at(2.25, HomeKind::Foster);
        scene.settle(child, home);
        assert_eq!(counts(&KPI, &scene), (225, 1));
    }
}
