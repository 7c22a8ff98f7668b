//! Frontiers as a table and as charts.

use maud::{Markup, html};

use super::indicators::Row;
use crate::assess::{Assessment, Axis, Frontier, Point};
use crate::model::{Miles, PoundsPerWeek};

/// `frontier.csv`: a row is a point of a curve, a plan that is certified. Values, ceilings and bounds are totals over the
/// whole system in the unit beside their measure; gaps are shares of 1.
pub fn rows(assessment: &Assessment) -> Vec<Row> {
    let headings = [
        "curve",
        "point",
        "x",
        "x_unit",
        "x_value",
        "x_ceiling",
        "x_bound",
        "x_gap",
        "y",
        "y_unit",
        "y_value",
        "y_bound",
        "y_gap",
        "knee",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for frontier in &assessment.frontiers {
        let [x, y] = frontier.axes;
        for (at, point) in frontier.points.iter().enumerate() {
            let knee = if frontier.knee == Some(at) { "yes" } else { "" };
            rows.push(vec![
                format!("{}-{}", x.name(), y.name()),
                (at + 1).to_string(),
                x.name().to_owned(),
                unit(x).to_owned(),
                plain(x, point.x.value),
                point
                    .ceiling
                    .map_or(String::new(), |ceiling| plain(x, ceiling)),
                plain(x, point.x.bound),
                format!("{:.6}", point.x.gap()),
                y.name().to_owned(),
                unit(y).to_owned(),
                plain(y, point.y.value),
                plain(y, point.y.bound),
                format!("{:.6}", point.y.gap()),
                knee.to_owned(),
            ]);
        }
    }
    rows
}

/// What a value in a table is in.
const fn unit(axis: Axis) -> &'static str {
    match axis {
        Axis::Siblings => "pairs apart",
        Axis::Near => "miles",
        Axis::Cost => "£ a week",
    }
}

/// A value in miles, pounds or pairs, for a table.
fn plain(axis: Axis, value: i64) -> String {
    match axis {
        Axis::Siblings => value.to_string(),
        Axis::Near | Axis::Cost => format!("{:.2}", value as f64 / 100.0),
    }
}

/// A value for people.
fn shown(axis: Axis, value: i64) -> String {
    match axis {
        Axis::Siblings => value.to_string(),
        Axis::Near => format!("{:.0}", Miles::from_hundredths(value).as_f64()),
        Axis::Cost => PoundsPerWeek::from_pence(value).to_string(),
    }
}

const fn label(axis: Axis) -> &'static str {
    match axis {
        Axis::Siblings => "Pairs of brothers and sisters apart",
        Axis::Near => "Miles from home, children of the round",
        Axis::Cost => "Pounds a week, children of the round",
    }
}

/// The curves on the page.
pub fn section(assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.frontiers.is_empty() {
            section {
                h2 { "What one thing costs in another" }
                p { "Each point is a theoretical plan for the whole system in which every child who can have a home has one: \
                    with so much of the one, no plan has less of the other, but for the gap given in frontier.csv. The \
                    filled point is where the curve bends most. " (certainty(assessment)) }
                p.soft { (of_the_round(assessment)) }
                @for frontier in &assessment.frontiers { (chart(frontier)) }
            }
        }
    }
}

/// How far the points can be from the best.
fn certainty(assessment: &Assessment) -> String {
    let points = assessment.frontiers.iter().flat_map(|f| &f.points);
    let gaps = points.flat_map(|point| [point.x.gap(), point.y.gap()]);
    let widest = gaps.fold(0.0, f64::max);
    format!(
        "Each point passed the independent checker in this run; the largest gap of a point is {:.2}%, and x_gap and y_gap of \
         frontier.csv have each: a curve says where it runs, and its points are not searched to the last mile or pound.",
        100.0 * widest
    )
}

/// Why totals here are not those of the indicators.
fn of_the_round(assessment: &Assessment) -> String {
    let all = assessment.facts.council.looked_after().count();
    let round = assessment
        .attained
        .first()
        .map_or(0, |plan| plan.plan.len());
    format!(
        "Children of the round: the {round} who live in a kind of home that rounds offer, or have none. The {} others (with \
         parents, in adoptive, secure and other arrangements) stay where they are; their miles and pounds are in K08 and K35, \
         and not here. A child who would have no home counts here at the worst of her options. At the cheap end nothing but \
         cost counts once every child who can have a home has one; with \"nothing bought\" placewell plan means the cheapest \
         round that also keeps what is held no worse than today, which costs more.",
        all.saturating_sub(round)
    )
}

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 90.0;
const FOOT: f64 = 44.0;

fn chart(frontier: &Frontier) -> Markup {
    let [x, y] = frontier.axes;
    let (Some(first), Some(last)) = (frontier.points.first(), frontier.points.last()) else {
        return html! {};
    };
    let at = |point: &Point| {
        let part = |value: i64, from: i64, to: i64| {
            if from == to {
                0.5
            } else {
                (value - from) as f64 / (to - from) as f64
            }
        };
        let right = part(point.x.value, first.x.value, last.x.value);
        let up = part(point.y.value, last.y.value, first.y.value);
        (
            LEFT + 10.0 + right * (WIDTH - LEFT - 30.0),
            HEIGHT - FOOT - 10.0 - up * (HEIGHT - FOOT - 30.0),
        )
    };
    let line: Vec<String> = frontier
        .points
        .iter()
        .map(|point| format!("{:.1},{:.1}", at(point).0, at(point).1))
        .collect();
    let title = format!("{} – {}", label(y), label(x));
    html! {
        h3 { (title) }
        svg.map viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(title) {
            polyline points=(line.join(" ")) fill="none" stroke="var(--accent)" stroke-width="2" {}
            @for (i, point) in frontier.points.iter().enumerate() {
                @let (cx, cy) = at(point);
                @let fill = if frontier.knee == Some(i) { "var(--accent)" } else { "var(--paper)" };
                circle cx=(format!("{cx:.1}")) cy=(format!("{cy:.1}")) r="4.5" fill=(fill) stroke="var(--accent)" {
                    title { (shown(x, point.x.value)) ", " (shown(y, point.y.value)) }
                }
            }
            (scale(frontier.axes, first, last))
        }
    }
}

fn scale([x, y]: [Axis; 2], first: &Point, last: &Point) -> Markup {
    let base = HEIGHT - FOOT;
    let text = |at: (f64, f64), anchor: &str, words: String| {
        html! {
            text x=(format!("{:.0}", at.0)) y=(format!("{:.0}", at.1)) text-anchor=(anchor)
                font-size="12" fill="var(--soft)" { (words) }
        }
    };
    html! {
        line x1=(LEFT) y1="10" x2=(LEFT) y2=(base) stroke="var(--line)" {}
        line x1=(LEFT) y1=(base) x2=(WIDTH) y2=(base) stroke="var(--line)" {}
        (text((LEFT - 6.0, 24.0), "end", shown(y, first.y.value)))
        (text((LEFT - 6.0, base - 8.0), "end", shown(y, last.y.value)))
        (text((LEFT + 10.0, base + 16.0), "start", shown(x, first.x.value)))
        (text((WIDTH - 20.0, base + 16.0), "end", shown(x, last.x.value)))
        (text(((WIDTH + LEFT) / 2.0, base + 34.0), "middle", label(x).to_owned()))
    }
}
