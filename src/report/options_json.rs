//! `placewell options --json`.

use serde_json::{Value, json};

use crate::duties::Facts;
use crate::explain::{OptionsReport, RankedOption, action};
use crate::model::{ApprovalKind, Set};

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
    })
}

fn option_json(facts: &Facts, option: &RankedOption) -> Value {
    let council = facts.council;
    let placements = option
        .proposals
        .iter()
        .zip(&option.measures)
        .map(|(proposal, measures)| {
            json!({
                "child_id": council.child(proposal.child).id,
                "home_id": council.home(proposal.home).id,
                "approvals": codes(proposal.approvals),
                "measures": measures,
            })
        });
    let effect = option.effect.as_ref().map(|effect| {
        let others = effect.others.iter().map(|moved| {
            json!({
                "child_id": council.child(moved.child).id,
                "from": moved.from.map(|h| &council.home(h).id),
                "to": moved.to.map(|h| &council.home(h).id),
            })
        });
        json!({ "change_by_tier": effect.change, "others": others.collect::<Vec<_>>() })
    });
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
