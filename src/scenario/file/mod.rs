//! Reading a scenario file, with everything that it extends: every problem at once, each with file, line and column.
//!
//! A file takes over `[horizon]`, `[levers]`, `[targets]` and `[policy]` of the file that it extends, key by key; a lever of the
//! same name replaces the other whole. Name, title, summary, answers and sweep are each file's own.

mod contradictions;
mod lever;
mod number;
mod part;
mod reader;
mod sweep_toml;

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};

use super::levers::Does;
use super::{BASELINE, Horizon, Pulled, Scenario, Source};
use crate::ingest::codes::{BAD_SETTING, BAD_TIER, CIRCULAR_EXTENDS, NOT_UTF8, UNREADABLE};
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::position::Place;
use crate::ingest::{Options, Problems, policy_over};
use crate::model::{Miles, Policy};
pub use part::MOST_REPLICATIONS;
use part::Part;
use reader::Reader;

/// Reads a scenario and the files that it extends.
pub fn read(path: &Path, known: &Options) -> Result<Scenario, Problems> {
    match text_of(path) {
        Ok(text) => read_text(path, text, known),
        Err(wrong) => {
            let mut log = Log::of(&path.display().to_string());
            log.add(wrong.finding(At::File));
            Err(settled([log]))
        }
    }
}

/// Reads a scenario of which the text is at hand; files that it extends are looked for beside `path`.
pub fn read_text(path: &Path, text: String, known: &Options) -> Result<Scenario, Problems> {
    let mut family = Family::of(path, text, known);
    let scenario = family.scenario(known);
    let problems = settled(family.files.into_iter().map(|file| file.log));
    match scenario {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(problems),
    }
}

fn settled(logs: impl IntoIterator<Item = Log>) -> Problems {
    let mut problems = Problems::default();
    for log in logs {
        // Every place is known already.
        log.settle_with(|_| Ok(HashMap::new()), &mut problems);
    }
    problems
}

/// A file that has been read.
struct File {
    source: Source,
    log: Log,
    part: Option<Part>,
}

/// A file and those that it extends, the youngest first.
struct Family {
    files: Vec<File>,
}

impl Family {
    fn of(path: &Path, text: String, known: &Options) -> Self {
        let mut files = Vec::new();
        let mut seen = vec![identity(path)];
        let (mut path, mut text) = (path.to_path_buf(), text);
        loop {
            let mut file = File::of(&path, text, known);
            let extends = file.part.as_ref().and_then(|part| part.extends.clone());
            let Some((asked, place)) = extends else {
                files.push(file);
                return Self { files };
            };
            let next = beside(&path, &asked);
            let id = identity(&next);
            let found = if seen.contains(&id) {
                let names = seen.iter().chain([&id]).map(|path| short(path));
                Err(circular(&names.collect::<Vec<_>>(), At::Known(place)))
            } else {
                text_of(&next).map_err(|wrong| wrong.finding(At::Known(place)))
            };
            match found {
                Ok(found) => text = found,
                Err(finding) => {
                    file.log.add(finding);
                    // What the rest of the chain says is not known, so that nothing is made of it.
                    file.part = None;
                    files.push(file);
                    return Self { files };
                }
            }
            files.push(file);
            seen.push(id);
            path = next;
        }
    }

    /// The scenario, as far as its files could be read.
    fn scenario(&mut self, known: &Options) -> Option<Scenario> {
        self.check_policy(known);
        if self.files.iter().any(|file| file.part.is_none()) {
            return None;
        }
        let count = self.files.len();
        let mut levers: BTreeMap<String, Pulled> = BTreeMap::new();
        let (mut horizon, mut targets) = (Horizon::default(), BTreeMap::new());
        for (index, file) in self.files.iter().rev().enumerate() {
            let part = file.part.as_ref()?;
            horizon = part.horizon.over(horizon);
            targets.extend(part.targets.clone());
            for pulled in &part.levers {
                let pulled = Pulled {
                    file: index,
                    ..pulled.clone()
                };
                levers.insert(pulled.name.clone(), pulled);
            }
        }
        let levers: Vec<Pulled> = levers.into_values().collect();
        for (pulled, finding) in contradictions::find(&levers) {
            self.files[count - 1 - pulled.file].log.add(finding);
        }
        let youngest = self.files.first_mut()?;
        let sweep = sweep_toml::read(
            &mut Reader {
                text: &youngest.source.text,
                log: &mut youngest.log,
            },
            &levers,
        );
        let part = youngest.part.take()?;
        let stem = Path::new(&youngest.source.file).file_stem();
        let (name, at) = part.name.map_or_else(
            || {
                (
                    stem.unwrap_or_default().to_string_lossy().into_owned(),
                    At::File,
                )
            },
            |(name, place)| (name, At::Known(place)),
        );
        let changes = |pulled: &Pulled| !matches!(pulled.lever.does, Does::Nothing);
        if name.eq_ignore_ascii_case(BASELINE) && levers.iter().any(changes) {
            let message =
                format!("the name {BASELINE} is kept for the scenario that changes nothing");
            let finding = Finding::new(&BAD_SETTING, at, message);
            let action = "call the file otherwise, or give it another name with name = \"...\"";
            youngest.log.add(finding.action(action));
        }
        Some(Scenario {
            title: part.title.unwrap_or_else(|| name.clone()),
            name,
            summary: part.summary,
            answers: part.answers,
            horizon,
            levers,
            targets,
            sweep,
            files: self
                .files
                .iter()
                .rev()
                .map(|file| file.source.clone())
                .collect(),
            takes_policy: true,
        })
    }

    /// Checks `[policy]` of every file over that of the file that it extends. Which distances the council has is not known
    /// here, so that they leave room on both sides.
    fn check_policy(&mut self, known: &Options) {
        let mut policy = Policy {
            near: Miles::default(),
            search: Miles::whole(1_000),
            ..Policy::default()
        };
        for file in self.files.iter_mut().rev() {
            let over = policy_over(&file.source.text, &policy, known, &mut file.log);
            policy = over.unwrap_or(policy);
            let mut terms = policy.tiers.iter().flat_map(|tier| &tier.terms);
            if !terms.any(|term| term.duty == "D21") {
                // Without it a child left unplaced would cost no more than a child in her worst option.
                let finding = Finding::new(&BAD_TIER, At::File, "no tier places children")
                    .expected("a tier with the duty D21")
                    .action("add a tier with terms = [{ duty = \"D21\", weight = 1 }]");
                file.log.add(finding);
                policy.tiers = Policy::default().tiers;
            }
        }
    }
}

impl File {
    fn of(path: &Path, text: String, known: &Options) -> Self {
        let shown = path.display().to_string();
        let mut log = Log::of(&shown);
        let mut reader = Reader {
            text: &text,
            log: &mut log,
        };
        let part = part::read(&mut reader, known);
        let hash = crate::ingest::hash_of(text.as_bytes());
        Self {
            source: Source {
                file: shown,
                text,
                hash,
            },
            log,
            part,
        }
    }
}

/// Why a file could not be read.
enum Unread {
    System(String),
    NotText(String, Place),
}

impl Unread {
    fn finding(self, at: At) -> Finding {
        match self {
            Self::System(message) => Finding::new(&UNREADABLE, at, message)
                .action("check the path; extends is relative to the file that it stands in"),
            Self::NotText(message, place) => {
                let at = match at {
                    At::File => At::Known(place),
                    asked => asked,
                };
                Finding::new(&NOT_UTF8, at, message).action("save the file as UTF-8")
            }
        }
    }
}

/// Longest scenario that is read, in bytes: a device or a data set is none.
const LONGEST: u64 = 1 << 20;

fn text_of(path: &Path) -> Result<String, Unread> {
    use std::io::Read as _;
    let shown = path.display();
    let cannot = |why: String| Unread::System(format!("{shown} cannot be read: {why}"));
    let about = std::fs::metadata(path).map_err(|e| cannot(plain(&e)))?;
    if !about.is_file() {
        return Err(cannot("it is not a file".to_owned()));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|e| cannot(plain(&e)))?;
    let read = file.take(LONGEST + 1).read_to_end(&mut bytes);
    read.map_err(|e| cannot(plain(&e)))?;
    if bytes.len() as u64 > LONGEST {
        return Err(cannot("it is longer than any scenario (1 MiB)".to_owned()));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let place = Place::of_byte(&before, before.len());
            Err(Unread::NotText(format!("{shown} is not UTF-8 text"), place))
        }
    }
}

/// The system's words without its number, which differs from system to system.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

fn circular(names: &[String], at: At) -> Finding {
    let message = format!("the file extends itself: {}", names.join(" extends "));
    Finding::new(&CIRCULAR_EXTENDS, at, message).action("take out one extends of the chain")
}

/// The path of a file beside another, without `..` where that can be told from the words alone.
fn beside(path: &Path, asked: &str) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut out = PathBuf::new();
    for component in folder.join(asked).components() {
        match (component, out.components().next_back()) {
            (Component::ParentDir, Some(Component::Normal(_))) => {
                out.pop();
            }
            (Component::CurDir, _) => {}
            (other, _) => out.push(other),
        }
    }
    out
}

/// What a file is, however its path is written.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

fn short(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
