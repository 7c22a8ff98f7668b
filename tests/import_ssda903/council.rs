//! The invented council of `tests/imports/council/`: two returns, a directory of made-up postcodes, a list of providers,
//! a register with its mapping and a file of families.

use std::collections::BTreeMap;

use placewell::import::pseudonyms::{Ids, Key};

use crate::binary::{Place, Ran, tests_folder};

/// Everything that an import of returns can be given.
pub const EVERYTHING: &str = "--council Herefordshire --postcodes places.csv --ofsted providers.csv \
    --carers register.csv --columns columns.toml --siblings families.csv";

/// The files of the council in a folder of their own.
pub fn council() -> Place {
    let place = Place::new();
    place.copy(&tests_folder("imports/council"), ".");
    place.write("one.key", "1".repeat(64));
    place.write("two.key", "2".repeat(64));
    place
}

/// Imports the returns with these words behind.
pub fn import(place: &Place, words: &str) -> Ran {
    place.run(&format!("import ssda903 returns {words}"))
}

/// How the key of ones writes ids.
pub fn ids_of_ones() -> Ids {
    Ids::Keyed(Key::parse(&"1".repeat(64)).unwrap())
}

/// The rows of a table of a folder, each by its headings.
pub fn rows(place: &Place, file: &str) -> Vec<BTreeMap<String, String>> {
    let text = place.read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The row in which a column has a value.
pub fn row(place: &Place, file: &str, column: &str, value: &str) -> BTreeMap<String, String> {
    let found = rows(place, file)
        .into_iter()
        .find(|row| row[column] == value);
    found.unwrap_or_else(|| panic!("no {column} {value} in {file}"))
}
