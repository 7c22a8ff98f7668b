//! The JSON documents of a plan for possible futures.

use serde_json::{Value, json};

use super::told::{Told, UNSEEN};
use crate::duties;
use crate::plan::{ASSUMPTIONS, Made, Policy, Share};
use crate::report::documents::by_file;
use crate::report::holds::Holds;
use crate::report::plan_json::proved;

/// Every policy, as it is called in files.
pub const POLICIES: [(Policy, &str); 4] = [
    (Policy::Nothing, "nothing_bought"),
    (Policy::Plan, "plan"),
    (Policy::Middling, "plan_for_a_middling_future"),
    (Policy::Waiting, "waiting"),
];

/// `summary.json`.
pub fn ahead_json(told: &Told) -> Value {
    let planned = told.planned;
    let judged = &planned.judged;
    let bought = told.lines().into_iter().map(|line| {
        json!({
            "what": line.bought.what, "kind": line.bought.kind, "district": line.bought.district, "home_id": line.bought.home_id,
            "number": line.bought.number, "lead_time_months": line.bought.months,
            "weekly_cost_empty_pounds": line.bought.empty as f64 / 100.0, "one_off_pounds": line.bought.once,
            "plans_for_one_future_that_buy_it": line.alone,
        })
    });
    let there = POLICIES
        .iter()
        .filter(|(policy, _)| !judged.under(*policy).is_empty());
    let policies = there.map(|(policy, name)| {
        let of = json!({
            "falls_short": share(judged.falls_short(*policy)),
            "mean_cost_pounds_a_week": pounds(told.cost(*policy)),
            "mean_children_without_a_home": told.without_a_home(*policy),
        });
        ((*name).to_owned(), of)
    });
    let reached = told.reached();
    let cost = |policy| told.cost(policy);
    json!({
        "council": told.council.name,
        "as_at": told.council.as_at.to_string(),
        "planned_for": told.day(),
        "months_ahead": told.ahead.months,
        "theoretical": true,
        "futures": {
            "made_for": told.made_for(), "fresh": judged.plan.len(), "seed": told.seed,
            "confidence_percent": told.ahead.confidence,
            "let_go": planned.let_go.iter().filter(|l| **l).count(),
            "reached": reached.count,
            "out_of_reach_alone": planned.missed_alone.iter().filter(|m| !m.is_empty()).count(),
        },
        "reached": told.is_reached(),
        "rates_pooled_to_england": told.little.map(|why| why.to_string()),
        "statements": told.statements(),
        "plan": bought.collect::<Vec<_>>(),
        "goals": goals(told),
        "in_fresh_futures": policies.collect::<serde_json::Map<_, _>>(),
        "value": {
            "of_perfect_information_pounds_a_week": pounds(planned.plan.mean() - planned.mean_alone()),
            "against_a_plan_for_a_middling_future_pounds_a_week": pounds(cost(Policy::Middling) - cost(Policy::Plan)),
            "of_waiting_pounds_a_week": planned.waiting.as_ref().map(|_| pounds(cost(Policy::Plan) - cost(Policy::Waiting))),
        },
        "waiting": planned.waiting.as_ref().map(|waiting| json!({
            "months": told.ahead.wait,
            "first_plan_where_children_in_care_are_at_most": waiting.up_to,
            "offers_that_come_too_late": waiting.too_late,
        })),
        "mean_cost_of_the_futures_that_it_was_made_for_pounds_a_week": pounds(planned.plan.mean()),
        "no_plan_that_reaches_everything_costs_less_than_pounds_a_week": planned.bound().map(pounds),
        "assumptions": ASSUMPTIONS,
        "what_it_cannot_see": UNSEEN,
    })
}

fn goals(told: &Told) -> Vec<Value> {
    let planned = told.planned;
    let of = |(at, figure): (usize, &crate::plan::Figure)| {
        let goal = &figure.goal;
        json!({
            "name": goal.kpi.card.name,
            "why": goal.why.code(),
            "figure": told.asked(at),
            "today": told.today(at),
            "middle_of_fresh_futures": {
                "nothing_bought": told.middle(Policy::Nothing, at), "plan": told.middle(Policy::Plan, at),
            },
            "missed": {
                "nothing_bought": share(planned.judged.missed(Policy::Nothing, at)),
                "plan": share(planned.judged.missed(Policy::Plan, at)),
            },
        })
    };
    planned.figures.iter().enumerate().map(of).collect()
}

fn share(share: Share) -> Value {
    let (low, high) = share.limits();
    json!({ "futures": share.count, "of": share.of, "share": share.value(), "low": low, "high": high })
}

/// Pounds of pence, to the penny.
fn pounds(pence: f64) -> f64 {
    pence.round() / 100.0
}

/// `certificate.json`.
pub fn ahead_certificate(told: &Told) -> Value {
    let planned = told.planned;
    let of = |name: String, made: &Made| {
        let mut row = proved(&name, &made.proof, &made.short);
        row["futures"] = json!(made.fates.len());
        row
    };
    let mut variants = vec![of("plan".to_owned(), &planned.plan)];
    for (at, made) in planned.alone.iter().enumerate() {
        let let_go = if planned.let_go[at] { ", let go" } else { "" };
        variants.push(of(
            format!("future {}{let_go}", told.futures[at].replication),
            made,
        ));
    }
    if let Some(waiting) = &planned.waiting {
        variants.push(of("waiting, fewer children".to_owned(), &waiting.fewer));
        variants.push(of("waiting, more children".to_owned(), &waiting.more));
    }
    let concerns = |duty: &&&dyn duties::Duty| duty.concerns(told.council);
    json!({
        "theoretical": true,
        "what_is_checked": "Of every plan, in every future that it was made for or judged in: no duty is broken by who would live \
            where, in homes bought one by one; indicators are counted and money is added up again from homes and children. The \
            objective is a sum over the futures of a variant; a bound of the plan is of its programme, with the offers that \
            were looked at and the futures that were let go, and the bounds of the futures alone hold for every offer.",
        "duties_checked": duties::ALL.iter().filter(concerns).count(),
        "breaches": 0,
        "offers": planned.ground.offers.len(),
        "offers_looked_at_together": planned.looked_at,
        "choices": planned.size.0,
        "rows": planned.size.1,
        "variants": variants,
    })
}

/// `provenance.json`.
pub fn ahead_provenance(told: &Told, hashes: &[(String, String)]) -> Value {
    let asked = &told.ahead.asked;
    let targets: serde_json::Map<String, Value> = asked
        .targets
        .iter()
        .map(|(name, figure)| (name.clone(), json!(figure)))
        .collect();
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": Holds::Plan.code(),
        "seed": told.seed,
        "scenario": null,
        "theoretical": true,
        "as_at": told.council.as_at.to_string(),
        "data_vintage": told.council.vintage,
        "input_sha256": by_file(hashes),
        "targets": targets,
        "held_where_they_are": asked.hold,
        "futures": told.made_for(),
        "fresh_futures": told.planned.judged.plan.len(),
        "months_ahead": told.ahead.months,
        "months_of_waiting": told.ahead.wait,
        "confidence_percent": told.ahead.confidence,
        "costs": asked.costs,
        "costs_are": ASSUMPTIONS,
    })
}
