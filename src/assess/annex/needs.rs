//! B10b: levels of need by domain.

use super::table::{Column, Head, Role, Row, Table, Value};
use crate::kpis::Standing;
use crate::model::{CodeSet, NeedDomain, NeedsProfile};

const HEAD: Head = Head {
    code: "B10b",
    title: "Levels of need by domain",
    counts: "children looked after, all of them in every row",
    source: "children.csv (needs), 0 (none) to 3 (highest)",
};

/// The children by the level of their need.
pub(super) fn table(standing: &Standing) -> Table {
    let children = standing.facts.council.looked_after();
    let needs = children.map(|child| &standing.child(child).needs);
    by_domain(HEAD, ("level", "Children"), &needs.collect::<Vec<_>>()).with_notes(&[
        "A need that is not recorded is at level 0: the folder does not tell the two apart.",
    ])
}

/// Profiles by domain and level, the columns of levels and of all being called so. Every row counts every profile, so
/// that there is no total row.
pub(super) fn by_domain(
    head: Head,
    (level, all): (&str, &str),
    profiles: &[&NeedsProfile],
) -> Table {
    let levels = 0..=NeedsProfile::MAX;
    let row = |domain: &NeedDomain| {
        let mut counts = vec![0; levels.clone().count()];
        for profile in profiles {
            counts[usize::from(profile.level(*domain))] += 1;
        }
        let all = counts.iter().sum();
        Row {
            name: domain.label().to_owned(),
            values: counts.into_iter().chain([all]).map(Value::Number).collect(),
        }
    };
    let columns = levels
        .clone()
        .map(|n| Column::new(&format!("{level} {n}"), Role::Part))
        .chain([Column::new(all, Role::Total)]);
    let rows = NeedDomain::all().iter().map(row).collect();
    Table::of_years(head, "Domain", columns.collect(), rows)
}
