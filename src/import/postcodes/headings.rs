//! The columns of a directory, which every few years have other names.
//!
//! ONSPD up to 2025 writes `pcd,pcd2,pcds,…,oscty,…,oslaua,…,oseast1m,osnrth1m,osgrdind`; NSPL the same without the
//! first `os` of areas; both since 2025 `pcd7,pcd8,pcds,…,east1m,north1m,gridind,…,cty25cd,…,lad25cd` with the year
//! of the areas. Source: ONS Open Geography portal, user guides of ONSPD and NSPL.

use super::line::{fields, nth_field};
use crate::import::sheet::Heading;
use crate::ingest::Problems;
use crate::ingest::codes::{NOT_A_POSTCODE_DIRECTORY, WRONG_DELIMITER};
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::nearest::nearest;
use crate::ingest::position::Place;

/// Where the columns are, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub postcode: usize,
    pub terminated: Option<usize>,
    pub district: usize,
    pub county: Option<usize>,
    pub easting: usize,
    pub northing: usize,
    pub grid_quality: Option<usize>,
    pub country: Option<usize>,
    /// How many columns there are.
    pub count: usize,
    /// The directory that has such headings, and the year of its areas where the headings name it.
    pub title: String,
}

/// A column by its headings.
struct Wanted {
    what: &'static str,
    /// The first that is there wins.
    aliases: &'static [&'static str],
    /// The beginning of a heading that goes on with a year and `cd`; the latest wins.
    dated: Option<&'static str>,
}

const POSTCODE: Wanted = wanted("postcodes", &["pcds", "pcd8", "pcd7", "pcd2", "pcd"], None);
const TERMINATED: Wanted = wanted("dates of termination", &["doterm"], None);
const DISTRICT: Wanted = wanted(
    "local authority districts",
    &["oslaua", "laua"],
    Some("lad"),
);
const COUNTY: Wanted = wanted("counties", &["oscty", "cty"], Some("cty"));
const EASTING: Wanted = wanted("eastings", &["oseast1m", "east1m"], None);
const NORTHING: Wanted = wanted("northings", &["osnrth1m", "north1m"], None);
const GRID_QUALITY: Wanted = wanted("grid references' quality", &["osgrdind", "gridind"], None);
const COUNTRY: Wanted = wanted("countries", &["ctry"], Some("ctry"));

/// The columns without which a file is no directory.
const NEEDED: [&Wanted; 4] = [&POSTCODE, &DISTRICT, &EASTING, &NORTHING];

const fn wanted(
    what: &'static str,
    aliases: &'static [&'static str],
    dated: Option<&'static str>,
) -> Wanted {
    Wanted {
        what,
        aliases,
        dated,
    }
}

impl Columns {
    /// Finds the columns in the line of the headings; `name` is the file's for messages, `number` the line's.
    pub fn find(line: &[u8], name: &str, number: u64) -> Result<Self, Problems> {
        let headings = headings(line);
        let [postcode, district, easting, northing] = NEEDED.map(|w| w.column(&headings));
        let (Some(postcode), Some(district), Some(easting), Some(northing)) =
            (postcode, district, easting, northing)
        else {
            return Err(problems(line, &headings, name, number));
        };
        Ok(Self {
            postcode,
            terminated: TERMINATED.column(&headings),
            district,
            county: COUNTY.column(&headings),
            easting,
            northing,
            grid_quality: GRID_QUALITY.column(&headings),
            country: COUNTRY.column(&headings),
            count: headings.len(),
            title: title(&headings[district].key, name),
        })
    }

    /// The columns in the order of the line reader.
    pub fn in_order(&self) -> [Option<usize>; 8] {
        [
            Some(self.postcode),
            self.terminated,
            Some(self.district),
            self.county,
            Some(self.easting),
            Some(self.northing),
            self.grid_quality,
            self.country,
        ]
    }
}

impl Wanted {
    fn column(&self, headings: &[Heading]) -> Option<usize> {
        let position = |alias: &&str| headings.iter().position(|h| h.key == *alias);
        self.aliases.iter().find_map(position).or_else(|| {
            let years = headings.iter().enumerate();
            let years = years.filter_map(|(at, h)| Some((year(&h.key, self.dated?)?, at)));
            years.max().map(|(_, at)| at)
        })
    }

    /// How the headings may be spelt, for messages.
    fn spelt(&self) -> String {
        let mut words: Vec<String> = self.aliases.iter().map(|&a| a.to_owned()).collect();
        words.extend(self.dated.map(|start| format!("{start}26cd (of any year)")));
        let last = words.pop().unwrap_or_default();
        match words.is_empty() {
            true => last,
            false => format!("{} or {last}", words.join(", ")),
        }
    }
}

fn headings(line: &[u8]) -> Vec<Heading> {
    fields(line)
        .map(|text| Heading::of(&String::from_utf8_lossy(text)))
        .collect()
}

/// The year, of two figures, in a heading such as `lad26cd`; 0 for `ladcd`.
fn year(heading: &str, start: &str) -> Option<u8> {
    let year = heading.strip_prefix(start)?.strip_suffix("cd")?;
    match year.len() {
        0 => Some(0),
        2 if year.bytes().all(|b| b.is_ascii_digit()) => year.parse().ok(),
        _ => None,
    }
}

fn title(district: &str, name: &str) -> String {
    let name = name.to_uppercase();
    let named = ["ONSPD", "NSPL"].into_iter().find(|t| name.contains(t));
    let kind = named.unwrap_or(match district {
        "oslaua" => "ONSPD",
        "laua" => "NSPL",
        _ => "ONSPD or NSPL",
    });
    match year(district, "lad") {
        Some(year @ 1..) => format!("{kind}, areas of 20{year:02}"),
        _ => kind.to_owned(),
    }
}

fn problems(line: &[u8], headings: &[Heading], name: &str, number: u64) -> Problems {
    let place = |column: usize| {
        let at = nth_field(line, column).map_or(0, |(at, _)| at);
        let before = String::from_utf8_lossy(&line[..at]).chars().count() as u64;
        At::Known(Place {
            line: number,
            column: before + 1,
        })
    };
    let mut log = Log::of(name);
    let marks = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];
    let text = String::from_utf8_lossy(line);
    let mark = marks.iter().find(|(mark, _)| text.contains(*mark));
    let missing: Vec<&Wanted> = NEEDED
        .into_iter()
        .filter(|w| w.column(headings).is_none())
        .collect();
    let has_postcode = POSTCODE.column(headings).is_some();
    if let (1, Some((_, mark))) = (headings.len(), mark) {
        let message = format!("{name} has headings that are separated by {mark}, not by commas");
        log.add(Finding::new(&WRONG_DELIMITER, place(0), message).action(
            "give the CSV file as it was published; a spreadsheet has saved it in another form",
        ));
    } else if missing.len() + 1 >= NEEDED.len() {
        let message = format!("{name} is not a postcode directory");
        let first = headings.first().map_or("", |h| h.text.as_str());
        log.add(
            Finding::new(&NOT_A_POSTCODE_DIRECTORY, place(0), message)
                .value(first)
                .expected("headings such as pcds, doterm, oslaua, oseast1m and osnrth1m")
                .action(
                    "give the whole CSV file of ONSPD or NSPL from the ONS Open Geography portal",
                ),
        );
    } else {
        let known: Vec<&str> = headings.iter().map(|h| h.text.as_str()).collect();
        // Hundreds of metres under the name of metres would put every place in the sea.
        let in_metres = |text: &&str| !text.ends_with("100m");
        for wanted in missing {
            let near = wanted
                .aliases
                .iter()
                .find_map(|a| nearest(a, known.iter().copied().filter(in_metres)));
            let at = near.and_then(|near| known.iter().position(|h| *h == near));
            let message = format!("{name} has no column of {}", wanted.what);
            let finding = Finding::new(&NOT_A_POSTCODE_DIRECTORY, place(at.unwrap_or(0)), message)
                .expected(wanted.spelt());
            let is_coarse = known.iter().any(|text| !in_metres(text));
            log.add(match near {
                Some(near) => finding.value(near).action(format!(
                    "rename \"{near}\" to {}, if that is what it is",
                    wanted.aliases[0]
                )),
                None if is_coarse => {
                    finding.action("give the version in metres; this one is in hundreds of metres")
                }
                None if has_postcode => finding.action(
                    "give the whole directory; this is a lookup from postcodes to something else",
                ),
                None => finding.action("give the whole CSV file of ONSPD or NSPL as published"),
            });
        }
    }
    let mut problems = Problems::default();
    log.settle_with(|_| Ok(Default::default()), &mut problems);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(line: &str) -> Columns {
        Columns::find(line.as_bytes(), "a.csv", 1).unwrap_or_else(|p| panic!("{p}"))
    }

    #[test]
    fn every_vintage_is_read() {
        let old = find(
            "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,osward,usertype,oseast1m,osnrth1m,osgrdind",
        );
        assert_eq!((old.postcode, old.district, old.county), (2, 6, Some(5)));
        assert_eq!(old.title, "ONSPD");
        let new =
            find("pcd7,pcd8,PCDS,doterm,east1m,north1m,gridind,cty25cd,lad25cd,lad26cd,ctry26cd");
        assert_eq!((new.postcode, new.district, new.country), (2, 9, Some(10)));
        assert_eq!(new.title, "ONSPD or NSPL, areas of 2026");
        let lookup = find("\"pcd\",\"doterm\",\"laua\",\"cty\",\"oseast1m\",\"osnrth1m\"");
        assert_eq!((lookup.postcode, lookup.title.as_str()), (0, "NSPL"));
        assert_eq!(
            title("lad26cd", "ONSPD_FEB_2026_UK.csv"),
            "ONSPD, areas of 2026"
        );
    }

    #[test]
    fn a_year_has_two_figures() {
        assert_eq!(year("lad26cd", "lad"), Some(26));
        assert_eq!(year("ladcd", "lad"), Some(0));
        assert_eq!(year("ladnm", "lad"), None);
        assert_eq!(year("lad2xcd", "lad"), None);
    }
}
