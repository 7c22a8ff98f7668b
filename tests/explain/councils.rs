//! Councils made by hand, and small random ones.

use jiff::civil::{Date, date};
use placewell::model::{
    Child, ChildIx, Council, Home, HomeIx, HomeKind, Location, Placement, PlacementType,
    PoundsPerWeek, Sector, Sex, SiblingLink, SiblingPlan,
};

pub const AS_AT: Date = date(2026, 3, 31);
const OWN: &str = "E06000019";

/// A boy of this age, from an address on one line from west to east.
pub fn child(id: &str, age: i16, east: i32) -> Child {
    let born = date(2025 - age, 6, 1);
    let mut child = Child::new(id, born, Sex::Male, date(2026, 1, 1));
    child.home = Location::new(east, 240_000);
    child
}

/// A foster household of the authority's own on the same line.
pub fn home(id: &str, places: u8, east: i32, cost: i64) -> Home {
    let mut home = Home::new(id, HomeKind::Foster, Sector::Own, OWN).with_places(places);
    home.location = Location::new(east, 240_000);
    home.weekly_cost = PoundsPerWeek::whole(cost);
    home
}

pub fn link(council: &mut Council, a: u32, b: u32, plan: SiblingPlan) {
    council.sibling_links.push(SiblingLink {
        pair: (ChildIx(a), ChildIx(b)),
        plan,
        reason: None,
    });
}

pub fn settle(council: &mut Council, child: u32, home: u32) {
    council.placements.push(Placement {
        child: ChildIx(child),
        home: HomeIx(home),
        start: date(2026, 1, 1),
        purpose: PlacementType::Short,
        planned_end: None,
    });
}

/// Two brothers, a girl, and another child far away who needs no one else's home. Only H1 has two places.
pub fn brothers() -> Council {
    let mut council = Council::new("Brothers", OWN, AS_AT);
    council.children = vec![
        child("C1", 8, 350_000),
        child("C2", 9, 350_000),
        child("C3", 12, 354_000),
        child("C4", 5, 600_000),
    ];
    council.children[2].sex = Sex::Female;
    council.homes = vec![
        home("H1", 2, 351_000, 500),
        home("H2", 1, 355_000, 450),
        home("H3", 1, 360_000, 700),
        home("H4", 1, 601_000, 480),
    ];
    link(&mut council, 0, 1, SiblingPlan::Together);
    council
}

/// Three children who stay in the only home, which has a fourth place, and a fourth child.
pub fn four_in_one_home() -> Council {
    let mut council = Council::new("Four", OWN, AS_AT);
    for (i, age) in [7, 8, 9, 10].into_iter().enumerate() {
        council
            .children
            .push(child(&format!("C{}", i + 1), age, 350_000));
    }
    council.homes.push(home("H1", 4, 352_000, 500));
    for settled in 0..3 {
        settle(&mut council, settled, 0);
    }
    council
}
