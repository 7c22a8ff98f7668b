//! A file of costs for `placewell plan`.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Failure;
use crate::ingest::codes::{BAD_SETTING, BAD_TOML, Code, UNKNOWN_KEY, UNREADABLE};
use crate::ingest::diagnostic::shown;
use crate::ingest::nearest::did_you_mean;
use crate::ingest::position::Place;
use crate::ingest::{Problem, Problems, Severity};
use crate::plan::{Costs, range};
use crate::prospects::KINDS;

/// Reads costs. Of every value that cannot be used, an error says where it stands and what it takes.
pub fn read(path: &Path) -> Result<Costs, Failure> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let mut file = File {
        name: name.to_string_lossy().into_owned(),
        text: String::new(),
    };
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("{} cannot be read: {error}", path.display());
        fail(file.problem(&UNREADABLE, None, message, None, "check the path"))
    })?;
    file.text = String::from_utf8(bytes).map_err(|_| {
        let message = format!("{} is not UTF-8 text", path.display());
        fail(file.problem(&UNREADABLE, None, message, None, "save the file as UTF-8"))
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
            fail(self.problem(&BAD_TOML, error.span(), message, None, action))
        };
        let document = DeTable::parse(&self.text).map_err(wrong)?;
        let mut found = Vec::new();
        for (name, value) in document.get_ref() {
            let known: &str = name.get_ref();
            match range(known) {
                _ if known == "kinds" => found.extend(self.wrong_kinds(value)),
                Some(range) => found.extend(self.wrong_number(known, range, value)),
                None => found.push(self.unknown(known, name.span())),
            }
        }
        found.sort_by_key(|problem| (problem.line, problem.column));
        let found = found.into_iter().map(Problems::one);
        let all = found.reduce(|mut all, next| {
            all.append(next);
            all
        });
        match all {
            Some(all) => Err(Failure::Input(all)),
            // Nothing is left that could be wrong.
            None => toml::from_str(&self.text).map_err(wrong),
        }
    }

    fn wrong_number(
        &self,
        name: &str,
        (lowest, highest): (u32, u32),
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Problem> {
        let number = value.get_ref().as_integer().and_then(|number| {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).ok()
        });
        let fits = |number: i64| (i64::from(lowest)..=i64::from(highest)).contains(&number);
        if number.is_some_and(fits) {
            return None;
        }
        let message = format!("{name} cannot be {}", self.written(value.span()));
        let expected = format!("a whole number from {lowest} to {highest}");
        let action = format!("correct {name}: data/plan-costs.md says what it is");
        Some(self.problem(
            &BAD_SETTING,
            Some(value.span()),
            message,
            Some(expected),
            &action,
        ))
    }

    fn wrong_kinds(&self, value: &Spanned<DeValue<'_>>) -> Vec<Problem> {
        let like = "such as foster-11-17-2-standard or home-8-17-4-specialist";
        let no_list = |at: Range<usize>| {
            let message = format!("kinds cannot be {}", self.written(at.clone()));
            let expected = Some("a list of ids in quotation marks and square brackets".to_owned());
            let action = format!("write ids of kinds of home, {like}");
            self.problem(&BAD_SETTING, Some(at), message, expected, &action)
        };
        let Some(list) = value.get_ref().as_array() else {
            return vec![no_list(value.span())];
        };
        let wrong_id = |id: &Spanned<DeValue<'_>>| {
            let Some(written) = id.get_ref().as_str() else {
                return Some(no_list(id.span()));
            };
            if KINDS.iter().any(|kind| kind.id == written) {
                return None;
            }
            let message = format!("no kind of home is called \"{}\"", shown(written));
            let otherwise = format!("write ids {like}");
            let action = did_you_mean(written, KINDS.iter().map(|kind| kind.id), &otherwise);
            Some(self.problem(&BAD_SETTING, Some(id.span()), message, None, &action))
        };
        list.iter().filter_map(wrong_id).collect()
    }

    fn unknown(&self, name: &str, at: Range<usize>) -> Problem {
        let costs = serde_json::to_value(Costs::default()).unwrap_or_default();
        let known = costs.as_object().into_iter().flat_map(|costs| costs.keys());
        let otherwise = "delete it; data/plan-costs.md lists the names";
        let action = did_you_mean(name, known.map(String::as_str), otherwise);
        let message = format!("nothing that a plan costs is called \"{}\"", shown(name));
        self.problem(&UNKNOWN_KEY, Some(at), message, None, &action)
    }

    /// What stands in the file, shortened.
    fn written(&self, at: Range<usize>) -> String {
        shown(self.text.get(at).unwrap_or_default())
    }

    fn problem(
        &self,
        code: &'static Code,
        at: Option<Range<usize>>,
        message: String,
        expected: Option<String>,
        action: &str,
    ) -> Problem {
        let at = at.map(|at| Place::of_byte(&self.text, at.start));
        Problem {
            code: code.code,
            severity: Severity::Error,
            file: self.name.clone(),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            value: None,
            message,
            expected,
            action: action.to_owned(),
        }
    }
}

fn fail(problem: Problem) -> Failure {
    Failure::Input(Problems::one(problem))
}
