//! What can go wrong in a run.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a run, a merge or the reading of one ended.
#[derive(Debug, Error)]
pub enum RunError {
    /// A file could not be written.
    #[error("cannot write {}: {why}; what was finished is kept: make room, then give the same command again", path.display())]
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
            why: why.to_string(),
        }
    }
}
