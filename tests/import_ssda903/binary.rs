//! The program as people start it, in an empty folder of its own.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder below `tests/`.
pub fn tests_folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// What a run left to read.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Expects that all went well.
    pub fn good(self) -> Self {
        let Self { stdout, stderr, .. } = &self;
        assert_eq!(self.status, 0, "{stdout}\n{stderr}");
        self
    }
}

/// An empty folder in which the program is started.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    /// Copies a file or a folder with all that is in it.
    pub fn copy(&self, from: &Path, to: &str) {
        copy(from, &self.path(to));
    }

    /// Starts the program with these words; its own folder has no name in what it says.
    pub fn run(&self, words: &str) -> Ran {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("placewell"));
        let done = command
            .current_dir(self.0.path())
            .args(words.split_whitespace())
            .output()
            .unwrap();
        let here = self.0.path().canonicalize().unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(here.to_str().unwrap(), "<here>")
        };
        Ran {
            status: done.status.code().expect("no signal ended it"),
            stdout: text(done.stdout),
            stderr: text(done.stderr),
        }
    }

    /// Every file and folder, by its path from here, in order.
    pub fn everything(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(self.0.path(), "", &mut found);
        found.sort();
        found
    }
}

/// Every file below a folder with its bytes, by its path from the folder.
pub fn files_below(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut names = Vec::new();
    list(dir, "", &mut names);
    names.sort();
    let files = names.into_iter().filter(|name| dir.join(name).is_file());
    files
        .map(|name| (name.clone(), fs::read(dir.join(name)).unwrap()))
        .collect()
}

fn list(dir: &Path, above: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{above}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{name}/"), found);
        }
        found.push(name);
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}
