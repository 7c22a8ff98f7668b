//! The tables of the stock-flow method, in the shape in which the Regional Demand Model has them.

use std::fmt::Display;

use crate::forecast::stock_flow::{Detail, StockFlow};
use crate::report::tables::csv_text;

/// Details in the order of `placement_proportions.csv`: that of the costs.
const BY_COST: [Detail; 9] = [
    Detail::Relative,
    Detail::FosterInHouse,
    Detail::FosterAgency,
    Detail::ResidentialInHouse,
    Detail::ResidentialExternal,
    Detail::Supported,
    Detail::Secure,
    Detail::Family,
    Detail::Other,
];

/// Details in the order of `population_by_detail.csv`: that of the categories' labels.
const BY_CATEGORY: [Detail; 9] = [
    Detail::Relative,
    Detail::FosterInHouse,
    Detail::FosterAgency,
    Detail::Secure,
    Detail::Family,
    Detail::Other,
    Detail::ResidentialInHouse,
    Detail::ResidentialExternal,
    Detail::Supported,
];

/// The tables, by name.
pub fn tables(forecast: &StockFlow) -> [(&'static str, String); 7] {
    [
        ("forecast_population.csv", population(forecast)),
        ("transition_rates.csv", rates(forecast)),
        ("entry_rates.csv", entries(forecast)),
        ("stock_at_start.csv", stock(forecast)),
        ("placement_proportions.csv", proportions(forecast)),
        ("population_by_detail.csv", by_detail(forecast)),
        ("historic_daily_stock.csv", history(forecast)),
    ]
}

fn population(forecast: &StockFlow) -> String {
    let rows = forecast.path.iter().map(|(day, count)| {
        let figures = forecast.states.iter().map(|state| figure(count[*state]));
        row(day, figures)
    });
    with_dates(&forecast.states, rows)
}

fn history(forecast: &StockFlow) -> String {
    let rows = forecast.history.iter().map(|(day, count)| {
        let figures = forecast
            .seen
            .iter()
            .map(|state| figure(count[*state].into()));
        row(day, figures)
    });
    with_dates(&forecast.seen, rows)
}

fn by_detail(forecast: &StockFlow) -> String {
    let rows = forecast.details.daily.iter().map(|(day, count)| {
        let figures = BY_CATEGORY
            .iter()
            .map(|detail| figure(count[*detail as usize]));
        row(day, figures)
    });
    with_dates(&BY_CATEGORY.map(Detail::label), rows)
}

fn rates(forecast: &StockFlow) -> String {
    let rates = forecast.rates.iter();
    let rows = rates.map(|rate| row(&rate.from, [rate.to.to_string(), figure(rate.rate)]));
    table(row(&"from", ["to", "rate"].map(str::to_owned)), rows)
}

fn entries(forecast: &StockFlow) -> String {
    let states = forecast.states.iter();
    let rows = states.map(|state| row(state, [figure(forecast.entries[*state])]));
    table(row(&"state", ["daily_entries".to_owned()]), rows)
}

fn stock(forecast: &StockFlow) -> String {
    let states = forecast.seen.iter();
    let rows = states.map(|state| row(state, [figure(forecast.stock[*state].into())]));
    table(row(&"state", ["children".to_owned()]), rows)
}

fn proportions(forecast: &StockFlow) -> String {
    let share = |detail: Detail| forecast.details.shares[detail as usize];
    let rows = BY_COST.into_iter();
    let rows = rows.map(|detail| row(&detail.label(), [figure(share(detail))]));
    table(row(&"placement_detail", ["proportion".to_owned()]), rows)
}

fn with_dates(columns: &[impl Display], rows: impl Iterator<Item = Vec<String>>) -> String {
    table(row(&"date", columns.iter().map(ToString::to_string)), rows)
}

fn table(headings: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    csv_text(&std::iter::once(headings).chain(rows).collect::<Vec<_>>())
}

fn row(first: &impl Display, others: impl IntoIterator<Item = String>) -> Vec<String> {
    std::iter::once(first.to_string()).chain(others).collect()
}

/// The shortest text that gives the same number again, with a point in whole numbers too, as the model writes it.
fn figure(value: f64) -> String {
    format!("{value:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_have_every_detail_once() {
        for order in [BY_COST, BY_CATEGORY] {
            let mut labels = order.map(Detail::label);
            labels.sort_unstable();
            let mut all = Detail::ALL.map(Detail::label);
            all.sort_unstable();
            assert_eq!(labels, all);
        }
    }

    #[test]
    fn a_figure_is_read_back_as_it_was() {
        for value in [44.0, 0.1 + 0.2, 2.579779686814746e-06, 0.0] {
            assert_eq!(figure(value).parse(), Ok(value));
        }
        assert_eq!(figure(44.0), "44.0");
    }
}
