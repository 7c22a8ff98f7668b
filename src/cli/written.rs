//! Which files of a folder placewell wrote: its `provenance.json` lists them, so that no file of anybody else is removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

/// What says whose a folder is, and what was written there.
pub const PROVENANCE: &str = "provenance.json";

/// What file managers leave behind by themselves, and nobody misses.
const NOBODYS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Lists the files of a folder in its provenance, and those of each folder in it that has one of its own.
pub fn list(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path())?;
        }
    }
    let path = folder.join(PROVENANCE);
    let Ok(text) = fs::read_to_string(&path) else {
        return Ok(());
    };
    let mut provenance: Value = serde_json::from_str(&text)?;
    let mut names = files(folder)?;
    names.remove(PROVENANCE);
    provenance["files"] = json!(names);
    fs::write(path, format!("{provenance:#}\n"))
}

/// The first file of a folder, by name, that its provenance does not list.
pub fn first_other(folder: &Path) -> io::Result<Option<String>> {
    let text = fs::read_to_string(folder.join(PROVENANCE)).unwrap_or_default();
    let provenance: Value = serde_json::from_str(&text).unwrap_or_default();
    let listed = provenance["files"].as_array().into_iter().flatten();
    let listed: BTreeSet<&str> = listed.filter_map(Value::as_str).collect();
    let is_other = |name: &String| name != PROVENANCE && !listed.contains(name.as_str());
    Ok(files(folder)?.into_iter().find(is_other))
}

/// Whether a folder's provenance lists what was written there, as it does since such lists are kept.
pub fn is_listed(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join(PROVENANCE)).unwrap_or_default();
    let provenance: Value = serde_json::from_str(&text).unwrap_or_default();
    provenance["files"].is_array()
}

/// Names of all files in a folder and in those in it, with `/` between. A link is a file, wherever it leads.
fn files(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let inside = files(&entry.path())?.into_iter();
            found.extend(inside.map(|inner| format!("{name}/{inner}")));
        } else if !NOBODYS.contains(&name.as_str()) {
            found.insert(name);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_somebody_elses() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let other = || first_other(dir.path()).unwrap();
        write("kpis.csv", "code");
        write("models/cost.mps", "NAME");
        write(PROVENANCE, "{\"program\": \"placewell\"}");
        write("models/provenance.json", "{}");
        assert_eq!(other().as_deref(), Some("kpis.csv"));
        assert!(!is_listed(dir.path()));
        list(dir.path()).unwrap();
        assert_eq!(other(), None);
        assert!(is_listed(dir.path()));
        assert_eq!(first_other(&dir.path().join("models")).unwrap(), None);
        write(".DS_Store", "");
        assert_eq!(other(), None);
        write("models/notes.txt", "mine");
        assert_eq!(other().as_deref(), Some("models/notes.txt"));
        write("a.txt", "mine");
        assert_eq!(other().as_deref(), Some("a.txt"));
    }
}
