//! Children with a home: the sufficiency duty's first question (section 22G: is there accommodation at all).

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::ChildIx;

/// Children with a home.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K01",
        name: "with_a_home",
        title: "Children with a home",
        numerator: "children who have a home",
        denominator: "children looked after",
        source: "Children Act 1989 ss22A, 22G",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D21"),
        follows_allocation: true,
    },
    over: Over::Children(of),
};

fn of(standing: &Standing, child: ChildIx) -> Case {
    Case::yes_if(standing.home_of(child).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn a_child_without_a_home_is_in_the_denominator() {
        let mut scene = Scene::new();
        let (settled, _) = (scene.child_aged(5), scene.child_aged(6));
        let home = scene.home(HomeKind::Foster, 1);
        scene.settle(settled, home);
        assert_eq!(counts(&KPI, &scene), (1, 2));
    }
}
