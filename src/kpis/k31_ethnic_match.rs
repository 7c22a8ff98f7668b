//! With foster carers of whom one is of the child's broad ethnic group.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::EthnicGroup;

/// With carers of the child's ethnic group.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K31",
        name: "ethnic_match",
        title: "With carers of the child's ethnic group",
        numerator: "those of them with a carer of their broad ethnic group",
        denominator: "fostered children whose ethnicity and whose carers' ethnicity are recorded",
        source: "Children Act 1989 s22(5)(c)",
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
    let group = pair.child.ethnicity.map(|ethnicity| ethnicity.group());
    let group = group.filter(|group| *group != EthnicGroup::NotKnown);
    let carers = &pair.home.ethnicities;
    match group {
        Some(group) if !carers.is_empty() => {
            Case::yes_if(carers.iter().any(|carer| carer.group() == group))
        }
        _ => Case::Out("ethnicity of child or carers not recorded"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};
    use crate::model::{Ethnicity, HomeKind};

    #[test]
    fn broad_groups_are_compared() {
        let mut scene = Scene::new();
        for (child, carers) in [
            (Ethnicity::Wbri, vec![Ethnicity::Woth]),
            (Ethnicity::Bcrb, vec![Ethnicity::Wbri]),
            (Ethnicity::Bcrb, vec![]),
            (Ethnicity::Refu, vec![Ethnicity::Wbri]),
        ] {
            let (ix, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.child_mut(ix).ethnicity = Some(child);
            scene.home_mut(home).ethnicities = carers;
            scene.settle(ix, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 2));
        assert_eq!(left_out(&KPI, &scene), 2);
    }
}
