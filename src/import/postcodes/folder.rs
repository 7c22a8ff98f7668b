//! Which files of a folder are the directory.
//!
//! ONSPD and NSPL are unpacked into a folder with `Data/NAME_UK.csv`, the whole directory, and
//! `Data/multi_csv/NAME_UK_AB.csv`, the same once more with one file a postcode area. Guides and lists of codes are in
//! other folders.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::table::{Table, start_of, unreadable};
use crate::import::sheet::one;
use crate::ingest::Problems;
use crate::ingest::codes::{ARCHIVE, NOT_A_POSTCODE_DIRECTORY};
use crate::ingest::log::{At, Finding};

/// The files chosen, and the directories beside them that were left out.
#[derive(Debug)]
pub struct Choice {
    pub tables: Vec<Table>,
    pub left_out: Vec<String>,
}

/// A CSV file of the folder.
struct Candidate {
    path: PathBuf,
    /// Path below the folder that was given, with slashes.
    name: String,
    size: u64,
}

/// Chooses the files of a directory: in the folder itself, in its `Data`, or in the `Data` of a folder in it; and
/// there, in `multi_csv` only where there is no whole file.
pub fn choose(folder: &Path, name: &str) -> Result<Choice, Problems> {
    let mut first_problem: Option<(u64, Problems)> = None;
    for place in places(folder).map_err(|error| unreadable(name, &error))? {
        let candidates = candidates(folder, &place).map_err(|error| unreadable(name, &error))?;
        let mut tables = Vec::new();
        for candidate in &candidates {
            match open(candidate) {
                Ok(table) => tables.push(table),
                // The problems of the largest file say most.
                Err(problems) => {
                    let is_larger = |(size, _): &(u64, Problems)| candidate.size > *size;
                    if first_problem.as_ref().is_none_or(is_larger) {
                        first_problem = Some((candidate.size, problems));
                    }
                }
            }
        }
        if !tables.is_empty() {
            return among(tables, &candidates);
        }
    }
    Err(match first_problem {
        Some((_, problems)) => problems,
        None => no_table(folder, name),
    })
}

fn no_table(folder: &Path, name: &str) -> Problems {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut archives: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|file| file.to_lowercase().ends_with(".zip"))
        .collect();
    archives.sort();
    let finding = match archives.first() {
        Some(archive) => {
            let message = format!("{name} holds an archive, {archive}, and no CSV file");
            let action = "unpack it there and give the same folder";
            Finding::new(&ARCHIVE, At::File, message).action(action)
        }
        None => {
            let message = format!("{name} holds no CSV file, and neither does a Data folder in it");
            let action = "give the folder into which ONSPD or NSPL was unpacked, or the CSV file";
            Finding::new(&NOT_A_POSTCODE_DIRECTORY, At::File, message).action(action)
        }
    };
    one("", finding)
}

fn open(candidate: &Candidate) -> Result<Table, Problems> {
    let (start, size) = start_of(&candidate.path, &candidate.name)?;
    Table::open(&candidate.path, &candidate.name, &start, size)
}

/// Chooses among the directories of one folder: all files of one set of areas, or the largest whole file.
fn among(tables: Vec<Table>, candidates: &[Candidate]) -> Result<Choice, Problems> {
    let sets: BTreeSet<Option<&str>> = tables.iter().map(|t| set_of_areas(&t.name)).collect();
    if let &[Some(set)] = sets.into_iter().collect::<Vec<_>>().as_slice() {
        // One area that cannot be read would be a hole in the map, so it is a problem.
        for candidate in candidates {
            let is_read = tables.iter().any(|t| t.name == candidate.name);
            if !is_read && set_of_areas(&candidate.name) == Some(set) {
                open(candidate)?;
            }
        }
        return Ok(Choice {
            tables,
            left_out: Vec::new(),
        });
    }
    let largest = (0..tables.len()).max_by_key(|&at| (tables[at].size, std::cmp::Reverse(at)));
    let mut left_out: Vec<String> = tables.iter().map(|t| t.name.clone()).collect();
    let mut tables = tables;
    let chosen = tables.swap_remove(largest.unwrap_or(0));
    left_out.retain(|name| *name != chosen.name);
    Ok(Choice {
        tables: vec![chosen],
        left_out,
    })
}

/// The common part of the names of a set, such as `ONSPD_FEB_2023_UK` of `ONSPD_FEB_2023_UK_AB.csv`: what comes
/// before a postcode area at the end. The whole file ends in the two letters of UK, which are no area.
fn set_of_areas(name: &str) -> Option<&str> {
    let stem = &name[..name.len().checked_sub(".csv".len())?];
    let (set, area) = stem.rsplit_once('_')?;
    let is_area = matches!(area.len(), 1 | 2) && area.bytes().all(|b| b.is_ascii_alphabetic());
    (is_area && !area.eq_ignore_ascii_case("uk")).then_some(set)
}

/// The folders to look in, in order.
fn places(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut places = vec![folder.to_owned()];
    places.extend(subfolder(folder, "data")?);
    let mut inner: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    inner.sort();
    for path in inner {
        // A folder that may not be listed is none of the directory's.
        places.extend(subfolder(&path, "data").ok().flatten());
    }
    let with_areas = places.into_iter().flat_map(|place| {
        let areas = subfolder(&place, "multi_csv").ok().flatten();
        std::iter::once(place).chain(areas)
    });
    Ok(with_areas.collect())
}

fn subfolder(folder: &Path, name: &str) -> std::io::Result<Option<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let is_it = entry.file_name().to_str()?.eq_ignore_ascii_case(name);
            (is_it && entry.path().is_dir()).then(|| entry.path())
        })
        .collect();
    found.sort();
    Ok(found.into_iter().next())
}

fn candidates(folder: &Path, place: &Path) -> std::io::Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        let path = entry.path();
        let about = fs::metadata(&path);
        let is_csv = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let Some(about) = about.ok().filter(|about| is_csv && about.is_file()) else {
            continue;
        };
        let below = path.strip_prefix(folder).unwrap_or(&path).components();
        let parts: Vec<_> = below
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        found.push(Candidate {
            name: parts.join("/"),
            size: about.len(),
            path,
        });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADINGS: &str = "pcds,doterm,oslaua,oseast1m,osnrth1m\n";

    fn chosen(files: &[(&str, &str)]) -> Result<(Vec<String>, Vec<String>), Problems> {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let choice = choose(dir.path(), "given")?;
        let names = choice.tables.into_iter().map(|t| t.name).collect();
        Ok((names, choice.left_out))
    }

    #[test]
    fn the_whole_file_goes_before_the_areas() {
        let files = [
            ("ONSPD/Data/ONSPD_FEB_2023_UK.csv", HEADINGS),
            ("ONSPD/Data/multi_csv/ONSPD_FEB_2023_UK_AB.csv", HEADINGS),
            ("ONSPD/Documents/LA_UA names.csv", "code,name\n"),
        ];
        let (read, left_out) = chosen(&files).unwrap();
        assert_eq!(read, ["ONSPD/Data/ONSPD_FEB_2023_UK.csv"]);
        assert!(left_out.is_empty());
    }

    #[test]
    fn all_areas_are_one_directory() {
        let files = [
            ("data/multi_csv/NSPL_UK_AB.csv", HEADINGS),
            ("data/multi_csv/NSPL_UK_B.CSV", HEADINGS),
            ("data/multi_csv/readme.csv", "a,b\n"),
        ];
        let (read, _) = chosen(&files).unwrap();
        assert_eq!(
            read,
            [
                "data/multi_csv/NSPL_UK_AB.csv",
                "data/multi_csv/NSPL_UK_B.CSV"
            ]
        );
        let broken = [files[0], files[1], ("data/multi_csv/NSPL_UK_CA.csv", "")];
        assert_eq!(chosen(&broken).unwrap_err().list()[0].code, "E0104");
    }

    #[test]
    fn of_several_directories_the_largest_is_read_and_the_others_are_named() {
        let longer = format!("{HEADINGS}HR1 2AB,,E06000019,351000,240000\n");
        let files = [
            ("ONSPD_FEB_2023_UK.csv", HEADINGS),
            ("ONSPD_MAY_2023_UK.csv", longer.as_str()),
        ];
        let (read, left_out) = chosen(&files).unwrap();
        assert_eq!(read, ["ONSPD_MAY_2023_UK.csv"]);
        assert_eq!(left_out, ["ONSPD_FEB_2023_UK.csv"]);
    }

    #[test]
    fn a_folder_without_a_directory_says_what_was_found() {
        let none = chosen(&[("notes.txt", "x")]).unwrap_err();
        assert!(none.render().contains("holds no CSV file"), "{none}");
        let other =
            chosen(&[("a.csv", "x,y\n"), ("b.csv", "pcds,oslaua,easting,x\n")]).unwrap_err();
        assert!(
            other
                .list()
                .iter()
                .all(|p| p.file == "b.csv" && p.code == "E0804")
        );
    }
}
