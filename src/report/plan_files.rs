//! A plan of provision as tables, documents and a few lines for a terminal.

use std::fmt::Write as _;

use serde_json::Value;

use super::plan_json::{plan_certificate, plan_json, plan_provenance};
use super::plan_told::{Told, pounds};
use super::summary::THEORETICAL;
use super::tables::{cell, csv_text};
use crate::plan::ASSUMPTIONS;

/// Every file of a plan's folder but the page and the timings, by name.
pub fn plan_files(told: &Told, hashes: &[(String, String)]) -> Vec<(&'static str, String)> {
    let text = |value: Value| format!("{value:#}\n");
    vec![
        ("plan.csv", plan_csv(told)),
        ("alternatives.csv", alternatives_csv(told)),
        ("targets.csv", targets_csv(told)),
        ("placements.csv", placements_csv(told)),
        ("summary.json", text(plan_json(told))),
        ("certificate.json", text(plan_certificate(told))),
        ("provenance.json", text(plan_provenance(told, hashes))),
    ]
}

fn plan_csv(told: &Told) -> String {
    let names = "what,kind,kind_name,district,home_id,number,places_of_one,lead_time_months,weekly_cost_pounds,one_off_pounds";
    let mut rows = vec![headings(names)];
    for line in told.lines(&told.planned.plan) {
        rows.push(vec![
            line.what.to_owned(),
            line.kind.to_owned(),
            cell(&line.name),
            cell(&line.district),
            cell(&line.home_id),
            line.number.to_string(),
            line.places.to_string(),
            line.months.to_string(),
            pounds(line.weekly),
            line.once.to_string(),
        ]);
    }
    csv_text(&rows)
}

/// A row is something of which an alternative has more or less than the plan.
fn alternatives_csv(told: &Told) -> String {
    let names = "alternative,dearer_than_the_plan_pounds_a_week,total_pounds_a_week,what,kind,district,home_id,number,number_in_the_plan";
    let mut rows = vec![headings(names)];
    let planned = told.planned;
    for (rank, other) in planned.alternatives.iter().enumerate() {
        for (k, offer) in planned.ground.offers.iter().enumerate() {
            let (number, in_plan) = (other.bought[k], planned.plan.bought[k]);
            if number == in_plan {
                continue;
            }
            let district = offer
                .district
                .map(|at| told.council.areas[at as usize].name.as_str());
            let home = told.council.homes.get(offer.home.at());
            rows.push(vec![
                (rank + 1).to_string(),
                pounds(other.money.total() - planned.plan.money.total()),
                pounds(other.money.total()),
                offer.what.code().to_owned(),
                offer.kind.to_owned(),
                cell(district.unwrap_or_default()),
                home.map_or(String::new(), |home| cell(&home.id)),
                number.to_string(),
                in_plan.to_string(),
            ]);
        }
    }
    csv_text(&rows)
}

fn targets_csv(told: &Told) -> String {
    let names = "name,unit,why,figure,today,present_homes_theoretical,with_the_plan,reached,on_its_own,reached_on_its_own,costs_on_its_own_pounds_a_week";
    let mut rows = vec![headings(names)];
    let (planned, yes) = (told.planned, |yes: bool| {
        if yes { "yes" } else { "no" }.to_owned()
    });
    for (at, figure) in planned.figures.iter().enumerate() {
        let card = &figure.goal.kpi.card;
        let mut row = vec![
            card.name.to_owned(),
            card.unit.label().to_owned(),
            figure.goal.why.code().to_owned(),
            format!("{:.3}", figure.goal.figure),
            told.shown(at, &figure.now),
            told.shown(at, &planned.before.after[at]),
            told.shown(at, &planned.plan.after[at]),
            yes(planned.reaches(&planned.plan, at)),
        ];
        match planned.alone.get(at) {
            Some(alone) => row.extend([
                told.shown(at, &alone.after[at]),
                yes(planned.reaches(alone, at)),
                pounds(told.cost_alone(at)),
            ]),
            None => row.extend([String::new(), String::new(), String::new()]),
        }
        rows.push(row);
    }
    csv_text(&rows)
}

fn placements_csv(told: &Told) -> String {
    let mut rows = vec![headings(
        "child_id,home_id,kind,sector,new_home,steps_down,theoretical",
    )];
    let Some(checked) = told.planned.plan.checked.first() else {
        return csv_text(&rows);
    };
    for proposal in &checked.proposals {
        let home = checked.council.home(proposal.home);
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        rows.push(vec![
            cell(&checked.council.child(proposal.child).id),
            cell(&home.id),
            home.kind.code().to_owned(),
            home.sector.code().to_owned(),
            yes(proposal.home.at() >= told.council.homes.len()),
            yes(checked.step_downs.binary_search(&proposal.child).is_ok()),
            "yes".to_owned(),
        ]);
    }
    csv_text(&rows)
}

fn headings(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}

/// The plan for a terminal.
pub fn plan_text(told: &Told) -> String {
    let planned = told.planned;
    let mut text = format!("{}: {THEORETICAL}\n", told.council.name);
    let reached = if planned.is_reached() {
        "Every target is reached"
    } else {
        "Not every target is reached"
    };
    let extra = told.extra(&planned.plan);
    let more = if extra < 0 { "less" } else { "more" };
    let _ = writeln!(
        text,
        "{reached}, for £{} a week {more} than present homes at their cheapest",
        pounds(extra.abs())
    );
    for statement in told.statements() {
        let _ = writeln!(text, "  {statement}");
    }
    for line in told.lines(&planned.plan) {
        let at = if line.district.is_empty() {
            String::new()
        } else {
            format!(", {}", line.district)
        };
        let _ = writeln!(
            text,
            "  {:>3} × {}: {}{at}, {} months",
            line.number, line.what, line.name, line.months
        );
    }
    for at in 0..planned.targets {
        let goal = &planned.figures[at].goal;
        let _ = writeln!(
            text,
            "  {}: today {}, asked {:.1}, with the plan {}; on its own £{} a week",
            goal.kpi.card.name,
            told.shown(at, &planned.figures[at].now),
            goal.figure,
            told.shown(at, &planned.plan.after[at]),
            pounds(told.cost_alone(at)),
        );
    }
    let _ = writeln!(text, "{ASSUMPTIONS}");
    text
}
