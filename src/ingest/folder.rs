//! The council folder as a whole.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::areas::read_areas;
use super::children::{read_children, resolve_children};
use super::codes::{ARCHIVE, Code, FOLDER_NOT_FOUND, FOLDER_UNREADABLE, NOT_A_FOLDER};
use super::contradictions::check_placements;
use super::council_toml::{Head, read_head};
use super::diagnostic::{Problem, Problems, Severity};
use super::homes::{read_homes, resolve_homes};
use super::log::Log;
use super::open::unknown_file;
use super::records::{
    Known, read_approvals, read_assessments, read_episodes, read_placements, read_siblings,
};
use super::rows::Loaded;
use super::siblings::check_siblings;
use super::tables::{COUNCIL_FILE, EPISODES, SHORT_BREAKS, TABLES, is_known_file};
use crate::model::{
    Approval, Area, Assessment, Child, Council, Episode, Home, Placement, SiblingLink,
};

/// What the reader must be told, because its room does not know it.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Codes of the duties that measure something, which a tier may name.
    pub known_measures: &'a [&'a str],
    /// Every indicator by code and name, with the highest figure that a target in `[policy.targets]` can have; `None` for
    /// one that describes and does not judge, and so can have no target.
    pub known_targets: &'a [(&'a str, &'a str, Option<f64>)],
}

/// A council folder that has been read.
#[derive(Debug)]
pub struct Reading {
    /// The council.
    pub council: Council,
    /// What somebody should look at.
    pub warnings: Problems,
    /// Name and SHA-256 of each file that was read, in reading order.
    pub input_hashes: Vec<(String, String)>,
}

/// Reads a council folder. Everything that is wrong is reported at once.
pub fn read_council(dir: &Path, options: &Options<'_>) -> Result<Reading, Problems> {
    check_folder(dir).map_err(|problem| Problems::one(*problem))?;
    let mut head_log = Log::of(COUNCIL_FILE);
    let head = read_head(dir, options, &mut head_log);
    let mut tables = Tables::read(dir, &head);
    tables.check();
    let mut problems = Problems::default();
    head_log.settle(dir, &mut problems);
    let hashes = tables.hashes(&head);
    let council = tables.settle(dir, head, &mut problems);
    problems.append(unknown_files(dir));
    match council {
        Some(council) if !problems.has_errors() => Ok(Reading {
            council,
            warnings: problems,
            input_hashes: hashes,
        }),
        _ => Err(problems),
    }
}

struct Tables {
    areas: Loaded<Area>,
    children: Loaded<Child>,
    homes: Loaded<Home>,
    siblings: Loaded<SiblingLink>,
    placements: Loaded<Placement>,
    assessments: Loaded<Assessment>,
    approvals: Loaded<Approval>,
    episodes: Loaded<Episode>,
    short_breaks: Loaded<Episode>,
}

impl Tables {
    /// Children and homes are read side by side, then everything that refers to them.
    fn read(dir: &Path, head: &Head) -> Self {
        let as_at = head.as_at;
        let (areas, area_ids) = read_areas(dir);
        let ((mut children, child_ids), (mut homes, home_ids)) = rayon::join(
            || read_children(dir, as_at, &area_ids),
            || read_homes(dir, as_at, &area_ids),
        );
        let known = Known {
            children: &child_ids,
            homes: &home_ids,
            as_at,
        };
        let ((), (placements, (others, episodes))) = rayon::join(
            || {
                resolve_children(&mut children, &child_ids, &home_ids);
                resolve_homes(&mut homes, &child_ids);
            },
            || {
                rayon::join(
                    || read_placements(dir, known),
                    || {
                        let siblings = read_siblings(dir, known);
                        let assessments = read_assessments(dir, known);
                        let approvals = read_approvals(dir, known);
                        let history = read_episodes(dir, EPISODES, as_at);
                        let short_breaks = read_episodes(dir, SHORT_BREAKS, as_at);
                        ((siblings, assessments, approvals), (history, short_breaks))
                    },
                )
            },
        );
        let (siblings, assessments, approvals) = others;
        Self {
            areas,
            children,
            homes,
            siblings,
            placements,
            assessments,
            approvals,
            episodes: episodes.0,
            short_breaks: episodes.1,
        }
    }

    fn check(&mut self) {
        check_placements(&mut self.placements, &self.children, &mut self.homes);
        check_siblings(&mut self.siblings, &mut self.children);
    }

    fn hashes(&self, head: &Head) -> Vec<(String, String)> {
        let tables = [
            &self.areas.hash,
            &self.children.hash,
            &self.siblings.hash,
            &self.homes.hash,
            &self.placements.hash,
            &self.assessments.hash,
            &self.approvals.hash,
            &self.episodes.hash,
            &self.short_breaks.hash,
        ];
        let council = (COUNCIL_FILE.to_owned(), head.hash.clone());
        let tables = TABLES.iter().zip(tables);
        let tables = tables.filter_map(|(t, hash)| Some((t.file.to_owned(), hash.clone()?)));
        std::iter::once(council).chain(tables).collect()
    }

    /// The council, and the problems of all files in reading order.
    fn settle(self, dir: &Path, head: Head, problems: &mut Problems) -> Option<Council> {
        let logs = [
            self.areas.log,
            self.children.log,
            self.siblings.log,
            self.homes.log,
            self.placements.log,
            self.assessments.log,
            self.approvals.log,
            self.episodes.log,
            self.short_breaks.log,
        ];
        for log in logs {
            log.settle(dir, problems);
        }
        Some(Council {
            name: head.name,
            code: head.code,
            as_at: head.as_at?,
            adjoining: head.adjoining,
            partners: head.partners,
            under_18_population: head.under_18_population,
            vintage: head.vintage,
            policy: head.policy,
            members: Vec::new(),
            areas: self.areas.rows,
            children: self.children.rows,
            sibling_links: self.siblings.rows,
            homes: self.homes.rows,
            placements: self.placements.rows,
            episodes: self.episodes.rows,
            short_breaks: self.short_breaks.rows,
            assessments: self.assessments.rows,
            approvals: self.approvals.rows,
        })
    }
}

fn check_folder(dir: &Path) -> Result<(), Box<Problem>> {
    let shown = dir.display();
    let problem = |code: &Code, message: String, action: &str| {
        Err(Box::new(Problem {
            code: code.code,
            severity: Severity::Error,
            file: String::new(),
            line: None,
            column: None,
            value: None,
            message,
            expected: Some("a folder with council.toml and CSV files".to_owned()),
            action: action.to_owned(),
        }))
    };
    let about = match fs::metadata(dir) {
        Ok(about) => about,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let action = "check the spelling and the folder that you are in";
            return problem(&FOLDER_NOT_FOUND, format!("{shown} does not exist"), action);
        }
        Err(error) => {
            let message = format!("{shown} cannot be opened: {error}");
            return problem(&FOLDER_UNREADABLE, message, "ask for read permission");
        }
    };
    if about.is_dir() {
        return match fs::read_dir(dir) {
            Ok(_) => Ok(()),
            Err(error) => {
                let message = format!("{shown} cannot be opened: {error}");
                problem(&FOLDER_UNREADABLE, message, "ask for read permission")
            }
        };
    }
    let name = dir.extension().map(|name| name.to_ascii_lowercase());
    let archives = ["zip", "gz", "tgz", "7z", "tar", "rar", "xz"];
    if name.is_some_and(|name| archives.iter().any(|archive| name == *archive)) {
        let action = "unpack it into a folder with restricted access and give that folder";
        return problem(&ARCHIVE, format!("{shown} is an archive"), action);
    }
    let action = "give the folder that holds council.toml";
    problem(&NOT_A_FOLDER, format!("{shown} is not a folder"), action)
}

/// Warns of CSV files that nothing reads, in order of name.
fn unknown_files(dir: &Path) -> Problems {
    let mut names: Vec<String> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.to_lowercase().ends_with(".csv") && !is_known_file(name))
        .collect();
    names.sort_unstable();
    let present = |name: &str| dir.join(name).exists();
    let absent = TABLES.iter().map(|table| table.file);
    let absent: Vec<&str> = absent.filter(|file| !present(file)).collect();
    let mut problems = Problems::default();
    for name in names {
        let mut log = Log::of(&name);
        log.add(unknown_file(&name, &absent));
        log.settle(dir, &mut problems);
    }
    problems
}
