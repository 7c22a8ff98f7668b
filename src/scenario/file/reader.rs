//! One file being read: values with their places, and what is said of those that cannot be used.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::ingest::codes::{BAD_SETTING, Code, UNKNOWN_KEY};
use crate::ingest::diagnostic::shown;
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::nearest::did_you_mean;
use crate::ingest::position::Place;
use crate::ingest::whole_of;

/// A file being read.
pub struct Reader<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its problems.
    pub log: &'a mut Log,
}

/// A value with its place.
pub type Spot<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    /// Where a place of the text is.
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::of_byte(self.text, span.start)
    }

    /// Reports something at a place.
    pub fn report(
        &mut self,
        code: &'static Code,
        span: &Range<usize>,
        message: String,
        expected: Option<String>,
        action: String,
    ) {
        let mut finding = Finding::new(code, At::Known(self.place(span)), message).action(action);
        if let Some(expected) = expected {
            finding = finding.expected(expected);
        }
        if let Some(value) = self.text.get(span.clone()) {
            finding = finding.value(value);
        }
        self.log.add(finding);
    }

    /// Reports a value that is not what its key takes.
    pub fn wrong(&mut self, name: &str, span: &Range<usize>, takes: &str, action: &str) {
        let written = shown(self.text.get(span.clone()).unwrap_or_default().trim());
        let message = format!("{name} cannot be {written}");
        let expected = Some(format!("{name} takes {takes}"));
        self.report(&BAD_SETTING, span, message, expected, action.to_owned());
    }

    /// Reports a key that is not known; `place` says where, such as "in [horizon]".
    pub fn unknown(&mut self, key: &Spanned<Cow<'_, str>>, place: &str, known: &[&str]) {
        let name: &str = key.get_ref();
        let message = format!("the key \"{}\" is not known {place}", shown(name));
        let otherwise = format!("delete it; known here are {}", known.join(", "));
        let action = did_you_mean(name, known.iter().copied(), &otherwise);
        self.report(&UNKNOWN_KEY, &key.span(), message, None, action);
    }

    /// Reports every key of a table that is not known.
    pub fn check_keys(&mut self, table: &DeTable<'_>, place: &str, known: &[&str]) {
        for key in table.keys() {
            if !known.contains(&key.get_ref().as_ref()) {
                self.unknown(key, place, known);
            }
        }
    }

    /// A text that is not blank.
    pub fn text_of(&mut self, name: &str, value: &Spot<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::trim);
        let text = text.filter(|text| !text.is_empty());
        if text.is_none() {
            let action = format!("write {name} = \"...\"");
            self.wrong(name, &value.span(), "text in quotation marks", &action);
        }
        text.map(str::to_owned)
    }

    /// A table.
    pub fn table<'t>(&mut self, name: &str, value: &'t Spot<'t>) -> Option<&'t DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let action = format!("write [{name}] and its keys below");
            self.wrong(name, &value.span(), "a table", &action);
        }
        table
    }

    /// A whole number of a range.
    pub fn whole(
        &mut self,
        name: &str,
        value: &Spot<'_>,
        lowest: u64,
        highest: u64,
    ) -> Option<u64> {
        let number = whole_of(value.get_ref()).and_then(|number| u64::try_from(number).ok());
        let number = number.filter(|number| (lowest..=highest).contains(number));
        if number.is_none() {
            let takes = format!("a whole number from {lowest} to {highest}");
            self.wrong(name, &value.span(), &takes, &format!("correct {name}"));
        }
        number
    }
}
