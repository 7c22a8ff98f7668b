//! The page of a comparison.

use maud::{Markup, html};

use super::charts::{bar, reach};
use super::names::{name, values};
use super::{
    ABOUT, FREE, Told, attribution, break_even, capital, counted, how_sure, impact, interval,
    main_kpis, names, number, ranking, shares, signed, targets, too_few,
};
use crate::compare::{Comparison, Paired, Verdict, WAITING_RULE, Window, kpis};
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
            @if let Some(pooled) = of.plan.pooled() { p { strong { (pooled) } } }
            p {
                (counted(settings.replications, "future")) " of " (counted(settings.months, "month")) " from " (of.plan.start)
                ", the same in every scenario. Differences are to \"" (name(of, of.baseline)) "\"."
            }
            p { (how_sure()) }
        },
        sections: html! {
            @if let Some(why) = too_few(of) { p { strong { (why) } } }
            (side_by_side(of))
            (names::section(of))
            (targets::section(of))
            (paybacks(of, &others))
            (break_even::section(told))
            (ranking::section(told))
            (attribution::section(of))
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

/// The months over which figures are taken, in words.
fn last(of: &Comparison) -> String {
    Window::LastYear.words(of.plan.settings.months)
}

fn side_by_side(of: &Comparison) -> Markup {
    let (all, main) = (kpis(), main_kpis());
    html! {
        section {
            h2 { "Side by side" }
            table {
                caption { (capital(&last(of))) " (means, but costs added up where the heading says pounds), and the difference below; \
                    bold where it is real, = where every future is the same." }
                thead { tr {
                    th scope="col" { "Scenario" }
                    @for kpi in &main { th.n scope="col" style="white-space: normal" { (all[*kpi].label) } }
                } }
                tbody { @for at in 0..of.plan.scenarios.len() { tr {
                    th scope="row" style="white-space: normal" { (name(of, at)) }
                    @for kpi in &main {
                        @let figure = of.figure(at, Window::LastYear, *kpi);
                        td.n {
                            (figure.mean.map_or_else(|| "–".to_owned(), number)) br;
                            (figure.difference.as_ref().map_or_else(|| html! {}, short))
                        }
                    }
                } } }
            }
            p.soft { (FREE) }
        }
    }
}

/// A difference in a cell, by what can be said of it.
pub fn short(paired: &Paired) -> Markup {
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
                li { b { (name(of, *at)) } ": " (payback.sentence()) }
            } } }
        } }
    }
}

fn scenario(of: &Comparison, at: usize) -> Markup {
    let planned = &of.plan.scenarios[at];
    html! {
        section {
            h2 { (name(of, at)) }
            @if let Some(values) = values(of, at) { p { (values) "." } }
            @if planned.changes.is_empty() && planned.targets.is_empty() { p { "It changes nothing." } }
            @if planned.changes.is_empty() && !planned.targets.is_empty() {
                p { "It sets targets only: nothing that is simulated changes." }
            }
            ul { @for change in &planned.changes { li {
                (change) @if is_partly(of, at, change) { b { " Not all of this was done: see below." } }
            } } }
            @for found in &of.scenarios[at].found { p {
                @if found.misses() { b { (found.sentence()) } } @else { (found.sentence()) }
            } }
            (targets::of_scenario(of, at))
            (differences(of, at))
            (impact::statement(of, at))
        }
    }
}

/// Whether a lever was told to do more than it did.
fn is_partly(of: &Comparison, at: usize, change: &str) -> bool {
    let mut found = of.scenarios[at].found.iter();
    found.any(|found| {
        let of = change.strip_prefix(&found.lever);
        found.misses() && of.is_some_and(|rest| rest.starts_with(": "))
    })
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
            caption { (capital(&last(of))) ": means, but what happens is added up. Bars are not to one scale. All KPIs, and the whole \
                time: compare.csv. " (FREE) }
            thead { tr {
                th scope="col" { "Indicator" } th.n scope="col" { "Mean or sum" } th.n scope="col" { "Difference" }
                th.n scope="col" { "95% interval" } th scope="col" { "" } th.n scope="col" { "Four in five futures" }
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
                        @if paired.verdict != Verdict::Same && let Some(shares) = shares(paired) { br; span.soft { (shares) } }
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
        Verdict::LowerMoreWaiting => "lower, with more children waiting",
        Verdict::LowerMayWait => "lower, where more children may be waiting",
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
                li { "The 95% interval is of the mean difference: more futures make it narrower. Four in five futures is how far single \
                    futures differ: nothing makes that narrower." }
                li { "Better, worse and the same are counted future by future: the scenario against the same future without it." }
                li { "Homes that rounds fill are foster homes, children's homes and supported accommodation. Near home is within the \
                    council's own distance in every scenario, also where a scenario places children by another. " (FREE) " "
                    (WAITING_RULE) }
                li { "A group's figure is of the children who are in it under each scenario. Where a scenario changes who is in \
                    care, part of a difference is that other children are counted." }
                li { "Groups of fewer than five children are not told of, nor the next smallest group where all the others \
                    would tell of them, nor a figure that is about fewer than five children of a larger group (for what happens, \
                    in all months together): too few children. Not shown, of a difference, means that it may be chance. The files of the run (results/) have every group: they are the council's own." }
            }
        }
    }
}
