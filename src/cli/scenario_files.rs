//! Scenario files as they are given: files, and folders of them.

use std::path::{Path, PathBuf};

use super::error::Failure;
use super::input::is_council;
use crate::ingest::{Problem, Problems, Severity, codes};

/// Every file that is given, those of a folder in order of name, each once.
pub fn expanded<'p>(given: impl IntoIterator<Item = &'p PathBuf>) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for path in given {
        if path.is_dir() {
            paths.extend(of_folder(path)?);
        } else {
            paths.push(path.clone());
        }
    }
    let mut seen = Vec::new();
    paths.retain(|path| {
        let place = path.canonicalize().unwrap_or_else(|_| path.clone());
        let is_new = !seen.contains(&place);
        seen.push(place);
        is_new
    });
    Ok(paths)
}

/// Scenario files of a folder, in order of name; of the folders in it where it has none itself, such as all packs.
pub fn of_folder(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !dir.exists() {
        let action = "check the path, or give a folder such as scenarios/common";
        return Err(wrong(dir, "there is no such folder", action));
    }
    if is_council(dir) {
        let action =
            "give the council with --council, and scenario files or a folder of them in its place";
        return Err(wrong(
            dir,
            "it is a council folder, not one of scenarios",
            action,
        ));
    }
    let entries = std::fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|why| {
        let action = "check that it is a folder that you may read";
        wrong(dir, &why.to_string(), action)
    })?;
    let is_toml = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let entries: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    let mut paths: Vec<PathBuf> = entries
        .iter()
        .filter(|path| is_toml(path))
        .cloned()
        .collect();
    if paths.is_empty() {
        for inner in entries
            .iter()
            .filter(|path| path.is_dir() && !is_council(path))
        {
            let files = std::fs::read_dir(inner).into_iter().flatten().flatten();
            paths.extend(files.map(|file| file.path()).filter(is_toml));
        }
    }
    paths.sort();
    if paths.is_empty() {
        let action = "give a folder such as scenarios/common";
        return Err(wrong(dir, "it has no scenario file (.toml)", action));
    }
    Ok(paths)
}

fn wrong(dir: &Path, why: &str, action: &str) -> Failure {
    let why = why.split(" (os error").next().unwrap_or_default();
    let shown = dir.display().to_string();
    Failure::Input(Problems::one(Problem {
        code: codes::UNREADABLE.code,
        severity: Severity::Error,
        message: format!("{shown} cannot be read as scenarios: {why}"),
        file: shown,
        line: None,
        column: None,
        value: None,
        expected: None,
        action: action.to_owned(),
    }))
}
