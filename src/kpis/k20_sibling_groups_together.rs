//! Sibling groups who all live together. Groups of whom every pair is planned apart are left out; of the others, no pair
//! may be apart that is planned together or not assessed. There is no definition of the Department's.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::ChildIx;

/// Sibling groups together.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K20",
        name: "sibling_groups_together",
        title: "Sibling groups together",
        numerator: "groups in which all who are to be together live in one home",
        denominator: "sibling groups with two or more looked after who all have a home and of whom some pair is to be together, or is not assessed",
        source: "Children Act 1989 s22C(8)(c); measure of the Children's Commissioner, January 2023",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::SiblingGroups(of),
};

fn of(standing: &Standing, group: &[ChildIx]) -> Case {
    if group
        .iter()
        .all(|child| standing.siblings_of(*child).next().is_none())
    {
        return Case::Out("every pair is planned apart");
    }
    if group.iter().any(|child| standing.home_of(*child).is_none()) {
        return Case::Out("a child of the group is without a home");
    }
    let whole = |child: &ChildIx| {
        let mut siblings = standing.siblings_of(*child);
        siblings.all(|other| standing.are_together(*child, other))
    };
    Case::yes_if(group.iter().all(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::testing::{brothers_and_sisters, counts};

    #[test]
    fn one_group_counts_and_is_not_together() {
        assert_eq!(counts(&KPI, &brothers_and_sisters()), (0, 1));
    }
}
