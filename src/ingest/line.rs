//! One row being read: each field checked against its column and turned into a value of the model.

use csv::ByteRecord;
use serde::Deserialize;

use super::codes::{
    BAD_COST, BAD_FLAG, BAD_ID, BAD_LEVEL, BAD_NUMBER, Code, EARLY_DATE, FIELD_COUNT, FUTURE_DATE,
    HALF_LOCATION, LONG_ID, NEGATIVE_COST, OUT_OF_RANGE, OUTSIDE_BRITAIN, UNKNOWN_CODE,
    VALUE_MISSING,
};
use super::column::{Cell, Kind};
use super::dates::parse_date;
use super::diagnostic::shown;
use super::headings::not_utf8;
use super::ids::Ids;
use super::log::{At, Finding, Log};
use super::nearest::did_you_mean;
use super::position::Spot;
use crate::model::{CodeSet, Date, Location, NeedDomain, NeedsProfile, PoundsPerWeek};

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
    pub headings: &'l ByteRecord,
    /// Fields.
    pub record: &'l ByteRecord,
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
        let error = match self.record.deserialize(Some(self.headings)) {
            Ok(row) => return Some(row),
            Err(error) => error,
        };
        let broken = |field: &&[u8]| str::from_utf8(field).is_err();
        let finding = match self.record.iter().position(|field| broken(&field)) {
            Some(at) => not_utf8((self.byte, at), &self.record[at]),
            None => Finding::new(&FIELD_COUNT, At::Field((self.byte, 0)), error.to_string()),
        };
        self.log.add(finding);
        None
    }

    /// Where a field is.
    pub fn spot(&self, cell: Cell<'_>) -> Spot {
        let name = cell.column.name.as_bytes();
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
            format!("correct {}", cell.column.name),
            Some(expected),
        );
    }

    /// Reports a field, saying what to try.
    pub fn fault(&mut self, code: &'static Code, cell: Cell<'_>, message: &str, action: &str) {
        self.report(code, cell, cell.text, message, action.to_owned(), None);
    }

    fn report(
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
    fn is_filled(&mut self, cell: Cell<'_>) -> bool {
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
        self.is_filled(cell).then(|| cell.text.to_owned())
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
            self.wrong(&BAD_FLAG, cell, cell.text, "is neither yes nor no");
        }
        value.map(|at| at == 1)
    }

    /// A whole number.
    pub fn whole<N: TryFrom<i64>>(&mut self, cell: Cell<'_>) -> Option<N> {
        if self.is_filled(cell) {
            self.one_whole(cell, cell.text, &OUT_OF_RANGE, "is out of range")
        } else {
            None
        }
    }

    /// A list of whole numbers.
    pub fn wholes<N: TryFrom<i64>>(&mut self, cell: Cell<'_>) -> Vec<N> {
        cell.items()
            .filter_map(|item| self.one_whole(cell, item, &OUT_OF_RANGE, "is out of range"))
            .collect()
    }

    fn one_whole<N: TryFrom<i64>>(
        &mut self,
        cell: Cell<'_>,
        text: &str,
        outside: &'static Code,
        message: &str,
    ) -> Option<N> {
        let Ok(number) = text.parse::<i64>() else {
            // Too many digits for the machine is out of range, not a spelling mistake.
            let digits = text.strip_prefix('-').unwrap_or(text);
            if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
                self.wrong(outside, cell, text, message);
            } else {
                self.wrong(&BAD_NUMBER, cell, text, "is not a whole number");
            }
            return None;
        };
        let inside = match cell.column.kind {
            Kind::Whole { min, max, .. } => (min..=max).contains(&number),
            _ => true,
        };
        let value = N::try_from(number).ok().filter(|_| inside);
        if value.is_none() {
            self.wrong(outside, cell, text, message);
        }
        value
    }

    /// Pounds a week.
    pub fn pounds(&mut self, cell: Cell<'_>) -> Option<PoundsPerWeek> {
        if !self.is_filled(cell) {
            return None;
        }
        let text = cell.text;
        if text
            .strip_prefix('-')
            .is_some_and(|rest| pence(rest).is_some())
        {
            self.wrong(&NEGATIVE_COST, cell, text, "is negative");
            return None;
        }
        let cost = pence(text);
        if cost.is_none() {
            let bare: String = text
                .chars()
                .filter(|c| !matches!(c, '£' | ',' | ' '))
                .collect();
            let action = match pence(&bare) {
                Some(_) => format!("did you mean \"{bare}\"?"),
                None => "write pounds a week in figures with up to two decimals".to_owned(),
            };
            let expected = Some(cell.column.expected());
            self.report(&BAD_COST, cell, text, "is not a cost", action, expected);
        }
        cost.map(PoundsPerWeek::from_pence)
    }

    /// A needs profile.
    pub fn levels(&mut self, cell: Cell<'_>) -> NeedsProfile {
        let mut profile = NeedsProfile::default();
        for item in cell.items() {
            let (name, level) = item.split_once('=').unwrap_or((item, ""));
            let Some(domain) = NeedDomain::from_code(name.trim()) else {
                let domains = NeedDomain::ALL.iter().map(|d| d.code());
                let listed: Vec<&str> = domains.clone().collect();
                let action = did_you_mean(name, domains, "use a domain of the list");
                let expected = Some(format!("level 0 to 3 of {}", listed.join(", ")));
                self.report(
                    &UNKNOWN_CODE,
                    cell,
                    name,
                    "is not a domain of need",
                    action,
                    expected,
                );
                continue;
            };
            let level = level.trim().parse().ok();
            if level.and_then(|level| profile.set(domain, level)).is_none() {
                self.wrong(&BAD_LEVEL, cell, item, "has no level from 0 to 3");
            }
        }
        profile
    }

    /// A point on the National Grid from its two fields.
    pub fn location(&mut self, easting: Cell<'_>, northing: Cell<'_>) -> Option<Location> {
        let filled = (self.is_filled(easting), self.is_filled(northing));
        let alone = match filled {
            (false, false) => return None,
            (true, true) => {
                let outside = "is outside Great Britain";
                let east = self.one_whole(easting, easting.text, &OUTSIDE_BRITAIN, outside);
                let north = self.one_whole(northing, northing.text, &OUTSIDE_BRITAIN, outside);
                return Location::new(east?, north?);
            }
            (true, false) => (easting, northing),
            (false, true) => (northing, easting),
        };
        if !alone.1.column.is_required() {
            let message = format!("stands alone: {} is blank", alone.1.column.name);
            self.fault(
                &HALF_LOCATION,
                alone.0,
                &message,
                "fill in both coordinates, or neither",
            );
        }
        None
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

/// Pence from pounds in figures; at most £1 million a week.
fn pence(text: &str) -> Option<i64> {
    let (pounds, pennies) = text.split_once('.').unwrap_or((text, "0"));
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !figures(pounds) || !figures(pennies) || pennies.len() > 2 || pounds.len() > 7 {
        return None;
    }
    let tens = if pennies.len() == 1 { 10 } else { 1 };
    Some(pounds.parse::<i64>().ok()? * 100 + pennies.parse::<i64>().ok()? * tens)
}

#[cfg(test)]
mod tests {
    use super::pence;

    #[test]
    fn pounds_become_pence() {
        assert_eq!(pence("1234.5"), Some(123_450));
        assert_eq!(pence("7.05"), Some(705));
        assert_eq!(pence("0"), Some(0));
        assert_eq!(
            [pence("1,234"), pence("1.234"), pence(""), pence("1.")],
            [None; 4]
        );
    }
}
