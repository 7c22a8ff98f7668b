//! Broken returns, and odd ones that are imported with a warning: `tests/bad_imports/ssda903/`.
//!
//! A case has the folder that is given in `given/`; files beside it lie beside the folder. `args.txt` has the words
//! after `import ssda903` where they are not the usual ones. `PLACEWELL_BLESS=1` writes `expected.txt` again.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::account;
use crate::binary::{Place, Ran, tests_folder};

const USUAL: &str = "returns --council Herefordshire --out out";

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(tests_folder("bad_imports/ssda903")).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn laid_out(case: &Path) -> Place {
    let place = Place::new();
    fs::create_dir(place.path("returns")).unwrap();
    for entry in fs::read_dir(case).unwrap() {
        let entry = entry.unwrap();
        match entry.file_name().to_str().unwrap() {
            "given" => place.copy(&entry.path(), "returns"),
            "args.txt" | "expected.txt" => {}
            other => place.copy(&entry.path(), other),
        }
    }
    place
}

fn outcome(case: &Path) -> String {
    let place = laid_out(case);
    let args = fs::read_to_string(case.join("args.txt"));
    let args = args.as_deref().unwrap_or(USUAL);
    let before = place.everything();
    let ran = place.run(&format!("import ssda903 {args}"));
    let mut out = format!("exit status {}\n", ran.status);
    for (name, text) in [("output", &ran.stdout), ("error", &ran.stderr)] {
        if !text.is_empty() {
            let _ = write!(out, "--- standard {name}\n{text}");
        }
    }
    match ran.status {
        0 => {
            let report = place.json("out/import-report.json");
            account::check_sums(&report);
            let _ = write!(out, "--- account\n{}", account::text(&report));
        }
        3 => {
            assert_eq!(ran.stdout, "", "{}", case.display());
            assert_eq!(place.everything(), before, "{}", case.display());
        }
        other => panic!("{}: exit status {other}\n{out}", case.display()),
    }
    out
}

#[test]
fn every_broken_return_is_refused_or_imported_with_its_warnings() {
    let cases = cases();
    assert!(cases.len() >= 50, "only {} cases", cases.len());
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

fn good() -> Place {
    laid_out(&tests_folder("bad_imports/ssda903/good"))
}

fn import(place: &Place, more: &str) -> Ran {
    place.run(&format!("import ssda903 {USUAL} {more}"))
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read_are_named_and_nothing_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = good();
    let path = place.path("returns/2023-24/episodes.csv");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return; // The superuser may read everything.
    }
    let before = place.everything();
    let ran = import(&place, "");
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("E0103"), "{}", ran.stderr);
    assert_eq!(place.everything(), before);
}

#[test]
fn a_folder_that_is_there_is_replaced_only_if_that_is_asked_for() {
    let place = good();
    import(&place, "").good();
    place.write("out/notes.txt", "by hand");
    let before = place.everything();
    let ran = import(&place, "");
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("--replace"), "{}", ran.stderr);
    assert_eq!(place.everything(), before);
    // Nor then where a file is in it that no import wrote.
    let ran = import(&place, "--replace");
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("holds notes.txt"), "{}", ran.stderr);
    assert_eq!(place.everything(), before);
    std::fs::remove_file(place.path("out/notes.txt")).unwrap();
    import(&place, "--replace").good();
    // A folder of somebody else is never replaced.
    place.write("other/letter.txt", "dear");
    let ran = place.run("import ssda903 returns --out other --replace");
    assert_eq!(ran.status, 1);
    assert_eq!(place.read("other/letter.txt"), "dear");
    assert!(!place.path("other.key").exists());
}

#[test]
fn an_import_that_is_refused_leaves_an_older_folder_as_it_is() {
    let place = good();
    import(&place, "").good();
    let before = crate::binary::files_below(&place.path("out"));
    place.write("returns/2023-24/episodes.csv", "CHILD;DECOM;PLACE\n1;2;3\n");
    assert_eq!(import(&place, "--replace").status, 3);
    assert_eq!(crate::binary::files_below(&place.path("out")), before);
}

#[test]
fn thousands_of_orphans_are_a_warning_and_every_one_is_counted() {
    let place = good();
    let mut text = "CHILD,SEX,DOB,ETHNIC\n".to_owned();
    for n in 0..3000 {
        let _ = writeln!(text, "Q{n},1,01/01/2010,WBRI");
    }
    place.write("returns/2023-24/header of leavers.csv", text);
    let ran = import(&place, "").good();
    assert!(
        ran.stdout
            .contains("3000 rows are about children without episodes"),
        "{}",
        ran.stdout
    );
    let report = place.json("out/import-report.json");
    account::check_sums(&report);
    assert_eq!(account::applied(&report, "R111"), 3000);
    let rules = report["rules"].as_array().unwrap();
    let orphans = rules.iter().find(|rule| rule["code"] == "R111").unwrap();
    assert_eq!(orphans["cases"].as_array().unwrap().len(), 1000);
    let page = place.read("out/import-report.html");
    assert!(page.contains("and 2950 more"), "the page shows 50 cases");
}
