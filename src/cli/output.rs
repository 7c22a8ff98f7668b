//! Outputs are written whole or not at all: into a folder beside the target, which then takes its place.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use super::error::Failure;
use super::left_over;
use super::paths::{resolved, stands_in};
use super::written::{PROVENANCE, first_other, is_listed, list};
use crate::report::Holds;

/// Folders in the making, to remove if the program is interrupted. Whoever holds the lock is not interrupted.
static STAGING: Mutex<Vec<Staged>> = Mutex::new(Vec::new());
static INTERRUPT: Once = Once::new();

/// A folder in the making, and the folders above it that were not there before, innermost first.
struct Staged {
    path: PathBuf,
    made_above: Vec<PathBuf>,
}

impl Staged {
    fn clear(&self) {
        // What is gone already needs no removing; a folder above that somebody else uses by now is not empty.
        let _ = fs::remove_dir_all(&self.path);
        for folder in &self.made_above {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A folder of outputs in the making.
pub struct Folder {
    staging: PathBuf,
    target: PathBuf,
    /// The target as it was asked for, for messages.
    asked: PathBuf,
}

impl Folder {
    /// Begins a folder that will stand at `asked`. A folder that is there must be empty, or an output of ours
    /// that holds the same and nothing else.
    pub fn begin(asked: &Path, holds: Holds) -> Result<Self, Failure> {
        let target = resolved(asked).map_err(|e| cannot_write(asked, &e))?;
        refuse_others(asked, &target, holds)?;
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(Failure::Work(format!(
                "{} cannot be replaced: name a folder inside it with --out",
                asked.display()
            )));
        };
        let staging = parent.join(left_over::name(&name.to_string_lossy(), std::process::id()));
        stage(&staging, parent).map_err(|e| cannot_write(asked, &e))?;
        Ok(Self {
            staging,
            target,
            asked: asked.to_path_buf(),
        })
    }

    /// Writes a file; its name may have folders in it.
    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.staging.join(name);
        let _uninterrupted = staging();
        let made = match path.parent() {
            Some(folder) => fs::create_dir_all(folder),
            None => Ok(()),
        };
        made.and_then(|()| fs::write(&path, text))
            .map_err(|e| cannot_write(&self.asked.join(name), &e))
    }

    /// Creates a file to be written piece by piece.
    pub fn create(&self, name: &str) -> Result<fs::File, Failure> {
        let _uninterrupted = staging();
        fs::File::create(self.staging.join(name))
            .map_err(|e| cannot_write(&self.asked.join(name), &e))
    }

    /// Where the files are until the folder is finished.
    pub fn path(&self) -> &Path {
        &self.staging
    }

    /// Puts the folder in its place.
    pub fn finish(self) -> Result<(), Failure> {
        let mut staging = staging();
        let failed = |e: io::Error| cannot_write(&self.asked, &e);
        list(&self.staging).map_err(failed)?;
        if self.target.exists() {
            // The old folder steps aside first, so that there is always one whole folder.
            let old = self.staging.with_extension("old");
            fs::rename(&self.target, &old).map_err(failed)?;
            if let Err(e) = fs::rename(&self.staging, &self.target) {
                let _ = fs::rename(&old, &self.target);
                return Err(failed(e));
            }
            self.remove(&old);
        } else {
            fs::rename(&self.staging, &self.target).map_err(failed)?;
        }
        if let (Some(parent), Some(name)) = (self.target.parent(), self.target.file_name()) {
            left_over::sweep(parent, &name.to_string_lossy());
        }
        staging.retain(|staged| staged.path != self.staging);
        Ok(())
    }

    /// Removes the folder that stepped aside, unless a file of somebody else came into it meanwhile.
    fn remove(&self, old: &Path) {
        match first_other(old) {
            Ok(None) => {
                let _ = fs::remove_dir_all(old);
            }
            Ok(Some(_)) | Err(_) => tracing::warn!(
                "a file that placewell did not write came into {} meanwhile: what was there is kept in {}",
                self.asked.display(),
                old.display()
            ),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let mut staging = staging();
        if let Some(at) = staging.iter().position(|s| s.path == self.staging) {
            staging.swap_remove(at).clear();
        }
    }
}

fn staging() -> MutexGuard<'static, Vec<Staged>> {
    STAGING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cannot_write(path: &Path, why: &io::Error) -> Failure {
    Failure::Work(format!(
        "cannot write {}: {why}; nothing was changed: try another folder",
        path.display()
    ))
}

fn stage(path: &Path, parent: &Path) -> io::Result<()> {
    let above = parent.ancestors().take_while(|folder| !folder.exists());
    let staged = Staged {
        path: path.to_path_buf(),
        made_above: above.map(Path::to_path_buf).collect(),
    };
    remove_on_interrupt();
    let mut staging = staging();
    // A killed run with the same process number may have left its own.
    let _ = fs::remove_dir_all(path);
    let made = fs::create_dir_all(path);
    match made {
        Ok(()) => staging.push(staged),
        Err(_) => staged.clear(),
    }
    made
}

fn refuse_others(asked: &Path, target: &Path, holds: Holds) -> Result<(), Failure> {
    let name = asked.display();
    let refuse = |why: String| {
        Err(Failure::Work(format!(
            "{name} {why}; nothing was changed: name another folder, or remove it"
        )))
    };
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return refuse("is a file".to_owned());
    }
    if stands_in(target) {
        return refuse("holds the folder you are in".to_owned());
    }
    let is_empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    let written = fs::read_to_string(target.join(PROVENANCE)).ok();
    match written.as_deref().and_then(Holds::in_provenance) {
        _ if is_empty => return Ok(()),
        Some(found) if found == holds => {}
        Some(found) => return refuse(format!("holds {}, not {}", found.label(), holds.label())),
        None => return refuse("exists and was not written by placewell".to_owned()),
    }
    match first_other(target) {
        Ok(None) => Ok(()),
        Ok(Some(_)) if !is_listed(target) => Err(Failure::Unfit(format!(
            "{name} was written before placewell listed its files (provenance.json has no \"files\"), so that it cannot be \
             told whether some are yours; nothing was changed: name another folder, or remove it"
        ))),
        Ok(Some(other)) => Err(Failure::Unfit(format!(
            "{name} holds {other}, which placewell did not write there (provenance.json lists what it did), and \
             would be replaced as a whole; nothing was changed: name another folder, or move that file elsewhere"
        ))),
        Err(why) => Err(cannot_write(asked, &why)),
    }
}

/// On an interrupt a solve ends with the plan at hand, and a forecast with its finished futures. Without any, or on a second interrupt, nothing half-made
/// stays behind, and the exit status is 130.
fn remove_on_interrupt() {
    INTERRUPT.call_once(|| {
        let handler = || {
            if crate::optimise::end_early() {
                let what = crate::optimise::ends_with();
                let note = format!("interrupted: ending with {what}; once more to end at once");
                let _ = writeln!(io::stderr(), "{note}");
                return;
            }
            // The lock is kept to the end, so that nothing is written meanwhile.
            let staging = staging();
            staging.iter().for_each(Staged::clear);
            let _ = writeln!(io::stderr(), "interrupted; nothing half-made is left");
            std::process::exit(130);
        };
        if ctrlc::set_handler(handler).is_err() {
            tracing::warn!("an interrupt may leave an unfinished folder behind");
        }
    });
}
