//! The impact statement on the page: who gains and who loses.

use maud::{Markup, html};

use super::{capital, signed, signed_to};
use crate::compare::{Comparison, Impact, MATTERS_TO_A_GROUP, OUTCOMES, Outcome, Verdict};

/// Of one scenario.
pub fn statement(of: &Comparison, scenario: usize) -> Markup {
    let groups = Comparison::groups();
    let row = |group: usize| -> Vec<Option<Impact>> {
        (0..OUTCOMES.len())
            .map(|outcome| of.impact(scenario, group, outcome))
            .collect()
    };
    html! {
        h4 { "Who gains and who loses" }
        table {
            caption {
                "Difference for a child of the group, over all months. Bold: sure and large enough to matter, with gains or \
                loses where one way is better. A dash: too few children (fewer than five of whom the figure is, or others \
                from whom it could be worked out), or too few futures. With intervals: impact.csv. " (MATTERS_TO_A_GROUP)
            }
            thead { tr {
                th scope="col" { "Group" } th.n scope="col" { "Children" }
                @for outcome in OUTCOMES { th.n scope="col" style="white-space: normal" { (outcome.label()) } }
            } }
            tbody { @for (nth, group) in groups.iter().enumerate() {
                @let cells = row(nth);
                @if let Some(Some(first)) = cells.first() && first.children > 0.0 { tr {
                    @if nth == 0 || groups[nth - 1].dimension != group.dimension {
                        th scope="row" { (capital(group.dimension)) ": " (group.label) }
                    } @else {
                        th scope="row" { (group.label) }
                    }
                    td.n { (first.shown.children(first.children, 0)) }
                    @for (cell, outcome) in cells.iter().flatten().zip(OUTCOMES) { td.n { (told(cell, outcome)) } }
                } }
            } }
        }
    }
}

fn told(impact: &Impact, outcome: Outcome) -> Markup {
    let Some(difference) = impact.difference else {
        return html! { "–" };
    };
    let text = match outcome {
        // Of a hundred children a move is a hundredth.
        Outcome::Moves => signed_to(difference.mean, 3),
        _ => signed(difference.mean),
    };
    let said = match difference.verdict {
        Verdict::Same => html! { span.soft { "=" } },
        Verdict::NotShown | Verdict::Small => html! { span.soft { (text) } },
        Verdict::Better => html! { b { (text) } " gains" },
        Verdict::Worse => html! { b { (text) } " loses" },
        Verdict::Higher => html! { b { (text) } " higher" },
        Verdict::Lower | Verdict::LowerMoreWaiting | Verdict::LowerMayWait => {
            html! { b { (text) } " lower" }
        }
    };
    html! {
        (said)
        @if let Some(note) = impact.note(outcome) { br; span.soft style="white-space: normal" { (note) } }
    }
}
