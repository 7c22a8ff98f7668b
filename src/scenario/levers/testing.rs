//! Levers pulled as a file would pull them, for tests.

use std::path::Path;

use crate::forecast::changes::Changes;
use crate::ingest::Options;
use crate::model::{
    Area, Child, ChildIx, Council, Date, Home, HomeIx, HomeKind, Location, Placement,
    PlacementType, Sector, Sex,
};
use crate::scenario::ground::Ground;
use crate::scenario::pulled::Pulled;
use crate::scenario::{Scenario, file};

/// First day of forecasts in tests.
pub const START: Date = Date::constant(2026, 4, 1);

/// A council with 100 children, 10,000 children under 18, two districts, 20 children fostered by its own households and 30
/// by fifteen households of others, of which five are outside the area.
pub fn shire() -> Council {
    let day = Date::constant(2026, 3, 31);
    let mut council = Council::new("Test", "E06000019", day);
    council.under_18_population = Some(10_000);
    council.adjoining = vec!["E10000034".to_owned()];
    for (code, authority) in [("north", "E06000019"), ("far", "E10000034")] {
        council.areas.push(Area {
            code: code.to_owned(),
            name: code.to_uppercase(),
            authority: authority.to_owned(),
            centre: Location {
                easting: 350_000,
                northing: 240_000,
            },
        });
    }
    for number in 0..100_u32 {
        // A quarter came within the last year.
        let entered = Date::constant(if number % 4 == 0 { 2025 } else { 2022 }, 10, 1);
        let born = Date::constant(2014, 1, 1);
        council.children.push(Child::new(
            &format!("C{number}"),
            born,
            Sex::Female,
            entered,
        ));
    }
    for number in 0..35_u32 {
        let sector = if number < 20 {
            Sector::Own
        } else {
            Sector::Private
        };
        let authority = if number < 30 {
            "E06000019"
        } else {
            "E10000034"
        };
        let home = Home::new(&format!("H{number}"), HomeKind::Foster, sector, authority);
        council.homes.push(home.with_places(2));
    }
    for number in 0..50_u32 {
        let home = if number < 20 {
            number
        } else {
            20 + (number - 20) / 2
        };
        council.placements.push(Placement {
            child: ChildIx(number),
            home: HomeIx(home),
            start: Date::constant(2026, 1, 1),
            purpose: PlacementType::Long,
            planned_end: None,
        });
    }
    council
}

fn scenario_of(lever: &str, keys: &str) -> Scenario {
    let text = format!("[levers.{lever}]\n{keys}\n");
    let known = Options {
        known_measures: &["D20", "D21", "D23", "D37", "D38"],
        known_targets: &[],
    };
    file::read_text(Path::new("test.toml"), text, &known).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// The lever as it is pulled.
pub fn pulled_of(lever: &str, keys: &str) -> Pulled {
    scenario_of(lever, keys).levers.remove(0)
}

/// What a lever changes in the first replication.
pub fn changes_of(lever: &str, keys: &str) -> Changes {
    let shire = shire();
    let scenario = scenario_of(lever, keys);
    scenario.changes_on(&Ground::new(&shire, START), 0)
}

/// The council under a lever.
pub fn council_of(lever: &str, keys: &str) -> Council {
    scenario_of(lever, keys).council(&shire())
}
