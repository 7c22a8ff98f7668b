//! Returns of 80,000 children with 212,000 episodes over eight years, as a council would export them: one folder a
//! year, episodes that go on repeated in every return. From the files to a checked council folder in memory.
//!
//! `PLACEWELL_BENCH_RETURNS=DIR cargo bench --bench import` leaves the returns in a folder instead, to time the
//! command as a whole: `/usr/bin/time -v placewell import ssda903 DIR --out OUT`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use placewell::import::account::Ledger;
use placewell::import::council::costs::Costs;
use placewell::import::council::{Sources, assemble, returns_csv};
use placewell::import::pseudonyms::{Ids, Key};
use placewell::import::ssda903::{self, Options, first_day, last_day};
use placewell::ingest::render;
use placewell::model::{Date, days_between};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const CHILDREN: u32 = 80_000;
/// Some fall beyond the last return, so that about 212,000 are left.
const EPISODES: u32 = 231_500;
const YEARS: std::ops::RangeInclusive<i16> = 2018..=2025;

/// One episode, before it is spread over the returns that report it.
struct Episode {
    start: Date,
    end: Option<Date>,
    row: String,
    ending: &'static str,
}

fn pick<'a>(random: &mut impl Rng, of: &[&'a str]) -> &'a str {
    of[random.random_range(0..of.len())]
}

fn day(from: Date, days: i32) -> Date {
    from.checked_add(jiff::Span::new().days(i64::from(days)))
        .expect("dates of this century")
}

fn british(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

fn postcode(random: &mut impl Rng) -> String {
    let area = pick(random, &["HR", "PR", "LN", "TS", "DN"]);
    let letter = |random: &mut dyn FnMut() -> u8| char::from(b'A' + random() % 20);
    let mut next = || random.random::<u8>();
    let (a, b) = (letter(&mut next), letter(&mut next));
    format!(
        "{area}{} {}{a}{b}",
        random.random_range(1..20),
        random.random_range(1..9)
    )
}

/// The episodes of one child, of the number given.
fn episodes(random: &mut impl Rng, child: u32, count: u32) -> Vec<Episode> {
    let span = days_between(first_day(*YEARS.start()), last_day(*YEARS.end()));
    let mut start = day(first_day(*YEARS.start()), random.random_range(0..span - 30));
    let home = postcode(random);
    let mut all = Vec::new();
    for nth in 0..count {
        let length = random.random_range(5..500);
        let end = Some(day(start, length)).filter(|end| *end <= last_day(*YEARS.end()));
        let is_last = nth + 1 == count || end.is_none();
        let rne = if nth == 0 {
            "S"
        } else {
            pick(random, &["P", "P", "L", "B", "T"])
        };
        let place = pick(
            random,
            &[
                "U1", "U4", "U4", "U6", "U6", "U3", "K2", "K3", "H5", "P1", "T1",
            ],
        );
        let provider = if place == "P1" {
            "PR0"
        } else {
            pick(random, &["PR1", "PR4"])
        };
        let row = format!(
            "{child},{},{rne},{},{},{place},{provider}",
            british(start),
            pick(random, &["C1", "C2", "C2", "V2", "E1"]),
            pick(random, &["N1", "N1", "N5", "N4", "N2"]),
        );
        let ending = if is_last {
            pick(random, &["E4A", "E8", "E45", "E11"])
        } else {
            "X1"
        };
        let tail = format!(
            "{home},{},SC{:06}",
            postcode(random),
            random.random_range(0..4000)
        );
        all.push(Episode {
            start,
            end,
            row: format!("{row}|{tail}"),
            ending,
        });
        match end {
            Some(end) if !is_last => start = end,
            _ => break,
        }
    }
    all
}

/// Writes one folder a year and gives the rows of episodes written.
fn write_returns(dir: &Path) -> usize {
    let mut random = ChaCha8Rng::seed_from_u64(903);
    let mut years: Vec<(i16, String, String)> = YEARS
        .map(|year| {
            let episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
            let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n";
            (year, episodes.to_owned(), header.to_owned())
        })
        .collect();
    let (mut left, mut rows) = (EPISODES, 0);
    for child in 0..CHILDREN {
        let average = f64::from(left) / f64::from(CHILDREN - child);
        let most = (2.2 * average).round() as u32;
        let count = random.random_range(1..=most.max(1));
        let born = day(first_day(*YEARS.start()), -random.random_range(0..16 * 365));
        let header = format!(
            "{child},{},{},{},,0,\n",
            pick(&mut random, &["1", "2"]),
            british(born),
            pick(&mut random, &["WBRI", "WBRI", "MWBC", "BAFR", "AOTH"]),
        );
        let all = episodes(&mut random, child, count);
        left = left.saturating_sub(all.len() as u32);
        for (year, text, headers) in &mut years {
            let before = text.len();
            for episode in &all {
                let (first, last) = (first_day(*year), last_day(*year));
                if episode.start > last || episode.end.is_some_and(|end| end < first) {
                    continue;
                }
                let end = episode.end.filter(|end| *end <= last);
                let (head, tail) = episode.row.split_once('|').expect("written above");
                let dec = end.map_or(String::new(), british);
                let rec = if end.is_some() { episode.ending } else { "" };
                let _ = writeln!(text, "{head},{dec},{rec},,{tail}");
                rows += 1;
            }
            if text.len() > before {
                headers.push_str(&header);
            }
        }
    }
    for (year, episodes, header) in years {
        let folder = dir.join(format!("{}-{:02}", year - 1, year % 100));
        fs::create_dir_all(&folder).expect("room in the folder");
        fs::write(folder.join("episodes.csv"), episodes).expect("room in the folder");
        fs::write(folder.join("header.csv"), header).expect("room in the folder");
    }
    rows
}

fn import(dir: &Path) -> usize {
    let ids = Ids::Keyed(Key::parse(&"5".repeat(64)).expect("a key"));
    let options = Options {
        as_at: None,
        la: None,
        ids: &ids,
        accepts_losses: false,
    };
    let mut ledger = Ledger::default();
    let dirs = [dir.to_path_buf()];
    let mut returns = ssda903::read(&dirs, &options, &mut ledger).expect("good returns");
    let children = ssda903::history(&mut returns, &options, &mut ledger);
    ssda903::check(&returns, &children, &options, &mut ledger);
    let costs = Costs::default();
    let sources = Sources {
        authority: None,
        history: Some((&returns, &children)),
        directory: None,
        providers: None,
        register: None,
        families: None,
        ids: &ids,
        costs: &costs,
        months_only: false,
        grid: None,
        as_at: returns.as_at,
    };
    let assembled = assemble(&sources, &mut ledger);
    let files = render(&assembled.council);
    let mut written = Vec::new();
    returns_csv(&sources, &returns, &children, &ledger, &mut written).expect("memory");
    files.iter().map(|(_, text)| text.len()).sum::<usize>() + written.len()
}

fn returns(criterion: &mut Criterion) {
    if let Some(dir) = std::env::var_os("PLACEWELL_BENCH_RETURNS") {
        let rows = write_returns(Path::new(&dir));
        println!("{rows} rows of episodes written");
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    let rows = write_returns(dir.path());
    println!("{rows} rows of episodes");
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("ssda903, 80,000 children with 212,000 episodes", |b| {
        b.iter(|| import(dir.path()));
    });
    group.finish();
}

criterion_group!(benches, returns);
criterion_main!(benches);
