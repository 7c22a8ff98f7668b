//! The account of an import as its report has it, checked to add up.

use std::fmt::Write;

use serde_json::Value;

fn count(value: &Value, name: &str) -> u64 {
    value[name]
        .as_u64()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// Checks that every file's rows are used, merged or dropped, that the files sum to the whole, and that the rules sum
/// to what is merged and dropped.
pub fn check_sums(report: &Value) {
    let names = ["read", "used", "merged", "dropped"];
    let files = report["files"].as_array().unwrap();
    for file in files.iter().chain([&report["rows"]]) {
        let [read, used, merged, dropped] = names.map(|name| count(file, name));
        assert_eq!(read, used + merged + dropped, "{file}");
    }
    for name in names {
        let sum: u64 = files.iter().map(|file| count(file, name)).sum();
        assert_eq!(sum, count(&report["rows"], name), "{name}");
    }
    for fate in ["merged", "dropped"] {
        let rules = report["rules"].as_array().unwrap().iter();
        let of_fate = rules.filter(|rule| rule["fate"] == fate);
        let sum: u64 = of_fate.map(|rule| count(rule, "count")).sum();
        assert_eq!(sum, count(&report["rows"], fate), "{fate}");
    }
}

/// How often a rule was applied.
pub fn applied(report: &Value, code: &str) -> u64 {
    let rules = report["rules"].as_array().unwrap().iter();
    let mut of_code = rules.filter(|rule| rule["code"] == code);
    of_code.next().map_or(0, |rule| count(rule, "count"))
}

/// The account in lines: files, rules and what the folder holds.
pub fn text(report: &Value) -> String {
    let mut out = String::new();
    for file in report["files"].as_array().unwrap() {
        let [read, used, merged, dropped] =
            ["read", "used", "merged", "dropped"].map(|name| count(file, name));
        let (name, table, years) = (&file["file"], &file["table"], &file["return_years"]);
        let _ = writeln!(
            out,
            "{name} {table} {years}: {read} read = {used} used + {merged} merged + {dropped} dropped"
        );
    }
    for rule in report["rules"].as_array().unwrap() {
        let (code, fate, title) = (&rule["code"], &rule["fate"], &rule["title"]);
        let _ = writeln!(out, "{code} {fate} {}: {title}", rule["count"]);
    }
    let _ = writeln!(out, "{}", report["holds"]);
    out.replace('"', "")
}
