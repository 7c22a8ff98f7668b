//! The page of a plan.

use maud::{Markup, html};

use super::plan_told::{KINDS_SHOWN, Told, UNSEEN};
use super::plan_words::{in_pounds, in_whole_pounds};
use super::shell::Page;
use super::summary::{A_PERSON_DECIDES, THEORETICAL};
use crate::kpis::Tally;
use crate::lookahead::counted;
use crate::plan::{ASSUMPTIONS, Variant};

/// `report.html` of a plan.
pub fn plan_page(told: &Told) -> String {
    let title = format!("{}: provision that would be enough", told.council.name);
    let page = Page {
        council: told.council,
        title: &title,
        banner: html! {
            strong { (THEORETICAL) } " " (A_PERSON_DECIDES) " " (ASSUMPTIONS)
        },
        sections: html! {
            (options(told))
            (targets(told))
            (costs(told))
            (alternatives(told))
            (limits(told))
        },
        footer: "",
    };
    page.text()
}

fn options(told: &Told) -> Markup {
    let planned = told.planned;
    let lines = told.lines(&planned.plan);
    html! {
        section {
            h2 { "What would be enough" }
            p { (told.outcome_and_cost()) "." }
            ul {
                @for statement in told.statements() { li { (statement) "." } }
                li { (told.connected()) "." }
            }
            @if lines.is_empty() { p { "Nothing has to be bought." } }
            @else {
                table {
                    caption { "Options to recruit, open, convert and support" }
                    thead { tr {
                        th { "What" } th { "Home" } th { "District" } th { "Number" } th { "Children" } th { "Months" }
                        th { "A week, empty" } th { "A week, lived in" } th { "Once" }
                    } }
                    tbody { @for line in &lines {
                        tr {
                            td { (line.bought.what.replace('_', " ")) }
                            td { (line.bought.name) @if !line.bought.home_id.is_empty() { " (" (line.bought.home_id) ")" } }
                            td { (line.bought.district) }
                            td { (line.bought.number) } td { (line.children) } td { (line.bought.months) }
                            td { (in_pounds(line.bought.empty)) } td { (in_pounds(line.lived_in)) }
                            td { (in_whole_pounds(line.bought.once)) }
                        }
                    } }
                }
            }
            p.soft {
                "Lived in: with those who would live there, beside their own unit costs, which are under placements; these \
                 lines come to new provision and step-down support."
            }
            p.soft { "Where children would live: " (homes(told)) "." }
        }
    }
}

/// How many children would live in each kind of home.
fn homes(told: &Told) -> String {
    let Some(checked) = told.planned.plan.checked.first() else {
        return String::new();
    };
    let of_kind = |kind: &crate::model::HomeKind| {
        let there = checked.proposals.iter();
        let there = there.filter(|p| checked.council.home(p.home).kind == *kind);
        format!("{} {}", there.count(), kind)
    };
    KINDS_SHOWN
        .iter()
        .map(of_kind)
        .collect::<Vec<_>>()
        .join(", ")
}

fn targets(told: &Told) -> Markup {
    let planned = told.planned;
    let shown = |at: usize, tally: &Tally| {
        told.figure(at, tally)
            .map_or("nobody".to_owned(), |figure| format!("{figure:.1}"))
    };
    let today = |at: usize| {
        told.today(at)
            .map_or("not known".to_owned(), |now| shown(at, now))
    };
    html! {
        section {
            h2 { "Targets" }
            table {
                caption { "Each indicator counted again from who would live where" }
                thead { tr {
                    th { "Indicator" } th { "Why" } th { "Figure" } th { "Today" } th { "With nothing bought" }
                    th { "With the plan" } th { "Reached" } th { "On its own, above nothing bought" }
                } }
                tbody { @for (at, figure) in planned.figures.iter().enumerate() {
                    tr {
                        td { (figure.goal.kpi.card.title) " (" (figure.goal.kpi.card.unit.label()) ")" }
                        td { (figure.goal.why.code()) }
                        td { (format!("{:.1}", figure.goal.figure)) }
                        td { (today(at)) }
                        td { (shown(at, &planned.before.after[at])) }
                        td { (shown(at, &planned.plan.after[at])) }
                        td { @match told.reaches(&planned.plan, at) {
                            Some(true) => "yes", Some(false) => "no", None => "nobody counts",
                        } }
                        td { @if let Some(alone) = planned.alone.get(at) {
                            (in_pounds(told.extra(alone))) " a week"
                            @if !planned.reaches(alone, at) { " (as far as it goes)" }
                        } }
                    }
                } }
            }
            p.soft {
                "A child without a home counts as not meeting an indicator about her, and in a mean at the worst of her \
                 options. On its own: the cheapest plan that has this target alone, above nothing bought" (held(told))
                ". Without any target the cheapest plan is " (told.against_nothing_bought(&planned.untargeted))
                ". Costs of targets do not add up: one home can serve several."
            }
        }
    }
}

/// What all plans are held to beside targets.
fn held(told: &Told) -> &'static str {
    if told.asked.hold {
        ", every indicator that is not to be worse than today being held"
    } else {
        ""
    }
}

fn costs(told: &Told) -> Markup {
    let planned = told.planned;
    let row = |name: &str, variant: &Variant| {
        let money = &variant.money;
        html! { tr {
            td { (name) } td { (in_pounds(money.placements)) } td { (in_pounds(money.provision)) }
            td { (in_pounds(money.support)) } td { (in_pounds(money.without_a_home)) }
            td { (in_pounds(money.total())) } td { (in_pounds(told.extra(variant))) }
            td { (format!("{:.3}%", variant.proof.gap() * 100.0)) }
        } }
    };
    html! {
        section {
            h2 { "Pounds a week" }
            table {
                thead { tr {
                    th { "" } th { "Placements" } th { "New provision" } th { "Step-down support" }
                    th { "Children without a home" } th { "In all" } th { "Above nothing bought" } th { "Gap" }
                } }
                tbody {
                    (row("Nothing bought: present homes", &planned.before))
                    (row("The cheapest without targets", &planned.untargeted))
                    (row("The plan", &planned.plan))
                }
            }
            p.soft {
                "New provision: retainers, what is paid once spread over " (counted(told.asked.costs.years as usize, "year", "years")) ", and empty \
                 places of homes. A child without a home counts at the dearest of her options. Gap: how far the cost can \
                 be from the least, at most."
            }
        }
    }
}

fn alternatives(told: &Told) -> Markup {
    let planned = told.planned;
    html! {
        section {
            h2 { "The next best" }
            p.soft { "Each is another mix of kinds: more of one, less of another. One at most is the next best plan whatever it \
                differs in, so that it may buy the same kinds elsewhere. Those at the same cost are as good as the plan by all that \
                is asked; which of them is called the plan is chance." }
            @if planned.alternatives.is_empty() { p { "No other plan was found." } }
            @for (rank, other) in planned.alternatives.iter().enumerate() {
                h3 {
                    "Alternative " (rank + 1) ": " (dearer(other.money.total() - planned.plan.money.total())) ", "
                    @if planned.is_same_mix(other) { "the same kinds elsewhere" } @else { "another mix of kinds" }
                }
                ul { @for (k, offer) in planned.ground.offers.iter().enumerate() {
                    @if other.bought[k] != planned.plan.bought[k] {
                        li {
                            (offer.name)
                            @if let Some(at) = offer.district { ", " (told.council.areas[at as usize].name) }
                            ": " (other.bought[k]) " instead of " (planned.plan.bought[k])
                        }
                    }
                } }
            }
        }
    }
}

/// How much dearer than the plan.
fn dearer(pence: i64) -> String {
    match pence {
        0 => "at the same cost".to_owned(),
        _ => format!("{} a week dearer", in_pounds(pence)),
    }
}

fn limits(told: &Told) -> Markup {
    let (costs, council) = (&told.asked.costs, told.council);
    let number = |number: u32, one: &str, more: &str| counted(number as usize, one, more);
    html! {
        section {
            h2 { "What this cannot see" }
            ul { @for spot in UNSEEN { li { (spot) } } }
            p.soft {
                "Limits of what can be had in " (number(costs.years, "year", "years")) ": "
                (number(costs.foster_places(council), "foster place", "foster places")) ", "
                (number(costs.homes(council), "home", "homes")) ", "
                (number(costs.most_conversions, "household that comes over", "households that come over")) ", "
                (number(costs.most_of_each, "home", "homes"))
                " of a kind in a district. All costs, lead times and limits stand in provenance.json; give your own with \
                 --costs."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_the_same_is_not_called_dearer() {
        assert_eq!(dearer(0), "at the same cost");
        assert_eq!(dearer(150), "£1.50 a week dearer");
    }
}
