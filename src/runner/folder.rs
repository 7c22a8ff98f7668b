//! The folder of a run: whose it is, and where its files are.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::disk::{Disk, UNFINISHED, beside, check, write_text};
use super::error::RunError;
use super::plan::{Chunk, Plan};
use super::table::Stored;

/// What says whose the folder is.
const PROVENANCE: &str = "provenance.json";
/// What a process that works in the folder holds; the system lets go of it however the process ends.
const LOCK: &str = "run.lock";
/// Everything that a run writes at the top of its folder.
const OURS: [&str; 6] = [
    "chunks",
    "results",
    "summary.csv",
    "timings.json",
    PROVENANCE,
    LOCK,
];

/// The folder of a run.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    lock: Option<File>,
}

impl RunFolder {
    /// Begins a run in a folder, or goes on with the same run. What a run left there, the same or another, is replaced where
    /// that is asked for; anything else is refused.
    ///
    /// # Errors
    /// Where the folder is not one for this run, is in use, or cannot be written.
    pub fn begin(
        path: &Path,
        (plan, holds): (&Plan, &str),
        replace: bool,
        disk: &dyn Disk,
    ) -> Result<Self, RunError> {
        let foreign = |why: &str, replaceable: bool| RunError::Foreign {
            path: path.to_path_buf(),
            why: why.to_owned(),
            replaceable,
        };
        if path.exists() && !path.is_dir() {
            return Err(foreign("is a file", false));
        }
        let provenance = format!("{:#}\n", plan.provenance(holds));
        let written = fs::read_to_string(path.join(PROVENANCE)).ok();
        let is_filled = names_in(path)
            .iter()
            .any(|name| name != LOCK && !is_part(name));
        // Who asks for it to be replaced wants it anew, also where it is the same run.
        let is_same = written.as_deref() == Some(&provenance) && !replace;
        if is_filled && !is_same {
            let is_run = written.as_deref().is_some_and(|text| is_run(text, holds));
            if !is_run {
                return Err(foreign("exists and does not hold a run", false));
            }
            if !replace {
                let why =
                    "holds another run (other inputs, scenarios, seed, months or replications)";
                return Err(foreign(why, true));
            }
            if let Some(file) = first_other(path) {
                return Err(RunError::Other {
                    path: path.to_path_buf(),
                    file,
                });
            }
        }
        fs::create_dir_all(path).map_err(|why| RunError::write(path, why))?;
        let folder = Self {
            path: path.to_path_buf(),
            lock: Some(lock(path)?),
        };
        if is_filled && !is_same {
            folder.clear()?;
        }
        folder.sweep()?;
        if !is_same {
            write_text(disk, &path.join(PROVENANCE), &provenance)?;
        }
        Ok(folder)
    }

    /// A folder of the same run that is read only.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        let written = fs::read_to_string(path.join(PROVENANCE));
        let foreign = |why: &str| RunError::NoRun {
            path: path.to_path_buf(),
            why: why.to_owned(),
        };
        let text = match written {
            Ok(text) => text,
            Err(_) if !path.exists() => return Err(foreign("is not there")),
            Err(_) if !path.is_dir() => return Err(foreign("is a file")),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
                return Err(foreign("does not hold a run"));
            }
            Err(why) => return Err(RunError::read(&path.join(PROVENANCE), &why)),
        };
        if !is_run(&text, "run") {
            return Err(foreign("does not hold a run"));
        }
        Ok(Self {
            path: path.to_path_buf(),
            lock: None,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What its provenance says.
    ///
    /// # Errors
    /// Where that is not there.
    pub fn provenance(&self) -> Result<serde_json::Value, RunError> {
        let path = self.path.join(PROVENANCE);
        let text = fs::read_to_string(&path).map_err(|why| RunError::read(&path, &why))?;
        serde_json::from_str(&text).map_err(|why| RunError::read(&path, &why))
    }

    /// File of a chunk.
    pub fn chunk(&self, plan: &Plan, chunk: &Chunk) -> PathBuf {
        let name = format!("{:06}.parquet", chunk.first);
        self.chunks_of(&plan.scenarios[chunk.scenario].name)
            .join(name)
    }

    /// Folder with the chunks of a scenario.
    pub fn chunks_of(&self, scenario: &str) -> PathBuf {
        self.path.join("chunks").join(scenario)
    }

    /// File with all results of a scenario.
    pub fn results(&self, scenario: &str) -> PathBuf {
        self.path
            .join("results")
            .join(format!("{scenario}.parquet"))
    }

    /// Whether the results of a scenario are all there.
    pub fn has_results(&self, plan: &Plan, scenario: usize) -> bool {
        let all = plan.settings.replications as u32;
        let path = self.results(&plan.scenarios[scenario].name);
        holds(&path, &plan.provenance_of(scenario, 0, all))
    }

    /// Whether what is there of a scenario has the bytes that were written.
    ///
    /// # Errors
    /// [`RunError::Damaged`] names a file that has others.
    pub fn check(&self, plan: &Plan, scenario: usize) -> Result<(), RunError> {
        let results = self.results(&plan.scenarios[scenario].name);
        if results.exists() {
            return check(&results);
        }
        let chunks = plan.chunks_of(scenario).into_iter();
        let paths = chunks.map(|chunk| self.chunk(plan, &chunk));
        paths
            .filter(|path| path.exists())
            .try_for_each(|path| check(&path))
    }

    /// Where a chunk is, and which block of that file: in a file of its own, or among all results.
    pub fn find(&self, plan: &Plan, chunk: &Chunk) -> Option<(PathBuf, usize)> {
        let path = self.chunk(plan, chunk);
        let of = plan.provenance_of(chunk.scenario, chunk.first, chunk.replications);
        if holds(&path, &of) {
            return Some((path, 0));
        }
        let all = self.results(&plan.scenarios[chunk.scenario].name);
        let at = (chunk.first / super::CHUNK) as usize;
        self.has_results(plan, chunk.scenario).then_some((all, at))
    }

    /// Removes what a run has no need of once it is whole: chunks and the lock.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub fn finish(self) -> Result<(), RunError> {
        let chunks = self.path.join("chunks");
        if chunks.exists() {
            fs::remove_dir_all(&chunks).map_err(|why| RunError::write(&chunks, why))?;
        }
        self.leave();
        Ok(())
    }

    /// Lets go of the folder with everything that is in it.
    pub fn leave(self) {
        if self.lock.is_some() {
            // Where it cannot be removed it does no harm.
            let _ = fs::remove_file(self.path.join(LOCK));
        }
    }

    fn clear(&self) -> Result<(), RunError> {
        // Whose the folder is goes last, so that it can be cleared again if this is cut short.
        for name in OURS.iter().filter(|name| **name != LOCK) {
            let path = self.path.join(name);
            let removed = match path.is_dir() {
                true => fs::remove_dir_all(&path),
                false if path.exists() => fs::remove_file(&path),
                false => Ok(()),
            };
            removed.map_err(|why| RunError::write(&path, why))?;
        }
        Ok(())
    }

    /// Removes files that were in the making when a run ended.
    fn sweep(&self) -> Result<(), RunError> {
        for folder in [self.path.clone(), self.path.join("results")] {
            for name in names_in(&folder).iter().filter(|name| is_part(name)) {
                let path = folder.join(name);
                fs::remove_file(&path).map_err(|why| RunError::write(&path, why))?;
            }
        }
        Ok(())
    }
}

fn is_part(name: &str) -> bool {
    name.strip_suffix(UNFINISHED)
        .is_some_and(|stem| stem.ends_with('.'))
}

/// The first file, by name, that no run wrote. In its own folders a run has tables and their checksums alone.
fn first_other(path: &Path) -> Option<String> {
    let of_run = |name: &&String| OURS.contains(&name.as_str()) || is_part(name);
    let is_ours = |name: &str| name.ends_with(".parquet") || name.ends_with(".parquet.crc32");
    let mut others: Vec<String> = names_in(path)
        .iter()
        .filter(|name| !of_run(name))
        .cloned()
        .collect();
    let mut folders = vec!["chunks".to_owned(), "results".to_owned()];
    while let Some(folder) = folders.pop() {
        for name in names_in(&path.join(&folder)) {
            let inner = format!("{folder}/{name}");
            if path.join(&inner).is_dir() {
                folders.push(inner);
            } else if !is_ours(&name) && !is_part(&name) {
                others.push(inner);
            }
        }
    }
    others.into_iter().min()
}

fn is_run(text: &str, holds: &str) -> bool {
    let document: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    document["program"] == "placewell" && document["holds"] == holds
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

fn lock(path: &Path) -> Result<File, RunError> {
    let at = path.join(LOCK);
    let file = File::create(&at).map_err(|why| RunError::write(&at, why))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(RunError::Busy(path.to_path_buf())),
        // A file system without locks: nothing is lost that was there without them.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Whether a file is there, whole, with this provenance.
fn holds(path: &Path, provenance: &str) -> bool {
    path.exists()
        && beside(path).exists()
        && Stored::open(path).is_ok_and(|stored| stored.provenance() == Some(provenance))
}

#[cfg(test)]
mod tests {
    use super::super::disk::Endless;
    use super::super::plan::tests::plan;
    use super::*;

    #[test]
    fn a_folder_is_of_one_run_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let begin = |replications: usize, replace: bool| {
            RunFolder::begin(&out, (&plan(replications), "run"), replace, &Endless)
        };
        let first = begin(10, false).unwrap();
        assert!(matches!(begin(10, false), Err(RunError::Busy(_))));
        drop(first);
        begin(10, false).unwrap().leave();
        let refused = begin(20, false).unwrap_err().to_string();
        assert!(refused.contains("or give --replace"), "{refused}");
        fs::write(out.join("summary.csv"), "old").unwrap();
        begin(20, true).unwrap().leave();
        assert!(!out.join("summary.csv").exists());
        // The same run goes on, and is done anew where that is asked for.
        fs::write(out.join("summary.csv"), "half").unwrap();
        begin(20, false).unwrap().leave();
        assert!(out.join("summary.csv").exists());
        begin(20, true).unwrap().leave();
        assert!(!out.join("summary.csv").exists());
        // What a process left that was killed holds nobody up.
        fs::write(out.join("run.lock"), "").unwrap();
        begin(20, false).unwrap().leave();
        fs::write(out.join("letter.txt"), "mine").unwrap();
        assert!(matches!(begin(10, true), Err(RunError::Other { .. })));
        assert!(out.join("letter.txt").exists());
        fs::remove_file(out.join("letter.txt")).unwrap();
        let notes = out.join("results").join("notes.txt");
        fs::create_dir_all(out.join("results")).unwrap();
        fs::write(&notes, "mine").unwrap();
        let refused = begin(10, true).unwrap_err().to_string();
        assert!(refused.contains("holds results/notes.txt"), "{refused}");
        assert!(notes.exists());
    }

    #[test]
    fn a_file_counts_only_where_it_is_whole_and_of_this_run() {
        use crate::runner::table::{Block, Table};
        let dir = tempfile::tempdir().unwrap();
        let (plan, other) = (plan(10), super::super::plan::tests::plan_of_seed(10, 2));
        let folder =
            RunFolder::begin(&dir.path().join("out"), (&plan, "run"), false, &Endless).unwrap();
        let chunk = plan.chunks_of(0)[0];
        let write = |path: &Path, of: &Plan| {
            let about = of.provenance_of(0, 0, 10);
            let mut table = Table::begin(&Endless, path, (&about, None)).unwrap();
            table.add(&Block::of(0, &[], 2)).unwrap();
            table.finish().unwrap();
        };
        let (part, whole) = (
            folder.chunk(&plan, &chunk),
            folder.results(&plan.scenarios[0].name),
        );
        let is_found = || folder.find(&plan, &chunk).is_some();
        let has_results = || folder.has_results(&plan, 0);
        let both: [(&PathBuf, &dyn Fn() -> bool); 2] = [(&part, &is_found), (&whole, &has_results)];
        for (path, is_there) in both {
            assert!(!is_there());
            write(path, &other);
            assert!(!is_there(), "another seed");
            write(path, &plan);
            assert!(is_there());
            let bytes = fs::read(path).unwrap();
            fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            assert!(!is_there(), "cut short");
            assert!(matches!(folder.check(&plan, 0), Err(RunError::Damaged(_))));
            fs::write(path, &bytes).unwrap();
            folder.check(&plan, 0).unwrap();
            fs::remove_file(path).unwrap();
        }
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("children.csv"), "").unwrap();
        let begun = RunFolder::begin(dir.path(), (&plan(10), "run"), true, &Endless);
        assert!(matches!(begun, Err(RunError::Foreign { .. })));
    }
}
