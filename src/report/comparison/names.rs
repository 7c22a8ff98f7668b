//! What scenarios are called where many stand side by side: the points of a sweep by their number, with a table of what each is.

use maud::{Markup, html};

use super::number;
use crate::compare::{Comparison, Family};

/// Sweeps over several figures: their scenarios have titles too long to stand in a table. Files that somebody has called
/// plan-1 and plan-2 are none: their titles are their own.
fn sweeps(of: &Comparison) -> Vec<&Family> {
    let is_laid_out = |sweep: &&Family| {
        // The first stands for all, of which there may be thousands.
        let first = sweep
            .members
            .first()
            .map(|at| &of.plan.scenarios[*at].title);
        first.is_some_and(|title| sweep.figures.iter().all(|figure| title.contains(&**figure)))
    };
    let families = of.families.iter();
    let several = families.filter(|sweep| sweep.figures.len() > 1);
    several.filter(is_laid_out).collect()
}

/// What a scenario is called: its title, or of a sweep over several figures its number.
pub fn name(of: &Comparison, at: usize) -> String {
    let planned = &of.plan.scenarios[at];
    let all = sweeps(of);
    let Some(sweep) = all.iter().find(|sweep| sweep.members.contains(&at)) else {
        return planned.title.clone();
    };
    let number = planned.name.rsplit('-').next().unwrap_or_default();
    let point = format!("Point {}", number.trim_start_matches('0'));
    match all.len() {
        1 => point,
        _ => format!("{point} of {}", sweep.name),
    }
}

/// The values of a point, "recruit.carers 15, price.percent 8.5"; nothing of any other scenario.
pub fn values(of: &Comparison, at: usize) -> Option<String> {
    let all = sweeps(of);
    let sweep = all.iter().find(|sweep| sweep.members.contains(&at))?;
    let each = sweep.figures.iter().map(|figure| {
        let value = of.plan.scenarios[at].numbers.get(figure);
        format!("{figure} {}", figure_of(value))
    });
    Some(each.collect::<Vec<String>>().join(", "))
}

/// A value that was tried: whole ones without decimals.
fn figure_of(value: Option<&f64>) -> String {
    match value {
        None => "–".to_owned(),
        Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e3 => whole.to_string(),
        Some(value) => number(*value),
    }
}

/// What each point is; nothing where there is no such sweep.
pub fn section(of: &Comparison) -> Markup {
    let all = sweeps(of);
    html! {
        @if !all.is_empty() { section {
            h2 { "Points of the sweep" }
            @for sweep in all { (table(of, sweep)) }
        } }
    }
}

fn table(of: &Comparison, sweep: &Family) -> Markup {
    let first = &of.plan.scenarios[sweep.members[0]];
    let title = first.title.rsplit_once(" (");
    let title = title.map_or(&*first.title, |(title, _)| title);
    let words = |figure: &String| first.words.get(figure).unwrap_or(figure).clone();
    html! {
        table {
            caption { (title) " (" (sweep.name) "): what each point is." }
            thead { tr {
                th scope="col" { "Point" }
                @for figure in &sweep.figures { th.n scope="col" style="white-space: normal" { (words(figure)) } }
            } }
            tbody { @for at in &sweep.members { tr {
                th scope="row" { (name(of, *at)) }
                @for figure in &sweep.figures {
                    td.n { (figure_of(of.plan.scenarios[*at].numbers.get(figure))) }
                }
            } } }
        }
    }
}
