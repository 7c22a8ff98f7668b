//! B11: brothers and sisters, by group, by child, and by pair with the reason.

use super::axes::{self, WITHOUT_A_HOME};
use super::table::{Cross, Head, Table};
use crate::kpis::Standing;
use crate::model::{ChildIx, SiblingPlan};

const SOURCE: &str = "sibling_links.csv; no definition of the Department's. Pairs assessed to live apart are set aside";

/// Groups, children and pairs.
pub(super) fn tables(standing: &Standing) -> [Table; 3] {
    [groups(standing), children(standing), pairs(standing)]
}

fn names<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

fn groups(standing: &Standing) -> Table {
    let head = Head {
        code: "B11a",
        title: "Sibling groups",
        counts: "groups of brothers and sisters looked after",
        source: SOURCE,
    };
    let mut cross = Cross::new(
        names(["2 children", "3 children", "4 children", "5 or more"]),
        names([
            "all together who are to be",
            "some together",
            "none together",
            "a child of it without a home",
            "every pair assessed to live apart",
        ]),
    );
    for group in standing.sibling_groups() {
        let row = axes::band(group.len(), [3, 4, 5]);
        cross.add(row, group_stands(standing, &group), 1);
    }
    cross.table(head, "Children looked after in the group", "Groups")
}

/// As K20 counts groups, with those that it leaves out.
fn group_stands(standing: &Standing, group: &[ChildIx]) -> usize {
    let siblings = |child: &ChildIx| standing.siblings_of(*child).collect::<Vec<_>>();
    if group.iter().all(|child| siblings(child).is_empty()) {
        return 4;
    }
    if group.iter().any(|child| standing.home_of(*child).is_none()) {
        return 3;
    }
    let is_with = |child: &ChildIx, other: &ChildIx| standing.are_together(*child, *other);
    let with_all = |child: &ChildIx| siblings(child).iter().all(|other| is_with(child, other));
    let with_one = |child: &ChildIx| siblings(child).iter().any(|other| is_with(child, other));
    match (group.iter().all(with_all), group.iter().any(with_one)) {
        (true, _) => 0,
        (_, true) => 1,
        (_, false) => 2,
    }
}

fn children(standing: &Standing) -> Table {
    let head = Head {
        code: "B11b",
        title: "Children with brothers and sisters looked after",
        counts: "children looked after",
        source: SOURCE,
    };
    let rows = axes::sibling_group(standing);
    let columns = names([
        "with all of them who have a home",
        "with some",
        "with none",
        "none of them with a home",
        WITHOUT_A_HOME,
        "nobody to be together with",
    ]);
    let mut cross = Cross::new(rows.names, columns);
    for child in standing.facts.council.looked_after() {
        let row = (rows.of)(standing, child);
        cross.add(row, child_stands(standing, child), 1);
    }
    cross.table(head, rows.heading, "Children")
}

fn child_stands(standing: &Standing, child: ChildIx) -> usize {
    let siblings: Vec<ChildIx> = standing.siblings_of(child).collect();
    let housed = siblings.iter().filter(|s| standing.home_of(**s).is_some());
    let together = |s: &&ChildIx| standing.are_together(child, **s);
    let (all, with) = (housed.clone().count(), housed.filter(together).count());
    match (siblings.is_empty(), standing.home_of(child), all, with) {
        (true, ..) => 5,
        (_, None, ..) => 4,
        (_, _, 0, _) => 3,
        (_, _, _, 0) => 2,
        (_, _, all, with) if all == with => 0,
        _ => 1,
    }
}

/// Pairs by what is planned; of those to be apart, by the reason given.
fn pairs(standing: &Standing) -> Table {
    let head = Head {
        code: "B11c",
        title: "Pairs of brothers and sisters",
        counts: "pairs within sibling groups, listed or implied by the others of the group",
        source: "sibling_links.csv (plan, reason)",
    };
    let (families, links) = (
        &standing.facts.families,
        &standing.facts.council.sibling_links,
    );
    let reason = |a: ChildIx, b: ChildIx| {
        let is_pair = |pair: (ChildIx, ChildIx)| pair == (a, b) || pair == (b, a);
        let link = links.iter().rev().find(|link| is_pair(link.pair));
        link.and_then(|link| link.reason.as_deref())
    };
    let mut counted: Vec<(String, usize)> = Vec::new();
    for group in standing.sibling_groups() {
        for (at, &a) in group.iter().enumerate() {
            for &b in &group[at + 1..] {
                let row = match families.plan(a, b) {
                    Some(SiblingPlan::Together) => "to live together".to_owned(),
                    Some(SiblingPlan::Apart) => {
                        let why = reason(a, b).unwrap_or("no reason recorded");
                        format!("assessed to live apart: {why}")
                    }
                    Some(SiblingPlan::Unknown) | None => "not yet assessed".to_owned(),
                };
                let homes = (standing.home_of(a), standing.home_of(b));
                let column = match homes {
                    (Some(a), Some(b)) => usize::from(a != b),
                    _ => 2,
                };
                counted.push((row, column));
            }
        }
    }
    let mut rows = names(["to live together", "not yet assessed"]);
    let mut apart: Vec<String> = counted.iter().map(|(row, _)| row.clone()).collect();
    apart.sort();
    apart.dedup();
    apart.retain(|row| !rows.contains(row));
    rows.extend(apart);
    let mut cross = Cross::new(
        rows.clone(),
        names(["live together", "live apart", "one of them without a home"]),
    );
    for (name, column) in counted {
        let row = rows.iter().position(|row| *row == name);
        cross.add(row.unwrap_or(1), column, 1);
    }
    cross.table(head, "Plan for the pair", "Pairs")
}
