//! What an import lets out: no id of the council's systems, no pupil number and no postcode, unless that is asked for.

use std::fs;

use crate::binary::{Place, Ran, files_below};
use crate::council::{EVERYTHING, council, ids_of_ones, import, rows};

/// What stands in the files of the council and must stand nowhere else: ids of children, families' other members and
/// households, pupil numbers, and postcodes in either spelling.
fn secrets() -> Vec<String> {
    let mut secrets: Vec<String> = (1..=10).map(|n| format!("K{n:03}")).collect();
    secrets.extend(["P9001", "F001", "F002", "F003", "F004", "A11122233344"].map(str::to_owned));
    for postcode in [
        "1AA", "1AB", "1AD", "1AE", "2AA", "2AB", "2AD", "3AA", "3AB",
    ] {
        secrets.extend([format!("ZZ9 {postcode}"), format!("ZZ9{postcode}")]);
    }
    secrets.extend(["ZZ8 1AA", "ZZ81AA", "ZZ7 1AA", "ZZ71AA"].map(str::to_owned));
    secrets
}

/// Expects none of some words in what was written and said.
fn says_none_of(secrets: &[String], place: &Place, ran: &Ran) {
    let mut texts = files_below(&place.path("out"));
    texts.push((
        "standard output".to_owned(),
        ran.stdout.clone().into_bytes(),
    ));
    texts.push(("standard error".to_owned(), ran.stderr.clone().into_bytes()));
    for (name, bytes) in &texts {
        for secret in secrets {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} stands in {name}");
        }
    }
    assert!(texts.len() > 10);
}

#[test]
fn no_id_no_pupil_number_and_no_postcode_is_let_out() {
    let place = council();
    let ran = import(&place, &format!("{EVERYTHING} --key one.key --out out")).good();
    says_none_of(&secrets(), &place, &ran);
    let ids = ids_of_ones();
    let children = place.read("out/children.csv");
    assert!(children.contains(&ids.child("K001")), "{children}");
    assert!(place.read("out/homes.csv").contains(&ids.household("F001")));
    // The search can find: with kept ids they are there.
    import(
        &place,
        &format!("{EVERYTHING} --ids keep --out out --replace"),
    )
    .good();
    assert!(place.read("out/children.csv").contains("K001"));
    assert!(!place.path("out.key").exists(), "kept ids need no key");
}

/// Rules name rows and what is wrong with them; none of it may be an id or a part of an address.
#[test]
fn rows_that_are_dropped_or_odd_let_nothing_out_either() {
    let place = council();
    let episodes = place.read("returns/2023-24/episodes.csv");
    let odd = "K777,45016,S,C2,N1,U4,PR1,,,,ZZ9 1AA,ZZ9 2AA,\n\
               K778,01/05/2023,S,C2,N1,U4,PR1,01/04/2023,X1,,ZZ9 1AA,ZZ9 2AA,\n\
               K779,01/05/2023,S,C2,N1,U4,PR1,,,a note, with a comma about Q. Public,ZZ9 1AA,ZZ9 2AA,\n\
               K001,20/03/2024,P,Q9,N1,U4,PR1,,,,ZZ9 1AA,YY1 9ZZ,\n";
    place.write("returns/2023-24/episodes.csv", episodes + odd);
    let register = place.read("register.csv");
    let odd = "F777,ZZ9 1A,In-house,foster,approved,short,1,1,0,17,any,1,no,available,K781; K782,455\n\
               ,ZZ9 1AA,In-house,foster,approved,short,1,1,0,17,any,1,no,available,,455\n\
               F001,ZZ9 1AB,In-house,foster,approved,long,1,3,0,12,any,2,yes,full,K001,400\n\
               F778,2 Any Street,In-house,foster,approved,short,1 or 2,1,0,17,any,1,no,available,,455\n";
    place.write("register.csv", register + odd);
    place.write(
        "families.csv",
        "child_a,child_b,plan,reason\nK001,K002,,\nK002,K001,,\nK003,K003,,\nK783,,,\nK784,K785,,Q. Public said that they always quarrel\n",
    );
    let ran = import(
        &place,
        &format!("{EVERYTHING} --key one.key --out out --accept-losses"),
    )
    .good();
    let mut secrets = secrets();
    secrets.extend((777..=785).map(|n| format!("K{n}")));
    secrets.extend(
        [
            "F777",
            "F778",
            "ZZ9 1A",
            "Any Street",
            "Public",
            "quarrel",
            "with a comma",
        ]
        .map(str::to_owned),
    );
    says_none_of(&secrets, &place, &ran);
    let report = place.json("out/import-report.json");
    crate::account::check_sums(&report);
    for rule in [
        "R103", "R105", "R107", "R501", "R509", "R510", "R601", "R604", "R608", "R610", "R703",
    ] {
        assert!(
            crate::account::applied(&report, rule) > 0,
            "{rule} was not applied"
        );
    }
}

#[test]
fn problems_of_a_refused_return_show_the_value_at_fault_and_nothing_else_of_its_row() {
    let place = council();
    let episodes = place.read("returns/2023-24/episodes.csv");
    let slid = episodes.replace(
        "PR1,20/09/2023,X1,PLACE,ZZ9",
        "PR1,20/09/2023,X1,moved, again,ZZ9",
    );
    place.write(
        "returns/2023-24/episodes.csv",
        slid.replace("14/02/2023", "44713"),
    );
    let ran = import(&place, "--out out");
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("44713"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("more values than there are headings"),
        "{}",
        ran.stderr
    );
    for secret in secrets() {
        assert!(!ran.stderr.contains(&secret), "{secret}\n{}", ran.stderr);
    }
}

#[test]
fn the_same_key_gives_the_same_ids_and_another_gives_others() {
    let place = council();
    import(&place, "--key one.key --out a").good();
    import(&place, "--key one.key --out b").good();
    import(&place, "--key two.key --out c").good();
    let [a, b, c] = ["a", "b", "c"].map(|out| place.read(&format!("{out}/children.csv")));
    assert_eq!(a, b);
    let ids = |out: &str| -> Vec<String> {
        let rows = rows(&place, &format!("{out}/children.csv")).into_iter();
        rows.map(|row| row["child_id"].clone()).collect()
    };
    assert_eq!(a.lines().count(), c.lines().count());
    assert!(ids("a").iter().all(|id| !c.contains(id)));
}

#[cfg(unix)]
#[test]
fn a_key_is_for_its_owner_alone_and_is_never_written_over() {
    use std::os::unix::fs::PermissionsExt;
    let place = council();
    let ran = import(&place, "--out out").good();
    assert!(ran.stdout.contains("<here>/out.key"), "{}", ran.stdout);
    let mode = fs::metadata(place.path("out.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let (key, children) = (place.read("out.key"), place.read("out/children.csv"));
    assert!(!place.read("out/import-report.json").contains(key.trim()));
    let ran = import(&place, "--out out --replace").good();
    assert!(!ran.stdout.contains("out.key"), "{}", ran.stdout);
    assert_eq!(
        (key.clone(), children),
        (place.read("out.key"), place.read("out/children.csv"))
    );
    // Where the folder cannot be replaced, no key is left that nothing uses.
    fs::create_dir(place.path("other")).unwrap();
    place.write("other/letter.txt", "dear");
    assert_eq!(import(&place, "--out other --replace").status, 1);
    assert!(!place.path("other.key").exists());
    // Another import draws another key.
    import(&place, "--out third").good();
    assert_ne!(place.read("third.key"), key);
}

#[test]
fn dates_of_birth_can_be_coarsened_to_the_month() {
    let place = council();
    let ran = import(
        &place,
        &format!("{EVERYTHING} --key one.key --dates month --out out"),
    )
    .good();
    for file in [
        "children.csv",
        "episodes.csv",
        "short_breaks.csv",
        "returns.csv",
    ] {
        for row in rows(&place, &format!("out/{file}")) {
            assert!(row["date_of_birth"].ends_with("-01"), "{file}: {row:?}");
        }
    }
    let days = [
        "2012-05-04",
        "2014-02-10",
        "2009-09-09",
        "2018-03-17",
        "2019-08-22",
    ];
    says_none_of(&days.map(str::to_owned), &place, &ran);
}

#[test]
fn places_can_be_coarsened_to_squares() {
    let place = council();
    import(
        &place,
        &format!("{EVERYTHING} --ids keep --grid 1000 --out out"),
    )
    .good();
    let is_middle = |metres: &str| metres.is_empty() || metres.ends_with("500");
    for row in rows(&place, "out/children.csv") {
        assert!(
            is_middle(&row["home_easting"]) && is_middle(&row["home_northing"]),
            "{row:?}"
        );
    }
    for row in rows(&place, "out/homes.csv") {
        // A redacted home stands at the public centre of its authority.
        let is_redacted = row["urn"].starts_with("99");
        assert!(
            is_redacted || (is_middle(&row["easting"]) && is_middle(&row["northing"])),
            "{row:?}"
        );
    }
}
