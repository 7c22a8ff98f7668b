//! In a family: with parents, connected persons, foster carers or adopters.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// In a family.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K09",
        name: "family_setting",
        title: "In a family",
        numerator: "children living with parents, connected persons, foster carers or adopters",
        denominator: "children looked after with a home",
        source: "Children Act 1989 s22C(2), (6)",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(pair.home.kind.is_family())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts_by_kind;
    use crate::model::HomeKind;

    #[test]
    fn four_kinds_of_home_are_families() {
        let counted = counts_by_kind(&KPI, Scene::new());
        assert_eq!(
            counted,
            [
                HomeKind::Parents,
                HomeKind::Connected,
                HomeKind::Foster,
                HomeKind::Adoptive,
            ]
        );
    }
}
