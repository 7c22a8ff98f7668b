//! In-house fostering as a share of children with mainstream foster carers, without connected persons.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::{HomeKind, Sector};

/// In-house fostering, of mainstream fostered children.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K19",
        name: "in_house_of_mainstream",
        title: "In-house fostering, of mainstream fostered children",
        numerator: "those of them with the authority's own foster carers",
        denominator: "children with mainstream foster carers, connected persons left out",
        source: "Local; strategies leave the denominator open, so that all three are shown",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    if pair.home.kind != HomeKind::Foster {
        return Case::Out("not with mainstream foster carers");
    }
    Case::yes_if(pair.sector() == Sector::Own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{counts, own_and_agency_homes};

    #[test]
    fn connected_persons_are_not_in_it() {
        assert_eq!(counts(&KPI, &own_and_agency_homes()), (1, 2));
    }
}
