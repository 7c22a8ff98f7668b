//! Fan charts: what was, and the ranges of what may be.

use maud::{Markup, html};

use crate::forecast::demand::Demand;
use crate::forecast::simulate::Series;

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

/// The fan of a series; `past` counts its children on past month ends.
pub fn fan(demand: &Demand, series: Series, label: &str, past: &[u32]) -> Markup {
    let months = demand.months.len();
    let figures: Vec<_> = (0..months)
        .map(|month| demand.figures(month, series))
        .collect();
    let highest = figures
        .iter()
        .map(|f| f.percentiles[6])
        .chain(past.iter().copied());
    let scale = Scale {
        columns: past.len() + months - 1,
        most: f64::from(highest.max().unwrap_or(0).max(1)) * 1.05,
    };
    let today = past.len() - 1;
    let start = f64::from(past[today]);
    // A range begins in the one number that is known.
    let edge = |at: usize| {
        let ahead = figures.iter().map(move |f| f64::from(f.percentiles[at]));
        let all = std::iter::once(start).chain(ahead).enumerate();
        all.map(|(month, figure)| (today + month, figure))
            .collect::<Vec<_>>()
    };
    let area = |low: usize, high: usize| {
        let there = edge(high).into_iter().chain(edge(low).into_iter().rev());
        let points: Vec<String> = there.map(|(at, figure)| scale.point(at, figure)).collect();
        points.join(" ")
    };
    let known: Vec<String> = (past.iter().enumerate())
        .map(|(at, count)| scale.point(at, f64::from(*count)))
        .collect();
    let middle: Vec<String> = edge(3)
        .into_iter()
        .map(|(at, n)| scale.point(at, n))
        .collect();
    let said = figures.last().map_or(String::new(), |f| {
        format!(
            "{label}: {start} on {}; on {} nine in ten futures have {} to {}",
            demand.model.from,
            demand.months[months - 1],
            f.percentiles[0],
            f.percentiles[6]
        )
    });
    html! {
        h3 { (label) }
        svg.map viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(said) {
            title { (said) }
            @for (low, high, strength) in BANDS {
                polygon points=(area(low, high)) fill="var(--accent)" fill-opacity=(strength) {}
            }
            polyline points=(middle.join(" ")) fill="none" stroke="var(--accent)" stroke-width="2" {}
            polyline points=(known.join(" ")) fill="none" stroke="var(--ink)" stroke-width="2" {}
            (axes(demand, &scale, today))
        }
    }
}

fn axes(demand: &Demand, scale: &Scale, today: usize) -> Markup {
    let base = HEIGHT - FOOT;
    let of = |column: usize| scale.point(column, 0.0);
    let across = |column: usize| of(column).split(',').next().unwrap_or("0").to_owned();
    let words = |x: String, y: f64, anchor: &str, words: String| {
        html! {
            text x=(x) y=(y) text-anchor=(anchor) font-size="12" fill="var(--soft)" { (words) }
        }
    };
    let last = demand
        .months
        .last()
        .map_or(String::new(), ToString::to_string);
    html! {
        line x1=(LEFT) y1=(TOP) x2=(LEFT) y2=(base) stroke="var(--line)" {}
        line x1=(LEFT) y1=(base) x2=(WIDTH - 12.0) y2=(base) stroke="var(--line)" {}
        line x1=(across(today)) y1=(TOP) x2=(across(today)) y2=(base) stroke="var(--line)" stroke-dasharray="4 3" {}
        (words((LEFT - 6.0).to_string(), base, "end", "0".to_owned()))
        (words((LEFT - 6.0).to_string(), TOP + 10.0, "end", format!("{:.0}", scale.most)))
        (words(across(today), HEIGHT - 10.0, "middle", demand.model.from.to_string()))
        (words((WIDTH - 12.0).to_string(), HEIGHT - 10.0, "end", last))
    }
}
