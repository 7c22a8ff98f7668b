//! D5 and D6: children's homes and supported accommodation in the area, and the share of their places that is ours.

use super::axes::{self, NOT_RECORDED};
use super::foster::{district, districts};
use super::table::{Column, Cross, Head, Role, Row, Table, Value};
use crate::kpis::Standing;
use crate::model::{CodeSet, HomeIx, HomeKind, HomeStatus, OfstedGrade, Sector};

const SOURCE: &str = "Ofsted's list of providers; homes.csv, placements.csv";

const NOTE: &str = "Places that are neither ours nor another authority's are not all vacant: the folder knows of other \
                    authorities' children only what occupied_by_others says.";

/// By sector and by district; children's homes by size and grade too.
pub(super) fn tables(standing: &Standing) -> Vec<Table> {
    let homes = Listed::new(standing, HomeKind::ChildrensHome);
    let supported = Listed::new(standing, HomeKind::SupportedAccommodation);
    let head = |code, title, counts| Head {
        code,
        title,
        counts,
        source: SOURCE,
    };
    let places = "registered places of children's homes in the area, and the homes";
    let supported_places =
        "registered places of supported accommodation in the area, and the settings";
    let size = "children's homes in the area";
    vec![
        homes.by_sector(head(
            "D5a",
            "Children's homes in the area by sector",
            places,
        )),
        homes.by_district(head(
            "D5b",
            "Children's homes in the area by district",
            places,
        )),
        homes.by_size(head(
            "D5c",
            "Children's homes in the area by size and grade",
            size,
        )),
        supported.by_sector(head(
            "D6a",
            "Supported accommodation in the area by sector",
            supported_places,
        )),
        supported
            .by_district(head(
                "D6b",
                "Supported accommodation in the area by district",
                supported_places,
            ))
            .with_notes(&["The four categories of supported accommodation are not in the folder."]),
    ]
}

/// The homes of a kind in the area that have not closed.
pub(super) fn listed(standing: &Standing, kind: HomeKind) -> Vec<HomeIx> {
    let council = standing.facts.council;
    let is_listed = |ix: &HomeIx| {
        let home = council.home(*ix);
        home.kind == kind && council.is_ours(&home.authority) && home.status != HomeStatus::Closed
    };
    council.home_indices().filter(is_listed).collect()
}

/// These homes, ready to be counted.
struct Listed<'a> {
    standing: &'a Standing<'a>,
    homes: Vec<HomeIx>,
}

impl<'a> Listed<'a> {
    fn new(standing: &'a Standing<'a>, kind: HomeKind) -> Self {
        Self {
            homes: listed(standing, kind),
            standing,
        }
    }

    fn by_sector(&self, head: Head) -> Table {
        let names = Sector::all().iter().map(|sector| sector.label().to_owned());
        let of = |home: HomeIx| axes::place(Some(self.standing.home(home).sector));
        self.places(head, "Sector", names.collect(), &of)
    }

    fn by_district(&self, head: Head) -> Table {
        let mut names = districts(self.standing);
        // All of them are in the area.
        names.pop();
        let of = |home: HomeIx| district(self.standing, home);
        self.places(head, "District", names, &of)
    }

    fn places(
        &self,
        head: Head,
        heading: &'static str,
        names: Vec<String>,
        of: &dyn Fn(HomeIx) -> usize,
    ) -> Table {
        let mut counts = vec![[0; 6]; names.len()];
        for &home in &self.homes {
            let add = self.counts(home);
            let sums = counts[of(home)].iter_mut();
            sums.zip(add).for_each(|(sum, n)| *sum += n);
        }
        let with_share = |counts: [i64; 6]| {
            let share = Value::share(counts[1], counts[4]);
            let counts = counts.into_iter().map(Value::Number);
            counts.chain([share]).collect::<Vec<_>>()
        };
        let mut all = [0; 6];
        for row in &counts {
            all.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
        }
        let columns = [
            ("Homes", Role::Beside),
            ("Our children", Role::Part),
            ("Other authorities' children", Role::Part),
            ("Neither", Role::Part),
            ("Places", Role::Total),
            ("Children beyond places", Role::Beside),
            ("Our share of places, %", Role::Figure),
        ];
        let rows = names.into_iter().zip(counts).map(|(name, counts)| Row {
            name,
            values: with_share(counts),
        });
        let columns = columns.map(|(name, role)| Column::new(name, role));
        let mut table = Table::summed(head, heading, columns.to_vec(), rows.collect());
        if let Some(total) = &mut table.total {
            total.values = with_share(all);
        }
        table.with_notes(&[NOTE])
    }

    /// The home; its places that are ours, other authorities' and neither; its places; children beyond them.
    fn counts(&self, ix: HomeIx) -> [i64; 6] {
        let home = self.standing.home(ix);
        let places = i64::from(home.places);
        let (living, others) = (
            i64::from(self.standing.living_in(ix)),
            i64::from(home.occupied_by_others),
        );
        let ours = living.min(places);
        let theirs = others.min(places - ours);
        let beyond = living + others - ours - theirs;
        [1, ours, theirs, places - ours - theirs, places, beyond]
    }

    fn by_size(&self, head: Head) -> Table {
        let sizes = ["none", "1", "2", "3", "4", "5 or 6", "7 or more"];
        let mut grades: Vec<String> = OfstedGrade::all()
            .iter()
            .map(|g| g.label().into())
            .collect();
        grades.push(NOT_RECORDED.to_owned());
        let mut cross = Cross::new(sizes.map(str::to_owned).to_vec(), grades);
        for &ix in &self.homes {
            let home = self.standing.home(ix);
            let row = axes::band(home.places, [1, 2, 3, 4, 5, 7]);
            cross.add(row, axes::place(home.grade), 1);
        }
        cross.table(head, "Registered places", "Homes")
    }
}
