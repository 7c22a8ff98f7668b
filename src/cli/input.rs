//! Reading a council folder for a command.

use std::path::{Path, PathBuf};

use super::error::Failure;
use super::paths::resolved;
use crate::duties;
use crate::ingest::codes::BAD_TIER;
use crate::ingest::{self, Folder, Problem, Problems, Reading, Severity};

/// Reads one folder, or several as one market; warnings go to the log. The problems of all folders are reported
/// together, each with the path of its folder.
pub fn read_all(dirs: &[PathBuf]) -> Result<Reading, Failure> {
    if let [dir] = dirs {
        return read(dir);
    }
    for (at, dir) in dirs.iter().enumerate() {
        let place = resolved(dir).ok();
        let is_twin = |other: &&PathBuf| place.is_some() && resolved(other).ok() == place;
        if let Some(twin) = dirs[..at].iter().find(is_twin) {
            return Err(Failure::Usage(format!(
                "{} and {} are one folder: give each authority's folder once",
                twin.display(),
                dir.display()
            )));
        }
    }
    let (mut folders, mut problems) = (Vec::new(), Problems::default());
    for dir in dirs {
        let shown = dir.display().to_string();
        match read(dir) {
            Ok(reading) => folders.push(Folder { shown, reading }),
            Err(Failure::Input(wrong)) => problems.append(wrong.in_folder(&shown)),
            Err(other) => return Err(other),
        }
    }
    if problems.has_errors() {
        return Err(Failure::Input(problems));
    }
    let reading = ingest::market(folders).map_err(Failure::Input)?;
    if !reading.warnings.is_empty() {
        tracing::warn!("\n{}", reading.warnings.render());
    }
    Ok(reading)
}

/// Whether a folder holds a council.
pub fn is_council(dir: &Path) -> bool {
    ["council.toml", "children.csv"]
        .iter()
        .any(|file| dir.join(file).is_file())
}

/// Councils in a folder that holds none itself, in order of name.
fn councils_in(dir: &Path) -> Vec<PathBuf> {
    if is_council(dir) {
        return Vec::new();
    }
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.retain(|path| path.join("council.toml").is_file());
    found.sort();
    found
}

/// Reads a folder; warnings go to the log.
pub fn read(dir: &Path) -> Result<Reading, Failure> {
    let councils = councils_in(dir);
    if let Some(first) = councils.first() {
        return Err(Failure::Unfit(format!(
            "{} is no council folder, but holds {}: give one of them, such as {}",
            dir.display(),
            councils.len(),
            first.display()
        )));
    }
    let known = duties::measures();
    let options = ingest::Options {
        known_measures: &known,
        known_targets: &crate::kpis::targets(),
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
