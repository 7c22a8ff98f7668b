//! The individual forecast of demand: how many children will be in care, where and how old, month by month, with ranges.
//!
//! Demand only: it says nothing of homes, carers or vacancies, and assumes that children will be placed as they have been.

use super::history::{History, State, TooLittle, day_number};
use super::simulate::{Model, SERIES, Samples, Series, Settings, month_ends, run_watched};
use crate::model::Date;

/// Percentiles that are told.
pub const PERCENTILES: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// Mean and percentiles over the replications.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Mean.
    pub mean: f64,
    /// In the order of [`PERCENTILES`]: the smallest figure that at least so many of a hundred replications do not exceed.
    pub percentiles: [u32; 7],
}

impl Figures {
    /// Of the figures of all replications.
    pub fn of(mut figures: Vec<u32>) -> Self {
        figures.sort_unstable();
        let sum: u64 = figures.iter().map(|figure| u64::from(*figure)).sum();
        Self {
            mean: sum as f64 / figures.len().max(1) as f64,
            percentiles: PERCENTILES.map(|p| quantile(&figures, f64::from(p) / 100.0)),
        }
    }
}

/// The smallest of sorted figures that at least this share does not exceed.
pub fn quantile<T: Copy + Default>(sorted: &[T], share: f64) -> T {
    let at = (share * sorted.len() as f64 - 1e-9).ceil() as usize;
    sorted
        .get(at.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// A forecast of demand.
#[derive(Debug, Clone)]
pub struct Demand {
    /// How it was run.
    pub settings: Settings,
    /// First and last day of the history.
    pub data: (Date, Date),
    /// Episodes, children's spells, spells whose beginning is not known, episodes without a date of birth, and of short breaks.
    pub read: [(&'static str, usize); 5],
    /// Why its rates are pooled to England's; `None` where they are the history's own.
    pub little: Option<TooLittle>,
    /// What was estimated.
    pub model: Model,
    /// Month ends ahead.
    pub months: Vec<Date>,
    /// Children by state on month ends of the last two years of the data, and on its last day.
    pub past: Vec<(Date, [u32; State::ALL.len()])>,
    /// By month and series, the series running fastest.
    figures: Vec<Figures>,
}

impl Demand {
    /// Estimates and simulates.
    pub fn of(history: &History, settings: Settings) -> Self {
        Self::watched(history, settings, &|| {})
    }

    /// The same, which says of each replication that it is done.
    pub fn watched(history: &History, settings: Settings, done: &(dyn Fn() + Sync)) -> Self {
        let model = Model::of(history);
        let samples = run_watched(&model, settings, done);
        Self {
            settings,
            data: (history.first, history.last),
            little: history.little,
            read: [
                ("episodes", history.episodes),
                ("spells_in_care", history.spells.len()),
                (
                    "spells_begun_before_the_data_at_an_unknown_day",
                    history.begun_before,
                ),
                (
                    "episodes_left_out_without_date_of_birth",
                    history.without_birth,
                ),
                ("episodes_left_out_as_short_breaks", history.short_breaks),
            ],
            past: past(history),
            figures: figures(&samples),
            months: samples.months,
            model,
        }
    }

    /// The figures of a series at the end of a month ahead, the first being 0.
    pub fn figures(&self, month: usize, series: Series) -> Figures {
        self.figures[month * SERIES + series.at()]
    }
}

fn figures(samples: &Samples) -> Vec<Figures> {
    use rayon::prelude::*;
    let all = 0..samples.months.len() * SERIES;
    all.into_par_iter()
        .map(|at| Figures::of(samples.of(at / SERIES, at % SERIES)))
        .collect()
}

fn past(history: &History) -> Vec<(Date, [u32; State::ALL.len()])> {
    let year = history.last.year() - 2;
    let begin = Date::new(year, history.last.month(), 1).unwrap_or(history.first);
    let mut days: Vec<Date> = month_ends(begin, 25);
    days.retain(|day| *day > history.first && *day < history.last);
    days.push(history.last);
    let of = |day: Date| (day, history.children_on(day_number(day)));
    days.into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing::{council, episode};

    #[test]
    fn every_future_is_told_once_when_it_is_done() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let rows = vec![episode("A", "2012-06-01", ("2019-05-01", ""), "S U4 PR1")];
        let history = History::of(&council(rows, "2021-03-31")).unwrap();
        let settings = Settings {
            months: 2,
            replications: 30,
            seed: 1,
        };
        let told = AtomicUsize::new(0);
        let watched = Demand::watched(&history, settings, &|| {
            told.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(told.into_inner(), 30);
        assert_eq!(watched.figures, Demand::of(&history, settings).figures);
    }

    #[test]
    fn percentiles_are_figures_that_enough_replications_do_not_exceed() {
        let figures = Figures::of((1..=100).rev().collect());
        assert_eq!(figures.percentiles, [5, 10, 25, 50, 75, 90, 95]);
        assert_eq!(figures.mean, 50.5);
        assert_eq!(Figures::of(vec![3]).percentiles, [3; 7]);
        assert_eq!(quantile(&[1, 2, 3], 0.34), 2);
    }
}
