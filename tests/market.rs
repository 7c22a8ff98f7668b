//! Several council folders as one market, through the program: what it refuses, what it writes.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jiff::civil::date;
use placewell::ingest::render;
use placewell::model::{
    Child, ChildIx, Council, Home, HomeIx, HomeKind, Location, Placement, PlacementType,
    PoundsPerWeek, Sector, Sex,
};
use predicates::str::contains;
use tempfile::TempDir;

fn placewell() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
}

/// So many miles east of a town.
fn east(miles: f64) -> Option<Location> {
    Location::new(350_000 + (miles * 1609.344) as i32, 240_000)
}

fn home(id: &str, kind: HomeKind, sector: Sector, area: &str, miles: f64) -> Home {
    let mut home = Home::new(id, kind, sector, area);
    home.location = east(miles);
    home.weekly_cost = PoundsPerWeek::whole(if sector == Sector::Own { 500 } else { 1_000 });
    home
}

/// A council with two children to place, one in-house household, and a children's home that both councils have.
fn council(name: &str, code: &str, other: &str, miles: f64) -> Council {
    let mut council = Council::new(name, code, date(2026, 3, 31));
    council.adjoining = vec![other.to_owned()];
    council.vintage = "synthetic".to_owned();
    for (id, west) in [("C1", 0.0), ("C2", 1.0)] {
        let mut child = Child::new(id, date(2012, 1, 1), Sex::Female, date(2026, 1, 1));
        child.home = east(miles - west);
        council.children.push(child);
    }
    let in_house = home("H1", HomeKind::Foster, Sector::Own, code, miles);
    let mut shared = home(
        "H9",
        HomeKind::ChildrensHome,
        Sector::Private,
        "E06000019",
        5.0,
    );
    shared.urn = Some("SC900".to_owned());
    shared.grade = Some(placewell::model::OfstedGrade::Good);
    council.homes = vec![in_house, shared.with_places(3)];
    council
}

/// The western council is where the shared home is, and has an empty household more than it needs.
fn west() -> Council {
    let mut west = council("Westshire", "E06000019", "E10000034", 0.0);
    let second = home("H2", HomeKind::Foster, Sector::Own, "E06000019", -1.0);
    west.homes.push(second);
    west
}

/// The eastern council has a child in the shared home, which the western one counts as somebody else's.
fn eastern() -> Council {
    let mut council = council("Eastshire", "E10000034", "E06000019", 12.0);
    let mut lives = Child::new("C7", date(2011, 1, 1), Sex::Female, date(2024, 1, 1));
    lives.home = east(12.0);
    council.children.push(lives);
    council.placements.push(Placement {
        child: ChildIx(2),
        home: HomeIx(1),
        start: date(2025, 1, 1),
        purpose: PlacementType::Long,
        planned_end: None,
    });
    council
}

fn two() -> [Council; 2] {
    let (mut west, eastern) = (west(), eastern());
    west.homes[1].occupied_by_others = 1;
    [west, eastern]
}

/// Folders `west` and `east`.
fn folders(councils: &[Council; 2]) -> (TempDir, [PathBuf; 2]) {
    let dir = tempfile::tempdir().unwrap();
    let paths = ["west", "east"].map(|name| dir.path().join(name));
    for (path, council) in paths.iter().zip(councils) {
        fs::create_dir(path).unwrap();
        for (name, text) in render(council) {
            fs::write(path.join(name), text).unwrap();
        }
    }
    (dir, paths)
}

fn round(paths: &[PathBuf], out: &Path) -> Command {
    let mut command = placewell();
    command.arg("match").args(paths).arg("--out").arg(out);
    command
}

/// Runs the round of two councils and gives its output folder.
fn solved(councils: &[Council; 2], options: &[&str]) -> (TempDir, PathBuf) {
    let (dir, paths) = folders(councils);
    let out = dir.path().join("out");
    round(&paths, &out).args(options).assert().success();
    (dir, out)
}

fn text(out: &Path, file: &str) -> String {
    fs::read_to_string(out.join(file)).unwrap()
}

/// The rows of a table as field lists.
fn rows(out: &Path, file: &str) -> Vec<Vec<String>> {
    let text = text(out, file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

fn measured(out: &Path, authority: &str, measure: &str) -> [String; 4] {
    let all = rows(out, "pooling.csv");
    let is = |row: &&Vec<String>| row[0] == authority && row[3] == measure;
    let row = all.iter().find(is).expect(measure);
    [6, 7, 8, 9].map(|at| row[at].clone())
}

#[test]
fn a_shared_home_counts_once_and_in_house_homes_stay_with_their_own() {
    let (_dir, out) = solved(&two(), &[]);
    let matches = rows(&out, "matches.csv");
    let pairs: Vec<[&str; 3]> = matches
        .iter()
        .map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()])
        .collect();
    // The shared home has one resident of the east and two free places: of four children all have an option.
    assert_eq!(
        pairs,
        [
            ["WES-C1", "WES-H1", "Westshire"],
            ["WES-C2", "H2", "Westshire"],
            ["EAS-C1", "EAS-H1", "Eastshire"],
            ["EAS-C2", "H9", "Eastshire"],
        ]
    );
    let provenance = text(&out, "provenance.json");
    for file in ["E06000019/homes.csv", "E10000034/placements.csv"] {
        assert!(provenance.contains(file), "{provenance}");
    }
    let certificate = text(&out, "certificate.json");
    assert!(
        certificate.contains("\"duties_checked\": 39"),
        "{certificate}"
    );
}

#[test]
fn pooling_is_measured_against_acting_alone() {
    let (_dir, out) = solved(&two(), &[]);
    let options = |authority| measured(&out, authority, "children_with_an_option");
    // Alone the shared home is the west's, in whose area it is; the east has one household for two children.
    assert_eq!(options("Eastshire"), ["1", "2", "2", "better"]);
    assert_eq!(options("Westshire"), ["2", "2", "2", "same"]);
    assert_eq!(
        measured(&out, "Eastshire", "tier_placed"),
        ["1", "0", "0", "better"]
    );
    let summary: serde_json::Value = serde_json::from_str(&text(&out, "summary.json")).unwrap();
    let pooling = &summary["pooling"];
    assert_eq!(pooling["homes_in_several_folders"], 1);
    assert_eq!(pooling["homes"], 4);
    assert_eq!(
        pooling["authorities"][1]["alone"]["children_with_an_option"],
        1
    );
    let page = text(&out, "report.html");
    assert!(page.contains("What pooling gives each authority"));
    assert!(page.contains("better in placed"));
}

#[test]
fn a_partner_may_use_in_house_homes() {
    let mut councils = two();
    // Nothing but the west's second household is left for the east's second child.
    for council in &mut councils {
        council.homes.remove(1);
    }
    councils[0].children.pop();
    councils[1].placements.clear();
    councils[1].children.pop();
    let (_dir, out) = solved(&councils, &[]);
    let left = rows(&out, "unplaced.csv");
    assert_eq!((left.len(), left[0][1].as_str()), (1, "Eastshire"));
    let funnel = &rows(&out, "unplaced.csv")[0][5];
    assert!(
        funnel.contains("in-house homes serve their own authority 2"),
        "{funnel}"
    );
    councils[0].partners = vec!["E10000034".to_owned()];
    let (_dir, out) = solved(&councils, &[]);
    assert!(rows(&out, "unplaced.csv").is_empty());
}

#[test]
fn the_boundary_is_that_of_the_childs_own_authority() {
    let (_dir, out) = solved(&two(), &[]);
    let matches = rows(&out, "matches.csv");
    let class = |child: &str| {
        let row = matches.iter().find(|row| row[0] == child).unwrap();
        (row[6].clone(), row[11].clone())
    };
    let own = ("in_area".to_owned(), String::new());
    assert_eq!(class("WES-C1"), own);
    assert_eq!(class("EAS-C1"), own);
    let across = ("adjoining".to_owned(), "out_of_area".to_owned());
    assert_eq!(class("EAS-C2"), across);
}

#[test]
fn a_whole_system_market_is_theoretical_everywhere() {
    let (_dir, out) = solved(&two(), &["--whole-system"]);
    assert!(rows(&out, "pooling.csv").iter().all(|row| row[2] == "yes"));
    let summary: serde_json::Value = serde_json::from_str(&text(&out, "summary.json")).unwrap();
    assert_eq!(summary["pooling"]["theoretical"], true);
    let page = text(&out, "report.html");
    let section = page
        .split("What pooling gives each authority")
        .nth(1)
        .unwrap();
    let banner = section.find("Theoretical.").unwrap();
    assert!(banner < section.find("<table>").unwrap());
}

/// The shared home has one free place. Pooled it goes to an emergency of the east, for which the west gives up its
/// second child's option.
fn rivals() -> [Council; 2] {
    let [mut west, mut east] = two();
    west.homes.pop();
    for council in [&mut west, &mut east] {
        council.homes[1] = council.homes[1].clone().with_places(2);
    }
    for child in &mut east.children[..2] {
        child.flags.emergency = true;
    }
    [west, east]
}

#[test]
fn an_authority_that_pooling_leaves_worse_off_can_be_kept_from_it() {
    let (_dir, out) = solved(&rivals(), &[]);
    let placed = |out: &Path, authority| measured(out, authority, "tier_placed");
    assert_eq!(placed(&out, "Westshire"), ["0", "0", "1", "worse"]);
    assert_eq!(placed(&out, "Eastshire"), ["1", "0", "0", "better"]);
    let (_dir, out) = solved(&rivals(), &["--none-worse", "placed"]);
    assert_eq!(placed(&out, "Westshire"), ["0", "0", "0", "same"]);
    assert_eq!(placed(&out, "Eastshire"), ["1", "0", "1", "same"]);
    let summary: serde_json::Value = serde_json::from_str(&text(&out, "summary.json")).unwrap();
    let owed = &summary["pooling"]["none_worse"];
    assert_eq!(owed["tiers"], serde_json::json!(["placed"]));
    assert_eq!(owed["plan_had_to_change"], true);
    assert!(text(&out, "report.html").contains("No authority is worse off than alone in placed"));
}

#[test]
fn a_promise_that_the_best_plan_keeps_changes_nothing() {
    let (_dir, free) = solved(&two(), &[]);
    let (_dir, kept) = solved(&two(), &["--none-worse", "all"]);
    assert_eq!(text(&free, "matches.csv"), text(&kept, "matches.csv"));
    let summary: serde_json::Value = serde_json::from_str(&text(&kept, "summary.json")).unwrap();
    assert_eq!(
        summary["pooling"]["none_worse"]["plan_had_to_change"],
        false
    );
}

#[test]
fn a_promise_needs_a_tier_and_a_market() {
    let (dir, paths) = folders(&two());
    let out = dir.path().join("out");
    round(&paths, &out)
        .args(["--none-worse", "placde"])
        .assert()
        .code(2)
        .stderr(contains("the tiers are emergencies, placed"));
    round(&paths[..1], &out)
        .args(["--none-worse", "placed"])
        .assert()
        .code(2)
        .stderr(contains("several council folders"));
}

#[test]
fn one_folder_is_no_market() {
    let (dir, [west, _]) = folders(&two());
    let out = dir.path().join("out");
    round(&[west], &out).assert().success();
    assert!(!out.join("pooling.csv").exists());
    assert!(!text(&out, "summary.json").contains("pooling"));
    assert!(text(&out, "matches.csv").starts_with("child_id,home_id,theoretical,"));
    let certificate = text(&out, "certificate.json");
    assert!(
        certificate.contains("\"duties_checked\": 38"),
        "{certificate}"
    );
}

#[test]
fn the_same_folder_twice_is_wrong_usage() {
    let (dir, [west, _]) = folders(&two());
    let again = dir.path().join("east/../west");
    round(&[west, again], &dir.path().join("out"))
        .assert()
        .code(2)
        .stderr(contains("are one folder"));
}

#[test]
fn an_output_never_takes_the_place_of_a_folder() {
    let (dir, paths) = folders(&two());
    for out in [&paths[1], &dir.path().to_path_buf()] {
        round(&paths, out).assert().failure();
    }
    assert!(paths[1].join("council.toml").exists());
}

#[test]
fn two_folders_of_one_authority_are_bad_input() {
    let mut councils = two();
    councils[1].code = "E06000019".to_owned();
    let (dir, paths) = folders(&councils);
    round(&paths, &dir.path().join("out"))
        .assert()
        .code(3)
        .stderr(contains("E0701"))
        .stderr(contains("east/council.toml"))
        .stderr(contains("west/council.toml"));
}

#[test]
fn tiers_that_differ_are_bad_input_and_name_both_files() {
    let mut councils = two();
    councils[1].policy.tiers.remove(3);
    let (dir, paths) = folders(&councils);
    round(&paths, &dir.path().join("out"))
        .assert()
        .code(3)
        .stderr(contains("E0702"))
        .stderr(contains("east/council.toml"))
        .stderr(contains(
            "west/council.toml: tier 4 is \"siblings\" there and \"family\" here",
        ));
}

#[test]
fn days_that_differ_are_told() {
    let mut councils = two();
    councils[1].as_at = date(2026, 4, 1);
    let (dir, paths) = folders(&councils);
    let out = dir.path().join("out");
    round(&paths, &out)
        .assert()
        .success()
        .stderr(contains("W0711"));
    assert!(text(&out, "provenance.json").contains("\"as_at\": \"2026-04-01\""));
}

#[test]
fn problems_of_every_folder_come_with_its_path() {
    let (dir, paths) = folders(&two());
    for path in &paths {
        let homes = text(path, "homes.csv").replace("foster", "fostr");
        fs::write(path.join("homes.csv"), homes).unwrap();
    }
    round(&paths, &dir.path().join("out"))
        .assert()
        .code(3)
        .stderr(contains("west/homes.csv:2:4: error[E0202]"))
        .stderr(contains("east/homes.csv:2:4: error[E0202]"));
    let missing = dir.path().join("nowhere");
    round(&[paths[0].clone(), missing], &dir.path().join("out"))
        .assert()
        .code(3)
        .stderr(contains("nowhere does not exist"));
}

#[test]
fn two_runs_write_the_same() {
    let councils = two();
    let (_a, one) = solved(&councils, &[]);
    let (_b, two) = solved(&councils, &[]);
    for file in [
        "pooling.csv",
        "matches.csv",
        "summary.json",
        "provenance.json",
        "report.html",
    ] {
        assert_eq!(text(&one, file), text(&two, file), "{file}");
    }
}
