//! In-house foster places filled: an approved place is filled, vacant, or neither.

use super::foster_places::{Places, own_mainstream};
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::HomeIx;

/// In-house foster places filled.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K36",
        name: "foster_places_filled",
        title: "In-house foster places filled",
        numerator: "places of them that a child lives in",
        denominator: "approved places of the authority's own mainstream foster households, without those closed",
        source: "Ofsted, Fostering in England",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Homes(of),
};

fn of(standing: &Standing, home: HomeIx) -> Case {
    own_mainstream(standing, home, |places: Places| places.filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::foster_places::homes;
    use crate::kpis::testing::counts;

    #[test]
    fn three_of_nine_are_filled() {
        let mut scene = Scene::new();
        homes(&mut scene);
        assert_eq!(counts(&KPI, &scene), (3, 9));
    }
}
