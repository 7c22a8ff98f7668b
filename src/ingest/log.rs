//! Collects the problems of one file, and finds their lines once the file has been read.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use super::codes::Code;
use super::diagnostic::{PRINTED, Problem, Problems, Severity, shown};
use super::position::{Place, Spot, walk};

/// Problems of one code in one file that are kept in full; the others are only counted.
const KEPT: usize = 1000;

/// A problem whose line is not known yet.
#[derive(Debug)]
pub struct Finding {
    code: &'static Code,
    at: At,
    value: Option<String>,
    message: String,
    expected: Option<String>,
    action: Option<String>,
    earlier: Option<u64>,
}

/// Where a problem is.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// The file as a whole.
    File,
    /// A field of a record.
    Field(Spot),
    /// A place that is known already.
    Known(Place),
}

impl Finding {
    /// A problem at a place.
    pub fn new(code: &'static Code, at: At, message: impl Into<String>) -> Self {
        Self {
            code,
            at,
            value: None,
            message: message.into(),
            expected: None,
            action: None,
            earlier: None,
        }
    }

    /// The value at fault.
    pub fn value(mut self, value: &str) -> Self {
        self.value = Some(shown(value));
        self
    }

    /// What the field takes.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// What to try.
    pub fn action(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// An earlier record of the same file that the message should name, by its byte.
    pub fn earlier(mut self, byte: u64) -> Self {
        self.earlier = Some(byte);
        self
    }

    fn spots(&self) -> impl Iterator<Item = Spot> {
        let own = match self.at {
            At::Field(spot) => Some(spot),
            _ => None,
        };
        own.into_iter().chain(self.earlier.map(|byte| (byte, 0)))
    }
}

/// The problems of one file.
#[derive(Debug)]
pub struct Log {
    file: String,
    found: Vec<Finding>,
    counts: BTreeMap<&'static str, usize>,
}

impl Log {
    /// A log without problems.
    pub fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            found: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Adds a problem.
    pub fn add(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.code.code).or_default();
        *count += 1;
        if *count <= KEPT {
            self.found.push(finding);
        }
    }

    /// Whether the next problem of this code will be printed, so that a costly suggestion is worth while.
    pub fn will_print(&self, code: &Code) -> bool {
        self.counts.get(code.code).is_none_or(|&n| n < PRINTED)
    }

    /// Finds the lines in the file of this folder, and gives the problems in order of place.
    pub fn settle(self, dir: &Path, problems: &mut Problems) {
        let path = dir.join(&self.file);
        let places =
            |spots| File::open(path).and_then(|file| Ok(walk(BufReader::new(file), spots)?.places));
        self.settle_with(places, problems);
    }

    /// Gives the problems in order of place; `places` finds where fields are.
    pub fn settle_with(
        self,
        places: impl FnOnce(Vec<Spot>) -> io::Result<HashMap<Spot, Place>>,
        problems: &mut Problems,
    ) {
        let spots: Vec<Spot> = self.found.iter().flat_map(Finding::spots).collect();
        let places = if spots.is_empty() {
            HashMap::new()
        } else {
            // A file that has gone meanwhile leaves its problems without lines, which is still a report.
            places(spots).unwrap_or_default()
        };
        let mut list: Vec<Problem> = self
            .found
            .into_iter()
            .map(|finding| finding.settle(&self.file, &places))
            .collect();
        list.sort_by_key(|p| (p.line, p.column, p.code));
        problems.add(&self.file, list, self.counts);
    }
}

impl Finding {
    fn settle(self, file: &str, places: &HashMap<Spot, Place>) -> Problem {
        let place = match self.at {
            At::File => None,
            At::Field(spot) => places.get(&spot).copied(),
            At::Known(place) => Some(place),
        };
        let earlier = self.earlier.and_then(|byte| places.get(&(byte, 0)));
        let message = match earlier {
            Some(place) => format!("{} (first on line {})", self.message, place.line),
            None => self.message,
        };
        Problem {
            code: self.code.code,
            severity: Severity::of(self.code.code),
            file: file.to_owned(),
            line: place.map(|p| p.line),
            column: place.map(|p| p.column),
            value: self.value,
            message,
            expected: self.expected,
            action: self
                .action
                .unwrap_or_else(|| format!("placewell explain {}", self.code.code)),
        }
    }
}
