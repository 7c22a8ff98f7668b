//! Family files in every shape, and broken ones.
//!
//! `PLACEWELL_BLESS=1` writes `expected.txt` of `tests/bad_imports/families/` again.

mod drawn_cases;
mod ledger_text;

use std::path::Path;

use drawn_cases::cases;
use ledger_text::{check_cases, file_of, folder, ledger_text};
use placewell::import::account::Ledger;
use placewell::import::families::{self, Candidate, Families, candidates, candidates_csv, rules};
use placewell::model::SiblingPlan::{self, Apart, Together, Unknown};
use proptest::prelude::*;

fn read(name: &str) -> (Families, Ledger) {
    let mut ledger = Ledger::default();
    let path = folder("imports/families").join(name);
    let families = families::read(&path, name, &mut ledger).unwrap_or_else(|p| panic!("{p}"));
    assert!(ledger.unbalanced().is_empty());
    (families, ledger)
}

fn pairs(families: &Families) -> Vec<(&str, &str, SiblingPlan)> {
    families
        .pairs
        .iter()
        .map(|p| (p.child_a.as_str(), p.child_b.as_str(), p.plan))
        .collect()
}

#[test]
fn pairs_are_read_whatever_their_order() {
    let (families, ledger) = read("pairs.csv");
    let wanted = [
        ("K1003", "K1004", Together),
        ("K1004", "K1005", Apart),
        ("K1001", "K1006", Unknown),
    ];
    assert_eq!(pairs(&families), wanted);
    assert_eq!(families.pairs[0].reason.as_deref(), Some("SA1"));
    assert_eq!(ledger.count(rules::SAME_PAIR), 2);
}

#[test]
fn members_of_a_family_are_pairs_not_yet_assessed() {
    let (families, ledger) = read("ssd_family.csv");
    let wanted = [
        ("K1001", "K1002", Unknown),
        ("K1001", "P5001", Unknown),
        ("K1002", "P5001", Unknown),
        ("K1004", "K1005", Unknown),
    ];
    assert_eq!(pairs(&families), wanted);
    assert_eq!(ledger.count(rules::SAME_PERSON), 1);
    assert_eq!(ledger.accounts[0].used, 6);
}

#[test]
fn a_plan_of_a_family_holds_where_both_rows_say_it() {
    let (families, ledger) = read("families_with_plan.csv");
    let wanted = [
        ("K1", "K2", Together),
        ("K1", "K3", Unknown),
        ("K2", "K3", Unknown),
        ("K4", "K5", Unknown),
    ];
    assert_eq!(pairs(&families), wanted);
    assert_eq!(ledger.count(rules::PLANS_DIFFER), 2);
}

#[test]
fn proposed_pairs_count_once_they_are_confirmed() {
    let (families, ledger) = read("confirmed.csv");
    let wanted = [
        ("K1", "K2", Unknown),
        ("K2", "K3", Together),
        ("K4", "K5", Apart),
    ];
    assert_eq!(pairs(&families), wanted);
    assert_eq!(ledger.count(rules::NOT_CONFIRMED), 1);
    assert_eq!(ledger.count(rules::DENIED), 1);
}

#[test]
fn the_file_of_candidates_is_accepted_and_says_nothing_until_confirmed() {
    let child = |id: &str| Candidate {
        id: id.to_owned(),
        home_postcode: "ZZ9 1AA".to_owned(),
        entered_care: "2026-01-01".parse().unwrap(),
        born: "2015-01-01".parse().unwrap(),
        uasc: false,
    };
    let text = candidates_csv(&candidates(&[child("K1"), child("K,2"), child("K3")]));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sibling_candidates.csv");
    let read = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let mut ledger = Ledger::default();
        let families = families::read(&path, "sibling_candidates.csv", &mut ledger).unwrap();
        (families.pairs.len(), ledger.count(rules::NOT_CONFIRMED))
    };
    assert_eq!(read(&text), (0, 3));
    assert_eq!(read(&text.replacen(",\n", ",together\n", 1)), (1, 2));
}

#[test]
fn every_broken_file_gives_its_problems() {
    check_cases("bad_imports/families", 10, |case: &Path| {
        let (path, name) = file_of(case, "families");
        let mut ledger = Ledger::default();
        match families::read(&path, &name, &mut ledger) {
            Ok(families) => {
                assert!(ledger.unbalanced().is_empty());
                let pairs = families.pairs.iter().map(|p| format!("{p:?}\n"));
                let pairs: String = pairs.collect();
                format!("{pairs}{}", ledger_text(&ledger))
            }
            Err(problems) => {
                assert!(ledger.accounts.is_empty());
                problems.render()
            }
        }
    });
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn random_cells_never_panic_and_always_balance(
        heads in prop::sample::select(vec!["child_a,child_b,plan,reason", "family_id,child_id,plan,reason", "child_a,child_b,evidence,confirm"]),
        rows in prop::collection::vec(prop::collection::vec("K[0-9]|together|apart|yes|no|#REF!|[a-z,\"; é\\n]{0,12}|", 0..6), 0..30),
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in rows.iter().filter(|row| !row.is_empty()) {
            writer.write_record(row).unwrap();
        }
        let body = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f.csv");
        std::fs::write(&path, format!("{heads}\n{body}")).unwrap();
        let mut ledger = Ledger::default();
        if families::read(&path, "f.csv", &mut ledger).is_ok() {
            prop_assert!(ledger.unbalanced().is_empty());
        } else {
            prop_assert!(ledger.accounts.is_empty());
        }
    }
}
