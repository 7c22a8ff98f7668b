//! Near home: within the distance of local policy (20 miles by default, as in the published tables). Children whose
//! distance is not known stay in the denominator, as there.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Near home.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K06",
        name: "near_home",
        title: "Near home",
        numerator: "children placed within the near-home distance of the address from which they came",
        denominator: "children looked after with a home",
        source: "Children Act 1989 s22C(8)(a); DfE, Children looked after, distance between home and placement",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D38"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(
        pair.miles_to_home()
            .is_some_and(|miles| miles <= pair.policy().near),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn twenty_miles_are_near_and_the_unknown_are_not() {
        let mut scene = Scene::new();
        for miles in [Some(20.0), Some(20.1), None] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.child_mut(child).home = Some(Scene::north(0.0));
            scene.home_mut(home).location = miles.map(Scene::north);
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 3));
    }
}
