//! In-house fostering as a share of all children looked after.

use super::standing::WITHOUT_A_HOME;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::{ChildIx, Sector};

/// In-house fostering, of all children.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K17",
        name: "in_house_of_all",
        title: "In-house fostering, of all children",
        numerator: "children with the authority's own foster carers or connected persons",
        denominator: "children looked after with a home",
        source: "Local; strategies leave the denominator open, so that all three are shown",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Children(of),
};

fn of(standing: &Standing, child: ChildIx) -> Case {
    let Some(pair) = standing.pair(child) else {
        return Case::Out(WITHOUT_A_HOME);
    };
    Case::yes_if(pair.home.kind.is_fostering() && pair.home.sector == Sector::Own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn all_children_are_the_denominator() {
        let mut scene = Scene::new();
        for (kind, sector) in [
            (HomeKind::Foster, Sector::Own),
            (HomeKind::Connected, Sector::Own),
            (HomeKind::Foster, Sector::Private),
            (HomeKind::ChildrensHome, Sector::Own),
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
            scene.home_mut(home).sector = sector;
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (2, 4));
    }
}
