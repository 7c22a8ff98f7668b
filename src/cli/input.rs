//! Reading a council folder for a command.

use std::path::Path;

use super::error::Failure;
use crate::duties;
use crate::ingest::{self, Reading};

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
    Ok(reading)
}
