use std::fs;

use super::*;
use crate::import::account::Ledger;
use crate::model::{NeedDomain, Pet, PlacementType};

const NEEDED: &str = "agency = \"inhouse\"\nkind = \"foster\"\napproval_status = \"approved\"\nstatus = \"available\"\nmax_children = 1\nage_range = \"0-17\"\nweekly_cost = 450\n";

fn read_text(register: &str, mapping: &str) -> (Vec<Household>, Ledger) {
    let mapping = Mapping::parse(mapping, "columns.toml").unwrap_or_else(|p| panic!("{p}"));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.csv");
    fs::write(&path, register).unwrap();
    let mut ledger = Ledger::default();
    let register = read(&path, "r.csv", &mapping, &mut ledger).unwrap_or_else(|p| panic!("{p}"));
    assert!(ledger.unbalanced().is_empty());
    (register.households, ledger)
}

fn suggest_text(register: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.csv");
    fs::write(&path, register).unwrap();
    let text = suggest(&path, "r.csv").unwrap();
    Mapping::parse(&text, "columns.toml").unwrap_or_else(|p| panic!("{p}"));
    text
}

#[test]
fn columns_of_yes_and_no_stand_for_their_headings() {
    let mapping = format!(
        "[columns]\nhousehold_id = \"ID\"\npets = [\"Dog\", \"Cats\"]\napproval_type = [\"Types\", \"Respite\"]\n[values.pets]\n\"cats\" = \"cat\"\n[values.approval_type]\n\"Respite\" = \"short_break\"\n\"Permanence & short\" = \"long;short\"\n\"All\" = \"\"\n[defaults]\n{NEEDED}"
    );
    let text = "ID,Dog,Cats,Types,Respite\n1,Y,yes,emergency;long-term,n\n2,No,,Permanence & Short,Y\n3,,,ALL,N\n";
    let (households, _) = read_text(text, &mapping);
    let pets: Vec<Pet> = households[0].home.pets.iter().collect();
    assert_eq!(pets, [Pet::Dog, Pet::Cat]);
    let types = |at: usize| households[at].home.terms.types;
    assert!(types(0).contains(PlacementType::Emergency) && types(0).len() == 2);
    assert!(types(1).contains(PlacementType::ShortBreak) && types(1).len() == 3);
    assert!(types(2).is_empty());
}

#[test]
fn a_meaning_may_be_several_levels_and_the_highest_stand() {
    let mapping = format!(
        "[columns]\nhousehold_id = \"ID\"\ncapabilities = [\"Scheme\", \"Skills\"]\n[values.capabilities]\n\"Step down\" = \"behaviour=3;emotional=2\"\n[defaults]\n{NEEDED}"
    );
    let (households, _) = read_text("ID,Scheme,Skills\n1,step DOWN,behaviour=1\n", &mapping);
    let capabilities = households[0].home.capabilities;
    assert_eq!(capabilities.level(NeedDomain::Behaviour), 3);
    assert_eq!(capabilities.level(NeedDomain::Emotional), 2);
}

#[test]
fn dates_may_have_the_month_first_and_money_may_come_from_a_band() {
    let mapping = format!(
        "[columns]\nhousehold_id = \"ID\"\napproval_date = \"From\"\nweekly_cost = \"Band\"\n[values.weekly_cost]\n\"Level 2\" = 512.5\n[defaults]\n{NEEDED}[options]\ndate_order = \"month_first\"\n"
    );
    let (households, ledger) = read_text("ID,From,Band\n1,03/31/2024,Level 2\n2,,\n", &mapping);
    let date = households[0].approval_date.unwrap();
    assert_eq!((date.month(), date.day()), (3, 31));
    assert_eq!(households[0].home.weekly_cost.pence(), 51_250);
    assert_eq!(households[1].home.weekly_cost.pence(), 45_000);
    assert_eq!(ledger.count(rules::DEFAULTED), 1);
}

#[test]
fn a_location_needs_both_coordinates() {
    let mapping = format!(
        "[columns]\nhousehold_id = \"ID\"\neasting = \"X\"\nnorthing = \"Y\"\n[defaults]\n{NEEDED}"
    );
    let (households, ledger) =
        read_text("ID,X,Y\n1,350000,240000\n2,350000,\n3,800000,5\n", &mapping);
    let located: Vec<bool> = households.iter().map(|h| h.location.is_some()).collect();
    assert_eq!(located, [true, false, false]);
    assert_eq!(ledger.count(rules::UNREADABLE), 2);
    assert_eq!(ledger.count(rules::NO_PLACE), 2);
}

#[test]
fn an_end_that_cannot_be_read_never_counts_as_no_end() {
    let mapping = format!(
        "[columns]\nhousehold_id = \"ID\"\nend_date = \"E\"\nexempt_children = \"C\"\nexempt_until = \"U\"\n[defaults]\n{NEEDED}"
    );
    let text = "ID,E,C,U\n1,45678,,\n2,,K1;K2,31/02/2026\n3,,K1,\n";
    let (households, ledger) = read_text(text, &mapping);
    assert_eq!(ledger.count(rules::END_UNREADABLE), 1);
    assert_eq!(ledger.count(rules::EXEMPTION_UNREADABLE), 1);
    let exempt: Vec<usize> = households.iter().map(|h| h.exempt_children.len()).collect();
    assert_eq!(exempt, [0, 1]);
}

#[test]
fn a_refused_register_leaves_the_ledger_alone() {
    let mapping = Mapping::parse(
        &format!("[columns]\nhousehold_id = \"ID\"\nstatus = \"S\"\n[defaults]\n{NEEDED}"),
        "columns.toml",
    )
    .unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("r.csv");
    fs::write(&path, "ID,S\n1,perhaps\n").unwrap();
    let mut ledger = Ledger::default();
    let problems = read(&path, "r.csv", &mapping, &mut ledger).unwrap_err();
    assert!(problems.render().contains("r.csv:2:3: error[E0808]"));
    assert!(ledger.accounts.is_empty() && ledger.applied.is_empty());
}

#[test]
fn columns_are_told_by_nearly_usual_headings_by_values_and_by_ticks() {
    let text = suggest_text(
        "Carer refrence,Where,State,Dogs,Respite,Bands of age,Carer name,Approved date\n1,ZZ9 1AA,On hold,Y,N,0-10,x,01/02/2020\n2,ZZ9 1AB,Available,N,Y,5-17,y,02/02/2020\n",
    );
    for line in [
        "household_id = \"Carer refrence\"   # the heading is only nearly a usual one: check",
        "postcode = \"Where\"   # taken from the values, not the heading: check",
        "status = \"State\"   # taken from the values, not the heading: check",
        "age_range = \"Bands of age\"   # taken from the values, not the heading: check",
        "pets = \"Dogs\"",
        "approval_type = \"Respite\"",
        "# not used: \"Carer name\" (names of people are never read)",
        "\"Dogs\" = \"dog\"",
        "\"On hold\" = \"on_hold\"",
        "# weekly_cost = \"\"   # needed: pounds a week, such as 1234.50",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
}

#[test]
fn values_that_are_not_plain_are_left_to_fill_in_and_free_text_is_not_shown() {
    let mut register = "Carer ID,Vacancy,Carer type\n".to_owned();
    for n in 0..30 {
        let status = if n % 2 == 0 { "Part" } else { "Full" };
        register += &format!("{n},{status},words {n}\n");
    }
    let text = suggest_text(&register);
    assert!(
        text.contains("# \"Part\" = \"\"   # 15 rows: fill in"),
        "{text}"
    );
    assert!(
        text.contains("# kind = \"Carer type\"   # many or long values"),
        "{text}"
    );
    assert!(!text.contains("words"), "{text}");
    assert!(!text.contains("kind = \"foster\""), "{text}");
}

#[test]
fn a_column_of_names_under_a_usual_heading_is_not_shown() {
    let mut register = "Carer ID,Provider,Vacancy\n".to_owned();
    for n in 0..7 {
        register += &format!("{n},First{n} Last{n},Full\n");
    }
    let text = suggest_text(&register);
    assert!(text.contains("# agency = \"Provider\""), "{text}");
    assert!(!text.contains("Last"), "{text}");
    let titled = suggest_text("Carer ID,Provider,Vacancy\n1,Mrs Q,Full\n");
    assert!(!titled.contains("Mrs"), "{titled}");
}

#[test]
fn values_of_a_field_are_a_table() {
    let mapping = Mapping::parse(
        "[columns]\nhousehold_id = 5\n[values]\nstatus = 1\n",
        "c.toml",
    );
    let message = mapping.unwrap_err().render();
    assert!(
        message.contains("c.toml:4:10: error[E0808]: status is not a table"),
        "{message}"
    );
}
