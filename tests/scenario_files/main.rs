//! Scenario files as a user has them: the packs, the schema, the requirements, broken files, and the commands.

mod as_a_user;
mod broken;
mod explained;
mod packs;
mod requirements;
mod scenario;
mod schema;
mod simulated;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

use placewell::ingest::{Options, Problems};
use placewell::scenario::{Scenario, file};

/// The project's folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a scenario as the command line does.
fn read(path: &Path) -> Result<Scenario, Problems> {
    file::read(path, &options(&measures(), &placewell::kpis::targets()))
}

fn measures() -> Vec<&'static str> {
    placewell::duties::measures()
}

fn options<'a>(
    measures: &'a [&'a str],
    targets: &'a [(&'a str, &'a str, Option<f64>)],
) -> Options<'a> {
    Options {
        known_measures: measures,
        known_targets: targets,
    }
}

/// Every scenario file of the project, in order of path.
fn pack_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in fs::read_dir(root().join("scenarios")).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            let toml = fs::read_dir(folder)
                .unwrap()
                .map(|file| file.unwrap().path());
            files.extend(toml.filter(|path| path.extension().is_some_and(|e| e == "toml")));
        }
    }
    files.sort();
    files
}

/// Compares a generated file with what is committed; `PLACEWELL_BLESS=1` writes it anew.
fn is_current(file: &str, text: &str) {
    let path = root().join(file);
    if std::env::var_os("PLACEWELL_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "{file} is stale: run with PLACEWELL_BLESS=1 and read the difference"
    );
}
