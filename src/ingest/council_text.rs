//! `council.toml`, written back from a council.

use std::fmt::Write;

use crate::model::{Council, Miles, Policy};

/// The text of `council.toml`.
pub fn council_text(council: &Council) -> String {
    let mut out = String::new();
    let population = council.under_18_population;
    line(&mut out, "name", &quoted(&council.name));
    line(&mut out, "code", &quoted(&council.code));
    line(&mut out, "as_at", &council.as_at.to_string());
    line(&mut out, "adjoining", &list(&council.adjoining));
    if !council.partners.is_empty() {
        line(&mut out, "partners", &list(&council.partners));
    }
    if let Some(population) = population {
        line(&mut out, "under_18_population", &population.to_string());
    }
    line(&mut out, "vintage", &quoted(&council.vintage));
    out.push_str("\n[policy]\n");
    policy_text(&mut out, &council.policy);
    out
}

fn policy_text(out: &mut String, policy: &Policy) {
    let gate = policy.grade_gate.map_or("off", |grade| grade.code());
    let seek: Vec<&str> = policy.seek.iter().map(|kind| kind.code()).collect();
    line(out, "bedroom_age", &policy.bedroom_age.to_string());
    line(
        out,
        "usual_fostering_limit",
        &policy.usual_fostering_limit.to_string(),
    );
    line(out, "near_miles", &miles(policy.near));
    line(out, "search_miles", &miles(policy.search));
    line(out, "school_miles", &miles(policy.school_run));
    line(out, "grade_gate", &quoted(gate));
    line(
        out,
        "smoke_free_under",
        &policy.smoke_free_under.to_string(),
    );
    line(out, "usability", &format!("{:?}", policy.usability));
    if let Some(share) = policy.external_share {
        line(out, "external_share", &format!("{share:?}"));
    }
    line(out, "seek", &list(&seek));
    if !policy.targets.is_empty() {
        out.push_str("\n[policy.targets]\n");
        for (name, figure) in &policy.targets {
            line(out, name, &format!("{figure:?}"));
        }
    }
    out.push_str("\n[policy.points]\n");
    for (name, points) in super::points::points_by_name(&policy.points) {
        line(out, &name, &points.to_string());
    }
    for tier in &policy.tiers {
        out.push_str("\n[[policy.tiers]]\n");
        line(out, "name", &quoted(&tier.name));
        let terms: Vec<String> = tier
            .terms
            .iter()
            .map(|term| {
                format!(
                    "{{ duty = {}, weight = {} }}",
                    quoted(&term.duty),
                    term.weight
                )
            })
            .collect();
        line(out, "terms", &format!("[{}]", terms.join(", ")));
        line(out, "tolerance", &format!("{:?}", tier.tolerance));
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    writeln!(out, "{key} = {value}").expect("writing to a string cannot fail");
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}

/// Miles with as many decimals as they need, so that they read back the same.
fn miles(miles: Miles) -> String {
    let (whole, rest) = (miles.hundredths() / 100, miles.hundredths() % 100);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:02}")
    }
}
