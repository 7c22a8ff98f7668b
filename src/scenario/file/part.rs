//! What one file says by itself.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::lever;
use super::reader::{Reader, Spot};
use crate::ingest::codes::{BAD_SETTING, BAD_TOML};
use crate::ingest::log::{At, Finding};
use crate::ingest::position::Place;
use crate::ingest::{Options, targets_of};
use crate::scenario::Horizon;
use crate::scenario::moment::LONGEST;
use crate::scenario::pulled::Pulled;

/// Keys at the top of a file.
pub const TOP: [&str; 10] = [
    "name", "title", "summary", "answers", "extends", "horizon", "levers", "targets", "policy",
    "sweep",
];

/// Most replications that can be asked for.
pub const MOST_REPLICATIONS: u32 = 100_000;

/// The highest seed that can be asked for: TOML has no higher whole number.
pub const HIGHEST_SEED: u64 = i64::MAX as u64;

/// What one file says by itself.
#[derive(Debug, Default)]
pub struct Part {
    /// Name, and where it says so.
    pub name: Option<(String, Place)>,
    /// Title.
    pub title: Option<String>,
    /// Summary.
    pub summary: Option<String>,
    /// Ids of requirements.
    pub answers: Vec<String>,
    /// The file that it extends, and where it says so.
    pub extends: Option<(String, Place)>,
    /// Horizon.
    pub horizon: HorizonPart,
    /// Levers.
    pub levers: Vec<Pulled>,
    /// Targets.
    pub targets: BTreeMap<String, f64>,
}

/// What one file says of the horizon.
#[derive(Debug, Clone, Copy, Default)]
pub struct HorizonPart {
    months: Option<u64>,
    replications: Option<u64>,
    seed: Option<u64>,
}

impl HorizonPart {
    /// What it says, over what the file that is extended says.
    pub fn over(self, other: Horizon) -> Horizon {
        // The reader has let nothing through that is too large.
        Horizon {
            months: self.months.map_or(other.months, |months| months as u16),
            replications: self.replications.map_or(other.replications, |n| n as u32),
            seed: self.seed.unwrap_or(other.seed),
        }
    }
}

/// Reads a file. `None` where it breaks the rules of TOML, of which every place is reported.
pub fn read(reader: &mut Reader<'_>, known: &Options) -> Option<Part> {
    let text = reader.text;
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let at = At::Known(reader.place(&span));
            let finding = Finding::new(&BAD_TOML, at, error.message().replace('\n', "; "))
                .action("check quotation marks, brackets and equals signs around this place");
            reader.log.add(finding);
        }
        return None;
    }
    let top = document.get_ref();
    reader.check_keys(top, "at the top of a scenario", &TOP);
    let mut part = Part {
        name: top.get("name").and_then(|value| {
            let place = reader.place(&value.span());
            Some((name(reader, value)?, place))
        }),
        title: top
            .get("title")
            .and_then(|value| reader.text_of("title", value)),
        summary: top
            .get("summary")
            .and_then(|value| reader.text_of("summary", value)),
        ..Part::default()
    };
    part.answers = top
        .get("answers")
        .map_or_else(Vec::new, |value| answers(reader, value));
    if let Some(value) = top.get("extends") {
        let place = reader.place(&value.span());
        let file = reader.text_of("extends", value);
        match file {
            Some(file) if is_absolute(&file) => {
                let takes =
                    "a path from the file's own folder, with /, such as ../common/retention.toml";
                let action = "keep the files together, so that they can be read on another machine";
                reader.wrong("extends", &value.span(), takes, action);
            }
            file => part.extends = file.map(|file| (file, place)),
        }
    }
    if let Some(table) = top.get("horizon").and_then(|v| reader.table("horizon", v)) {
        part.horizon = horizon(reader, table);
    }
    if let Some(table) = top.get("levers").and_then(|v| reader.table("levers", v)) {
        for (key, value) in table {
            part.levers.extend(lever::read(reader, key, value));
        }
    }
    if let Some(table) = top.get("targets").and_then(|v| reader.table("targets", v)) {
        part.targets = targets_of(text, table, "targets", known.known_targets, reader.log);
    }
    if let Some(value) = top.get("policy") {
        reader.table("policy", value);
    }
    Some(part)
}

/// Whether a path means one place of one machine, on whatever system it was written.
fn is_absolute(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    drive || path.starts_with(['/', '\\', '~'])
}

/// A name that can be part of a file name.
fn name(reader: &mut Reader<'_>, value: &Spot<'_>) -> Option<String> {
    let name = reader.text_of("name", value)?;
    let fits = name.len() <= 100
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if fits && !name.starts_with('.') {
        return Some(name);
    }
    let takes = "letters, digits, -, _ and . , since files are called after it";
    reader.wrong(
        "name",
        &value.span(),
        takes,
        "write the words for people in title",
    );
    None
}

fn answers(reader: &mut Reader<'_>, value: &Spot<'_>) -> Vec<String> {
    let takes = "a list of ids of requirements, such as [\"HER-38\"]";
    let Some(list) = value.get_ref().as_array() else {
        reader.wrong(
            "answers",
            &value.span(),
            takes,
            "write answers = [\"HER-38\"]",
        );
        return Vec::new();
    };
    let mut answers: Vec<String> = Vec::new();
    for value in list {
        let id = value.get_ref().as_str().map(str::trim).unwrap_or_default();
        if id.is_empty() || id.contains(char::is_whitespace) {
            reader.wrong(
                "answers",
                &value.span(),
                takes,
                "write each id in quotation marks",
            );
        } else if answers.iter().any(|known| known == id) {
            let message = format!("answers names {id} twice");
            let action = "delete one of the two".to_owned();
            reader.report(&BAD_SETTING, &value.span(), message, None, action);
        } else {
            answers.push(id.to_owned());
        }
    }
    answers
}

fn horizon(reader: &mut Reader<'_>, table: &DeTable<'_>) -> HorizonPart {
    reader.check_keys(table, "in [horizon]", &["months", "replications", "seed"]);
    let mut whole = |name: &str, lowest, highest| {
        table
            .get(name)
            .and_then(|value| reader.whole(name, value, lowest, highest))
    };
    HorizonPart {
        months: whole("months", 1, u64::from(LONGEST)),
        replications: whole("replications", 1, u64::from(MOST_REPLICATIONS)),
        seed: whole("seed", 0, HIGHEST_SEED),
    }
}
