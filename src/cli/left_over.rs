//! Folders in the making that a killed command left beside its output: the next command that writes the same output takes them
//! away.

use std::fs;
use std::path::Path;
use std::time::Duration;

/// Where the system does not tell which processes there are, how long ago a folder must have been changed to be of none.
const LONG_AGO: Duration = Duration::from_hours(24);

/// The name of a folder in the making, of an output's name and a process.
pub fn name(output: &str, process: u32) -> String {
    format!(".{output}.{process}.part")
}

/// Removes the folders in the making of an output in a folder whose process is there no longer.
pub fn sweep(parent: &Path, output: &str) {
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let process = entry
            .file_name()
            .to_str()
            .and_then(|name| process_of(name, output));
        let is_folder = entry.file_type().is_ok_and(|of| of.is_dir());
        if is_folder && process.is_some_and(|process| is_over(process, &entry.path())) {
            // What cannot be removed does no harm.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The process of a folder in the making of an output.
fn process_of(found: &str, output: &str) -> Option<u32> {
    let number = found.strip_prefix('.')?.strip_prefix(output)?;
    let number = number.strip_prefix('.')?.strip_suffix(".part")?;
    let process = number.parse().ok()?;
    (name(output, process) == found).then_some(process)
}

fn is_over(process: u32, folder: &Path) -> bool {
    let processes = Path::new("/proc");
    if processes.join(std::process::id().to_string()).exists() {
        return !processes.join(process.to_string()).exists();
    }
    let changed = fs::metadata(folder).and_then(|of| of.modified());
    let age = changed.ok().and_then(|changed| changed.elapsed().ok());
    age.is_some_and(|age| age > LONG_AGO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_from_a_name_of_its_output_alone() {
        assert_eq!(process_of(".out.17.part", "out"), Some(17));
        for other in [
            ".out.017.part",
            ".out.futures.part",
            ".outer.17.part",
            "out.17.part",
            ".out.17.old",
        ] {
            assert_eq!(process_of(other, "out"), None, "{other}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_of_a_process_that_is_there_stays() {
        let dir = tempfile::tempdir().unwrap();
        // No process has so high a number.
        let (ours, none) = (std::process::id(), u32::MAX);
        let all = [name("out", ours), name("out", none), name("other", none)];
        for folder in &all {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        fs::write(dir.path().join(name("file", none)), "mine").unwrap();
        sweep(dir.path(), "out");
        sweep(dir.path(), "file");
        let is_there = |name: &String| dir.path().join(name).exists();
        assert_eq!(all.each_ref().map(is_there), [true, false, true]);
        assert!(is_there(&name("file", none)));
    }
}
