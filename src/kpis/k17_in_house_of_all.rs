//! In-house fostering as a share of all children looked after.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::Sector;

/// In-house fostering, of all children.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K17",
        name: "in_house_of_all",
        title: "In-house fostering, of all children",
        numerator: "children with the authority's own foster carers or connected persons",
        denominator: "children looked after with a home",
        source: "Local; strategies leave the denominator open, so that all three are shown",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(pair.home.kind.is_fostering() && pair.sector() == Sector::Own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{counts, own_and_agency_homes};

    #[test]
    fn all_children_are_the_denominator() {
        assert_eq!(counts(&KPI, &own_and_agency_homes()), (2, 4));
    }
}
