//! In the authority's area: section 22G asks for sufficient accommodation in the area for children whose circumstances
//! make that consistent with their welfare; the others leave the denominator.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::AreaClass;

/// In the authority's area.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K05",
        name: "in_area",
        title: "In the authority's area",
        numerator: "those of them placed in the authority's area",
        denominator: "children with a home, without those for whom living in the area is not consistent with welfare",
        source: "Children Act 1989 ss22C(9), 22G(2)",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D37"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    if pair.child.flags.in_area_not_consistent {
        return Case::Out("living in the area is not consistent with welfare");
    }
    Case::yes_if(pair.area_class() == AreaClass::InArea)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};
    use crate::model::HomeKind;

    #[test]
    fn a_child_for_whom_the_area_is_not_safe_leaves_the_denominator() {
        let mut scene = Scene::new();
        for (authority, not_consistent) in [
            ("E06000019", false),
            ("E10000014", false),
            ("E10000014", true),
            ("E06000019", true),
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.home_mut(home).authority = authority.to_owned();
            scene.child_mut(child).flags.in_area_not_consistent = not_consistent;
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 2));
        assert_eq!(left_out(&KPI, &scene), 2);
    }
}
