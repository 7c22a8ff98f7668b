//! What is written and shown of an assessment.

mod annex_tables;
mod apart;
mod choices;
mod documents;
mod equality;
mod frontiers;
mod indicators;
mod page;
mod places;
mod prices;
mod shortfalls;
mod terminal;

pub use documents::{assessment_json, assessment_provenance};
pub use page::assessment_page;
pub use terminal::assessment_text;

use super::Holds;
use super::tables::csv_text;
use crate::assess::Assessment;

/// Every file of an assessment's output folder, by name.
pub fn assessment_files(
    assessment: &Assessment,
    hashes: &[(String, String)],
) -> Vec<(String, String)> {
    let json = |value: &serde_json::Value| format!("{value:#}\n");
    let mut files = vec![
        ("kpis.csv", csv_text(&indicators::rows(&assessment.gaps))),
        ("definitions.csv", csv_text(&indicators::definitions())),
        ("supply.csv", csv_text(&indicators::supply(assessment))),
        ("shortfall.csv", csv_text(&shortfalls::rows(assessment))),
        ("choice.csv", csv_text(&choices::rows(assessment))),
        ("few_homes.csv", csv_text(&choices::few(assessment))),
        ("annex.csv", csv_text(&annex_tables::rows(assessment))),
        ("summary.json", json(&assessment_json(assessment))),
        (
            "certificate.json",
            json(&documents::certificates(assessment)),
        ),
        (
            "provenance.json",
            json(&assessment_provenance(
                assessment,
                hashes,
                Holds::Assessment,
            )),
        ),
        ("timings.json", json(&documents::timings(assessment))),
        ("report.html", assessment_page(assessment)),
    ];
    if let Some(one_more) = &assessment.one_more {
        files.push(("places.csv", csv_text(&places::rows(one_more))));
        let every = places::every_indicator(one_more);
        files.push(("place_kpis.csv", csv_text(&every)));
    }
    if !assessment.frontiers.is_empty() {
        files.push(("frontier.csv", csv_text(&frontiers::rows(assessment))));
    }
    if let Some(apart) = &assessment.apart {
        files.push(("pooling.csv", csv_text(&apart::rows(apart, assessment))));
    }
    if let Some(compared) = &assessment.equality {
        files.push(("equality.csv", csv_text(&equality::rows(compared))));
    }
    let named = files.into_iter();
    named.map(|(name, text)| (name.to_owned(), text)).collect()
}
