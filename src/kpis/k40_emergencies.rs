//! Emergencies among children who need a home: those with less than 24 hours' notice.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::ChildIx;

/// Needed today.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K40",
        name: "emergencies",
        title: "Needed today",
        numerator: "those of them who need a home today",
        denominator: "children without a home, or with a plan to move",
        source: "Local; Lancashire reports it of agency requests",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: false,
    },
    over: Over::Children(of),
};

fn of(standing: &Standing, child: ChildIx) -> Case {
    let facts = standing.child(child);
    if standing.facts.lives_in[child.at()].is_some() && !facts.flags.plan_to_move {
        return Case::Out("has a home and no plan to move");
    }
    Case::yes_if(facts.flags.emergency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn settled_children_are_no_request() {
        let mut scene = Scene::new();
        let [today, planned, settled] = [10, 11, 12].map(|age| scene.child_aged(age));
        scene.child_mut(today).flags.emergency = true;
        let home = scene.home(HomeKind::Foster, 2);
        scene.settle(planned, home);
        scene.settle(settled, home);
        scene.child_mut(planned).flags.plan_to_move = true;
        assert_eq!(counts(&KPI, &scene), (1, 2));
    }
}
