//! Mean straight-line miles from the address from which the child came.

use super::standing::DISTANCE_NOT_KNOWN;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Miles from home.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K08",
        name: "miles_from_home",
        title: "Miles from home",
        numerator: "straight-line miles between home address and placement",
        denominator: "children with a home whose distance is known",
        source: "Children Act 1989 s22C(8)(a); SSDA903 PL_DISTANCE",
        unit: Unit::Miles,
        better: Better::Lower,
        duty: Some("D27"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    match pair.miles_to_home() {
        Some(miles) => Case::one(miles.hundredths()),
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
    fn the_unknown_are_left_out_of_the_mean() {
        let mut scene = Scene::new();
        for miles in [Some(3.0), Some(4.5), None] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.child_mut(child).home = Some(Scene::north(0.0));
            scene.home_mut(home).location = miles.map(Scene::north);
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (750, 2));
        assert_eq!(left_out(&KPI, &scene), 1);
    }
}
