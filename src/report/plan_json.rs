//! The JSON documents of a plan.

use serde_json::{Value, json};

use super::documents::by_file;
use super::holds::Holds;
use super::plan_told::{Told, UNSEEN};
use crate::duties;
use crate::plan::{ASSUMPTIONS, Proof, Short, Variant};

/// `summary.json`.
pub fn plan_json(told: &Told) -> Value {
    let planned = told.planned;
    let bought: Vec<Value> = told
        .lines(&planned.plan)
        .iter()
        .map(|line| {
            json!({
                "what": line.bought.what, "kind": line.bought.kind, "district": line.bought.district, "home_id": line.bought.home_id,
                "number": line.bought.number, "children": line.children, "lead_time_months": line.bought.months,
                "weekly_cost_empty_pounds": line.bought.empty as f64 / 100.0,
                "weekly_cost_lived_in_pounds": line.lived_in as f64 / 100.0,
                "one_off_pounds": line.bought.once,
            })
        })
        .collect();
    // Nothing where the folder does not say where anybody lives.
    let today = |value: Value| told.knows_today().then_some(value);
    let (home_today, home) = told.with_a_home();
    let (connected_today, connected) = told.with_connected_person();
    json!({
        "council": told.council.name,
        "as_at": told.council.as_at.to_string(),
        "theoretical": true,
        "children": home.all,
        "without_a_home": { "today": today(json!(home_today.others())), "with_the_plan": home.others() },
        "with_a_connected_person_who_could_have_them": {
            "today": today(json!([connected_today.of_them, connected_today.all])),
            "with_the_plan": [connected.of_them, connected.all],
        },
        "reached": planned.is_reached(),
        "targets_for_which_nobody_counts": told.targets_of_nobody().into_iter()
            .map(|at| planned.figures[at].goal.kpi.card.name).collect::<Vec<_>>(),
        "statements": told.statements(),
        "budget_pounds_a_week": told.asked.budget.map(|pence| pence as f64 / 100.0),
        "budget_binds": planned.budget_binds(told.asked),
        "plan": bought,
        "weekly": {
            "where_the_same_children_live_today_pounds": told.knows_today()
                .then(|| told.spent_today() as f64 / 100.0),
            "with_nothing_bought": money(&planned.before),
            "cheapest_without_targets": money(&planned.untargeted),
            "plan": money(&planned.plan),
            "plan_above_nothing_bought_pounds": told.extra(&planned.plan) as f64 / 100.0,
            "cheapest_without_targets_above_nothing_bought_pounds": told.extra(&planned.untargeted) as f64 / 100.0,
        },
        "targets": targets_json(told),
        "alternatives_dearer_by_pounds_a_week": planned.alternatives.iter()
            .map(|v| (v.money.total() - planned.plan.money.total()) as f64 / 100.0).collect::<Vec<_>>(),
        "assumptions": ASSUMPTIONS,
        "what_it_cannot_see": UNSEEN,
    })
}

fn targets_json(told: &Told) -> Vec<Value> {
    let planned = told.planned;
    let of = |at: usize| {
        let goal = &planned.figures[at].goal;
        json!({
            "name": goal.kpi.card.name,
            "why": goal.why.code(),
            "figure": goal.figure,
            "today": told.today(at).and_then(|now| told.figure(at, now)),
            "with_nothing_bought": told.figure(at, &planned.before.after[at]),
            "with_the_plan": told.figure(at, &planned.plan.after[at]),
            "reached": told.reaches(&planned.plan, at),
            "on_its_own_above_nothing_bought_pounds_a_week": planned.alone.get(at)
                .map(|alone| told.extra(alone) as f64 / 100.0),
        })
    };
    (0..planned.figures.len()).map(of).collect()
}

fn money(variant: &Variant) -> Value {
    let (money, pounds) = (&variant.money, |pence: i64| pence as f64 / 100.0);
    json!({
        "placements_pounds": pounds(money.placements),
        "new_provision_pounds": pounds(money.provision),
        "step_down_support_pounds": pounds(money.support),
        "children_without_a_home_count_for_pounds": pounds(money.without_a_home),
        "total_pounds": pounds(money.total()),
    })
}

/// How near the best an answer is proved to be, and what it falls short by, for a certificate.
pub fn proved(name: &str, proof: &Proof, short: &Short) -> Value {
    json!({
        "name": name,
        "shortfall_of_children_with_a_home": short.placed,
        "shortfall_of_what_is_held": short.held,
        "shortfall_of_targets": short.targets,
        "objective_pence_a_week": proof.value,
        "bound": proof.bound,
        "gap": proof.gap(),
        "price_bound": proof.price_bound,
        "proof": if proof.bound <= proof.price_bound { "prices" } else { "search" },
        "nodes": proof.nodes,
        "choices_in_the_search": proof.choices,
    })
}

/// `certificate.json`.
pub fn plan_certificate(told: &Told) -> Value {
    let planned = told.planned;
    let of = |name: String, variant: &Variant| {
        let checked = variant.checked.first();
        let mut row = proved(&name, &variant.proof, &variant.short);
        row["shortfall_of_targets_is_at_least"] = json!(variant.at_least.targets);
        row["children_placed"] = json!(checked.map_or(0, |c| c.proposals.len()));
        row["children_without_a_home"] = json!(checked.map_or(0, |c| c.unplaced.len()));
        row
    };
    let mut variants = vec![
        of("plan".to_owned(), &planned.plan),
        of("nothing bought".to_owned(), &planned.before),
        of("without targets".to_owned(), &planned.untargeted),
    ];
    for (at, alone) in planned.alone.iter().enumerate() {
        let name = planned.figures[at].goal.kpi.card.name;
        variants.push(of(format!("{name} on its own"), alone));
    }
    for (rank, other) in planned.alternatives.iter().enumerate() {
        variants.push(of(format!("alternative {}", rank + 1), other));
    }
    let concerns = |duty: &&&dyn duties::Duty| duty.concerns(told.council);
    json!({
        "theoretical": true,
        "what_is_checked": "Of every variant: no duty is broken by who would live where, in homes bought one by one; \
            indicators are counted and money is added up again from homes and children. A bound by prices is summed in \
            whole numbers; a bound by search is the solver's.",
        "duties_checked": duties::ALL.iter().filter(concerns).count(),
        "breaches": 0,
        "choices": planned.size.0,
        "rows": planned.size.1,
        "variants": variants,
    })
}

/// `provenance.json`.
pub fn plan_provenance(told: &Told, hashes: &[(String, String)]) -> Value {
    let targets = told.asked.targets.iter();
    let targets: serde_json::Map<String, Value> = targets
        .map(|(name, figure)| (name.clone(), json!(figure)))
        .collect();
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": Holds::Plan.code(),
        "seed": null,
        "scenario": null,
        "theoretical": true,
        "as_at": told.council.as_at.to_string(),
        "data_vintage": told.council.vintage,
        "input_sha256": by_file(hashes),
        "targets": targets,
        "held_where_they_are": told.asked.hold,
        "budget_pounds_a_week": told.asked.budget.map(|pence| pence as f64 / 100.0),
        "costs": told.asked.costs,
        "costs_are": ASSUMPTIONS,
    })
}
