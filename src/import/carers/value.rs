//! The value of a field from the text of its cells, first by what the mapping says of it, then by what the field takes.

use std::collections::HashMap;

use super::ages;
use super::fault::{Fault, hidden, unreadable};
use super::fields::Field;
use super::scalar;
use super::takes::{CodeList, Takes};
use super::terms;
use crate::import::full_postcode::full_postcode;
use crate::import::sheet::{is_spreadsheet_error, key};
use crate::import::{authorities, dates};
use crate::model::{CodeSet, Date, NeedDomain, NeedsProfile, PoundsPerWeek};

/// A value that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An id, a postcode, a short code.
    Text(String),
    /// Ids or words.
    Texts(Vec<String>),
    /// A code of the field's list.
    Code(&'static str),
    /// Codes of the field's list, each once.
    Codes(Vec<&'static str>),
    /// An agency, with its URN.
    Agency(&'static str, Option<String>),
    /// A whole number.
    Whole(i64),
    /// Whole numbers.
    Wholes(Vec<i64>),
    /// A date.
    Date(Date),
    /// Dates.
    Dates(Vec<Date>),
    /// Yes or no.
    Flag(bool),
    /// Money.
    Pounds(PoundsPerWeek),
    /// Levels by domain.
    Levels(NeedsProfile),
    /// Youngest and oldest age.
    Ages(u8, u8),
    /// Terms of approval.
    Terms(terms::Terms),
}

/// One cell of a field, with the heading of its column.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Heading.
    pub heading: &'a str,
    /// Text.
    pub text: &'a str,
}

/// How the values of a field are written.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// What values mean, by the value folded to lower case.
    pub meanings: Option<&'a HashMap<String, String>>,
    /// What separates the values of a list.
    pub separators: &'a [char],
    /// Whether dates have the month before the day.
    pub is_month_first: bool,
}

/// A value as it is compared: without case, and with spaces folded.
pub fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl Form<'_> {
    /// The value of a field; `None` where all its cells are blank.
    pub fn read(&self, field: Field, parts: &[Part<'_>]) -> Result<Option<Value>, Fault> {
        let takes = field.about().takes;
        let mut items = Vec::new();
        for part in parts {
            self.items(takes, *part, &mut items)?;
        }
        if items.is_empty() {
            return Ok(None);
        }
        self.value(takes, &items).map(Some)
    }

    /// The values that one cell has, with their meanings in place of them.
    fn items(&self, takes: Takes, part: Part<'_>, items: &mut Vec<String>) -> Result<(), Fault> {
        let text = part.text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if let Some(meaning) = self.meaning(text) {
            items.extend(split(takes, meaning, &[';']));
            return Ok(());
        }
        if is_spreadsheet_error(text) {
            let words = format!("{text} is a spreadsheet's error, not a value");
            return Err(Fault::Unreadable(words));
        }
        if matches!(text, "-" | "–" | "--") || text.eq_ignore_ascii_case("n/a") {
            return Ok(());
        }
        if takes.is_list() && matches!(fold(text).as_str(), "none" | "nil") {
            return Ok(());
        }
        let ticked = match takes {
            Takes::Codes(_) | Takes::Levels => scalar::flag(text),
            _ => None,
        };
        match ticked {
            Some(false) => {}
            Some(true) => match self.meaning(part.heading) {
                Some(meaning) => items.extend(split(takes, meaning, &[';'])),
                None => items.push(part.heading.to_owned()),
            },
            None => {
                for item in split(takes, text, self.separators) {
                    match self.meaning(&item) {
                        Some(meaning) => items.extend(split(takes, meaning, &[';'])),
                        None => items.push(item),
                    }
                }
            }
        }
        Ok(())
    }

    fn meaning(&self, text: &str) -> Option<&str> {
        let meaning = self.meanings?.get(&fold(text))?;
        Some(meaning.as_str())
    }

    fn value(&self, takes: Takes, items: &[String]) -> Result<Value, Fault> {
        let one = items[0].as_str();
        Ok(match takes {
            Takes::Id => Value::Text(scalar::id(one)?),
            Takes::Ids => Value::Texts(each_once(each(items, scalar::id)?)),
            Takes::Postcode => Value::Text(
                full_postcode(one).ok_or_else(|| hidden(one, "is not a full postcode"))?,
            ),
            Takes::Metres => Value::Whole(scalar::whole(one, 0, 1_300_000)?),
            Takes::Code(list) => {
                Value::Code(ours(list, one).ok_or_else(|| Fault::NotOurs(vec![one.to_owned()]))?)
            }
            Takes::Codes(list) => Value::Codes(codes(list, items)?),
            Takes::Agency => agency(takes, one)?,
            Takes::Short => Value::Text(scalar::short(one)?),
            Takes::Date => Value::Date(self.date(one)?),
            Takes::Dates => Value::Dates(each(items, |item| self.date(item))?),
            Takes::Whole(min, max, _) => Value::Whole(scalar::whole(one, min, max)?),
            Takes::Wholes(min, max, _) => {
                Value::Wholes(each(items, |item| scalar::whole(item, min, max))?)
            }
            Takes::Flag => Value::Flag(
                scalar::flag(one).ok_or_else(|| unreadable(one, "is neither yes nor no"))?,
            ),
            Takes::Pounds => Value::Pounds(scalar::pounds(one)?),
            Takes::Words => Value::Texts(each_once(each(items, scalar::word)?)),
            Takes::Levels => Value::Levels(levels(items)?),
            Takes::Ages => {
                let (min, max) = ages::read(one)?;
                Value::Ages(min, max)
            }
            Takes::Terms => Value::Terms(terms::read(one)?),
            Takes::Authority => {
                let found = authorities::find(one);
                let found = found
                    .ok_or_else(|| unreadable(one, "is not the name or code of an authority"))?;
                Value::Text(found.code.to_owned())
            }
        })
    }

    fn date(&self, text: &str) -> Result<Date, Fault> {
        let swapped = if self.is_month_first {
            scalar::day_first(text)
        } else {
            text.to_owned()
        };
        dates::read_date(&swapped).map_err(|fault| unreadable(text, &fault.to_string()))
    }
}

/// The code of a list that a text is, by code or by meaning; case, spaces and marks do not matter.
pub fn ours(list: CodeList, text: &str) -> Option<&'static str> {
    let wanted = key(text);
    let codes = list();
    let found = codes
        .iter()
        .find(|(code, label)| key(code) == wanted || key(label) == wanted);
    found.map(|(code, _)| *code)
}

fn split(takes: Takes, text: &str, separators: &[char]) -> Vec<String> {
    let items: Vec<&str> = if takes.is_list() {
        text.split(separators).collect()
    } else {
        vec![text]
    };
    let items = items.into_iter().map(str::trim);
    items
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

fn each<T>(items: &[String], read: impl Fn(&str) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    items.iter().map(|item| read(item)).collect()
}

fn each_once<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut once = Vec::new();
    for item in items {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}

fn codes(list: CodeList, items: &[String]) -> Result<Vec<&'static str>, Fault> {
    let mut found = Vec::new();
    let mut others = Vec::new();
    for item in items {
        match ours(list, item) {
            Some(code) => found.push(code),
            None => others.push(item.clone()),
        }
    }
    if others.is_empty() {
        Ok(each_once(found))
    } else {
        Err(Fault::NotOurs(others))
    }
}

fn agency(takes: Takes, text: &str) -> Result<Value, Fault> {
    let (name, urn) = text.split_once(':').unwrap_or((text, ""));
    let known = takes.codes();
    let wanted = key(name);
    let found = known
        .iter()
        .find(|(code, label)| key(code) == wanted || key(label) == wanted);
    let Some((code, _)) = found else {
        return Err(Fault::NotOurs(vec![text.to_owned()]));
    };
    let urn = urn.trim();
    let urn = (!urn.is_empty()).then(|| scalar::short(urn)).transpose()?;
    Ok(Value::Agency(code, urn))
}

fn levels(items: &[String]) -> Result<NeedsProfile, Fault> {
    let mut profile = NeedsProfile::default();
    let mut others = Vec::new();
    for item in items {
        let (name, level) = item.split_once('=').unwrap_or((item, ""));
        let wanted = key(name);
        let is_it = |d: &&NeedDomain| key(d.code()) == wanted || key(d.label()) == wanted;
        let domain = NeedDomain::all().iter().find(is_it);
        let level: Option<u8> = level.trim().parse().ok();
        let set = domain
            .zip(level)
            .and_then(|(domain, level)| profile.set(*domain, level.max(profile.level(*domain))));
        if set.is_none() {
            others.push(item.clone());
        }
    }
    if others.is_empty() {
        Ok(profile)
    } else {
        Err(Fault::NotOurs(others))
    }
}
