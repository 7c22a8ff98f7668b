//! Chunks brought together: one file of results a scenario, in order of replication, and a summary of all.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use super::disk::{Disk, Whole};
use super::error::RunError;
use super::folder::RunFolder;
use super::found::{self, Found};
use super::plan::Plan;
use super::summary;
use super::table::{Block, Stored, Table};

/// The results of a scenario that are all there.
#[derive(Debug)]
pub struct Results {
    path: PathBuf,
}

impl Results {
    /// Of a scenario in a folder.
    pub fn of(folder: &RunFolder, scenario: &str) -> Self {
        Self {
            path: folder.results(scenario),
        }
    }

    /// What levers of the scenario were solved to.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn found(&self) -> Result<Vec<Found>, RunError> {
        let stored = Stored::open(&self.path)?;
        Ok(stored.found().map_or_else(Vec::new, found::read))
    }

    /// Its rows, block by block.
    pub fn blocks(&self) -> impl Iterator<Item = Result<Block, RunError>> {
        let (stored, failed) = match Stored::open(&self.path) {
            Ok(stored) => (Some(stored), None),
            Err(why) => (None, Some(Err(why))),
        };
        let blocks = stored.into_iter().flat_map(|stored| {
            let all = 0..stored.blocks();
            all.map(move |at| stored.block(at))
        });
        failed.into_iter().chain(blocks)
    }
}

/// Brings the chunks of a folder together there. Where some are missing it says so, and nothing is combined.
///
/// # Errors
/// Where chunks are missing, or a file cannot be read or written.
pub fn combine(plan: &Plan, folder: &RunFolder, disk: &dyn Disk) -> Result<(), RunError> {
    merge(plan, &[], folder, disk)
}

/// Whether every chunk is in one of the folders.
///
/// # Errors
/// [`RunError::Missing`] where one is not.
pub fn all_there(plan: &Plan, folders: &[&RunFolder]) -> Result<(), RunError> {
    let chunks = (0..plan.scenarios.len()).flat_map(|scenario| plan.chunks_of(scenario));
    let is_missing = |chunk: &super::Chunk| folders.iter().all(|f| f.find(plan, chunk).is_none());
    let missing: Vec<super::Chunk> = chunks.filter(is_missing).collect();
    match missing.first() {
        None => Ok(()),
        Some(first) => Err(RunError::Missing {
            missing: missing.len(),
            all: plan.chunks(),
            scenario: plan.scenarios[first.scenario].name.clone(),
        }),
    }
}

/// Brings the chunks of several folders together in another.
///
/// # Errors
/// As [`combine`].
pub fn merge(
    plan: &Plan,
    from: &[RunFolder],
    into: &RunFolder,
    disk: &dyn Disk,
) -> Result<(), RunError> {
    let folders: Vec<&RunFolder> = std::iter::once(into).chain(from).collect();
    for folder in from {
        (0..plan.scenarios.len()).try_for_each(|scenario| folder.check(plan, scenario))?;
    }
    all_there(plan, &folders)?;
    for scenario in 0..plan.scenarios.len() {
        if !into.has_results(plan, scenario) {
            one(plan, scenario, &folders, disk)?;
        }
        // What has become part of the results is not needed twice.
        let chunks = into.chunks_of(&plan.scenarios[scenario].name);
        if chunks.exists() {
            fs::remove_dir_all(&chunks).map_err(|why| RunError::write(&chunks, why))?;
        }
    }
    let path = into.path().join("summary.csv");
    let mut whole = Whole::begin(disk, &path)?;
    let cannot = |why| RunError::write(&path, why);
    whole
        .write_all(summary::heading().as_bytes())
        .map_err(cannot)?;
    for (at, scenario) in plan.scenarios.iter().enumerate() {
        let rows = summary::rows(plan, at, &Results::of(into, &scenario.name))?;
        whole.write_all(rows.as_bytes()).map_err(cannot)?;
    }
    whole.finish()
}

/// Names of scenarios that came to the very same as the first one, though they are others: they change nothing that is
/// simulated.
///
/// # Errors
/// Where results cannot be read.
pub fn same_as_first(plan: &Plan, folder: &RunFolder) -> Result<Vec<String>, RunError> {
    let mut same = Vec::new();
    for scenario in &plan.scenarios[1..] {
        let first = Results::of(folder, &plan.scenarios[0].name);
        let other = Results::of(folder, &scenario.name);
        let mut is_same = !scenario.changes.is_empty();
        for (one, other) in first.blocks().zip(other.blocks()) {
            is_same = is_same && one? == other?;
            if !is_same {
                break;
            }
        }
        if is_same {
            same.push(scenario.name.clone());
        }
    }
    Ok(same)
}

fn one(
    plan: &Plan,
    scenario: usize,
    folders: &[&RunFolder],
    disk: &dyn Disk,
) -> Result<(), RunError> {
    let all = plan.settings.replications as u32;
    let path = folders[0].results(&plan.scenarios[scenario].name);
    let chunks = plan.chunks_of(scenario);
    let find = |chunk: &super::Chunk| folders.iter().find_map(|folder| folder.find(plan, chunk));
    // Every chunk says the same of it.
    let first = chunks.first().and_then(find);
    let first = first.map(|(file, _)| Stored::open(&file)).transpose()?;
    let found = first.as_ref().and_then(Stored::found);
    let about = plan.provenance_of(scenario, 0, all);
    let mut table = Table::begin(disk, &path, (&about, found))?;
    for chunk in &chunks {
        if let Some((file, at)) = find(chunk) {
            table.add(&Stored::open(&file)?.block(at)?)?;
        }
    }
    table.finish()
}
