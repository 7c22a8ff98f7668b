//! Tables of returns in the two forms in which councils have them: a platform's extract, one file a table with LA, YEAR
//! and ISO dates; and the returns themselves, one folder a year.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::Path;

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::binary::Place;

/// Columns that hold dates.
const DATES: [&str; 5] = ["DECOM", "DEC", "DOB", "DUC", "REVIEW"];

/// A table with the columns LA and YEAR and dates as `yyyy-mm-dd`.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The lines of the file, so that a random case that fails can be read.
impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.rows.iter().map(|row| row.join(","));
        writeln!(f, "{}: {}", self.name, self.headings.join(","))?;
        lines.try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl Table {
    pub fn new(name: &str, headings: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            headings: headings.iter().map(|h| (*h).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    pub fn of_file(path: &Path) -> Self {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let fields = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        Self {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            headings: fields(reader.headers().unwrap()),
            rows: reader.records().map(|r| fields(&r.unwrap())).collect(),
        }
    }

    pub fn add<const N: usize>(&mut self, row: [&str; N]) {
        assert_eq!(N, self.headings.len());
        self.rows.push(row.map(str::to_owned).to_vec());
    }

    pub fn text(&self) -> String {
        let line = |fields: &[String]| {
            assert!(fields.iter().all(|field| !field.contains([',', '"', '\n'])));
            fields.join(",") + "\n"
        };
        let rows = self.rows.iter().map(|row| line(row));
        line(&self.headings) + &rows.collect::<String>()
    }

    /// The same rows with rows and columns in another order.
    pub fn shuffled(&self, rng: &mut impl Rng) -> Self {
        let mut order: Vec<usize> = (0..self.headings.len()).collect();
        order.shuffle(rng);
        let turned = |row: &Vec<String>| order.iter().map(|&at| row[at].clone()).collect();
        let mut rows: Vec<Vec<String>> = self.rows.iter().map(turned).collect();
        rows.shuffle(rng);
        Self {
            name: self.name.clone(),
            headings: turned(&self.headings),
            rows,
        }
    }

    /// The table of each year as a council returned it: without LA and YEAR, and with the day before the month.
    fn as_returned(&self) -> BTreeMap<i16, Self> {
        let column = |name: &str| self.headings.iter().position(|h| h == name).unwrap();
        let (la, year) = (column("LA"), column("YEAR"));
        let is_date = |at: usize| DATES.contains(&self.headings[at].as_str());
        let kept: Vec<usize> = (0..self.headings.len())
            .filter(|at| ![la, year].contains(at))
            .collect();
        let mut years: BTreeMap<i16, Self> = BTreeMap::new();
        for row in &self.rows {
            let of_year = years.entry(row[year].parse().unwrap());
            let of_year = of_year.or_insert_with(|| Self {
                name: self.name.clone(),
                headings: kept
                    .iter()
                    .map(|&at| self.headings[at].to_lowercase())
                    .collect(),
                rows: Vec::new(),
            });
            let field = |&at: &usize| match is_date(at) {
                true => day_first(&row[at]),
                false => row[at].clone(),
            };
            of_year.rows.push(kept.iter().map(field).collect());
        }
        years
    }
}

fn day_first(iso: &str) -> String {
    match iso.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// Writes the extract into a folder.
pub fn write_extract(tables: &[Table], place: &Place, folder: &str) {
    for table in tables {
        place.write(&format!("{folder}/{}.csv", table.name), table.text());
    }
}

/// Writes the returns as councils have them: a folder a year, files under any name, rows and columns in any order.
/// `begins` says that YEAR is the year in which a return begins.
pub fn write_returns(tables: &[Table], begins: bool, seed: u64, place: &Place, folder: &str) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for table in tables {
        for (year, of_year) in table.as_returned() {
            let first = if begins { year } else { year - 1 };
            let span = format!("{first}-{:02}", (first + 1) % 100);
            let odd = table.name.chars().rev().collect::<String>();
            let mut name = format!("{folder}/CLA return {span}/");
            let _ = write!(name, "{odd} final (2).csv");
            place.write(&name, of_year.shuffled(&mut rng).text());
        }
    }
}
