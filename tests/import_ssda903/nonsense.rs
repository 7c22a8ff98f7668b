//! Small random returns of a few children, with everything that is wrong in real ones, and the history made of them.

use std::path::PathBuf;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use placewell::import::account::Ledger;
use placewell::import::pseudonyms::Ids;
use placewell::import::ssda903::{ChildHistory, Options, Returns, Row, check, history, read};
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;

use crate::table::Table;

/// Headings of the tables; LA stays away, so that no row is of another authority.
pub const EPISODES: [&str; 14] = [
    "CHILD",
    "DECOM",
    "RNE",
    "LS",
    "CIN",
    "PLACE",
    "PLACE_PROVIDER",
    "DEC",
    "REC",
    "REASON_PLACE_CHANGE",
    "HOME_POST",
    "PL_POST",
    "URN",
    "YEAR",
];
const HEADER: [&str; 5] = ["CHILD", "SEX", "DOB", "ETHNIC", "YEAR"];

/// The files of some returns: tables of episodes and one of headers.
#[derive(Debug, Clone)]
pub struct Files(pub Vec<Table>);

/// What came of them.
pub struct Told {
    pub returns: Returns,
    pub children: Vec<ChildHistory>,
    pub ledger: Ledger,
}

fn day(after: i64) -> Date {
    date(2020, 1, 1) + after.days()
}

/// A first day and a last day, now and then none that can be read. Days are few, so that rows meet.
fn days() -> impl Strategy<Value = (String, String)> {
    let start = (0i64..40).prop_map(|tenth| tenth * 30);
    let length = prop_oneof![
        3 => Just(None),
        2 => Just(Some(0)),
        1 => Just(Some(-5)),
        4 => (1i64..30).prop_map(|tenth| Some(tenth * 15)),
        1 => Just(Some(31)),
    ];
    let odd = select(vec!["", "45016", "31/02/2021", "#REF!", "01/01/21", "soon"]);
    (start, length, prop::bool::weighted(0.05), odd).prop_map(|(start, length, is_odd, odd)| {
        let first = day(start).to_string();
        let last = length.map_or(String::new(), |length| day(start + length).to_string());
        if is_odd {
            (odd.to_owned(), last)
        } else {
            (first, last)
        }
    })
}

fn child() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        30 => select(vec!["A1", "A2", "A3"]),
        1 => select(vec!["", "#REF!", "CHILD", " A1 "]),
    ]
}

fn episode() -> impl Strategy<Value = Vec<String>> {
    let rne = select(vec!["S", "P", "L", "B", "T", "U", "", "p", "Q"]);
    let ls = select(vec!["C1", "C2", "V2", "C2", "V4", "V3", ""]);
    let place = select(vec!["U4", "K2", "U4", "T1", "T3", "T4", "X9", "", "u6"]);
    let rec = select(vec!["X1", "X1", "E4A", "E5", "", "E99"]);
    let posts = select(vec!["ZZ9 1AA", "ZZ9 1AB", "", "#N/A"]);
    let year = select(vec!["2020", "2021", "2022", "2022-23", ""]);
    (child(), days(), rne, ls, place, rec, posts, year).prop_map(
        |(child, (start, end), rne, ls, place, rec, post, year)| {
            let row = [
                child, &start, rne, ls, "N1", place, "PR1", &end, rec, "", "ZZ9 9ZZ", post, "",
                year,
            ];
            row.map(str::to_owned).to_vec()
        },
    )
}

fn header() -> impl Strategy<Value = Vec<String>> {
    let sex = select(vec!["1", "2", "M", "F", "", "7"]);
    let born = select(vec![
        "2002-08-15",
        "2010-02-01",
        "2003-03-03",
        "",
        "2021-12-12",
        "soon",
    ]);
    let ethnic = select(vec!["WBRI", "BAFR", "", "WHITE"]);
    let year = select(vec!["2020", "2021", "2022", ""]);
    (child(), sex, born, ethnic, year).prop_map(|(child, sex, born, ethnic, year)| {
        [child, sex, born, ethnic, year].map(str::to_owned).to_vec()
    })
}

/// Up to three tables of episodes and one of headers.
pub fn files() -> impl Strategy<Value = Files> {
    let episodes = prop::collection::vec(prop::collection::vec(episode(), 1..14), 1..4);
    let headers = prop::collection::vec(header(), 0..8);
    (episodes, headers).prop_map(|(episodes, headers)| {
        let named = |nth: usize, headings: &[&str], rows| Table {
            rows,
            ..Table::new(&format!("t{nth}"), headings)
        };
        let mut files: Vec<Table> = Vec::new();
        for (nth, rows) in episodes.into_iter().enumerate() {
            files.push(named(nth, &EPISODES, rows));
        }
        files.push(named(9, &HEADER, headers));
        Files(files)
    })
}

/// An empty folder for returns, and what holds it. The name of the folder that is given may tell a year, and a
/// temporary folder's is drawn: now and then four figures stand in it.
pub fn empty_folder() -> (TempDir, PathBuf) {
    let made = tempfile::tempdir().unwrap();
    let dir = made.path().join("returns");
    std::fs::create_dir(&dir).unwrap();
    (made, dir)
}

/// Reads the files from one folder; `None` where they are refused, as where no row can be used.
pub fn told(files: &Files) -> Option<Told> {
    let (_made, dir) = empty_folder();
    for table in &files.0 {
        std::fs::write(dir.join(format!("{}.csv", table.name)), table.text()).unwrap();
    }
    let options = Options {
        as_at: None,
        la: None,
        ids: &Ids::Keep,
        accepts_losses: true,
    };
    let mut ledger = Ledger::default();
    let mut returns = read(&[dir], &options, &mut ledger).ok()?;
    let children = history(&mut returns, &options, &mut ledger);
    check(&returns, &children, &options, &mut ledger);
    Some(Told {
        returns,
        children,
        ledger,
    })
}

impl Told {
    /// Rows read, used, merged and dropped.
    pub fn sums(&self) -> [u64; 4] {
        use placewell::import::account::Fate;
        let accounts = &self.ledger.accounts;
        let aside = |fate| {
            (0..accounts.len())
                .map(|at| self.ledger.aside(at, fate))
                .sum()
        };
        [
            accounts.iter().map(|account| account.read).sum(),
            accounts.iter().map(|account| account.used).sum(),
            aside(Fate::Merged),
            aside(Fate::Dropped),
        ]
    }

    pub fn row(&self, at: u32) -> &Row {
        &self.returns.rows[at as usize]
    }

    pub fn is_short_break(&self, row: &Row) -> bool {
        matches!(self.returns.words.text(row.ls), "V3" | "V4")
    }

    /// Everything that is told of the children, in order of their ids and without what depends on where a row stood.
    pub fn lines(&self) -> Vec<String> {
        let text = |word| self.returns.words.text(word);
        let fields = |row: &Row| row.fields().map(text).join(" ");
        let mut lines = Vec::new();
        for child in &self.children {
            let id = self.returns.children.text(child.child);
            let person = &self.returns.people[child.child.at()];
            let (sex, ethnicity) = (
                person.sex.map(|s| s.value),
                person.ethnicity.map(|e| e.value),
            );
            lines.push(format!("{id} {:?} {sex:?} {ethnicity:?}", child.born));
            for spell in &child.spells {
                let codes = [spell.rne, spell.rec, spell.reason].map(text).join(" ");
                let (start, end) = (spell.start, spell.end);
                lines.push(format!(
                    "{id} {start} {end:?} {codes} | {}",
                    fields(self.row(spell.row))
                ));
            }
            for &at in &child.short_breaks {
                let row = self.row(at);
                lines.push(format!(
                    "{id} break {} {:?} {}",
                    row.start,
                    row.end,
                    fields(row)
                ));
            }
        }
        lines.sort();
        lines
    }
}
