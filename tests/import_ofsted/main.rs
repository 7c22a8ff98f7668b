//! Ofsted's lists of providers: in both layouts, as they go wrong, and the published list itself.
//!
//! Files of `tests/imports/ofsted/` are read as they should be; each case of `tests/bad_imports/ofsted/` is one file
//! that is refused, or of which rows are lost. `PLACEWELL_BLESS=1` writes what is expected of both again. The
//! workbooks are made by `tests/imports/ofsted/make_workbooks.py`; every provider in them is invented.
//!
//! Where `PLACEWELL_OFSTED` gives the path of the list that Ofsted published as at 31 March 2025, its totals are
//! checked against the published ones.

#[path = "../drawn_cases/mod.rs"]
mod drawn_cases;
mod nonsense;
mod published_list;
mod told;

use std::fs;
use std::path::{Path, PathBuf};

use placewell::import::account::{Ledger, Rule};
use placewell::import::ofsted::{self, AcceptedNeed, AgencyKind, rules};
use placewell::model::codes::{Adaptation, NeedDomain, Sex};
use placewell::model::{Date, HomeKind, OfstedGrade, Sector};

use told::*;

#[test]
fn every_good_file_gives_its_homes_and_its_account() {
    let mut wrong = Vec::new();
    for name in [
        "published.csv",
        "councils_2025.xlsx",
        "childrens_homes.xlsx",
    ] {
        let (list, ledger) = good(name);
        let expected = folder("imports").join(format!("{name}.expected.txt"));
        compare(&told(&list, &ledger), &expected, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_bad_file_gives_its_problems() {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder("bad_imports"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 18, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let files = fs::read_dir(&case).unwrap();
        let mut files = files.map(|entry| entry.unwrap().path());
        let file = files.find(|path| path.file_stem().is_some_and(|stem| stem == "list"));
        let (read, ledger) = read(&file.expect("a case has a list"));
        let found = match read {
            Ok(list) => told(&list, &ledger),
            Err(problems) => {
                assert!(ledger.accounts.is_empty(), "a refused file has no account");
                problems.render()
            }
        };
        compare(&found, &case.join("expected.txt"), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_published_layout_keeps_no_name_or_address_of_a_home() {
    let (list, ledger) = good("published.csv");
    assert_eq!(list.as_at, Some(Date::constant(2025, 3, 31)));
    assert!(
        list.source
            .starts_with("Children's social care data in England 2025")
    );
    let first = home(&list, "9000001", None);
    assert_eq!(
        (first.places, first.sector),
        (Some(4), Some(Sector::Private))
    );
    assert_eq!(first.authority.unwrap().code, "E06000019");
    assert!(first.is_redacted && first.postcode.is_none() && first.is_open);
    assert_eq!(first.last_inspection, Some(Date::constant(2024, 11, 5)));
    let second = home(&list, "9000002", None);
    assert!(second.is_authority_run && second.short_break_only && second.multi_building);
    assert!(!second.is_open);
    assert_eq!(second.grade, Some(OfstedGrade::NotYet));
    let school = home(&list, "SC900004", None);
    assert_eq!(school.kind, HomeKind::ResidentialSchool);
    assert_eq!(school.postcode.as_deref(), Some("ZZ1 1AA"));
    let supported = home(&list, "9000006", None);
    assert_eq!((supported.places, supported.settings), (Some(40), Some(12)));
    assert_eq!(supported.grade, Some(OfstedGrade::Good));
    let agencies: Vec<_> = list
        .agencies
        .iter()
        .map(|a| (a.kind, a.name.as_deref()))
        .collect();
    let fostering = (AgencyKind::Fostering, Some("Example Fostering"));
    let adoption = (AgencyKind::Adoption, Some("Example Adoption"));
    assert_eq!(agencies, [fostering, adoption]);
    let kept = format!("{list:?} {:?}", ledger);
    for private in ["Example School", "1 Any Street", "Example College"] {
        assert!(!kept.contains(private), "{private} was kept");
    }
}

#[test]
fn the_workbook_of_2025_lists_supported_accommodation_by_setting() {
    let (list, ledger) = good("councils_2025.xlsx");
    let first = home(&list, "9000001", None);
    assert_eq!(first.conditions.most_children, Some(4));
    assert_eq!(first.conditions.ages, Some((8, 17)));
    assert_eq!(first.conditions.sex, Some(Sex::Female));
    assert_eq!(first.last_inspection, Some(Date::constant(2025, 1, 14)));
    let settings: Vec<_> = list.homes.iter().filter(|h| h.urn == "9000006").collect();
    let numbers: Vec<_> = settings.iter().map(|h| (h.setting, h.places)).collect();
    assert_eq!(
        numbers,
        [(Some(1), Some(3)), (Some(2), Some(4)), (Some(3), None)]
    );
    // The second setting is in another authority than its provider, whose grade and owner it has.
    assert_eq!(settings[1].authority.unwrap().name, "Lancashire");
    assert_eq!(settings[1].grade, Some(OfstedGrade::RequiresImprovement));
    assert_eq!(settings[1].owner.as_deref(), Some("Example Care Ltd"));
    assert!(settings[1].is_open && !settings[2].is_open);
    assert_eq!(ledger.count(rules::SETTINGS_STAND), 1);
    // Addresses are withheld, so two rows alike may be two flats of one house.
    assert_eq!(list.homes.iter().filter(|h| h.urn == "9000011").count(), 2);
    let person = home(&list, "9000004", None);
    assert_eq!(
        (person.kind, person.owner.as_deref()),
        (HomeKind::Secure, None)
    );
    assert_eq!(list.notes.list()[0].code, "W0902");
    let kept = format!("{list:?} {ledger:?}");
    for private in [
        "Old Dairy",
        "Jo Example",
        "01234",
        "example.org",
        "Other Street",
        "Flat 1",
    ] {
        assert!(!kept.contains(private), "{private} was kept");
    }
}

#[test]
fn the_older_workbook_joins_needs_conditions_and_postcodes() {
    let (list, _) = good("childrens_homes.xlsx");
    let first = home(&list, "SC900101", None);
    assert!(first.is_authority_run && first.multi_building);
    assert_eq!(first.postcode.as_deref(), Some("ZZ4 4DD"));
    assert_eq!(
        (first.places, first.conditions.most_children),
        (Some(6), Some(6))
    );
    assert_eq!(first.conditions.ages, Some((10, 17)));
    assert!(!first.conditions.has_unread);
    let needs: Vec<_> = first.needs.unwrap().iter().collect();
    assert_eq!(
        needs,
        [
            AcceptedNeed::EmotionalAndBehavioural,
            AcceptedNeed::LearningDifficulty
        ]
    );
    let second = home(&list, "SC900102", None);
    assert_eq!(second.sector, Some(Sector::Private));
    assert!(second.is_redacted && second.conditions.has_unread);
    assert_eq!(second.conditions.most_children, Some(3));
}

#[test]
fn needs_map_to_domains_and_adaptations() {
    let both = [NeedDomain::Emotional, NeedDomain::Behaviour];
    assert_eq!(AcceptedNeed::EmotionalAndBehavioural.domains(), both);
    let physical = AcceptedNeed::PhysicalDisabilities;
    assert_eq!(physical.domains(), [NeedDomain::Health]);
    assert_eq!(physical.adaptation(), Some(Adaptation::Wheelchair));
}

#[test]
fn rules_have_codes_of_their_own_and_in_order() {
    for pair in rules::RULES.windows(2) {
        assert!(pair[0].code < pair[1].code, "{}", pair[1].code);
    }
    assert!(
        rules::RULES
            .iter()
            .all(|rule: &&Rule| rule.code.starts_with("R9"))
    );
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let (read, _) = read(Path::new("/nowhere/list.csv"));
    assert_eq!(read.unwrap_err().list()[0].code, "E0103");
}

#[test]
fn cut_and_damaged_files_never_panic() {
    for name in ["published.csv", "councils_2025.xlsx"] {
        let whole = fs::read(folder("imports").join(name)).unwrap();
        for step in 0..200 {
            let cut = whole.len() * step / 200;
            let mut damaged = whole.clone();
            damaged[cut] ^= [1, 0x80, b'"', b','][step % 4];
            for bytes in [whole[..cut].to_vec(), damaged] {
                let mut ledger = Ledger::default();
                let _ = ofsted::read_bytes(bytes, name, &mut ledger);
                assert!(ledger.unbalanced().is_empty());
            }
        }
    }
}
