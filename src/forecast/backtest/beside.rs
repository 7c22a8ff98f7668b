//! The individual forecast beside one by the stock-flow method, from the same day, so that a region which has used that
//! method sees what changes.

use super::{Group, drawn, theirs};
use crate::forecast::demand::Figures;
use crate::forecast::history::{FEWEST_DAYS, History, TooLittle, day_number};
use crate::forecast::simulate::{Model, Settings, month_ends, run};
use crate::forecast::stock_flow::StockFlow;
use crate::model::Date;

/// Most month ends that are compared: ten years.
const LONGEST: usize = 120;

/// Children of a group on a day, by both methods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The first day or a month end.
    pub day: Date,
    /// Which children.
    pub group: Group,
    /// By the stock-flow method.
    pub stock_flow: f64,
    /// Of the individual forecast's futures.
    pub individual: Figures,
}

/// Both forecasts, month by month.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// How the individual one was run.
    pub settings: Settings,
    /// Why its rates are pooled to England's; `None` where they are the history's own.
    pub little: Option<TooLittle>,
    /// On the first day and by month end: all children and each category of the stock-flow method. On the first day it is
    /// whom each has in care: stock-flow also has children whom later returns leave out, where no row closes them.
    pub rows: Vec<Compared>,
}

/// Why there is nothing to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Nothing {
    /// The history of the individual forecast ends before.
    #[error(
        "the care history of episodes.csv is from {first} to {last}, which does not have the day {from}"
    )]
    NotKnown {
        /// First day of the history.
        first: Date,
        /// Last day of the history.
        last: Date,
        /// Day from which stock-flow goes on.
        from: Date,
    },
    /// No month ends in the time ahead.
    #[error("no month ends after {from} and up to {to}")]
    NoMonth {
        /// Day from which stock-flow goes on.
        from: Date,
        /// Its last day.
        to: Date,
    },
}

impl Beside {
    /// Fits to what was known on the day that stock-flow goes on from, and forecasts up to its last day. The months of the
    /// settings are left out of account.
    ///
    /// # Errors
    /// The day is not in the history, or no month ends in between.
    pub fn of(
        history: &History,
        forecast: &StockFlow,
        settings: Settings,
    ) -> Result<Self, Nothing> {
        let ahead = forecast.asked.ahead;
        let (first, last, from) = (history.first, history.last, ahead.first);
        if from < first || from > last {
            return Err(Nothing::NotKnown { first, last, from });
        }
        let mut days = month_ends(from, LONGEST);
        days.retain(|day| *day <= ahead.last);
        if days.is_empty() {
            let to = ahead.last;
            return Err(Nothing::NoMonth { from, to });
        }
        let mut known = history.until(from);
        let seen = day_number(from) - history.first_number();
        if known.little.is_none() && seen < FEWEST_DAYS {
            let (last, days) = (from, seen);
            known.little = Some(TooLittle::Days { first, last, days });
        }
        let settings = Settings {
            months: days.len(),
            ..settings
        };
        let samples = run(&Model::of(&known), settings);
        let begun = known.children_on(day_number(from));
        let ours = |group: Group| vec![group.count(&begun)];
        let stock = theirs::sums(|state| f64::from(forecast.stock[state]));
        let mut rows: Vec<Compared> = compared(from, stock, ours).collect();
        for (month, day) in days.into_iter().enumerate() {
            if let Some(theirs) = theirs::on(forecast, day) {
                rows.extend(compared(day, theirs, |group| drawn(&samples, month, group)));
            }
        }
        Ok(Self {
            settings,
            little: known.little,
            rows,
        })
    }

    /// All children on the first day, and on the last month end.
    pub fn ends(&self) -> Option<[&Compared; 2]> {
        let mut of_all = self.rows.iter().filter(|row| row.group == Group::Total);
        Some([of_all.next()?, of_all.next_back()?])
    }
}

/// The groups that both tell apart, on a day.
fn compared(
    day: Date,
    theirs: [f64; 4],
    ours: impl Fn(Group) -> Vec<u32>,
) -> impl Iterator<Item = Compared> {
    Group::all().filter_map(move |group| {
        Some(Compared {
            day,
            group,
            stock_flow: group.of_theirs(&theirs)?,
            individual: Figures::of(ours(group)),
        })
    })
}
