//! In-house fostering as a share of fostered children.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::Sector;

/// In-house fostering, of fostered children.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K18",
        name: "in_house_of_fostered",
        title: "In-house fostering, of fostered children",
        numerator: "those of them with the authority's own foster carers or connected persons",
        denominator: "fostered children, connected persons included",
        source: "Local; strategies leave the denominator open, so that all three are shown",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    if !pair.home.kind.is_fostering() {
        return Case::Out("not fostered");
    }
    Case::yes_if(pair.sector() == Sector::Own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{counts, own_and_agency_homes};

    #[test]
    fn connected_persons_are_in_it() {
        assert_eq!(counts(&KPI, &own_and_agency_homes()), (2, 3));
    }
}
