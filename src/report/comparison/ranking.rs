//! What matters most in a sweep, on the page.

use maud::{Markup, html};

use super::Told;
use crate::compare::{Ranked, Ranking, by_chance, kpis};

/// The section of the page; nothing where no sweep varies several figures.
pub fn section(told: Told<'_>) -> Markup {
    html! {
        @if !told.rankings.is_empty() { section {
            h2 { "What matters most" }
            p { "How closely an indicator follows each figure of a sweep over its points: Spearman's rank correlation, 1 where \
                the indicator rises whenever the figure does, -1 where it falls. It says how regular an effect is over the range \
                that was tried, not how large, and a wider range would rank higher." }
            @for ranking in told.rankings { (table(told, ranking)) }
        } }
    }
}

fn table(told: Told<'_>, ranking: &Ranking) -> Markup {
    let note = format!(
        "{} points: chance alone gives a correlation beyond {:.2} in about one of twenty.",
        ranking.points,
        by_chance(ranking.points)
    );
    html! {
        table {
            caption { (ranking.sweep) ": " (kpis()[ranking.kpi].label) ". " (note) }
            thead { tr {
                th scope="col" { "Figure" } th.n scope="col" { "Rank correlation" } th scope="col" { "What can be said" }
            } }
            tbody { @for figure in &ranking.figures { tr {
                th scope="row" { (words(told, ranking, &figure.figure)) }
                td.n { (correlation(figure)) }
                td { (said(figure)) }
            } } }
        }
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
pub fn said(figure: &Ranked) -> &'static str {
    match figure.correlation {
        None => "the same at every point",
        Some(_) if !figure.is_shown => "not shown: chance could have done it",
        Some(r) if r > 0.0 => "rises with it",
        Some(_) => "falls with it",
    }
}
