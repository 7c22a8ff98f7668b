//! The count carried forward day by day (step 11 of the method, without its variance).

use super::rate::Rate;
use super::span::Span;
use super::state::{PerState, State};
use crate::model::Date;

/// Children by state at the end of each day after the first: each evening's children move or stay by the rates, and
/// those who enter join them. States without rates keep whoever is there.
pub fn path(
    start: &PerState<i32>,
    rates: &[Rate],
    entries: &PerState<f64>,
    ahead: Span,
) -> Vec<(Date, PerState<f64>)> {
    let mut now = PerState::default();
    let mut absorbs = PerState::<bool>::default();
    for state in State::all() {
        now[state] = f64::from(start[state]);
        absorbs[state] = rates.iter().all(|rate| rate.from != state);
    }
    let later = ahead.each().skip(1);
    later
        .map(|day| {
            let mut next = *entries;
            for state in State::all().filter(|state| absorbs[*state]) {
                next[state] += now[state];
            }
            for rate in rates {
                next[rate.to] += rate.rate * now[rate.from];
            }
            now = next;
            (day, now)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::stock_flow::testing::{day, span, state};

    #[test]
    fn children_move_stay_enter_and_those_who_left_are_kept() {
        let (fostered, home) = (state("5 to 10 - Fostering"), state("5 to 10 - Residential"));
        let left = state("5 to 10 - Not in care");
        let rate = |from, to, rate| Rate { from, to, rate };
        let rates = [
            rate(fostered, fostered, 0.5),
            rate(fostered, home, 0.25),
            rate(fostered, left, 0.25),
            rate(home, home, 1.0),
        ];
        let (mut start, mut entries) = (PerState::default(), PerState::default());
        start[fostered] = 8;
        entries[fostered] = 2.0;
        let path = path(&start, &rates, &entries, span("2018-01-31", "2018-02-02"));
        let of = |at: usize| [fostered, home, left].map(|state| path[at].1[state]);
        assert_eq!(path.len(), 2);
        assert_eq!((path[0].0, of(0)), (day("2018-02-01"), [6.0, 2.0, 2.0]));
        assert_eq!((path[1].0, of(1)), (day("2018-02-02"), [5.0, 3.5, 3.5]));
    }
}
