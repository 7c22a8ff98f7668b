//! Which folder a path means, so that no output takes the place of an input or of another output.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::Failure;

/// The path from the root, with links followed as far as it exists.
pub fn resolved(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut found = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                found.pop();
            }
            other => {
                found.push(other);
                // A link is followed before what comes after it is looked at.
                found = found.canonicalize().unwrap_or(found);
            }
        }
    }
    Ok(found)
}

/// Whether the program was started in this folder or somewhere in it.
pub fn stands_in(folder: &Path) -> bool {
    std::env::current_dir()
        .and_then(|here| here.canonicalize())
        .is_ok_and(|here| here.starts_with(folder))
}

/// Where a path lies in a folder: empty for the folder itself, `None` outside it.
pub fn inside(path: &Path, folder: &Path) -> Option<PathBuf> {
    let (path, folder) = (resolved(path).ok()?, resolved(folder).ok()?);
    path.strip_prefix(folder).ok().map(Path::to_path_buf)
}

/// Refuses an output that would take the place of a council folder or stand in one.
pub fn refuse_over(out: &Path, option: &str, councils: &[PathBuf]) -> Result<(), Failure> {
    for council in councils {
        let what = match (inside(council, out), inside(out, council)) {
            (Some(_), Some(_)) => "is the council folder, which would be replaced",
            (Some(_), None) => "holds the council folder, which would be replaced",
            (None, Some(_)) => "is in the council folder, where only what is read belongs",
            (None, None) => continue,
        };
        let out = out.display();
        return Err(Failure::Usage(format!(
            "{out} {what}: name another folder with {option}"
        )));
    }
    Ok(())
}

/// Refuses a folder with something in it unless it is to be replaced; `warning` follows the option that does so.
pub fn refuse_filled(out: &Path, replace: bool, warning: &str) -> Result<(), Failure> {
    let is_filled = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if is_filled && !replace {
        return Err(Failure::Work(format!(
            "{} exists; nothing was changed: name another folder, or give --replace{warning}",
            out.display()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_compared_as_folders_not_as_words() {
        let dir = tempfile::tempdir().unwrap();
        let round = dir.path().join("round");
        let inner = |path: &str| inside(&dir.path().join(path), &round);
        assert_eq!(inner("round"), Some(PathBuf::new()));
        assert_eq!(inner("round/models/"), Some(PathBuf::from("models")));
        assert_eq!(
            inner("other/../round/models"),
            Some(PathBuf::from("models"))
        );
        assert_eq!(inner("round/../models"), None);
        assert_eq!(inner("rounds"), None);
        assert_eq!(inside(dir.path(), &round), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let dir = tempfile::tempdir().unwrap();
        let real = dir.path().join("real");
        std::fs::create_dir(&real).unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert_eq!(inside(&link.join("new"), &real), Some(PathBuf::from("new")));
    }
}
