//! Several authorities assessed as one market: whose figures are whose, what pooling gives, and what is refused.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jiff::civil::date;
use placewell::ingest::render;
use placewell::model::{
    Child, ChildIx, Council, Home, HomeIx, HomeKind, Location, OfstedGrade, Placement,
    PlacementType, PoundsPerWeek, Sector, Sex,
};
use predicates::str::contains;
use tempfile::TempDir;

const WEST: &str = "E06000019";
const EAST: &str = "E10000034";

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
    home.weekly_cost = PoundsPerWeek::whole(500);
    home
}

/// A council with children at these miles, the first of whom lives in its one household, and a children's home with one
/// free place in the west that both councils have.
fn council(name: &str, code: &str, other: &str, children: &[f64]) -> Council {
    let mut council = Council::new(name, code, date(2026, 3, 31));
    council.adjoining = vec![other.to_owned()];
    council.vintage = "synthetic".to_owned();
    council.policy.external_share = Some(1.0);
    council.policy.targets = [("in_area".to_owned(), 80.0)].into();
    for (at, miles) in children.iter().enumerate() {
        let id = format!("{}{}", &name[..1], at + 1);
        let mut child = Child::new(&id, date(2012, 1, 1), Sex::Female, date(2026, 1, 1));
        child.home = east(*miles);
        council.children.push(child);
    }
    let id = format!("H{}", &name[..1]);
    let household = home(&id, HomeKind::Foster, Sector::Own, code, children[0]);
    let mut shared = home("H9", HomeKind::ChildrensHome, Sector::Private, WEST, 5.0);
    shared.urn = Some("SC900".to_owned());
    shared.grade = Some(OfstedGrade::Good);
    council.homes = vec![household, shared];
    council.placements.push(Placement {
        child: ChildIx(0),
        home: HomeIx(0),
        start: date(2026, 1, 1),
        purpose: PlacementType::Short,
        planned_end: None,
    });
    council
}

/// Westshire has one child and Eastshire two, one of whom has no home.
fn two() -> [Council; 2] {
    [
        council("Westshire", WEST, EAST, &[0.0]),
        council("Eastshire", EAST, WEST, &[10.0, 11.0]),
    ]
}

fn folders(parent: &Path, councils: &[Council]) -> Vec<PathBuf> {
    let write = |council: &Council| {
        let folder = parent.join(council.name.to_lowercase());
        fs::create_dir(&folder).unwrap();
        for (name, text) in render(council) {
            fs::write(folder.join(name), text).unwrap();
        }
        folder
    };
    councils.iter().map(write).collect()
}

fn assess(dirs: &[PathBuf], out: &Path, more: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = placewell();
    command.args(["--quiet", "assess"]).args(dirs).args(more);
    command.arg("--out").arg(out).assert()
}

/// Rows of a table, each by heading.
fn table(path: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn row<'a>(
    rows: &'a [HashMap<String, String>],
    wanted: &[(&str, &str)],
) -> &'a HashMap<String, String> {
    let is = |row: &&HashMap<String, String>| wanted.iter().all(|(k, v)| row[*k] == *v);
    rows.iter().find(is).unwrap_or_else(|| panic!("{wanted:?}"))
}

/// The children's home is in Westshire, which has nobody for it: alone the second child of Eastshire stays without a home,
/// and together she has one, outside her own authority's area and not in its own provision.
#[test]
fn pooling_gives_the_second_child_a_home() {
    let temp = TempDir::new().unwrap();
    let out = temp.path().join("out");
    assess(&folders(temp.path(), &two()), &out, &[]).success();
    let pooling = table(&out.join("pooling.csv"));
    let figures = |name, authority| {
        let row = row(&pooling, &[("name", name), ("authority", authority)]);
        ["actual", "alone", "pooled", "gain_by_pooling", "target"].map(|key| row[key].clone())
    };
    assert_eq!(
        figures("with_a_home", "Westshire"),
        ["100.00", "100.00", "100.00", "0.00", ""]
    );
    assert_eq!(
        figures("with_a_home", "Eastshire"),
        ["50.00", "50.00", "100.00", "50.00", ""]
    );
    assert_eq!(
        figures("with_a_home", "all"),
        ["66.67", "66.67", "100.00", "33.33", ""]
    );
    assert_eq!(
        figures("in_area", "Eastshire"),
        ["100.00", "100.00", "50.00", "-50.00", "80"]
    );
    assert_eq!(
        figures("own_provision", "all"),
        ["100.00", "100.00", "66.67", "-33.33", ""]
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("What pooling gives each authority"));
    assert!(page.contains("2 authorities in one market: Westshire, Eastshire."));
    let certificate = fs::read_to_string(out.join("certificate.json")).unwrap();
    assert!(certificate.contains("each authority by itself"));
    let json = |name: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(out.join(name)).unwrap()).unwrap()
    };
    let theirs = &json("summary.json")["authorities"]["Eastshire"]["with_a_home"];
    assert_eq!(
        (&theirs["attainable_apart"], &theirs["attainable_in_order"]),
        (&50.0.into(), &100.0.into())
    );
    assert_eq!(
        json("provenance.json")["authorities"][1]["external_share"],
        1.0
    );
}

#[test]
fn authorities_add_up_and_each_is_held_against_its_own_targets() {
    let temp = TempDir::new().unwrap();
    let out = temp.path().join("out");
    let mut councils = two();
    councils[1].policy.targets = [
        ("in_area".to_owned(), 80.0),
        ("own_provision".to_owned(), 60.0),
    ]
    .into();
    assess(&folders(temp.path(), &councils), &out, &["--pooled-only"]).success();
    assert!(!out.join("pooling.csv").exists());
    let kpis = table(&out.join("kpis.csv"));
    let of = |name, segment, key: &str| {
        let dimension = if segment == "all" { "all" } else { "authority" };
        let wanted = [
            ("name", name),
            ("dimension", dimension),
            ("segment", segment),
        ];
        row(&kpis, &wanted)[key].clone()
    };
    for name in ["with_a_home", "in_area", "own_provision", "miles_from_home"] {
        for key in [
            "actual_numerator",
            "actual_denominator",
            "attainable_in_order_numerator",
            "attainable_in_order_denominator",
        ] {
            let number = |segment| of(name, segment, key).parse::<f64>().unwrap();
            let sum = number("Westshire") + number("Eastshire");
            assert!((sum - number("all")).abs() < 1e-6, "{name}: {key}");
        }
    }
    let targets = |name| ["all", "Westshire", "Eastshire"].map(|of_| of(name, of_, "target"));
    assert_eq!(targets("in_area"), ["80", "80", "80"]);
    assert_eq!(targets("own_provision"), ["", "", "60"]);
    let summary = fs::read_to_string(out.join("summary.json")).unwrap();
    assert!(summary.contains("each authority is held against its own: own_provision."));
}

#[test]
fn a_council_alone_has_no_authorities_to_compare() {
    let temp = TempDir::new().unwrap();
    let dirs = folders(temp.path(), &two());
    let out = temp.path().join("out");
    assess(&dirs[..1], &out, &[]).success();
    assert!(!out.join("pooling.csv").exists());
    let kpis = table(&out.join("kpis.csv"));
    assert!(kpis.iter().all(|row| row["dimension"] != "authority"));
    let once = temp.path().join("once");
    assess(&dirs[..1], &once, &["--pooled-only"])
        .code(2)
        .stderr(contains("several council folders"));
    assess(&[dirs[0].clone(), dirs[0].clone()], &once, &[])
        .code(2)
        .stderr(contains("one folder"));
    assert!(!once.exists());
}

/// One more household in Eastshire brings its second child home; in Westshire it is of use to nobody.
#[test]
fn a_new_home_counts_for_the_authority_that_would_run_it() {
    let temp = TempDir::new().unwrap();
    let out = temp.path().join("out");
    let mut councils = two();
    for (at, (council, miles)) in councils.iter_mut().zip([0.0, 11.0]).enumerate() {
        council.areas = vec![placewell::model::Area {
            code: format!("D{at}"),
            name: "Town".to_owned(),
            authority: council.code.clone(),
            centre: east(miles).unwrap(),
        }];
    }
    assess(&folders(temp.path(), &councils), &out, &["--pooled-only"]).success();
    let places = table(&out.join("places.csv"));
    let gained = |district| {
        let wanted = [
            ("new_home", "foster-0-17-1-standard"),
            ("district", district),
        ];
        row(&places, &wanted)["change_in_area"].clone()
    };
    assert_eq!(gained("Town, Eastshire"), "1");
    assert_eq!(gained("Town, Westshire"), "0");
}
