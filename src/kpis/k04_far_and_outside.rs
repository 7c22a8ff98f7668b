//! Over 20 miles from home and outside the authority: the Department's headline of children placed far away. Children whose
//! distance is not known leave the denominator: of them nobody can say that they are near. In the published tables they
//! stay in it.

use super::standing::DISTANCE_NOT_KNOWN;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::{AreaClass, Miles};

/// Over 20 miles from home and outside the authority.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K04",
        name: "far_and_outside",
        title: "Over 20 miles from home and outside the authority",
        numerator: "children placed over 20 miles from the address from which they came, outside the authority's area",
        denominator: "children with a home whose distance is known; the published figure divides by all children looked \
            after, also those of unknown distance",
        source: "DfE Local Authority Interactive Tool",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

/// The distance of the published tables.
const FAR: Miles = Miles::whole(20);

fn of(_: &Standing, pair: &Pair) -> Case {
    let Some(miles) = pair.miles_to_home() else {
        return Case::Out(DISTANCE_NOT_KNOWN);
    };
    Case::yes_if(miles > FAR && pair.area_class() != AreaClass::InArea)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};
    use crate::model::HomeKind;

    #[test]
    fn both_far_and_outside() {
        let mut scene = Scene::new();
        for (miles, authority) in [
            (20.0, "E10000014"),
            (20.1, "E10000014"),
            (20.1, "E06000019"),
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.child_mut(child).home = Some(Scene::north(0.0));
            scene.home_mut(home).location = Some(Scene::north(miles));
            scene.home_mut(home).authority = authority.to_owned();
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 3));
    }

    #[test]
    fn nobody_of_unknown_distance_makes_the_figure_look_better() {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.settle(child, home);
        assert_eq!(counts(&KPI, &scene), (0, 0));
        assert_eq!(left_out(&KPI, &scene), 1);
    }
}
