//! `columns.toml`: which heading of a council's register is which of our fields, and what its values mean.
//!
//! ```toml
//! [columns]                                  # our field = their heading, or several for one field
//! household_id = "Carer ref"
//! pets = ["Dog", "Cat"]                      # columns of yes and no stand for their headings
//!
//! [values.status]                            # their value = ours; case does not matter; "" means blank
//! "No vacancies" = "full"
//!
//! [defaults]                                 # for what the register does not have or leaves blank
//! weekly_cost = "450.00"
//!
//! [options]
//! list_separators = [";", ","]               # ; and line breaks where left out
//! date_order = "day_first"                   # or "month_first"
//! sheet = "Carers"                           # of a workbook
//! ```

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use toml::de::DeTable;

use super::draft::Draft;
use super::fault::Fault;
use super::fields::Field;
use super::personal::never_read;
use super::toml_text::{Placed, TomlText};
use super::value::{Form, Part, Value, fold};
use crate::import::sheet::one;
use crate::ingest::Problems;
use crate::ingest::codes::{NOT_UTF8, UNREADABLE};
use crate::ingest::log::{At, Finding};

/// The tables of the file.
const TABLES: [&str; 4] = ["columns", "values", "defaults", "options"];
/// The keys of `[options]`.
const OPTIONS: [&str; 3] = ["list_separators", "date_order", "sheet"];

/// How a register is read.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// `columns.toml` as messages name it.
    pub(super) file: String,
    /// Headings of each field.
    pub(super) columns: BTreeMap<Field, Vec<Placed>>,
    /// What their values mean, by the value folded to lower case.
    pub(super) values: BTreeMap<Field, HashMap<String, String>>,
    /// What stands for fields that the register does not have or leaves blank.
    pub(super) defaults: Draft,
    /// What separates the values of a list.
    pub(super) separators: Vec<char>,
    /// Whether dates have the month before the day.
    pub(super) is_month_first: bool,
    /// The sheet of a workbook.
    pub(super) sheet: Option<Placed>,
}

impl Mapping {
    /// Reads a mapping file that messages call `shown_name`. Every problem is reported at once (E0808).
    pub fn read(path: &Path, shown_name: &str) -> Result<Self, Problems> {
        let bytes = fs::read(path).map_err(|error| {
            let message = format!("{shown_name} cannot be read: {error}");
            let finding = Finding::new(&UNREADABLE, At::File, message);
            one(
                shown_name,
                finding.action("check the path and the permission"),
            )
        })?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let text = str::from_utf8(bytes).map_err(|_| {
            let message = format!("{shown_name} is not UTF-8");
            let finding = Finding::new(&NOT_UTF8, At::File, message);
            one(shown_name, finding.action("save the file as UTF-8"))
        })?;
        Self::parse(text, shown_name)
    }

    /// Reads a mapping from the text of its file.
    pub fn parse(text: &str, shown_name: &str) -> Result<Self, Problems> {
        let mut toml = TomlText::new(text, shown_name);
        let document = toml.parse();
        let mut mapping = Self {
            file: shown_name.to_owned(),
            columns: BTreeMap::new(),
            values: BTreeMap::new(),
            defaults: Draft::default(),
            separators: vec![';', '\n'],
            is_month_first: false,
            sheet: None,
        };
        if let Some(document) = &document {
            let top = document.get_ref();
            for key in top.keys() {
                let name: &str = key.get_ref();
                if !TABLES.contains(&name) {
                    toml.unknown(&key.span(), name, "table of a mapping", TABLES.into_iter());
                }
            }
            mapping.read_columns(&mut toml, top);
            mapping.read_options(&mut toml, top);
            mapping.read_values(&mut toml, top);
            mapping.read_defaults(&mut toml, top);
        }
        let mut problems = Problems::default();
        toml.log.settle_with(|_| Ok(HashMap::new()), &mut problems);
        if problems.is_empty() {
            Ok(mapping)
        } else {
            Err(problems)
        }
    }

    /// How the values of a field are read.
    pub fn form(&self, field: Field) -> Form<'_> {
        Form {
            meanings: self.values.get(&field),
            separators: &self.separators,
            is_month_first: self.is_month_first,
        }
    }

    fn read_columns<'a>(&mut self, toml: &mut TomlText<'a>, top: &DeTable<'a>) {
        let Some(table) = toml.table(top, "columns") else {
            return;
        };
        for (key, value) in table {
            let Some(field) = field(toml, key) else {
                continue;
            };
            let headings = toml.texts(field.name(), value);
            let headings: Vec<Placed> = headings
                .into_iter()
                .filter(|h| !h.text.is_empty())
                .collect();
            let span = value.span();
            if headings.len() > 1 && !field.about().takes.is_list() {
                let message = format!("{} takes one heading, not several", field.name());
                toml.wrong(&span, field.name(), &message, "keep one of them".to_owned());
            }
            for heading in &headings {
                if let Some(reason) = never_read(&heading.text) {
                    let message =
                        format!("the column \"{}\" cannot be used: {reason}", heading.text);
                    let action = "give another column, or delete the line".to_owned();
                    toml.wrong(&span, &heading.text, &message, action);
                }
            }
            if !headings.is_empty() {
                self.columns.insert(field, headings);
            }
        }
    }

    fn read_values<'a>(&mut self, toml: &mut TomlText<'a>, top: &DeTable<'a>) {
        let Some(table) = toml.table(top, "values") else {
            return;
        };
        for key in table.keys() {
            let Some(field) = field(toml, key) else {
                continue;
            };
            let name: &str = key.get_ref();
            let Some(entries) = toml.table(table, name) else {
                continue;
            };
            let mut values = HashMap::new();
            for (theirs, ours) in entries {
                let theirs: &str = theirs.get_ref();
                let span = ours.span();
                let Some(ours) = toml.text(theirs, ours) else {
                    continue;
                };
                if let Err(fault) = own_value(self, field, &[&ours.text]) {
                    let message = format!("\"{}\" for \"{theirs}\" {fault}", ours.text);
                    let action = fault.action(field);
                    toml.wrong(&span, &ours.text, &message, action);
                }
                values.insert(fold(theirs), ours.text);
            }
            self.values.insert(field, values);
        }
    }

    fn read_options<'a>(&mut self, toml: &mut TomlText<'a>, top: &DeTable<'a>) {
        let Some(table) = toml.table(top, "options") else {
            return;
        };
        for (key, value) in table {
            let name: &str = key.get_ref();
            match name {
                "list_separators" => {
                    self.separators.clear();
                    for given in toml.separators(name, value) {
                        self.separators.push(given);
                    }
                }
                "date_order" => {
                    let Some(order) = toml.text(name, value) else {
                        continue;
                    };
                    self.is_month_first = order.text == "month_first";
                    if !["day_first", "month_first"].contains(&order.text.as_str()) {
                        let known = ["day_first", "month_first"].into_iter();
                        toml.unknown(&value.span(), &order.text, "date_order", known);
                    }
                }
                "sheet" => self.sheet = toml.text(name, value),
                _ => toml.unknown(&key.span(), name, "option", OPTIONS.into_iter()),
            }
        }
    }

    fn read_defaults<'a>(&mut self, toml: &mut TomlText<'a>, top: &DeTable<'a>) {
        let Some(table) = toml.table(top, "defaults") else {
            return;
        };
        for (key, value) in table {
            let Some(field) = field(toml, key) else {
                continue;
            };
            if field == Field::HouseholdId {
                let message = "household_id has no default: every household has its own";
                let action = "name its column in [columns]".to_owned();
                toml.wrong(&key.span(), field.name(), message, action);
                continue;
            }
            let texts = toml.texts(field.name(), value);
            let texts: Vec<&str> = texts.iter().map(|t| t.text.as_str()).collect();
            match own_value(self, field, &texts) {
                Ok(Some(value)) => self.defaults.set(field, value),
                Ok(None) => {}
                Err(fault) => {
                    let message = format!("the default of {} {fault}", field.name());
                    let action = fault.action(field);
                    toml.wrong(&value.span(), &texts.join(";"), &message, action);
                }
            }
        }
    }
}

impl<'a> TomlText<'a> {
    /// Separators, each one character.
    fn separators(
        &mut self,
        name: &str,
        value: &toml::Spanned<toml::de::DeValue<'a>>,
    ) -> Vec<char> {
        let given: Vec<_> = match value.get_ref().as_array() {
            Some(list) => list.iter().collect(),
            None => vec![value],
        };
        let mut separators = Vec::new();
        for item in given {
            let text = item.get_ref().as_str().unwrap_or_default();
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if !c.is_alphanumeric() => separators.push(c),
                _ => {
                    let message = format!("{name} takes single marks, such as [\";\", \",\"]");
                    let action = "give marks, not words".to_owned();
                    self.wrong(&item.span(), text, &message, action);
                }
            }
        }
        separators
    }
}

/// A value in our own terms, as the mapping file has it.
fn own_value(mapping: &Mapping, field: Field, texts: &[&str]) -> Result<Option<Value>, Fault> {
    let form = Form {
        meanings: None,
        separators: &mapping.separators,
        is_month_first: false,
    };
    let parts: Vec<Part<'_>> = texts
        .iter()
        .map(|text| Part { heading: "", text })
        .collect();
    form.read(field, &parts)
}

/// The field that a key names; reported if it names none.
fn field<'a>(
    toml: &mut TomlText<'a>,
    key: &toml::Spanned<std::borrow::Cow<'a, str>>,
) -> Option<Field> {
    let name: &str = key.get_ref();
    let field = Field::named(name);
    if field.is_none() {
        let names = Field::ALL.iter().map(|f| f.name());
        toml.unknown(&key.span(), name, "field of a register", names);
    }
    field
}
