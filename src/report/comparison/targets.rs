//! Targets of scenarios on the page: in how many futures they are reached.

use maud::{Markup, html};

use super::names::name;
use super::{counted, number};
use crate::compare::{Aimed, Comparison, Window, kpis, unmeasured};
use crate::forecast::capacity::MEASURED_ON;

/// The section of the page; nothing where no scenario has a target that a run measures.
pub fn section(of: &Comparison) -> Markup {
    let months = Window::LastYear.words(of.plan.settings.months);
    let with = of.scenarios.iter().enumerate();
    let with: Vec<_> = with
        .filter(|(_, compared)| !compared.targets.is_empty())
        .collect();
    html! {
        @if !with.is_empty() { section {
            h2 { "Targets" }
            p { "Each scenario against its own targets, over " (months) " of each future. " (MEASURED_ON) }
            table {
                thead { tr {
                    th scope="col" { "Scenario" } th scope="col" { "Indicator" } th.n scope="col" { "Target" }
                    th.n scope="col" { "Mean" } th scope="col" { "Reached" }
                } }
                tbody { @for (at, compared) in &with { @for aimed in &compared.targets { tr {
                    th scope="row" style="white-space: normal" { (name(of, *at)) }
                    td style="white-space: normal" { (kpis()[aimed.kpi].label) }
                    td.n { (aimed.wanted) } td.n { (aimed.mean.map_or_else(|| "–".to_owned(), number)) }
                    td { (reached(aimed)) }
                } } } }
            }
        } }
    }
}

/// In how many futures a target is reached.
pub fn reached(aimed: &Aimed) -> String {
    format!(
        "in {} of {}",
        aimed.reached,
        counted(aimed.futures, "future")
    )
}

/// What is said under a scenario of targets that no run measures.
pub fn of_scenario(of: &Comparison, at: usize) -> Markup {
    let unmeasured = unmeasured(&of.plan.scenarios[at]);
    html! {
        @if !unmeasured.is_empty() {
            p { "Targets that a run does not measure (placewell assess does): " (unmeasured.join(", ")) "." }
        }
    }
}
