//! Weekly cost of all placements.

use super::k34_weekly_cost::pence_a_week;
use super::{Better, Card, Kpi, Over, Unit};

/// Weekly cost of all placements.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K35",
        name: "total_weekly_cost",
        title: "Weekly cost of all placements",
        numerator: "weekly cost of the homes, child by child",
        denominator: "children looked after with a home",
        source: "Unit costs of homes.csv",
        unit: Unit::TotalPoundsPerWeek,
        better: Better::Lower,
        duty: Some("D35"),
        follows_allocation: true,
    },
    over: Over::Placed(pence_a_week),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{counts, priced_homes};

    #[test]
    fn pence_add_up() {
        assert_eq!(counts(&KPI, &priced_homes()), (30_050, 2));
    }
}
