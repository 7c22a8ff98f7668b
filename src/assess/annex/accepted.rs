//! D1d and D5d: whom homes take. Types of placement of the authority's own foster households, and levels of need that
//! children's homes in the area can meet.

use super::foster::households;
use super::needs::by_domain;
use super::settings::listed;
use super::table::{Column, Head, Role, Row, Table, Value};
use crate::kpis::Standing;
use crate::model::{CodeSet, Home, HomeKind, NeedsProfile, PlacementType};

/// Foster households by type of placement, children's homes by need.
pub(super) fn tables(standing: &Standing) -> [Table; 2] {
    [by_type(standing), by_need(standing)]
}

fn by_type(standing: &Standing) -> Table {
    let head = Head {
        code: "D1d",
        title: "Our own foster households by type of placement",
        counts: "the authority's own mainstream foster households and their approved places",
        source: "homes.csv (placement_types), placements.csv",
    };
    let households = households(standing);
    let all = |name: &str, takes: &dyn Fn(&Home) -> bool| {
        let mut counts = [0; 3];
        for one in households
            .iter()
            .filter(|one| takes(standing.home(one.home)))
        {
            let add = [1, one.approved, one.vacant];
            counts.iter_mut().zip(add).for_each(|(sum, n)| *sum += n);
        }
        Row {
            name: name.to_owned(),
            values: counts.map(Value::Number).to_vec(),
        }
    };
    let of_type =
        |of: &PlacementType| all(of.label(), &|home: &Home| home.terms.types.contains(*of));
    let mut rows: Vec<Row> = PlacementType::all().iter().map(of_type).collect();
    rows.push(all("no type named: all are taken", &|home| {
        home.terms.types.is_empty()
    }));
    let columns = [
        ("Households", Role::Overlapping),
        ("Approved places", Role::Overlapping),
        ("Vacant", Role::Overlapping),
    ];
    let columns = columns.map(|(name, role)| Column::new(name, role)).to_vec();
    let mut table = Table::of_years(head, "Type of placement", columns, rows);
    table.total = Some(all("All households", &|_| true));
    table.with_notes(&[
        "A household is in the row of every type that its terms name; the last row counts it once.",
    ])
}

fn by_need(standing: &Standing) -> Table {
    let head = Head {
        code: "D5d",
        title: "Children's homes in the area by the need that they can meet",
        counts: "children's homes in the area, all of them in every row",
        source: "homes.csv (capabilities), 0 (none) to 3 (highest)",
    };
    let homes = listed(standing, HomeKind::ChildrensHome);
    let capabilities = homes.iter().map(|home| &standing.home(*home).capabilities);
    let capabilities: Vec<&NeedsProfile> = capabilities.collect();
    by_domain(head, ("up to level", "Homes"), &capabilities).with_notes(&[
        "The highest level that a home can meet. Ofsted's categories of need accepted are not in the folder.",
    ])
}
