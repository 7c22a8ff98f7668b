//! `council.toml`: the council itself and its local policy.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::codes::{BAD_SETTING, BAD_TOML, NOT_UTF8};
use super::dates::{is_day_of_data, parse_date};
use super::feed::hash_of;
use super::folder::Options;
use super::log::{At, Finding, Log};
use super::open::read_text;
use super::policy_toml::read_policy;
use super::position::Place;
use super::settings::{Section, Settings, key, key_names};
use super::tables::COUNCIL_FILE;
use crate::model::{Date, Policy};

/// What `council.toml` says.
#[derive(Debug, Default)]
pub struct Head {
    /// Name.
    pub name: String,
    /// ONS code.
    pub code: String,
    /// The day of the data, unless it could not be read.
    pub as_at: Option<Date>,
    /// Adjoining authorities.
    pub adjoining: Vec<String>,
    /// Authorities whose children may use the in-house homes.
    pub partners: Vec<String>,
    /// Children under 18.
    pub under_18_population: Option<u32>,
    /// Where the data come from.
    pub vintage: String,
    /// Local policy.
    pub policy: Policy,
    /// SHA-256 of the file.
    pub hash: String,
}

/// Reads `council.toml`. What cannot be read is in the log, and blank here.
pub fn read_head(dir: &Path, known: &Options, log: &mut Log) -> Head {
    let Some(bytes) = read_text(dir, COUNCIL_FILE, log) else {
        return Head::default();
    };
    let hash = hash_of(&bytes);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            let at = Settings {
                text: &before,
                log: &mut *log,
            }
            .at(before.len()..before.len());
            let message = "council.toml is not UTF-8: it looks like Latin-1 or Windows-1252";
            log.add(Finding::new(&NOT_UTF8, at, message).action("save the file as UTF-8"));
            return Head::default();
        }
    };
    let mut settings = Settings { text, log };
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let at = settings.at(error.span().unwrap_or(0..0));
            let finding = Finding::new(&BAD_TOML, at, error.message().replace('\n', "; "))
                .action("check quotation marks, brackets and equals signs around this place");
            settings.log.add(finding);
        }
        return Head::default();
    }
    let section = Section {
        name: "",
        entries: document.get_ref(),
    };
    Head {
        hash,
        ..head(&mut settings, section, known)
    }
}

fn head(settings: &mut Settings<'_>, top: Section<'_>, known: &Options) -> Head {
    settings.check_keys(top, &key_names(""));
    for name in ["name", "code", "as_at"] {
        if top.get(name).is_none() {
            settings.missing(top, name, At::Known(Place { line: 1, column: 1 }));
        }
    }
    let population = settings.whole(top, "under_18_population", 0..=10_000_000);
    let adjoining = settings.texts(top, "adjoining");
    let partners = settings.texts(top, "partners");
    Head {
        name: filled(settings, top, "name"),
        code: filled(settings, top, "code"),
        as_at: as_at(settings, top),
        adjoining: adjoining.into_iter().map(|(code, _)| code).collect(),
        partners: partners.into_iter().map(|(code, _)| code).collect(),
        under_18_population: population.and_then(|number| u32::try_from(number).ok()),
        vintage: settings.text(top, "vintage").unwrap_or_default(),
        policy: match settings.table(top, "policy") {
            Some(entries) => read_policy(
                settings,
                Section {
                    name: "policy",
                    entries,
                },
                known,
                &Policy::default(),
            ),
            None => Policy::default(),
        },
        hash: String::new(),
    }
}

fn filled(settings: &mut Settings<'_>, top: Section<'_>, name: &str) -> String {
    let text = settings.text(top, name);
    if let (Some(""), Some(value)) = (text.as_deref(), top.get(name)) {
        settings.wrong(key("", name), value.span(), &BAD_SETTING, "is blank");
    }
    text.unwrap_or_default()
}

/// The day of the data, as a TOML date or as text.
fn as_at(settings: &mut Settings<'_>, top: Section<'_>) -> Option<Date> {
    let value = top.get("as_at")?;
    let text = match value.get_ref() {
        DeValue::Datetime(date) => date.to_string(),
        other => other.as_str().unwrap_or_default().trim().to_owned(),
    };
    match parse_date(&text) {
        Ok(date) if is_day_of_data(date) => Some(date),
        Ok(_) => {
            let message = "is not a year of these data";
            settings.wrong(key("", "as_at"), value.span(), &BAD_SETTING, message);
            None
        }
        Err(wrong) => {
            settings.wrong(
                key("", "as_at"),
                value.span(),
                wrong.code(),
                wrong.message(),
            );
            None
        }
    }
}
