//! In-house foster places not available: an approved place is filled, vacant, or neither.

use super::foster_places::{Places, own_mainstream};
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::HomeIx;

/// In-house foster places not available.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K38",
        name: "foster_places_unavailable",
        title: "In-house foster places not available",
        numerator: "places of them that are neither filled nor vacant: in households on hold, or full with fewer children",
        denominator: "approved places of the authority's own mainstream foster households, without those closed",
        source: "Ofsted, Fostering in England",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Homes(of),
};

fn of(standing: &Standing, home: HomeIx) -> Case {
    own_mainstream(standing, home, |places: Places| places.unavailable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::foster_places::homes;
    use crate::kpis::testing::counts;

    #[test]
    fn four_of_nine_are_neither() {
        let mut scene = Scene::new();
        homes(&mut scene);
        assert_eq!(counts(&KPI, &scene), (4, 9));
    }
}
