//! Problems with a folder: what, where, what was expected and what to try; for people and for machines.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::Serialize;

/// Problems of one code in one file that are printed; the others are counted.
pub const PRINTED: usize = 20;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The folder cannot be used.
    Error,
    /// The folder can be used, but somebody should look.
    Warning,
}

impl Severity {
    /// The severity that a code stands for.
    pub fn of(code: &str) -> Self {
        if code.starts_with('W') {
            Self::Warning
        } else {
            Self::Error
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Code, such as `E0203`; `placewell explain` says more.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// File name in the folder; empty for the folder itself.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Character in the line, from 1.
    pub column: Option<u64>,
    /// The value at fault, shortened.
    pub value: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What the field takes.
    pub expected: Option<String>,
    /// What to try.
    pub action: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, ":{line}:{column}")?;
        }
        if !self.file.is_empty() {
            f.write_str(": ")?;
        }
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if let Some(expected) = &self.expected {
            write!(f, "\n    expected: {expected}")?;
        }
        write!(f, "\n    try: {}", self.action)
    }
}

/// All the problems of a folder. A folder may have very many, so the rarer thousands of one code in one file
/// are only counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.render())]
pub struct Problems {
    list: Vec<Problem>,
    counts: BTreeMap<(String, &'static str), usize>,
}

impl Problems {
    /// A list with one problem.
    pub fn one(problem: Problem) -> Self {
        let mut problems = Self::default();
        let count = BTreeMap::from([(problem.code, 1)]);
        problems.add(&problem.file.clone(), vec![problem], count);
        problems
    }

    /// Adds the problems of one file, of which some may only be counted.
    pub fn add(&mut self, file: &str, list: Vec<Problem>, counts: BTreeMap<&'static str, usize>) {
        self.list.extend(list);
        for (code, count) in counts {
            *self.counts.entry((file.to_owned(), code)).or_default() += count;
        }
    }

    /// Adds the problems of another list.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count;
        }
    }

    /// The same problems, each file named with the folder that it is in.
    #[must_use]
    pub fn in_folder(mut self, folder: &str) -> Self {
        let inside = |file: &str| match file {
            // The message names the folder.
            "" => String::new(),
            file => format!("{folder}/{file}"),
        };
        for problem in &mut self.list {
            problem.file = inside(&problem.file);
        }
        let counts = std::mem::take(&mut self.counts).into_iter();
        self.counts = counts
            .map(|((file, code), count)| ((inside(&file), code), count))
            .collect();
        self
    }

    /// The problems in full, by file and place.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many problems of a severity there are, printed or not.
    pub fn count(&self, severity: Severity) -> usize {
        let of_severity = |((_, code), count): (&(String, &str), &usize)| {
            (Severity::of(code) == severity).then_some(*count)
        };
        self.counts.iter().filter_map(of_severity).sum()
    }

    /// Whether any problem is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The problems for people: at most [`PRINTED`] of a code in a file, then how many more there are, then
    /// a summary.
    pub fn render(&self) -> String {
        let mut out = String::new();
        let mut printed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for problem in &self.list {
            let key = (problem.file.as_str(), problem.code);
            let printed = printed.entry(key).or_default();
            *printed += 1;
            if *printed <= PRINTED {
                let _ = writeln!(out, "{problem}");
            }
        }
        for ((file, code), count) in self.counts.iter().filter(|(_, n)| **n > PRINTED) {
            let (severity, more) = (Severity::of(code), count - PRINTED);
            let _ = writeln!(out, "{file}: {severity}[{code}]: and {more} more");
        }
        let _ = writeln!(out, "{}", self.summary());
        out
    }

    /// One line that counts errors and warnings.
    pub fn summary(&self) -> String {
        let errors = counted(self.count(Severity::Error), "error");
        let warnings = counted(self.count(Severity::Warning), "warning");
        let first = self.list.first().map(|p| p.code);
        let more = first.map_or_else(String::new, |code| {
            format!("; `placewell explain {code}` says more about the first")
        });
        format!("{errors}, {warnings}{more}")
    }

    /// The problems for machines.
    pub fn to_json(&self) -> serde_json::Value {
        let counts: Vec<_> = self
            .counts
            .iter()
            .map(|((file, code), count)| serde_json::json!({"file": file, "code": code, "count": count}))
            .collect();
        serde_json::json!({
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "counts": counts,
            "problems": self.list,
        })
    }
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// A value as messages show it: shortened, and with control characters spelt out.
pub fn shown(value: &str) -> String {
    const LONGEST: usize = 60;
    let mut out = String::new();
    for (at, c) in value.chars().enumerate() {
        if at == LONGEST {
            out.push('…');
            break;
        }
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}
