//! Near home: within the distance of local policy (20 miles by default, as in the published tables). Children whose
//! distance is not known leave the denominator: of them nobody can say that they are far. In the published tables they stay
//! in it.

use super::standing::DISTANCE_NOT_KNOWN;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Near home.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K06",
        name: "near_home",
        title: "Near home",
        numerator: "children placed within the near-home distance of the address from which they came",
        denominator: "children with a home whose distance is known; the published figure divides by all, also those of \
            unknown distance",
        source: "Children Act 1989 s22C(8)(a); DfE, Children looked after, distance between home and placement",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D38"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    match pair.miles_to_home() {
        Some(miles) => Case::yes_if(miles <= pair.policy().near),
        None => Case::Out(DISTANCE_NOT_KNOWN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};
    use crate::model::HomeKind;

    #[test]
    fn twenty_miles_are_near_and_the_unknown_are_neither_near_nor_far() {
        let mut scene = Scene::new();
        for miles in [Some(20.0), Some(20.1), None] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.child_mut(child).home = Some(Scene::north(0.0));
            scene.home_mut(home).location = miles.map(Scene::north);
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 2));
        assert_eq!(left_out(&KPI, &scene), 1);
    }
}
