//! Every broken scenario of `tests/bad_scenarios/` gives exactly the problems of its `expected.txt`, and nothing panics.
//!
//! A case holds `scenario.toml` and what it extends. `PLACEWELL_BLESS=1` writes `expected.txt` again.

use std::fs;
use std::path::{Path, PathBuf};

use placewell::ingest::codes;
use placewell::scenario::file;

use super::{measures, options, root};

fn cases() -> Vec<PathBuf> {
    let cases = fs::read_dir(root().join("tests/bad_scenarios")).unwrap();
    let mut cases: Vec<PathBuf> = cases.map(|case| case.unwrap().path()).collect();
    cases.sort();
    cases
}

/// What is found in a case; files are told without the folder that this copy of the project stands in.
fn found(case: &Path) -> String {
    let targets = placewell::kpis::targets();
    let read = file::read(&case.join("scenario.toml"), &options(&measures(), &targets));
    let text = match read {
        Ok(scenario) => panic!(
            "{} is no broken scenario: {}",
            case.display(),
            scenario.title
        ),
        Err(problems) => problems.render(),
    };
    text.replace(&format!("{}/", case.display()), "")
}

#[test]
fn every_broken_scenario_gives_its_problems() {
    let cases = cases();
    assert!(cases.len() >= 22, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let (found, expected) = (found(&case), case.join("expected.txt"));
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

#[test]
fn every_code_of_scenarios_has_a_broken_one() {
    let told: String = cases()
        .iter()
        .map(|case| fs::read_to_string(case.join("expected.txt")).unwrap())
        .collect();
    let of_scenarios = codes::ALL
        .iter()
        .filter(|code| code.code.starts_with("E09"));
    // What does not fit a council is tested with one.
    let others = of_scenarios.filter(|code| code.code != "E0907");
    let missing: Vec<&str> = others
        .map(|c| c.code)
        .filter(|code| !told.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A file cut off anywhere is refused or read, never a panic.
#[test]
fn a_scenario_cut_off_anywhere_does_not_panic() {
    let whole = root().join("scenarios/herefordshire/spend-shift-sizes.toml");
    let text = fs::read_to_string(&whole).unwrap();
    let targets = placewell::kpis::targets();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let cut = text[..end].to_owned();
        let _ = file::read_text(&whole, cut, &options(&measures(), &targets));
    }
}
