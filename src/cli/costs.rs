//! A file of costs for `placewell plan`.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Failure;
use crate::ingest::codes::{BAD_SETTING, BAD_TOML, Code, UNKNOWN_KEY, UNREADABLE};
use crate::ingest::nearest::did_you_mean;
use crate::ingest::position::Place;
use crate::ingest::{Problem, Problems, Severity};
use crate::plan::{Costs, range};
use crate::prospects::KINDS;

/// Reads costs; every value is where it can be, or an error says where it is and what it takes.
pub fn read(path: &Path) -> Result<Costs, Failure> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let mut file = File {
        name: name.to_string_lossy().into_owned(),
        text: String::new(),
    };
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("{} cannot be read: {error}", path.display());
        file.problem(&UNREADABLE, None, message, None, "check the path")
    })?;
    file.text = String::from_utf8(bytes).map_err(|_| {
        let message = format!("{} is not UTF-8 text", path.display());
        file.problem(&UNREADABLE, None, message, None, "save the file as UTF-8")
    })?;
    file.costs()
}

struct File {
    name: String,
    text: String,
}

impl File {
    fn costs(&self) -> Result<Costs, Failure> {
        let action = "write a name of the list in data/plan-costs.md, an equals sign and a whole number, such as \
            foster_once = 12000";
        let wrong = |error: toml::de::Error| {
            let message = error.message().replace('\n', "; ");
            self.problem(&BAD_TOML, error.span(), message, None, action)
        };
        let document = DeTable::parse(&self.text).map_err(wrong)?;
        for (name, value) in document.get_ref() {
            match name.get_ref().as_ref() {
                "kinds" => self.check_kinds(value)?,
                known if range(known).is_some() => self.check_number(known, value)?,
                unknown => return Err(self.unknown(unknown, name.span())),
            }
        }
        // What is left to be wrong is nothing that was checked.
        toml::from_str(&self.text).map_err(wrong)
    }

    fn check_number(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Result<(), Failure> {
        let (lowest, highest) = range(name).unwrap_or_default();
        let number = value.get_ref().as_integer().and_then(|number| {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).ok()
        });
        let fits = |number: i64| (i64::from(lowest)..=i64::from(highest)).contains(&number);
        if number.is_some_and(fits) {
            return Ok(());
        }
        let written = self.text.get(value.span()).unwrap_or_default();
        let message = format!("{name} cannot be {written}");
        let expected = format!("a whole number from {lowest} to {highest}");
        let action = format!("correct {name}: data/plan-costs.md says what it is");
        Err(self.problem(
            &BAD_SETTING,
            Some(value.span()),
            message,
            Some(expected),
            &action,
        ))
    }

    fn check_kinds(&self, value: &Spanned<DeValue<'_>>) -> Result<(), Failure> {
        let like = "such as foster-11-17-2-standard or home-8-17-4-specialist";
        let no_list = |at: Range<usize>| {
            let written = self.text.get(at.clone()).unwrap_or_default();
            let message = format!("kinds cannot be {written}");
            let expected = Some("a list of ids in quotation marks and square brackets".to_owned());
            let action = format!("write ids of kinds of home, {like}");
            self.problem(&BAD_SETTING, Some(at), message, expected, &action)
        };
        let list = value.get_ref().as_array();
        for id in list.ok_or_else(|| no_list(value.span()))?.iter() {
            let written = id.get_ref().as_str().ok_or_else(|| no_list(id.span()))?;
            if KINDS.iter().all(|kind| kind.id != written) {
                let message = format!("no kind of home is called {written:?}");
                let otherwise = format!("write ids {like}");
                let action = did_you_mean(written, KINDS.iter().map(|kind| kind.id), &otherwise);
                return Err(self.problem(&BAD_SETTING, Some(id.span()), message, None, &action));
            }
        }
        Ok(())
    }

    fn unknown(&self, name: &str, at: Range<usize>) -> Failure {
        let costs = serde_json::to_value(Costs::default()).unwrap_or_default();
        let known = costs.as_object().into_iter().flat_map(|costs| costs.keys());
        let otherwise = "delete it; data/plan-costs.md lists the names";
        let action = did_you_mean(name, known.map(String::as_str), otherwise);
        let message = format!("nothing that a plan costs is called {name:?}");
        self.problem(&UNKNOWN_KEY, Some(at), message, None, &action)
    }

    fn problem(
        &self,
        code: &'static Code,
        at: Option<Range<usize>>,
        message: String,
        expected: Option<String>,
        action: &str,
    ) -> Failure {
        let at = at.map(|at| Place::of_byte(&self.text, at.start));
        Failure::Input(Problems::one(Problem {
            code: code.code,
            severity: Severity::Error,
            file: self.name.clone(),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            value: None,
            message,
            expected,
            action: action.to_owned(),
        }))
    }
}
