//! With a connected person, where one is approved for the child by name and takes referrals or has her already.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::HomeKind;

/// With a connected person who could take the child.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K24",
        name: "with_connected_person",
        title: "With a connected person who could take the child",
        numerator: "those of them who live with a connected person",
        denominator: "children with a home whom a connected person's home names, which takes referrals or is theirs",
        source: "Children Act 1989 s22C(6)(a), (7)(a)",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D22"),
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(standing: &Standing, pair: &Pair) -> Case {
    if !standing.facts.has_connected_home[pair.child_ix.at()] {
        return Case::Out("no connected person's home is named");
    }
    Case::yes_if(pair.home.kind == HomeKind::Connected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeStatus;

    #[test]
    fn a_child_with_strangers_though_a_connected_person_would_take_her() {
        let mut scene = Scene::new();
        for kind in [HomeKind::Foster, HomeKind::Connected] {
            let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
            let aunt = scene.home(HomeKind::Connected, 1);
            scene.home_mut(aunt).terms.named_children = vec![child];
            scene.settle(child, home);
        }
        let (stranger, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.settle(stranger, home);
        assert_eq!(counts(&KPI, &scene), (1, 2));
    }

    #[test]
    fn a_child_whose_aunt_s_home_is_full_with_her_counts() {
        let mut scene = Scene::new();
        let (niece, aunt) = (scene.child_aged(10), scene.home(HomeKind::Connected, 1));
        scene.home_mut(aunt).terms.named_children = vec![niece];
        scene.home_mut(aunt).status = HomeStatus::Full;
        assert_eq!(counts(&KPI, &scene), (0, 0));
        scene.settle(niece, aunt);
        assert_eq!(counts(&KPI, &scene), (1, 1));
    }
}
