//! What a forecast says of a folder that is not of one day, has no homes, or of too few futures; and options that it does not
//! take.

#[path = "small_council/mod.rs"]
mod small_council;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use small_council::{council, placewell};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// Rows of a table by heading.
fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| {
        let pairs = headings.iter().zip(&row);
        pairs.map(|(h, v)| (h.to_owned(), v.to_owned())).collect()
    })
    .collect()
}

/// Writes a table anew with the rows that are kept, as they are changed.
fn rewrite(path: &Path, mut keep: impl FnMut(&mut Row) -> bool) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let all = rows(path);
    let mut writer = csv::Writer::from_path(path).unwrap();
    writer.write_record(&headings).unwrap();
    for mut row in all {
        if keep(&mut row) {
            writer
                .write_record(headings.iter().map(|h| &row[h]))
                .unwrap();
        }
    }
    writer.flush().unwrap();
}

fn run(council: &Path, out: &Path, words: &str) -> Output {
    let mut command = placewell();
    command.arg("forecast").arg(council);
    command.args(words.split(' ')).arg("--out").arg(out);
    command.output().unwrap()
}

fn warned(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn summary(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap()
}

/// Codes of the warnings of a summary.
fn codes(out: &Path) -> Vec<String> {
    let summary = summary(out);
    let all = summary["warnings"].as_array().unwrap().iter();
    all.map(|warning| warning["code"].as_str().unwrap().to_owned())
        .collect()
}

/// Puts the day of the data off.
fn put_off(council: &Path, as_at: &str) {
    let path = council.join("council.toml");
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().find(|line| line.starts_with("as_at")).unwrap();
    let text = text.replace(line, &format!("as_at = {as_at}"));
    fs::write(&path, text).unwrap();
}

const FEW: &str = "--months 3 --replications 20 --places 20";

#[test]
fn a_folder_of_one_day_is_warned_of_nothing() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let out = dir.path().join("out");
    let done = run(&council, &out, FEW);
    assert!(done.status.success());
    assert_eq!(warned(&done), "");
    assert!(codes(&out).is_empty());
}

#[test]
fn a_history_that_ends_early_is_warned_of_and_one_too_old_refused() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let out = dir.path().join("out");
    // The data are of 31 March 2025, and something happened in the weeks before.
    put_off(&council, "2025-07-20");
    let done = run(&council, &out, FEW);
    let said = warned(&done);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("episodes.csv: warning[W0720]"), "{said}");
    assert!(said.contains("the forecast begins on 2025-03-31"), "{said}");
    assert!(codes(&out).contains(&"W0720".to_owned()));
    for page in ["report.html", "places.html"] {
        let page = fs::read_to_string(out.join(page)).unwrap();
        assert!(page.contains("W0720") && page.contains("and not today"));
    }
    put_off(&council, "2027-01-31");
    let old = dir.path().join("old");
    for more in [FEW, "--months 3 --places 0"] {
        let refused = run(&council, &old, more);
        assert_eq!(refused.status.code(), Some(3));
        let said = warned(&refused);
        assert!(said.contains("episodes.csv: error[E0312]"), "{said}");
        assert!(
            said.contains("2027-01-31") && said.contains("548 days"),
            "{said}"
        );
        assert!(!old.exists());
    }
    // A run of scenarios and a plan for futures begin with the same history.
    let scenario = dir.path().join("nothing.toml");
    fs::write(&scenario, "[levers.nothing]\n").unwrap();
    let mut run = placewell();
    run.arg("run").arg(&scenario).arg("--council").arg(&council);
    let refused = run.arg("--out").arg(&old).output().unwrap();
    assert_eq!(refused.status.code(), Some(3));
    assert!(warned(&refused).contains("E0312"));
    let mut plan = placewell();
    plan.arg("plan").arg(&council).args(["--futures", "2"]);
    let refused = plan.arg("--out").arg(&old).output().unwrap();
    assert_eq!(refused.status.code(), Some(3));
    assert!(warned(&refused).contains("E0312"));
}

/// What was known on a day: what came later is cut off.
fn cut(council: &Path, day: &str) {
    rewrite(&council.join("episodes.csv"), |row| {
        if row["dec"].as_str() > day {
            for ended in ["dec", "rec", "reason_place_change"] {
                row.insert(ended.to_owned(), String::new());
            }
        }
        row["decom"].as_str() <= day
    });
}

#[test]
fn homes_are_forecast_with_the_children_of_the_list_and_not_with_those_of_an_earlier_day_as_well() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    cut(&council, "2024-05-31");
    let out = dir.path().join("out");
    let done = run(&council, &out, FEW);
    let said = warned(&done);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("W0720") && said.contains("W0721"), "{said}");
    let of = summary(&out);
    // Nothing is known after the last event.
    assert!(of["from"].as_str().unwrap() <= "2024-05-31", "{of}");
    let left = of["homes"]["children_left_since_the_history"]
        .as_u64()
        .unwrap();
    let came = of["homes"]["children_without_open_episode"]
        .as_u64()
        .unwrap();
    let was = of["children_at_start"].as_u64().unwrap();
    assert!(left > 10 && came > 10, "{left} {came}");
    let listed = rows(&council.join("children.csv")).len() as u64;
    assert_eq!(was + came - left, listed);
    let today = rows(&out.join("system.csv"));
    let today = today
        .iter()
        .find(|row| row["indicator"] == "children")
        .unwrap();
    assert_eq!(today["mean"].parse::<f64>().unwrap() as u64, listed);
    let page = fs::read_to_string(out.join("places.html")).unwrap();
    assert!(page.contains(&format!("{left} children were in care on")));
}

/// Who has an open episode lives somewhere; a few may be waiting for a home, and not half of them.
#[test]
fn placements_that_are_missing_are_told() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let mut at = 0;
    rewrite(&council.join("placements.csv"), |_| {
        at += 1;
        at % 2 == 0
    });
    let out = dir.path().join("out");
    let done = run(&council, &out, FEW);
    let said = warned(&done);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("are there and have no place"), "{said}");
    assert_eq!(codes(&out), ["W0721"]);
}

#[test]
fn episodes_and_placements_that_disagree_are_told_with_both_numbers() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let placed: Vec<String> = rows(&council.join("placements.csv"))
        .into_iter()
        .map(|row| row["child_id"].clone())
        .collect();
    let mut lost: Vec<&String> = placed.iter().step_by(3).collect();
    lost.sort();
    // Episodes of a third of those who live somewhere are lost, and one child has left the list.
    rewrite(&council.join("episodes.csv"), |row| {
        !lost.contains(&&row["child_id"])
    });
    let episodes = fs::read_to_string(council.join("episodes.csv")).unwrap();
    let mut stray = rows(&council.join("episodes.csv")).pop().unwrap();
    stray.insert("child_id".to_owned(), "STRAY".to_owned());
    stray.insert("date_of_birth".to_owned(), "2015-01-01".to_owned());
    stray.insert("decom".to_owned(), "2025-03-01".to_owned());
    stray.insert("rne".to_owned(), "S".to_owned());
    for blank in ["dec", "rec", "reason_place_change"] {
        stray.insert(blank.to_owned(), String::new());
    }
    let headings = episodes.lines().next().unwrap().split(',');
    let row: Vec<&str> = headings.map(|heading| stray[heading].as_str()).collect();
    let text = format!("{episodes}{}\n", row.join(","));
    fs::write(council.join("episodes.csv"), text).unwrap();
    let listed = rows(&council.join("children.csv")).into_iter();
    let listed: Vec<String> = listed.map(|row| row["child_id"].clone()).collect();
    let open = rows(&council.join("episodes.csv")).into_iter();
    let open = open.filter(|row| row["dec"].is_empty());
    let nowhere = |id: &String| listed.contains(id) && !placed.contains(id);
    let waiting = open.filter(|row| nowhere(&row["child_id"])).count();
    let out = dir.path().join("out");
    let done = run(&council, &out, FEW);
    let said = warned(&done);
    assert!(done.status.success(), "{said}");
    let was = summary(&out)["children_at_start"].as_u64().unwrap();
    assert!(said.contains("episodes.csv: warning[W0721]"), "{said}");
    let message = format!(
        "episodes.csv has {was} children in an open episode on 2025-03-31, and placements.csv has {} children with a place: \
         1 of the first are not in children.csv, {waiting} are there and have no place, and {} of the second are in no open episode",
        placed.len(),
        lost.len()
    );
    assert!(said.contains(&message), "{message}\n{said}");
    assert!(
        said.contains(&format!("look at {}, {}, {} in", lost[0], lost[1], lost[2])),
        "{said}"
    );
    assert_eq!(codes(&out), ["W0721"]);
    for page in ["report.html", "places.html"] {
        let page = fs::read_to_string(out.join(page)).unwrap();
        assert!(page.contains(&message));
        assert!(!page.contains(lost[0].as_str()), "pages name nobody");
    }
}

#[test]
fn places_and_providers_that_say_nothing_are_told_wherever_futures_are_drawn_and_by_check() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let check = |council: &Path| placewell().arg("check").arg(council).output().unwrap();
    let of_checked = String::from_utf8(check(&council).stdout).unwrap();
    assert!(!of_checked.contains("W0724"), "{of_checked}");
    let mut at = 0;
    let (mut fostered, mut all, mut ids) = (0, 0, std::collections::BTreeSet::new());
    rewrite(&council.join("episodes.csv"), |row| {
        (at, all) = (at + 1, all + 1);
        let agency = row["place_provider"] == "PR4" || row["place_provider"] == "PR5";
        if at % 50 == 0 {
            row.insert(
                "place".to_owned(),
                if at % 100 == 0 { "" } else { "U9" }.to_owned(),
            );
            ids.insert(row["child_id"].clone());
        } else if agency && ["U4", "U5", "U6"].contains(&row["place"].as_str()) && at % 2 == 0 {
            row.insert("place_provider".to_owned(), String::new());
            fostered += 1;
        }
        true
    });
    let places = format!(
        "{} of {all} episodes have a place that is blank ({}) or in no code list ({})",
        at / 50,
        at / 100,
        at / 50 - at / 100
    );
    let providers =
        format!("{fostered} of {all} episodes have a place_provider that is blank ({fostered})");
    let named: Vec<&str> = ids.iter().take(3).map(String::as_str).collect();
    let named = format!("look at the episodes of {} (place)", named.join(", "));
    assert!(fostered > 20);
    let out = dir.path().join("out");
    let scenario = dir.path().join("nothing.toml");
    fs::write(&scenario, "[levers.nothing]\n").unwrap();
    let mut ran = placewell();
    ran.arg("run").arg(&scenario).arg("--council").arg(&council);
    ran.args(["--months", "1", "--replications", "1", "--out"]);
    let mut planned = placewell();
    planned
        .arg("plan")
        .arg(&council)
        .args(["--target", "in_area=1"]);
    planned.args(["--futures", "1", "--month", "2", "--fresh", "1", "--out"]);
    let all = [
        check(&council),
        run(&council, &out, FEW),
        ran.arg(dir.path().join("ran")).output().unwrap(),
        planned.arg(dir.path().join("planned")).output().unwrap(),
    ];
    let mut told = Vec::new();
    for done in all {
        let said = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
        told.push(said.matches("warning[W0724]").count());
        if told.last() == Some(&0) {
            continue;
        }
        for words in [&places, &providers, &named] {
            assert!(said.contains(words.as_str()), "{words}\n{said}");
        }
    }
    assert_eq!(told, [1; 4]);
    assert!(codes(&out).contains(&"W0724".to_owned()));
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains(&places) && !page.contains(ids.first().unwrap().as_str()));
}

#[test]
fn short_breaks_in_the_history_are_left_out_and_counted() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let out = [dir.path().join("before"), dir.path().join("after")];
    let words = "--months 2 --replications 40 --places 0";
    assert!(run(&council, &out[0], words).status.success());
    let episodes = council.join("episodes.csv");
    let text = fs::read_to_string(&episodes).unwrap();
    let mut more = rows(&episodes).pop().unwrap();
    let mut added = String::new();
    for (nth, status) in ["V3", "V4", "V4"].into_iter().enumerate() {
        more.insert("child_id".to_owned(), format!("BREAK{nth}"));
        more.insert("date_of_birth".to_owned(), "2015-01-01".to_owned());
        more.insert("decom".to_owned(), "2025-01-01".to_owned());
        more.insert("ls".to_owned(), status.to_owned());
        for blank in ["dec", "rec", "reason_place_change"] {
            more.insert(blank.to_owned(), String::new());
        }
        let headings = text.lines().next().unwrap().split(',');
        let row: Vec<&str> = headings.map(|heading| more[heading].as_str()).collect();
        added.push_str(&format!("{}\n", row.join(",")));
    }
    fs::write(&episodes, text + &added).unwrap();
    let done = run(&council, &out[1], words);
    assert!(done.status.success(), "{}", warned(&done));
    let read =
        |at: usize| summary(&out[at])["history"]["episodes_left_out_as_short_breaks"].clone();
    assert_eq!((read(0), read(1)), (0.into(), 3.into()));
    let table = |at: usize| fs::read(out[at].join("demand.csv")).unwrap();
    assert!(table(0) == table(1), "short breaks change nothing");
    let page = fs::read_to_string(out[1].join("report.html")).unwrap();
    assert!(page.contains("episodes left out as short breaks: 3"));
}

#[test]
fn of_few_futures_no_ranges_are_told() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let out = dir.path().join("out");
    let done = run(&council, &out, "--months 12 --replications 1 --places 19");
    let said = warned(&done);
    assert!(done.status.success(), "{said}");
    assert_eq!(said.matches("warning[W0723]").count(), 2, "{said}");
    for of in [
        "forecast of children is of one future:",
        "forecast of homes is of 19 futures:",
    ] {
        assert!(said.contains(of), "{said}");
    }
    assert_eq!(codes(&out), ["W0723", "W0723"]);
    for row in rows(&out.join("demand.csv")) {
        assert!(row["p5"].is_empty() && row["p50"].is_empty() && row["p95"].is_empty());
        assert!(!row["mean"].is_empty());
    }
    for row in rows(&out.join("system.csv"))
        .iter()
        .skip_while(|row| row["month_end"] == "2025-03-31")
    {
        assert!(row["p5"].is_empty() && !row["mean"].is_empty(), "{row:?}");
    }
    for row in rows(&out.join("places.csv")) {
        let asked = "own_places_for_the_share_in_80_percent";
        assert!(row[asked].is_empty(), "{row:?}");
        assert!(row["gap_in_80_percent"].is_empty() && row["children_p5"].is_empty());
    }
    for row in rows(&out.join("recorded.csv")) {
        assert!(row["first_year_p90"].is_empty(), "{row:?}");
    }
    let of = summary(&out);
    let children = &of["ahead"][0]["children"];
    assert!(
        children["mean"].is_number() && children["p90"].is_null(),
        "{children}"
    );
    let year = &of["homes"]["years"][0];
    assert!(year["indicators"]["children"]["p5"].is_null());
    assert!(year["places"]["foster"]["own_places_for_the_share"]["80"].is_null());
    let reached = &of["homes"]["targets"][0]["share_of_futures_that_reach_it"];
    assert!(reached["2026-03-31"].is_null() && reached.as_object().unwrap().len() == 1);
    let shown = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        !shown.contains("in 100") && !shown.contains("of 100"),
        "{shown}"
    );
    for page in ["report.html", "places.html"] {
        let page = fs::read_to_string(out.join(page)).unwrap();
        assert!(page.contains("Of fewer than 20 no ranges are told"));
        assert!(!page.contains("<polygon") && !page.contains("nine in ten futures"));
        assert!(page.contains("W0723"));
    }
    // Twenty have ranges again.
    let enough = dir.path().join("enough");
    let done = run(
        &council,
        &enough,
        "--months 12 --replications 20 --places 20",
    );
    assert!(codes(&enough).is_empty(), "{}", warned(&done));
    assert!(
        rows(&enough.join("demand.csv"))
            .iter()
            .all(|row| !row["p95"].is_empty())
    );
    assert!(
        fs::read_to_string(enough.join("places.html"))
            .unwrap()
            .contains("<polygon")
    );
    // What speaks of ranges and shares alone is refused.
    for (words, option) in [
        ("--backtest --replications 19 --places 0", "--backtest"),
        ("--places 19 --solve-places 80", "--solve-places"),
    ] {
        let refused = run(&council, &dir.path().join("none"), words);
        assert_eq!(refused.status.code(), Some(2), "{words}");
        let said = warned(&refused);
        assert!(
            said.contains(option) && said.contains("20 or more"),
            "{said}"
        );
    }
}

#[test]
fn everything_of_homes_says_when_rates_are_pooled_to_england() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let path = council.join("episodes.csv");
    let text = fs::read_to_string(&path).unwrap();
    let few: Vec<&str> = text.lines().take(31).collect();
    fs::write(&path, few.join("\n") + "\n").unwrap();
    let out = dir.path().join("out");
    let done = run(
        &council,
        &out,
        "--months 12 --replications 20 --places 20 --solve-places 80",
    );
    assert!(done.status.success(), "{}", warned(&done));
    for name in [
        "places.csv",
        "system.csv",
        "supply.csv",
        "placing.csv",
        "recorded.csv",
        "solved.csv",
    ] {
        let all = fs::read_to_string(out.join(name)).unwrap();
        let (heading, rows) = all.split_once('\n').unwrap();
        assert!(heading.ends_with(",rates"), "{name}");
        let mut rows = rows.lines();
        assert!(
            rows.all(|row| row.ends_with(",pooled_to_national")),
            "{name}"
        );
    }
    for page in ["report.html", "places.html"] {
        let page = fs::read_to_string(out.join(page)).unwrap();
        assert!(page.contains("Pooled to England, for the care history has fewer"));
    }
    let homes = &summary(&out)["homes"];
    assert_eq!(homes["rates"], "pooled_to_national");
    assert!(homes["rates_about"].as_str().unwrap().contains("Pooled"));
    // A run of scenarios and what is compared of it say so as well.
    let scenario = dir.path().join("held.toml");
    fs::write(&scenario, "[levers.recruit]\ncarers = 3\n").unwrap();
    let [ran, compared] = ["ran", "compared"].map(|name| dir.path().join(name));
    let mut run = placewell();
    run.arg("run").arg(&scenario).arg("--council").arg(&council);
    run.args(["--months", "3", "--replications", "6", "--out"]);
    let done = run.arg(&ran).output().unwrap();
    let said = |done: &Output| {
        let streams = [&done.stdout, &done.stderr];
        streams
            .map(|s| String::from_utf8_lossy(s).into_owned())
            .concat()
    };
    assert!(done.status.success(), "{}", warned(&done));
    assert!(said(&done).contains("Pooled to England"), "{}", said(&done));
    let table = fs::read_to_string(ran.join("summary.csv")).unwrap();
    assert!(
        table
            .lines()
            .skip(1)
            .all(|row| row.ends_with(",pooled_to_national"))
    );
    let mut compare = placewell();
    let done = compare.arg("compare").arg(&ran).arg("--out").arg(&compared);
    let done = done.output().unwrap();
    assert!(done.status.success(), "{}", warned(&done));
    assert!(said(&done).contains("Pooled to England"), "{}", said(&done));
    assert_eq!(summary(&compared)["rates"], "pooled_to_national");
    let page = fs::read_to_string(compared.join("report.html")).unwrap();
    assert!(page.contains("Pooled to England"));
}

#[test]
fn the_stock_flow_method_refuses_what_it_does_not_take() {
    let dir = TempDir::new().unwrap();
    let council = council(dir.path());
    let stock_flow =
        "--method stock-flow --reference 2020-04-01..2025-03-31 --from 2025-03-31 --to 2026-03-31";
    for option in [
        "--months 24",
        "--replications 1000",
        "--seed 1",
        "--places 200",
        "--solve-places 80",
        "--backtest",
    ] {
        let out = dir.path().join("out");
        let refused = run(&council, &out, &format!("{stock_flow} {option}"));
        let said = warned(&refused);
        assert_eq!(refused.status.code(), Some(2), "{option}: {said}");
        let name = option.split(' ').next().unwrap();
        assert!(
            said.contains(&format!("error: {name} is of --method individual")),
            "{said}"
        );
        assert!(!out.exists());
    }
}
