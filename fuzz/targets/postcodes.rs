//! A postcode directory as a CSV file, and the bytes of an index.
#![no_main]

use std::fs;
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use placewell::import::postcodes::{Directory, INDEX_NAME, derive};
use placewell_fuzz::maker::Kind::{Number, Postcode, Words};
use placewell_fuzz::{Column, Folder, Maker, parts, ready, run};

fuzz_target!(init: ready(), |data: &[u8]| run(|| target(data)));

const NAMES: [&str; 5] = [
    "ONSPD_FEB_2023_UK.csv",
    "Data/NSPL_UK.csv",
    "Data/multi_csv/NSPL_UK_AB.csv",
    "Data/multi_csv/NSPL_UK_HR.csv",
    "notes/list.csv",
];

const POSTCODES: &[&str] = &[
    "HR1 2AA", "HR1 2AB", "HR1 2AC", "HR1 3AA", "HR12AD", "HR2 1AA", "HR10 1AA", "AB1 0AA",
    "BT1 1AA", "SW1A 1AA", "E1W 1AA", "GIR 0AA", "ZZ99 9ZZ", "HR4", "hr4 9xy", "W1A0AX",
];
const DISTRICTS: &[&str] = &[
    "E06000019",
    "E07000082",
    "E10000013",
    "W06000001",
    "S12000005",
    "N09000003",
    "E0600001",
    "L99999999",
    "00AA",
    "",
];
const COUNTIES: &[&str] = &["E99999999", "E10000013", "", "W99999999"];
const ENDS: &[&str] = &["", "", "200712", "2007-12", "x"];
const COUNTRIES: &[&str] = &["E92000001", "N92000002", "W92000004", "S92000003", ""];

const OLD: &[Column<'_>] = &[
    ("pcd", Postcode),
    ("pcds", Words(POSTCODES)),
    ("doterm", Words(ENDS)),
    ("oscty", Words(COUNTIES)),
    ("oslaua", Words(DISTRICTS)),
    ("oseast1m", Number(700_000)),
    ("osnrth1m", Number(1_300_000)),
    ("osgrdind", Words(&["1", "9", "8", ""])),
];

const NEW: &[Column<'_>] = &[
    ("pcd7", Words(POSTCODES)),
    ("doterm", Words(ENDS)),
    ("east1m", Number(800_000)),
    ("north1m", Number(1_400_000)),
    ("gridind", Words(&["1", "9", "5"])),
    ("cty25cd", Words(COUNTIES)),
    ("lad25cd", Words(DISTRICTS)),
    ("lad26cd", Words(DISTRICTS)),
    ("ctry26cd", Words(COUNTRIES)),
];

fn target(data: &[u8]) {
    let Some((letter, bytes)) = data.split_first() else {
        return;
    };
    let folder = Folder::default();
    match letter {
        b'c' => read(&folder.write(NAMES[0], bytes)),
        b'd' => {
            for (name, bytes) in parts(bytes, &NAMES) {
                folder.write(name, bytes);
            }
            read(folder.path());
        }
        b'i' => read(&folder.write(INDEX_NAME, bytes)),
        // The same with length and checksum made right, so that what is behind them is reached.
        b's' => read(&folder.write(INDEX_NAME, &sealed(bytes.to_vec()))),
        _ => {
            let mut maker = Maker::new(bytes);
            let faults = [0, 0, 2, 16][usize::from(maker.byte() % 4)];
            for _ in 0..1 + maker.byte() % 3 {
                let name = maker.pick(&NAMES);
                let columns = maker.pick(&[OLD, NEW]);
                folder.write(name, &maker.table(columns, faults));
            }
            read(folder.path());
        }
    }
}

fn sealed(mut image: Vec<u8>) -> Vec<u8> {
    if image.len() >= 64 {
        let length = image.len() as u64;
        image[..16].copy_from_slice(b"placewell index\0");
        image[16..20].copy_from_slice(&1_u32.to_le_bytes());
        image[24..32].copy_from_slice(&length.to_le_bytes());
        let checksum = crc32fast::hash(&image[24..]);
        image[20..24].copy_from_slice(&checksum.to_le_bytes());
    }
    image
}

fn read(path: &Path) {
    match Directory::read(path) {
        Ok(directory) => {
            let told = told(&directory);
            let folder = Folder::default();
            let index = folder.path().join(INDEX_NAME);
            directory
                .write_index(&index)
                .expect("the folder can be written to");
            let opened =
                Directory::read(&index).unwrap_or_else(|p| panic!("its own index is refused: {p}"));
            assert_eq!(told, self::told(&opened));
            let bytes = fs::read(&index).expect("the index is there");
            opened
                .write_index(&index)
                .expect("the folder can be written to");
            assert_eq!(
                bytes,
                fs::read(&index).expect("the index is there"),
                "the index is another"
            );
        }
        Err(problems) => {
            assert!(!problems.render().is_empty());
        }
    }
}

fn told(directory: &Directory) -> String {
    let mut out = format!("{} {:?}", directory.vintage(), directory.about());
    for text in POSTCODES
        .iter()
        .chain(&["HR1", "HR1 2", "HR1 2ZZ", "", "nonsense"])
    {
        let found = directory.find(text);
        if let Some(found) = found {
            let back = POSTCODES.first().and_then(|first| directory.find(first));
            let derived =
                back.map(|back| format!("{:?}", derive("E06000019", Some(&found), Some(&back))));
            out += &format!("{text}: {found:?} {derived:?}\n");
        }
    }
    for code in DISTRICTS {
        out += &format!(
            "{:?} {:?}\n",
            directory.district_centre(code),
            directory.authority_centre(code)
        );
    }
    out
}
