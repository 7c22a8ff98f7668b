//! In children's homes, secure homes included, as the Department groups them (K1 and K2).

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::HomeKind;

/// In children's homes.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K13",
        name: "in_childrens_homes",
        title: "In children's homes",
        numerator: "children living in children's homes or secure homes",
        denominator: "children looked after with a home; the published figure divides by all, and its return has nobody \
            who waits for one (K01)",
        source: "DfE, Children looked after in England including adoptions, placement on 31 March",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(matches!(
        pair.home.kind,
        HomeKind::ChildrensHome | HomeKind::Secure
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts_by_kind;

    #[test]
    fn secure_homes_are_in_it() {
        let counted = counts_by_kind(&KPI, Scene::new());
        assert_eq!(counted, [HomeKind::ChildrensHome, HomeKind::Secure]);
    }
}
