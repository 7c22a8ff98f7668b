//! A carers register with its mapping, the mapping that is proposed for it, and `costs.toml`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use placewell::import::account::Ledger;
use placewell::import::carers::{self, Field, Mapping, Takes};
use placewell::import::council::Sources;
use placewell::import::council::costs::Costs;
use placewell::import::pseudonyms::Ids;
use placewell::model::Date;
use placewell_fuzz::maker::Kind::{self, Id, List, Number, Postcode, Words};
use placewell_fuzz::{Folder, Maker, assert_balanced, assert_readable, parts, ready, run, sources};

fuzz_target!(init: ready(), |data: &[u8]| run(|| target(data)));

const REGISTERS: [&str; 2] = ["register.csv", "columns.toml"];

fn target(data: &[u8]) {
    let Some((letter, bytes)) = data.split_first() else {
        return;
    };
    let folder = Folder::default();
    match letter {
        b'k' => {
            let path = folder.write("costs.toml", bytes);
            if let Err(problems) = Costs::read(&path) {
                let _ = problems.render();
            }
        }
        b'r' => {
            let (mut register, mut mapping) = (&b""[..], &b""[..]);
            for (name, bytes) in parts(bytes, &REGISTERS) {
                *(if name == REGISTERS[0] {
                    &mut register
                } else {
                    &mut mapping
                }) = bytes;
            }
            read(&folder, register, &String::from_utf8_lossy(mapping));
        }
        _ => {
            let (register, mapping) = made(bytes);
            read(&folder, &register, &mapping);
        }
    }
}

/// A register with some of the fields, each under one of its usual headings, and the mapping for it.
fn made(bytes: &[u8]) -> (Vec<u8>, String) {
    let mut maker = Maker::new(bytes);
    let faults = [0, 2, 8, 32][usize::from(maker.byte() % 4)];
    let left_out = maker.byte();
    let fields: Vec<Field> = Field::ALL
        .iter()
        .copied()
        .filter(|field| *field == Field::HouseholdId || maker.byte() >= left_out / 2)
        .collect();
    let mut mapping = String::from("[columns]\n");
    let mut columns = Vec::new();
    let codes: Vec<Vec<&'static str>> = fields
        .iter()
        .map(|field| {
            field
                .about()
                .takes
                .codes()
                .into_iter()
                .map(|(code, _)| code)
                .collect()
        })
        .collect();
    for (field, codes) in fields.iter().zip(&codes) {
        let about = field.about();
        let heading = maker.pick(about.headings);
        mapping += &format!("{} = \"{heading}\"\n", field.name());
        columns.push((heading, kind(about.takes, codes)));
    }
    if maker.chance(60) {
        mapping += "[values.status]\n\"No vacancies\" = \"full\"\n\"\" = \"available\"\n";
    }
    if maker.chance(200) {
        mapping += "[defaults]\nagency = \"inhouse\"\nkind = \"foster\"\napproval_status = \"approved\"\nstatus = \"full\"\nmax_children = 2\nage_min = 0\nage_max = 17\nweekly_cost = \"450.50\"\n";
    }
    if maker.chance(80) {
        mapping +=
            "[options]\nlist_separators = [\";\", \",\", \"&\"]\ndate_order = \"month_first\"\n";
    }
    let table = maker.table(&columns, faults);
    (table, mapping)
}

fn kind<'w>(takes: Takes, codes: &'w [&'static str]) -> Kind<'w> {
    match takes {
        Takes::Id => Id("F", 9),
        Takes::Ids => List(&["K1", "K2", "K3"]),
        Takes::Postcode => Postcode,
        Takes::Metres => Number(1_300_000),
        Takes::Codes(_) => List(codes),
        Takes::Code(_) | Takes::Agency => Words(codes),
        Takes::Short => Words(&["B1", "SC000001", ""]),
        Takes::Date | Takes::Dates => Kind::Date,
        Takes::Whole(..) => Number(22),
        Takes::Wholes(..) => List(&["3", "17", "40", "61"]),
        Takes::Flag => Words(&["yes", "no", "Y", "N", ""]),
        Takes::Pounds => Words(&["450", "£1,234.50", "450.5", "", "0", "1000000"]),
        Takes::Words => List(&["english", "urdu", "British Sign Language"]),
        Takes::Levels => List(&["behaviour=2", "learning=1", "emotional=3", "behaviour=4"]),
        Takes::Ages => Words(&["0-17", "5 to 10", "10-5", "0 - 18 years", "10-Dec", ""]),
        Takes::Terms => Words(&[
            "2 children, 0-10, either",
            "1 male 5-18",
            "3 siblings aged 0 to 17",
            "up to 99999999999 children",
            "",
        ]),
        Takes::Authority => Words(&["Herefordshire", "E06000019", "Leeds", "Nowhere", ""]),
    }
}

fn read(folder: &Folder, register: &[u8], mapping: &str) {
    let path = folder.write(REGISTERS[0], register);
    if let Ok(text) = carers::suggest(&path, REGISTERS[0]) {
        let proposed = Mapping::parse(&text, REGISTERS[1]);
        let proposed =
            proposed.unwrap_or_else(|p| panic!("the proposed mapping is refused: {p}\n{text}"));
        with(&path, &proposed);
    }
    match Mapping::parse(mapping, REGISTERS[1]) {
        Ok(mapping) => with(&path, &mapping),
        Err(problems) => assert!(!problems.render().is_empty()),
    }
}

fn with(path: &std::path::Path, mapping: &Mapping) {
    let told = || {
        let mut ledger = Ledger::default();
        match carers::read(path, REGISTERS[0], mapping, &mut ledger) {
            Ok(mut register) => {
                assert_balanced(&ledger);
                assert_eq!(ledger.accounts[0].used, register.households.len() as u64);
                for household in &mut register.households {
                    household.fill_ages(Date::constant(2024, 3, 31));
                }
                let told = format!("{register:?}{ledger:?}");
                let (ids, costs) = (Ids::Keep, Costs::default());
                let sources = Sources {
                    register: Some(&register),
                    ..sources(&ids, &costs, Some(Date::constant(2024, 3, 31)))
                };
                assert_readable(&sources, &mut ledger);
                told
            }
            Err(problems) => {
                assert!(
                    ledger.accounts.is_empty(),
                    "a refused register is in the ledger"
                );
                problems.render()
            }
        }
    };
    assert_eq!(told(), told(), "two readings differ");
}
