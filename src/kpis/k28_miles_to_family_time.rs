//! Mean straight-line miles to where family time takes place.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Miles to family time.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K28",
        name: "miles_to_family_time",
        title: "Miles to family time",
        numerator: "straight-line miles between placement and the place of family time",
        denominator: "children with a home for whom both places are known",
        source: "Children Act 1989 s22C(5); the care plan's contact arrangements",
        unit: Unit::Miles,
        better: Better::Lower,
        duty: Some("D30"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    match pair.child.contact.zip(pair.home.location) {
        Some((family_time, home)) => Case::one(family_time.miles_to(home).hundredths()),
        None => Case::Out("the place of family time or of the home is not known"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};
    use crate::model::HomeKind;

    #[test]
    fn both_places_must_be_known() {
        let mut scene = Scene::new();
        for contact in [Some(1.5), Some(4.25), None] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.child_mut(child).contact = contact.map(Scene::north);
            scene.home_mut(home).location = Some(Scene::north(0.0));
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (575, 2));
        assert_eq!(left_out(&KPI, &scene), 1);
    }
}
