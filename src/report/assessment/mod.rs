//! What is written and shown of an assessment.

mod documents;
mod indicators;
mod page;
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
    [
        ("kpis.csv", csv_text(&indicators::rows(&assessment.gaps))),
        ("definitions.csv", csv_text(&indicators::definitions())),
        ("supply.csv", csv_text(&indicators::supply(assessment))),
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
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .to_vec()
}
