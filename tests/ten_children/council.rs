//! The hand-made council.

use jiff::civil::date;
use placewell::model::*;

const OWN: &str = "E06000019";
const NEXT: &str = "E10000034";

/// Positions of the homes.
pub const F1: HomeIx = HomeIx(0);
pub const F2: HomeIx = HomeIx(1);
pub const A1: HomeIx = HomeIx(4);

fn north(miles: i32) -> Location {
    let metres = (f64::from(miles) * METRES_PER_MILE).round() as i32;
    Location::new(350_000, 240_000 + metres).unwrap()
}

fn home(id: &str, kind: HomeKind, sector: Sector, miles: i32, ages: (u8, u8), pounds: i64) -> Home {
    let own = miles < 20 || id == "F2";
    let mut home = Home::new(id, kind, sector, if own { OWN } else { NEXT });
    home.location = Some(north(miles));
    home.area = own.then_some(0);
    (home.terms.age_min, home.terms.age_max) = ages;
    home.weekly_cost = PoundsPerWeek::whole(pounds);
    home.status = HomeStatus::Full;
    home
}

/// A child who turned this age half a year ago.
fn child(id: &str, age: i16, home: i32, plan: PlannedSetting) -> Child {
    let born = date(2025 - age, 10, 1);
    let mut child = Child::new(id, born, Sex::Female, date(2022, 1, 1));
    child.home = Some(north(home));
    child.home_area = Some(0);
    child.planned_setting = plan;
    child
}

/// The council.
pub fn council() -> Council {
    use HomeKind::{ChildrensHome, Foster, Parents, SupportedAccommodation};
    use PlannedSetting::{Any, Family, Residential, Supported};
    use Sector::{Own, Private};
    let mut council = Council::new("Ten children", OWN, date(2026, 3, 31));
    council.adjoining = vec![NEXT.to_owned()];
    council.areas = vec![Area {
        code: "N".to_owned(),
        name: "North".to_owned(),
        authority: OWN.to_owned(),
        centre: north(0),
    }];
    council.homes = vec![
        home("F1", Foster, Own, 1, (5, 17), 500).with_places(2),
        home("F2", Foster, Own, 38, (11, 17), 500),
        home("F3", Foster, Own, 2, (5, 9), 500),
        home("F4", Foster, Own, 1, (0, 4), 500),
        home("A1", Foster, Private, 30, (5, 17), 1_000),
        home("A3", Foster, Private, 50, (5, 17), 1_000),
        home("R1", ChildrensHome, Private, 25, (8, 17), 6_000),
        home("R2", ChildrensHome, Own, 6, (8, 17), 5_000),
        home("P1", Parents, Sector::Parents, 0, (0, 17), 0),
        home("SA", SupportedAccommodation, Private, 3, (16, 17), 950),
    ];
    council.homes[1].status = HomeStatus::Available;
    council.homes[2].ethnicities = vec![Ethnicity::Wbri];
    council.homes[3].status = HomeStatus::OnHold;
    council.homes[6].grade = Some(OfstedGrade::Good);
    council.homes[7].grade = Some(OfstedGrade::Outstanding);
    council.children = vec![
        child("S1", 10, 0, Any),
        child("S2", 8, 0, Any),
        child("C3", 12, 40, Any),
        child("C4", 14, 0, Family),
        child("C5", 5, 0, Family),
        child("C6", 9, 0, Any),
        child("C7", 16, 0, Supported),
        child("C8", 13, 0, Residential),
        child("C9", 3, 0, Any),
        child("C10", 15, 0, Any),
    ];
    let children = &mut council.children;
    children[0].school = Some(north(0));
    children[1].placements_last_year = Some(3);
    children[3].placements_last_year = Some(1);
    children[4].ethnicity = Some(Ethnicity::Wbri);
    children[7].school = Some(north(6));
    children[7].year_group = Some(10);
    children[8].entered_care = date(2026, 3, 1);
    children[9].flags.in_area_not_consistent = true;
    children[9].avoid_areas = vec![0];
    council.sibling_links = vec![SiblingLink {
        pair: (ChildIx(0), ChildIx(1)),
        plan: SiblingPlan::Together,
        reason: None,
    }];
    let lives = [
        (0, 0),
        (1, 4),
        (2, 0),
        (3, 6),
        (4, 2),
        (5, 8),
        (6, 9),
        (7, 7),
        (9, 5),
    ];
    for (child, home) in lives {
        council.placements.push(Placement {
            child: ChildIx(child),
            home: HomeIx(home),
            start: date(2026, 1, 1),
            purpose: PlacementType::Long,
            planned_end: None,
        });
    }
    council.placements[0].start = date(2023, 1, 1);
    council.policy.targets = [("in_area".to_owned(), 100.0)].into();
    council
}
