//! Scenarios that are run: killed, resumed, cut into shards, out of disk; the bytes are always the same.

mod asked;
mod compared;
mod damaged;
mod full_disk;
mod same_bytes;
mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with a small council and a scenario.
pub struct Desk {
    dir: TempDir,
}

impl Desk {
    /// A council of so many children.
    pub fn of(children: u32) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Self { dir };
        let made = desk
            .placewell()
            .args(["synth", "herefordshire", "--out", "council", "--children"])
            .arg(children.to_string())
            .status();
        assert!(made.unwrap().success());
        desk.write("carers.toml", CARERS);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The program, in the folder.
    pub fn placewell(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_placewell"));
        command
            .current_dir(self.dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    /// A run of the scenario.
    pub fn run(&self, out: &str, more: &[&str]) -> Command {
        let mut command = self.placewell();
        command
            .args(["run", "carers.toml", "--council", "council", "--out", out])
            .args(["--months", "12", "--replications", "80"])
            .args(more);
        command
    }

    /// Runs it to the end.
    pub fn runs(&self, out: &str, more: &[&str]) {
        let done = self.run(out, more).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{said}");
    }

    /// Every file of a folder but timings, with its bytes, in order of name.
    pub fn files(&self, out: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(out);
        let mut files = Vec::new();
        collect(&root, &root, &mut files);
        files.sort();
        assert!(files.iter().any(|(name, _)| name == "summary.csv"));
        files.retain(|(name, _)| name != "timings.json");
        files
    }
}

const CARERS: &str = "title = \"Ten foster carers for teenagers\"\n[levers.recruit]\ncarers = 10\n\
    for = \"teenagers\"\npounds_once = 20_000\n";

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.push((name, fs::read(&path).unwrap()));
        }
    }
}

/// Names alone, for messages that people can read.
pub fn names(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, _)| name.as_str()).collect()
}

/// Whether two folders are the same, file by file.
pub fn assert_same(one: &[(String, Vec<u8>)], other: &[(String, Vec<u8>)], about: &str) {
    assert_eq!(names(one), names(other), "{about}");
    for ((name, bytes), (_, others)) in one.iter().zip(other) {
        assert!(bytes == others, "{about}: {name} differs");
    }
}
