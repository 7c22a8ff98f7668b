//! The authority's own provision, of every type of placement.

use super::standing::WITHOUT_A_HOME;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::{ChildIx, Sector};

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
    over: Over::Children(of),
};

fn of(standing: &Standing, child: ChildIx) -> Case {
    let Some(pair) = standing.pair(child) else {
        return Case::Out(WITHOUT_A_HOME);
    };
    Case::yes_if(pair.home.sector == Sector::Own)
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
