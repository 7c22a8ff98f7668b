//! The list that Ofsted publishes, where `PLACEWELL_OFSTED` names its file.

use std::collections::BTreeMap;
use std::path::Path;

use placewell::import::ofsted::{AgencyKind, ProviderList, rules};
use placewell::model::{Date, HomeKind};

use crate::told::*;

/// Homes and places by provision type, as the list spells it without regard to case.
fn by_provision(list: &ProviderList) -> BTreeMap<String, (usize, u32)> {
    let mut counts: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for home in &list.homes {
        let count = counts.entry(home.provision.to_lowercase()).or_default();
        count.0 += 1;
        count.1 += u32::from(home.places.unwrap_or(0));
    }
    counts
}

#[test]
fn the_published_list_of_march_2025_adds_up() {
    let Some(path) = std::env::var_os("PLACEWELL_OFSTED") else {
        return;
    };
    let (list, ledger) = read(Path::new(&path));
    let list = list.unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(list.as_at, Some(Date::constant(2025, 3, 31)));
    assert_eq!(
        (ledger.accounts[0].read, ledger.accounts[0].used),
        (5600, 5504)
    );
    assert_eq!(ledger.count(rules::NOT_A_PLACEMENT), 96);
    assert_eq!(
        ledger.accounts[0].aside.len(),
        1,
        "{:?}",
        ledger.accounts[0]
    );
    // Mainstream children's homes, suspended ones with them: the totals that Ofsted publishes.
    let homes = list
        .homes
        .iter()
        .filter(|h| h.kind == HomeKind::ChildrensHome);
    let places: u32 = homes.clone().map(|h| u32::from(h.places.unwrap())).sum();
    assert_eq!((homes.clone().count(), places), (3946, 14_275));
    assert_eq!(homes.clone().filter(|h| !h.is_open).count(), 11);
    assert!(homes.clone().all(|h| h.is_redacted));
    let of_authorities = homes.clone().filter(|h| h.is_authority_run).count();
    assert_eq!(of_authorities, 467);
    assert_eq!(homes.filter(|h| h.short_break_only).count(), 124);
    let counts = by_provision(&list);
    let of = |name: &str| counts[name];
    assert_eq!(of("secure children's home"), (14, 236));
    assert_eq!(of("residential special school"), (95, 2577));
    let both = "residential special school (registered as a children's home)";
    assert_eq!(of(both), (49, 1231));
    assert_eq!(of("supported accommodation"), (893, 20_224));
    assert_eq!(of("residential family centre"), (110, 614));
    assert_eq!(counts.len(), 6);
    let premises: u32 = list
        .homes
        .iter()
        .map(|h| u32::from(h.settings.unwrap_or(0)))
        .sum();
    assert_eq!(premises, 8119);
    let agencies = |kind| list.agencies.iter().filter(|a| a.kind == kind).count();
    assert_eq!(agencies(AgencyKind::Fostering), 339);
    assert_eq!(agencies(AgencyKind::Adoption), 29);
    assert_eq!(agencies(AgencyKind::AdoptionSupport), 29);
    assert_eq!(ledger.count(rules::OUTCOME_AS_GRADE), 50);
    assert_eq!(ledger.count(rules::NOT_OPEN), 14);
    // Six supported accommodation providers have no places yet.
    assert_eq!(ledger.count(rules::NO_PLACES), 6);
    let unread = [
        rules::GRADE_UNKNOWN,
        rules::DATE_UNREADABLE,
        rules::SECTOR_UNKNOWN,
        rules::PLACES_UNREADABLE,
        rules::POSTCODE_UNREADABLE,
    ];
    for rule in unread {
        assert_eq!(ledger.count(rule), 0, "{}", rule.code);
    }
}
