//! The program in an empty folder of its own, and tables side by side.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// What a run left to read.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Expects that all went well.
    pub fn good(self) -> Self {
        assert_eq!(self.status, 0, "{}\n{}", self.stdout, self.stderr);
        self
    }
}

pub struct Place(TempDir);

impl Place {
    /// A place with the council of `returns/` in its folder `council`.
    pub fn with_council() -> Self {
        let place = Self::empty();
        place.import(&folder("returns"), "--council Herefordshire");
        place
    }

    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Imports returns into `council`.
    pub fn import(&self, returns: &Path, words: &str) {
        let mut command = self.program();
        command.args(["--quiet", "import", "ssda903"]).arg(returns);
        command.args(words.split_whitespace());
        command.args(["--ids", "keep", "--out", "council"]);
        command.assert().success();
    }

    fn program(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("placewell"));
        command.current_dir(self.0.path());
        command
    }

    /// Starts the program with these words.
    pub fn run(&self, words: &str) -> Ran {
        let done = self.program().args(words.split_whitespace()).output();
        let done = done.unwrap();
        Ran {
            status: done.status.code().expect("no signal ended it"),
            stdout: String::from_utf8(done.stdout).unwrap(),
            stderr: String::from_utf8(done.stderr).unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A folder beside this file.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/forecast_stock_flow")
        .join(name)
}

/// The worst difference between the figures of two tables, whose words and shape must be the same.
pub fn worst(ours: &str, theirs: &str) -> f64 {
    assert_eq!(ours.lines().count(), theirs.lines().count());
    let mut worst = 0.0_f64;
    for (line, other) in ours.lines().zip(theirs.lines()) {
        let (cells, others) = (line.split(','), other.split(','));
        assert_eq!(cells.clone().count(), others.clone().count(), "{line}");
        for (cell, other) in cells.zip(others) {
            match (cell.parse::<f64>(), other.parse::<f64>()) {
                (Ok(cell), Ok(other)) => worst = worst.max((cell - other).abs()),
                _ => assert_eq!(cell, other, "{line}"),
            }
        }
    }
    worst
}
