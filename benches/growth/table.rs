//! What was measured, as rows of a CSV file.

use serde::{Deserialize, Serialize};

/// The rounds, as they are called in the table.
pub const ROUNDS: [&str; 3] = ["month", "whole system", "assessment"];

/// One round of one size, measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// One of [`ROUNDS`].
    pub round: String,
    /// Children in placements.
    pub children: u32,
    /// Children whom the round places.
    pub to_place: u64,
    /// Pairs of a child to place and a home that she could go to, where the program says so.
    pub pairs: Option<u64>,
    /// How it was solved.
    pub method: String,
    /// Runs.
    pub runs: u32,
    /// Median seconds of a run, from start to files; of an even number, the lower of the two in the middle.
    pub seconds: f64,
    /// Most memory of any run, in MiB, where it is known.
    pub peak_mib: Option<u64>,
    /// The widest relative gap of any tier.
    pub widest_gap: f64,
}

/// All rows, by round, method and children.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub rows: Vec<Measured>,
}

impl Table {
    /// Reads a CSV file.
    pub fn read(text: &str) -> Result<Self, csv::Error> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.deserialize().collect::<Result<_, _>>()?;
        Ok(Self { rows })
    }

    /// The CSV file.
    pub fn text(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &self.rows {
            writer.serialize(row).expect("written to memory");
        }
        let bytes = writer.into_inner().expect("written to memory");
        String::from_utf8(bytes).expect("text")
    }

    /// Takes a row in place of one of the same round, method and size.
    pub fn put(&mut self, measured: Measured) {
        let key = |row: &Measured| (row.round.clone(), row.method.clone(), row.children);
        self.rows.retain(|row| key(row) != key(&measured));
        self.rows.push(measured);
        self.rows.sort_by_key(key);
    }

    /// The rows of each round and method.
    pub fn series(&self) -> impl Iterator<Item = &[Measured]> {
        let same = |a: &Measured, b: &Measured| (&a.round, &a.method) == (&b.round, &b.method);
        self.rows.chunk_by(same)
    }
}
