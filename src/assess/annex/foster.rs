//! D1 and D3: the authority's own mainstream foster households, as the indicators K36 to K38 count their places.

use super::axes::{self, NOT_RECORDED};
use super::table::{Column, Cross, Head, Role, Row, Table, Value};
use crate::kpis::{self, Case, Over, Standing};
use crate::model::{Home, HomeIx};

const SOURCE: &str = "Ofsted, Fostering in England; homes.csv, placements.csv";

/// The places of one household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Household {
    /// The household.
    pub home: HomeIx,
    /// Approved places.
    pub approved: i64,
    /// Of these, places in which a child lives.
    pub filled: i64,
    /// Free, in a household that takes referrals.
    pub vacant: i64,
    /// Neither.
    pub unavailable: i64,
    /// Children who live there beyond the places approved: brothers and sisters.
    pub beyond: i64,
}

/// Every household of the authority's own mainstream foster care.
pub(super) fn households(standing: &Standing) -> Vec<Household> {
    let homes = standing.facts.council.home_indices();
    homes.filter_map(|home| household(standing, home)).collect()
}

fn household(standing: &Standing, ix: HomeIx) -> Option<Household> {
    let count = |name| match kpis::by_name(name)?.over {
        Over::Homes(of) => match of(standing, ix) {
            Case::Counts {
                numerator,
                denominator,
            } => Some((numerator, denominator)),
            Case::Out(_) => None,
        },
        _ => None,
    };
    let (filled, approved) = count("foster_places_filled")?;
    let living = i64::from(standing.living_in(ix));
    let living = living + i64::from(standing.home(ix).occupied_by_others);
    Some(Household {
        home: ix,
        approved,
        filled,
        vacant: count("foster_places_vacant")?.0,
        unavailable: count("foster_places_unavailable")?.0,
        beyond: living - filled,
    })
}

/// Households by district, by ages approved, by places and vacancies, and by age of carers.
pub(super) fn tables(standing: &Standing) -> Vec<Table> {
    let households = households(standing);
    vec![
        by_district(standing, &households),
        by_ages(standing, &households),
        by_capacity(standing, &households),
        by_carers_age(standing, &households),
        may_retire(standing, &households),
    ]
}

fn by_district(standing: &Standing, households: &[Household]) -> Table {
    let head = Head {
        code: "D1a",
        title: "Our own foster households by district",
        counts: "approved places of the authority's own mainstream foster households, and the households",
        source: SOURCE,
    };
    let districts = districts(standing);
    let mut rows = vec![[0; 6]; districts.len()];
    for one in households {
        let row = &mut rows[district(standing, one.home)];
        let counts = [
            1,
            one.filled,
            one.vacant,
            one.unavailable,
            one.approved,
            one.beyond,
        ];
        row.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
    }
    let columns = [
        ("Households", Role::Beside),
        ("Filled", Role::Part),
        ("Vacant", Role::Part),
        ("Unavailable", Role::Part),
        ("Approved places", Role::Total),
        ("Children beyond approved places", Role::Beside),
    ];
    table(head, "District", &columns, districts, rows).with_notes(&[
        "An approved place is not a place that can be used: vacant are those in households that take referrals, \
         unavailable are those in households that are full for other reasons, or on hold. Closed households are left out.",
    ])
}

/// A table of counts whose rows have these names.
pub(super) fn table<const N: usize>(
    head: Head,
    heading: &'static str,
    columns: &[(&str, Role); N],
    names: Vec<String>,
    rows: Vec<[i64; N]>,
) -> Table {
    let columns = columns.iter().map(|(name, role)| Column::new(name, *role));
    let rows = names.into_iter().zip(rows).map(|(name, counts)| Row {
        name,
        values: counts.map(Value::Number).to_vec(),
    });
    Table::summed(head, heading, columns.collect(), rows.collect())
}

/// The council's own districts, and three classes behind them.
pub(super) fn districts(standing: &Standing) -> Vec<String> {
    let mut names = axes::district(standing).names;
    let own = names.len() - 2;
    names.truncate(own);
    let behind = ["in the area, district not recorded", "outside the area"];
    names.extend(behind.map(str::to_owned));
    names
}

/// The class of a home among [`districts`].
pub(super) fn district(standing: &Standing, ix: HomeIx) -> usize {
    let home = standing.home(ix);
    let own = axes::own_district(standing, None) - 1;
    let at = axes::own_district(standing, home.area);
    if at < own {
        at
    } else if standing.facts.council.is_ours(&home.authority) {
        own
    } else {
        own + 1
    }
}

fn by_ages(standing: &Standing, households: &[Household]) -> Table {
    let head = Head {
        code: "D1b",
        title: "Our own foster households by the ages that they are approved for",
        counts: "the authority's own mainstream foster households",
        source: "homes.csv (age_min, age_max)",
    };
    let named = |of: &str| axes::AGES.map(|age| format!("{of} {age}")).to_vec();
    let mut cross = Cross::new(named("youngest"), named("oldest"));
    for one in households {
        let terms = &standing.home(one.home).terms;
        let row = axes::age_band(terms.age_min);
        cross.add(row, axes::age_band(terms.age_max), 1);
    }
    cross.table(head, "Youngest child", "Households")
}

fn by_capacity(standing: &Standing, households: &[Household]) -> Table {
    let head = Head {
        code: "D1c",
        title: "Our own foster households by room for brothers and sisters",
        counts: "the authority's own mainstream foster households",
        source: "homes.csv (places, places_if_siblings), placements.csv",
    };
    let rows = ["none", "1", "2", "3", "4 or more"].map(|n| format!("places for one family: {n}"));
    let columns = ["none vacant", "1 vacant", "2 vacant", "3 or more vacant"];
    let mut cross = Cross::new(rows.to_vec(), columns.map(str::to_owned).to_vec());
    for one in households {
        let home = standing.home(one.home);
        let places = home.places.max(home.places_if_siblings);
        cross.add(usize::from(places).min(4), (one.vacant as usize).min(3), 1);
    }
    cross.table(head, "Places approved for one sibling group", "Households")
}

/// Lower ends of the age bands, after the first.
const AGES: [u8; 5] = [40, 50, 60, 65, 70];

fn by_carers_age(standing: &Standing, households: &[Household]) -> Table {
    let head = Head {
        code: "D3a",
        title: "Age of our foster carers",
        counts: "the authority's own mainstream foster households, by their oldest carer",
        source: "homes.csv (carers_ages)",
    };
    let names = [
        "under 40",
        "40 to 49",
        "50 to 59",
        "60 to 64",
        "65 to 69",
        "70 and over",
        NOT_RECORDED,
    ];
    let mut rows = vec![[0; 4]; names.len()];
    for one in households {
        let home = standing.home(one.home);
        let oldest = home.carers_ages.iter().max();
        let row = oldest.map_or(6, |age| axes::band(*age, AGES));
        let counts = [
            1,
            home.carers_ages.len() as i64,
            one.approved,
            one.filled + one.beyond,
        ];
        let sums = rows[row].iter_mut();
        sums.zip(counts).for_each(|(sum, n)| *sum += n);
    }
    let columns = [
        ("Households", Role::Total),
        ("Carers whose age is recorded", Role::Beside),
        ("Approved places", Role::Beside),
        ("Children who live there", Role::Beside),
    ];
    let names = names.map(str::to_owned).to_vec();
    table(head, "Oldest carer", &columns, names, rows)
}

fn may_retire(standing: &Standing, households: &[Household]) -> Table {
    let head = Head {
        code: "D3b",
        title: "Foster households whose carers may retire",
        counts: "the authority's own mainstream foster households with a carer of that age",
        source: "homes.csv (carers_ages)",
    };
    let all = |is_in: &dyn Fn(&Home) -> bool| {
        let within = households.iter().filter(|h| is_in(standing.home(h.home)));
        let mut counts = [0; 3];
        for one in within {
            let add = [1, one.approved, one.filled + one.beyond];
            counts.iter_mut().zip(add).for_each(|(sum, n)| *sum += n);
        }
        counts.map(Value::Number).to_vec()
    };
    let row = |from: u8| Row {
        name: format!("{from} and over"),
        values: all(&|home| home.carers_ages.iter().any(|age| *age >= from)),
    };
    let columns = [
        ("Households", Role::Overlapping),
        ("Approved places", Role::Overlapping),
        ("Children who live there", Role::Overlapping),
    ];
    let columns = columns.map(|(name, role)| Column::new(name, role)).to_vec();
    let mut rows: Vec<Row> = AGES[2..].iter().map(|from| row(*from)).collect();
    rows.push(Row {
        name: NOT_RECORDED.to_owned(),
        values: all(&|home| home.carers_ages.is_empty()),
    });
    let mut table = Table::of_years(head, "A carer who is", columns, rows);
    table.total = Some(Row {
        name: "All households".to_owned(),
        values: all(&|_| true),
    });
    table.with_notes(&[
        "Each row holds the next. Carers retire at many ages; who may is no forecast of who will.",
    ])
}
