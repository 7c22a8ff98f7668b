//! Ofsted's list of providers as a CSV file and as a workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;
use placewell::import::account::Ledger;
use placewell::import::council::Sources;
use placewell::import::council::costs::Costs;
use placewell::import::ofsted;
use placewell::import::pseudonyms::Ids;
use placewell_fuzz::maker::Kind::{Date, Id, List, Number, Postcode, Words};
use placewell_fuzz::{
    Column, Maker, assert_balanced, assert_readable, parts, ready, run, sources, zip,
};

fuzz_target!(init: ready(), |data: &[u8]| run(|| target(data)));

const TYPES: &[&str] = &[
    "Children's home",
    "Independent fostering agency",
    "Residential special school",
    "Secure children's home",
    "Supported accommodation",
    "Residential family centre",
    "Voluntary adoption agency",
    "Local authority fostering",
    "Short break only children's home",
    "Residential holiday scheme for disabled children",
    "Boarding school",
    "",
];
const GRADES: &[&str] = &[
    "Outstanding",
    "Good",
    "Requires improvement to be good",
    "Inadequate",
    "",
    "Not judged",
    "1",
    "4",
    "Consistently good",
    "Serious or widespread weaknesses",
];
const AUTHORITIES: &[&str] = &[
    "Herefordshire",
    "Herefordshire, County of",
    "Bristol, City of",
    "LEEDS",
    "E06000019",
    "Nowhere",
    "",
];

const CONDITIONS: &[&str] = &[
    "Care and accommodation may be provided for up to four children with emotional and behavioural difficulties",
    "The registered provider may accommodate up to 3 children aged 8 to 17 on admission.",
    "The home can provide care for a maximum of two children; one named child may be over 18",
    "Only female children. Short breaks only. No child under 10",
    "between the ages of 255 and 9999999999",
    "Up to 65536 places",
    "",
];

const PROVIDERS: &[Column<'_>] = &[
    (
        "URN",
        Words(&[
            "SC000001", "1234567", "SC000002", "2500001", "EY12345", "sc000001", "12", "REDACTED",
        ]),
    ),
    ("Provision type", Words(TYPES)),
    (
        "Registration status",
        Words(&[
            "Active",
            "Registered",
            "Closed",
            "Suspended",
            "Resigned",
            "Proposed",
            "",
        ]),
    ),
    ("Name", Words(&["A Service", "", "REDACTED"])),
    ("Postcode", Postcode),
    ("Local authority", Words(AUTHORITIES)),
    (
        "Sector",
        Words(&[
            "Private",
            "Voluntary",
            "Local authority",
            "Health authority",
            "Local Authority",
            "Academy",
            "",
        ]),
    ),
    ("Places", Number(80)),
    (
        "Supported accommodation premises",
        Words(&["", "3", "70000", "-1", "1.5"]),
    ),
    (
        "Short-break-only children's home",
        Words(&["Yes", "No", ""]),
    ),
    ("Multi Building Children's Home", Words(&["Y", "N", ""])),
    (
        "Organisation which owns the provider",
        Words(&["Owner Ltd", "", "Another"]),
    ),
    ("Latest full inspection date", Date),
    (
        "Overall experiences and progress of children and young people",
        Words(GRADES),
    ),
    ("Conditions of registration", Words(CONDITIONS)),
    ("Deregistration date", Words(&["", "", "01/02/2020"])),
    ("Placement provider code", Words(&["PR1", "PR4", ""])),
    ("Owner type", Words(&["Company", "Charity", ""])),
    (
        "Emotional and behavioural difficulties",
        Words(&["Yes", "1", "X", "No", ""]),
    ),
    ("Learning disability", Words(&["Yes", ""])),
];

const SETTINGS: &[Column<'_>] = &[
    ("Provider URN", Words(&["2700001", "2700002", "SC000001"])),
    (
        "Setting category",
        Words(&["Category 1", "Single occupancy", "Supported lodgings", ""]),
    ),
    ("Setting local authority", Words(AUTHORITIES)),
    ("Setting postcode", Postcode),
    ("Setting name", Id("Setting ", 4)),
    ("Setting address", Id("Street ", 3)),
    ("Setting capacity", Number(70_000)),
    ("Setting status", Words(&["Open", "Closed", ""])),
    ("Inspection outcome", Words(GRADES)),
    ("Needs", List(&["a", "b"])),
];

fn target(data: &[u8]) {
    let Some((letter, bytes)) = data.split_first() else {
        return;
    };
    match letter {
        b'c' => read(bytes, "list.csv"),
        b'x' => read(bytes, "list.xlsx"),
        b'z' => read(&zip::stored(&parts(bytes, &zip::WORKBOOK)), "list.xlsx"),
        _ => {
            let mut maker = Maker::new(bytes);
            let faults = [0, 2, 8, 32][usize::from(maker.byte() % 4)];
            let columns = if maker.chance(80) {
                SETTINGS
            } else {
                PROVIDERS
            };
            read(&maker.table(columns, faults), "list.csv");
        }
    }
}

fn read(bytes: &[u8], name: &str) {
    let told = || {
        let mut ledger = Ledger::default();
        let read = ofsted::read_bytes(bytes.to_vec(), name, &mut ledger);
        assert_balanced(&ledger);
        match read {
            Ok(list) => {
                let told = format!("{list:?}{ledger:?}");
                let (ids, costs) = (Ids::Keep, Costs::default());
                let sources = Sources {
                    providers: Some(&list),
                    ..sources(&ids, &costs, list.as_at)
                };
                assert_readable(&sources, &mut ledger);
                told
            }
            Err(problems) => {
                assert!(
                    ledger.accounts.is_empty(),
                    "a refused file is in the ledger"
                );
                problems.render()
            }
        }
    };
    assert_eq!(told(), told(), "two readings differ");
}
