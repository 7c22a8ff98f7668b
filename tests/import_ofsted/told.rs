//! Reading the invented lists of `tests/`, and what was read of one as text.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use placewell::import::account::Ledger;
use placewell::import::ofsted::{self, AcceptedNeed, ListedHome, ProviderList};
use placewell::ingest::Problems;
use placewell::model::OfstedGrade;

pub fn folder(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    tests.join(name).join("ofsted")
}

pub fn read(path: &Path) -> (Result<ProviderList, Problems>, Ledger) {
    let mut ledger = Ledger::default();
    let name = path.file_name().unwrap().to_str().unwrap();
    let read = ofsted::read(path, name, &mut ledger);
    assert!(ledger.unbalanced().is_empty(), "{:?}", ledger.unbalanced());
    (read, ledger)
}

pub fn good(name: &str) -> (ProviderList, Ledger) {
    let (list, ledger) = read(&folder("imports").join(name));
    (list.unwrap_or_else(|problems| panic!("{problems}")), ledger)
}

pub fn home<'a>(list: &'a ProviderList, urn: &str, setting: Option<u16>) -> &'a ListedHome {
    let mut homes = list.homes.iter();
    homes
        .find(|home| home.urn == urn && home.setting == setting)
        .unwrap_or_else(|| panic!("no {urn} {setting:?}"))
}

pub fn or_dash<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// A list and its account, line by line.
pub fn told(list: &ProviderList, ledger: &Ledger) -> String {
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
pub fn compare(found: &str, expected: &Path, wrong: &mut Vec<String>) {
    if std::env::var_os("PLACEWELL_BLESS").is_some() {
        fs::write(expected, found).unwrap();
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if found != wanted {
        let at = expected.display();
        wrong.push(format!("{at}\n--- expected\n{wanted}--- found\n{found}"));
    }
}
