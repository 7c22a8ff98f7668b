//! The tables of the individual forecast.

use crate::forecast::backtest::{Backtest, Score};
use crate::forecast::demand::Demand;
use crate::forecast::history::rates;
use crate::forecast::simulate::Series;
use crate::report::tables::csv_text;

/// What every row says of its scope.
const SCOPE: &str = "demand_only";

/// `demand.csv`: a row is a series at a month end. Percentiles of too few futures are blank.
pub fn demand(demand: &Demand) -> String {
    let headings = [
        "scope",
        "month_end",
        "measure",
        "dimension",
        "segment",
        "mean",
        "p5",
        "p10",
        "p25",
        "p50",
        "p75",
        "p90",
        "p95",
        "rates",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for (month, day) in demand.months.iter().enumerate() {
        for series in Series::all() {
            let figures = demand.figures(month, series);
            let mut row = vec![
                SCOPE.to_owned(),
                day.to_string(),
                series.measure().to_owned(),
                series.dimension().to_owned(),
                series.segment().to_owned(),
                format!("{:.3}", figures.mean),
            ];
            let is_told = demand.settings.has_ranges();
            let percentiles = figures.percentiles.map(|figure| is_told.then_some(figure));
            row.extend(percentiles.map(|figure| figure.map_or(String::new(), |f| f.to_string())));
            row.push(rates(demand.little).to_owned());
            rows.push(row);
        }
    }
    csv_text(&rows)
}

/// `backtest.csv`: a row is a horizon and group, over all days that forecasts were made from.
pub fn scores(backtest: &Backtest, rates: &str) -> String {
    let headings = [
        "scope",
        "months_ahead",
        "group",
        "forecasts",
        "coverage_50",
        "coverage_80",
        "coverage_95",
        "bias",
        "crps",
        "persistence_crps",
        "skill_against_persistence",
        "stock_flow_crps",
        "skill_against_stock_flow",
        "rates",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    rows.extend(backtest.scores.iter().map(|of| score(of, rates)));
    csv_text(&rows)
}

fn score(score: &Score, rates: &str) -> Vec<String> {
    let figure = |value: f64| format!("{value:.4}");
    let maybe = |value: Option<f64>| value.map_or(String::new(), figure);
    vec![
        SCOPE.to_owned(),
        score.horizon.to_string(),
        score.group.name().to_owned(),
        score.points.to_string(),
        figure(score.coverage[0]),
        figure(score.coverage[1]),
        figure(score.coverage[2]),
        figure(score.bias),
        figure(score.crps),
        figure(score.persistence),
        maybe(score.skill()),
        maybe(score.stock_flow),
        maybe(score.skill_against_stock_flow()),
        rates.to_owned(),
    ]
}

/// `backtest_points.csv`: a row is one comparison.
pub fn points(backtest: &Backtest, rates: &str) -> String {
    let headings = [
        "scope",
        "known_until",
        "months_ahead",
        "group",
        "actual",
        "mean",
        "p2_5",
        "p10",
        "p25",
        "p75",
        "p90",
        "p97_5",
        "crps",
        "persistence",
        "stock_flow",
        "rates",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for point in &backtest.points {
        let mut row = vec![
            SCOPE.to_owned(),
            point.cut.to_string(),
            point.horizon.to_string(),
            point.group.name().to_owned(),
            point.actual.to_string(),
            format!("{:.3}", point.mean),
        ];
        row.extend(point.range.map(|figure| figure.to_string()));
        row.push(format!("{:.4}", point.crps));
        row.push(point.persistence.to_string());
        row.push(
            point
                .stock_flow
                .map_or(String::new(), |mean| format!("{mean:.3}")),
        );
        row.push(rates.to_owned());
        rows.push(row);
    }
    csv_text(&rows)
}
