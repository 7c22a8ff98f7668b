//! A forecast by the stock-flow method as documents for machines, and in a few lines for a terminal.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::beside::{self, Individual};
use crate::forecast::stock_flow::{Category, PerState, State, StockFlow};
use crate::model::Council;
use crate::report::Holds;
use crate::report::documents::by_file;

/// The method's name in documents, folders and on the command line.
const METHOD: &str = "stock-flow";

/// What the method is and is not.
const ABOUT: &str = "the mean of the Regional Demand Model (1.1.7, 03e04a0), for comparison; it has no calibrated range";

/// Categories of children in care, in the order in which people are told of them.
const IN_CARE: [Category; 4] = [
    Category::Fostering,
    Category::Residential,
    Category::Supported,
    Category::Other,
];

/// `summary.json`: children by category on the first and the last day, how much of the history was used, and notices.
pub fn stock_flow_json(
    (forecast, individual): (&StockFlow, &Individual),
    council: &Council,
) -> Value {
    let counts = forecast.counts;
    let notices = forecast.notices.iter();
    let notices: Vec<Value> = notices
        .map(|notice| json!({ "count": notice.count, "text": notice.text }))
        .collect();
    let by_category: Map<String, Value> = by_category(forecast)
        .map(|(category, first, last)| {
            (
                category.label().to_owned(),
                json!({ "first_day": first, "last_day": last }),
            )
        })
        .collect();
    json!({
        "council": council.name,
        "method": METHOD,
        "about": ABOUT,
        "data": { "from": forecast.data.first.to_string(), "to": forecast.data.last.to_string() },
        "asked": asked(forecast),
        "history": {
            "rows": counts.rows,
            "children": counts.children,
            "rows_with_date_of_birth": counts.rows_with_birth,
            "children_with_date_of_birth": counts.children_with_birth,
            "episodes": counts.episodes,
            "placements": counts.placements,
            "parts_in_one_age_bin": counts.parts,
            "parts_open": counts.open,
        },
        "children_in_care": by_category,
        "individual_forecast": beside::json(individual),
        "notices": notices,
    })
}

fn asked(forecast: &StockFlow) -> Value {
    let (reference, ahead) = (forecast.asked.reference, forecast.asked.ahead);
    json!({
        "reference": reference.to_string(),
        "from": ahead.first.to_string(),
        "to": ahead.last.to_string(),
    })
}

/// `provenance.json`.
pub fn stock_flow_provenance(
    (forecast, individual): (&StockFlow, &Individual),
    council: &Council,
    hashes: &[(String, String)],
) -> Value {
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": Holds::Forecast.code(),
        "method": METHOD,
        "asked": asked(forecast),
        "seed": individual.as_ref().ok().map(|beside| beside.settings.seed),
        "scenario": null,
        "as_at": council.as_at.to_string(),
        "data_vintage": council.vintage,
        "input_sha256": by_file(hashes),
    })
}

/// Children of each category on the first and on the last day of the forecast.
fn by_category(forecast: &StockFlow) -> impl Iterator<Item = (Category, i32, f64)> {
    IN_CARE.into_iter().map(|category| {
        let states = || State::all().filter(move |state| state.category == category);
        let first = states().map(|state| forecast.stock[state]).sum();
        // A forecast has at least one day after the first.
        let last = forecast
            .path
            .last()
            .map_or_else(PerState::default, |(_, count)| *count);
        (category, first, states().map(|state| last[state]).sum())
    })
}

/// The forecast for a terminal.
pub fn stock_flow_text(
    (forecast, individual): (&StockFlow, &Individual),
    council: &Council,
) -> String {
    let ahead = forecast.asked.ahead;
    let mut text = format!("{}: {ABOUT}\n", council.name);
    let _ = writeln!(
        text,
        "  {:<14}{:>12}{:>12}",
        "",
        ahead.first.to_string(),
        ahead.last.to_string()
    );
    let (mut now, mut then) = (0, 0.0);
    for (category, first, last) in by_category(forecast) {
        let _ = writeln!(text, "  {:<14}{first:>12}{last:>12.1}", category.label());
        (now, then) = (now + first, then + last);
    }
    let _ = writeln!(text, "  {:<14}{now:>12}{then:>12.1}", "In care");
    text += &beside::text(individual);
    let counts = forecast.counts;
    let _ = writeln!(
        text,
        "  from {} rows of {} children with a date of birth, {}",
        counts.rows_with_birth, counts.children_with_birth, forecast.data
    );
    for notice in &forecast.notices {
        let _ = writeln!(text, "  notice: {}: {}", notice.text, notice.count);
    }
    text
}
