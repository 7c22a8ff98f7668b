//! How much of a lever it takes: every value that was tried, on the page and as a table.

use maud::{Markup, html};

use super::tables::{decimal, maybe};
use super::{Told, capital, number};
use crate::compare::{BreakEven, Tried, Window};
use crate::report::tables::csv_text;

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 200.0;
const MARGIN: f64 = 16.0;

/// The section of the page; nothing where nothing was asked for.
pub fn section(told: Told<'_>) -> Markup {
    html! {
        @if !told.break_even.is_empty() { section {
            h2 { "How much it takes" }
            p { (capital(&Window::LastYear.words(told.of.plan.settings.months))) " at each value, in the mean of futures, with its 95% interval. Where the target is crossed is read off a \
                straight line between two values; its range is where the ends of the intervals cross." }
            @for found in told.break_even {
                p { b { (found.sentence()) } "." }
                (chart(found))
                (table(found))
            }
        } }
    }
}

fn side(point: &Tried, target: f64) -> &'static str {
    match point.side(target) {
        1 => "above",
        -1 => "below",
        _ => "not told apart",
    }
}

fn table(found: &BreakEven) -> Markup {
    html! {
        table {
            caption { (found.label) " by " (found.words) ", sweep " (found.sweep) }
            thead { tr {
                th.n scope="col" style="white-space: normal" { (found.words) } th.n scope="col" { "Mean" } th.n scope="col" { "95% interval" }
                th scope="col" { "Against " (found.target) }
            } }
            tbody { @for point in &found.points { tr {
                th.n scope="row" { (point.value) } td.n { (number(point.mean)) }
                td.n { (number(point.interval.0)) " to " (number(point.interval.1)) }
                td { (side(point, found.target)) }
            } } }
        }
    }
}

/// The curve with its intervals, and the line that is to be reached.
fn chart(found: &BreakEven) -> Markup {
    let ends = |of: &dyn Fn(&Tried) -> [f64; 2], more: &[f64]| {
        let all = found.points.iter().flat_map(of).chain(more.iter().copied());
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| {
            (low.min(figure), high.max(figure))
        });
        (low, (high - low).max(1e-9))
    };
    let (left, across) = ends(&|point| [point.value, point.value], &[]);
    let (bottom, up) = ends(&|point| point.interval.into(), &[found.target]);
    let x = |value: f64| MARGIN + (value - left) / across * (WIDTH - 2.0 * MARGIN);
    let y = |figure: f64| HEIGHT - MARGIN - (figure - bottom) / up * (HEIGHT - 2.0 * MARGIN);
    let line = found.points.iter();
    let line = line.map(|point| format!("{:.1},{:.1}", x(point.value), y(point.mean)));
    let line: Vec<String> = line.collect();
    html! {
        svg width=(WIDTH) height=(HEIGHT) viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(found.sentence()) {
            line x1=(MARGIN) x2=(WIDTH - MARGIN) y1=(y(found.target)) y2=(y(found.target)) stroke="var(--line)" {}
            polyline points=(line.join(" ")) fill="none" stroke="var(--accent)" {}
            @for point in &found.points {
                line x1=(x(point.value)) x2=(x(point.value)) y1=(y(point.interval.0)) y2=(y(point.interval.1))
                    stroke="var(--ink)" {}
                circle cx=(x(point.value)) cy=(y(point.mean)) r="3" fill="var(--accent)" {}
            }
            @if let Some(at) = found.at {
                line x1=(x(at)) x2=(x(at)) y1=(y(found.target)) y2=(HEIGHT) stroke="var(--accent)" stroke-dasharray="3 3" {}
            }
        }
    }
}

/// `break_even.csv`: a row is a value of a sweep that was tried.
pub fn csv(told: Told<'_>) -> String {
    let heading = [
        "sweep",
        "lever",
        "kpi",
        "target",
        "value",
        "mean",
        "low_95",
        "high_95",
        "against_target",
        "reached_at",
        "reached_from",
        "reached_to",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for found in told.break_even {
        for point in &found.points {
            rows.push(vec![
                found.sweep.clone(),
                found.figure.clone(),
                found.kpi.clone(),
                found.target.to_string(),
                point.value.to_string(),
                decimal(point.mean),
                decimal(point.interval.0),
                decimal(point.interval.1),
                side(point, found.target).to_owned(),
                maybe(found.at),
                maybe(found.between.0),
                maybe(found.between.1),
            ]);
        }
    }
    csv_text(&rows)
}
