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

/// Every row counts every child, so that there is no total row.
pub(super) fn table(standing: &Standing) -> Table {
    let levels = 0..=NeedsProfile::MAX;
    let row = |domain: &NeedDomain| {
        let mut counts = vec![0; levels.clone().count()];
        for child in standing.facts.council.looked_after() {
            counts[usize::from(standing.child(child).needs.level(*domain))] += 1;
        }
        let all = counts.iter().sum();
        Row {
            name: domain.label().to_owned(),
            values: counts.into_iter().chain([all]).map(Value::Number).collect(),
        }
    };
    let columns = levels
        .clone()
        .map(|level| Column::new(&format!("level {level}"), Role::Part))
        .chain([Column::new("Children", Role::Total)]);
    let rows = NeedDomain::all().iter().map(row).collect();
    Table::of_years(HEAD, "Domain", columns.collect(), rows).with_notes(&[
        "A need that is not recorded is at level 0: the folder does not tell the two apart.",
    ])
}
