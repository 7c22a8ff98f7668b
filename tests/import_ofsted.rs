//! Ofsted's lists of providers: in both layouts, as they go wrong, and the published list itself.
//!
//! Files of `tests/imports/ofsted/` are read as they should be; each case of `tests/bad_imports/ofsted/` is one file
//! that is refused, or of which rows are lost. `PLACEWELL_BLESS=1` writes what is expected of both again. The
//! workbooks are made by `tests/imports/ofsted/make_workbooks.py`; every provider in them is invented.
//!
//! Where `PLACEWELL_OFSTED` gives the path of the list that Ofsted published as at 31 March 2025, its totals are
//! checked against the published ones.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use placewell::import::account::{Ledger, Rule};
use placewell::import::ofsted::{self, AcceptedNeed, AgencyKind, ListedHome, ProviderList, rules};
use placewell::ingest::Problems;
use placewell::model::codes::{Adaptation, NeedDomain, Sex};
use placewell::model::{Date, HomeKind, OfstedGrade, Sector};
use proptest::prelude::*;

fn folder(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    tests.join(name).join("ofsted")
}

fn read(path: &Path) -> (Result<ProviderList, Problems>, Ledger) {
    let mut ledger = Ledger::default();
    let name = path.file_name().unwrap().to_str().unwrap();
    let read = ofsted::read(path, name, &mut ledger);
    assert!(ledger.unbalanced().is_empty(), "{:?}", ledger.unbalanced());
    (read, ledger)
}

fn good(name: &str) -> (ProviderList, Ledger) {
    let (list, ledger) = read(&folder("imports").join(name));
    (list.unwrap_or_else(|problems| panic!("{problems}")), ledger)
}

fn home<'a>(list: &'a ProviderList, urn: &str, setting: Option<u16>) -> &'a ListedHome {
    let mut homes = list.homes.iter();
    homes
        .find(|home| home.urn == urn && home.setting == setting)
        .unwrap_or_else(|| panic!("no {urn} {setting:?}"))
}

fn or_dash<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// A list and its account, line by line.
fn told(list: &ProviderList, ledger: &Ledger) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}, as at {}", list.source, or_dash(list.as_at));
    for home in &list.homes {
        let is = |flag: bool, name: &str| {
            if flag {
                format!(", {name}")
            } else {
                String::new()
            }
        };
        let needs = home.needs.map(|needs| {
            let codes: Vec<&str> = needs.iter().map(AcceptedNeed::code).collect();
            codes.join(" ")
        });
        let conditions = home.conditions;
        let ages = conditions
            .ages
            .map(|(youngest, oldest)| format!("{youngest}-{oldest}"));
        let _ = writeln!(
            out,
            "home {} {}: {}; {}; {}; places {}; premises {}; {}; {}; inspected {}; needs {}; at most {}; ages {}; {}{}{}{}{}{}",
            home.urn,
            or_dash(home.setting),
            home.kind.code(),
            or_dash(home.sector),
            or_dash(home.authority.map(|authority| authority.name)),
            or_dash(home.places),
            or_dash(home.settings),
            or_dash(home.grade.map(OfstedGrade::code)),
            or_dash(home.postcode.as_deref()),
            or_dash(home.last_inspection),
            or_dash(needs),
            or_dash(conditions.most_children),
            or_dash(ages),
            or_dash(conditions.sex),
            is(conditions.has_unread, "more conditions"),
            is(home.is_redacted, "redacted"),
            is(!home.is_open, "not open"),
            is(home.short_break_only, "short breaks"),
            is(home.multi_building, "several buildings"),
        );
    }
    for agency in &list.agencies {
        let _ = writeln!(
            out,
            "agency {}: {}; {}; {}; {}; {}",
            agency.urn,
            agency.kind.code(),
            or_dash(agency.name.as_deref()),
            or_dash(agency.sector),
            or_dash(agency.authority.map(|authority| authority.name)),
            or_dash(agency.grade.map(OfstedGrade::code)),
        );
    }
    for account in &ledger.accounts {
        let aside: u64 = account.aside.values().sum();
        let (file, table) = (&account.file, &account.table);
        let (read, used) = (account.read, account.used);
        let _ = writeln!(
            out,
            "{file}, {table}: {read} read, {used} used, {aside} aside"
        );
    }
    for (rule, count) in ledger.applied.values() {
        let _ = writeln!(
            out,
            "{} {} ({}): {count}",
            rule.code,
            rule.title,
            rule.fate.label()
        );
        for case in ledger.cases(rule) {
            let _ = writeln!(
                out,
                "    line {} {}: {}",
                case.line, case.subject, case.detail
            );
        }
    }
    if !list.notes.is_empty() {
        out.push_str(&list.notes.render());
    }
    out
}

/// Compares what was found with a file, or writes the file.
fn compare(found: &str, expected: &Path, wrong: &mut Vec<String>) {
    if std::env::var_os("PLACEWELL_BLESS").is_some() {
        fs::write(expected, found).unwrap();
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if found != wanted {
        let at = expected.display();
        wrong.push(format!("{at}\n--- expected\n{wanted}--- found\n{found}"));
    }
}

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

/// Homes and places by provision type, as the list spells it without regard to case.
fn by_provision(list: &ProviderList) -> BTreeMap<String, (usize, u32)> {
    let mut counts: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for home in &list.homes {
        let count = counts.entry(home.provision.to_lowercase()).or_default();
        count.0 += 1;
        count.1 += u32::from(home.places.unwrap_or(0));
    }
    counts
}

#[test]
fn the_published_list_of_march_2025_adds_up() {
    let Some(path) = std::env::var_os("PLACEWELL_OFSTED") else {
        return;
    };
    let (list, ledger) = read(Path::new(&path));
    let list = list.unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(list.as_at, Some(Date::constant(2025, 3, 31)));
    assert_eq!(
        (ledger.accounts[0].read, ledger.accounts[0].used),
        (5600, 5504)
    );
    assert_eq!(ledger.count(rules::NOT_A_PLACEMENT), 96);
    assert_eq!(
        ledger.accounts[0].aside.len(),
        1,
        "{:?}",
        ledger.accounts[0]
    );
    // Mainstream children's homes, suspended ones with them: the totals that Ofsted publishes.
    let homes = list
        .homes
        .iter()
        .filter(|h| h.kind == HomeKind::ChildrensHome);
    let places: u32 = homes.clone().map(|h| u32::from(h.places.unwrap())).sum();
    assert_eq!((homes.clone().count(), places), (3946, 14_275));
    assert_eq!(homes.clone().filter(|h| !h.is_open).count(), 11);
    assert!(homes.clone().all(|h| h.is_redacted));
    let of_authorities = homes.clone().filter(|h| h.is_authority_run).count();
    assert_eq!(of_authorities, 467);
    assert_eq!(homes.filter(|h| h.short_break_only).count(), 124);
    let counts = by_provision(&list);
    let of = |name: &str| counts[name];
    assert_eq!(of("secure children's home"), (14, 236));
    assert_eq!(of("residential special school"), (95, 2577));
    let both = "residential special school (registered as a children's home)";
    assert_eq!(of(both), (49, 1231));
    assert_eq!(of("supported accommodation"), (893, 20_224));
    assert_eq!(of("residential family centre"), (110, 614));
    assert_eq!(counts.len(), 6);
    let premises: u32 = list
        .homes
        .iter()
        .map(|h| u32::from(h.settings.unwrap_or(0)))
        .sum();
    assert_eq!(premises, 8119);
    let agencies = |kind| list.agencies.iter().filter(|a| a.kind == kind).count();
    assert_eq!(agencies(AgencyKind::Fostering), 339);
    assert_eq!(agencies(AgencyKind::Adoption), 29);
    assert_eq!(agencies(AgencyKind::AdoptionSupport), 29);
    assert_eq!(ledger.count(rules::OUTCOME_AS_GRADE), 50);
    assert_eq!(ledger.count(rules::NOT_OPEN), 14);
    // Six supported accommodation providers have no places yet.
    assert_eq!(ledger.count(rules::NO_PLACES), 6);
    let unread = [
        rules::GRADE_UNKNOWN,
        rules::DATE_UNREADABLE,
        rules::SECTOR_UNKNOWN,
        rules::PLACES_UNREADABLE,
        rules::POSTCODE_UNREADABLE,
    ];
    for rule in unread {
        assert_eq!(ledger.count(rule), 0, "{}", rule.code);
    }
}

const HEADINGS: &[&str] = &[
    "URN",
    "Provision type",
    "Local authority",
    "Setting category",
    "Setting local authority",
    "Places",
    "Capacity",
    "Sector",
    "Postcode",
    "Setting postcode",
    "Registration status",
    "Deregistration date",
    "Latest full inspection date",
    "Overall effectiveness",
    "Supported Accommodation outcome",
    "Mental disorders",
    "Conditions",
    "Owner name",
    "",
    "Something else",
];

const VALUES: &[&str] = &[
    "",
    "9000001",
    "SC900001",
    "Children's home",
    "Supported Accommodation",
    "Independent Fostering Agency",
    "Boarding School",
    "Lancashire",
    "Private",
    "4",
    "#REF!",
    "REDACTED",
    "ZZ1 1AA",
    "Active",
    "Resigned",
    "31/03/2025",
    "31/02/2025",
    "45747",
    "Good",
    "Consistently strong",
    "Y",
    "No more than 4 children aged 8 to 17; males only",
    "up to up to only aged between",
    "a\nb",
    "é\u{2013}\u{301}9\u{2013}9",
    "99999999999999999999",
];

fn cell() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(VALUES).prop_map(str::to_owned);
    prop_oneof![4 => known, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn random_cells_never_panic_and_always_balance(
        headings in proptest::collection::vec(proptest::sample::select(HEADINGS), 1..12),
        is_list in any::<bool>(),
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..16), 0..20),
    ) {
        let mut headings = headings;
        if is_list {
            headings.splice(0..0, ["URN", "Provision type", "Local authority"]);
        }
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&headings).unwrap();
        for row in rows.iter().filter(|row| !row.is_empty()) {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut ledger = Ledger::default();
        let read = ofsted::read_bytes(bytes, "list.csv", &mut ledger);
        prop_assert!(ledger.unbalanced().is_empty(), "{:?}", ledger.unbalanced());
        let used: u64 = ledger.accounts.iter().map(|account| account.used).sum();
        match read {
            Ok(list) => prop_assert_eq!(used as usize, list.homes.len() + list.agencies.len()),
            Err(problems) => prop_assert!(problems.has_errors() && ledger.accounts.is_empty()),
        }
    }
}
