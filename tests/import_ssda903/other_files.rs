//! `import ofsted`, `import carers` and `import postcodes`, each once as it should go and once as it should not.

use crate::account;
use crate::council::{council, row, rows};

#[test]
fn a_list_of_providers_becomes_homes_without_children() {
    let place = council();
    let ran = place
        .run("import ofsted providers.csv --council Herefordshire --out homes")
        .good();
    assert!(
        ran.stdout.contains("0 children looked after"),
        "{}",
        ran.stdout
    );
    assert!(
        !place.path("homes.key").exists(),
        "reference numbers are public"
    );
    account::check_sums(&place.json("homes/import-report.json"));
    assert_eq!(rows(&place, "homes/homes.csv").len(), 4);
    assert_eq!(
        row(&place, "homes/homes.csv", "home_id", "9900005")["sector"],
        "own"
    );
    place.run("check homes").good();
}

#[test]
fn a_list_that_is_none_or_that_is_lost_is_refused() {
    let place = council();
    let before = place.everything();
    let ran = place.run("import ofsted register.csv --out homes");
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("E0806"), "{}", ran.stderr);
    assert_eq!(place.run("import ofsted nothing.csv --out homes").status, 3);
    assert_eq!(place.everything(), before);
    // Half of the rows have lost their URN.
    let list = place.read("providers.csv");
    place.write("providers.csv", list.replace("\n99000", "\nX99000"));
    let ran = place.run("import ofsted providers.csv --out homes");
    assert_eq!(ran.status, 3);
    assert!(
        ran.stderr.contains("E0803") && ran.stderr.contains("a URN that is none (4)"),
        "{}",
        ran.stderr
    );
    place
        .run("import ofsted providers.csv --out homes --accept-losses")
        .good();
}

/// Boarding schools are on every list of Ofsted's; that they are left out says nothing against the list.
#[test]
fn what_is_left_out_by_rights_refuses_no_list() {
    let place = council();
    let list = place.read("providers.csv");
    let school =
        "SC99001N,Boarding School,Active,Example,ZZ1 1AA,Lancashire,Private,300,Example,\n";
    let schools: String = (0..5)
        .map(|n| school.replace('N', &n.to_string()))
        .collect();
    place.write("providers.csv", list + &schools);
    place.run("import ofsted providers.csv --out homes").good();
    let report = place.json("homes/import-report.json");
    account::check_sums(&report);
    assert_eq!(account::applied(&report, "R905"), 5);
}

#[test]
fn a_register_is_read_by_its_mapping_and_a_mapping_is_proposed() {
    let place = council();
    let before = place.everything();
    let proposed = place.run("import carers register.csv --suggest").good();
    assert!(proposed.stdout.contains("[columns]"), "{}", proposed.stdout);
    assert!(
        proposed.stdout.contains("household_id"),
        "{}",
        proposed.stdout
    );
    assert_eq!(place.everything(), before, "a proposal writes nothing");
    let words = "import carers register.csv --columns columns.toml --as-at 2024-03-31 --ids keep \
                 --postcodes places.csv --council Herefordshire --out carers";
    place.run(words).good();
    account::check_sums(&place.json("carers/import-report.json"));
    let home = row(&place, "carers/homes.csv", "home_id", "F001");
    assert_eq!(
        (home["easting"].as_str(), home["authority"].as_str()),
        ("353000", "E06000019")
    );
    // An applicant is no home, and says nothing against the register.
    assert_eq!(rows(&place, "carers/homes.csv").len(), 3);
    place.run("check carers").good();
}

#[test]
fn a_register_without_its_headings_or_with_lost_rows_is_refused() {
    let place = council();
    let words = "import carers register.csv --columns columns.toml --as-at 2024-03-31 --out carers";
    let register = place.read("register.csv");
    let before = place.everything();
    place.write("register.csv", register.replace("Per week", "Cost"));
    let ran = place.run(words);
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("E0807"), "{}", ran.stderr);
    place.write("register.csv", register.replace("F002,", ","));
    let ran = place.run(words);
    assert_eq!(ran.status, 3);
    assert!(
        ran.stderr.contains("1 of 4 rows") && ran.stderr.contains("E0803"),
        "{}",
        ran.stderr
    );
    assert_eq!(place.everything(), before);
    assert_eq!(
        place.run("import carers register.csv --out carers").status,
        2
    );
    assert_eq!(place.everything(), before);
}

#[test]
fn an_index_of_postcodes_gives_the_same_council_as_the_directory() {
    let place = council();
    let ran = place
        .run("import postcodes places.csv --out places.index")
        .good();
    assert!(ran.stdout.contains("12 postcodes"), "{}", ran.stdout);
    let import = |postcodes: &str, out: &str| {
        let words = format!(
            "import ssda903 returns --council Herefordshire --ids keep --postcodes {postcodes} --out {out}"
        );
        place.run(&words).good();
        ["children", "episodes", "homes"].map(|name| place.read(&format!("{out}/{name}.csv")))
    };
    assert_eq!(import("places.index", "a"), import("places.csv", "b"));
    // The index that the second import left beside the directory is used by the third.
    assert!(place.path("places.csv.index").is_file());
    assert_eq!(import("places.csv", "c"), import("places.index", "d"));
}

#[test]
fn what_is_no_directory_is_refused_and_no_other_file_is_written_over() {
    let place = council();
    let before = place.everything();
    let ran = place.run("import postcodes register.csv --out places.index");
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("E0804"), "{}", ran.stderr);
    assert_eq!(place.everything(), before);
    // The directory itself, or any other file, is not taken for an index.
    for name in ["places.csv", "register.csv"] {
        let there = place.read(name);
        let ran = place.run(&format!("import postcodes places.csv --out {name}"));
        assert_eq!(ran.status, 1, "{}", ran.stdout);
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
        assert_eq!(place.read(name), there);
    }
    place
        .run("import postcodes places.csv --out places.index")
        .good();
    place
        .run("import postcodes places.csv --out places.index")
        .good();
}
