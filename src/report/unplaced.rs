//! The children without an option, on the page and as a table.
//!
//! A round that was ended early may have found nothing for a child only because it did not reach her. What stands in her
//! way then, and what would open a home, would be reasons that are none: they are left out.

use maud::{Markup, html};

use super::outcome::Outcome;
use super::tables::{
    authority, cell, child_id, csv_text, headings, home_id, name_authority, yes_no,
};
use crate::duties::Facts;
use crate::explain::{Blocked, Unplaced, action, child_line, funnel_line, home_line};

/// Why a child has no option, in one sentence.
fn why(outcome: &Outcome, found: &Unplaced) -> String {
    if is_reached(outcome, found) {
        return funnel_line(found);
    }
    let (funnel, usable) = (&found.funnel, found.funnel.usable);
    format!(
        "the search was ended before it had the best plan, and may not have reached this child: of {} homes looked at, \
         {usable} could take the child",
        funnel.looked_at
    )
}

/// Whether the plan is the reason, and not that the search was ended early. A child whom no home could take is reached
/// by every search.
fn is_reached(outcome: &Outcome, found: &Unplaced) -> bool {
    !outcome.solution.interrupted || found.funnel.usable == 0
}

/// `unplaced.csv`: a row is a child without an option.
pub fn unplaced(outcome: &Outcome) -> String {
    let facts = outcome.facts;
    let mut rows = vec![headings(&[
        "child_id",
        "theoretical",
        "homes_looked_at",
        "near_misses",
        "funnel",
        "smallest_change_that_opens_a_home",
        "home_id_of_that_change",
    ])];
    name_authority(facts, &mut rows[0], 1, "authority");
    for found in &outcome.unplaced {
        let smallest = found.approvals_open.first();
        let smallest = smallest.or(found.fewest_changes.as_ref());
        let smallest = smallest.filter(|_| is_reached(outcome, found));
        let mut row = vec![
            child_id(facts, found.child),
            yes_no(outcome.round.theoretical),
            found.funnel.looked_at.to_string(),
            found.funnel.near_misses.to_string(),
            cell(&why(outcome, found)),
            smallest.map_or(String::new(), |b| cell(&action(facts, found.child, b))),
            smallest.map_or(String::new(), |b| home_id(facts, b.home)),
        ];
        name_authority(facts, &mut row, 1, authority(facts, found.child));
        rows.push(row);
    }
    csv_text(&rows)
}

/// The section of the page; nothing where every child has an option.
pub fn unplaced_section(outcome: &Outcome) -> Markup {
    html! {
        @if !outcome.unplaced.is_empty() {
            h3 { "Children without an option" }
            @if outcome.solution.interrupted {
                p { "The search was ended before it had the best plan: for some of these children it may have an option." }
            }
            @for found in &outcome.unplaced {
                p { strong { (child_line(outcome.facts, found.child)) } ": " (why(outcome, found)) "." }
                @if is_reached(outcome, found) { (in_the_way(outcome.facts, found)) }
            }
        }
    }
}

/// What would open a home, and what blocks the nearest.
fn in_the_way(facts: &Facts, found: &Unplaced) -> Markup {
    html! {
        @let opens = found.approvals_open.iter().chain(&found.fewest_changes);
        ul.reasons { @for blocked in opens { li { (action(facts, found.child, blocked)) } } }
        details {
            summary { "What blocks the nearest " (found.nearest.len()) " homes" }
            table {
                caption { "Nearest first; every duty that stands in the way." }
                thead { tr { th scope="col" { "Home" } th.n scope="col" { "Miles" } th scope="col" { "Reasons" } } }
                tbody { @for blocked in &found.nearest { (blocked_row(facts, blocked)) } }
            }
        }
    }
}

fn blocked_row(facts: &Facts, blocked: &Blocked) -> Markup {
    html! {
        tr {
            td { (home_line(facts, blocked.home)) }
            td.n { (blocked.miles.map_or("–".to_owned(), |m| m.to_string())) }
            td {
                @if blocked.reasons.is_empty() { "further than the search distance" }
                ul.reasons { @for reason in &blocked.reasons { li { (reason.title) ": " (reason.sentence) } } }
            }
        }
    }
}
