//! The page: what the round offers, why, and how it was proved, in one self-contained file.

use maud::{Markup, html};

use super::certificate_table::certificate_table;
use super::looking_ahead::Told;
use super::map::map;
use super::outcome::Outcome;
use super::pooling_section::pooling_section;
use super::shell::Page;
use super::summary::{A_PERSON_DECIDES, ENDED_EARLY, NO_COMPARISON, Summary, THEORETICAL};
use super::tables::comparison;
use super::unplaced::unplaced_section;
use crate::duties::Facts;
use crate::explain::{Choice, Match, child_line, home_line};
use crate::model::PoundsPerWeek;
use crate::pooling::Pooling;

/// Rounds of one council as a page. Of a market, what pooling gives each authority comes first.
pub fn page(outcomes: &[&Outcome], pooling: Option<&Pooling>) -> String {
    let Some(first) = outcomes.first() else {
        return String::new();
    };
    let council = first.facts.council;
    let page = Page {
        council,
        title: &format!("{}: options and evidence", council.name),
        banner: html! {
            strong { (A_PERSON_DECIDES) } " Every option keeps every legal duty that is not an \
                approval to be given, and says which approvals those are."
        },
        sections: html! {
            @if let Some(pooling) = pooling { (pooling_section(first, pooling)) }
            @else if council.is_market() { section { div.banner { (NO_COMPARISON) } } }
            @for outcome in outcomes { (round(outcome)) }
        },
        footer: " Distances are straight-line miles. Children's addresses are not drawn on the map.",
    };
    page.text()
}

fn round(outcome: &Outcome) -> Markup {
    let summary = Summary::of(outcome);
    let label = outcome.label();
    html! {
        section {
            h2 { (label[..1].to_uppercase()) (label[1..]) }
            @if outcome.round.theoretical {
                div.banner.theoretical { strong { "Theoretical. " } (THEORETICAL) }
            }
            @if summary.interrupted {
                div.banner { strong { "Ended early. " } (ENDED_EARLY) " The gaps below say how far from the best it can be." }
            }
            (figures(&summary))
            h3 { "How it was solved, and what is proved" }
            (certificate_table(outcome))
            p.soft { "A bound is a value that no plan can go below without losing in a tier above. A child without \
                an option counts at her worst option in every later tier, so that leaving a child out never pays." }
            @if let Some(told) = Told::of(outcome) { (told.section()) }
            h3 { "Map" }
            (map(outcome))
            (unplaced_section(outcome))
            h3 { "Options" }
            @if outcome.round.theoretical {
                details {
                    summary { "Show all " (outcome.matches.len()) " children of the theoretical round" }
                    (matches(outcome))
                }
            } @else {
                (matches(outcome))
            }
        }
    }
}

fn figures(s: &Summary) -> Markup {
    let figure = |value: String, name: &str| html! { li { b { (value) } span { (name) } } };
    let of = |part: String, whole: String| format!("{part} of {whole}");
    html! {
        ul.figures {
            (figure(of(s.children_with_an_option.to_string(), s.children_to_place.to_string()),
                "children with an option"))
            (figure(s.children_with_a_choice.to_string(), "with a choice of two homes or more"))
            (figure(of(s.sibling_pairs_together.to_string(), s.sibling_pairs.to_string()),
                "sibling pairs together"))
            (figure(of(s.options_in_area.to_string(), s.children_with_an_option.to_string()), "in area"))
            (figure(s.median_miles_from_home.map_or("–".to_owned(), |m| format!("{m:.1}")),
                "median miles from home"))
            (figure(of(s.options_that_keep_the_school.to_string(), s.options_with_known_school.to_string()),
                "keep their school"))
            (figure(s.approvals_to_give.to_string(), "approvals to be given"))
            (figure(PoundsPerWeek::whole(s.weekly_cost_pounds).to_string(), "a week for all options"))
        }
    }
}

fn matches(outcome: &Outcome) -> Markup {
    let facts = outcome.facts;
    html! {
        table {
            caption { "The option that this round proposes for each child, and the next best beside it." }
            thead { tr {
                th scope="col" { "Child" } th scope="col" { "Home" } th scope="col" { "Evidence" } th scope="col" { "To be approved" } th.n scope="col" { "£ a week" }
            } }
            tbody { @for found in &outcome.matches { (match_rows(facts, found)) } }
        }
    }
}

fn match_rows(facts: &Facts, found: &Match) -> Markup {
    let siblings = found
        .with_siblings
        .iter()
        .map(|c| facts.council.child(*c).id.as_str());
    let siblings = siblings.collect::<Vec<_>>().join(", ");
    html! {
        tr.first {
            td {
                strong { (child_line(facts, found.child)) }
                @if !siblings.is_empty() { br; "with " (siblings) }
                br; span.soft { (found.usable) " homes could take the child" }
            }
            (choice_cells(facts, &found.proposed, None))
        }
        @for (choice, compared) in &found.alternatives {
            tr.next { td { "next best" } (choice_cells(facts, choice, Some(&comparison(compared)))) }
        }
    }
}

fn choice_cells(facts: &Facts, choice: &Choice, compared: Option<&str>) -> Markup {
    let said = choice.measures.iter().filter(|m| m.duty != "D25");
    let said: Vec<&str> = said.filter_map(|m| m.sentence.as_deref()).collect();
    html! {
        td { (home_line(facts, choice.home)) }
        td {
            @if let Some(compared) = compared { em { (compared) } "; " }
            (said.join("; "))
            @for reason in &choice.taken { "; in this plan " (reason.sentence) }
        }
        td.ask {
            @for kind in choice.approvals.iter() { div { (kind.label()) ", by " (kind.by()) } }
        }
        td.n { (facts.council.home(choice.home).weekly_cost) }
    }
}
