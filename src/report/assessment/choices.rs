//! How many homes each child could have, as a table and on the page.

use maud::{Markup, html};

use super::indicators::Row;
use crate::assess::Assessment;
use crate::assess::choice::{Count, Distribution};
use crate::kpis::Dimension;
use crate::report::tables::cell;

const COUNTS: [(Count, &str); 2] = [(Count::InAll, "suitable"), (Count::FreeToday, "free_today")];

/// `choice.csv`: a row is a segment, with children by how many homes could take them.
pub fn rows(assessment: &Assessment) -> Vec<Row> {
    let headings = [
        "homes",
        "dimension",
        "segment",
        "children",
        "none",
        "one",
        "two",
        "three_or_more",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    let row = |name: &str, dimension: &str, segment: &str, d: Distribution| {
        let mut row: Row = [name, dimension, segment].map(cell).to_vec();
        row.push(d.total().to_string());
        row.extend(d.by_homes.map(|children| children.to_string()));
        row
    };
    for (count, name) in COUNTS {
        rows.push(row(name, "all", "all", assessment.choice.whole(count)));
        for dimension in Dimension::of(assessment.facts.council) {
            for (segment, d) in assessment.choice.by(assessment.facts, dimension, count) {
                rows.push(row(name, dimension.name(), &segment.name, d));
            }
        }
        let groups = assessment.choice.groups_together(count);
        rows.push(row(name, "sibling_groups", "all together", groups));
    }
    rows
}

/// `few_homes.csv`: a row is a child with fewer than two homes by either count, with both counts and what bars most.
pub fn few(assessment: &Assessment) -> Vec<Row> {
    let mut headings = vec!["child_id".to_owned()];
    for (_, name) in COUNTS {
        headings.push(name.to_owned());
        let parts = ["without_approval", "looked_at", "barred_most_by", "barred"];
        headings.extend(parts.map(|part| format!("{name}_{part}")));
    }
    let mut rows = vec![headings];
    for child in assessment.choice.with_few() {
        let mut row = vec![cell(&assessment.facts.council.child(child.child).id)];
        for (count, _) in COUNTS {
            let homes = child.homes(count);
            let (duty, barred) = homes.barred_most().unwrap_or(("", 0));
            row.extend([
                homes.suitable.to_string(),
                homes.without_approval.to_string(),
                homes.funnel.looked_at.to_string(),
                duty.to_owned(),
                barred.to_string(),
            ]);
        }
        rows.push(row);
    }
    rows
}

/// Choice on the page.
pub fn section(assessment: &Assessment) -> Markup {
    let line = |name: &str, d: Distribution| {
        html! {
            tr {
                th scope="row" { (name) } td.n { (d.total()) }
                @for children in d.by_homes { td.n { (children) } }
            }
        }
    };
    let choice = &assessment.choice;
    html! {
        section {
            h2 { "Choice" }
            p { "How many homes could take each child: regardless of who lives there now, and with a place free today, her \
                own home left out. Brothers and sisters are counted as single children; sibling groups by homes that \
                could take all of them." }
            table {
                thead { tr {
                    th scope="col" { "" } th.n scope="col" { "Number" } th.n scope="col" { "No home" }
                    th.n scope="col" { "One" } th.n scope="col" { "Two" } th.n scope="col" { "Three or more" }
                } }
                tbody {
                    (line("Children, suitable homes", choice.whole(Count::InAll)))
                    (line("Children, homes free today", choice.whole(Count::FreeToday)))
                    (line("Sibling groups together, suitable homes", choice.groups_together(Count::InAll)))
                    (line("Sibling groups together, homes free today", choice.groups_together(Count::FreeToday)))
                }
            }
            p.soft { (choice.not_asked) " children are in arrangements that rounds do not offer. choice.csv has the same by \
                segment, few_homes.csv has a row for each child with fewer than two homes by either count, and what bars most." }
        }
    }
}
