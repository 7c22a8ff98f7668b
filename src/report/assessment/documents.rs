//! The JSON documents of an assessment.

use serde_json::{Map, Value, json};

use crate::assess::{Assessment, Attained, Gain, Gap};
use crate::kpis::{Dimension, Tally, Unit};
use crate::model::Authority;
use crate::report::Holds;
use crate::report::documents::by_file;

/// `summary.json`: the whole council, indicator by indicator.
pub fn assessment_json(assessment: &Assessment) -> Value {
    let council = assessment.facts.council;
    let indicators: Map<String, Value> = assessment
        .whole()
        .map(|gap| (gap.kpi.card.name.to_owned(), of_gap(gap)))
        .collect();
    let statements = assessment.statements.iter();
    let statements: Vec<Value> = statements
        .map(|statement| json!({ "about": statement.about, "text": statement.text }))
        .collect();
    let mut document = json!({
        "council": council.name,
        "as_at": council.as_at.to_string(),
        "data_vintage": council.vintage,
        "theoretical": "attainable figures free settled children on paper only",
        "children": council.looked_after().count(),
        "short_breaks_only": council.children.len() - council.looked_after().count(),
        "statements": statements,
        "indicators": indicators,
    });
    if council.is_market() {
        document["authorities"] = Value::Object(by_authority(assessment));
    }
    document
}

/// Of a market, by authority and indicator: what is, what the market's plan gives, what sharing homes out would, and the
/// authority's own target.
fn by_authority(assessment: &Assessment) -> Map<String, Value> {
    let council = assessment.facts.council;
    let alone = |gap: &Gap, order: usize| {
        let gains = &assessment.apart.as_ref()?.gains;
        let is = |gain: &&Gain| {
            let of = gain.authority.map(|ix| ix.at());
            gain.kpi.card.code == gap.kpi.card.code && of == Some(order)
        };
        gains.iter().find(is)?.alone.figure(gap.kpi.card.unit)
    };
    let of = |(order, name): (usize, &String)| {
        let theirs = assessment.gaps.iter().filter(|gap| {
            let segment = gap.segment.as_ref();
            segment.is_some_and(|(by, part)| *by == Dimension::Authority && part.order == order)
        });
        let figures: Map<String, Value> = theirs
            .map(|gap| {
                let figures = json!({
                    "actual": gap.actual_figure(),
                    "attainable_in_order": gap.in_order_figure(),
                    "attainable_apart": alone(gap, order),
                    "target": gap.target,
                });
                (gap.kpi.card.name.to_owned(), figures)
            })
            .collect();
        (name.clone(), Value::Object(figures))
    };
    let names = council.members.iter().map(|member| &member.name);
    names.enumerate().map(of).collect()
}

fn of_gap(gap: &Gap) -> Value {
    let card = &gap.kpi.card;
    // In the indicator's unit: a whole number where it counts.
    let numerator = |tally: &Tally| match card.unit {
        Unit::Percent | Unit::Count => json!(tally.numerator),
        unit => json!(tally.numerator_in(unit)),
    };
    let mut document = json!({
        "code": card.code,
        "title": card.title,
        "unit": card.unit.label(),
        "better": card.better,
        "actual": gap.actual_figure(),
        "numerator": gap.actual.as_ref().map(numerator),
        "denominator": gap.actual.as_ref().map(|actual| actual.denominator),
        "left_out": gap.actual.as_ref().map(|actual| &actual.left_out),
        "attainable_in_order": gap.in_order_figure(),
        "attainable_alone": gap.alone_figure(),
        "best": gap.best_figure(),
        "best_numerator": gap.best.as_ref().map(numerator),
        "best_denominator": gap.best.as_ref().map(|best| best.denominator),
        "target": gap.target,
    });
    if card.follows_allocation {
        document["allocation_gap"] = json!(gap.allocation());
        document["capacity_gap"] = json!(gap.capacity());
        document["beyond_any_allocation"] = json!(gap.beyond_any_allocation());
    }
    document
}

/// `certificate.json`: what was proved of each theoretical plan.
pub fn certificates(assessment: &Assessment) -> Value {
    let of = |(name, plan): (&str, &Attained)| {
        json!({
            "plan": name,
            "children": plan.certificate.children,
            "duties_checked": plan.certificate.duties_checked,
            "breaches": plan.certificate.breaches,
            "widest_gap": plan.widest_gap(),
            "tiers": plan.certificate.tiers,
        })
    };
    let attained = assessment.attained.iter();
    let attained = attained.map(|plan| (plan.duty.unwrap_or("in the law's order"), plan));
    let apart = assessment.apart.as_ref();
    let apart = apart.map(|apart| ("each authority by itself, in the law's order", &apart.plan));
    let plans: Vec<Value> = attained.chain(apart).map(of).collect();
    json!({ "theoretical": true, "plans": plans })
}

/// `provenance.json`.
pub fn assessment_provenance(
    assessment: &Assessment,
    hashes: &[(String, String)],
    holds: Holds,
) -> Value {
    let council = assessment.facts.council;
    let mut document = json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": holds.code(),
        "seed": null,
        "scenario": null,
        "as_at": council.as_at.to_string(),
        "data_vintage": council.vintage,
        "input_sha256": by_file(hashes),
        "tiers": council.policy.tiers,
        "targets": council.policy.targets,
        "external_share": council.policy.external_share,
    });
    if council.is_market() {
        let members: Vec<Value> = council.members.iter().map(of_member).collect();
        document["authorities"] = Value::Array(members);
    }
    document
}

/// What stays an authority's own in a market.
fn of_member(member: &Authority) -> Value {
    json!({
        "name": member.name,
        "code": member.code,
        "partners": member.partners,
        "targets": member.policy.targets,
        "external_share": member.policy.external_share,
    })
}

/// `timings.json`, the only output that differs between two runs.
pub fn timings(assessment: &Assessment) -> Value {
    let steps = assessment.timings.iter();
    let steps: Map<String, Value> = steps
        .map(|(step, time)| ((*step).to_owned(), json!(time.as_secs_f64())))
        .collect();
    json!({ "seconds": steps })
}
