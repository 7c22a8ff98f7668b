//! What each lever adds, on the page.

use maud::{Markup, html};

use super::charts::{bar, reach};
use super::page::short;
use super::signed;
use crate::compare::{Attribution, Comparison, kpis};

/// The section of the page; nothing where no parts were run.
pub fn section(of: &Comparison) -> Markup {
    html! {
        @if !of.attributions.is_empty() { section {
            h2 { "What each lever adds" }
            p { "Alone: against the baseline. Added: what it adds to those with a lower number, and the number of its turn; \
                another order gives other figures. Together levers can do more, or less, than each alone: that is the \
                interaction. What a scenario's policy changes is a part of its own." }
            @for attribution in &of.attributions { (table(of, attribution)) }
        } }
    }
}

/// Levers by what they do alone, each with the number of its turn.
fn table(of: &Comparison, attribution: &Attribution) -> Markup {
    let most = reach(attribution.levers.iter().map(|part| &part.alone));
    let mut tornado: Vec<_> = (1..).zip(&attribution.levers).collect();
    tornado.sort_by(|(_, a), (_, b)| b.alone.mean.abs().total_cmp(&a.alone.mean.abs()));
    html! {
        table {
            caption {
                (of.plan.scenarios[attribution.scenario].title) ": " (kpis()[attribution.kpi].label) ". The whole "
                (signed(attribution.whole)) ", of it interaction " (signed(attribution.interaction))
                ". The lever that does most alone first."
            }
            thead { tr {
                th scope="col" { "Lever" } th.n scope="col" { "Alone" } th scope="col" { "95% interval" }
                th.n scope="col" { "Added as no." } th.n scope="col" { "Added" }
            } }
            tbody { @for (nth, part) in tornado { tr {
                th scope="row" { (part.lever) } td.n { (short(&part.alone)) } td { (bar(&part.alone, most)) }
                td.n { (nth) } td.n { (signed(part.in_order)) }
            } } }
        }
    }
}
