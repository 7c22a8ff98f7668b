//! `placewell merge`.

use std::path::PathBuf;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::paths::inside;
use crate::report::Holds;
use crate::runner::{Endless, Plan, RunError, RunFolder, all_there, merge};

/// Bring the shards of a run together
#[derive(Args)]
#[command(
    after_help = "Every folder must be of the same run: council, scenarios, months, replications and seed. The result has
the same bytes as one run without shards, but for timings.json, which is left out.

Example:
  placewell merge part-1 part-2 part-3 --out all"
)]
pub struct Merge {
    /// Folders that placewell run --shard has written
    #[arg(value_name = "OUT", required = true)]
    folders: Vec<PathBuf>,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Begin anew: replace a run that is there, the same or another
    #[arg(long)]
    replace: bool,
}

impl Merge {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        if let Some(one) = self.folders.iter().find(|f| inside(f, &self.out).is_some()) {
            return Err(Failure::Usage(format!(
                "{} is (or is in) {}, which is to be written: name another folder with --out",
                one.display(),
                self.out.display()
            )));
        }
        let folders = self.folders.iter().map(|path| RunFolder::open(path));
        let folders = folders.collect::<Result<Vec<_>, _>>()?;
        let first = folders[0].provenance()?;
        for folder in &folders[1..] {
            if folder.provenance()? != first {
                return Err(Failure::from(RunError::Apart {
                    one: folders[0].path().to_path_buf(),
                    other: folder.path().to_path_buf(),
                }));
            }
        }
        let plan = Plan::of_provenance(&first);
        let plan = plan.ok_or_else(|| {
            RunError::read(
                folders[0].path(),
                &"its provenance.json is not of this version",
            )
        })?;
        // Before anything is written.
        let given: Vec<&RunFolder> = folders.iter().collect();
        all_there(&plan, &given)?;
        let about = (&plan, Holds::Run.code());
        let into = RunFolder::begin(&self.out, about, self.replace, &Endless)?;
        merge(&plan, &folders, &into, &Endless)?;
        into.finish()?;
        let (count, out) = (plan.scenarios.len(), self.out.join("summary.csv"));
        let things = if count == 1 { "scenario" } else { "scenarios" };
        screen.note(&format!("{count} {things} together: {}\n", out.display()))
    }
}
