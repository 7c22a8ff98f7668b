//! The authority's own provision, of every type of placement.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::Sector;

/// Own provision.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K16",
        name: "own_provision",
        title: "Own provision",
        numerator: "children in homes that the authority itself provides",
        denominator: "children looked after with a home",
        source: "DfE, Children looked after in England including adoptions, placement provider on 31 March",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D39"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(pair.sector() == Sector::Own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn another_authority_is_not_our_own() {
        let mut scene = Scene::new();
        for sector in [Sector::Own, Sector::OtherAuthority, Sector::Private] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.home_mut(home).sector = sector;
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 3));
    }
}
