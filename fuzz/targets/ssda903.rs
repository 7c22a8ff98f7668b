//! Returns in several files and folders: read, made into a history, checked, and put together as a council.
#![no_main]

use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use placewell::import::account::Ledger;
use placewell::import::council::costs::Costs;
use placewell::import::council::{Sources, returns_csv};
use placewell::import::pseudonyms::{Ids, Key};
use placewell::import::ssda903::{self, ChildHistory, Options, Returns, Row, Table};
use placewell::model::Date;
use placewell_fuzz::maker::Kind::{Date as Day, Id, Number, Postcode, Words};
use placewell_fuzz::{
    Column, Folder, Maker, assert_balanced, assert_readable, parts, ready, run, sources,
};

fuzz_target!(init: ready(), |data: &[u8]| run(|| target(data)));

const NAMES: [&str; 8] = [
    "episodes.csv",
    "header.csv",
    "2023-24/episodes.csv",
    "2023-24/header.csv",
    "2024/a.csv",
    "2024/b.csv",
    "202425/c.txt",
    "years/2022_23 v2/reviews.csv",
];

const EPISODES: &[Column<'_>] = &[
    ("CHILD", Id("", 5)),
    ("DECOM", Day),
    ("RNE", Words(&["S", "P", "L", "T", "U", "B", ""])),
    ("LS", Words(&["C2", "C1", "E1", "V2", "V3", "V4", "L1", ""])),
    ("CIN", Words(&["N1", "N2", "N8", ""])),
    (
        "PLACE",
        Words(&[
            "U4", "U6", "K2", "K1", "T0", "T1", "T3", "T4", "P1", "R1", "A3", "Z1", "K3", "R5", "",
        ]),
    ),
    (
        "PLACE_PROVIDER",
        Words(&["PR1", "PR4", "PR0", "PR2", "PR3", ""]),
    ),
    ("DEC", Words(&["", "", ""])),
    ("REC", Words(&["X1", "", "E4A", "E11", "E2", "x1"])),
    (
        "REASON_PLACE_CHANGE",
        Words(&["", "CARPL", "STAND", "PLACE"]),
    ),
    ("HOME_POST", Postcode),
    ("PL_POST", Postcode),
    ("URN", Words(&["", "SC000001", "1234567", "#REF!"])),
    (
        "YEAR",
        Words(&["", "2023-24", "2024", "202324", "2100", "1990"]),
    ),
    (
        "LA",
        Words(&["Herefordshire", "herefordshire", "Leeds", ""]),
    ),
];

/// The tables of a return, the episodes apart.
fn other(table: Table) -> Vec<Column<'static>> {
    let names = table.columns().iter();
    let columns = names.map(|name| {
        let kind = match *name {
            "CHILD" => Id("", 6),
            "SEX" => Words(&["1", "2", "M", "F", "U", "", "3"]),
            "ETHNIC" => Words(&["WBRI", "MWBC", "REFU", "", "XX"]),
            "UASC" | "UASC_STATUS" => Words(&["0", "1", "Y", ""]),
            "SDQ_SCORE" => Number(45),
            name if name.contains("DO")
                || name.contains("DUC")
                || name.contains("DATE")
                || name == "REVIEW" =>
            {
                Day
            }
            _ => Words(&["1", "2", "PN1", "YES", ""]),
        };
        (*name, kind)
    });
    columns.collect()
}

fn target(data: &[u8]) {
    let Some((letter, bytes)) = data.split_first() else {
        return;
    };
    let folder = Folder::default();
    let mut choice = *letter;
    if *letter == b'f' {
        for (name, bytes) in parts(bytes, &NAMES) {
            folder.write(name, bytes);
        }
    } else {
        let mut maker = Maker::new(bytes);
        choice = maker.byte();
        let faults = [0, 0, 4, 24][usize::from(maker.byte() % 4)];
        for _ in 0..1 + maker.byte() % 5 {
            let name = maker.pick(&NAMES);
            let nth = usize::from(maker.byte());
            let table = match nth {
                0..=159 => {
                    let mut columns = EPISODES.to_vec();
                    let is_dated = maker.byte() > 100;
                    columns[7].1 = if is_dated { Day } else { columns[7].1 };
                    // The last two columns are no part of the return; regional platforms add them.
                    columns.truncate(13 + usize::from(maker.byte() % 3));
                    maker.table(&columns, faults)
                }
                _ => maker.table(&other(Table::ALL[nth % Table::ALL.len()]), faults),
            };
            folder.write(name, &table);
        }
    }
    let ids = match choice & 4 {
        0 => Ids::Keep,
        _ => Ids::Keyed(Key::parse(&"5e".repeat(32)).expect("64 figures are a key")),
    };
    let options = Options {
        as_at: (choice & 1 > 0).then(|| Date::constant(2024, 3, 31)),
        la: (choice & 8 > 0).then(|| " Herefordshire".to_owned()),
        ids: &ids,
        accepts_losses: choice & 2 > 0,
    };
    let dirs = [PathBuf::from(folder.path())];
    let first = told(&dirs, &options);
    let again = told(&dirs, &options);
    match (first, again) {
        (Ok(first), Ok(again)) => {
            assert_eq!(first.text(), again.text(), "two readings differ");
            council(first, &options);
        }
        (Err(first), Err(again)) => assert_eq!(first, again, "two refusals differ"),
        _ => panic!("read once and refused once"),
    }
}

struct Told {
    returns: Returns,
    children: Vec<ChildHistory>,
    ledger: Ledger,
}

impl Told {
    fn text(&self) -> String {
        let Self {
            returns,
            children,
            ledger,
        } = self;
        let warnings = returns.warnings.render();
        format!(
            "{children:?}{ledger:?}{:?}{:?}{warnings}",
            returns.rows, returns.years
        )
    }
}

fn told(dirs: &[PathBuf], options: &Options<'_>) -> Result<Told, String> {
    let mut ledger = Ledger::default();
    let mut returns = ssda903::read(dirs, options, &mut ledger).map_err(|p| p.render())?;
    let children = ssda903::history(&mut returns, options, &mut ledger);
    assert_balanced(&ledger);
    ssda903::check(&returns, &children, options, &mut ledger);
    let _ = ssda903::notices(&returns, &ledger, false);
    assert_balanced(&ledger);
    for child in &children {
        of_one(child, &returns.rows);
    }
    Ok(Told {
        returns,
        children,
        ledger,
    })
}

/// No day of a child is in two spells, and all spells are of the child's own rows.
fn of_one(child: &ChildHistory, rows: &[Row]) {
    for spell in &child.spells {
        assert_eq!(rows[spell.row as usize].child, child.child);
        assert!(spell.end.is_none_or(|end| end >= spell.start), "{spell:?}");
    }
    for pair in child.spells.windows(2) {
        let ends = pair[0].end.is_some_and(|end| end <= pair[1].start);
        assert!(ends, "{:?} overlaps {:?}", pair[0], pair[1]);
    }
}

/// The council that the history makes is one that reads back as it was written.
fn council(mut told: Told, options: &Options<'_>) {
    let costs = Costs::default();
    let sources = Sources {
        history: Some((&told.returns, &told.children)),
        months_only: options.accepts_losses,
        ..sources(options.ids, &costs, told.returns.as_at)
    };
    let mut written = Vec::new();
    returns_csv(
        &sources,
        &told.returns,
        &told.children,
        &told.ledger,
        &mut written,
    )
    .expect("memory can be written to");
    // Without a return whose year is known nobody can say what is in the future.
    if told.returns.as_at.is_some() {
        assert_readable(&sources, &mut told.ledger);
    }
}
