//! The individual forecast as documents for machines, and in a few lines for a terminal.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{DEMAND_ONLY, METHOD, Told};
use crate::forecast::backtest::{Backtest, Group, HORIZONS, LEVELS};
use crate::forecast::demand::{Demand, PERCENTILES};
use crate::forecast::history::{Exit, State, pooled, rates};
use crate::forecast::simulate::Series;
use crate::ingest::{Problem, Problems};
use crate::report::Holds;
use crate::report::documents::by_file;

/// Month ends that are told of in few words: after a year, two years, and the last.
fn milestones(demand: &Demand) -> Vec<usize> {
    let last = demand.months.len();
    let mut months: Vec<usize> = [12, 24, last].into_iter().filter(|m| *m <= last).collect();
    months.dedup();
    months
}

/// `summary.json`.
pub fn demand_json(told: Told<'_>) -> Value {
    let Told {
        demand, council, ..
    } = told;
    let read: Map<String, Value> = demand
        .read
        .iter()
        .map(|(name, count)| ((*name).to_owned(), json!(count)))
        .collect();
    let ahead: Vec<Value> = milestones(demand)
        .into_iter()
        .map(|months| ahead(demand, months))
        .collect();
    let mut summary = json!({
        "council": council.name,
        "method": METHOD,
        "scope": "demand_only",
        "about": DEMAND_ONLY,
        "rates": rates(demand.little),
        "rates_about": pooled(demand.little),
        "data": { "from": demand.data.0.to_string(), "to": demand.data.1.to_string() },
        "history": read,
        "from": demand.model.from.to_string(),
        "children_at_start": demand.model.children(),
        "ahead": ahead,
        "estimated": estimated(demand),
        "warnings": warnings(told.warnings),
    });
    if let Some(backtest) = told.backtest {
        let cuts: Vec<String> = backtest.cuts.iter().map(ToString::to_string).collect();
        summary["backtest"] = json!({
            "known_until": cuts,
            "table": "backtest.csv",
            "reliability": { "nominal": LEVELS, "total": held(backtest, true), "by_state": held(backtest, false) },
        });
    }
    summary
}

/// What somebody should look at, for machines.
fn warnings(warnings: &Problems) -> Vec<Value> {
    let one = |p: &Problem| json!({ "code": p.code, "file": p.file, "message": p.message });
    warnings.list().iter().map(one).collect()
}

/// How often each range held, by months ahead: of the total, or of all states together.
fn held(backtest: &Backtest, total: bool) -> Value {
    let of = |group: Group| match group {
        Group::Total => total,
        Group::State(_) => !total,
        Group::Category(_) => false,
    };
    let months: Map<String, Value> = HORIZONS
        .into_iter()
        .map(|months| (months.to_string(), json!(backtest.reliability(months, of))))
        .collect();
    Value::Object(months)
}

fn ahead(demand: &Demand, months: usize) -> Value {
    let of = |series: Series| {
        let figures = demand.figures(months - 1, series);
        let mut document = json!({ "mean": figures.mean });
        for (p, figure) in PERCENTILES.iter().zip(figures.percentiles) {
            let is_told = demand.settings.has_ranges();
            document[format!("p{p}")] = json!(is_told.then_some(figure));
        }
        document
    };
    let states: Map<String, Value> = State::ALL
        .into_iter()
        .map(|state| (state.name().to_owned(), of(Series::state(state))))
        .collect();
    json!({
        "months": months,
        "day": demand.months[months - 1].to_string(),
        "children": of(Series::Total),
        "by_state": states,
    })
}

/// What was estimated of arrivals and hazards, for those who check.
fn estimated(demand: &Demand) -> Value {
    let streams: Vec<Value> = (demand.model.streams.iter())
        .map(|stream| {
            let (groups, children) = stream.seen();
            json!({
                "groups": groups,
                "children": children,
                "groups_a_year": stream.rate.level * stream.groups_in_a_part(),
                "children_a_year": stream.rate.level * stream.children_in_a_part,
                "variation_between_years": stream.rate.spread,
                "trend_probability": stream.rate.trend_probability,
                "trend_a_year": stream.rate.trend,
                "season": stream.season,
            })
        })
        .collect();
    let hazards = &demand.model.hazards;
    let leaving: Map<String, Value> = (Exit::ALL.iter().zip(&hazards.leaving))
        .map(|(exit, pooled)| {
            let events: f64 = pooled.table.events.iter().sum();
            (
                exit.name().to_owned(),
                json!({ "events": events, "pooling_strength": pooled.strength }),
            )
        })
        .collect();
    let moves: f64 = hazards.moving.table.events.iter().sum();
    let days: f64 = hazards.moving.table.days.iter().sum();
    json!({
        "person_days": days,
        "arrivals": streams,
        "leaving": leaving,
        "moving": { "events": moves, "pooling_strength": hazards.moving.strength },
    })
}

/// `provenance.json`.
pub fn provenance(told: Told<'_>, hashes: &[(String, String)]) -> Value {
    let settings = told.demand.settings;
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": Holds::Forecast.code(),
        "method": METHOD,
        "scope": "demand_only",
        "rates": rates(told.demand.little),
        "asked": {
            "months": settings.months,
            "replications": settings.replications,
            "backtest": told.backtest.is_some(),
            "places": told.places,
        },
        "seed": settings.seed,
        "scenario": null,
        "as_at": told.council.as_at.to_string(),
        "data_vintage": told.council.vintage,
        "input_sha256": by_file(hashes),
    })
}

/// The forecast for a terminal.
pub fn demand_text(told: Told<'_>) -> String {
    let Told {
        demand, council, ..
    } = told;
    let mut text = format!("{}: {DEMAND_ONLY}\n", council.name);
    if let Some(pooled) = pooled(demand.little) {
        let _ = writeln!(text, "  {pooled}");
    }
    let _ = writeln!(
        text,
        "  {} children in care on {}; from {} episodes, {} to {}",
        demand.model.children(),
        demand.model.from,
        demand.read[0].1,
        demand.data.0,
        demand.data.1
    );
    let has_ranges = demand.settings.has_ranges();
    let [of_80, of_90] = ["80 in 100", "90 in 100"].map(|of| if has_ranges { of } else { "" });
    let heading = format!("  {:<34}{:>8}{of_80:>16}{of_90:>16}", "", "mean");
    let _ = writeln!(text, "{}", heading.trim_end());
    for months in milestones(demand) {
        let _ = writeln!(text, "  {}", demand.months[months - 1]);
        let series = std::iter::once(("Children in care", Series::Total))
            .chain(State::ALL.map(|state| (state.label(), Series::state(state))));
        for (label, series) in series {
            let figures = demand.figures(months - 1, series);
            let [p5, p10, _, _, _, p90, p95] = figures.percentiles;
            let range = |low: u32, high: u32| {
                let range = has_ranges.then(|| format!("{low} to {high}"));
                range.unwrap_or_default()
            };
            let (mean, of_80, of_90) = (figures.mean, range(p10, p90), range(p5, p95));
            let line = format!("    {label:<32}{mean:>8.1}{of_80:>16}{of_90:>16}");
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    if let Some(backtest) = told.backtest {
        text.push_str(&super::backtest::text(backtest));
    }
    text
}
