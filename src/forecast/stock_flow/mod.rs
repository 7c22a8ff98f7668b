//! The stock-flow method of the Regional Demand Model (SocialFinanceDigitalLabs/cs-demand-model-regional, version 1.1.7,
//! commit 03e04a0), so that a region that has used it can compare. The method is theirs; the code is not.
//!
//! In order of reading: `state` names age bins, categories of placement and details; `stay` turns rows as returned into
//! placements (steps 1 to 4); `part` cuts them at birthdays between age bins (5, 6); `stock` counts children day by day
//! (7); `rate` holds moves against them (8, 9); `path` carries the count forward (11); `detail` shares it out (14).
//!
//! Where that model ends with an error, this one goes on by a rule of its own and says so in a [`Notice`]. Its variance
//! is left out: against simulations of its own process over two years its range was measured to be up to 2.5 times too
//! wide, so that it would mislead beside the mean.

mod detail;
mod notice;
mod part;
mod path;
mod rate;
mod span;
mod state;
mod stay;
mod stock;
#[cfg(test)]
mod testing;

pub use detail::{Detail, Details};
pub use notice::Notice;
pub use rate::Rate;
pub use span::{Span, Unfit};
pub use state::{AgeBin, Category, PerState, State};

use crate::model::{Date, Returned};
use stock::Stock;

/// What is asked of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The period whose moves and entries give the rates; both days count.
    pub reference: Span,
    /// The day whose children the forecast starts with, and the last day of the forecast.
    pub ahead: Span,
}

/// How much of the history the method works on, step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Rows as returned.
    pub rows: usize,
    /// Children of them.
    pub children: usize,
    /// Rows with a date of birth.
    pub rows_with_birth: usize,
    /// Children of them.
    pub children_with_birth: usize,
    /// Episodes once rows that repeat one another are merged (step 2).
    pub episodes: usize,
    /// Placements, once episodes that are no new placement are merged (step 4).
    pub placements: usize,
    /// Parts of placements, each in one age bin (step 5).
    pub parts: usize,
    /// Parts that have not ended.
    pub open: usize,
}

/// A forecast by the stock-flow method.
#[derive(Debug, Clone, PartialEq)]
pub struct StockFlow {
    /// What was asked.
    pub asked: Asked,
    /// First and last day of the data (step 3).
    pub data: Span,
    /// How much of the history was used.
    pub counts: Counts,
    /// States that a child has been in, in order of label.
    pub seen: Vec<State>,
    /// States of the forecast: those, and having left care, in order of label.
    pub states: Vec<State>,
    /// Children by state on the first day of the forecast.
    pub stock: PerState<i32>,
    /// Children by state at the end of each day of the data.
    pub history: Vec<(Date, PerState<i32>)>,
    /// Daily rates of moving from one state to another or of staying, in order of label.
    pub rates: Vec<Rate>,
    /// Entries into care a day.
    pub entries: PerState<f64>,
    /// Children by state on each later day of the forecast; "Not in care" counts those who have left since.
    pub path: Vec<(Date, PerState<f64>)>,
    /// Details within categories.
    pub details: Details,
    /// What a reader should know.
    pub notices: Vec<Notice>,
}

impl StockFlow {
    /// Forecasts from rows as returned, in any order.
    ///
    /// # Errors
    ///
    /// The rows have no child with a date of birth or no year, or what is asked lies outside the data.
    pub fn of(rows: &[Returned], asked: Asked) -> Result<Self, Unfit> {
        let stays = stay::stays(rows);
        let data = span::data(&stays).ok_or(Unfit::NoHistory)?;
        asked.fits(data)?;
        let placements = stay::placements(&stays.episodes);
        let cut = part::parts(&placements, data.last);
        let parts = &cut.parts;
        let stock = Stock::of(parts);
        let rates = rate::rates(parts, &stock, asked.reference, data.first);
        let entries = rate::entries(parts, asked.reference);
        let start = stock.on(asked.ahead.first);
        let path = path::path(&start, &rates.rates, &entries, asked.ahead);
        let details = Details::of(parts, asked.reference, &path);
        let states = rates.states();
        Ok(Self {
            asked,
            data,
            counts: Counts {
                rows: rows.len(),
                children: stays.children,
                rows_with_birth: stays.rows_with_birth,
                children_with_birth: stays.children_with_birth,
                episodes: stays.episodes.len(),
                placements: placements.len(),
                parts: parts.len(),
                open: parts.iter().filter(|part| part.end.is_none()).count(),
            },
            seen: part::seen(parts),
            states,
            history: stock.daily(data).collect(),
            stock: start,
            notices: notice::notices(&stays, &cut, &rates, &details),
            rates: rates.rates,
            entries,
            path,
            details,
        })
    }
}
