//! In homes whose skill reaches the child's level of need in every domain.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Needs met in every domain.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K32",
        name: "needs_met",
        title: "Needs met in every domain",
        numerator: "those of them in homes whose skill reaches every level of need",
        denominator: "children in homes of the kinds that rounds offer",
        source: "Fostering Services National Minimum Standards 2011, standard 15",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    if !pair.home.kind.is_offered() {
        return Case::Out("in a home whose skill is not recorded by domain");
    }
    let mut short = pair.child.needs.shortfalls(&pair.home.capabilities);
    Case::yes_if(short.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::{HomeKind, NeedDomain};

    #[test]
    fn one_level_short_in_one_domain_is_short() {
        let mut scene = Scene::new();
        for (need, skill, kind) in [
            (2, 2, HomeKind::Foster),
            (2, 1, HomeKind::Foster),
            (2, 0, HomeKind::Parents),
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
            scene
                .child_mut(child)
                .needs
                .set(NeedDomain::Behaviour, need)
                .unwrap();
            scene
                .home_mut(home)
                .capabilities
                .set(NeedDomain::Behaviour, skill)
                .unwrap();
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 2));
    }
}
