//! What is written and shown of the individual forecast of demand.

mod backtest;
mod documents;
mod page;
mod reliability;
mod tables;

pub use documents::{demand_json, demand_text};

use crate::forecast::backtest::Backtest;
use crate::forecast::demand::Demand;
use crate::forecast::history::rates;
use crate::ingest::Problems;
use crate::model::Council;

/// The method's name in documents and on the command line.
const METHOD: &str = "individual";

/// What the forecast is and is not; it stands in every output.
const DEMAND_ONLY: &str = "Demand only, in this part: children, not places. They are taken to be placed as they have been; \
    homes, carers and vacancies are not part of it.";

/// A forecast of demand as it is told of.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The forecast.
    pub demand: &'a Demand,
    /// The back-test, where one was asked for.
    pub backtest: Option<&'a Backtest>,
    /// Futures in which homes are played as well, as asked for.
    pub places: usize,
    /// Whether there is a forecast of homes beside it.
    pub with_homes: bool,
    /// Whose it is.
    pub council: &'a Council,
    /// What somebody should look at.
    pub warnings: &'a Problems,
}

/// Every file of the output folder, by name.
pub fn demand_files(told: Told<'_>, hashes: &[(String, String)]) -> Vec<(String, String)> {
    let json = |value: serde_json::Value| format!("{value:#}\n");
    let mut files = vec![
        ("demand.csv", tables::demand(told.demand)),
        ("summary.json", json(demand_json(told))),
        ("provenance.json", json(documents::provenance(told, hashes))),
        ("report.html", page::page(told)),
    ];
    if let Some(backtest) = told.backtest {
        let rates = rates(told.demand.little);
        files.push(("backtest.csv", tables::scores(backtest, rates)));
        files.push(("backtest_points.csv", tables::points(backtest, rates)));
    }
    let named = files.into_iter();
    named.map(|(name, text)| (name.to_owned(), text)).collect()
}
