//! The forecast held against what happened: fitted to what was known on earlier days, and compared with what came.
//!
//! Sibling links and unaccompanied status are known as they are now, so that a back-test knows slightly more than a
//! forecast of that day would have. It knows less of one thing: how long children whose first rows are cut off, and who
//! have left since, had been in care; they count from the first row that is known.

mod beside;
mod score;
mod theirs;

pub use beside::{Beside, Compared, Nothing};
pub use score::{Score, crps};

use super::demand::quantile;
use super::history::{History, State, day_number};
use super::simulate::{Model, Samples, Settings, month_ends, run};
use crate::model::{Council, Date};

/// Months ahead that are compared.
pub const HORIZONS: [usize; 3] = [6, 12, 24];
/// Shares of the middle ranges whose word is tested.
pub const LEVELS: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
/// Most days that a forecast is made from.
const MOST_CUTS: usize = 10;
/// Months between them.
const APART: usize = 6;

/// What is compared: all children, those of a category of the stock-flow method, or those of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// All children in care.
    Total,
    /// A category of the stock-flow method, by position: fostering, residential, supported, other.
    Category(usize),
    /// A state.
    State(State),
}

impl Group {
    /// Every group.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Total)
            .chain((0..4).map(Self::Category))
            .chain(State::ALL.map(Self::State))
    }

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Category(0) => "category_fostering",
            Self::Category(1) => "category_residential",
            Self::Category(2) => "category_supported",
            Self::Category(_) => "category_other",
            Self::State(state) => state.name(),
        }
    }

    /// Whether the children of a state are among them.
    fn has(self, state: State) -> bool {
        match self {
            Self::Total => true,
            Self::State(own) => own == state,
            Self::Category(at) => category(state) == at,
        }
    }

    fn states(self) -> impl Iterator<Item = State> {
        State::ALL.into_iter().filter(move |state| self.has(*state))
    }

    /// How many they are among children by state.
    fn count(self, by_state: &[u32; State::ALL.len()]) -> u32 {
        self.states().map(|state| by_state[state as usize]).sum()
    }

    /// How many they are among the stock-flow method's categories; `None` of a state, which it does not have.
    fn of_theirs(self, by_category: &[f64; 4]) -> Option<f64> {
        match self {
            Self::Total => Some(by_category.iter().sum()),
            Self::Category(at) => Some(by_category[at]),
            Self::State(_) => None,
        }
    }
}

/// The category of the stock-flow method that a state is a part of.
const fn category(state: State) -> usize {
    match state {
        State::OwnFoster | State::AgencyFoster | State::Connected => 0,
        State::OwnHome | State::ExternalHome => 1,
        State::Supported => 2,
        State::Parents | State::Adoptive | State::Other => 3,
    }
}

/// One comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Last day that was known.
    pub cut: Date,
    /// Months ahead.
    pub horizon: usize,
    /// Whom it counts.
    pub group: Group,
    /// What was forecast: mean, and the 2.5, 10, 25, 75, 90 and 97.5 percentiles.
    pub mean: f64,
    /// Those percentiles.
    pub range: [u32; 6],
    /// Whether the middle range of each of [`LEVELS`] held what happened.
    pub held: [bool; LEVELS.len()],
    /// What happened.
    pub actual: u32,
    /// Continuous ranked probability score, in children.
    pub crps: f64,
    /// What there was on the last day that was known.
    pub persistence: u32,
    /// What the stock-flow method forecast; `None` for groups it does not have, or where it had no forecast.
    pub stock_flow: Option<f64>,
}

/// A back-test.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// Last days that were known, the latest first.
    pub cuts: Vec<Date>,
    /// Every comparison.
    pub points: Vec<Point>,
    /// By horizon and group.
    pub scores: Vec<Score>,
}

impl Backtest {
    /// Fits, forecasts and compares. Without a day that leaves two years before it and six months after it, there is no cut.
    pub fn of(council: &Council, history: &History, settings: Settings) -> Self {
        let cuts = cuts(history);
        let points: Vec<Point> = cuts
            .iter()
            .flat_map(|cut| points(council, history, *cut, settings))
            .collect();
        Self {
            scores: score::scores(&points),
            cuts,
            points,
        }
    }

    /// How often the middle range of each of [`LEVELS`] held what happened, so many months ahead, over some groups; `None`
    /// where nothing was compared.
    pub fn reliability(
        &self,
        horizon: usize,
        of: impl Fn(Group) -> bool,
    ) -> Option<[f64; LEVELS.len()]> {
        let points = self.points.iter();
        let points: Vec<&Point> = points
            .filter(|point| point.horizon == horizon && of(point.group))
            .collect();
        let share = |level: usize| {
            let held = points.iter().filter(|point| point.held[level]).count();
            held as f64 / points.len() as f64
        };
        (!points.is_empty()).then(|| std::array::from_fn(share))
    }
}

/// Month ends that leave two years before and the shortest horizon after.
fn cuts(history: &History) -> Vec<Date> {
    let cut = |k: usize| {
        let months = i32::from(history.last.year()) * 12 + i32::from(history.last.month())
            - 1
            - (k * APART) as i32;
        let first = Date::new((months / 12) as i16, (months % 12 + 1) as i8, 1).ok()?;
        let cut = first.last_of_month();
        (day_number(cut) - history.first_number() >= super::history::FEWEST_DAYS - 1).then_some(cut)
    };
    let begins =
        usize::from(month_ends(cut_or(history, cut(1)), HORIZONS[0]).last() > Some(&history.last));
    (1 + begins..=MOST_CUTS + begins).map_while(cut).collect()
}

fn cut_or(history: &History, cut: Option<Date>) -> Date {
    cut.unwrap_or(history.first)
}

fn points(council: &Council, history: &History, cut: Date, settings: Settings) -> Vec<Point> {
    let known = history.until(cut);
    let dates = month_ends(cut, HORIZONS[HORIZONS.len() - 1]);
    let seen = dates.iter().filter(|day| **day <= history.last).count();
    let settings = Settings {
        months: seen,
        ..settings
    };
    let samples = run(&Model::of(&known), settings);
    let theirs = theirs::forecast(council, history, cut, &dates[..seen]);
    let before = known.children_on(known.last_number());
    let mut points = Vec::new();
    for horizon in HORIZONS.into_iter().filter(|months| *months <= seen) {
        let happened = history.children_on(day_number(dates[horizon - 1]));
        for group in Group::all() {
            let mut drawn = drawn(&samples, horizon - 1, group);
            drawn.sort_unstable();
            let actual = group.count(&happened);
            points.push(Point {
                cut,
                horizon,
                group,
                mean: drawn.iter().map(|n| f64::from(*n)).sum::<f64>() / drawn.len().max(1) as f64,
                range: [0.025, 0.1, 0.25, 0.75, 0.9, 0.975].map(|p| quantile(&drawn, p)),
                held: LEVELS.map(|level| {
                    let tail = (1.0 - level) / 2.0;
                    (quantile(&drawn, tail)..=quantile(&drawn, 1.0 - tail)).contains(&actual)
                }),
                actual,
                crps: crps(&drawn, f64::from(actual)),
                persistence: group.count(&before),
                stock_flow: (theirs.as_ref()).and_then(|path| group.of_theirs(&path[horizon - 1])),
            });
        }
    }
    points
}

fn drawn(samples: &Samples, month: usize, group: Group) -> Vec<u32> {
    samples.of_states(month, group.states())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_leave_two_years_before_and_six_months_after() {
        let history = |last: &str| History {
            first: Date::constant(2018, 4, 1),
            last: last.parse().unwrap(),
            spells: Vec::new(),
            episodes: 0,
            without_birth: 0,
            short_breaks: 0,
            begun_before: 0,
            little: None,
        };
        let shown = |last| {
            cuts(&history(last))
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(shown("2021-03-31"), ["2020-09-30", "2020-03-31"]);
        assert_eq!(shown("2021-03-15"), ["2020-03-31"]);
        assert!(shown("2020-08-31").is_empty());
        assert_eq!(shown("2026-03-31").len(), 10);
    }

    #[test]
    fn every_state_is_in_one_category_and_in_the_total() {
        for state in State::ALL {
            assert_eq!(Group::all().filter(|group| group.has(state)).count(), 3);
        }
    }

    #[test]
    fn reliability_is_the_share_of_comparisons_that_each_range_held() {
        let point = |group, horizon, from: usize| Point {
            cut: Date::constant(2020, 3, 31),
            horizon,
            group,
            mean: 0.0,
            range: [0; 6],
            held: std::array::from_fn(|level| level >= from),
            actual: 0,
            crps: 0.0,
            persistence: 0,
            stock_flow: None,
        };
        let tested = Backtest {
            cuts: Vec::new(),
            points: vec![
                point(Group::Total, 6, 4),
                point(Group::Total, 6, 8),
                point(Group::Total, 12, 0),
                point(Group::State(State::Other), 6, 0),
            ],
            scores: Vec::new(),
        };
        let held = tested
            .reliability(6, |group| group == Group::Total)
            .unwrap();
        assert_eq!(held, [0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.5, 0.5, 1.0, 1.0]);
        assert_eq!(tested.reliability(24, |_| true), None);
    }
}
