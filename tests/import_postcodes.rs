//! Postcode directories of three vintages are read, and every broken one of `tests/bad_imports/postcodes/` gives
//! exactly the problems of its `expected.txt`.
//!
//! A case holds the file that is given, or a folder `given`; cases of an index hold neither, since the test makes
//! theirs. `PLACEWELL_BLESS=1` writes `expected.txt` again. All postcodes are invented; the districts are real.

use std::fs;
use std::path::{Path, PathBuf};

use placewell::import::postcodes::{Directory, INDEX_NAME, Placed, Precision, derive};
use placewell::model::{Location, PlacementLocation};

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn good(name: &str) -> Directory {
    let path = tests_folder().join("good_imports/postcodes").join(name);
    Directory::read(&path).unwrap_or_else(|p| panic!("{p}"))
}

/// Makes the input of a case that holds none.
fn make(case: &str, path: &Path) {
    good("ONSPD_FEB_2023_UK.csv").write_index(path).unwrap();
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    match case {
        "index_cut_short" => bytes.truncate(middle),
        "index_of_another_version" => bytes[16] = 99,
        "index_damaged" => bytes[middle] ^= 1,
        "index_damaged_at_its_start" => bytes[0] ^= 1,
        "nothing_there" => return fs::remove_file(path).unwrap(),
        _ => panic!("{case} holds nothing to give"),
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn every_broken_directory_gives_its_problems() {
    let mut cases: Vec<PathBuf> = fs::read_dir(tests_folder().join("bad_imports/postcodes"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 25, "only {} cases", cases.len());
    let made = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for case in cases {
        let expected = case.join("expected.txt");
        let mut given = fs::read_dir(&case).unwrap().map(|e| e.unwrap().path());
        let path = given.find(|path| *path != expected).unwrap_or_else(|| {
            let path = made.path().join(INDEX_NAME);
            make(case.file_name().unwrap().to_str().unwrap(), &path);
            path
        });
        let found = match Directory::read(&path) {
            Ok(directory) => format!("no problem: {}\n", directory.vintage()),
            Err(problems) => problems.render(),
        };
        if std::env::var_os("PLACEWELL_BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if found != wanted {
            wrong.push(format!(
                "{}\n--- expected\n{wanted}--- found\n{found}",
                case.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const VINTAGES: [(&str, &str); 3] = [
    ("ONSPD_MAY_2011_UK.csv", "ONSPD"),
    ("ONSPD_FEB_2023_UK.csv", "ONSPD"),
    ("NSPL_AUG_2026_UK.csv", "NSPL, areas of 2026"),
];

#[test]
fn three_vintages_say_the_same() {
    for (name, title) in VINTAGES {
        let directory = good(name);
        assert_eq!(
            directory.vintage(),
            format!("{title}, 13 postcodes (1 terminated)")
        );
        let about = directory.about();
        assert_eq!((about.faulty, about.unlocated), (0, 3));
        assert_eq!(about.files[0].name, name);

        let exact = directory.find("hr12za").unwrap();
        assert_eq!(exact.location, Location::new(351_210, 240_110));
        assert_eq!(exact.district, "E06000019");
        assert_eq!(exact.authority, Placed::England("E06000019"));
        assert_eq!(exact.precision, Precision::Exact);

        let terminated = directory.find("HR1 2ZX").unwrap();
        assert_eq!(terminated.location, Location::new(352_900, 241_900));
        assert_eq!(terminated.precision, Precision::Terminated);

        // The terminated postcode moves neither middle.
        let sector = directory.find("HR1 2").unwrap();
        assert_eq!(sector.location, Location::new(351_300, 240_180));
        assert_eq!(sector.precision, Precision::Sector);
        let outward = directory.find("PR2").unwrap();
        assert_eq!(outward.location, Location::new(354_000, 431_300));
        assert_eq!(outward.authority, Placed::England("E10000017"));
        assert_eq!(outward.precision, Precision::Outward);

        let pl_la = |text| {
            directory
                .find(text)
                .and_then(|found| found.authority.pl_la())
        };
        assert_eq!(pl_la("EH1 1ZA"), Some("SCO"));
        assert_eq!(pl_la("HR3 5ZA"), Some("WAL"));
        assert_eq!(pl_la("BT1 5ZA"), Some("NIR"));
        assert_eq!(pl_la("JE2 3ZA"), Some("NUK"));
        assert_eq!(pl_la("IM1 1ZA"), Some("NUK"));
        assert_eq!(pl_la("PR2 8ZA"), Some("E10000017"));
        assert_eq!(pl_la("BB1 1ZA"), Some("E06000008"));

        for unknown in ["ZZ99 3CZ", "HR9 9AA", "confidential", "", "N/A"] {
            assert_eq!(directory.find(unknown), None, "{unknown}");
        }
        assert_eq!(
            directory.authority_centre("E10000017"),
            Location::new(351_867, 441_433)
        );
    }
}

#[test]
fn an_episode_has_its_three_values() {
    let directory = good("ONSPD_FEB_2023_UK.csv");
    let values = |home: &str, placement: &str| {
        let (home, placement) = (directory.find(home), directory.find(placement));
        let derived = derive("E06000019", home.as_ref(), placement.as_ref());
        let location = derived.pl_location.map(PlacementLocation::code);
        (
            derived.pl_la,
            location,
            derived.pl_distance_tenths,
            derived.approximate,
        )
    };
    let of = |la: &str, location, tenths, approximate| {
        (Some(la.to_owned()), Some(location), tenths, approximate)
    };
    // 2,110 m west and 790 m north: 2,253 m, 1.4 miles.
    let in_area = values("HR1 2ZA", "HR4 0ZA");
    assert_eq!(in_area, of("E06000019", "IN", Some(14), false));
    let in_wales = values("HR1 2ZA", "HR3 5ZA");
    assert_eq!(in_wales, of("WAL", "OUT", Some(176), false));
    let by_sector = values("HR1 2", "PR2 8ZA");
    assert_eq!(by_sector, of("E10000017", "OUT", Some(1187), true));
    let to_belfast = values("HR1 2ZA", "BT1 5ZA");
    assert_eq!(to_belfast, of("NIR", "OUT", None, false));
    let without_home = values("", "HR4 0ZA");
    assert_eq!(without_home, of("E06000019", "IN", None, false));
    assert_eq!(values("HR1 2ZA", "confidential"), (None, None, None, false));
}

#[test]
fn a_folder_by_areas_is_one_directory() {
    let directory = good("ONSPD_NOV_2024");
    assert_eq!(directory.vintage(), "ONSPD, 7 postcodes (1 terminated)");
    let names: Vec<&str> = directory
        .about()
        .files
        .iter()
        .map(|f| f.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Data/multi_csv/ONSPD_NOV_2024_UK_HR.csv",
            "Data/multi_csv/ONSPD_NOV_2024_UK_PR.csv"
        ]
    );
    assert!(directory.find("PR2 8ZB").is_some());
    // The whole folder of vintages: the largest of its whole files is read, and the others are named.
    let several = good("");
    assert_eq!(several.about().files.len(), 1);
    assert_eq!(several.about().left_out.len(), 2);
}

#[test]
fn the_index_answers_as_the_directory_does() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(INDEX_NAME);
    for (name, _) in VINTAGES {
        let directory = good(name);
        directory.write_index(&path).unwrap();
        let index = Directory::read(&path).unwrap();
        assert_eq!(index.vintage(), directory.vintage());
        for text in ["HR1 2ZA", "HR1 2ZX", "HR1 2", "PR2", "EH1 1ZA", "ZZ99 3CZ"] {
            assert_eq!(index.find(text), directory.find(text));
        }
    }
    let nowhere = dir.path().join("no/such/folder").join(INDEX_NAME);
    assert!(good(VINTAGES[0].0).write_index(&nowhere).is_err());
}
