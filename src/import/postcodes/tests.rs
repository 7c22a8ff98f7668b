use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::*;
use drawn_cases::cases;

#[path = "../../../tests/drawn_cases/mod.rs"]
mod drawn_cases;

const HEADINGS: &str = "pcds,doterm,oscty,oslaua,oseast1m,osnrth1m,osgrdind,ctry\n";

fn directory(text: &str) -> Result<Directory, Problems> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ONSPD_TEST_UK.csv");
    fs::write(&path, text).unwrap();
    Directory::read(&path)
}

fn good(rows: &str) -> Directory {
    directory(&format!("{HEADINGS}{rows}")).unwrap_or_else(|p| panic!("{p}"))
}

const ROWS: &str = "\
HR1 2AB,,E99999999,E06000019,351000,240000,1,E92000001
HR1 2AD,,E99999999,E06000019,351100,240200,1,E92000001
HR1 2AE,199606,E99999999,E06000019,399999,299999,1,E92000001
HR1 3AA,199606,E99999999,E06000019,352000,241001,1,E92000001
PR1 2AA,,E10000017,E07000123,354000,429000,1,E92000001
PR1 2AB,,E10000017,E07000126,,,9,E92000001
BT1 1AA,,N99999999,N09000003,333000,374000,1,N92000002
IM1 1AA,,M99999999,M99999999,,,9,M83000003
";

#[test]
fn postcodes_are_found_with_their_authority() {
    let directory = good(ROWS);
    let exact = directory.find("hr12ab").unwrap();
    assert_eq!(exact.location, Location::new(351_000, 240_000));
    assert_eq!(
        (exact.district, exact.precision),
        ("E06000019", Precision::Exact)
    );
    assert_eq!(exact.authority.pl_la(), Some("E06000019"));
    let gone = directory.find("HR1 2AE").unwrap();
    assert_eq!(gone.precision, Precision::Terminated);
    let preston = directory.find("PR1 2AB").unwrap();
    assert_eq!(preston.authority, Placed::England("E10000017"));
    assert_eq!(
        (preston.location, preston.precision),
        (None, Precision::Exact)
    );
    let belfast = directory.find("BT1 1AA").unwrap();
    assert_eq!(
        (belfast.location, belfast.authority),
        (None, Placed::NorthernIreland)
    );
    assert_eq!(
        directory.find("IM1 1AA").unwrap().authority,
        Placed::OutsideUk
    );
    assert_eq!(directory.vintage(), "ONSPD, 8 postcodes (2 terminated)");
    assert_eq!(directory.about().unlocated, 3);
}

#[test]
fn areas_stand_in_for_postcodes() {
    let directory = good(ROWS);
    let at = |text| directory.find(text).map(|f| (f.location, f.precision));
    let sector = (Location::new(351_050, 240_100), Precision::Sector);
    assert_eq!(at("HR1 2"), Some(sector));
    assert_eq!(at("HR1 2ZZ"), Some(sector));
    assert_eq!(at("HR12"), Some(sector));
    // No live postcode: the terminated ones.
    assert_eq!(
        at("HR1 3"),
        Some((Location::new(352_000, 241_001), Precision::Sector))
    );
    let outward = (Location::new(351_050, 240_100), Precision::Outward);
    assert_eq!(at("HR1"), Some(outward));
    assert_eq!(at("HR1 9AA"), Some(outward));
    for nothing in ["HR2", "ZZ99 3CZ", "", "unknown", "HR1 2A?"] {
        assert_eq!(at(nothing), None, "{nothing}");
    }
}

#[test]
fn an_authority_has_a_centre() {
    let rows = "PR1 2AA,,E10000017,E07000123,100,200,1,\nPR1 2AB,,E10000017,E07000126,400,500,1,\nPR1 2AC,,E10000017,E07000126,400,500,1,\n";
    let directory = good(rows);
    assert_eq!(
        directory.authority_centre("E10000017"),
        Location::new(300, 400)
    );
    assert_eq!(
        directory.authority_centre("E07000123"),
        Location::new(300, 400)
    );
    assert_eq!(directory.authority_centre("E06000019"), None);
}

#[test]
fn of_repeated_rows_the_live_and_located_one_is_kept() {
    let rows =
        "HR1 2AB,199606,,E06000019,1,1,1,\nHR1 2AB,,,E06000019,,,9,\nHR1 2AB,,,E06000019,7,8,1,\n";
    let directory = good(rows);
    let found = directory.find("HR1 2AB").unwrap();
    assert_eq!(
        (found.location, found.precision),
        (Location::new(7, 8), Precision::Exact)
    );
    assert_eq!(directory.about().repeated, 2);
}

#[test]
fn a_few_faults_are_counted_and_many_are_refused() {
    let directory = good(&format!("{ROWS}HR9 9ZZ,,,E06000019,abc,1,1,\n\n"));
    assert_eq!(directory.about().faulty, 1);
    let found = directory.find("HR9 9ZZ").unwrap();
    assert_eq!((found.location, found.district), (None, "E06000019"));
    assert!(directory.vintage().ends_with("; 1 rows with a fault"));
    let refused = super::tests::directory(&format!("{HEADINGS}\nHR1 2AB,,,E06000019,a,1,1,\n"));
    let problem = refused.unwrap_err().list()[0].clone();
    assert_eq!(
        (problem.code, problem.line, problem.column),
        ("E0804", Some(3), Some(21))
    );
}

#[test]
fn the_index_is_the_directory_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(INDEX_NAME);
    let first = good(ROWS);
    first.write_index(&path).unwrap();
    // Replaced whole, and nothing is left beside it.
    first.write_index(&path).unwrap();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    let again = Directory::read(&path).unwrap();
    assert_eq!(again.about(), first.about());
    assert_eq!(again.find("HR1 2AE"), first.find("HR1 2AE"));
    // By content, not by name.
    let other = dir.path().join("other.csv");
    fs::rename(&path, &other).unwrap();
    assert_eq!(Directory::read(&other).unwrap().vintage(), first.vintage());
}

#[test]
fn a_damaged_index_is_refused_wherever_it_is_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(INDEX_NAME);
    let whole = good(ROWS).image;
    let code = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        Directory::read(&path).unwrap_err().list()[0].code
    };
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x41;
        assert_eq!(code(&damaged), "E0805", "byte {at}");
        assert_eq!(code(&whole[..at]), "E0805", "{at} bytes");
    }
}

/// An index whose checksum is right although its content is not must not bring the program down.
#[test]
fn a_forged_index_never_panics() {
    let whole = good(ROWS).image;
    for at in image::HEADER..whole.len() {
        for value in [0, 0x7F, 0xFF] {
            let mut forged = whole.clone();
            forged[at] = value;
            let counts = [32, 36, 40, 44, 48].map(|at| image::number(&whole, at));
            let [postcodes, sectors, outwards, districts, about] = counts;
            let counts = image::Counts {
                postcodes,
                sectors,
                outwards,
                districts,
                about,
            };
            image::seal(&mut forged, counts);
            let Ok(directory) = Directory::of_image(forged, INDEX_NAME) else {
                continue;
            };
            for text in ["HR1 2AB", "HR1 2", "HR1", "PR1 2AB", "IM1 1AA", "BT1"] {
                let _ = directory.find(text);
            }
            let _ = directory.authority_centre("E06000019");
        }
    }
}

fn many_rows(count: u32) -> String {
    let mut text = String::from(HEADINGS);
    for n in 0..count {
        // Out of order, and over several blocks.
        let n = (n * 7919) % count;
        let (letter, second) = (b'A' + (n % 26) as u8, b'A' + (n / 26 % 26) as u8);
        let (figure, outward) = (n / 676 % 10, n / 6760);
        let (easting, northing) = (n * 3, n * 5);
        let _ = writeln!(
            text,
            "\"B{outward} {figure}{}{}\",\"\",\"E99999999\",\"E0800{:04}\",{easting},{northing},1,\"E92000001\"",
            char::from(letter),
            char::from(second),
            n % 40,
        );
    }
    text
}

#[test]
fn any_number_of_threads_gives_the_same_index() {
    let count = 60_000;
    let text = many_rows(count);
    assert!(text.len() > 3 << 20, "more than one block");
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        pool.install(|| directory(&text).unwrap_or_else(|p| panic!("{p}")))
    };
    let (one, two) = (with(1), with(2));
    assert_eq!(one.about().postcodes, u64::from(count));
    assert_eq!(one.about().faulty, 0);
    assert!(one.image == two.image);
}

#[test]
fn the_line_of_a_fault_is_right_in_a_later_block() {
    let mut text = many_rows(30_000);
    let line = text.lines().count() + 1;
    assert!(text.len() > 1 << 20);
    text.push_str("nonsense,,,,,,,\n");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    fs::write(&path, text).unwrap();
    let (start, size) = table::start_of(&path, "a.csv").unwrap();
    let table = Table::open(&path, "a.csv", &start, size).unwrap();
    let rows = blocks::read(&[table]).unwrap();
    let fault = rows.first_fault.unwrap();
    assert_eq!((rows.faulty, fault.line, fault.column), (1, line as u64, 1));
}

fn postcode_text() -> impl Strategy<Value = String> {
    "[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}"
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_text_never_panics(texts in vec(any::<String>(), 20), near in vec("[A-Za-z0-9 ]{0,9}", 20)) {
        let directory = good(ROWS);
        for text in texts.iter().chain(&near) {
            let _ = directory.find(text);
        }
    }

    #[test]
    fn any_file_never_panics(bytes in vec(any::<u8>(), 0..400), rows in "[A-Z0-9,\"\r\n ]{0,400}") {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        let mut with_headings = HEADINGS.as_bytes().to_vec();
        with_headings.extend(&bytes);
        for text in [bytes, with_headings, format!("{HEADINGS}{rows}").into_bytes()] {
            fs::write(&path, text).unwrap();
            let _ = Directory::read(Path::new(&path));
        }
    }

    #[test]
    fn every_postcode_is_found_again(
        rows in btree_map(postcode_text(), (0..700_000, 1..1_300_000, any::<bool>()), 1..80)
    ) {
        let mut text = String::from(HEADINGS);
        for (postcode, (easting, northing, is_terminated)) in &rows {
            let ended = if *is_terminated { "200012" } else { "" };
            let _ = writeln!(text, "{postcode},{ended},,E06000019,{easting},{northing},1,");
        }
        let directory = directory(&text).unwrap_or_else(|p| panic!("{p}"));
        for (postcode, (easting, northing, is_terminated)) in &rows {
            let found = directory.find(&postcode.to_lowercase()).unwrap();
            prop_assert_eq!(found.location, Location::new(*easting, *northing));
            let wanted = if *is_terminated { Precision::Terminated } else { Precision::Exact };
            prop_assert_eq!(found.precision, wanted);
            let sector = directory.find(&postcode[..postcode.len() - 2]).unwrap();
            prop_assert_eq!(sector.precision, Precision::Sector);
        }
    }
}
