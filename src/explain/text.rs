//! Explanations as text, at most a hundred columns wide.

use std::fmt::Write as _;

use super::effect::Effect;
use super::matched::{Choice, Comparison, Match};
use super::measured::Measured;
use super::options::{OptionsReport, RankedOption};
use super::unit::Unit;
use super::unplaced::{Blocked, Unplaced, action};
use super::why_not_text::{opening_lines, standing_words, weight_lines, why_not_lines};
use crate::duties::{self, Facts};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Set};

const WIDTH: usize = 96;

/// A matched child: the option, and the next best beside it.
pub fn match_text(facts: &Facts, found: &Match) -> String {
    let mut text = format!("{}\n", child_line(facts, found.child));
    let proposed = &found.proposed;
    line(
        &mut text,
        2,
        &format!("option: {}", home_line(facts, proposed.home)),
    );
    choice_lines(&mut text, proposed);
    if !found.with_siblings.is_empty() {
        let ids = found
            .with_siblings
            .iter()
            .map(|c| facts.council.child(*c).id.as_str());
        let with = ids.collect::<Vec<_>>().join(", ");
        line(&mut text, 4, &format!("with brothers and sisters: {with}"));
    }
    for (other, comparison) in &found.alternatives {
        let compared = match comparison {
            Comparison::Worse(tier) => format!("worse first in tier \"{tier}\""),
            Comparison::Better(tier) => {
                format!(
                    "better for this child alone in tier \"{tier}\"; see options for its effect"
                )
            }
            Comparison::Equal => "the same in every tier".to_owned(),
        };
        line(
            &mut text,
            2,
            &format!("next: {} ({compared})", home_line(facts, other.home)),
        );
        choice_lines(&mut text, other);
        for reason in &other.taken {
            line(&mut text, 4, &format!("in this plan {}", reason.sentence));
        }
    }
    if found.alternatives.is_empty() {
        line(&mut text, 2, "no other home could take the child");
    }
    text
}

/// An unplaced child: the funnel, what would open a home, and the nearest homes.
pub fn unplaced_text(facts: &Facts, found: &Unplaced) -> String {
    let mut text = format!("{}\n", child_line(facts, found.child));
    line(&mut text, 2, &format!("no option: {}", funnel_line(found)));
    if let Some(opening) = &found.opening {
        opening_lines(&mut text, facts, found.child, opening);
    }
    for blocked in &found.approvals_open {
        line(&mut text, 4, &action(facts, found.child, blocked));
    }
    if let Some(blocked) = &found.fewest_changes {
        line(&mut text, 4, &action(facts, found.child, blocked));
    }
    if !found.nearest.is_empty() {
        line(&mut text, 2, "the nearest homes:");
    }
    for blocked in &found.nearest {
        let reasons: Vec<&str> = blocked
            .reasons
            .iter()
            .map(|r| r.sentence.as_str())
            .collect();
        let why = if reasons.is_empty() {
            "further than the search distance".to_owned()
        } else {
            reasons.join("; ")
        };
        let miles = blocked
            .miles
            .map_or("? miles".to_owned(), |m| format!("{m} miles"));
        line(
            &mut text,
            4,
            &format!("{} ({miles}): {why}", facts.council.home(blocked.home).id),
        );
    }
    text
}

/// The funnel in one sentence.
pub fn funnel_line(found: &Unplaced) -> String {
    let funnel = &found.funnel;
    let barred = duties::ALL
        .iter()
        .zip(&funnel.barred)
        .filter(|(_, n)| **n > 0);
    let mut parts: Vec<String> = barred
        .map(|(duty, n)| format!("{} {n}", duty.card().title.to_lowercase()))
        .collect();
    if funnel.near_misses > 0 {
        parts.push(format!(
            "approvals that are not sought {}",
            funnel.near_misses
        ));
    }
    if funnel.usable > 0 {
        parts.push(format!("taken by others in this plan {}", funnel.usable));
    }
    format!(
        "of {} homes looked at: {}",
        funnel.looked_at,
        parts.join(", ")
    )
}

/// Ranked options.
pub fn options_text(facts: &Facts, report: &OptionsReport) -> String {
    let council = facts.council;
    let mut text = String::new();
    for &child in &report.children {
        let _ = writeln!(text, "{}", child_line(facts, child));
    }
    for &(child, home) in &report.settled {
        let (child, home) = (&council.child(child).id, home_line(facts, home));
        line(
            &mut text,
            2,
            &format!("{child} is settled: staying in {home} is an option"),
        );
    }
    for &(a, b) in &report.apart_by_plan {
        let (a, b) = (&council.child(a).id, &council.child(b).id);
        line(
            &mut text,
            2,
            &format!("{a} and {b} are assessed to live apart"),
        );
    }
    let _ = writeln!(
        text,
        "{} options, {} shown; effects are on {} other children in this round\n",
        report.count,
        report.options.len(),
        report.others
    );
    for (n, option) in report.options.iter().enumerate() {
        option_lines(&mut text, facts, n + 1, option);
    }
    weight_lines(&mut text, &report.weights);
    for found in &report.why_not {
        why_not_lines(&mut text, facts, &report.children, found);
    }
    for found in &report.without {
        text.push_str(&unplaced_text(facts, found));
    }
    for (child, near) in report
        .near_misses
        .iter()
        .filter(|(_, near)| !near.is_empty())
    {
        let _ = writeln!(text, "near misses for {}", council.child(*child).id);
        for blocked in near {
            near_miss_line(&mut text, facts, *child, blocked);
        }
    }
    text
}

fn near_miss_line(text: &mut String, facts: &Facts, child: ChildIx, blocked: &Blocked) {
    let miles = blocked
        .miles
        .map_or(String::new(), |m| format!(" ({m} miles)"));
    line(
        text,
        2,
        &format!("{}{miles}", action(facts, child, blocked)),
    );
}

fn option_lines(text: &mut String, facts: &Facts, n: usize, option: &RankedOption) {
    let council = facts.council;
    let kind = match (option.blocks.len(), option.proposals.len()) {
        (1, 1) => String::new(),
        (1, _) => " together".to_owned(),
        (parts, _) => match option.apart {
            Some(miles) => format!(" in {parts} homes, up to {miles} miles apart"),
            None => format!(" in {parts} homes"),
        },
    };
    let _ = writeln!(text, "option {n}{kind}");
    for (proposal, measures) in option.proposals.iter().zip(&option.measures) {
        let home = home_line(facts, proposal.home);
        line(
            text,
            2,
            &format!("{}: {home}", council.child(proposal.child).id),
        );
        approvals_line(text, proposal.approvals);
        measure_lines(text, measures);
    }
    if let Some(effect) = &option.effect {
        line(text, 2, &effect_sentence(facts, effect));
    }
    line(
        text,
        2,
        &standing_words(facts, &option.proposals, &option.standing),
    );
    text.push('\n');
}

/// The effect of a choice in a sentence.
pub fn effect_sentence(facts: &Facts, effect: &Effect) -> String {
    let council = facts.council;
    let tiers = council
        .policy
        .tiers
        .iter()
        .zip(&effect.change)
        .filter(|(_, c)| **c != 0);
    let tiers: Vec<String> = tiers
        .map(|(t, change)| format!("{} {}", t.name, Unit::of(t).show_change(*change)))
        .collect();
    let name = |home: Option<HomeIx>| home.map_or("no option", |h| council.home(h).id.as_str());
    let others: Vec<String> = effect
        .others
        .iter()
        .map(|m| {
            format!(
                "{}: {} instead of {}",
                council.child(m.child).id,
                name(m.to),
                name(m.from)
            )
        })
        .collect();
    match (tiers.is_empty(), others.is_empty()) {
        (true, true) => "effect on the round: none".to_owned(),
        (true, false) => format!(
            "effect on the round: no tier changes; {}",
            others.join(", ")
        ),
        (false, true) => format!("effect on the round: {}", tiers.join(", ")),
        (false, false) => {
            format!(
                "effect on the round: {}; {}",
                tiers.join(", "),
                others.join(", ")
            )
        }
    }
}

fn choice_lines(text: &mut String, choice: &Choice) {
    approvals_line(text, choice.approvals);
    measure_lines(text, &choice.measures);
}

fn approvals_line(text: &mut String, approvals: Set<ApprovalKind>) {
    for kind in approvals.iter() {
        line(
            text,
            4,
            &format!("to be approved: {}, by {}", kind.label(), kind.by()),
        );
    }
}

fn measure_lines(text: &mut String, measures: &[Measured]) {
    // Approvals have lines of their own.
    let said = measures
        .iter()
        .filter(|m| m.duty != "D25")
        .filter_map(|m| m.sentence.as_deref());
    let said: Vec<&str> = said.collect();
    if !said.is_empty() {
        line(text, 4, &said.join("; "));
    }
}

/// A child in a line.
pub fn child_line(facts: &Facts, child: ChildIx) -> String {
    let c = facts.council.child(child);
    let mut line = format!("{}, {}, {}", c.id, c.sex, facts.council.age(child));
    if facts.council.is_market() {
        line.push_str(", ");
        line.push_str(facts.council.authority_name(c.authority));
    }
    for (flag, word) in [
        (c.flags.emergency, "needed today"),
        (c.flags.solo, "solo"),
        (c.flags.uasc, "UASC"),
        (c.flags.plan_to_move, "plan to move"),
    ] {
        if flag {
            line.push_str(", ");
            line.push_str(word);
        }
    }
    line
}

/// A home in a line.
pub fn home_line(facts: &Facts, home: HomeIx) -> String {
    let h = facts.council.home(home);
    format!("{}, {}, {} provision", h.id, h.kind, h.sector)
}

/// Writes a line folded at [`WIDTH`], with this indent and two more on what follows.
pub(super) fn line(text: &mut String, indent: usize, content: &str) {
    let mut column = 0;
    for (n, word) in content.split(' ').enumerate() {
        let length = word.chars().count();
        if n == 0 {
            let _ = write!(text, "{:indent$}{word}", "");
            column = indent + length;
        } else if column + 1 + length > WIDTH {
            let further = indent + 2;
            let _ = write!(text, "\n{:further$}{word}", "");
            column = further + length;
        } else {
            let _ = write!(text, " {word}");
            column += 1 + length;
        }
    }
    text.push('\n');
}
