//! The page of a comparison.

use maud::{Markup, html};

use super::charts::{bar, reach};
use super::{
    ABOUT, Told, break_even, how_sure, impact, interval, main_kpis, number, shares, signed,
};
use crate::compare::{Comparison, Paired, Verdict, Window, kpis};
use crate::model::Council;
use crate::report::shell::Page;

/// Most scenarios of which each has a section of its own.
const MOST: usize = 40;

/// `report.html`.
pub fn page(told: Told<'_>) -> String {
    let of = told.of;
    let as_at = of.plan.said("as_at").parse().unwrap_or(of.plan.start);
    let mut council = Council::new(of.plan.said("council"), "", as_at);
    of.plan
        .said("data_vintage")
        .clone_into(&mut council.vintage);
    let title = format!("{}: scenarios compared", council.name);
    let settings = of.plan.settings;
    let others: Vec<usize> = (0..of.plan.scenarios.len())
        .filter(|at| *at != of.baseline)
        .collect();
    let page = Page {
        council: &council,
        title: &title,
        banner: html! {
            p { strong { (ABOUT) } }
            p {
                (settings.replications) " futures of " (settings.months) " months from " (of.plan.start) ", the same in every \
                scenario. Differences are to \"" (of.plan.scenarios[of.baseline].title) "\"."
            }
            p { (how_sure()) }
        },
        sections: html! {
            (side_by_side(of))
            (paybacks(of, &others))
            (break_even::section(told))
            (attributions(of))
            @for at in others.iter().take(MOST) { (scenario(of, *at)) }
            @if others.len() > MOST {
                p { (others.len() - MOST) " scenarios more are in compare.csv and impact.csv." }
            }
            (reading())
        },
        footer: " Theoretical: a simulation.",
    };
    page.text()
}

fn side_by_side(of: &Comparison) -> Markup {
    let (all, main) = (kpis(), main_kpis());
    html! {
        section {
            h2 { "Side by side" }
            table {
                caption { "Mean of the last twelve months, and the difference below it; bold where it is real, = where every future is the same." }
                thead { tr {
                    th scope="col" { "Scenario" }
                    @for kpi in &main { th.n scope="col" style="white-space: normal" { (all[*kpi].label) } }
                } }
                tbody { @for (at, planned) in of.plan.scenarios.iter().enumerate() { tr {
                    th scope="row" style="white-space: normal" { (planned.title) }
                    @for kpi in &main {
                        @let figure = of.figure(at, Window::LastYear, *kpi);
                        td.n {
                            (figure.mean.map_or_else(|| "–".to_owned(), number)) br;
                            (figure.difference.as_ref().map_or_else(|| html! {}, short))
                        }
                    }
                } } }
            }
        }
    }
}

fn short(paired: &Paired) -> Markup {
    html! {
        @match paired.verdict {
            Verdict::Same => span.soft { "=" },
            _ if paired.is_real() => b { (signed(paired.mean)) },
            _ => span.soft { (signed(paired.mean)) },
        }
    }
}

fn paybacks(of: &Comparison, others: &[usize]) -> Markup {
    let spending = |at: &&usize| of.scenarios[**at].payback.is_some();
    let spending: Vec<&usize> = others.iter().filter(spending).collect();
    html! {
        @if !spending.is_empty() { section {
            h2 { "When it pays back" }
            p { "What a scenario spends beside placements, held against placements that cost less. Costs that no file gives \
                are not in it." }
            ul { @for at in spending { @if let Some(payback) = &of.scenarios[*at].payback {
                li { b { (of.plan.scenarios[*at].title) } ": " (payback.sentence()) }
            } } }
        } }
    }
}

fn attributions(of: &Comparison) -> Markup {
    let all = kpis();
    html! {
        @if !of.attributions.is_empty() { section {
            h2 { "What each lever adds" }
            p { "Alone: against the baseline. In order: what it adds to the levers above it. Together levers can do more, or \
                less, than each alone: that is the interaction." }
            @for attribution in &of.attributions {
                @let most = reach(attribution.levers.iter().map(|part| &part.alone));
                @let tornado = {
                    let mut order: Vec<_> = attribution.levers.iter().collect();
                    order.sort_by(|a, b| b.alone.mean.abs().total_cmp(&a.alone.mean.abs()));
                    order
                };
                table {
                    caption {
                        (of.plan.scenarios[attribution.scenario].title) ": " (all[attribution.kpi].label) ". The whole "
                        (signed(attribution.whole)) ", of it interaction " (signed(attribution.interaction))
                        ". The lever that does most first."
                    }
                    thead { tr {
                        th scope="col" { "Lever" } th.n scope="col" { "Alone" } th scope="col" { "95% interval" }
                        th.n scope="col" { "In order" }
                    } }
                    tbody { @for part in tornado { tr {
                        th scope="row" { (part.lever) } td.n { (short(&part.alone)) } td { (bar(&part.alone, most)) }
                        td.n { (signed(part.in_order)) }
                    } } }
                }
            }
        } }
    }
}

fn scenario(of: &Comparison, at: usize) -> Markup {
    let planned = &of.plan.scenarios[at];
    html! {
        section {
            h2 { (planned.title) }
            @if planned.changes.is_empty() { p { "It changes local policy alone." } }
            ul { @for change in &planned.changes { li { (change) } } }
            (differences(of, at))
            (impact::statement(of, at))
        }
    }
}

/// Every KPI that differs, and the main ones whether they do or not.
fn differences(of: &Comparison, at: usize) -> Markup {
    let main = main_kpis();
    let rows: Vec<_> = (kpis().into_iter().enumerate())
        .filter_map(|(nth, kpi)| {
            let figure = of.figure(at, Window::LastYear, nth);
            let paired = figure.difference?;
            (paired.is_real() || main.contains(&nth)).then_some((kpi, figure, paired))
        })
        .collect();
    html! {
        table {
            caption { "Last twelve months. Bars are not to one scale. All KPIs, and the whole time: compare.csv." }
            thead { tr {
                th scope="col" { "Indicator" } th.n scope="col" { "Mean" } th.n scope="col" { "Difference" }
                th.n scope="col" { "95% interval" } th scope="col" { "" } th.n scope="col" { "80 of 100 futures" }
                th scope="col" { "What can be said" }
            } }
            tbody { @for (kpi, figure, paired) in &rows {
                @let [p10, _, p90] = paired.futures_p10_p50_p90;
                tr {
                    th scope="row" style="white-space: normal" { (kpi.label) }
                    td.n { (figure.mean.map_or_else(String::new, number)) }
                    td.n { (short(paired)) } td.n { (interval(paired)) }
                    td { (bar(paired, reach([paired].into_iter()))) }
                    td.n { (signed(p10)) " to " (signed(p90)) }
                    td style="white-space: normal" {
                        (verdict(paired))
                        @if let Some(of) = &paired.shares { @if of.same < 1.0 { br; span.soft { (shares(of)) } } }
                    }
                }
            } }
        }
    }
}

/// What can be said of a difference, for people.
fn verdict(paired: &Paired) -> &'static str {
    match paired.verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Higher => "higher",
        Verdict::Lower => "lower",
        Verdict::Small => "sure, but too small to matter",
        Verdict::NotShown => "not shown",
        Verdict::Same => "the same in all futures",
    }
}

fn reading() -> Markup {
    html! {
        section {
            h2 { "How to read it" }
            ul {
                li { "The 95% interval is of the mean difference: more futures make it narrower. 80 of 100 futures is how far single \
                    futures differ: nothing makes that narrower." }
                li { "Better, worse and the same are counted future by future: the scenario against the same future without it." }
                li { "A group's figure is of the children who are in it under each scenario. Where a scenario changes who is in \
                    care, part of a difference is that other children are counted." }
                li { "Groups of fewer than five children are not told of, nor the next smallest group where all the others \
                    would tell of them. The files of the run (results/) have every group: they are the council's own." }
            }
        }
    }
}
