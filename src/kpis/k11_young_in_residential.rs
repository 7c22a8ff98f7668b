//! Children under twelve who do not live in a family: an exception list in many strategies.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Under twelve and not in a family.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K11",
        name: "young_in_residential",
        title: "Under twelve and not in a family",
        numerator: "those of them not living in a family",
        denominator: "children under twelve with a home",
        source: "Local policy: family-based placements wherever possible",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    if pair.age >= 12 {
        return Case::Out("twelve or over");
    }
    Case::yes_if(!pair.home.kind.is_family())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn eleven_counts_and_twelve_does_not() {
        let mut scene = Scene::new();
        for (age, kind) in [
            (11, HomeKind::ChildrensHome),
            (4, HomeKind::Secure),
            (12, HomeKind::ChildrensHome),
            (11, HomeKind::Foster),
        ] {
            let (child, home) = (scene.child_aged(age), scene.home(kind, 1));
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (2, 3));
    }
}
