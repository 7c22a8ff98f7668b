//! Two made-up councils joined to one market.

use jiff::civil::date;

use super::{Folder, market};
use crate::ingest::diagnostic::Problems;
use crate::ingest::folder::Reading;
use crate::model::{
    Area, Child, ChildIx, Council, Home, HomeIx, HomeKind, Location, Placement, PlacementType,
    Sector, Sex, SiblingLink, SiblingPlan,
};

/// A council with two children, an in-house household and a children's home that both councils have.
fn council(name: &str, code: &str) -> Council {
    let mut council = Council::new(name, code, date(2026, 3, 31));
    let day = date(2016, 1, 1);
    council.children = ["C1", "C2"]
        .map(|id| Child::new(id, day, Sex::Female, day))
        .to_vec();
    council.sibling_links = vec![SiblingLink {
        pair: (ChildIx(0), ChildIx(1)),
        plan: SiblingPlan::Together,
        reason: None,
    }];
    council.areas = vec![Area {
        code: "north".to_owned(),
        name: "North".to_owned(),
        authority: "E06000019".to_owned(),
        centre: Location::new(350_000, 240_000).unwrap(),
    }];
    let in_house = Home::new("H1", HomeKind::Foster, Sector::Own, code);
    let mut shared = Home::new("SC1", HomeKind::ChildrensHome, Sector::Private, "E06000019");
    shared.urn = Some("SC1".to_owned());
    shared.area = Some(0);
    council.homes = vec![in_house, shared.with_places(4)];
    council
}

fn live(council: &mut Council, child: u32, home: u32) {
    council.placements.push(Placement {
        child: ChildIx(child),
        home: HomeIx(home),
        start: date(2026, 1, 1),
        purpose: PlacementType::Short,
        planned_end: None,
    });
}

fn two() -> [Council; 2] {
    [
        council("Herefordshire", "E06000019"),
        council("Lancashire", "E10000017"),
    ]
}

fn join(councils: [Council; 2]) -> Result<Reading, Problems> {
    let folder = |council: Council| Folder {
        shown: council.name.to_lowercase(),
        reading: Reading {
            council,
            warnings: Problems::default(),
            input_hashes: vec![("homes.csv".to_owned(), "0".to_owned())],
        },
    };
    market(councils.map(folder).into())
}

fn codes(problems: &Problems) -> Vec<&'static str> {
    problems.list().iter().map(|p| p.code).collect()
}

#[test]
fn the_shared_home_is_one_and_the_in_house_ones_are_two() {
    let reading = join(two()).unwrap();
    let market = reading.council;
    assert_eq!(market.name, "Herefordshire and Lancashire");
    let ids: Vec<&str> = market.homes.iter().map(|h| h.id.as_str()).collect();
    assert_eq!(ids, ["HER-H1", "SC1", "LAN-H1"]);
    let ids: Vec<&str> = market.children.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["HER-C1", "HER-C2", "LAN-C1", "LAN-C2"]);
    let authorities: Vec<u16> = market.children.iter().map(|c| c.authority.0).collect();
    assert_eq!(authorities, [0, 0, 1, 1]);
    let shared = &market.homes[1].reach;
    assert_eq!((shared.run_by, shared.listed_by.len()), (None, 2));
    assert_eq!(shared.in_area_of.unwrap().0, 0);
    assert_eq!(market.homes[2].reach.run_by.unwrap().0, 1);
    assert_eq!(market.areas.len(), 1);
    assert_eq!(market.sibling_links[1].pair, (ChildIx(2), ChildIx(3)));
    assert!(reading.warnings.is_empty(), "{}", reading.warnings);
    let files: Vec<&str> = reading
        .input_hashes
        .iter()
        .map(|(f, _)| f.as_str())
        .collect();
    assert_eq!(files, ["E06000019/homes.csv", "E10000017/homes.csv"]);
}

#[test]
fn children_who_are_known_now_are_no_others() {
    let [mut a, mut b] = two();
    live(&mut a, 0, 1);
    a.homes[1].occupied_by_others = 2;
    live(&mut b, 0, 1);
    b.homes[1].occupied_by_others = 2;
    let market = join([a, b]).unwrap().council;
    // Each knows of three children there: two by name in the market, and one of somebody else.
    assert_eq!(market.homes[1].occupied_by_others, 1);
    assert_eq!(market.placements.len(), 2);
    assert_eq!(market.placements[1].home, HomeIx(1));
}

#[test]
fn a_folder_that_counted_nobody_else_is_not_believed_against_the_children() {
    let [mut a, mut b] = two();
    for council in [&mut a, &mut b] {
        live(council, 0, 1);
        live(council, 1, 1);
    }
    a.homes[1].occupied_by_others = 0;
    b.homes[1].occupied_by_others = 1;
    let market = join([a, b]).unwrap();
    assert_eq!(market.council.homes[1].occupied_by_others, 0);
    assert!(market.warnings.is_empty());
}

#[test]
fn more_children_than_places_are_told() {
    let [mut a, mut b] = two();
    for council in [&mut a, &mut b] {
        live(council, 0, 1);
        live(council, 1, 1);
        council.homes[1] = council.homes[1].clone().with_places(3);
    }
    let reading = join([a, b]).unwrap();
    assert_eq!(codes(&reading.warnings), ["W0714"]);
    let problem = &reading.warnings.list()[0];
    assert_eq!(problem.file, "herefordshire/placements.csv");
    assert!(
        problem
            .message
            .contains("4 children of Herefordshire, Lancashire"),
        "{problem}"
    );
}

#[test]
fn folders_that_differ_about_places_take_the_fewer() {
    let [a, mut b] = two();
    b.homes[1] = b.homes[1].clone().with_places(3);
    let reading = join([a, b]).unwrap();
    assert_eq!(reading.council.homes[1].places, 3);
    assert_eq!(codes(&reading.warnings), ["W0712"]);
    let problem = &reading.warnings.list()[0];
    assert_eq!(problem.file, "lancashire/homes.csv");
    assert!(
        problem
            .message
            .contains("places, places_if_siblings, bedrooms"),
        "{problem}"
    );
}

#[test]
fn one_authority_stands_once() {
    let [a, mut b] = two();
    b.code = "e06000019".to_owned();
    let problems = join([a, b]).unwrap_err();
    assert_eq!(codes(&problems), ["E0701"]);
    let problem = &problems.list()[0];
    assert_eq!(problem.file, "lancashire/council.toml");
    assert!(
        problem.message.contains("herefordshire/council.toml"),
        "{problem}"
    );
}

#[test]
fn tiers_must_agree_and_thresholds_need_not() {
    let [a, mut b] = two();
    b.policy.bedroom_age = 5;
    b.policy.usual_fostering_limit = 2;
    let market = join([a.clone(), b.clone()]).unwrap().council;
    assert_eq!(market.policy_for(ChildIx(0)).bedroom_age, 3);
    assert_eq!(market.policy_for(ChildIx(2)).bedroom_age, 5);
    b.policy.tiers[1].terms[0].weight = 2;
    let problems = join([a, b]).unwrap_err();
    assert_eq!(codes(&problems), ["E0702"]);
    let problem = &problems.list()[0];
    let said = "herefordshire/council.toml: tier 2 \"placed\" has other terms or weights";
    assert!(problem.message.contains(said), "{problem}");
}

#[test]
fn the_latest_day_counts_and_is_told() {
    let [a, mut b] = two();
    b.as_at = date(2026, 4, 30);
    let reading = join([a, b]).unwrap();
    assert_eq!(reading.council.as_at, date(2026, 4, 30));
    assert_eq!(codes(&reading.warnings), ["W0711"]);
}

#[test]
fn the_limit_is_that_of_the_area_and_the_bedroom_age_that_of_who_runs_the_home() {
    let [mut a, mut b] = two();
    a.policy.usual_fostering_limit = 4;
    b.policy.usual_fostering_limit = 2;
    b.policy.bedroom_age = 5;
    let elsewhere = Home::new("H9", HomeKind::Foster, Sector::Private, "E06000001");
    b.homes.push(elsewhere);
    let market = join([a, b]).unwrap().council;
    let limits: Vec<u8> = market
        .home_indices()
        .map(|ix| market.fostering_limit(ix))
        .collect();
    assert_eq!(limits, [4, 4, 2, 2]);
    let ages =
        |home: u32| [0, 2].map(|child| market.policy_in(HomeIx(home), ChildIx(child)).bedroom_age);
    assert_eq!(ages(0), [3, 3]);
    assert_eq!(ages(1), [3, 5]);
    assert_eq!(ages(2), [5, 5]);
}
