//! The rooms of the house, read from the source: who may know whom, and what is nowhere to be found.

use std::fs;
use std::path::{Path, PathBuf};

/// Every room, left to right, with the rooms that it may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("ingest", &["model"]),
    ("import", &["model", "ingest"]),
    ("duties", &["model"]),
    ("prospects", &["model"]),
    ("candidates", &["model", "duties"]),
    ("certify", &["model", "duties", "candidates"]),
    ("optimise", &["model", "duties", "candidates", "certify"]),
    (
        "explain",
        &["model", "duties", "candidates", "certify", "optimise"],
    ),
    (
        "pooling",
        &["model", "duties", "candidates", "certify", "optimise"],
    ),
    (
        "lookahead",
        &[
            "model",
            "duties",
            "candidates",
            "certify",
            "optimise",
            "explain",
        ],
    ),
    (
        "replay",
        &[
            "model",
            "duties",
            "candidates",
            "certify",
            "optimise",
            "explain",
            "lookahead",
        ],
    ),
    ("kpis", &["model", "duties"]),
    (
        "assess",
        &[
            "model",
            "duties",
            "candidates",
            "certify",
            "optimise",
            "explain",
            "pooling",
            "kpis",
            "prospects",
        ],
    ),
    (
        "plan",
        &[
            "model",
            "duties",
            "candidates",
            "certify",
            "optimise",
            "kpis",
            "prospects",
        ],
    ),
    (
        "forecast",
        &[
            "model",
            "duties",
            "prospects",
            "candidates",
            "optimise",
            "explain",
            "assess",
        ],
    ),
    ("scenario", &["model", "ingest", "prospects", "forecast"]),
    ("runner", &["model", "ingest", "forecast", "scenario"]),
    ("compare", &["model", "forecast", "runner"]),
    ("synth", &["model", "ingest"]),
    (
        "report",
        &[
            "model",
            "duties",
            "candidates",
            "certify",
            "optimise",
            "explain",
            "pooling",
            "lookahead",
            "replay",
            "kpis",
            "prospects",
            "assess",
            "plan",
            "forecast",
            "runner",
            "compare",
            "import",
            "ingest",
        ],
    ),
    (
        "cli",
        &[
            "model",
            "ingest",
            "import",
            "duties",
            "candidates",
            "certify",
            "optimise",
            "explain",
            "pooling",
            "lookahead",
            "replay",
            "kpis",
            "prospects",
            "assess",
            "plan",
            "forecast",
            "scenario",
            "runner",
            "compare",
            "synth",
            "report",
        ],
    ),
];

const LONGEST_FILE: usize = 400;

struct Source {
    /// Path below `src/`, with slashes.
    name: String,
    /// All of it.
    text: String,
    /// Without comments, string contents and the tests at its end.
    code: String,
}

impl Source {
    fn room(&self) -> Option<&str> {
        let room = self.name.split_once('/').map(|(room, _)| room);
        room.or_else(|| {
            let stem = self.name.strip_suffix(".rs")?;
            ROOMS
                .iter()
                .find(|(room, _)| *room == stem)
                .map(|(room, _)| *room)
        })
    }
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    assert!(files.len() > 100, "only {} source files", files.len());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(&src).unwrap().components();
        let name: Vec<_> = name.map(|c| c.as_os_str().to_str().unwrap()).collect();
        Source {
            name: name.join("/"),
            code: code_of(&text),
            text,
        }
    };
    files.into_iter().map(read).collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The source without its tests, its comments and what stands between quotation marks.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::new();
    let mut at = 0;
    while at < chars.len() {
        let next = chars.get(at + 1).copied();
        match (chars[at], next) {
            ('/', Some('/')) => {
                while at < chars.len() && chars[at] != '\n' {
                    at += 1;
                }
            }
            ('r', Some('"' | '#')) if raw_string_end(&chars, at).is_some() => {
                at = raw_string_end(&chars, at).unwrap();
                code.push_str("\"\"");
            }
            ('"', _) => {
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    at += if chars[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
                code.push_str("\"\"");
            }
            ('\'', Some('\\')) => {
                // A character in quotation marks that is escaped, such as a quotation mark.
                at += 3;
                while at < chars.len() && chars[at] != '\'' {
                    at += 1;
                }
                at += 1;
            }
            ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => at += 3,
            (c, _) => {
                code.push(c);
                at += 1;
            }
        }
    }
    code
}

/// Where a raw string that begins here ends; `None` where none begins.
fn raw_string_end(chars: &[char], start: usize) -> Option<usize> {
    if start > 0 && (chars[start - 1].is_alphanumeric() || chars[start - 1] == '_') {
        return None;
    }
    let marks = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + marks;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let closes = |at: &usize| {
        chars[*at] == '"'
            && chars[at + 1..]
                .iter()
                .take(marks)
                .filter(|c| **c == '#')
                .count()
                == marks
    };
    let end = (open + 1..chars.len()).find(closes)?;
    Some(end + 1 + marks)
}

/// The words of a text, a path's segments one by one.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// Every room that follows `crate::`, in braces as well.
fn rooms_named(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for after in code.split("crate::").skip(1) {
        let after = after.trim_start();
        if let Some(group) = after.strip_prefix('{') {
            let mut depth = 0;
            let mut item = String::new();
            for c in group.chars() {
                match c {
                    '}' if depth == 0 => break,
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if c == ',' && depth == 0 {
                    item.push('\n');
                } else {
                    item.push(c);
                }
            }
            let first = |line: &str| words(line).next().map(str::to_owned);
            named.extend(item.split('\n').filter_map(first));
        } else {
            named.extend(words(after).next().map(str::to_owned));
        }
    }
    named
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_reader_of_sources_sees_through_comments_and_strings() {
    let text = "use crate::model::Set; // crate::cli\nlet a = \"crate::synth\";\nlet b = r#\"\"crate::ingest\"#;\nlet c = '\"';\nuse crate::{certify, report::{page, cli}, duties};\n#[cfg(test)]\nmod tests {\nuse crate::optimise;\n}";
    assert_eq!(
        rooms_named(&code_of(text)),
        ["model", "certify", "report", "duties"]
    );
}

#[test]
fn every_room_names_only_rooms_that_it_may() {
    let known: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let (mut faults, mut seen) = (Vec::new(), 0);
    for source in sources() {
        let Some(room) = source.room() else {
            continue;
        };
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            faults.push(format!(
                "src/{}: {room} is no room of the list",
                source.name
            ));
            continue;
        };
        for other in rooms_named(&source.code) {
            seen += 1;
            if known.contains(&other.as_str())
                && other != room
                && !allowed.contains(&other.as_str())
            {
                faults.push(format!("src/{}: {room} names {other}", source.name));
            }
        }
    }
    assert!(seen > 150, "only {seen} imports found");
    none(&faults);
}

#[test]
fn the_rooms_are_those_of_the_library() {
    let library = sources().into_iter().find(|s| s.name == "lib.rs").unwrap();
    let mut declared: Vec<&str> = library
        .code
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    declared.sort_unstable();
    let mut rooms: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    rooms.sort_unstable();
    assert_eq!(declared, rooms);
}

#[test]
fn nobody_reaches_up_past_the_room() {
    // `super::` twice could leave a room without naming `crate`.
    let leaves = |s: &Source| {
        let depth = s.name.matches('/').count() + usize::from(!s.name.ends_with("mod.rs"));
        let deepest = s
            .code
            .split(|c: char| c.is_whitespace() || "(<&,;{".contains(c))
            .map(|path| path.matches("super::").count())
            .max()
            .unwrap_or(0);
        s.room().is_some() && deepest + 1 > depth
    };
    let faults: Vec<String> = sources()
        .iter()
        .filter(|s| leaves(s))
        .map(|s| format!("src/{}", s.name))
        .collect();
    none(&faults);
}

#[test]
fn the_checker_never_names_the_optimiser() {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|s| s.room() == Some("certify") && words(&s.code).any(|w| w == "optimise"))
        .map(|s| format!("src/{}", s.name))
        .collect();
    none(&faults);
}

#[test]
fn only_the_lowering_names_the_solver_and_only_ffi_is_unsafe() {
    let solver = ["optimise/lower.rs", "optimise/live.rs", "optimise/ffi.rs"];
    let mut faults = Vec::new();
    for source in sources() {
        let name = source.name.as_str();
        for word in words(&source.code) {
            let may = match word {
                "good_lp" | "highs" | "highs_sys" => solver.contains(&name),
                "unsafe" => name == "optimise/ffi.rs",
                _ => true,
            };
            if !may {
                faults.push(format!("src/{name}: {word}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_file_is_long() {
    let faults: Vec<String> = sources()
        .iter()
        .map(|s| (s.name.as_str(), s.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(name, lines)| format!("src/{name}: {lines} lines"))
        .collect();
    none(&faults);
}

#[test]
fn no_module_is_a_drawer_for_odds_and_ends() {
    let drawers = ["utils", "util", "common", "helpers", "helper", "misc"];
    let faults: Vec<String> = sources()
        .iter()
        .filter(|s| {
            let mut parts = s.name.trim_end_matches(".rs").split('/');
            let pairs = s.code.lines().filter_map(|l| l.split("mod ").nth(1));
            let inline = pairs.filter_map(|rest| words(rest).next());
            parts.any(|part| drawers.contains(&part))
                || inline.into_iter().any(|name| drawers.contains(&name))
        })
        .map(|s| format!("src/{}", s.name))
        .collect();
    none(&faults);
}

#[test]
fn nothing_is_left_unfinished() {
    let mut faults = Vec::new();
    for source in sources() {
        for mark in ["todo!(", "unimplemented!(", "dbg!("] {
            if source.text.contains(mark) {
                faults.push(format!("src/{}: {mark}", source.name));
            }
        }
    }
    none(&faults);
}
