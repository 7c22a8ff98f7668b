//! What can go wrong in a run.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a run, a merge or the reading of one ended.
#[derive(Debug, Error)]
pub enum RunError {
    /// A file could not be written.
    #[error("cannot write {}: {}; what was finished is kept: {}, then give the same command again", path.display(), plain(why), remedy(why))]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// A file of the run could not be read.
    #[error("cannot read {}: {why}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A file is there with other bytes than were written.
    #[error("{} is damaged: its bytes are not those that were written (its checksum differs, or is gone); delete it and give the command of the run again", .0.display())]
    Damaged(PathBuf),
    /// A folder that was given as one of a run is none.
    #[error("{} {why}: give the folder that placewell run or merge has written", path.display())]
    NoRun {
        /// The folder.
        path: PathBuf,
        /// What is there.
        why: String,
    },
    /// Another process works in the folder.
    #[error("{} is being written by another run: wait for it, or name another folder", .0.display())]
    Busy(PathBuf),
    /// The folder holds something that is not of this run.
    #[error("{} {why}; nothing was changed: name another folder{}", path.display(), if *replaceable { ", or give --replace" } else { "" })]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// What is there.
        why: String,
        /// Whether it may be replaced.
        replaceable: bool,
    },
    /// The folder of another run holds a file that no run wrote.
    #[error("{} holds {file}, which no run wrote, and would be replaced as a whole; nothing was changed: name another folder, or move that file elsewhere", path.display())]
    Other {
        /// The folder.
        path: PathBuf,
        /// The file in it.
        file: String,
    },
    /// Folders that are to be merged are not of one run.
    #[error("{} and {} are not of one run: merge folders of the same council, scenarios, seed, months and replications", one.display(), other.display())]
    Apart {
        /// The first.
        one: PathBuf,
        /// The other.
        other: PathBuf,
    },
    /// Chunks are missing.
    #[error(
        "{missing} of {all} chunks are not there, the first of {scenario}: run the other shards, then merge all of them"
    )]
    Missing {
        /// How many.
        missing: usize,
        /// Of how many.
        all: usize,
        /// Scenario of the first one.
        scenario: String,
    },
    /// It was asked to end.
    #[error(
        "interrupted after {done} of {all} chunks; they are kept: give the same command again to go on"
    )]
    Interrupted {
        /// Chunks that are there.
        done: usize,
        /// Of how many of this shard.
        all: usize,
    },
}

impl RunError {
    /// A file that could not be written.
    pub fn write(path: &Path, why: std::io::Error) -> Self {
        Self::Write {
            path: path.to_path_buf(),
            why,
        }
    }

    /// A file that could not be read.
    pub fn read(path: &Path, why: &dyn std::fmt::Display) -> Self {
        Self::Read {
            path: path.to_path_buf(),
            why: plain(why),
        }
    }

    /// Whether it is what was given that is at fault, and not the disk or the machine.
    pub const fn is_of_input(&self) -> bool {
        match self {
            Self::Read { .. }
            | Self::Damaged(_)
            | Self::NoRun { .. }
            | Self::Apart { .. }
            | Self::Other { .. }
            | Self::Missing { .. } => true,
            Self::Write { .. }
            | Self::Busy(_)
            | Self::Foreign { .. }
            | Self::Interrupted { .. } => false,
        }
    }
}

/// The system's words without its number, which says nothing to people and differs from system to system.
fn plain(why: &dyn std::fmt::Display) -> String {
    let text = why.to_string();
    let words = text.split(" (os error").next();
    words.unwrap_or_default().to_owned()
}

/// What helps against it.
fn remedy(why: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    match why.kind() {
        PermissionDenied | ReadOnlyFilesystem => "see to it that you may write there",
        _ => "make room",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_quoted_in_words() {
        let why = std::io::Error::from_raw_os_error(28);
        let said = RunError::write(Path::new("out/summary.csv"), why).to_string();
        assert!(
            said.starts_with("cannot write out/summary.csv: No space left on device; what"),
            "{said}"
        );
        assert!(said.contains("is kept: make room, then"), "{said}");
        let why = std::io::Error::from_raw_os_error(13);
        let said = RunError::write(Path::new("out/summary.csv"), why).to_string();
        assert!(
            said.contains("see to it that you may write there") && !said.contains("room"),
            "{said}"
        );
    }
}
