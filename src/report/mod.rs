//! What is written and shown of a round: tables, documents, models and the page. Every number here was computed
//! in an earlier room; nothing here touches files.

mod ahead;
mod assessment;
mod bought;
mod certificate_table;
mod comparison;
mod documents;
mod forecast;
mod holds;
mod import_page;
mod imported;
mod looking_ahead;
mod map;
mod options_json;
mod outcome;
mod page;
mod plan_files;
mod plan_json;
mod plan_money;
mod plan_page;
mod plan_told;
mod plan_words;
mod pooling_section;
mod pooling_table;
mod replay_page;
mod replayed;
mod shell;
mod style;
mod summary;
mod tables;
mod unplaced;

use looking_ahead::Told;

pub use ahead::{Told as AheadTold, ahead_files, ahead_json, ahead_page, ahead_text};
pub use assessment::{
    assessment_files, assessment_json, assessment_page, assessment_provenance, assessment_text,
};
pub use comparison::{Told as ComparisonTold, comparison_files, comparison_json, comparison_text};
pub use documents::{
    certificate, council_provenance, models, provenance, region_provenance, timings,
};
pub use forecast::{
    CapacityTold, DemandTold, Individual, capacity_files, capacity_json, capacity_text,
    demand_files, demand_json, demand_text, stock_flow_files, stock_flow_json, stock_flow_text,
};
pub use holds::Holds;
pub use import_page::import_page;
pub use imported::{Holdings, Imported, import_json, import_provenance};
pub use options_json::options_json;
pub use outcome::Outcome;
pub use page::page;
pub use plan_files::plan_files;
pub use plan_json::plan_json;
pub use plan_page::plan_page;
pub use plan_told::Told as PlanTold;
pub use plan_words::plan_text;
pub use pooling_section::pooling_text;
pub use pooling_table::pooling;
pub use replay_page::replay_page;
pub use replayed::{arrivals_csv, replay_csv, replay_json, replay_provenance, replay_text};
pub use summary::{A_PERSON_DECIDES, ENDED_EARLY, NO_COMPARISON, Summary, THEORETICAL};
pub use tables::{matches, options};
pub use unplaced::unplaced;

use crate::pooling::Pooling;

/// What looking ahead changed, for a terminal; `None` where the round does not look ahead.
pub fn lookahead_text(outcome: &Outcome) -> Option<String> {
    Some(Told::of(outcome)?.text())
}

/// `summary.json`. A market without a comparison was interrupted before it was known.
pub fn summary_document(outcome: &Outcome, pooled: Option<&Pooling>) -> serde_json::Value {
    let mut summary = serde_json::json!(Summary::of(outcome));
    if let Some(pooled) = pooled {
        summary["pooling"] = pooling_table::document(outcome, pooled);
    } else if outcome.facts.council.is_market() {
        summary["interrupted"] = true.into();
        summary["pooling"] = serde_json::Value::Null;
    }
    if let Some(told) = Told::of(outcome) {
        summary["lookahead"] = told.json();
    }
    summary
}

/// Every file of a round's output folder, by name. In a market `pooled` says what it gives each authority, unless an
/// interrupt came before that was known.
pub fn files(
    outcome: &Outcome,
    pooled: Option<&Pooling>,
    hashes: &[(String, String)],
    with_models: bool,
) -> Vec<(String, String)> {
    let json = |value: &serde_json::Value| format!("{value:#}\n");
    let summary = summary_document(outcome, pooled);
    let seed = outcome.ahead.map(|ahead| ahead.settings.seed);
    let named = |name: &str, text: String| (name.to_owned(), text);
    let mut files = vec![
        named("matches.csv", matches(outcome)),
        named("unplaced.csv", unplaced(outcome)),
        named("options.csv", options(outcome)),
        named("summary.json", json(&summary)),
        named("certificate.json", json(&certificate(outcome, with_models))),
        named(
            "provenance.json",
            json(&provenance(outcome, hashes, Holds::Round, seed)),
        ),
        named("timings.json", json(&timings(outcome))),
        named("report.html", page(&[outcome], pooled)),
    ];
    if let Some(pooled) = pooled {
        files.push(named("pooling.csv", pooling(outcome, pooled)));
    }
    files
}
