//! Fan charts: what was, and the ranges of what may be.

use maud::{Markup, html};

use crate::model::Date;

const WIDTH: f64 = 680.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 50.0;
const FOOT: f64 = 30.0;
const TOP: f64 = 12.0;

/// Pairs of percentiles by position, widest first, with how strongly each is filled: 90, 80 and 50 in a hundred.
const BANDS: [(usize, usize, &str); 3] = [(0, 6, "0.18"), (1, 5, "0.25"), (2, 4, "0.35")];

/// Where figures stand in a chart.
struct Scale {
    columns: usize,
    most: f64,
}

impl Scale {
    fn point(&self, column: usize, figure: f64) -> String {
        let x = LEFT + column as f64 / self.columns.max(1) as f64 * (WIDTH - LEFT - 12.0);
        let y = HEIGHT - FOOT - figure / self.most * (HEIGHT - FOOT - TOP);
        format!("{x:.1},{y:.1}")
    }
}

/// What a fan shows.
pub struct Fan<'a> {
    /// Name for people.
    pub label: &'a str,
    /// What was, the last being the day that the forecast starts from; empty where the past is not known.
    pub past: Vec<f64>,
    /// Day that it starts from.
    pub from: Date,
    /// Month ends ahead.
    pub months: &'a [Date],
    /// Percentiles of each month ahead, in their usual order; of too few futures for any, the mean in all places.
    pub ahead: Vec<[f64; 7]>,
    /// Whether there are enough futures for ranges.
    pub has_ranges: bool,
    /// Something to hold it against, month by month: its name and figures.
    pub beside: Option<(&'a str, Vec<f64>)>,
}

/// The fan of a series.
pub fn fan(of: &Fan<'_>) -> Markup {
    let known = of.past.len();
    let beside = of.beside.iter().flat_map(|(_, figures)| figures);
    let highest = of.ahead.iter().map(|p| p[6]);
    let highest = highest
        .chain(of.past.iter().copied())
        .chain(beside.copied());
    let scale = Scale {
        columns: (known + of.ahead.len()).saturating_sub(1),
        most: highest.fold(1.0, f64::max) * 1.05,
    };
    // A range begins in the one number that is known.
    let today = known.saturating_sub(1);
    let edge = |at: usize| {
        let start = of.past.last().copied();
        let ahead = of.ahead.iter().map(move |percentiles| percentiles[at]);
        let all = start.into_iter().chain(ahead).enumerate();
        all.map(|(month, figure)| (today + month, figure))
            .collect::<Vec<_>>()
    };
    let joined = |points: Vec<(usize, f64)>| {
        let points = points
            .into_iter()
            .map(|(at, figure)| scale.point(at, figure));
        points.collect::<Vec<String>>().join(" ")
    };
    let area = |low: usize, high: usize| {
        joined(
            edge(high)
                .into_iter()
                .chain(edge(low).into_iter().rev())
                .collect(),
        )
    };
    let past = joined(of.past.iter().copied().enumerate().collect());
    let said = said(of);
    html! {
        h3 { (of.label) }
        svg.map viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(said) {
            title { (said) }
            @for (low, high, strength) in BANDS.into_iter().filter(|_| of.has_ranges) {
                polygon points=(area(low, high)) fill="var(--accent)" fill-opacity=(strength) {}
            }
            polyline points=(joined(edge(3))) fill="none" stroke="var(--accent)" stroke-width="2" {}
            polyline points=(past) fill="none" stroke="var(--ink)" stroke-width="2" {}
            @if let Some((_, figures)) = &of.beside {
                @let points = figures.iter().enumerate().map(|(at, f)| (known + at, *f)).collect();
                polyline points=(joined(points)) fill="none" stroke="var(--ink)" stroke-width="2" stroke-dasharray="6 4" {}
            }
            (axes(of, &scale, today))
        }
    }
}

fn said(of: &Fan<'_>) -> String {
    let (Some(last), Some(day)) = (of.ahead.last(), of.months.last()) else {
        return of.label.to_owned();
    };
    let start = of
        .past
        .last()
        .map_or(String::new(), |start| format!(" {start} on {};", of.from));
    let beside = of.beside.as_ref().and_then(|(name, figures)| {
        let figure = figures.last()?;
        Some(format!("; {name}: {figure:.0}"))
    });
    let ahead = match of.has_ranges {
        true => format!("nine in ten futures have {:.0} to {:.0}", last[0], last[6]),
        false => format!("the mean is {:.0}", last[3]),
    };
    let beside = beside.unwrap_or_default();
    format!("{}:{start} on {day} {ahead}{beside}", of.label)
}

fn axes(of: &Fan<'_>, scale: &Scale, today: usize) -> Markup {
    let base = HEIGHT - FOOT;
    let across = |column: usize| {
        scale
            .point(column, 0.0)
            .split(',')
            .next()
            .unwrap_or("0")
            .to_owned()
    };
    let words = |x: String, y: f64, anchor: &str, words: String| {
        html! {
            text x=(x) y=(y) text-anchor=(anchor) font-size="12" fill="var(--soft)" { (words) }
        }
    };
    let last = of.months.last().map_or(String::new(), ToString::to_string);
    html! {
        line x1=(LEFT) y1=(TOP) x2=(LEFT) y2=(base) stroke="var(--line)" {}
        line x1=(LEFT) y1=(base) x2=(WIDTH - 12.0) y2=(base) stroke="var(--line)" {}
        line x1=(across(today)) y1=(TOP) x2=(across(today)) y2=(base) stroke="var(--line)" stroke-dasharray="4 3" {}
        (words((LEFT - 6.0).to_string(), base, "end", "0".to_owned()))
        (words((LEFT - 6.0).to_string(), TOP + 10.0, "end", format!("{:.0}", scale.most)))
        (words(across(today), HEIGHT - 10.0, "middle", of.from.to_string()))
        (words((WIDTH - 12.0).to_string(), HEIGHT - 10.0, "end", last))
    }
}
