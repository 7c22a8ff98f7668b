//! The authority's share of the beds of children's homes in its area: places on the map are not places that it can get.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::{HomeIx, HomeKind};

/// Our share of local children's homes.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K39",
        name: "share_of_local_beds",
        title: "Our share of local children's homes",
        numerator: "places that our children live in",
        denominator: "registered places of children's homes in the authority's area",
        source: "Lancashire's and Stockton-on-Tees's market position statements use it",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Homes(of),
};

fn of(standing: &Standing, home: HomeIx) -> Case {
    let record = standing.home(home);
    if record.kind != HomeKind::ChildrensHome || !standing.facts.council.is_ours(&record.authority)
    {
        return Case::Out("not a children's home in the area");
    }
    Case::Counts {
        numerator: i64::from(standing.living_in(home)),
        denominator: i64::from(record.places),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;

    #[test]
    fn homes_elsewhere_do_not_count() {
        let mut scene = Scene::new();
        let [here, there] = [(); 2].map(|()| scene.home(HomeKind::ChildrensHome, 4));
        scene.home_mut(there).authority = "E10000014".to_owned();
        for home in [here, here, here, there] {
            let child = scene.child_aged(14);
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (3, 4));
    }
}
