//! In supported accommodation (K3; H5 and P2 before 2025).

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::HomeKind;

/// In supported accommodation.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K14",
        name: "in_supported_accommodation",
        title: "In supported accommodation",
        numerator: "children living in supported accommodation",
        denominator: "children looked after with a home; the published figure divides by all, and its return has nobody \
            who waits for one (K01)",
        source: "DfE, Children looked after in England including adoptions, placement on 31 March",
        unit: Unit::Percent,
        better: Better::Neither,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(pair.home.kind == HomeKind::SupportedAccommodation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts_by_kind;

    #[test]
    fn no_other_kind_is_in_it() {
        let counted = counts_by_kind(&KPI, Scene::new());
        assert_eq!(counted, [HomeKind::SupportedAccommodation]);
    }
}
