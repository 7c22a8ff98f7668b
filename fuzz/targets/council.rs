//! A council folder: what reads is written and reads again as the same council.
#![no_main]

use libfuzzer_sys::fuzz_target;
use placewell::ingest::column::{Blank, Kind as Takes};
use placewell::ingest::tables::{COUNCIL_FILE, TABLES, Table};
use placewell::ingest::{Options, read_council, render};
use placewell_fuzz::maker::Kind::{self, Id, List, Number, Own, Words};
use placewell_fuzz::{Folder, Maker, measures, parts, ready, run};

fuzz_target!(init: ready(), |data: &[u8]| run(|| target(data)));

const HEAD: &str = "name = \"Made\"\ncode = \"E10999999\"\nas_at = 2027-12-31\nadjoining = [\"E10999998\"]\nvintage = \"made\"\n";

/// Parts of `council.toml` behind its head.
const POLICIES: &[&str] = &[
    "",
    "under_18_population = 21400\n",
    "[policy]\nnear_miles = 20\nsearch_miles = 60\ngrade_gate = \"good\"\n",
    "[policy]\nnear_miles = 0\nsearch_miles = 1e308\n",
    "[[policy.tiers]]\nname = \"one\"\ntolerance = 0.5\nterms = [{ duty = \"D21\", weight = 3 }]\n",
];

fn target(data: &[u8]) {
    let Some((letter, bytes)) = data.split_first() else {
        return;
    };
    let folder = Folder::default();
    if *letter == b'f' {
        let names = TABLES.iter().map(|table| table.file);
        let names: Vec<&str> = std::iter::once(COUNCIL_FILE).chain(names).collect();
        for (name, bytes) in parts(bytes, &names) {
            folder.write(name, bytes);
        }
    } else {
        made(&mut Maker::new(bytes), &folder);
    }
    let options = Options {
        known_measures: &measures(),
        known_targets: &placewell::kpis::targets(),
    };
    let read = read_council(folder.path(), &options);
    let reading = match read {
        Ok(reading) => reading,
        Err(problems) => {
            let again =
                read_council(folder.path(), &options).expect_err("refused once and read once");
            assert_eq!(problems.render(), again.render(), "two refusals differ");
            return;
        }
    };
    let copy = Folder::default();
    let files = render(&reading.council);
    for (name, text) in &files {
        copy.write(name, text.as_bytes());
    }
    let again = read_council(copy.path(), &options);
    let again = again.unwrap_or_else(|problems| panic!("its own files are refused: {problems}"));
    assert_eq!(reading.council, again.council, "the council is another");
    assert_eq!(files, render(&again.council), "the files are others");
}

fn made(maker: &mut Maker<'_>, folder: &Folder) {
    let faults = [0, 0, 1, 8][usize::from(maker.byte() % 4)];
    let blanks = maker.byte();
    let policy = maker.pick(POLICIES);
    let rest = if maker.chance(16) {
        maker.text()
    } else {
        String::new()
    };
    folder.write(COUNCIL_FILE, format!("{HEAD}{policy}{rest}").as_bytes());
    for table in &TABLES {
        if table.optional && maker.chance(64) {
            continue;
        }
        let codes: Vec<Vec<&'static str>> = table
            .columns
            .iter()
            .map(|column| codes(column.kind))
            .collect();
        let columns = table.columns.iter().zip(&codes);
        let columns: Vec<_> = columns
            .filter(|(column, _)| column.blank == Blank::NotAllowed || maker.byte() >= blanks)
            .map(|(column, codes)| (column.name, kind(table, column.kind, column.list, codes)))
            .collect();
        folder.write(table.file, &maker.table(&columns, faults));
    }
}

fn codes(takes: Takes) -> Vec<&'static str> {
    match takes {
        Takes::Code(list) => list().into_iter().map(|(code, _)| code).collect(),
        _ => Vec::new(),
    }
}

fn kind<'w>(table: &Table, takes: Takes, is_list: bool, codes: &'w [&'static str]) -> Kind<'w> {
    let letter = |file: &str| match file {
        "areas.csv" => "A",
        "homes.csv" => "H",
        _ => "C",
    };
    match takes {
        Takes::Id if table.file.contains("episodes") || table.file.contains("breaks") => Id("C", 4),
        Takes::Id => Own(letter(table.file)),
        Takes::Reference("areas.csv") if is_list => List(&["A0", "A1"]),
        Takes::Reference("homes.csv") if is_list => List(&["H0", "H1"]),
        Takes::Reference(_) if is_list => List(&["C0", "C1"]),
        Takes::Reference(file) => Id(letter(file), 2),
        Takes::Text => Words(&["text", "E10999999", "a \"b\"", "Kent; more", "x"]),
        Takes::Coded => Words(&["S", "U4", "PR1", "X1", ""]),
        Takes::Miles => Words(&["", "0", "12.3", "9999.9"]),
        Takes::Date => Kind::Date,
        Takes::Code(_) if is_list => List(codes),
        Takes::Code(_) => Words(codes),
        Takes::Flag => Words(&["no", "yes", ""]),
        Takes::Whole { .. } if is_list => List(&["17", "18", "44"]),
        Takes::Whole { max, .. } => Number(u32::try_from(max.min(14)).unwrap_or(0)),
        Takes::Pounds => Words(&["450", "450.5", "0", "12345.67"]),
        Takes::Levels => List(&["behaviour=2", "emotional=1", "learning=3"]),
    }
}
