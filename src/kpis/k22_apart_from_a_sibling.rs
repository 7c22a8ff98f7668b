//! Children who live apart from at least one brother or sister looked after. Pairs that are planned apart do not count.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;

/// Apart from a brother or sister.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K22",
        name: "apart_from_a_sibling",
        title: "Apart from a brother or sister",
        numerator: "those of them who live apart from at least one of these",
        denominator: "children with a home who have a brother or sister looked after with a home, with whom they are to be together, or are not assessed",
        source: "Children Act 1989 s22C(8)(c); no definition of the Department's",
        unit: Unit::Percent,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(standing: &Standing, pair: &Pair) -> Case {
    let child = pair.child_ix;
    match standing.siblings_with_homes(child) {
        Ok(siblings) => Case::yes_if(
            siblings
                .iter()
                .any(|other| !standing.are_together(child, *other)),
        ),
        Err(left_out) => left_out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{brothers_and_sisters, counts};

    #[test]
    fn all_three_brothers_are_apart_from_one() {
        assert_eq!(counts(&KPI, &brothers_and_sisters()), (3, 3));
    }
}
