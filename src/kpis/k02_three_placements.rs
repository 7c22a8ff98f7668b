//! Three or more placements in twelve months. The Department counts placements of 24 hours or more that were open in the
//! year, those open on its first and last day included; here the number is as recorded of the child.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::ChildIx;

/// Three or more placements in the year.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K02",
        name: "three_placements",
        title: "Three or more placements in the year",
        numerator: "children with three or more placements in the last twelve months",
        denominator: "children looked after whose number of placements is recorded",
        source: "DfE Local Authority Interactive Tool",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: false,
    },
    over: Over::Children(of),
};

fn of(standing: &Standing, child: ChildIx) -> Case {
    match standing.child(child).placements_last_year {
        Some(placements) => Case::yes_if(placements >= 3),
        None => Case::Out("number of placements not recorded"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};

    #[test]
    fn three_is_the_boundary() {
        let mut scene = Scene::new();
        for placements in [Some(2), Some(3), Some(9), None] {
            let child = scene.child_aged(10);
            scene.child_mut(child).placements_last_year = placements;
        }
        assert_eq!(counts(&KPI, &scene), (2, 3));
        assert_eq!(left_out(&KPI, &scene), 1);
    }
}
