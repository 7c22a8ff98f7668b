//! Weekly cost of all placements.

use super::standing::WITHOUT_A_HOME;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::ChildIx;

/// Weekly cost of all placements.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K35",
        name: "total_weekly_cost",
        title: "Weekly cost of all placements",
        numerator: "weekly cost of the homes, child by child",
        denominator: "children looked after with a home",
        source: "Unit costs of homes.csv",
        unit: Unit::TotalPoundsPerWeek,
        better: Better::Lower,
        duty: Some("D35"),
        follows_allocation: true,
    },
    over: Over::Children(of),
};

fn of(standing: &Standing, child: ChildIx) -> Case {
    let Some(pair) = standing.pair(child) else {
        return Case::Out(WITHOUT_A_HOME);
    };
    Case::one(pair.home.weekly_cost.pence())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::{HomeKind, PoundsPerWeek};

    #[test]
    fn pence_add_up() {
        let mut scene = Scene::new();
        for pence in [10_050, 20_000] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.home_mut(home).weekly_cost = PoundsPerWeek::from_pence(pence);
            scene.settle(child, home);
        }
        scene.child_aged(10);
        assert_eq!(counts(&KPI, &scene), (30_050, 2));
    }
}
