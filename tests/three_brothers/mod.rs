//! A council by hand: one home for three, and a single child who comes a week before three brothers.

use jiff::civil::{Date, date};
use placewell::lookahead::Settings;
use placewell::model::{
    Child, ChildIx, Council, Home, HomeIx, HomeKind, HomeStatus, Location, Placement,
    PlacementType, PoundsPerWeek, Sector, Sex, SiblingLink, SiblingPlan,
};

/// How far ahead its rounds look.
pub const SETTINGS: Settings = Settings {
    futures: 12,
    weeks: 4,
    seed: 1,
};

/// A boy of eight whose home is at this easting.
pub fn child(council: &mut Council, entered: Date, east: i32) -> ChildIx {
    let ix = ChildIx(council.children.len() as u32);
    let born = date(2017, 6, 1);
    let mut child = Child::new(&format!("C{}", ix.0), born, Sex::Male, entered);
    child.home = Location::new(east, 240_000);
    council.children.push(child);
    ix
}

/// Three brothers who belong together.
pub fn brothers(council: &mut Council, entered: Date, east: i32) -> Vec<ChildIx> {
    let three: Vec<ChildIx> = (0..3).map(|_| child(council, entered, east)).collect();
    for pair in [(0, 1), (0, 2), (1, 2)] {
        council.sibling_links.push(SiblingLink {
            pair: (three[pair.0], three[pair.1]),
            plan: SiblingPlan::Together,
            reason: None,
        });
    }
    three
}

/// A foster home of the council's own.
pub fn home(council: &mut Council, places: u8, east: i32, status: HomeStatus) -> HomeIx {
    let ix = HomeIx(council.homes.len() as u32);
    let id = format!("H{}", ix.0);
    let mut home = Home::new(&id, HomeKind::Foster, Sector::Own, "E06000019").with_places(places);
    home.location = Location::new(east, 240_000);
    home.weekly_cost = PoundsPerWeek::whole(500);
    home.status = status;
    council.homes.push(home);
    ix
}

/// A single child comes on 20 March and three brothers a week later. One home has three places; the others, further
/// away, have one each. In the year before, brothers came by three, and live where nothing is free.
pub fn the_only_home_for_three() -> (Council, ChildIx, Vec<ChildIx>) {
    let mut council = Council::new("By hand", "E06000019", date(2026, 3, 31));
    for week in 0..40 {
        let entered = date(2025, 5, 1).saturating_add(jiff::Span::new().days(week * 7));
        let settled = brothers(&mut council, entered, 350_000);
        let full = home(&mut council, 3, 351_000, HomeStatus::Full);
        for child in settled {
            council.placements.push(Placement {
                child,
                home: full,
                start: entered,
                purpose: PlacementType::Short,
                planned_end: None,
            });
        }
    }
    let single = child(&mut council, date(2026, 3, 20), 350_000);
    let three = brothers(&mut council, date(2026, 3, 27), 350_000);
    home(&mut council, 3, 352_000, HomeStatus::Available);
    for east in [356_000, 358_000, 360_000, 362_000] {
        home(&mut council, 1, east, HomeStatus::Available);
    }
    (council, single, three)
}
