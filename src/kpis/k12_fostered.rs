//! Fostered: with connected persons or foster carers of any provider (placement codes U1 to U6).

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Fostered.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K12",
        name: "fostered",
        title: "Fostered",
        numerator: "children living with foster carers, connected persons included",
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
    Case::yes_if(pair.home.kind.is_fostering())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts_by_kind;
    use crate::model::HomeKind;

    #[test]
    fn connected_persons_are_foster_carers() {
        let counted = counts_by_kind(&KPI, Scene::new());
        assert_eq!(counted, [HomeKind::Connected, HomeKind::Foster]);
    }
}
