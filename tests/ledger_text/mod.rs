//! A ledger as text for expected outcomes, and the folders of broken cases.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use placewell::import::account::{Fate, Ledger};

/// Accounts, then every rule that was applied with its cases.
pub fn ledger_text(ledger: &Ledger) -> String {
    let mut out = String::new();
    for (number, account) in ledger.accounts.iter().enumerate() {
        let aside = |fate| ledger.aside(number, fate);
        let (merged, dropped) = (aside(Fate::Merged), aside(Fate::Dropped));
        let (file, read, used) = (&account.file, account.read, account.used);
        let _ = writeln!(
            out,
            "{file}: {read} read, {used} used, {merged} merged, {dropped} dropped"
        );
    }
    for (rule, count) in ledger.applied.values() {
        let fate = rule.fate.label();
        let _ = writeln!(out, "{} {fate} {count}: {}", rule.code, rule.title);
        for case in ledger.cases(rule) {
            let (line, subject, detail) = (case.line, &case.subject, &case.detail);
            let _ = writeln!(out, "    line {line} [{subject}] {detail}");
        }
    }
    out
}

/// A folder below `tests/`.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// Compares what every case of a folder gives with its `expected.txt`.
pub fn check_cases(name: &str, least: usize, outcome: impl Fn(&Path) -> String) {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= least, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let found = outcome(&case);
        let expected = case.join("expected.txt");
        if std::env::var_os("PLACEWELL_BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if found != wanted {
            let case = case.display();
            wrong.push(format!("{case}\n--- expected\n{wanted}--- found\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The file of a case with this stem, and its name; a file that is not there is taken for CSV.
pub fn file_of(case: &Path, stem: &str) -> (PathBuf, String) {
    let entries = fs::read_dir(case).unwrap();
    let mut paths = entries.map(|entry| entry.unwrap().path());
    let path = paths
        .find(|path| path.file_stem().is_some_and(|s| s == stem))
        .unwrap_or_else(|| case.join(format!("{stem}.csv")));
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    (path, name)
}
