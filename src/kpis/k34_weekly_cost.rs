//! Mean weekly cost of a placement, from the unit costs of the homes.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Weekly cost of a placement.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K34",
        name: "weekly_cost",
        title: "Weekly cost of a placement",
        numerator: "weekly cost of the homes, child by child",
        denominator: "children looked after with a home",
        source: "Unit costs of homes.csv; section 251 outturn divides spend instead",
        unit: Unit::PoundsPerWeek,
        better: Better::Lower,
        duty: Some("D35"),
        follows_allocation: true,
    },
    over: Over::Placed(pence_a_week),
};

/// What the child's home costs, in pence a week.
pub fn pence_a_week(_: &Standing, pair: &Pair) -> Case {
    Case::one(pair.home.weekly_cost.pence())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{counts, priced_homes};

    #[test]
    fn pence_add_up() {
        assert_eq!(counts(&KPI, &priced_homes()), (30_050, 2));
    }
}
