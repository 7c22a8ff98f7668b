//! What is written and shown of the forecast of children and homes together.

mod documents;
mod needed;
mod page;
mod tables;

pub use documents::{capacity_json, capacity_text};

use crate::forecast::capacity::{Capacity, Needed};
use crate::forecast::system::outcomes::NEED_NAMES;
use crate::ingest::Problems;
use crate::model::Council;

/// What the forecast rests on; it stands in every output.
const ABOUT: &str = "Evidence for planning, theoretical: children of the forecast are placed month by month by the rules of a \
    round, among the homes of today, those that leave and those that come at published rates. Nobody is placed by it.";

/// A forecast of children and homes as it is told of.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The forecast.
    pub capacity: &'a Capacity,
    /// Whose it is.
    pub council: &'a Council,
    /// What somebody should look at.
    pub warnings: &'a Problems,
}

/// Files that stand beside those of the forecast of demand, by name.
pub fn capacity_files(told: Told<'_>) -> Vec<(String, String)> {
    let files = [
        ("places.csv", tables::places(told)),
        ("system.csv", tables::indicators(told.capacity)),
        ("supply.csv", tables::supply(told.capacity)),
        ("placing.csv", tables::audits(told)),
        ("recorded.csv", tables::recorded(told.capacity)),
        ("places.html", page::page(told)),
    ];
    let solved = tables::solved(told.capacity, told.council).map(|text| ("solved.csv", text));
    let named = files.into_iter().chain(solved);
    named.map(|(name, text)| (name.to_owned(), text)).collect()
}

/// Kind, district's code, district's name, and name for people, of what is needed.
fn names(kind: Needed, council: &Council) -> (&'static str, String, String) {
    match kind {
        Needed::Setting(setting, None) => {
            (setting.name(), String::new(), setting.label().to_owned())
        }
        Needed::Setting(setting, Some(district)) => match council.areas.get(district) {
            Some(area) => (setting.name(), area.code.clone(), area.name.clone()),
            None => (
                setting.name(),
                "none".to_owned(),
                "no district recorded".to_owned(),
            ),
        },
        Needed::Age(need) => {
            let (name, label) = NEED_NAMES[need];
            (name, String::new(), label.to_owned())
        }
        Needed::Siblings(size) => {
            let (name, label) = [
                ("siblings_2", "Households for two brothers or sisters"),
                ("siblings_3", "Households for three brothers and sisters"),
                ("siblings_4", "Households for four and more"),
            ][size];
            (name, String::new(), label.to_owned())
        }
    }
}
