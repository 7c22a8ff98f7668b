//! Pairs of brothers and sisters who live together: what the tier "siblings" counts.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::ChildIx;

/// Sibling pairs together.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K23",
        name: "sibling_pairs_together",
        title: "Sibling pairs together",
        numerator: "those of them who live in one home",
        denominator: "pairs of brothers and sisters looked after who are to be together, or are not assessed, and both have a home",
        source: "Children Act 1989 s22C(8)(c)",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: Some("D23"),
        follows_allocation: true,
    },
    over: Over::SiblingGroups(of),
};

fn of(standing: &Standing, group: &[ChildIx]) -> Case {
    let (mut together, mut pairs) = (0, 0);
    for &child in group {
        let placed = |other: &ChildIx| child < *other && standing.home_of(*other).is_some();
        for other in standing.siblings_of(child).filter(placed) {
            if standing.home_of(child).is_some() {
                pairs += 1;
                together += i64::from(standing.are_together(child, other));
            }
        }
    }
    match pairs {
        0 => Case::Out("no pair to be together with homes for both"),
        denominator => Case::Counts {
            numerator: together,
            denominator,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{brothers_and_sisters, counts};

    #[test]
    fn one_pair_of_three_is_together() {
        assert_eq!(counts(&KPI, &brothers_and_sisters()), (1, 3));
    }
}
