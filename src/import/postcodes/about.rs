//! What was read to make a directory, kept in its index.

use serde::{Deserialize, Serialize};

use crate::model::with_commas;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Name, below the folder that was given.
    pub name: String,
    /// Size in bytes. Hashing a gigabyte would take longer than reading it.
    pub bytes: u64,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The directory, told by headings and file name, such as `ONSPD` or `NSPL, areas of 2026`.
    pub title: String,
    /// Different postcodes.
    pub postcodes: u64,
    /// Terminated ones of them; `None` where the files do not say which are.
    pub terminated: Option<u64>,
    /// Postcodes without a location, among them all of Northern Ireland.
    pub unlocated: u64,
    /// Rows that name a postcode again; the live and located one is kept.
    pub repeated: u64,
    /// Rows with a fault: left out without a postcode or a district, used without a location where a coordinate is
    /// none.
    pub faulty: u64,
    /// Files, in the order of reading.
    pub files: Vec<SourceFile>,
    /// Other directories in the same folder, which were not read.
    pub left_out: Vec<String>,
}

impl About {
    /// A line for people, such as `ONSPD, 2,700,123 postcodes (911,000 terminated)`.
    pub fn line(&self) -> String {
        let terminated = match self.terminated {
            Some(count) => format!("{} terminated", with_commas(&count.to_string())),
            None => "terminated ones not marked".to_owned(),
        };
        let postcodes = with_commas(&self.postcodes.to_string());
        let mut line = format!("{}, {postcodes} postcodes ({terminated})", self.title);
        if self.faulty > 0 {
            line.push_str(&format!(
                "; {} rows with a fault",
                with_commas(&self.faulty.to_string())
            ));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_was_read() {
        let mut about = About {
            title: "ONSPD".to_owned(),
            postcodes: 2_700_123,
            terminated: Some(911_000),
            unlocated: 0,
            repeated: 0,
            faulty: 0,
            files: Vec::new(),
            left_out: Vec::new(),
        };
        assert_eq!(
            about.line(),
            "ONSPD, 2,700,123 postcodes (911,000 terminated)"
        );
        (about.terminated, about.faulty) = (None, 12);
        let line = about.line();
        assert!(
            line.ends_with("(terminated ones not marked); 12 rows with a fault"),
            "{line}"
        );
    }
}
