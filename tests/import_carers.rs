//! Carers registers in three styles, proposed mappings, and broken registers.
//!
//! `PLACEWELL_BLESS=1` writes `expected.txt` of `tests/bad_imports/carers/` again.

mod drawn_cases;
mod ledger_text;

use std::fs;
use std::path::Path;

use drawn_cases::cases;
use ledger_text::{check_cases, file_of, folder, ledger_text};
use placewell::import::account::Ledger;
use placewell::import::carers::{self, Household, Mapping, Register, rules};
use placewell::import::council::costs::Costs;
use placewell::import::council::rules::CARERS_AGE;
use placewell::import::council::{Sources, assemble};
use placewell::import::pseudonyms::Ids;
use placewell::model::{
    ApprovalType, Date, HomeKind, HomeStatus, NeedDomain, Pet, PlacementType, PoundsPerWeek,
    Sector, Sex,
};
use proptest::prelude::*;

fn read(register: &str, mapping: &str) -> (Register, Ledger) {
    let dir = folder("imports/carers");
    let mapping = Mapping::read(&dir.join(mapping), mapping).unwrap_or_else(|p| panic!("{p}"));
    read_with(register, &mapping)
}

fn read_with(register: &str, mapping: &Mapping) -> (Register, Ledger) {
    let mut ledger = Ledger::default();
    let path = folder("imports/carers").join(register);
    let found = carers::read(&path, register, mapping, &mut ledger);
    let found = found.unwrap_or_else(|p| panic!("{p}"));
    assert!(ledger.unbalanced().is_empty());
    (found, ledger)
}

fn of<'r>(register: &'r Register, id: &str) -> &'r Household {
    let found = register.households.iter().find(|h| h.id == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

fn suggestion(register: &str) -> String {
    let path = folder("imports/carers").join(register);
    carers::suggest(&path, register).unwrap_or_else(|p| panic!("{p}"))
}

fn day(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

#[test]
fn a_tidy_register_fills_every_field() {
    let (register, ledger) = read("tidy.csv", "tidy.toml");
    assert_eq!(register.households.len(), 5);
    let first = of(&register, "F0001");
    assert_eq!(first.postcode.as_deref(), Some("ZZ9 1AA"));
    assert_eq!((first.home.places, first.home.places_if_siblings), (2, 3));
    assert_eq!(first.home.weekly_cost, PoundsPerWeek::from_pence(45_550));
    assert_eq!(first.home.capabilities.level(NeedDomain::Behaviour), 2);
    assert_eq!(first.home.carers_ages, [48, 51]);
    assert_eq!(first.current_children, ["K1001"]);
    assert_eq!(
        (first.driver, first.fee_band.as_deref()),
        (Some(true), Some("B2"))
    );
    assert!(first.home.id.is_empty() && first.home.authority.is_empty());
    let connected = of(&register, "F0002");
    assert_eq!(connected.postcode.as_deref(), Some("ZZ9 1AB"));
    assert_eq!(connected.home.kind, HomeKind::Connected);
    assert_eq!(connected.home.approval, ApprovalType::Reg24);
    assert_eq!(connected.home.approval_end, day("2026-06-20"));
    assert_eq!(connected.home.birth_children_ages, [12, 15]);
    let agency = of(&register, "F0003");
    assert_eq!(agency.agency_urn.as_deref(), Some("SC900001"));
    assert_eq!(agency.home.sector, Sector::Private);
    assert_eq!(agency.home.terms.sex, Some(Sex::Female));
    assert_eq!(agency.home.held_until, day("2026-12-31"));
    assert_eq!(agency.exempt_authority.as_deref(), Some("E06000019"));
    assert_eq!(agency.exempt_children.len(), 4);
    assert!(agency.home.pets.contains(Pet::Cat) && agency.home.sharing_allowed);
    assert_eq!(agency.expected_retire, day("2028-06-30"));
    let respite = of(&register, "F0004");
    assert_eq!(respite.home.kind, HomeKind::SupportedAccommodation);
    let types: Vec<_> = respite.home.terms.types.iter().collect();
    assert_eq!(types, [PlacementType::ShortBreak]);
    assert_eq!(of(&register, "F0005").home.status, HomeStatus::Closed);
    assert_eq!(ledger.count(rules::CLOSED), 1);
    assert_eq!(ledger.count(rules::NOT_APPROVED), 1);
}

#[test]
fn rows_of_one_household_are_merged_by_the_stated_rule() {
    let (mut register, ledger) = read("case_system.csv", "case_system.toml");
    assert_eq!(register.households.len(), 5);
    let couple = of(&register, "20001");
    assert_eq!(couple.carers_born.len(), 2);
    assert_eq!(couple.home.ethnicities.len(), 2);
    assert_eq!((couple.home.places, couple.home.terms.age_max), (2, 10));
    assert_eq!(couple.line, 4);
    let narrower = of(&register, "20004");
    assert_eq!(narrower.home.places, 2);
    assert_eq!(narrower.home.places_if_siblings, 3);
    assert_eq!(
        (narrower.home.terms.age_min, narrower.home.terms.age_max),
        (2, 10)
    );
    assert!(narrower.home.terms.types.contains(PlacementType::Emergency));
    let unread = of(&register, "20003");
    assert_eq!((unread.home.places, unread.home.terms.age_max), (1, 17));
    assert_eq!(unread.agency_urn.as_deref(), Some("SC900002"));
    let held = of(&register, "20002");
    assert_eq!(held.home.hold_reason.as_deref(), Some("carers' break"));
    register.households[0].fill_ages("2026-03-31".parse().unwrap());
    assert_eq!(register.households[0].home.carers_ages, [56, 57]);
    insta::assert_snapshot!("account_of_case_system", ledger_text(&ledger));
}

#[test]
fn an_age_that_no_carer_has_is_left_out_of_the_council() {
    let mapping = "[columns]\nhousehold_id = \"id\"\ncarer_born = [\"dob 1\", \"dob 2\", \"dob 3\"]\n[defaults]\nagency = \"inhouse\"\nkind = \"foster\"\napproval_status = \"approved\"\nstatus = \"full\"\nmax_children = 2\nage_min = 0\nage_max = 17\nweekly_cost = 450\n";
    let mapping = Mapping::parse(mapping, "columns.toml").unwrap_or_else(|p| panic!("{p}"));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.csv");
    fs::write(
        &path,
        "id,dob 1,dob 2,dob 3\nF1,01/02/1980,01/02/2018,01/02/1907\n",
    )
    .unwrap();
    let mut ledger = Ledger::default();
    let register = carers::read(&path, "r.csv", &mapping, &mut ledger).unwrap();
    let sources = Sources {
        authority: None,
        history: None,
        directory: None,
        providers: None,
        register: Some(&register),
        families: None,
        ids: &Ids::Keep,
        costs: &Costs::default(),
        months_only: false,
        grid: None,
        as_at: day("2026-03-31"),
    };
    let council = assemble(&sources, &mut ledger).council;
    assert_eq!(council.homes[0].carers_ages, [46]);
    assert_eq!(ledger.count(CARERS_AGE), 1);
}

#[test]
fn a_workbook_is_read_by_its_sheet() {
    let (register, ledger) = read("workbook.xlsx", "workbook.toml");
    let statuses: Vec<HomeStatus> = register.households.iter().map(|h| h.home.status).collect();
    use HomeStatus::{Available, Full};
    assert_eq!(statuses, [Available, Full, Available, Available]);
    let first = of(&register, "H-01");
    assert_eq!((first.line, first.approval_date), (4, day("2018-05-14")));
    assert_eq!(first.home.weekly_cost, PoundsPerWeek::from_pence(48_050));
    assert_eq!(ledger.count(rules::UNREADABLE), 1);
}

#[test]
fn the_mapping_proposed_for_a_plain_register_reads_it_without_edits() {
    for (name, mapping) in [
        ("tidy.csv", "tidy.toml"),
        ("workbook.xlsx", "workbook.toml"),
    ] {
        let text = suggestion(name);
        let proposed = Mapping::parse(&text, "columns.toml").unwrap_or_else(|p| panic!("{p}"));
        let (by_proposal, _) = read_with(name, &proposed);
        let (by_hand, _) = read(name, mapping);
        assert_eq!(by_proposal.households, by_hand.households, "{text}");
    }
}

#[test]
fn a_proposed_mapping_says_what_it_knows_and_what_is_to_fill_in() {
    let text = suggestion("case_system.csv");
    Mapping::parse(&text, "columns.toml").unwrap_or_else(|p| panic!("{p}"));
    insta::assert_snapshot!("case_system", text);
    insta::assert_snapshot!("workbook", suggestion("workbook.xlsx"));
}

#[test]
fn the_reference_page_is_current() {
    let path = folder("../data/carers.md");
    let page = carers::reference_markdown();
    if std::env::var_os("PLACEWELL_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, page, "data/carers.md is stale");
}

#[test]
fn the_example_of_the_reference_page_parses() {
    let page = carers::reference_markdown();
    let example = page.split("```").nth(1).unwrap();
    let example = example.strip_prefix("toml").unwrap();
    Mapping::parse(example, "columns.toml").unwrap_or_else(|p| panic!("{p}"));
}

#[test]
fn every_broken_register_gives_its_problems() {
    check_cases("bad_imports/carers", 20, |case: &Path| {
        let (path, name) = file_of(case, "register");
        let mut ledger = Ledger::default();
        let read = Mapping::read(&case.join("columns.toml"), "columns.toml")
            .and_then(|mapping| carers::read(&path, &name, &mapping, &mut ledger));
        match read {
            Ok(register) => {
                assert!(ledger.unbalanced().is_empty());
                let home = |h: &Household| {
                    let (terms, places) = (&h.home.terms, h.home.places);
                    let (min, max) = (terms.age_min, terms.age_max);
                    format!("{}: {places} places, {min} to {max}\n", h.id)
                };
                let homes: String = register.households.iter().map(home).collect();
                let warnings = if register.warnings.is_empty() {
                    String::new()
                } else {
                    register.warnings.render()
                };
                format!("{homes}{}{warnings}", ledger_text(&ledger))
            }
            Err(problems) => {
                assert!(ledger.accounts.is_empty());
                problems.render()
            }
        }
    });
}

/// Cells that registers have, and cells that none should have.
const CELL: &str = "H-0[0-3]|ZZ9 1A[A-D]|inhouse|foster|approved|available|full|applicant|[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}|10-Dec|0[1-9]/0[1-9]/20[12][0-9]|45678|yes|no|#REF!|short;long|behaviour=[0-4]|2 children, 0-10, either|[a-zé£,;=\"\\n -]{0,12}|\\PC{0,6}|";

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn random_cells_never_panic_and_always_balance(
        rows in prop::collection::vec(prop::collection::vec(CELL, 34..39), 0..12),
        from in 0usize..3,
    ) {
        let dir = folder("imports/carers");
        // The coded columns are left out of some tries, so that rows get past the code lists.
        let mut mapping = fs::read_to_string(dir.join("tidy.toml")).unwrap();
        if from > 0 {
            let coded = ["agency", "kind", "approval_status", "approval_type", "sex", "adaptations", "capabilities", "ethnicity", "religion", "pets", "status"];
            let kept = |line: &&str| !coded.iter().any(|c| line.starts_with(&format!("{c} =")));
            mapping = mapping.lines().filter(kept).collect::<Vec<_>>().join("\n");
            mapping += "\n[defaults]\nagency = \"ifa\"\nkind = \"foster\"\napproval_status = \"approved\"\nstatus = \"full\"\nmax_children = 2\nage_range = \"0-17\"\nage_min = 0\nage_max = 17\nweekly_cost = 1\n";
        }
        let mapping = Mapping::parse(&mapping, "columns.toml").unwrap();
        let heads = fs::read_to_string(dir.join("tidy.csv")).unwrap();
        let heads = heads.lines().next().unwrap();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let body = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.csv");
        fs::write(&path, format!("{heads}\n{body}")).unwrap();
        let mut ledger = Ledger::default();
        if let Ok(register) = carers::read(&path, "r.csv", &mapping, &mut ledger) {
            prop_assert!(ledger.unbalanced().is_empty());
            prop_assert_eq!(ledger.accounts[0].used, register.households.len() as u64);
        } else {
            prop_assert!(ledger.accounts.is_empty());
        }
    }

    #[test]
    fn a_proposed_mapping_always_parses(
        heads in prop::collection::vec("Carer (ref|name|DOB)|Post ?code|Availability|Type of Care|Pets?|Approv[a-z]{2,4}( status| date)?|Age range|[a-zA-Z\"\\\\# é']{0,12}|\\PC{0,6}", 1..12),
        rows in prop::collection::vec(prop::collection::vec(CELL, 1..12), 0..12),
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&heads).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.csv");
        fs::write(&path, bytes).unwrap();
        if let Ok(text) = carers::suggest(&path, "r.csv") {
            let parsed = Mapping::parse(&text, "columns.toml");
            prop_assert!(parsed.is_ok(), "{}\n{}", text, parsed.unwrap_err());
        }
    }
}
