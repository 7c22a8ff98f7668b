//! The stock-flow method's forecast from what was known on a day.

use std::sync::Arc;

use crate::forecast::history::History;
use crate::forecast::stock_flow::{Asked, Category, Span, State, StockFlow};
use crate::model::{Council, Date, Returned};

/// Their categories in the order of the back-test's.
const CATEGORIES: [Category; 4] = [
    Category::Fostering,
    Category::Residential,
    Category::Supported,
    Category::Other,
];

/// Children by category on each day that is asked for, with all that was known as the reference period; `None` where their
/// method has no forecast.
pub fn forecast(
    council: &Council,
    history: &History,
    cut: Date,
    days: &[Date],
) -> Option<Vec<[f64; 4]>> {
    let rows: Vec<Returned> = rows(council, history, cut);
    let asked = Asked {
        reference: Span {
            first: history.first,
            last: cut,
        },
        ahead: Span {
            first: cut,
            last: *days.last()?,
        },
    };
    let forecast = StockFlow::of(&rows, asked).ok()?;
    days.iter().map(|day| on(&forecast, *day)).collect()
}

/// Children by category on a day of a forecast; `None` where it does not have the day.
pub fn on(forecast: &StockFlow, day: Date) -> Option<[f64; 4]> {
    let path = &forecast.path;
    let at = path.binary_search_by_key(&day, |(day, _)| *day).ok()?;
    let count = &path[at].1;
    Some(sums(|state| count[state]))
}

/// Sums over the states of each category.
pub fn sums(of: impl Fn(State) -> f64) -> [f64; 4] {
    CATEGORIES.map(|category| {
        let states = State::all().filter(|state| state.category == category);
        states.map(&of).sum::<f64>()
    })
}

/// Episodes as returns of the years of the data would have had them on the day.
fn rows(council: &Council, history: &History, cut: Date) -> Vec<Returned> {
    let of_care = council
        .episodes
        .iter()
        .filter(|episode| episode.is_of_care());
    let known = of_care.filter(|episode| {
        episode.start <= cut && episode.end.is_none_or(|end| end >= history.first)
    });
    let file: Arc<str> = Arc::from("episodes.csv");
    known
        .map(|episode| Returned {
            file: Arc::clone(&file),
            line: 0,
            year: Some(history.first.year() + 1),
            child_id: Arc::clone(&episode.child_id),
            born: episode.born,
            start: episode.start,
            reason_start: episode.reason_start,
            place: episode.place,
            provider: episode.provider,
            end: episode.end.filter(|end| *end <= cut),
        })
        .collect()
}
