//! Outputs are written whole or not at all: into a folder beside the target, which then takes its place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use super::error::Failure;

/// A file that a folder of ours always has, by which it may be replaced.
const OURS: [&str; 2] = ["provenance.json", "council.toml"];

/// Staging folders to remove if the program is interrupted.
static STAGING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static INTERRUPT: Once = Once::new();

/// A folder of outputs in the making.
pub struct Folder {
    staging: PathBuf,
    target: PathBuf,
}

impl Folder {
    /// Begins a folder that will stand at `target`. A target that exists must be empty or an output of ours.
    pub fn begin(target: &Path) -> Result<Self, Failure> {
        refuse_foreign(target)?;
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent)
            .map_err(|e| Failure::work(&format!("cannot make {}", parent.display()), &e))?;
        let name = target
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into());
        let staging = parent.join(format!(".{name}.{}.part", std::process::id()));
        remove_on_interrupt(&staging);
        fs::create_dir_all(&staging)
            .map_err(|e| Failure::work(&format!("cannot write in {}", parent.display()), &e))?;
        Ok(Self {
            staging,
            target: target.to_path_buf(),
        })
    }

    /// Writes a file; its name may have folders in it.
    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.staging.join(name);
        let made = match path.parent() {
            Some(folder) => fs::create_dir_all(folder),
            None => Ok(()),
        };
        made.and_then(|()| fs::write(&path, text)).map_err(|e| {
            Failure::work(
                &format!("cannot write {name} for {}", self.target.display()),
                &e,
            )
        })
    }

    /// Where the files are until the folder is finished.
    pub fn path(&self) -> &Path {
        &self.staging
    }

    /// Puts the folder in its place.
    pub fn finish(self) -> Result<(), Failure> {
        let failed =
            |e: io::Error| Failure::work(&format!("cannot write {}", self.target.display()), &e);
        if self.target.exists() {
            // The old folder steps aside first, so that there is always one whole folder.
            let old = self.staging.with_extension("old");
            fs::rename(&self.target, &old).map_err(failed)?;
            if let Err(e) = fs::rename(&self.staging, &self.target) {
                let _ = fs::rename(&old, &self.target);
                return Err(failed(e));
            }
            let _ = fs::remove_dir_all(&old);
            Ok(())
        } else {
            fs::rename(&self.staging, &self.target).map_err(failed)
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // After `finish` there is nothing left to remove.
        let _ = fs::remove_dir_all(&self.staging);
        if let Ok(mut staging) = STAGING.lock() {
            staging.retain(|path| *path != self.staging);
        }
    }
}

fn refuse_foreign(target: &Path) -> Result<(), Failure> {
    if !target.exists() {
        return Ok(());
    }
    let name = target.display();
    if !target.is_dir() {
        return Err(Failure::Work(format!(
            "{name} is a file; name a folder with --out"
        )));
    }
    let empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if empty || OURS.iter().any(|file| target.join(file).is_file()) {
        Ok(())
    } else {
        Err(Failure::Work(format!(
            "{name} exists and was not written by placewell; nothing was changed: \
             name another folder with --out, or remove it"
        )))
    }
}

/// On an interrupt nothing half-made stays behind, and the exit status is 130.
fn remove_on_interrupt(staging: &Path) {
    if let Ok(mut list) = STAGING.lock() {
        list.push(staging.to_path_buf());
    }
    INTERRUPT.call_once(|| {
        let handler = || {
            if let Ok(list) = STAGING.lock() {
                for path in list.iter() {
                    let _ = fs::remove_dir_all(path);
                }
            }
            eprintln!("interrupted; nothing was written");
            std::process::exit(130);
        };
        if ctrlc::set_handler(handler).is_err() {
            tracing::warn!("an interrupt may leave an unfinished folder behind");
        }
    });
}
