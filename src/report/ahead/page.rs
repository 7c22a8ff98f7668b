//! The page of a plan for possible futures.

use maud::{Markup, html};

use super::told::{Told, UNSEEN, with_limits};
use crate::plan::{ASSUMPTIONS, Policy};
use crate::report::plan_words::{in_pounds, in_whole_pounds};
use crate::report::shell::Page;
use crate::report::summary::{A_PERSON_DECIDES, THEORETICAL};

/// `report.html`.
pub fn ahead_page(told: &Told) -> String {
    let title = format!(
        "{}: provision for possible futures of {}",
        told.council.name,
        told.day()
    );
    let page = Page {
        council: told.council,
        title: &title,
        banner: html! {
            strong { (THEORETICAL) } " " (A_PERSON_DECIDES) " " (ASSUMPTIONS)
        },
        sections: html! {
            (options(told))
            (risk(told))
            (policies(told))
            (limits(told))
        },
        footer: "",
    };
    page.text()
}

fn options(told: &Told) -> Markup {
    let lines = told.lines();
    let kept = told.planned.let_go.iter().filter(|l| !**l).count();
    html! {
        section {
            h2 { "What would be enough" }
            p { (told.outcome()) ". " (told.risk()) "." }
            ul { @for statement in told.statements() { li { (statement) "." } } }
            @if lines.is_empty() { p { "Nothing has to be bought." } }
            @else {
                table {
                    caption { "Options to recruit, open and convert, decided now" }
                    thead { tr {
                        th { "What" } th { "Home" } th { "District" } th { "Number" } th { "Months" } th { "A week, empty" }
                        th { "Once" } th { "In plans for one future alone" }
                    } }
                    tbody { @for line in &lines {
                        tr {
                            td { (line.bought.what) }
                            td { (line.bought.name) @if !line.bought.home_id.is_empty() { " (" (line.bought.home_id) ")" } }
                            td { (line.bought.district) } td { (line.bought.number) } td { (line.bought.months) }
                            td { (in_pounds(line.bought.empty)) } td { (in_whole_pounds(line.bought.once)) }
                            td { (line.alone) " of " (kept) }
                        }
                    } }
                }
            }
        }
    }
}

fn risk(told: &Told) -> Markup {
    let planned = told.planned;
    let shown = |figure: Option<f64>| figure.map_or("-".to_owned(), |f| format!("{f:.1}"));
    html! {
        section {
            h2 { "Risk of falling short" }
            table {
                caption { "Fresh futures, that no plan has seen: how many miss a goal, with intervals of 95% (Wilson)" }
                thead { tr {
                    th { "Indicator" } th { "Why" } th { "Figure" } th { "Today" } th { "Middle, nothing bought" }
                    th { "Middle, with the plan" } th { "Missed, nothing bought" } th { "Missed, with the plan" }
                } }
                tbody { @for (at, figure) in planned.figures.iter().enumerate() {
                    tr {
                        td { (figure.goal.kpi.card.title) " (" (figure.goal.kpi.card.unit.label()) ")" }
                        td { (figure.goal.why.code()) }
                        td { (told.asked(at).map_or("as many as can".to_owned(), |f| format!("{f:.1}"))) }
                        td { (shown(told.today(at))) }
                        td { (shown(told.middle(Policy::Nothing, at))) }
                        td { (shown(told.middle(Policy::Plan, at))) }
                        td { (with_limits(planned.judged.missed(Policy::Nothing, at))) }
                        td { (with_limits(planned.judged.missed(Policy::Plan, at))) }
                    }
                } }
            }
            p.soft {
                "What comes first comes first in every future: children with a home, what is held no worse than today, then \
                 targets. A goal is missed where who would live where at its best does not reach it. As many with a home as can: \
                 with everything that is on offer in that future, so that it is one number whatever is bought (futures.csv has \
                 it), and who could have a home that nobody buys is missed."
            }
        }
    }
}

fn policies(told: &Told) -> Markup {
    let judged = &told.planned.judged;
    let row = |name: &str, policy: Policy| {
        html! { @if !judged.under(policy).is_empty() { tr {
            td { (name) } td { (with_limits(judged.falls_short(policy))) }
            td { (in_pounds(told.cost(policy).round() as i64)) }
            td { (format!("{:.1}", told.without_a_home(policy))) }
        } } }
    };
    html! {
        section {
            h2 { "What knowing and waiting are worth" }
            table {
                caption { "The same fresh futures under each policy" }
                thead { tr {
                    th { "" } th { "Falls short" } th { "Mean cost a week" } th { "Children without a home, mean" }
                } }
                tbody {
                    (row("Nothing bought", Policy::Nothing))
                    (row("The plan", Policy::Plan))
                    (row("A plan for one middling future", Policy::Middling))
                    (row("Waiting, then one of two plans", Policy::Waiting))
                }
            }
            ul {
                li { (told.perfect_information()) "." }
                li { (told.against_middling()) "." }
                li { (told.against_waiting()) "." }
                li { (told.proof()) "." }
            }
            p.soft { "A cheaper policy that falls short more often is not a better one: read both columns." }
        }
    }
}

fn limits(told: &Told) -> Markup {
    html! {
        section {
            h2 { "What this cannot see" }
            ul { @for spot in UNSEEN { li { (spot) } } }
            p.soft {
                "Futures: " (told.made_for()) " that the plan was made for and " (told.planned.judged.plan.len())
                " fresh ones, seed " (told.seed) ". All costs, lead times and limits stand in provenance.json; give your own \
                 with --costs."
            }
        }
    }
}
