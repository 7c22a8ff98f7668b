//! Reading a council folder for a command.

use std::path::Path;

use super::error::Failure;
use crate::duties;
use crate::ingest::codes::BAD_TIER;
use crate::ingest::{self, Problem, Problems, Reading, Severity};

/// Reads a folder; warnings go to the log.
pub fn read(dir: &Path) -> Result<Reading, Failure> {
    let known = duties::measures();
    let options = ingest::Options {
        known_measures: &known,
    };
    let reading = ingest::read_council(dir, &options).map_err(Failure::Input)?;
    if !reading.warnings.is_empty() {
        tracing::info!("{}", reading.warnings.summary());
        tracing::debug!("\n{}", reading.warnings.render());
    }
    // Without it a child left unplaced would cost no more than a child in her worst option.
    let mut terms = reading
        .council
        .policy
        .tiers
        .iter()
        .flat_map(|tier| &tier.terms);
    if !terms.any(|term| term.duty == "D21") {
        return Err(Failure::Input(Problems::one(Problem {
            code: BAD_TIER.code,
            severity: Severity::Error,
            file: "council.toml".to_owned(),
            line: None,
            column: None,
            value: None,
            message: "no tier places children".to_owned(),
            expected: Some("a tier with the duty D21".to_owned()),
            action: "add a tier with terms = [{ duty = \"D21\", weight = 1 }]".to_owned(),
        })));
    }
    Ok(reading)
}
