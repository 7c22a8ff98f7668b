//! In-house foster places vacant: an approved place is filled, vacant, or neither.

use super::foster_places::{Places, own_mainstream};
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::HomeIx;

/// In-house foster places vacant.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K37",
        name: "foster_places_vacant",
        title: "In-house foster places vacant",
        numerator: "places of them that are free in households that take referrals",
        denominator: "approved places of the authority's own mainstream foster households, without those closed",
        source: "Ofsted, Fostering in England",
        unit: Unit::Percent,
        better: Better::Neither,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Homes(of),
};

fn of(standing: &Standing, home: HomeIx) -> Case {
    own_mainstream(standing, home, |places: Places| places.vacant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::foster_places::homes;
    use crate::kpis::testing::counts;

    #[test]
    fn two_of_nine_are_vacant() {
        let mut scene = Scene::new();
        homes(&mut scene);
        assert_eq!(counts(&KPI, &scene), (2, 9));
    }
}
