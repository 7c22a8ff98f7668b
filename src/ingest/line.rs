//! One row being read: each field checked against its column and turned into a value of the model.

use csv::StringRecord;
use serde::Deserialize;

use super::codes::{
    BAD_CODE, BAD_FLAG, BAD_ID, Code, EARLY_DATE, FIELD_COUNT, FUTURE_DATE, LINE_BREAK, LONG_ID,
    UNKNOWN_CODE, VALUE_MISSING,
};
use super::column::Cell;
use super::dates::parse_date;
use super::diagnostic::shown;
use super::ids::Ids;
use super::log::{At, Finding, Log};
use super::nearest::did_you_mean;
use super::position::Spot;
use crate::model::{CodeSet, Coded, Date};

/// Characters that an id may have.
const LONGEST_ID: usize = 64;

/// A reference to a row of a file that is read later.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Number of the row that refers.
    pub row: u32,
    /// Its column.
    pub column: &'static str,
    /// The id that it names.
    pub id: String,
    /// Where.
    pub spot: Spot,
}

/// A row being read.
pub struct Line<'l> {
    /// Problems of the file.
    pub log: &'l mut Log,
    /// References to look up later.
    pub wanted: &'l mut Vec<Wanted>,
    /// Headings.
    pub headings: &'l StringRecord,
    /// Whether the columns stand in the order of the table.
    pub in_order: bool,
    /// Fields.
    pub record: &'l StringRecord,
    /// Where the row starts.
    pub byte: u64,
    /// Number of the row among those of use.
    pub row: u32,
    /// The day of the data, where it is known.
    pub as_at: Option<Date>,
}

impl<'l> Line<'l> {
    /// The fields by column.
    pub fn fields<R: Deserialize<'l>>(&mut self) -> Option<R> {
        // Columns in the order of the table, which is the rule, need no look at the headings.
        let headings = (!self.in_order).then_some(self.headings);
        match self.record.deserialize(headings) {
            Ok(row) => Some(row),
            Err(error) => {
                let at = At::Field((self.byte, 0));
                self.log
                    .add(Finding::new(&FIELD_COUNT, at, error.to_string()));
                None
            }
        }
    }

    /// Where a field is.
    pub fn spot(&self, cell: Cell<'_>) -> Spot {
        let name = cell.column.name;
        let at = self.headings.iter().position(|heading| heading == name);
        (self.byte, at.unwrap_or(0))
    }

    /// Reports a field: "COLUMN "VALUE" MESSAGE".
    pub fn wrong(&mut self, code: &'static Code, cell: Cell<'_>, value: &str, message: &str) {
        let expected = cell.column.expected();
        self.report(
            code,
            cell,
            value,
            message,
            code.usual_action().to_owned(),
            Some(expected),
        );
    }

    /// Reports a field, saying what to try.
    pub fn fault(&mut self, code: &'static Code, cell: Cell<'_>, message: &str, action: &str) {
        self.report(code, cell, cell.text, message, action.to_owned(), None);
    }

    /// Reports a field with everything that is known.
    pub fn report(
        &mut self,
        code: &'static Code,
        cell: Cell<'_>,
        value: &str,
        message: &str,
        action: String,
        expected: Option<String>,
    ) {
        let message = format!("{} \"{}\" {message}", cell.column.name, shown(value));
        let finding = Finding::new(code, At::Field(self.spot(cell)), message).value(value);
        let finding = finding.action(action);
        self.log.add(match expected {
            Some(expected) => finding.expected(expected),
            None => finding,
        });
    }

    /// Whether the field has a value; reports a blank where there must be one.
    pub fn is_filled(&mut self, cell: Cell<'_>) -> bool {
        if !cell.text.is_empty() {
            return true;
        }
        if cell.column.is_required() {
            let spot = At::Field(self.spot(cell));
            let finding = Finding::new(
                &VALUE_MISSING,
                spot,
                format!("{} is blank", cell.column.name),
            )
            .expected(cell.column.expected())
            .action(format!(
                "fill in {}: {}",
                cell.column.name, cell.column.about
            ));
            self.log.add(finding);
        }
        false
    }

    /// Text.
    pub fn text(&mut self, cell: Cell<'_>) -> Option<String> {
        if !self.is_filled(cell) {
            return None;
        }
        if cell.text.contains(['\n', '\r']) {
            let action = "look for a quotation mark that is closed too late, or replace the line break by a space";
            self.fault(&LINE_BREAK, cell, "has a line break", action);
        }
        Some(cell.text.to_owned())
    }

    /// A code kept as it is written.
    pub fn coded(&mut self, cell: Cell<'_>) -> Option<Coded> {
        if !self.is_filled(cell) {
            return None;
        }
        let code = Coded::try_from_str(cell.text).ok();
        if code.is_none() {
            self.wrong(&BAD_CODE, cell, cell.text, "is not a code");
        }
        code
    }

    /// An id.
    pub fn id(&mut self, cell: Cell<'_>) -> Option<String> {
        if !self.is_filled(cell) {
            return None;
        }
        if let Some(bad) = cell.text.chars().find(|c| c.is_control() || *c == ';') {
            let message = format!(
                "has the character {}, which an id must not have",
                bad.escape_default()
            );
            self.wrong(&BAD_ID, cell, cell.text, &message);
            return None;
        }
        let length = cell.text.chars().count();
        if length > LONGEST_ID {
            self.wrong(
                &LONG_ID,
                cell,
                cell.text,
                &format!("has {length} characters"),
            );
            return None;
        }
        Some(cell.text.to_owned())
    }

    /// A date.
    pub fn date(&mut self, cell: Cell<'_>) -> Option<Date> {
        if !self.is_filled(cell) {
            return None;
        }
        match parse_date(cell.text) {
            Ok(date) => Some(date),
            Err(wrong) => {
                self.wrong(wrong.code(), cell, cell.text, wrong.message());
                None
            }
        }
    }

    /// The date of something that has happened: not after the day of the data, not before 1900.
    pub fn past(&mut self, cell: Cell<'_>) -> Option<Date> {
        let date = self.date(cell)?;
        if date.year() < 1900 {
            self.fault(
                &EARLY_DATE,
                cell,
                "is before 1900",
                "write the year with four digits, or leave a blank date blank",
            );
            return None;
        }
        match self.as_at {
            Some(as_at) if date > as_at => {
                let message = format!("is after {as_at}, the day of the data");
                self.fault(
                    &FUTURE_DATE,
                    cell,
                    &message,
                    "correct the date, or as_at in council.toml",
                );
                None
            }
            _ => Some(date),
        }
    }

    /// A code.
    pub fn code<T: CodeSet>(&mut self, cell: Cell<'_>) -> Option<T> {
        if self.is_filled(cell) {
            self.one_code(cell, cell.text)
        } else {
            None
        }
    }

    /// A list of codes, each once.
    pub fn codes<T: CodeSet + PartialEq>(&mut self, cell: Cell<'_>) -> Vec<T> {
        let mut found = Vec::new();
        for item in cell.items() {
            if let Some(value) = self.one_code(cell, item)
                && !found.contains(&value)
            {
                found.push(value);
            }
        }
        found
    }

    fn one_code<T: CodeSet>(&mut self, cell: Cell<'_>, code: &str) -> Option<T> {
        let value = T::from_code(code);
        if value.is_none() {
            let codes = T::all().iter().map(|v| v.code());
            let same_label = T::all()
                .iter()
                .find(|v| v.label().eq_ignore_ascii_case(code));
            let action = match same_label {
                Some(value) => format!("did you mean \"{}\"?", value.code()),
                None => did_you_mean(code, codes, "use one of the codes listed in data/README.md"),
            };
            let expected = Some(cell.column.expected());
            self.report(
                &UNKNOWN_CODE,
                cell,
                code,
                "is not in the code list",
                action,
                expected,
            );
        }
        value
    }

    /// A yes-or-no fact of which a blank means no.
    pub fn flag(&mut self, cell: Cell<'_>) -> bool {
        self.yes_no(cell).unwrap_or(false)
    }

    /// A yes-or-no fact, or nothing recorded.
    pub fn yes_no(&mut self, cell: Cell<'_>) -> Option<bool> {
        if !self.is_filled(cell) {
            return None;
        }
        let value = ["no", "yes"]
            .iter()
            .position(|word| cell.text.eq_ignore_ascii_case(word));
        if value.is_none() {
            let action = match cell.text.to_lowercase().as_str() {
                "y" | "true" | "t" | "1" => "did you mean \"yes\"?",
                "n" | "false" | "f" | "0" => "did you mean \"no\"?",
                _ => BAD_FLAG.usual_action(),
            };
            self.fault(&BAD_FLAG, cell, "is neither yes nor no", action);
        }
        value.map(|at| at == 1)
    }

    /// The row that a field names, in a file that has been read.
    pub fn refer(&mut self, cell: Cell<'_>, ids: &Ids) -> Option<u32> {
        if !self.is_filled(cell) {
            return None;
        }
        let spot = self.spot(cell);
        ids.find(cell.text, cell.column.name, spot, self.log)
    }

    /// The rows that a list names, in a file that has been read; each once.
    pub fn refer_all(&mut self, cell: Cell<'_>, ids: &Ids) -> Vec<u32> {
        let spot = self.spot(cell);
        let mut found = Vec::new();
        for item in cell.items() {
            if let Some(at) = ids.find(item, cell.column.name, spot, self.log)
                && !found.contains(&at)
            {
                found.push(at);
            }
        }
        found
    }

    /// Notes the rows that a list names, in a file that is read later.
    pub fn want(&mut self, cell: Cell<'_>) {
        if cell.text.is_empty() {
            return;
        }
        let spot = self.spot(cell);
        for item in cell.items() {
            self.wanted.push(Wanted {
                row: self.row,
                column: cell.column.name,
                id: item.to_owned(),
                spot,
            });
        }
    }
}
