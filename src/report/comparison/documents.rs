//! A comparison as documents for machines.

use serde_json::{Map, Value, json};

use super::{ABOUT, FREE, Told, how_sure, too_few};
use crate::compare::{
    Comparison, MATTERS_TO_A_GROUP, OUTCOMES, Paired, Ranked, Verdict, Waiting, Window, kpis,
    unmeasured,
};
use crate::forecast::capacity::MEASURED_ON;
use crate::report::Holds;
use crate::runner::Found;

fn paired(of: &Paired) -> Value {
    json!({
        "mean": of.mean,
        "low_95": of.interval.0,
        "high_95": of.interval.1,
        "real": of.is_real(),
        "verdict": of.verdict.code(),
        "share_of_futures": of.shares.map(|shares| json!({
            "better": shares.better,
            "worse": shares.worse,
            "same": shares.same,
        })),
    })
}

fn ranked(figure: &Ranked) -> Value {
    json!({
        "lever": figure.figure,
        "rank_correlation": figure.correlation,
        "sign_holds_in_share_of_draws": figure.holds,
        "more_than_chance": figure.is_shown,
        "swing": figure.swing.map(|swing| json!({
            "at_lowest": swing.lowest,
            "at_highest": swing.highest,
            "mean": swing.by,
            "low_95": swing.interval.0,
            "high_95": swing.interval.1,
        })),
    })
}

/// `summary.json`.
pub fn comparison_json(told: Told<'_>) -> Value {
    let of = told.of;
    let settings = of.plan.settings;
    let scenarios: Vec<Value> = (0..of.plan.scenarios.len())
        .map(|at| scenario(of, at))
        .collect();
    let break_even: Vec<Value> = (told.break_even.iter())
        .map(|found| {
            json!({
                "sweep": found.sweep,
                "lever": found.figure,
                "kpi": found.kpi,
                "target": found.target,
                "reached_at": found.at,
                "reached_from": found.between.0,
                "reached_to": found.between.1,
                "crosses_again": found.again,
                "tried": found.points.iter().map(|point| json!({
                    "value": point.value,
                    "mean": point.mean,
                    "low_95": point.interval.0,
                    "high_95": point.interval.1,
                })).collect::<Vec<Value>>(),
            })
        })
        .collect();
    let ranking: Vec<Value> = (told.rankings.iter())
        .map(|ranking| {
            json!({
                "sweep": ranking.sweep,
                "kpi": kpis()[ranking.kpi].name,
                "points": ranking.points,
                "futures": ranking.futures,
                "looked_at": ranking.looked_at,
                "by_chance": ranking.limit,
                "figures": ranking.figures.iter().map(ranked).collect::<Vec<Value>>(),
            })
        })
        .collect();
    json!({
        "council": of.plan.said("council"),
        "about": ABOUT,
        "rates": of.plan.said("rates"),
        "rates_about": of.plan.pooled(),
        "targets_are_measured_on": MEASURED_ON,
        "how_sure": how_sure(),
        "from": of.plan.start.to_string(),
        "months": settings.months,
        "last_12_months_are": Window::LastYear.words(settings.months),
        "what_matters_to_a_group": MATTERS_TO_A_GROUP,
        "replications": settings.replications,
        "seed": settings.seed,
        "baseline": of.plan.scenarios[of.baseline].name,
        "scenarios": scenarios,
        "break_even": break_even,
        "ranking": ranking,
        "costs": FREE,
        "too_few_futures": too_few(of),
    })
}

fn scenario(of: &Comparison, at: usize) -> Value {
    let planned = &of.plan.scenarios[at];
    let figures: Map<String, Value> = (kpis().iter().enumerate())
        .map(|(nth, kpi)| {
            let figure = of.figure(at, Window::LastYear, nth);
            let difference = figure.difference.as_ref().map(paired);
            (
                kpi.name.to_owned(),
                json!({ "mean": figure.mean, "difference": difference }),
            )
        })
        .collect();
    let payback = of.scenarios[at].payback.map(|payback| {
        json!({
            "spent_pounds": payback.spent_pounds,
            "month": payback.month,
            "by_the_end_share_of_futures": payback.by_the_end,
            "net_pounds": payback.net_pounds,
            "net_low_95_pounds": payback.net_interval.map(|(low, _)| low),
            "net_high_95_pounds": payback.net_interval.map(|(_, high)| high),
            "shown": payback.is_shown(),
            "more_children_wait": payback.waiting == Waiting::More,
            "more_children_may_wait": payback.waiting != Waiting::NoMore,
        })
    });
    let targets: Vec<Value> = (of.scenarios[at].targets.iter())
        .map(|aimed| {
            json!({
                "kpi": kpis()[aimed.kpi].name,
                "target": aimed.wanted,
                "reached_in_futures": aimed.reached,
                "futures": aimed.futures,
                "mean": aimed.mean,
            })
        })
        .collect();
    json!({
        "name": planned.name,
        "title": planned.title,
        "changes": planned.changes,
        "found": found(of, at),
        "targets": targets,
        "targets_not_measured": unmeasured(planned),
        "last_12_months": figures,
        "gain": groups(of, at, Verdict::Better),
        "lose": groups(of, at, Verdict::Worse),
        "payback": payback,
    })
}

/// What levers of a scenario were solved to, a sentence each.
fn found(of: &Comparison, at: usize) -> Vec<String> {
    let found = of.scenarios[at].found.iter();
    found.map(Found::sentence).collect()
}

/// Groups of children for whom something is better, or worse.
fn groups(of: &Comparison, at: usize, verdict: Verdict) -> Vec<Value> {
    let mut found = Vec::new();
    for (nth, group) in Comparison::groups().iter().enumerate() {
        for (which, outcome) in OUTCOMES.iter().enumerate() {
            let impact = of.impact(at, nth, which);
            let Some(impact) = impact else { continue };
            if let Some(difference) = impact.difference.filter(|d| d.verdict == verdict) {
                found.push(json!({
                    "characteristic": group.dimension,
                    "group": group.segment,
                    "outcome": outcome.name(),
                    "difference": difference.mean,
                    "low_95": difference.interval.0,
                    "high_95": difference.interval.1,
                    "note": impact.note(*outcome),
                }));
            }
        }
    }
    found
}

/// `provenance.json`.
pub fn provenance(of: &Comparison) -> Value {
    let mut document = of.plan.provenance(Holds::Comparison.code());
    document["baseline"] = json!(of.plan.scenarios[of.baseline].name);
    for at in 0..of.plan.scenarios.len() {
        let found = found(of, at);
        if !found.is_empty() {
            document["scenarios"][at]["found"] = json!(found);
        }
    }
    document
}
