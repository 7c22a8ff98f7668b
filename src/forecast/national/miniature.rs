//! A council that is England made small, of whose past nothing is known, goes on as England does.

use crate::forecast::history::{Exit, History, Spell, State, Stay, TooLittle, UASC_BAND};
use crate::forecast::simulate::{Model, Series, Settings, run};
use crate::model::Date;

use super::children;

/// First and last birthday of the ages of each band, in days.
const AGES: [(f64, f64); 6] = [
    (0.0, 365.0),
    (366.0, 1826.0),
    (1827.0, 3652.0),
    (3653.0, 5843.0),
    (5844.0, 6574.0),
    (5844.0, 6574.0),
];

/// One child for a hundred; ages spread evenly over their band.
fn england(last: i32) -> Vec<Spell> {
    let mut spells = Vec::new();
    for (band, row) in children().iter().enumerate() {
        let mut places: Vec<State> = Vec::new();
        let mut owed = 0.0;
        for (state, n) in State::ALL.into_iter().zip(row) {
            owed += n / 100.0;
            while owed >= 0.5 {
                places.push(state);
                owed -= 1.0;
            }
        }
        for (at, state) in places.into_iter().enumerate() {
            // Steps of the golden section, so that ages and places do not go together.
            let part = (at as f64 * 0.618_034).fract();
            let age = AGES[band].0 + part * (AGES[band].1 - AGES[band].0);
            let born = last - age as i32;
            spells.push(Spell {
                child: spells.len() as u32,
                birthdays: [0.0, 1.0, 5.0, 10.0, 16.0, 18.0]
                    .map(|years: f64| born + (years * 365.25) as i32),
                uasc: band == UASC_BAND,
                need: None,
                start: last - 1,
                cut_off: Some(last - 1),
                end: None,
                stays: vec![Stay {
                    state,
                    start: last - 1,
                }],
                group: spells.len() as u32,
            });
        }
    }
    spells
}

#[test]
fn england_made_small_goes_on_as_england() {
    let day = Date::constant(2025, 3, 31);
    let last = crate::forecast::history::day_number(day);
    let spells = england(last);
    let history = History {
        first: day,
        last: day,
        episodes: spells.len(),
        spells,
        without_birth: 0,
        short_breaks: 0,
        begun_before: 0,
        little: Some(TooLittle::Episodes(1)),
    };
    let model = Model::of(&history);
    let settings = Settings {
        months: 12,
        replications: 200,
        seed: 1,
    };
    let samples = run(&model, settings);
    let mean = |months: std::ops::Range<usize>, series: Series| -> f64 {
        let each = months.map(|m| samples.of(m, series.at()).iter().sum::<u32>());
        f64::from(each.sum::<u32>()) / 200.0
    };
    let near = |what: &str, found: f64, published: f64, part: f64| {
        assert!(
            (found / published - 1.0).abs() < part,
            "{what}: {found} for {published}"
        );
    };
    near("at first", model.children() as f64, 817.7, 0.01);
    near("after a year", mean(11..12, Series::Total), 817.7, 0.06);
    near("starts", mean(0..12, Series::Entries), 322.7, 0.08);
    near("moves", mean(0..12, Series::Moves), 484.9, 0.1);
    near(
        "adopted",
        mean(0..12, Series::Exits(Exit::Adoption)),
        30.4,
        0.25,
    );
    let home = mean(0..12, Series::Exits(Exit::Home));
    near("home", home, 0.24 * 344.5, 0.15);
    let guardianship = mean(0..12, Series::Exits(Exit::Guardianship));
    near("guardianship", guardianship, 0.15 * 344.5, 0.15);
    near(
        "eighteen",
        mean(0..12, Series::Exits(Exit::Eighteen)),
        137.8,
        0.15,
    );
    let adoptive = mean(11..12, Series::state(State::Adoptive));
    near("placed for adoption", adoptive, 16.6, 0.4);
    // Nothing is known of this council, and the range says so: an eighth of the total at least.
    let mut totals = samples.of(11, Series::Total.at());
    totals.sort_unstable();
    assert!(
        totals[180] - totals[20] > 100,
        "{} to {}",
        totals[20],
        totals[180]
    );
}
