//! A file of pairs or families, and the file of candidates.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use placewell::import::account::Ledger;
use placewell::import::families::{self, Candidate, candidates, candidates_csv, rules};
use placewell_fuzz::maker::Kind::{Id, Words};
use placewell_fuzz::{Column, Folder, Maker, assert_balanced, parts, ready, run, zip};

fuzz_target!(init: ready(), |data: &[u8]| run(|| target(data)));

const PLANS: &[&str] = &[
    "together",
    "apart",
    "unknown",
    "",
    "Together ",
    "T",
    "A",
    "to be together",
];

const PAIRS: &[Column<'_>] = &[
    ("child_a", Id("K", 6)),
    ("child_b", Id("K", 6)),
    ("plan", Words(PLANS)),
    (
        "reason",
        Words(&[
            "",
            "SA1",
            "assessed 2024",
            "a long reason of more words than six, which is refused",
        ]),
    ),
    (
        "confirm",
        Words(&["yes", "no", "", "together", "apart", "Y", "perhaps"]),
    ),
];

const FAMILIES: &[Column<'_>] = &[
    ("fami_family_id", Id("F", 4)),
    ("fami_person_id", Id("K", 12)),
    ("plan", Words(PLANS)),
    ("reason", Words(&["", "SA1"])),
];

fn target(data: &[u8]) {
    let Some((letter, bytes)) = data.split_first() else {
        return;
    };
    match letter {
        b'c' => read(bytes, "families.csv"),
        b'z' => read(&zip::stored(&parts(bytes, &zip::WORKBOOK)), "families.xlsx"),
        b'p' => propose(&mut Maker::new(bytes)),
        _ => {
            let mut maker = Maker::new(bytes);
            let faults = [0, 0, 4, 24][usize::from(maker.byte() % 4)];
            let columns = maker.pick(&[PAIRS, FAMILIES]);
            // A proposed pair counts only once it is confirmed, so most files have no such column.
            let width = if maker.chance(64) { columns.len() } else { 4 };
            read(&maker.table(&columns[..width], faults), "families.csv");
        }
    }
}

fn read(bytes: &[u8], name: &str) {
    let folder = Folder::default();
    let path = folder.write(name, bytes);
    let told = || {
        let mut ledger = Ledger::default();
        match families::read(&path, name, &mut ledger) {
            Ok(families) => {
                assert_balanced(&ledger);
                let mut seen = BTreeSet::new();
                for pair in &families.pairs {
                    let (a, b) = (&pair.child_a, &pair.child_b);
                    assert!(a != b && seen.insert((a.min(b), a.max(b))), "{pair:?}");
                }
                format!("{families:?}{ledger:?}")
            }
            Err(problems) => {
                assert!(
                    ledger.accounts.is_empty(),
                    "a refused file is in the ledger"
                );
                problems.render()
            }
        }
    };
    assert_eq!(told(), told(), "two readings differ");
}

/// The file of candidates is one that can be read, and says nothing until a person has filled it in.
fn propose(maker: &mut Maker<'_>) {
    let mut children = Vec::new();
    while maker.has_more() && children.len() < 24 {
        let (Ok(entered_care), Ok(born)) = (maker.date().parse(), maker.date().parse()) else {
            continue;
        };
        // Ids with a semicolon or a control character are refused long before.
        let id: String = maker
            .text()
            .chars()
            .filter(|c| c.is_alphanumeric() || ",\" '".contains(*c))
            .collect();
        children.push(Candidate {
            id: format!("K{}", id.trim()),
            home_postcode: maker
                .pick(&["ZZ9 1AA", "zz91aa", "ZZ9 1AB", "ZZ9", ""])
                .to_owned(),
            entered_care,
            born,
            uasc: maker.chance(16),
        });
    }
    let pairs = candidates(&children);
    let text = candidates_csv(&pairs);
    let folder = Folder::default();
    let path = folder.write("sibling_candidates.csv", text.as_bytes());
    let mut ledger = Ledger::default();
    let families = families::read(&path, "sibling_candidates.csv", &mut ledger);
    let families =
        families.unwrap_or_else(|p| panic!("the proposed pairs are refused: {p}\n{text}"));
    assert!(families.pairs.is_empty());
    assert_eq!(
        ledger.count(rules::NOT_CONFIRMED),
        pairs.len() as u64,
        "{text}"
    );
}
