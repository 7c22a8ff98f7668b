//! Text of why not a home, of best plans, of weights, and of the changes that open a home.

use super::changes::{Opening, change_sentence};
use super::effect::Standing;
use super::text::{effect_sentence, home_line, line};
use super::weights::WeightRange;
use super::why_not::{Answer, Places, WhyNot};
use crate::duties::{Facts, Proposal};
use crate::model::ChildIx;

impl Standing {
    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::EveryBestPlan => "in every best plan of the round",
            Self::SomeBestPlans => "in some best plans of the round, and not in others",
            Self::NoBestPlan => "in no best plan of the round",
            Self::NotProved => "not proved whether in a best plan of the round",
        }
    }
}

/// In how many of the best plans the children live there: once, or child by child where it differs.
pub fn standing_words(facts: &Facts, proposals: &[Proposal], standing: &[Standing]) -> String {
    match standing {
        [first, rest @ ..] if rest.iter().all(|s| s == first) => first.label().to_owned(),
        _ => {
            let each = proposals.iter().zip(standing);
            let said = each.map(|(proposal, standing)| {
                let id = &facts.council.child(proposal.child).id;
                format!("{id} {}", standing.label())
            });
            said.collect::<Vec<_>>().join("; ")
        }
    }
}

/// The ranges of the weights that matter to which option comes first.
pub fn weight_lines(text: &mut String, ranges: &[WeightRange]) {
    if ranges.is_empty() {
        return;
    }
    let matters = |range: &&WeightRange| range.first_below.or(range.first_above).is_some();
    let which: Vec<&WeightRange> = ranges.iter().filter(matters).collect();
    let heading = if which.is_empty() {
        "no weight of local policy, moved alone, puts another of these options first"
    } else {
        "how far one weight of local policy can move before another of these options comes first"
    };
    line(text, 0, heading);
    for range in which {
        let to = range
            .most
            .map_or("any greater".to_owned(), |most| most.to_string());
        let mut said = format!(
            "{}, {}, weight {} in tier {}: {} to {to}",
            range.duty,
            range.title.to_lowercase(),
            range.weight,
            range.tier,
            range.least
        );
        if let Some(option) = range.first_below {
            said.push_str(&format!("; below, option {option} comes first"));
        }
        if let Some(option) = range.first_above {
            said.push_str(&format!("; above, option {option} comes first"));
        }
        line(text, 2, &said);
    }
    text.push('\n');
}

/// The smallest set of changes that opens a home.
pub fn opening_lines(text: &mut String, facts: &Facts, child: ChildIx, opening: &Opening) {
    let miles = opening
        .miles
        .map_or(String::new(), |miles| format!(", {miles} miles from home"));
    let how_many = match (opening.changes.len(), opening.is_smallest) {
        (1, _) => "one change would open a place".to_owned(),
        (n, true) => format!("no single change opens a place, but these {n} together would"),
        (n, false) => format!("these {n} changes together would open a place"),
    };
    let home = home_line(facts, opening.home);
    line(text, 4, &format!("{how_many}: {home}{miles}"));
    for change in &opening.changes {
        let said = change_sentence(facts.council, child, opening.home, *change);
        line(text, 6, &said);
    }
    if !opening.moved.is_empty() {
        let name =
            |home: Option<_>| home.map_or("no option", |h| facts.council.home(h).id.as_str());
        let moved = opening.moved.iter().map(|m| {
            let child = &facts.council.child(m.child).id;
            format!("{child}: {} instead of {}", name(m.to), name(m.from))
        });
        let moved: Vec<String> = moved.collect();
        line(text, 6, &format!("others make room: {}", moved.join(", ")));
    }
}

/// Why not one home.
pub fn why_not_lines(text: &mut String, facts: &Facts, asked: &[ChildIx], found: &WhyNot) {
    let council = facts.council;
    let miles = found
        .miles
        .map_or(String::new(), |miles| format!(", {miles} miles from home"));
    let home = home_line(facts, found.home);
    line(text, 0, &format!("why not {home}{miles}"));
    line(text, 2, &places_words(&found.places));
    match &found.answer {
        Answer::LivesThere => {
            line(text, 2, "the present home");
        }
        Answer::Possible(cost) => {
            line(text, 2, "no duty bars it");
            line(text, 2, &effect_sentence(facts, &cost.effect));
            let proposals: Vec<Proposal> = asked
                .iter()
                .map(|&child| Proposal {
                    child,
                    home: found.home,
                    approvals: Default::default(),
                })
                .collect();
            line(text, 2, &standing_words(facts, &proposals, &cost.standing));
        }
        Answer::Barred {
            reasons,
            changes,
            then,
        } => {
            for (child, reasons) in reasons {
                let id = &council.child(*child).id;
                for reason in reasons {
                    let lifted = reason.approval.map_or(String::new(), |kind| {
                        format!("; {} could approve: {}", kind.by(), kind.label())
                    });
                    let said = format!("{id}: {} {}{lifted}", reason.duty, reason.sentence);
                    line(text, 2, &said);
                }
            }
            if reasons.iter().all(|(_, reasons)| reasons.is_empty()) {
                line(text, 2, "further than the search distance");
            }
            match (changes, then) {
                (Some(changes), Some(effect)) => {
                    line(text, 2, "what would have to change:");
                    for change in changes {
                        let said = change_sentence(council, asked[0], found.home, *change);
                        line(text, 4, &said);
                    }
                    let then = effect_sentence(facts, effect);
                    line(text, 2, &format!("then, {then}"));
                }
                _ if asked.len() == 1 => line(text, 2, "no approval, hold or place alone opens it"),
                _ => {}
            }
        }
    }
    text.push('\n');
}

/// Who takes the places, without names.
fn places_words(places: &Places) -> String {
    let mut taken = Vec::new();
    let mut add = |n: usize, one: &str, more: &str| {
        if n > 0 {
            taken.push(format!("{n} {}", if n == 1 { one } else { more }));
        }
    };
    add(places.staying, "child who stays", "children who stay");
    add(
        usize::from(places.held),
        "place held until a child has moved out",
        "places held until children have moved out",
    );
    add(
        usize::from(places.others),
        "child of another authority",
        "children of other authorities",
    );
    add(
        places.coming,
        "child of this round's plan",
        "children of this round's plan",
    );
    if taken.is_empty() {
        taken.push("nobody there".to_owned());
    }
    let full = if places.is_full() { ", full" } else { "" };
    let word = if places.places == 1 {
        "place"
    } else {
        "places"
    };
    format!("{} {word}{full}: {}", places.places, taken.join(", "))
}
