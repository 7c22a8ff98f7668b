//! The local authorities of England with children's services duties: codes, names as different publishers spell
//! them, districts, and neighbours. From `data/authorities.csv`, whose sources stand in `data/SOURCES.md`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Location;

/// An authority with children's services duties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// ONS code.
    pub code: &'static str,
    /// Name as the ONS writes it.
    pub name: &'static str,
    /// Region.
    pub region: &'static str,
    /// A central point.
    pub centre: Location,
    /// Codes of the authorities that share a boundary (regulation 11).
    pub adjoining: Vec<&'static str>,
    /// Codes of the districts of a county; empty where the authority is its own district.
    pub districts: Vec<&'static str>,
}

#[derive(Deserialize)]
struct Line {
    code: &'static str,
    name: &'static str,
    region: &'static str,
    easting: i32,
    northing: i32,
    adjoining: &'static str,
    districts: &'static str,
    former: &'static str,
    also: &'static str,
}

struct Register {
    authorities: Vec<Authority>,
    /// Every code that has meant the authority or a part of it.
    by_code: HashMap<&'static str, usize>,
    by_name: HashMap<String, usize>,
}

static REGISTER: LazyLock<Register> = LazyLock::new(|| register(TEXT));

const TEXT: &str = include_str!("../../data/authorities.csv");

/// Every authority, in order of code.
pub fn all() -> &'static [Authority] {
    &REGISTER.authorities
}

/// The authority with this ONS code or name. Case, punctuation and words such as "council" do not matter.
pub fn find(text: &str) -> Option<&'static Authority> {
    upper_tier(text.trim()).or_else(|| {
        let at = REGISTER.by_name.get(&name_key(text))?;
        Some(&REGISTER.authorities[*at])
    })
}

/// The authority that has the children's services duties where this ONS code applies or applied: its own code, a
/// district's, or one that it has superseded.
pub fn upper_tier(code: &str) -> Option<&'static Authority> {
    let at = REGISTER.by_code.get(code)?;
    Some(&REGISTER.authorities[*at])
}

fn register(text: &'static str) -> Register {
    let mut register = Register {
        authorities: Vec::new(),
        by_code: HashMap::new(),
        by_name: HashMap::new(),
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().expect("the table is part of the program");
    let headings: Vec<String> = headings.iter().map(str::to_owned).collect();
    debug_assert_eq!(headings[0], "code");
    for record in reader.records() {
        let record = record.expect("the table is part of the program");
        // The table lives as long as the program, so its words may too.
        let record: &'static csv::StringRecord = Box::leak(Box::new(record));
        let line: Line = record
            .deserialize(None)
            .expect("the table is part of the program");
        register.add(&line);
    }
    register
}

impl Register {
    fn add(&mut self, line: &Line) {
        let list = |text: &'static str| -> Vec<&'static str> {
            text.split(';').filter(|item| !item.is_empty()).collect()
        };
        let at = self.authorities.len();
        let codes = [line.code].into_iter();
        let codes = codes.chain(list(line.districts)).chain(list(line.former));
        for code in codes {
            self.by_code.insert(code, at);
        }
        for name in [line.name].into_iter().chain(list(line.also)) {
            self.by_name.insert(name_key(name), at);
        }
        self.authorities.push(Authority {
            code: line.code,
            name: line.name,
            region: line.region,
            centre: Location::new(line.easting, line.northing)
                .expect("the table is part of the program"),
            adjoining: list(line.adjoining),
            districts: list(line.districts),
        });
    }
}

/// A name without case, punctuation, and the words that publishers add or leave out.
fn name_key(name: &str) -> String {
    let name = name.to_lowercase().replace('&', " and ");
    let words = name
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.replace('\'', ""));
    let spare = [
        "",
        "council",
        "county",
        "city",
        "borough",
        "london",
        "royal",
        "metropolitan",
        "unitary",
        "authority",
        "the",
        "of",
        "and",
        "upon",
        "on",
        "district",
    ];
    let words: Vec<String> = words.filter(|w| !spare.contains(&w.as_str())).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_publishers_spell_them() {
        let code = |name| find(name).map(|a| a.code);
        assert_eq!(code("Herefordshire"), Some("E06000019"));
        assert_eq!(code("Herefordshire Council"), Some("E06000019"));
        assert_eq!(code("Stockton on Tees"), Some("E06000004"));
        assert_eq!(code("E06000004"), Some("E06000004"));
        assert_eq!(code("LANCASHIRE COUNTY COUNCIL"), Some("E10000017"));
        assert_eq!(code("Atlantis"), None);
    }

    #[test]
    fn a_district_belongs_to_its_county() {
        assert_eq!(upper_tier("E07000117").unwrap().name, "Lancashire");
        assert_eq!(upper_tier("W06000001"), None);
    }
}
