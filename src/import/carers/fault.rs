//! Why a text is no value of its field.

use std::fmt;

use super::fields::Field;
use crate::ingest::nearest::did_you_mean;

/// Why a text is no value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Values that are not in the field's code list, after mapping.
    NotOurs(Vec<String>),
    /// It cannot be read: the value as it may be shown, and why.
    Unreadable(String),
    /// A spreadsheet has made a date of two ages: what it shows, and what was probably meant.
    DateForAges(String, String),
    /// Terms that are not of the plain pattern.
    Terms,
}

/// A fault with the value, as far as it may be shown: a text without figures might be a name.
pub fn unreadable(text: &str, why: &str) -> Fault {
    let length = text.chars().count();
    let may_show = length <= 24 && text.chars().any(|c| c.is_ascii_digit() || c == '#');
    Fault::Unreadable(if may_show {
        format!("\"{text}\" {why}")
    } else {
        format!("a text of {length} characters {why}")
    })
}

/// A fault of a value that must never be shown, as a part of an address.
pub fn hidden(text: &str, why: &str) -> Fault {
    Fault::Unreadable(format!(
        "a text of {} characters {why}",
        text.chars().count()
    ))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(values) => {
                let values: Vec<String> = values.iter().map(|v| format!("\"{v}\"")).collect();
                write!(f, "is not in the code list: {}", values.join(", "))
            }
            Self::Unreadable(words) => write!(f, "cannot be read: {words}"),
            Self::DateForAges(shown, meant) => write!(
                f,
                "is a date that a spreadsheet made of two ages: \"{shown}\" was probably {meant}"
            ),
            Self::Terms => f.write_str("is not of the pattern \"2 children, 0-10, either\""),
        }
    }
}

impl Fault {
    /// What to try.
    pub fn action(&self, field: Field) -> String {
        let takes = field.about().takes;
        let otherwise = format!("{} takes {}", field.name(), takes.words());
        match self {
            Self::NotOurs(values) => {
                let codes = takes.codes();
                let codes = codes.iter().map(|(code, _)| *code);
                did_you_mean(values.first().map_or("", String::as_str), codes, &otherwise)
            }
            _ => otherwise,
        }
    }
}
