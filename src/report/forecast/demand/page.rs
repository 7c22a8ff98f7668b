//! The page of the individual forecast.

use maud::{Markup, html};

use super::{DEMAND_ONLY, Told, backtest};
use crate::forecast::demand::Demand;
use crate::forecast::history::{AGE_NAMES, Exit, State, pooled};
use crate::forecast::simulate::{Segment, Series};
use crate::report::forecast::fan::{self, Fan};
use crate::report::forecast::told::{NOT_TOLD, lines, warned};
use crate::report::shell::Page;

/// `report.html`.
pub fn page(told: Told<'_>) -> String {
    let Told {
        demand, council, ..
    } = told;
    let title = format!("{}: how many children will need care", council.name);
    let settings = demand.settings;
    let page = Page {
        council,
        title: &title,
        banner: html! {
            p { strong { (DEMAND_ONLY) } }
            @if let Some(pooled) = pooled(demand.little) { p { strong { (pooled) } } }
            (warned(told.warnings))
            p { (settings.replications) " futures, each with its own rates: what the history leaves open is in the ranges. \
                What is new, such as another policy, another court or another war, is not." }
            @if told.with_homes { p { "Where they could live, and how many places they will need: " a href="places.html" { "places.html" } "." } }
        },
        sections: html! {
            (fans(demand))
            (table(demand))
            (flows(demand))
            (read(demand))
            @if let Some(tested) = told.backtest { (backtest::section(tested)) }
        },
        footer: " Demand only.",
    };
    page.text()
}

/// The fan of a series; `past` counts its children on past month ends.
fn fan(demand: &Demand, series: Series, label: &str, past: &[u32]) -> Markup {
    let months = 0..demand.months.len();
    let has_ranges = demand.settings.has_ranges();
    let ahead = months.map(|month| {
        let figures = demand.figures(month, series);
        match has_ranges {
            true => figures.percentiles.map(f64::from),
            false => [figures.mean; 7],
        }
    });
    fan::fan(&Fan {
        label,
        past: past.iter().map(|count| f64::from(*count)).collect(),
        from: demand.model.from,
        months: &demand.months,
        ahead: ahead.collect(),
        has_ranges,
        beside: None,
    })
}

fn fans(demand: &Demand) -> Markup {
    let total: Vec<u32> = demand
        .past
        .iter()
        .map(|(_, counts)| counts.iter().sum())
        .collect();
    html! {
        section {
            h2 { "Children in care, month by month" }
            p { "Dark: what was, by month end. " (lines(demand.settings)) }
            (fan(demand, Series::Total, "All children in care", &total))
            @for state in State::ALL {
                @let past: Vec<u32> = demand.past.iter().map(|(_, counts)| counts[state as usize]).collect();
                (fan(demand, Series::state(state), state.label(), &past))
            }
        }
    }
}

fn table(demand: &Demand) -> Markup {
    let last = demand.months.len() - 1;
    let has_ranges = demand.settings.has_ranges();
    let shown = |figure: String| {
        if has_ranges {
            figure
        } else {
            NOT_TOLD.to_owned()
        }
    };
    html! {
        section {
            h2 { "On " (demand.months[last]) }
            table {
                caption { "Children in care. Every month, with ages and percentiles: demand.csv." }
                thead { tr {
                    th scope="col" { "Children" } th.n scope="col" { "Mean" } th.n scope="col" { "Middle" }
                    th.n scope="col" { "80 of 100 futures" } th.n scope="col" { "90 of 100 futures" }
                } }
                tbody { @for series in Series::all().filter(|series| series.measure() == "children") {
                    @let figures = demand.figures(last, series);
                    @let [p5, p10, _, p50, _, p90, p95] = figures.percentiles;
                    tr {
                        th scope="row" { (name(series)) } td.n { (format!("{:.1}", figures.mean)) }
                        td.n { (shown(p50.to_string())) }
                        td.n { (shown(format!("{p10} to {p90}"))) } td.n { (shown(format!("{p5} to {p95}"))) }
                    }
                } }
            }
        }
    }
}

fn name(series: Series) -> String {
    match series {
        Series::Total => "All".to_owned(),
        Series::In(Segment::State(state)) => state.label().to_owned(),
        Series::In(Segment::Uasc(true)) => "Unaccompanied children".to_owned(),
        Series::In(Segment::Uasc(false)) => "All others".to_owned(),
        Series::In(Segment::Need(Some(need))) => format!("Need: {need}"),
        Series::In(Segment::Need(None)) => "Need not recorded".to_owned(),
        other => other.segment().replace('_', " "),
    }
}

fn flows(demand: &Demand) -> Markup {
    let year = demand.months.len().min(12);
    let mean = |series: Series| -> f64 {
        (0..year)
            .map(|month| demand.figures(month, series).mean)
            .sum()
    };
    html! {
        section {
            h2 { "Coming, leaving and moving in the first " (year) " months" }
            table {
                caption { "Mean number. Every month with percentiles: demand.csv." }
                tbody {
                    tr { th scope="row" { "Come into care" } td.n { (format!("{:.1}", mean(Series::Entries))) } }
                    @for band in 0..AGE_NAMES.len() { @let of_age = Series::EntriesOf(Segment::Age(band)); tr {
                        th scope="row" { "Come: " (of_age.segment().replace('_', " ")) }
                        td.n { (format!("{:.1}", mean(of_age))) }
                    } }
                    tr {
                        th scope="row" { "Come: unaccompanied children" }
                        td.n { (format!("{:.1}", mean(Series::EntriesOf(Segment::Uasc(true))))) }
                    }
                    @for exit in Exit::ALL { tr {
                        th scope="row" { "Leave: " (exit.name()) }
                        td.n { (format!("{:.1}", mean(Series::Exits(exit)))) }
                    } }
                    tr { th scope="row" { "Moves between placements" } td.n { (format!("{:.1}", mean(Series::Moves))) } }
                }
            }
        }
    }
}

fn read(demand: &Demand) -> Markup {
    html! {
        section {
            h2 { "What it rests on" }
            p { "Care history from " (demand.data.0) " to " (demand.data.1) "." }
            ul {
                @for (name, count) in demand.read { li { (name.replace('_', " ")) ": " (count) } }
                @for stream in &demand.model.streams { li {
                    (stream.seen().0) " arrivals of one or more children; about "
                    (format!("{:.1}", stream.rate.level * stream.children_in_a_part)) " children a year, years differing by "
                    (format!("{:.0}%", stream.rate.spread * 100.0)) " beyond chance; "
                    @if stream.season.is_some() { "a season is applied" } @else { "no season is supported" }
                    "; probability of a trend " (format!("{:.0}%", stream.rate.trend_probability * 100.0))
                } }
            }
        }
    }
}
