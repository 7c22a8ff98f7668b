//! What a scenario changes, in plain English.

use super::{is_current, pack_files, read, root};

/// Every scenario of the packs in plain English, in one file that a person can read through.
#[test]
fn the_packs_in_plain_english_are_current() {
    let mut page = "Every scenario of the packs as `placewell scenario explain` tells it. Written by a test; do not edit it by hand.\n".to_owned();
    let folder = format!("{}/", root().display());
    for path in pack_files() {
        let scenario = read(&path).unwrap();
        let told = scenario.explained(None).replace(&folder, "");
        let shown = path.display().to_string().replace(&folder, "");
        page.push_str(&format!("\n=== {shown}\n{told}"));
    }
    is_current("tests/scenario_files/explained.txt", &page);
}

#[test]
fn sentences_are_whole() {
    for path in pack_files() {
        let told = read(&path).unwrap().explained(None);
        for line in told.lines().filter(|line| line.starts_with("- ")) {
            for broken in ["  ", " ,", " .", "..", "( ", "NaN", "{}"] {
                assert!(!line.contains(broken), "{line}");
            }
        }
    }
}
