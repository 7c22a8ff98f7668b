//! `council.toml` key by key: the table of keys, and values read with their places in the file.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::codes::{BAD_SETTING, Code, MISSING_KEY, UNKNOWN_KEY};
use super::diagnostic::shown;
use super::log::{At, Finding, Log};
use super::nearest::did_you_mean;
use super::position::Place;

/// A key of `council.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The table that it stands in; empty for the top of the file.
    pub table: &'static str,
    /// Name.
    pub name: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// One sentence for people.
    pub about: &'static str,
}

macro_rules! keys {
    ($($table:literal $name:literal $takes:literal $about:literal;)+) => {
        /// Every key of `council.toml`.
        pub const KEYS: &[Key] = &[$(Key {
            table: $table, name: $name, takes: $takes, about: $about,
        }),+];
    };
}

keys! {
    "" "name" "text" "Name of the council.";
    "" "code" "text" "ONS code of the council.";
    "" "as_at" "a date as yyyy-mm-dd" "The day that the data describe.";
    "" "adjoining" "a list of ONS codes" "Adjoining authorities (regulation 11). None where left out.";
    "" "partners" "a list of ONS codes" "Authorities whose children may use our in-house homes, where `placewell match` or `assess` takes several folders as one market. None where left out.";
    "" "under_18_population" "a whole number from 0 to 10000000" "Children under 18 living in the area. Not recorded where left out.";
    "" "vintage" "text" "Where the data come from and how old they are.";
    "" "policy" "a table" "Local policy; every key may be left out.";
    "policy" "bedroom_age" "a whole number from 0 to 25, years" "Children over this age have a bedroom of their own.";
    "policy" "usual_fostering_limit" "a whole number from 1 to 20, children" "Usual fostering limit.";
    "policy" "near_miles" "miles from 0 to 1000 with up to two decimals" "The distance that counts as near home.";
    "policy" "search_miles" "miles from 0 to 1000 with up to two decimals" "Homes further than this from the child's home are not searched.";
    "policy" "school_miles" "miles from 0 to 1000 with up to two decimals" "A school further than this from the home would have to change.";
    "policy" "grade_gate" "\"off\" or an Ofsted grade" "The lowest Ofsted grade that needs no approval.";
    "policy" "smoke_free_under" "a whole number from 0 to 25, years" "Children under this age live in smoke-free homes.";
    "policy" "usability" "a number above 0 and up to 1" "Share of approved places that are usable in practice, kept for the record: every home has a status, by which all commands count its places, and no figure hangs on this one.";
    "policy" "external_share" "a number from 0 to 1" "Share of the free places in homes of other providers that this council can get, for sufficiency figures. Where left out, the share of their filled places that its children have now. In a market the shares of the authorities whose folders have a home are added up, up to 1, if all authorities give one.";
    "policy" "seek" "a list of approval kinds" "Approvals that a round may propose; the others appear as near misses only.";
    "policy" "points" "a table" "Points of the matching measures.";
    "policy" "targets" "a table" "Targets, by name of the indicator, in its unit (percent, miles, pounds a week): `placewell explain` lists them. None where left out.";
    "policy" "tiers" "a list of tables" "Tiers of the objective, the first before the second; the default order of the law where left out.";
    "policy.tiers" "name" "letters, digits, - and _" "Name, used in file names.";
    "policy.tiers" "terms" "a list of tables" "Measures and their weights.";
    "policy.tiers" "tolerance" "a number from 0 to below 1" "Relative gap at which the tier counts as solved; 0, exact, where left out.";
    "policy.tiers.terms" "duty" "text" "Code of the duty that measures it, such as D21.";
    "policy.tiers.terms" "weight" "a whole number from 1 to 1000000000" "Weight of the measure within the tier.";
}

/// `council.toml` being read.
pub struct Settings<'a> {
    /// The text of the file.
    pub text: &'a str,
    /// Problems.
    pub log: &'a mut Log,
}

/// A table of the file and its name.
#[derive(Clone, Copy)]
pub struct Section<'t> {
    /// Name.
    pub name: &'static str,
    /// Entries.
    pub entries: &'t DeTable<'t>,
}

impl<'t> Section<'t> {
    /// The value of a key.
    pub fn get(self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.entries.get(key)
    }
}

impl Settings<'_> {
    /// Line and character of a place in the text.
    pub fn at(&self, span: Range<usize>) -> At {
        At::Known(Place::of_byte(self.text, span.start))
    }

    /// Reports a value, saying what its key takes.
    pub fn wrong(&mut self, key: &Key, span: Range<usize>, code: &'static Code, message: &str) {
        let value = self.text.get(span.clone()).unwrap_or_default().to_owned();
        let message = format!("{} {} {message}", key.name, shown(&value));
        let finding = Finding::new(code, self.at(span), message)
            .value(&value)
            .expected(format!("{} takes {}", key.name, key.takes))
            .action(format!("correct {}: {}", key.name, key.about));
        self.log.add(finding);
    }

    /// Reports keys that are not known.
    pub fn check_keys(&mut self, section: Section<'_>, known: &[&str]) {
        for key in section.entries.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let place = if section.name.is_empty() {
                "at the top of council.toml".to_owned()
            } else {
                format!("in [{}]", section.name)
            };
            let otherwise = format!("delete it; known here are {}", known.join(", "));
            let message = format!("the key \"{}\" is not known {place}", shown(name));
            let finding = Finding::new(&UNKNOWN_KEY, self.at(key.span()), message)
                .value(name)
                .action(did_you_mean(name, known.iter().copied(), &otherwise));
            self.log.add(finding);
        }
    }

    /// Reports a key that must be there.
    pub fn missing(&mut self, section: Section<'_>, name: &str, at: At) {
        let key = key(section.name, name);
        let finding = Finding::new(&MISSING_KEY, at, format!("the key {name} is missing"))
            .expected(format!("{name} takes {}", key.takes))
            .action(format!("add {name}: {}", key.about));
        self.log.add(finding);
    }

    /// A text.
    pub fn text(&mut self, section: Section<'_>, name: &str) -> Option<String> {
        let value = section.get(name)?;
        let text = value.get_ref().as_str().map(|text| text.trim().to_owned());
        if text.is_none() {
            self.wrong(
                key(section.name, name),
                value.span(),
                &BAD_SETTING,
                "is not text in quotation marks",
            );
        }
        text
    }

    /// Texts with their places.
    pub fn texts(&mut self, section: Section<'_>, name: &str) -> Vec<(String, Range<usize>)> {
        let mut texts = Vec::new();
        for value in self.list(section, name) {
            match value.get_ref().as_str() {
                Some(text) => texts.push((text.trim().to_owned(), value.span())),
                None => self.wrong(
                    key(section.name, name),
                    value.span(),
                    &BAD_SETTING,
                    "is not text in quotation marks",
                ),
            }
        }
        texts
    }

    /// The values of a list.
    pub fn list<'t>(&mut self, section: Section<'t>, name: &str) -> Vec<&'t Spanned<DeValue<'t>>> {
        let Some(value) = section.get(name) else {
            return Vec::new();
        };
        match value.get_ref().as_array() {
            Some(list) => list.iter().collect(),
            None => {
                self.wrong(
                    key(section.name, name),
                    value.span(),
                    &BAD_SETTING,
                    "is not a list in square brackets",
                );
                Vec::new()
            }
        }
    }

    /// A table.
    pub fn table<'t>(&mut self, section: Section<'t>, name: &str) -> Option<&'t DeTable<'t>> {
        let value = section.get(name)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(
                key(section.name, name),
                value.span(),
                &BAD_SETTING,
                "is not a table",
            );
        }
        table
    }

    /// A whole number in a range.
    pub fn whole(
        &mut self,
        section: Section<'_>,
        name: &str,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let value = section.get(name)?;
        let number = whole_of(value.get_ref()).filter(|number| range.contains(number));
        if number.is_none() {
            let message = "is not a whole number in range";
            self.wrong(key(section.name, name), value.span(), &BAD_SETTING, message);
        }
        number
    }

    /// A number that passes a test.
    pub fn number(
        &mut self,
        section: Section<'_>,
        name: &str,
        good: impl Fn(f64) -> bool,
    ) -> Option<f64> {
        let value = section.get(name)?;
        let number = number_of(value.get_ref()).filter(|number| good(*number));
        if number.is_none() {
            self.wrong(
                key(section.name, name),
                value.span(),
                &BAD_SETTING,
                "is not a number in range",
            );
        }
        number
    }
}

/// The number that a value is.
pub fn number_of(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        other => whole_of(other).map(|whole| whole as f64),
    }
}

/// The whole number that a value is.
pub fn whole_of(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}

/// A key of the table of keys.
pub fn key(table: &str, name: &str) -> &'static Key {
    let known = KEYS
        .iter()
        .find(|key| key.table == table && key.name == name);
    known.expect("the reader asks only for keys of the table")
}

/// The names of the keys of a table.
pub fn key_names(table: &str) -> Vec<&'static str> {
    let keys = KEYS.iter().filter(|key| key.table == table);
    keys.map(|key| key.name).collect()
}

/// The keys of `[policy]`, in the order of the reference page.
pub fn policy_keys() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(|key| key.table == "policy")
}
