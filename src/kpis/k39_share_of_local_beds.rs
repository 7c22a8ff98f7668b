//! The authority's share of the beds of children's homes in its area: places on the map are not places that it can get. In
//! a market each home counts the children of the authority in whose area it is.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::{HomeIx, HomeKind, HomeStatus};

/// Our share of local children's homes.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K39",
        name: "share_of_local_beds",
        title: "Our share of local children's homes",
        numerator: "places of them that our children live in",
        denominator: "registered places of children's homes in the authority's area, without those closed",
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
    if record.status == HomeStatus::Closed {
        return Case::Out("closed: its places are registered no more");
    }
    let (living, places) = (i64::from(standing.local_in(home)), i64::from(record.places));
    Case::Counts {
        // A place is lived in once, as in table D5a.
        numerator: living.min(places),
        denominator: places,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::{Authority, AuthorityIx, Policy};

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

    #[test]
    fn a_place_counts_once_and_a_closed_home_not_at_all() {
        let mut scene = Scene::new();
        let [crowded, closed] = [1, 4].map(|places| scene.home(HomeKind::ChildrensHome, places));
        for home in [crowded, crowded, closed] {
            let child = scene.child_aged(14);
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (2, 5));
        scene.home_mut(closed).status = HomeStatus::Closed;
        assert_eq!(counts(&KPI, &scene), (1, 1));
    }

    #[test]
    fn in_a_market_a_home_counts_the_children_of_the_authority_around_it() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::ChildrensHome, 4);
        for authority in [0, 0, 1] {
            let child = scene.child_aged(14);
            scene.child_mut(child).authority = AuthorityIx(authority);
            scene.settle(child, home);
        }
        scene.council.members = ["E06000019", "E10000014"]
            .map(|code| Authority {
                name: code.to_owned(),
                code: code.to_owned(),
                short: code.to_owned(),
                adjoining: Vec::new(),
                partners: Vec::new(),
                policy: Policy::default(),
            })
            .to_vec();
        assert_eq!(counts(&KPI, &scene), (2, 4));
    }
}
