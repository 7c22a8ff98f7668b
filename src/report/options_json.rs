//! `placewell options --json`.

use serde_json::{Value, json};

use crate::duties::Facts;
use crate::explain::{
    Answer, Change, Effect, Moved, Opening, OptionsReport, RankedOption, Unplaced, WhyNot, action,
    change_sentence,
};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Set};

/// An options report for machines.
pub fn options_json(facts: &Facts, report: &OptionsReport) -> Value {
    let council = facts.council;
    let child = |ix| json!(council.child(ix).id);
    let home = |ix| json!(council.home(ix).id);
    let near = report.near_misses.iter().flat_map(|(who, near)| {
        near.iter().map(|blocked| {
            json!({
                "child_id": child(*who),
                "home_id": home(blocked.home),
                "miles_from_home": blocked.miles.map(|m| m.as_f64()),
                "approvals": codes(blocked.approvals().unwrap_or_default()),
                "action": action(facts, *who, blocked),
            })
        })
    });
    json!({
        "children": report.children.iter().map(|c| child(*c)).collect::<Vec<_>>(),
        "settled": report.settled.iter().map(|(c, h)| json!({"child_id": child(*c), "home_id": home(*h)}))
            .collect::<Vec<_>>(),
        "options_in_all": report.count,
        "tiers": council.policy.tiers.iter().map(|t| &t.name).collect::<Vec<_>>(),
        "options": report.options.iter().map(|o| option_json(facts, o)).collect::<Vec<_>>(),
        "near_misses": near.collect::<Vec<_>>(),
        "weights": report.weights,
        "why_not": report.why_not.iter().map(|found| why_not_json(facts, report, found)).collect::<Vec<_>>(),
        "without": report.without.iter().map(|found| without_json(facts, found)).collect::<Vec<_>>(),
    })
}

fn without_json(facts: &Facts, found: &Unplaced) -> Value {
    json!({
        "child_id": facts.council.child(found.child).id,
        "homes_looked_at": found.funnel.looked_at,
        "opening": found.opening.as_ref().map(|opening| opening_json(facts, found.child, opening)),
    })
}

fn opening_json(facts: &Facts, child: ChildIx, opening: &Opening) -> Value {
    let council = facts.council;
    json!({
        "home_id": council.home(opening.home).id,
        "miles_from_home": opening.miles.map(|m| m.as_f64()),
        "changes": changes_json(facts, child, opening.home, &opening.changes),
        "is_smallest": opening.is_smallest,
        "others": opening.moved.iter().map(|m| moved_json(facts, m)).collect::<Vec<_>>(),
    })
}

fn why_not_json(facts: &Facts, report: &OptionsReport, found: &WhyNot) -> Value {
    let council = facts.council;
    let places = &found.places;
    let mut value = json!({
        "home_id": council.home(found.home).id,
        "miles_from_home": found.miles.map(|m| m.as_f64()),
        "places": {
            "usable": places.places,
            "staying": places.staying,
            "held": places.held,
            "other_authorities": places.others,
            "of_this_plan": places.coming,
        },
    });
    let answer = match &found.answer {
        Answer::LivesThere => json!({ "answer": "lives_there" }),
        Answer::Possible(cost) => json!({
            "answer": "possible",
            "effect": effect_json(facts, &cost.effect),
            "best_plans": cost.standing,
        }),
        Answer::Barred {
            reasons,
            changes,
            then,
        } => {
            let all = reasons.iter().map(|(child, reasons)| {
                json!({ "child_id": council.child(*child).id, "reasons": reasons })
            });
            let child = report.children[0];
            let changes = changes.as_ref();
            let changes = changes.map(|all| changes_json(facts, child, found.home, all));
            json!({
                "answer": "barred",
                "reasons": all.collect::<Vec<_>>(),
                "changes": changes,
                "effect_after_changes": then.as_ref().map(|effect| effect_json(facts, effect)),
            })
        }
    };
    if let (Value::Object(value), Value::Object(answer)) = (&mut value, answer) {
        value.extend(answer);
    }
    value
}

fn changes_json(facts: &Facts, child: ChildIx, home: HomeIx, changes: &[Change]) -> Vec<Value> {
    let each = changes.iter().map(|change| {
        json!({
            "change": change.code(),
            "action": change_sentence(facts.council, child, home, *change),
        })
    });
    each.collect()
}

fn effect_json(facts: &Facts, effect: &Effect) -> Value {
    json!({
        "change_by_tier": effect.change,
        "others": effect.others.iter().map(|m| moved_json(facts, m)).collect::<Vec<_>>(),
    })
}

fn moved_json(facts: &Facts, moved: &Moved) -> Value {
    let council = facts.council;
    let home = |home: Option<HomeIx>| home.map(|h| &council.home(h).id);
    json!({
        "child_id": council.child(moved.child).id,
        "from": home(moved.from),
        "to": home(moved.to),
    })
}

fn option_json(facts: &Facts, option: &RankedOption) -> Value {
    let council = facts.council;
    let placements = option
        .proposals
        .iter()
        .zip(&option.measures)
        .zip(&option.standing)
        .map(|((proposal, measures), standing)| {
            json!({
                "child_id": council.child(proposal.child).id,
                "home_id": council.home(proposal.home).id,
                "approvals": codes(proposal.approvals),
                "measures": measures,
                "best_plans": standing,
            })
        });
    let effect = option
        .effect
        .as_ref()
        .map(|effect| effect_json(facts, effect));
    json!({
        "homes": option.blocks.len(),
        "placements": placements.collect::<Vec<_>>(),
        "value_by_tier": option.tiers,
        "miles_apart": option.apart.map(|m| m.as_f64()),
        "effect": effect,
    })
}

fn codes(kinds: Set<ApprovalKind>) -> Vec<&'static str> {
    kinds.iter().map(ApprovalKind::code).collect()
}
