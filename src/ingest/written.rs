//! Values as the fields of a council folder.

use std::borrow::Cow;
use std::fmt::Display;

use crate::model::{CodeSet, Coded, Location, NeedDomain, NeedsProfile, PoundsPerWeek, Set};

/// Any value as it prints.
pub fn show(value: impl Display) -> Cow<'static, str> {
    Cow::from(value.to_string())
}

/// A blank where there is no value.
pub fn maybe(value: Option<impl Display>) -> Cow<'static, str> {
    value.map_or_else(Cow::default, show)
}

/// A blank where there is no text.
pub fn maybe_text(text: &Option<String>) -> Cow<'_, str> {
    Cow::from(text.as_deref().unwrap_or_default())
}

/// A code that was kept as it was written; a blank where there is none.
pub fn coded(code: &Option<Coded>) -> Cow<'_, str> {
    Cow::from(code.as_ref().map_or("", |code| code.as_str()))
}

/// The code of a value.
pub fn code(value: impl CodeSet) -> Cow<'static, str> {
    Cow::from(value.code())
}

/// A blank where there is no value.
pub fn maybe_code(value: Option<impl CodeSet>) -> Cow<'static, str> {
    value.map_or_else(Cow::default, code)
}

/// A yes-or-no fact of which a blank means no.
pub fn flag(value: bool) -> Cow<'static, str> {
    Cow::from(if value { "yes" } else { "" })
}

/// A yes-or-no fact of which a blank means that nobody has recorded it.
pub fn maybe_flag(value: Option<bool>) -> Cow<'static, str> {
    Cow::from(value.map_or("", |value| if value { "yes" } else { "no" }))
}

/// A list.
pub fn joined<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Cow<'static, str> {
    let mut out = String::new();
    for item in items {
        if !out.is_empty() {
            out.push(';');
        }
        out.push_str(item.as_ref());
    }
    Cow::from(out)
}

/// A set, as a list.
pub fn set<T: CodeSet + PartialEq>(set: Set<T>) -> Cow<'static, str> {
    joined(set.iter().map(T::code))
}

/// A needs profile; level 0 goes without saying.
pub fn levels(profile: &NeedsProfile) -> Cow<'static, str> {
    let scored = NeedDomain::ALL.iter().filter(|d| profile.level(**d) > 0);
    joined(scored.map(|d| format!("{}={}", d.code(), profile.level(*d))))
}

/// Pounds with two decimals.
pub fn pounds(cost: PoundsPerWeek) -> Cow<'static, str> {
    let pence = cost.pence();
    show(format_args!("{}.{:02}", pence / 100, pence % 100))
}

/// Easting and northing.
pub fn place(location: Option<Location>) -> (Cow<'static, str>, Cow<'static, str>) {
    (
        maybe(location.map(|at| at.easting)),
        maybe(location.map(|at| at.northing)),
    )
}
