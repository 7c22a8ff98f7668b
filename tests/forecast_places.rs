//! The homes of `placewell forecast` as a user runs it, on a small synthetic council.

#[path = "small_council/mod.rs"]
mod small_council;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use small_council::council;
use tempfile::TempDir;

fn placewell() -> Command {
    Command::cargo_bin("placewell").unwrap()
}

fn forecast(council: &Path, out: &Path, more: &[&str]) {
    placewell()
        .args(["--quiet", "forecast"])
        .arg(council)
        .args(["--months", "18", "--replications", "60", "--out"])
        .arg(out)
        .args(more)
        .assert()
        .success();
}

/// Rows of a table after its headings, by heading.
fn rows(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| {
        let pairs = headings.iter().zip(&row);
        pairs.map(|(h, v)| (h.to_owned(), v.to_owned())).collect()
    })
    .collect()
}

#[test]
fn places_are_told_by_kind_age_and_district_and_every_file_repeats() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let outs = [dir.path().join("a"), dir.path().join("b")];
    for (out, threads) in outs.iter().zip(["1", "2"]) {
        placewell()
            .env("RAYON_NUM_THREADS", threads)
            .args(["--quiet", "forecast"])
            .arg(&council)
            .args([
                "--months",
                "18",
                "--replications",
                "60",
                "--places",
                "30",
                "--out",
            ])
            .arg(out)
            .assert()
            .success();
    }
    for name in [
        "places.csv",
        "system.csv",
        "supply.csv",
        "placing.csv",
        "places.html",
        "summary.json",
    ] {
        let of = |at: usize| fs::read(outs[at].join(name)).unwrap();
        assert_eq!(of(0), of(1), "{name}");
    }
    let places = rows(&outs[0].join("places.csv"));
    let foster = |row: &&std::collections::BTreeMap<String, String>| row["kind"] == "foster";
    let whole: Vec<_> = places
        .iter()
        .filter(foster)
        .filter(|row| row["by"] == "setting")
        .collect();
    // The end of the first year, and of the forecast.
    let days: Vec<&str> = whole.iter().map(|row| row["month_end"].as_str()).collect();
    assert_eq!(days, ["2026-03-31", "2026-09-30"]);
    let mut surplus = false;
    for row in &places {
        let number = |column: &str| row[column].parse::<f64>().unwrap();
        let asked = [80, 90, 95]
            .map(|level| number(&format!("own_places_for_the_share_in_{level}_percent")));
        assert!(asked[0] <= asked[1] && asked[1] <= asked[2], "{row:?}");
        assert!(number("children_p5") <= number("children_mean") + 1e-9);
        assert_eq!(row["rates"], "own_history");
        if row["own_usable_places_expected"].is_empty() {
            assert!(row["gap_in_90_percent"].is_empty(), "{row:?}");
            continue;
        }
        let gaps = [80, 90, 95].map(|level| number(&format!("gap_in_{level}_percent")));
        assert!(gaps[0] <= gaps[1] && gaps[1] <= gaps[2], "{row:?}");
        // No more is missing than is asked for, in any future.
        assert!(gaps[2] <= asked[2], "{row:?}");
        surplus |= gaps[0] < 0.0;
    }
    assert!(surplus, "no district has more than is asked for");
    // Sixty in a hundred children: made-up policy of synthetic councils.
    let summary: serde_json::Value =
        serde_json::from_slice(&fs::read(outs[0].join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary["homes"]["own_provision_share"], 0.6);
    assert_eq!(summary["homes"]["placing"]["breaches_of_duties"], 0);
    let targets = summary["homes"]["targets"].as_array().unwrap();
    let names: Vec<&str> = targets
        .iter()
        .map(|t| t["target"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "own_provision",
            "in_area",
            "near_home",
            "sibling_pairs_together"
        ]
    );
    // A target is reached in the share of futures whose figure is not below it: half of them where the middle one is.
    for target in targets {
        let share = target["share_of_futures_that_reach_it"]["2026-09-30"]
            .as_f64()
            .unwrap();
        let year =
            &summary["homes"]["years"][1]["indicators"][target["measured_by"].as_str().unwrap()];
        let wanted = target["wanted"].as_f64().unwrap();
        if year["p5"].as_f64().unwrap() >= wanted {
            assert!(share >= 0.95, "{target}");
        }
        if year["p95"].as_f64().unwrap() < wanted {
            assert!(share <= 0.05, "{target}");
        }
        assert!((0.0..=1.0).contains(&share));
    }
    let p80 = whole[1]["own_places_for_the_share_in_80_percent"]
        .parse::<f64>()
        .unwrap();
    assert!(p80 >= 0.6 * whole[1]["children_p75"].parse::<f64>().unwrap());
    let page = fs::read_to_string(outs[0].join("places.html")).unwrap();
    assert!(!page.contains("enough in"));
    // Miles and pounds, and not hundredths and pence.
    let placing = &page[page.find("How near the best plan").unwrap()..];
    let placing = &placing[..placing.find("</section>").unwrap()];
    assert!(
        placing.contains(" miles</td>") && placing.contains(" a week</td>"),
        "{placing}"
    );
    let tiers = summary["homes"]["placing"]["tiers"].as_array().unwrap();
    let cost = tiers.iter().find(|tier| tier["tier"] == "cost").unwrap();
    assert!(cost["unit"].as_str().unwrap().starts_with("pounds a week"));
    let summed = rows(&outs[0].join("placing.csv"))
        .iter()
        .filter(|row| row["tier"] == "cost")
        .map(|row| row["simulation"].parse::<f64>().unwrap())
        .sum::<f64>();
    assert!((cost["simulation"].as_f64().unwrap() - summed).abs() < 0.01);
    for words in [
        "Nobody is placed by it",
        "Foster homes",
        "What it rests on",
        "found 0 breaches",
        "Own places that the share asks for",
        "no settled child moves for it, reaches 60% of children in homes that rounds fill in ",
        "an assessment by all children with a home",
        "Gaps do not add up",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

/// Blanks the columns of a table whose headings begin so.
fn blank(path: &Path, begins: &str) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let mut writer = csv::Writer::from_path(path).unwrap();
    writer.write_record(&headings).unwrap();
    for row in rows {
        let fields = headings.iter().zip(&row);
        let kept = fields.map(|(h, v)| if h.starts_with(begins) { "" } else { v });
        writer.write_record(kept).unwrap();
    }
    writer.flush().unwrap();
}

#[test]
fn homes_can_be_left_out_and_a_folder_without_them_says_so() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let out = dir.path().join("without");
    forecast(&council, &out, &["--places", "0"]);
    assert!(!out.join("places.html").exists());
    assert!(out.join("report.html").exists());
    // A folder with no homes at all.
    for name in ["homes.csv", "placements.csv"] {
        let path = council.join(name);
        let text = fs::read_to_string(&path).unwrap();
        let heading = text.lines().next().unwrap();
        fs::write(&path, format!("{heading}\n")).unwrap();
    }
    for name in ["approvals.csv", "sibling_links.csv"] {
        let path = council.join(name);
        if let Ok(text) = fs::read_to_string(&path) {
            let heading = text.lines().next().unwrap_or_default();
            fs::write(&path, format!("{heading}\n")).unwrap();
        }
    }
    // Homes that children have asked for are not in the folder any more.
    blank(&council.join("children.csv"), "wishes");
    // It says so, whether futures with homes were asked for in words or not.
    for (name, more) in [("none", &[][..]), ("asked", &["--places", "40"])] {
        let out = dir.path().join(name);
        let mut command = placewell();
        command.arg("forecast").arg(&council);
        command.args(["--months", "18", "--replications", "60", "--out"]);
        let done = command.arg(&out).args(more).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
        assert!(said.contains("homes.csv: warning[W0722]"), "{said}");
        assert!(!out.join("places.html").exists());
        let summary = fs::read_to_string(out.join("summary.json")).unwrap();
        assert!(summary.contains("W0722") && summary.contains("of children alone"));
        let page = fs::read_to_string(out.join("report.html")).unwrap();
        assert!(page.contains("Demand only"));
        assert!(page.contains("W0722") && page.contains("of children alone"));
    }
    let out = dir.path().join("left-out");
    forecast(&council, &out, &["--places", "0"]);
    let summary = fs::read_to_string(out.join("summary.json")).unwrap();
    assert!(!summary.contains("W0722"), "nobody asked for homes");
}

/// A folder with homes and a history, and nobody on the list.
fn without_children(dir: &Path) -> std::path::PathBuf {
    let council = council(dir);
    for name in [
        "children.csv",
        "placements.csv",
        "sibling_links.csv",
        "approvals.csv",
        "assessments.csv",
    ] {
        let path = council.join(name);
        if let Ok(text) = fs::read_to_string(&path) {
            let heading = text.lines().next().unwrap_or_default();
            fs::write(&path, format!("{heading}\n")).unwrap();
        }
    }
    blank(&council.join("homes.csv"), "named_children");
    council
}

#[test]
fn nobody_on_the_list_is_said_and_no_future_with_homes_is_drawn() {
    let dir = TempDir::new().unwrap();
    let council = without_children(dir.path());
    let out = dir.path().join("ahead");
    let done = placewell()
        .arg("forecast")
        .arg(&council)
        .args(["--months", "6", "--replications", "40", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("children.csv: warning[W0722]"), "{said}");
    assert!(out.join("demand.csv").exists() && !out.join("places.html").exists());
    let summary = fs::read_to_string(out.join("summary.json")).unwrap();
    assert!(summary.contains("W0722") && summary.contains("children.csv has no rows"));
}

#[test]
fn what_is_made_of_futures_with_homes_alone_is_refused_where_nobody_is_on_the_list() {
    let dir = TempDir::new().unwrap();
    without_children(dir.path());
    let before = names(dir.path());
    let scenario = dir.path().join("nothing.toml");
    fs::write(&scenario, "[levers.nothing]\n").unwrap();
    let run = [
        "run",
        "nothing.toml",
        "--council",
        "council",
        "--out",
        "ran",
    ];
    let ahead = [
        "plan",
        "council",
        "--target",
        "in_area=50",
        "--futures",
        "2",
        "--out",
        "planned",
    ];
    let solve = [
        "forecast",
        "council",
        "--solve-places",
        "80",
        "--out",
        "solved",
    ];
    let all: [(&[&str], i32); 3] = [(&run, 3), (&ahead, 3), (&solve, 2)];
    for (args, status) in all {
        let mut command = placewell();
        let done = command.current_dir(dir.path()).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(status), "{said}");
        assert!(said.contains("children.csv"), "{said}");
    }
    // Nothing half-made is left.
    fs::remove_file(&scenario).unwrap();
    assert_eq!(names(dir.path()), before);
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}
