//! Whatever stands in the cells, nothing panics and every row is accounted for.

use placewell::import::account::Ledger;
use placewell::import::ofsted;
use proptest::prelude::*;

use crate::drawn_cases::cases;

const HEADINGS: &[&str] = &[
    "URN",
    "Provision type",
    "Local authority",
    "Setting category",
    "Setting local authority",
    "Places",
    "Capacity",
    "Sector",
    "Postcode",
    "Setting postcode",
    "Registration status",
    "Deregistration date",
    "Latest full inspection date",
    "Overall effectiveness",
    "Supported Accommodation outcome",
    "Mental disorders",
    "Conditions",
    "Owner name",
    "",
    "Something else",
];

const VALUES: &[&str] = &[
    "",
    "9000001",
    "SC900001",
    "Children's home",
    "Supported Accommodation",
    "Independent Fostering Agency",
    "Boarding School",
    "Lancashire",
    "Private",
    "4",
    "#REF!",
    "REDACTED",
    "ZZ1 1AA",
    "Active",
    "Resigned",
    "31/03/2025",
    "31/02/2025",
    "45747",
    "Good",
    "Consistently strong",
    "Y",
    "No more than 4 children aged 8 to 17; males only",
    "up to up to only aged between",
    "a\nb",
    "é\u{2013}\u{301}9\u{2013}9",
    "99999999999999999999",
];

fn cell() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(VALUES).prop_map(str::to_owned);
    prop_oneof![4 => known, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn random_cells_never_panic_and_always_balance(
        headings in proptest::collection::vec(proptest::sample::select(HEADINGS), 1..12),
        is_list in any::<bool>(),
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..16), 0..20),
    ) {
        let mut headings = headings;
        if is_list {
            headings.splice(0..0, ["URN", "Provision type", "Local authority"]);
        }
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&headings).unwrap();
        for row in rows.iter().filter(|row| !row.is_empty()) {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut ledger = Ledger::default();
        let read = ofsted::read_bytes(bytes, "list.csv", &mut ledger);
        prop_assert!(ledger.unbalanced().is_empty(), "{:?}", ledger.unbalanced());
        let used: u64 = ledger.accounts.iter().map(|account| account.used).sum();
        match read {
            Ok(list) => prop_assert_eq!(used as usize, list.homes.len() + list.agencies.len()),
            Err(problems) => prop_assert!(problems.has_errors() && ledger.accounts.is_empty()),
        }
    }
}
