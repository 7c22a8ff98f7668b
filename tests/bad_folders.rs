//! Every broken folder of `tests/bad/` gives exactly the problems of its `expected.txt`, and nothing panics.
//!
//! A case holds only the files that differ from `tests/good/`; `removed.txt` names files that are taken out.
//! `PLACEWELL_BLESS=1` writes `expected.txt` again.

use std::fs;
use std::path::{Path, PathBuf};

use placewell::ingest::{Options, Problems, Severity, read_council};
use placewell::model::Council;
use tempfile::TempDir;

const MEASURES: &[&str] = &[
    "D20", "D21", "D22", "D23", "D24", "D25", "D26", "D27", "D28", "D29", "D30", "D31", "D32",
    "D33", "D34", "D35",
];

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn good_folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy_files(&tests_folder().join("good"), dir.path());
    dir
}

fn read(dir: &Path) -> Result<(Council, Problems), Problems> {
    let options = Options {
        known_measures: MEASURES,
        known_targets: &placewell::kpis::targets(),
    };
    read_council(dir, &options).map(|reading| (reading.council, reading.warnings))
}

fn report(dir: &Path) -> String {
    match read(dir) {
        Ok((_, warnings)) => warnings.render(),
        Err(problems) => problems.render(),
    }
}

fn good_council() -> Council {
    read(good_folder().path())
        .expect("the good folder is good")
        .0
}

#[test]
fn every_broken_folder_gives_its_problems() {
    let mut cases: Vec<PathBuf> = fs::read_dir(tests_folder().join("bad"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 45, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let dir = good_folder();
        copy_files(&case, dir.path());
        for name in fs::read_to_string(case.join("removed.txt"))
            .unwrap_or_default()
            .lines()
        {
            fs::remove_file(dir.path().join(name)).unwrap();
        }
        let found = report(dir.path());
        let expected = case.join("expected.txt");
        if std::env::var_os("PLACEWELL_BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if found != wanted {
            wrong.push(format!(
                "{}\n--- expected\n{wanted}--- found\n{found}",
                case.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_good_folder_has_no_problems() {
    let (council, warnings) = read(good_folder().path()).unwrap_or_else(|p| panic!("{p}"));
    assert!(warnings.is_empty(), "{warnings}");
    assert_eq!((council.children.len(), council.homes.len()), (12, 15));
    assert!(
        council.children[9]
            .incompatible
            .contains(&placewell::model::ChildIx(8))
    );
}

/// Rewrites every file of the good folder and expects the same council.
fn reads_the_same(change: impl Fn(&str, &[u8]) -> Vec<u8>) {
    let dir = good_folder();
    for entry in fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, change(&name, &bytes)).unwrap();
    }
    let (council, warnings) = read(dir.path()).unwrap_or_else(|p| panic!("{p}"));
    assert!(warnings.is_empty(), "{warnings}");
    assert_eq!(council, good_council());
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    reads_the_same(|_, bytes| [b"\xEF\xBB\xBF", bytes].concat());
}

#[test]
fn windows_line_ends_change_nothing() {
    reads_the_same(|_, bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        text.replace('\n', "\r\n").into_bytes()
    });
}

#[test]
fn quotation_marks_around_every_field_change_nothing() {
    reads_the_same(|name, bytes| {
        if !name.ends_with(".csv") {
            return bytes.to_vec();
        }
        let mut writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .from_writer(Vec::new());
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes);
        for record in reader.records() {
            writer.write_record(&record.unwrap()).unwrap();
        }
        writer.into_inner().unwrap()
    });
}

#[test]
fn rows_of_blanks_no_last_line_end_and_capital_headings_change_nothing() {
    reads_the_same(|name, bytes| {
        if name != "sibling_links.csv" {
            return bytes.to_vec();
        }
        let text = std::str::from_utf8(bytes).unwrap();
        let text = text.replace("child_a,child_b", "Child_A, Child_B");
        format!("{}\n,,,\n\n , , , ", text.trim_end()).into_bytes()
    });
}

#[test]
fn dates_with_slashes_change_nothing() {
    reads_the_same(|name, bytes| {
        if !name.ends_with(".csv") {
            return bytes.to_vec();
        }
        let mut text = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let date = bytes
                .get(at..at + 10)
                .filter(|w| w[4] == b'-' && w[7] == b'-');
            if let Some(d) = date {
                text.extend([&d[8..], b"/", &d[5..7], b"/", &d[..4]].concat());
                at += 10;
            } else {
                text.push(bytes[at]);
                at += 1;
            }
        }
        text
    });
}

#[test]
fn a_line_break_in_a_note_changes_nothing() {
    reads_the_same(|_, bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        text.replace(
            "Visited; staff know",
            "\"Visited;\r\nstaff, \"\"we\"\", know",
        )
        .replace("the family.", "the family.\"")
        .into_bytes()
    });
}

#[test]
fn blank_optional_files_are_no_rows() {
    let dir = good_folder();
    for name in ["assessments.csv", "approvals.csv", "episodes.csv"] {
        fs::write(dir.path().join(name), "").unwrap();
    }
    let (council, warnings) = read(dir.path()).unwrap_or_else(|p| panic!("{p}"));
    assert!(warnings.is_empty());
    assert_eq!(council.episodes.len() + council.approvals.len(), 0);
}

fn codes(problems: &Problems) -> Vec<&'static str> {
    let mut codes: Vec<_> = problems.list().iter().map(|p| p.code).collect();
    codes.dedup();
    codes
}

#[test]
fn paths_that_are_no_folder_are_refused() {
    let dir = good_folder();
    let zip = dir.path().join("council.zip");
    fs::write(&zip, b"PK\x03\x04").unwrap();
    let cases = [
        (dir.path().join("nowhere"), "E0001"),
        (dir.path().join("homes.csv"), "E0002"),
        (zip, "E0003"),
    ];
    for (path, code) in cases {
        assert_eq!(codes(&read(&path).unwrap_err()), [code]);
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused() {
    let dir = good_folder();
    fs::remove_file(dir.path().join("homes.csv")).unwrap();
    fs::create_dir(dir.path().join("homes.csv")).unwrap();
    assert_eq!(codes(&read(dir.path()).unwrap_err()), ["E0102"]);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let dir = good_folder();
    let path = dir.path().join("homes.csv");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The administrator reads everything, so there is nothing to see then.
    if fs::File::open(&path).is_err() {
        assert_eq!(codes(&read(dir.path()).unwrap_err()), ["E0103"]);
    }
}

#[test]
fn a_row_of_ten_megabytes_is_refused() {
    let dir = good_folder();
    let path = dir.path().join("episodes.csv");
    let mut text = fs::read_to_string(&path).unwrap();
    let line = text.lines().count() as u64 + 1;
    text.push_str(&"x".repeat(10 << 20));
    fs::write(&path, text).unwrap();
    let problems = read(dir.path()).unwrap_err();
    assert_eq!(codes(&problems), ["E0112"]);
    assert_eq!(problems.list()[0].line, Some(line));
}

#[test]
fn many_problems_are_counted_and_twenty_are_printed() {
    let dir = good_folder();
    let path = dir.path().join("episodes.csv");
    let mut text = fs::read_to_string(&path).unwrap();
    for _ in 0..5000 {
        text.push_str("X1,,Q,2020-01-01,S,,,U4,,,,\n");
    }
    fs::write(&path, text).unwrap();
    let problems = read(dir.path()).unwrap_err();
    assert_eq!(problems.count(Severity::Error), 5000);
    let printed = problems.render();
    assert_eq!(printed.matches("E0202]: sex").count(), 20);
    assert!(printed.contains("and 4980 more") && printed.contains("5000 errors"));
    assert_eq!(problems.to_json()["errors"], 5000);
}

#[test]
fn cut_and_damaged_files_never_panic() {
    let dir = good_folder();
    for name in [
        "children.csv",
        "homes.csv",
        "council.toml",
        "sibling_links.csv",
    ] {
        let path = dir.path().join(name);
        let whole = fs::read(&path).unwrap();
        for step in 0..120 {
            let cut = whole.len() * step / 120;
            fs::write(&path, &whole[..cut]).unwrap();
            let _ = report(dir.path());
            let mut damaged = whole.clone();
            damaged[cut] = [b'"', 0, 0xFF, b'\n', b',', b'\r', b'[', b'='][step % 8];
            fs::write(&path, &damaged).unwrap();
            let _ = report(dir.path());
        }
        fs::write(&path, &whole).unwrap();
    }
}
