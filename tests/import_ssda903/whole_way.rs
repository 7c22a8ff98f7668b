//! From the files of a council to a round: everything joined, and every join checked by hand.

use serde_json::Value;

use crate::account;
use crate::council::{EVERYTHING, council, ids_of_ones, import, row, rows};

#[test]
fn the_files_of_a_council_become_a_folder_that_the_round_takes() {
    let place = council();
    import(&place, &format!("{EVERYTHING} --key one.key --out out")).good();
    account::check_sums(&place.json("out/import-report.json"));
    let checked = place.run("check out").good();
    assert!(
        checked
            .stdout
            .contains("8 children, 9 homes, 8 placements, 1 sibling links")
    );
    assert!(checked.stdout.contains("no errors"), "{}", checked.stdout);
    place.run("match out --out round").good();
    assert!(place.path("round/report.html").is_file());
    let first = ids_of_ones().child("K001");
    let options = place.run(&format!("options out {first} --top 3")).good();
    assert!(options.stdout.contains("option 1"), "{}", options.stdout);
}

#[test]
fn children_live_where_the_register_the_list_or_the_placement_says() {
    let place = council();
    import(&place, &format!("{EVERYTHING} --ids keep --out out")).good();
    let home_of =
        |child: &str| row(&place, "out/placements.csv", "child_id", child)["home_id"].clone();
    // Named by the register; by the URN of the list; by the postcode of a household; and by nothing.
    for (child, home) in [
        ("K001", "F001"),
        ("K002", "F001"),
        ("K003", "9900001"),
        ("K004", "9900002"),
        ("K009", "9900002"),
        ("K005", "F002"),
    ] {
        assert_eq!(home_of(child), home, "{child}");
    }
    let report = place.json("out/import-report.json");
    let counts = ["R711", "R712", "R713", "R715", "R719", "R731", "R507"];
    let counts = counts.map(|code| account::applied(&report, code));
    // K008 and K006 have homes of their own; every listed home is redacted; P9001 is nobody's child.
    assert_eq!(counts, [2, 1, 3, 2, 4, 1, 1]);
    let home = |id: &str| row(&place, "out/homes.csv", "home_id", id);
    let at = |id: &str| {
        let home = home(id);
        let taken = [
            "authority",
            "easting",
            "northing",
            "places",
            "occupied_by_others",
            "status",
        ];
        taken.map(|name| home[name].clone()).join(" ")
    };
    // A redacted home stands at the mean of its authority's live postcodes, and is full but for the children here.
    assert_eq!(at("9900001"), "E06000019 350000 241000 4 3 full");
    assert_eq!(at("9900002"), "E06000051 351000 295000 6 4 full");
    assert_eq!(at("9900005"), "E06000019 350000 241000 2 2 full");
    assert_eq!(home("9900005")["sector"], "own");
    assert_eq!(at("F001"), "E06000019 353000 244000 2 0 full");
    assert_eq!(at("F003"), "E06000019 356000 248000 2 0 available");
    assert_eq!(
        rows(&place, "out/homes.csv").len(),
        9,
        "an applicant is no home"
    );
}

/// Metres between the postcodes of `places.csv`, divided by 1,609.3 and rounded to a tenth, by hand.
#[test]
fn what_the_return_derives_from_postcodes_is_that_of_hand_computed_cases() {
    let place = council();
    import(&place, &format!("{EVERYTHING} --ids keep --out out")).good();
    let episodes = rows(&place, "out/episodes.csv");
    assert_eq!(episodes.len(), 14);
    let derived = |child: &str, start: &str| {
        let mut of = episodes.iter();
        let of = of
            .find(|e| e["child_id"] == child && e["decom"] == start)
            .unwrap();
        ["pl_la", "pl_location", "pl_distance"]
            .map(|name| of[name].clone())
            .join(" ")
    };
    for (child, start, wanted) in [
        ("K001", "2022-06-01", "E06000019 IN 3.1"), // 3,000 and 4,000: 5,000
        ("K003", "2023-02-14", "E06000019 IN 5.3"), // 5,000 and 7,000: 8,602
        ("K004", "2022-05-05", "E06000019 IN 4.4"), // 7,000 and 1,000: 7,071
        ("K004", "2023-05-01", "E06000051 OUT 30.5"), // 2,000 and 49,000: 49,041
        ("K006", "2023-12-14", "E06000019 IN 2.6"), // 1,000 and 4,000: 4,123
        ("K008", "2024-02-02", "WAL OUT 25.5"),     // 41,000 and 1,000: 41,012
        ("K009", "2023-10-20", "E06000051 OUT "),   // no home in the country
    ] {
        assert_eq!(derived(child, start), wanted, "{child} from {start}");
    }
    // The hospital is no move, and what follows it is the same placement.
    let second = rows(&place, "out/episodes.csv")
        .into_iter()
        .filter(|e| e["child_id"] == "K002");
    let spans: Vec<String> = second
        .map(|e| format!("{}-{}", e["decom"], e["dec"]))
        .collect();
    assert_eq!(spans, ["2022-06-01-2023-09-20", "2023-09-20-"]);
    assert_eq!(
        row(&place, "out/short_breaks.csv", "child_id", "K010")["ls"],
        "V4"
    );
}

#[test]
fn brothers_and_sisters_are_those_of_the_file_and_candidates_once_they_are_confirmed() {
    let place = council();
    let (ids, out) = (ids_of_ones(), "--key one.key --out out");
    import(&place, &format!("{EVERYTHING} {out}")).good();
    let pair = |a: &str, b: &str| {
        let (a, b) = (ids.child(a), ids.child(b));
        if a <= b { (a, b) } else { (b, a) }
    };
    let pairs = |file: &str| -> Vec<(String, String)> {
        let rows = rows(&place, file).into_iter();
        rows.map(|row| (row["child_a"].clone(), row["child_b"].clone()))
            .collect()
    };
    assert_eq!(pairs("out/sibling_links.csv"), [pair("K001", "K002")]);
    assert_eq!(pairs("out/sibling_candidates.csv"), [pair("K005", "K006")]);
    // Nothing is confirmed, so nothing changes; then a person has filled in the column.
    let proposed = place.read("out/sibling_candidates.csv");
    place.write("answers.csv", &proposed);
    let again = EVERYTHING.replace("families.csv", "answers.csv");
    let again = format!("{again} {out} --replace");
    import(&place, &again).good();
    assert_eq!(pairs("out/sibling_links.csv"), []);
    let report = place.json("out/import-report.json");
    let mut rules = report["rules"].as_array().unwrap().iter();
    let open = rules.find(|rule| rule["code"] == "R605").unwrap();
    // The report names the child by the id that the folder has, not by a pseudonym of it.
    assert_eq!(open["cases"][0]["subject"], pair("K005", "K006").0);
    place.write(
        "answers.csv",
        proposed.replace("apart\",\n", "apart\",together\n"),
    );
    import(&place, &again).good();
    assert_eq!(pairs("out/sibling_links.csv"), [pair("K005", "K006")]);
    assert_eq!(rows(&place, "out/sibling_links.csv")[0]["plan"], "together");
    // Those whom the answers do not name are proposed once more.
    assert_eq!(pairs("out/sibling_candidates.csv"), [pair("K001", "K002")]);
}

#[test]
fn the_report_tells_what_was_done() {
    let place = council();
    import(&place, &format!("{EVERYTHING} --ids keep --out out")).good();
    let mut report = place.json("out/import-report.json");
    let parts = report.as_object_mut().unwrap();
    assert_eq!(parts.remove("version").unwrap(), env!("CARGO_PKG_VERSION"));
    let hashes = parts.remove("input_sha256").unwrap();
    let hashes = hashes.as_object().unwrap();
    assert!(
        hashes
            .values()
            .all(|hash| hash.as_str().unwrap().len() == 64)
    );
    let names: Vec<&String> = hashes.keys().collect();
    assert_eq!(names.len(), 10, "{names:?}");
    parts.insert("files_with_hashes".to_owned(), Value::from(names.len()));
    insta::assert_snapshot!(format!("{report:#}"));
}

#[test]
fn the_first_known_home_stands_for_one_that_the_directory_does_not_have() {
    let place = council();
    let returned = place.read("returns/2023-24/episodes.csv");
    let moved = returned.replacen(
        "U6,PR4,01/05/2023,X1,CARPL,ZZ9 1AD",
        "U6,PR4,01/05/2023,X1,CARPL,YY1 1ZZ",
        1,
    );
    assert_ne!(moved, returned);
    place.write("returns/2023-24/episodes.csv", moved);
    import(&place, &format!("{EVERYTHING} --ids keep --out out")).good();
    let child = row(&place, "out/children.csv", "child_id", "K004");
    assert_eq!(
        (child["home_easting"].as_str(), child["home_area"].as_str()),
        ("352000", "E06000019")
    );
    let report = place.json("out/import-report.json");
    let rules = report["rules"].as_array().unwrap();
    let unknown = rules.iter().find(|rule| rule["code"] == "R703").unwrap();
    assert_eq!(unknown["count"], 1);
    assert_eq!(
        unknown["cases"][0]["detail"],
        "first home; a later one stands for it"
    );
}
