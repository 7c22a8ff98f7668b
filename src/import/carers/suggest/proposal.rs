//! The text of a proposed `columns.toml`.

use std::fmt::Write;

use super::super::fields::{Field, Need};
use super::place::{Placed, Why, is_coded, is_taken};
use super::plain::plain;
use super::profile::{LISTED, Profile};

/// A proposed mapping.
pub struct Proposal<'a> {
    /// The columns of the register.
    pub profiles: &'a [Profile],
    /// Fields with their columns.
    pub placed: Placed,
    /// What separates the values of lists.
    pub separators: Vec<char>,
    /// Whether dates have the month first.
    pub is_month_first: bool,
    /// The sheet, where the workbook has several.
    pub sheet: Option<String>,
}

impl Proposal<'_> {
    /// The text of the file.
    pub fn text(&self, register: &str) -> String {
        let mut out = format!(
            "# A mapping proposed from the headings of {}.\n",
            quoted(register)
        );
        out += "# Read every line: a person decides what a column means. Lines that begin with # are not read.\n";
        self.columns(&mut out);
        self.values(&mut out);
        self.defaults(&mut out);
        self.options(&mut out);
        out
    }

    fn profiles_of(&self, field: Field) -> Vec<&Profile> {
        let columns = self.placed.get(&field).into_iter().flatten();
        let profile = |column: usize| self.profiles.iter().find(|p| p.column == column);
        columns.filter_map(|(column, _)| profile(*column)).collect()
    }

    /// The values of a coded field, over all its columns.
    fn items(&self, field: Field) -> Vec<(String, u64)> {
        let mut items: Vec<(String, u64)> = Vec::new();
        for profile in self.profiles_of(field) {
            for (item, count) in profile.items(field, &self.separators) {
                let same =
                    |(other, _): &&mut (String, u64)| other.to_lowercase() == item.to_lowercase();
                match items.iter_mut().find(same) {
                    Some((_, rows)) => *rows += count,
                    None => items.push((item, count)),
                }
            }
        }
        items
    }

    /// Whether the values of a coded field look like free text, so that its column is only mentioned.
    fn is_only_mentioned(&self, field: Field) -> bool {
        is_coded(field) && Profile::looks_free(field, &self.items(field))
    }

    fn columns(&self, out: &mut String) {
        out.push_str("\n[columns]   # our field = their heading\n");
        for field in Field::ALL {
            let about = field.about();
            let Some(columns) = self.placed.get(field) else {
                if about.need == Need::Needed && default_of(*field).is_none() {
                    let _ = writeln!(out, "# {} = \"\"   # needed: {}", about.name, about.about);
                }
                continue;
            };
            let headings = self.profiles_of(*field);
            let headings: Vec<String> = headings.iter().map(|p| quoted(&p.heading)).collect();
            let value = match headings.as_slice() {
                [one] => one.clone(),
                several => format!("[{}]", several.join(", ")),
            };
            if self.is_only_mentioned(*field) {
                let note = "many or long values, perhaps free text: look before taking the # away";
                let _ = writeln!(out, "# {} = {value}   # {note}", about.name);
                continue;
            }
            let note = match columns.first() {
                Some((_, Why::Nearly)) => "   # the heading is only nearly a usual one: check",
                Some((_, Why::Values)) => "   # taken from the values, not the heading: check",
                _ => "",
            };
            let _ = writeln!(out, "{} = {value}{note}", about.name);
        }
        let unused = self
            .profiles
            .iter()
            .filter(|p| !is_taken(&self.placed, p.column));
        for profile in unused {
            let what = profile.never.unwrap_or_else(|| profile.looks_like());
            let _ = writeln!(out, "# not used: {} ({what})", quoted(&profile.heading));
        }
    }

    fn values(&self, out: &mut String) {
        for field in self.placed.keys().copied().filter(|f| is_coded(*f)) {
            let items = self.items(field);
            if items.is_empty() || self.is_only_mentioned(field) {
                continue;
            }
            let takes = field.about().takes.words();
            let _ = writeln!(out, "\n[values.{}]   # their value = {takes}", field.name());
            for (item, rows) in items.iter().take(LISTED) {
                let shown = quoted(item);
                let rows = format!("{rows} row{}", if *rows == 1 { "" } else { "s" });
                let _ = match plain(field, item) {
                    Some(code) => writeln!(out, "{shown} = \"{code}\""),
                    None if self.reads_as_it_is(field, item) => {
                        writeln!(out, "# {shown} is read as it is ({rows})")
                    }
                    None => writeln!(out, "# {shown} = \"\"   # {rows}: fill in"),
                };
            }
        }
    }

    /// Whether a value such as `ifa:SC000001` or `behaviour=2` needs no meaning.
    fn reads_as_it_is(&self, field: Field, item: &str) -> bool {
        let profile = Profile {
            column: 0,
            heading: String::new(),
            values: vec![(item.to_owned(), 1)],
            never: None,
        };
        profile.fit(field, &self.separators, false) == 100
    }

    fn defaults(&self, out: &mut String) {
        out.push_str("\n[defaults]   # for what the register does not have or leaves blank\n");
        let has = |field: Field| self.placed.contains_key(&field);
        let in_terms = has(Field::ApprovalTerms);
        for field in Field::ALL {
            let about = field.about();
            let is_age = matches!(field, Field::AgeMin | Field::AgeMax);
            let said = has(*field) || (is_age && has(Field::AgeRange));
            match (about.need, default_of(*field)) {
                (Need::Optional, _) | (Need::NeededInTerms, _) if said || in_terms => {}
                (Need::Needed, Some(value)) if !said => {
                    let note = "no column was found; check that it is true of every row";
                    let _ = writeln!(out, "{} = \"{value}\"   # {note}", about.name);
                }
                (Need::Needed | Need::NeededInTerms, None)
                    if !said && *field != Field::HouseholdId =>
                {
                    let _ = writeln!(
                        out,
                        "# {} = \"\"   # needed: {}",
                        about.name,
                        about.takes.words()
                    );
                }
                _ => {}
            }
        }
        if !has(Field::Bedrooms) {
            out.push_str("# bedrooms = \"\"   # as many as places where left out\n");
        }
    }

    fn options(&self, out: &mut String) {
        out.push_str("\n[options]\n");
        let marks: Vec<String> = self
            .separators
            .iter()
            .map(|c| quoted(&c.to_string()))
            .collect();
        let _ = writeln!(out, "list_separators = [{}]", marks.join(", "));
        let order = if self.is_month_first {
            "month_first"
        } else {
            "day_first"
        };
        let _ = writeln!(out, "date_order = \"{order}\"");
        if let Some(sheet) = &self.sheet {
            let _ = writeln!(out, "sheet = {}", quoted(sheet));
        }
    }
}

/// What most registers that have no column for a field mean by that. A cost has no such thing.
fn default_of(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Agency => "inhouse",
        Field::Kind => "foster",
        Field::ApprovalStatus => "approved",
        Field::Status => "available",
        _ => return None,
    })
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
