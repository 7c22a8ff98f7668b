//! What matters most in a sweep, on the page: a tornado chart for each indicator, and how closely it follows.

use maud::{Markup, html};

use super::charts::bar_of;
use super::{Told, counted, number, signed};
use crate::compare::{FEWEST_FOR_A_VERDICT, Ranked, Ranking, Swing, Window, kpis};

/// The section of the page; nothing where no sweep varies several figures.
pub fn section(told: Told<'_>) -> Markup {
    let months = Window::LastYear.words(told.of.plan.settings.months);
    html! {
        @if !told.rankings.is_empty() { section {
            h2 { "What matters most" }
            p { "A tornado chart for each indicator over " (months) ": how far it swings from the lowest to the highest value of each \
                figure that was tried, the others averaged, the farthest first. Of a grid that is from its first to its last value, \
                of a Latin hypercube from the quarter of points with the lowest values to that with the highest. A wider range \
                swings farther. Bold: the 95% interval of the swing does not contain zero, in twenty futures or more." }
            p { "How closely an indicator follows is Spearman's rank correlation over the points: 1 where the indicator rises whenever \
                the figure does, -1 where it falls. A verdict needs twenty futures; a correlation beyond what chance \
                gives to any of all that are looked at, in one sweep of twenty (values dealt to the points anew 3,999 times); and \
                a sign that holds when the futures are drawn anew, in all draws but one in twenty times as many as are looked at, \
                since all points share the same futures." }
            @for ranking in told.rankings { (table(told, ranking)) }
        } }
    }
}

fn table(told: Told<'_>, ranking: &Ranking) -> Markup {
    let note = format!(
        "{} points, {}: of {} correlations that are looked at, chance alone gives one beyond {:.2} in one sweep of twenty.",
        ranking.points,
        counted(ranking.futures, "future"),
        ranking.looked_at,
        ranking.limit
    );
    let swings = ranking.figures.iter().filter_map(|figure| figure.swing);
    let most = swings.fold(0.0, |most: f64, swing| {
        most.max(swing.interval.0.abs()).max(swing.interval.1.abs())
    });
    html! {
        table {
            caption { "Tornado chart. " (ranking.sweep) ": " (kpis()[ranking.kpi].label) ". " (note) }
            thead { tr {
                th scope="col" { "Figure" } th.n scope="col" { "At its lowest" } th.n scope="col" { "At its highest" }
                th.n scope="col" { "Swing" } th scope="col" { "" } th.n scope="col" { "Rank correlation" }
                th scope="col" { "What can be said" }
            } }
            tbody { @for figure in &ranking.figures { tr {
                th scope="row" style="white-space: normal" { (words(told, ranking, &figure.figure)) }
                (swung(figure.swing, most))
                td.n { (correlation(figure)) }
                td style="white-space: normal" { (said(ranking, figure)) }
            } } }
        }
    }
}

/// The cells of a swing.
fn swung(swing: Option<Swing>, most: f64) -> Markup {
    let Some(swing) = swing else {
        return html! { td.n { "–" } td.n { "–" } td.n { "–" } td { } };
    };
    let by = signed(swing.by);
    html! {
        td.n { (number(swing.lowest)) } td.n { (number(swing.highest)) }
        td.n { @if swing.is_sure { b { (by) } } @else { span.soft { (by) } } }
        td { (bar_of((swing.by, swing.interval), most, swing.is_sure)) }
    }
}

fn words(told: Told<'_>, ranking: &Ranking, figure: &str) -> String {
    let prefix = format!("{}-", ranking.sweep);
    let mut variants = told.of.plan.scenarios.iter();
    let variant = variants.find(|planned| planned.name.starts_with(&prefix));
    let words = variant.and_then(|planned| planned.words.get(figure));
    words.map_or_else(|| figure.to_owned(), Clone::clone)
}

/// A correlation with its sign, nothing without one.
pub fn correlation(figure: &Ranked) -> String {
    match figure.correlation {
        None => "–".to_owned(),
        Some(r) if r.abs() < 0.005 => "0.00".to_owned(),
        Some(r) => format!("{r:+.2}"),
    }
}

/// What can be said of a figure.
pub fn said(ranking: &Ranking, figure: &Ranked) -> &'static str {
    match figure.correlation {
        None => "the same at every point",
        Some(_) if ranking.futures < FEWEST_FOR_A_VERDICT => "not shown: fewer than twenty futures",
        Some(_) if !figure.is_shown => "not shown: chance could have done it",
        Some(r) if r > 0.0 => "rises with it",
        Some(_) => "falls with it",
    }
}
