//! The text of `columns.toml`, whose problems are shown with line and character.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::ingest::codes::BAD_MAPPING;
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::nearest::did_you_mean;
use crate::ingest::position::Place;

/// A mapping file being read.
pub struct TomlText<'a> {
    text: &'a str,
    /// Problems.
    pub log: Log,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The text, without spaces around it.
    pub text: String,
    /// Where it stands in `columns.toml`.
    pub place: Place,
}

impl<'a> TomlText<'a> {
    /// A file that messages call `name`.
    pub fn new(text: &'a str, name: &str) -> Self {
        Self {
            text,
            log: Log::of(name),
        }
    }

    /// Line and character of a place in the text.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            line: before.matches('\n').count() as u64 + 1,
            column: before[start..].chars().count() as u64 + 1,
        }
    }

    /// Reports something at a place: what is wrong, the value, and what to try.
    pub fn wrong(&mut self, span: &Range<usize>, value: &str, message: &str, action: String) {
        let at = At::Known(self.place(span));
        let finding = Finding::new(&BAD_MAPPING, at, message).value(value);
        self.log.add(finding.action(action));
    }

    /// The file as a table; `None` where it breaks the rules of TOML.
    pub fn parse(&mut self) -> Option<Spanned<DeTable<'a>>> {
        let (document, errors) = DeTable::parse_recoverable(self.text);
        if errors.is_empty() {
            return Some(document);
        }
        for error in errors {
            let at = At::Known(self.place(&error.span().unwrap_or(0..0)));
            let message = format!("is not TOML here: {}", error.message().replace('\n', "; "));
            let action = "check quotation marks, brackets and equals signs around this place";
            self.log
                .add(Finding::new(&BAD_MAPPING, at, message).action(action));
        }
        None
    }

    /// A table of the file, if it is there.
    pub fn table<'t>(&mut self, parent: &'t DeTable<'a>, name: &str) -> Option<&'t DeTable<'a>> {
        let value = parent.get(name)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            let message = format!("{name} is not a table");
            let action = format!("write [{name}] on a line of its own");
            self.wrong(&value.span(), name, &message, action);
        }
        table
    }

    /// A key that is not one of those that are known.
    pub fn unknown<'k>(
        &mut self,
        span: &Range<usize>,
        name: &str,
        what: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let listed: Vec<&str> = known.clone().collect();
        let otherwise = format!("delete it; known are {}", listed.join(", "));
        let message = format!("\"{name}\" is no {what}");
        self.wrong(span, name, &message, did_you_mean(name, known, &otherwise));
    }

    /// A value that is a text; numbers and true or false count as the text that they are written as.
    pub fn text(&mut self, name: &str, value: &Spanned<DeValue<'a>>) -> Option<Placed> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => {
                self.text.get(value.span()).unwrap_or_default().to_owned()
            }
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Array(_) | DeValue::Table(_) => {
                let message = format!("{name} is not text in quotation marks");
                let action = format!("write {name} = \"...\"");
                self.wrong(&value.span(), name, &message, action);
                return None;
            }
        };
        let place = self.place(&value.span());
        Some(Placed { text, place })
    }

    /// A text, or several in square brackets.
    pub fn texts(&mut self, name: &str, value: &Spanned<DeValue<'a>>) -> Vec<Placed> {
        match value.get_ref() {
            DeValue::Array(list) => list
                .iter()
                .filter_map(|item| self.text(name, item))
                .collect(),
            _ => self.text(name, value).into_iter().collect(),
        }
    }
}
