//! What the five strategies ask for, and what answers it: `docs/requirements.md` is written from `data/requirements.csv` and
//! from what the scenarios of the packs say that they answer. Everything that is named must be there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::{is_current, pack_files, read, root};

/// A row of `data/requirements.csv`.
struct Requirement {
    id: String,
    tags: String,
    about: String,
    indicators: Vec<String>,
    duties: Vec<String>,
    inputs: Vec<String>,
    outputs: Vec<String>,
    note: String,
}

fn requirements() -> Vec<Requirement> {
    let mut reader = csv::Reader::from_path(root().join("data/requirements.csv")).unwrap();
    let several = |text: &str| -> Vec<String> {
        let parts = text.split(';').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let row = |row: csv::Result<csv::StringRecord>| {
        let row = row.unwrap();
        assert_eq!(row.len(), 8, "{row:?}");
        Requirement {
            id: row[0].to_owned(),
            tags: row[1].to_owned(),
            about: row[2].to_owned(),
            indicators: several(&row[3]),
            duties: several(&row[4]),
            inputs: several(&row[5]),
            outputs: several(&row[6]),
            note: row[7].to_owned(),
        }
    };
    reader.records().map(row).collect()
}

/// Scenario files by the ids that they answer.
fn answers() -> BTreeMap<String, Vec<String>> {
    let mut answers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let folder = format!("{}/scenarios/", root().display());
    for path in pack_files() {
        let shown = path.display().to_string().replace(&folder, "");
        for id in read(&path).unwrap().answers {
            answers.entry(id).or_default().push(shown.clone());
        }
    }
    answers
}

#[test]
fn every_requirement_of_the_five_strategies_is_there_once() {
    let ids: Vec<String> = requirements().into_iter().map(|r| r.id).collect();
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len());
    for (council, count) in [
        ("LIN", 30),
        ("STO", 21),
        ("HER", 49),
        ("NEL", 31),
        ("LAN", 30),
    ] {
        for number in 1..=count {
            let id = format!("{council}-{number:02}");
            assert!(unique.contains(&id), "{id} is missing");
        }
    }
    assert_eq!(ids.len(), 161);
}

#[test]
fn every_requirement_is_answered_or_says_why_not() {
    let answers = answers();
    let mut faults = Vec::new();
    for r in requirements() {
        let scenario = answers.contains_key(&r.id);
        let others = [&r.indicators, &r.duties, &r.inputs, &r.outputs];
        let answered = scenario || others.iter().any(|list| !list.is_empty());
        let said = ["not modelled", "to come", "context"]
            .iter()
            .any(|w| r.note.starts_with(w));
        if !answered && !said {
            faults.push(format!(
                "{}: nothing answers it, and it does not say so",
                r.id
            ));
        }
        let lever = r.tags.split(' ').any(|tag| tag == "SL");
        if lever && !scenario && !said {
            faults.push(format!("{}: a lever that no scenario pulls", r.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn whatever_a_requirement_names_is_there() {
    let columns = placewell::ingest::columns_markdown();
    let sections: Vec<&str> = columns.split("\n## ").collect();
    let source = sources(&root().join("src"));
    let mut faults = Vec::new();
    for r in requirements() {
        for code in &r.indicators {
            if !placewell::kpis::ALL.iter().any(|kpi| kpi.card.code == code) {
                faults.push(format!("{}: no indicator {code}", r.id));
            }
        }
        for code in &r.duties {
            if placewell::duties::by_code(code).is_none() {
                faults.push(format!("{}: no duty {code}", r.id));
            }
        }
        for input in &r.inputs {
            let (file, column) = input.split_once(':').unwrap();
            let section = sections.iter().find(|section| section.starts_with(file));
            if !section.is_some_and(|section| section.contains(&format!("| `{column}` |"))) {
                faults.push(format!("{}: no input {input}", r.id));
            }
        }
        for output in &r.outputs {
            let (path, table) = output.split_once(':').unwrap_or((output, ""));
            let (_, file) = path.split_once('/').unwrap();
            let written = source.contains(&format!("\"{file}\""));
            if !written || !(table.is_empty() || source.contains(&format!("\"{table}\""))) {
                faults.push(format!("{}: no output {output}", r.id));
            }
        }
    }
    let ids: BTreeSet<String> = requirements().into_iter().map(|r| r.id).collect();
    for (id, files) in answers() {
        if !ids.contains(&id) {
            faults.push(format!("{files:?} answer {id}, which no strategy asks for"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// All of the program's source.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    text
}

#[test]
fn the_page_of_requirements_is_current() {
    is_current("docs/requirements.md", &page());
}

fn page() -> String {
    let answers = answers();
    let all = requirements();
    let mut page = "# What five strategies ask for, and what answers it

This page is written by a test from `data/requirements.csv` and from what the scenario files say that they answer; do not
edit it by hand (`PLACEWELL_BLESS=1 cargo test --release --test scenario_files requirements`).

An id stands for one thing that a published strategy asks for: LIN Lincolnshire 2018-21, STO Stockton-on-Tees 2016-18 (draft),
HER Herefordshire 2017-20, NEL North East Lincolnshire 2019-22, LAN Lancashire 2014-17. What it is about is told in words of
our own. It is answered by scenarios (files in `scenarios/`), indicators (`placewell explain K05`), duties (`placewell explain
D27`), fields of the council folder (`data/README.md`) or what a command writes. An answer is what the program has today; a
note says what is missing.

"
    .to_owned();
    let answered = |r: &Requirement| {
        let lists = [&r.indicators, &r.duties, &r.inputs, &r.outputs];
        answers.contains_key(&r.id) || lists.iter().any(|list| !list.is_empty())
    };
    let count = all.iter().filter(|r| answered(r)).count();
    let of_note = |start: &str| {
        let of = all
            .iter()
            .filter(|r| !answered(r) && r.note.starts_with(start));
        of.count()
    };
    let _ = writeln!(
        page,
        "Of {} requirements {count} are answered at least in part, {} are context, {} are to come and {} are not modelled.",
        all.len(),
        of_note("context"),
        of_note("to come"),
        of_note("not modelled")
    );
    for (council, name) in [
        ("LIN", "Lincolnshire"),
        ("STO", "Stockton-on-Tees"),
        ("HER", "Herefordshire"),
        ("NEL", "North East Lincolnshire"),
        ("LAN", "Lancashire"),
    ] {
        let _ = write!(
            page,
            "\n## {name}\n\n| id | about | scenarios | indicators and duties | fields | outputs | note |\n|---|---|---|---|---|---|---|\n"
        );
        for r in all.iter().filter(|r| r.id.starts_with(council)) {
            let scenarios = answers.get(&r.id).cloned().unwrap_or_default();
            let codes: Vec<String> = r.indicators.iter().chain(&r.duties).cloned().collect();
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} | {} | {} | {} |",
                r.id,
                r.about,
                listed(&scenarios, "<br>"),
                codes.join(", "),
                listed(&r.inputs, "<br>"),
                listed(&r.outputs, "<br>"),
                r.note
            );
        }
    }
    page
}

fn listed(items: &[String], between: &str) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
    items.join(between)
}
