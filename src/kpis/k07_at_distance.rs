//! At a distance in the sense of regulation 11: neither in the authority's area nor in an adjoining one. Such a placement
//! needs the approval of the director of children's services.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::AreaClass;

/// Placed at a distance.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K07",
        name: "at_distance",
        title: "Placed at a distance",
        numerator: "children placed neither in the area nor in an adjoining authority",
        denominator: "children looked after with a home",
        source: "Care Planning Regulations 2010 reg 11",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(pair.area_class() == AreaClass::AtDistance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn an_adjoining_authority_is_not_at_a_distance() {
        let mut scene = Scene::new();
        scene.council.adjoining = vec!["E10000014".to_owned()];
        for authority in ["E06000019", "E10000014", "E08000001", "E08000002"] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.home_mut(home).authority = authority.to_owned();
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (2, 4));
    }
}
