//! Invented returns of several years: children with one or more periods of care, moves, changes of status, temporary
//! moves and short breaks; and what is wrong in real returns: no header, no ethnicity, overlaps, rows given twice.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::table::Table;

const EPISODES: [&str; 15] = [
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
    "LA",
    "YEAR",
];
const HEADER: [&str; 9] = [
    "CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB", "LA", "YEAR",
];
const UASC: [&str; 6] = ["CHILD", "SEX", "DOB", "DUC", "LA", "YEAR"];

/// First and last year of the returns, each named by the year in which it ends.
const YEARS: (i16, i16) = (2020, 2024);
const LA: &str = "Herefordshire";

/// An episode as the case system has it.
struct Episode {
    start: Date,
    end: Option<Date>,
    fields: [String; 10],
}

/// Tables of returns about so many children.
pub fn extract(seed: u64, children: u32) -> Vec<Table> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut tables = vec![
        Table::new("episodes", &EPISODES),
        Table::new("header", &HEADER),
        Table::new("uasc", &UASC),
    ];
    for number in 0..children {
        let id = format!("K{:05}", 7 * number + 10_000);
        one_child(&mut rng, &id, &mut tables);
    }
    // Headers of children without any episode.
    for number in 0..children / 5 {
        let id = format!("K9{number:04}");
        tables[1].add([&id, "1", "2010-05-01", "WBRI", "", "", "", LA, "2022"]);
    }
    tables
}

fn one_child(r: &mut ChaCha8Rng, id: &str, tables: &mut [Table]) {
    let born = date(2003, 1, 1) + i64::from(r.random_range(0..6500u16)).days();
    let (sex, ethnic) = (
        pick(r, &["1", "2"]),
        pick(r, &["WBRI", "MWBC", "BAFR", "", "APKN"]),
    );
    let is_uasc = r.random_bool(0.1);
    let has_header = r.random_bool(0.85);
    let mut episodes = care(r, born);
    if r.random_bool(0.15) {
        episodes.extend(short_breaks(r));
    }
    for year in YEARS.0..=YEARS.1 {
        let (first, last) = (date(year - 1, 4, 1), date(year, 3, 31));
        let label = year.to_string();
        let here = episodes.iter();
        let here = here.filter(|e| e.start <= last && e.end.is_none_or(|end| end >= first));
        let mut any = false;
        for episode in here {
            any = true;
            // A return knows nothing of what came after it.
            let end = episode.end.filter(|end| *end <= last);
            let times = if r.random_bool(0.03) { 2 } else { 1 };
            for _ in 0..times {
                add_episode(&mut tables[0], id, episode, end, &label);
            }
        }
        if any && has_header {
            // The code of the sexes is another from 2024-25; both are told apart everywhere.
            let sex = if r.random_bool(0.1) {
                if sex == "1" { "M" } else { "F" }
            } else {
                sex
            };
            let born = born.to_string();
            tables[1].add([id, sex, &born, ethnic, "A000000000000", "", "", LA, &label]);
            if is_uasc {
                tables[2].add([id, sex, &born, "", LA, &label]);
            }
        }
    }
}

fn add_episode(table: &mut Table, id: &str, episode: &Episode, end: Option<Date>, label: &str) {
    let start = episode.start.to_string();
    let dec = end.map_or(String::new(), |end| end.to_string());
    let [rne, ls, cin, place, provider, rec, reason, home, pl, urn] =
        episode.fields.each_ref().map(String::as_str);
    let (rec, reason) = if end.is_some() {
        (rec, reason)
    } else {
        ("", "")
    };
    table.add([
        id, &start, rne, ls, cin, place, provider, &dec, rec, reason, home, pl, urn, LA, label,
    ]);
}

/// One or two periods of care.
fn care(r: &mut ChaCha8Rng, born: Date) -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Vec::new();
    let mut day = (date(2018, 6, 1) + days(r, 0, 1900)).max(born);
    for _ in 0..r.random_range(1..=2u8) {
        let home = postcode(r);
        let (mut setting, mut ls) = (setting(r), pick(r, &["C1", "C2", "V2", "E1"]));
        let count = r.random_range(1..=6);
        for nth in 0..count {
            let is_last = nth + 1 == count;
            let rne = match nth {
                0 => "S",
                _ => pick(r, &["P", "L", "B", "T", "U", "P", "P"]),
            };
            if nth > 0 && !matches!(rne, "L") {
                setting = self::setting(r);
            }
            if matches!(rne, "L" | "B" | "U") {
                ls = pick(r, &["C1", "C2", "V2", "E1"]);
            }
            let is_temporary = nth > 0 && r.random_bool(0.15);
            let place = if is_temporary {
                pick(r, &["T0", "T1", "T2", "T3", "T4"]).to_owned()
            } else {
                setting[0].clone()
            };
            let length = match r.random_range(0..12u8) {
                0 => 0,
                1..=3 => r.random_range(1..15),
                _ => r.random_range(15..500),
            };
            let end = day + i64::from(length).days();
            let is_open = is_last && r.random_bool(0.5);
            let rec = if is_last {
                pick(r, &["E4A", "E4B", "E5", "E11"])
            } else {
                "X1"
            };
            let reason = if is_last {
                ""
            } else {
                pick(r, &["CARPL", "CREQB", "LAREQ"])
            };
            let provider = if is_temporary {
                ""
            } else {
                setting[1].as_str()
            };
            let words = [
                rne,
                ls,
                "N1",
                &place,
                provider,
                rec,
                reason,
                &home,
                &setting[2],
                &setting[3],
            ];
            episodes.push(Episode {
                start: day,
                end: (!is_open).then_some(end),
                fields: words.map(str::to_owned),
            });
            // Now and then the next one begins before this one has ended, or some days later.
            day = match r.random_range(0..15u8) {
                0 if length > 20 => end - days(r, 1, 15),
                1 => end + days(r, 1, 10),
                _ => end,
            };
        }
        day += days(r, 40, 400);
    }
    episodes
}

fn short_breaks(r: &mut ChaCha8Rng) -> Vec<Episode> {
    let mut day = date(2020, 1, 1) + days(r, 0, 900);
    let home = postcode(r);
    let mut episodes = Vec::new();
    for _ in 0..r.random_range(1..6u8) {
        let end = day + days(r, 1, 17);
        let words = ["S", "V4", "N2", "U6", "PR1", "X1", "", &home, "ZZ9 9ZZ", ""];
        episodes.push(Episode {
            start: day,
            end: Some(end),
            fields: words.map(str::to_owned),
        });
        day = end + days(r, 10, 60);
    }
    episodes
}

/// Placement code, provider, postcode and URN.
fn setting(r: &mut ChaCha8Rng) -> [String; 4] {
    let place = pick(r, &["U1", "U3", "U4", "U6", "K2", "P1", "A5", "H5", "Z1"]);
    let urn = match place {
        "K2" => format!("99000{:02}", r.random_range(0..20u8)),
        _ => String::new(),
    };
    let provider = match place {
        "P1" => "PR0",
        "K2" => "PR4",
        _ => pick(r, &["PR1", "PR4"]),
    };
    [place.to_owned(), provider.to_owned(), postcode(r), urn]
}

fn postcode(r: &mut ChaCha8Rng) -> String {
    let letters = ["A", "B", "D", "E", "F"];
    let (one, two) = (pick(r, &letters), pick(r, &letters));
    format!(
        "ZZ{} {}{one}{two}",
        r.random_range(1..10u8),
        r.random_range(1..10u8)
    )
}

fn pick<'a>(r: &mut impl Rng, of: &[&'a str]) -> &'a str {
    of.choose(r).expect("there is something to choose from")
}

fn days(r: &mut impl Rng, least: i64, most: i64) -> jiff::Span {
    r.random_range(least..=most).days()
}
