//! E1: weekly cost by placement and provider, and by level of need.

use super::axes::{Axis, WITHOUT_A_HOME, needs_level};
use super::table::{Column, Head, Role, Row, Table, Value};
use crate::kpis::Standing;
use crate::model::{CodeSet, HomeKind, Sector};

const SOURCE: &str =
    "homes.csv (weekly_cost), child by child; section 251 outturn divides spend instead";

const NO_COST: &str = "nobody lives there";

/// Children, weekly cost in all, and the mean, of one row.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    children: i64,
    with_home: i64,
    pence: i64,
}

impl Cost {
    fn row(self, name: String) -> Row {
        let (total, mean) = if self.with_home == 0 {
            let nothing = Value::Nothing(NO_COST);
            (nothing, nothing)
        } else {
            // To the nearest penny.
            let mean = (self.pence + self.with_home / 2).div_euclid(self.with_home);
            (Value::PencePerWeek(self.pence), Value::PencePerWeek(mean))
        };
        Row {
            name,
            values: vec![Value::Number(self.children), mean, total],
        }
    }

    fn add(&mut self, pence: Option<i64>) {
        self.children += 1;
        self.with_home += i64::from(pence.is_some());
        self.pence += pence.unwrap_or(0);
    }
}

/// By placement and provider, and by level of need.
pub(super) fn tables(standing: &Standing) -> [Table; 2] {
    [by_setting(standing), by_need(standing)]
}

fn by_setting(standing: &Standing) -> Table {
    let kinds = HomeKind::all().iter();
    let pairs = kinds.flat_map(|kind| Sector::all().iter().map(move |sector| (*kind, *sector)));
    let pairs: Vec<(HomeKind, Sector)> = pairs.collect();
    let mut costs = vec![Cost::default(); pairs.len() + 1];
    for child in standing.facts.council.looked_after() {
        let pair = standing.pair(child);
        let setting = pair.as_ref().map(|pair| (pair.home.kind, pair.sector()));
        let at = setting.and_then(|setting| pairs.iter().position(|p| *p == setting));
        costs[at.unwrap_or(pairs.len())].add(pair.map(|pair| pair.home.weekly_cost.pence()));
    }
    let name = |(kind, sector): &(HomeKind, Sector)| format!("{kind}, {sector}");
    let names = pairs.iter().map(name).chain([WITHOUT_A_HOME.to_owned()]);
    let last = costs.len() - 1;
    // Of sixty pairs most are empty; the last row says how many have no home, be it nobody.
    let rows = names.zip(costs).enumerate();
    let rows = rows.filter(|(at, (_, cost))| cost.children > 0 || *at == last);
    let head = Head {
        code: "E1a",
        title: "Weekly cost by placement and provider",
        counts: "children looked after, and what their homes cost a week",
        source: SOURCE,
    };
    table(head, "Placement and provider", rows.map(|(_, row)| row))
}

fn by_need(standing: &Standing) -> Table {
    let Axis { names, of, heading } = needs_level(standing);
    let mut costs = vec![Cost::default(); names.len()];
    for child in standing.facts.council.looked_after() {
        let pair = standing.pair(child);
        costs[of(standing, child)].add(pair.map(|pair| pair.home.weekly_cost.pence()));
    }
    let head = Head {
        code: "E1b",
        title: "Weekly cost by highest level of need",
        counts: "children looked after, and what their homes cost a week",
        source: SOURCE,
    };
    table(head, heading, names.into_iter().zip(costs)).with_notes(&[
        "Children without a home are counted and cost nothing yet; the mean is of those with one.",
    ])
}

fn table(head: Head, heading: &'static str, rows: impl Iterator<Item = (String, Cost)>) -> Table {
    let columns = [
        ("Children", Role::Total),
        ("Mean, £ a week", Role::Figure),
        ("In all, £ a week", Role::Beside),
    ];
    let mut all = Cost::default();
    let mut add_up = |(name, cost): (String, Cost)| {
        all.children += cost.children;
        all.with_home += cost.with_home;
        all.pence += cost.pence;
        cost.row(name)
    };
    let rows: Vec<Row> = rows.map(&mut add_up).collect();
    let columns = columns.map(|(name, role)| Column::new(name, role));
    let mut table = Table::of_years(head, heading, columns.to_vec(), rows);
    table.total = Some(all.row("Total".to_owned()));
    table
}
