//! What placing comes to in the first year of the forecast, beside what the council's returns record of the last one.
//!
//! This is a check and no back-test. A folder has the homes of one day, not of earlier days, so that rounds of the past
//! cannot be placed again; and practice is not a round. But a first year that is far from the last one asks for a reason.

use super::indicator::Spread;
use crate::forecast::cast::Setting;
use crate::forecast::history::{State, is_of_others};
use crate::forecast::system::Simulated;
use crate::forecast::system::outcomes::{Measure, Outcomes};
use crate::model::{Council, Episode, PlacementLocation};

/// Months of a year.
const YEAR: usize = 12;

/// One figure of new placements in foster homes, children's homes and supported accommodation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recorded {
    /// Name in tables.
    pub name: &'static str,
    /// For people.
    pub label: &'static str,
    /// New placements of the last year that record it.
    pub placements: usize,
    /// What they come to; `None` where none records it.
    pub was: Option<f64>,
    /// The first year of the forecast.
    pub will_be: Option<Spread>,
}

/// What is looked at, with a placement of the past that has it and whether it is so, or its miles; and the two measures
/// of the simulation.
type Figure = (
    &'static str,
    &'static str,
    fn(&Episode, State) -> Option<f64>,
    (Measure, Measure),
    f64,
);

const FIGURES: [Figure; 5] = [
    (
        "in_own_provision_percent",
        "In the authority's own homes, per cent",
        |episode, _| Some(f64::from(u8::from(!is_of_others(episode.provider)))),
        (Measure::PlacedOwn, Measure::Placed),
        100.0,
    ),
    (
        "in_foster_homes_percent",
        "In foster homes, per cent",
        |_, state| Some(is_in(state, Setting::Family)),
        (Measure::PlacedFamily, Measure::Placed),
        100.0,
    ),
    (
        "in_childrens_homes_percent",
        "In children's homes, per cent",
        |_, state| Some(is_in(state, Setting::Home)),
        (Measure::PlacedHome, Measure::Placed),
        100.0,
    ),
    (
        "in_area_percent",
        "In the authority's area, per cent",
        |episode, _| {
            let location = episode.placement_location?;
            Some(f64::from(u8::from(location == PlacementLocation::In)))
        },
        (Measure::PlacedInArea, Measure::Placed),
        100.0,
    ),
    (
        "mean_miles_from_home",
        "Mean miles from home",
        |episode, _| Some(episode.placement_miles?.as_f64()),
        (Measure::PlacedMilesTenths, Measure::PlacedDistanceKnown),
        0.1,
    ),
];

fn is_in(state: State, setting: Setting) -> f64 {
    f64::from(u8::from(Setting::of_state(state) == Some(setting)))
}

/// Every figure; nothing where the forecast is shorter than a year.
pub fn recorded(council: &Council, simulated: &Simulated) -> Vec<Recorded> {
    if simulated.months.len() < YEAR {
        return Vec::new();
    }
    let new = new_placements(council);
    let figure = |(name, label, of, measures, scale): Figure| {
        let known: Vec<f64> = new.iter().filter_map(|(e, state)| of(e, *state)).collect();
        let percent = if scale == 100.0 { 100.0 } else { 1.0 };
        let mean = known.iter().sum::<f64>() * percent / known.len().max(1) as f64;
        let each = simulated.replications.iter();
        Recorded {
            name,
            label,
            placements: known.len(),
            was: (!known.is_empty()).then_some(mean),
            will_be: Spread::of(
                each.filter_map(|o| first_year(o, measures, scale))
                    .collect(),
            ),
        }
    };
    FIGURES.into_iter().map(figure).collect()
}

fn first_year(outcomes: &Outcomes, (part, all): (Measure, Measure), scale: f64) -> Option<f64> {
    let sum = |measure| -> f64 {
        let months = (0..YEAR).map(|month| f64::from(outcomes.of(month, measure)));
        months.sum()
    };
    (sum(all) > 0.0).then(|| scale * sum(part) / sum(all))
}

/// Placements that began in the last year of the data, in homes that rounds fill: not a new legal status in the same one.
fn new_placements(council: &Council) -> Vec<(&Episode, State)> {
    let year_ago = council.as_at.saturating_sub(jiff::Span::new().years(1));
    let begins = |episode: &&Episode| {
        let why = episode.reason_start;
        let moves = why.is_some_and(|why| ["S", "P", "B"].contains(&why.as_str()));
        moves && episode.start > year_ago && episode.start <= council.as_at
    };
    let of = |episode| -> Option<(&Episode, State)> {
        let episode: &Episode = episode;
        let state = State::of(episode.place, episode.provider)?;
        Setting::of_state(state).map(|_| (episode, state))
    };
    council
        .episodes
        .iter()
        .filter(begins)
        .filter_map(of)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing;
    use crate::model::{Date, Miles};

    #[test]
    fn the_last_years_new_placements_stand_beside_the_first_years() {
        let born = "2012-01-01";
        let mut rows = vec![
            testing::episode("A", born, ("2023-05-01", ""), "S U4 PR1"),
            testing::episode("B", born, ("2023-05-01", ""), "P K2 PR4"),
            // A year and a day before, with relatives, and a new legal status alone.
            testing::episode("C", born, ("2023-03-31", ""), "S U4 PR4"),
            testing::episode("D", born, ("2023-05-01", ""), "S U1 PR0"),
            testing::episode("E", born, ("2023-05-01", ""), "L U4 PR4"),
        ];
        rows[0].placement_location = Some(PlacementLocation::In);
        rows[1].placement_location = Some(PlacementLocation::Out);
        rows[1].placement_miles = Some(Miles::from_hundredths(1250));
        let council = testing::council(rows, "2024-03-31");
        let mut outcomes = Outcomes::new(YEAR, 1);
        for month in 0..YEAR {
            outcomes.add(month, Measure::Placed, 4);
            outcomes.add(month, Measure::PlacedOwn, 1);
        }
        let simulated = Simulated {
            months: vec![Date::constant(2024, 4, 30); YEAR],
            replications: vec![outcomes],
        };
        let all = recorded(&council, &simulated);
        let was = |at: usize| (all[at].placements, all[at].was);
        assert_eq!(was(0), (2, Some(50.0)));
        assert_eq!((was(1), was(2)), ((2, Some(50.0)), (2, Some(50.0))));
        assert_eq!(was(3), (2, Some(50.0)));
        assert_eq!(was(4), (1, Some(12.5)));
        assert_eq!(all[0].will_be.unwrap().mean, 25.0);
        assert_eq!(all[4].will_be, None);
        let short = Simulated {
            months: simulated.months[..11].to_vec(),
            ..simulated
        };
        assert!(recorded(&council, &short).is_empty());
    }
}
