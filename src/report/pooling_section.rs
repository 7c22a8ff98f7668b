//! What pooling gives each authority, on the page and on a terminal.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::outcome::Outcome;
use super::pooling_table::pounds;
use super::summary::THEORETICAL;
use crate::explain::Unit;
use crate::model::Tier;
use crate::pooling::{Pooled, Pooling, Standing};

/// The section of the page.
pub fn pooling_section(outcome: &Outcome, pooling: &Pooling) -> Markup {
    let council = outcome.facts.council;
    let tiers = &council.policy.tiers;
    let name = |pooled: &Pooled| council.authority_name(pooled.authority).to_owned();
    html! {
        section {
            h2 { "What pooling gives each authority" }
            @if outcome.round.theoretical {
                div.banner.theoretical { strong { "Theoretical. " } (THEORETICAL) }
            }
            p { (pooling.authorities.len()) " authorities, " (pooling.homes) " homes, of which "
                (pooling.shared_homes) " stand in several folders and count once. In-house homes serve their own \
                authority and its partners; the homes of others serve all." }
            p.soft { "\"Alone\" is what each authority would come to by itself with homes shared out, so that all these \
                plans could be carried out together: an in-house home for the authority that runs it, any other for \
                the authority in whose area it is if its folder has the home, or else for the one with most children \
                there. \"Unopposed\" gives each authority every home of its own folder, as if nobody else asked: \
                together those plans may use one place twice, so they are a best case. Every plan is proved as the \
                pooled one is, and all are measured alike: a child without an option counts at her worst option in \
                the market." }
            @if let Some((owed, changed)) = &pooling.none_worse {
                p { strong { (owed_line(tiers, owed, *changed)) } }
            }
            table {
                caption { "Alone, unopposed and pooled, in a few numbers." }
                thead { tr {
                    th scope="col" { "Authority" } th.n scope="col" { "To place" }
                    th.n scope="col" { "With an option" } th.n scope="col" { "Sibling pairs together" }
                    th.n scope="col" { "In area" } th.n scope="col" { "Mean miles from home" }
                    th.n scope="col" { "£ a week" }
                } }
                tbody { @for pooled in &pooling.authorities {
                    tr {
                        th scope="row" { (name(pooled)) }
                        td.n { (pooled.pooled.children_to_place) }
                        td.n { (three(pooled, |s| s.children_with_an_option.to_string())) }
                        td.n { (three(pooled, |s| s.sibling_pairs_together.to_string())) " of " (pooled.pooled.sibling_pairs) }
                        td.n { (three(pooled, |s| s.options_in_area.to_string())) }
                        td.n { (three(pooled, miles)) }
                        td.n { (three(pooled, pounds)) }
                    }
                } }
            }
            table {
                caption { "Each tier's value, alone and pooled; smaller is better. The first tier that differs says \
                    whether pooling is better for the authority in the order of the law; what comes after it may \
                    be worse for being bought with it. The pooled round makes the sum of all authorities small, so \
                    for one of them it may be worse: a first difference for the worse is marked." }
                thead { tr {
                    th scope="col" { "Authority" }
                    th scope="col" { "Pooled is" }
                    @for tier in tiers { th.n scope="col" { (tier.name) } }
                } }
                tbody { @for pooled in &pooling.authorities {
                    tr {
                        th scope="row" { (name(pooled)) }
                        td { (verdict(tiers, pooled)) }
                        @for (t, tier) in tiers.iter().enumerate() {
                            @let (alone, now) = (pooled.alone.tiers[t], pooled.pooled.tiers[t]);
                            @let unit = Unit::of(tier);
                            td.n {
                                (unit.show(alone)) " → "
                                @if pooled.first_difference() == Some((t, false)) {
                                    strong.ask { (unit.show(now)) " worse" }
                                }
                                @else { (unit.show(now)) }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn three(pooled: &Pooled, show: impl Fn(&Standing) -> String) -> String {
    let plans = [&pooled.alone, &pooled.unopposed, &pooled.pooled];
    plans.map(show).join(" · ")
}

fn miles(standing: &Standing) -> String {
    let mean = standing.mean_miles_from_home;
    mean.map_or("–".to_owned(), |m| format!("{m:.1}"))
}

/// What was promised to every authority.
fn owed_line(tiers: &[Tier], owed: &[usize], changed: bool) -> String {
    let names: Vec<&str> = owed.iter().map(|t| tiers[*t].name.as_str()).collect();
    let how = match changed {
        true => "the plan was changed for it",
        false => "the best plan keeps to it",
    };
    format!(
        "No authority is worse off than alone in {}; {how}.",
        names.join(", ")
    )
}

/// Whether pooling is better for an authority, in the order of the tiers.
fn verdict(tiers: &[Tier], pooled: &Pooled) -> String {
    match pooled.first_difference() {
        None => "the same".to_owned(),
        Some((t, true)) => format!("better in {}", tiers[t].name),
        Some((t, false)) => format!("worse in {}", tiers[t].name),
    }
}

/// The same for a terminal.
pub fn pooling_text(outcome: &Outcome, pooling: &Pooling) -> String {
    let council = outcome.facts.council;
    let mut text = String::from("what pooling gives each authority, alone > pooled");
    if outcome.round.theoretical {
        text.push_str(" (THEORETICAL)");
    }
    let _ = writeln!(
        text,
        "\n  {:<26}{:>9}{:>16}{:>12}{:>15}  pooled is",
        "", "to place", "with an option", "siblings", "mean miles"
    );
    for pooled in &pooling.authorities {
        let (alone, now) = (&pooled.alone, &pooled.pooled);
        let pair = |a: String, b: String| format!("{a} > {b}");
        let name: String = council
            .authority_name(pooled.authority)
            .chars()
            .take(25)
            .collect();
        let options = (
            alone.children_with_an_option.to_string(),
            now.children_with_an_option.to_string(),
        );
        let siblings = (
            alone.sibling_pairs_together.to_string(),
            now.sibling_pairs_together.to_string(),
        );
        let _ = writeln!(
            text,
            "  {name:<26}{:>9}{:>16}{:>12}{:>15}  {}",
            now.children_to_place,
            pair(options.0, options.1),
            pair(siblings.0, siblings.1),
            pair(miles(alone), miles(now)),
            verdict(&council.policy.tiers, pooled),
        );
    }
    if let Some((owed, changed)) = &pooling.none_worse {
        let _ = writeln!(text, "{}", owed_line(&council.policy.tiers, owed, *changed));
    }
    text
}
