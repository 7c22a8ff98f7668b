//! Alone in the home, where the child must be the only one.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Solo where needed.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K33",
        name: "solo_met",
        title: "Solo where needed",
        numerator: "those of them who are the only child looked after in the home",
        denominator: "children with a home who must be the only child there",
        source: "Children Act 1989 s22C(5); care plan",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(standing: &Standing, pair: &Pair) -> Case {
    if !pair.child.flags.solo {
        return Case::Out("need not be the only child");
    }
    let ours = standing.living_in(pair.home_ix);
    Case::yes_if(ours == 1 && pair.home.occupied_by_others == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn another_authoritys_child_counts() {
        let mut scene = Scene::new();
        for (others, housemate) in [(0, false), (0, false), (1, false), (0, true)] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 2));
            scene.child_mut(child).flags.solo = true;
            scene.home_mut(home).occupied_by_others = others;
            scene.settle(child, home);
            if housemate {
                let other = scene.child_aged(10);
                scene.settle(other, home);
            }
        }
        assert_eq!(counts(&KPI, &scene), (2, 4));
    }
}
