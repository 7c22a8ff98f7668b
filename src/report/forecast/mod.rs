//! What is written and shown of a forecast.

mod beside;
mod capacity;
mod demand;
mod fan;
mod stock_flow_documents;
mod stock_flow_tables;
mod told;

pub use beside::Individual;
pub use capacity::{Told as CapacityTold, capacity_files, capacity_json, capacity_text};
pub use demand::{Told as DemandTold, demand_files, demand_json, demand_text};
pub use stock_flow_documents::{stock_flow_json, stock_flow_text};

use stock_flow_documents::stock_flow_provenance;

use crate::forecast::stock_flow::StockFlow;
use crate::model::Council;

/// Every file of the output folder of a forecast by the stock-flow method, by name.
pub fn stock_flow_files(
    (forecast, individual): (&StockFlow, &Individual),
    council: &Council,
    hashes: &[(String, String)],
) -> Vec<(String, String)> {
    let json = |value: serde_json::Value| format!("{value:#}\n");
    let tables = stock_flow_tables::tables(forecast).into_iter();
    let mut files: Vec<(String, String)> = tables
        .map(|(name, text)| (format!("stock-flow/{name}"), text))
        .collect();
    if let Ok(beside) = individual {
        files.push(("comparison.csv".to_owned(), beside::table(beside)));
    }
    let provenance = stock_flow_provenance((forecast, individual), council, hashes);
    files.push((
        "summary.json".to_owned(),
        json(stock_flow_json((forecast, individual), council)),
    ));
    files.push(("provenance.json".to_owned(), json(provenance)));
    files
}
