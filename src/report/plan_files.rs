//! A plan of provision as tables and documents.

use serde_json::Value;

use super::plan_json::{plan_certificate, plan_json, plan_provenance};
use super::plan_told::{Told, pounds};
use super::tables::{cell, csv_text};
use crate::kpis::Tally;
use crate::model::ChildIx;
use crate::plan::Variant;

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
    let names = "what,kind,kind_name,district,home_id,number,places_of_one,children,lead_time_months,weekly_cost_empty_pounds,weekly_cost_lived_in_pounds,one_off_pounds";
    let mut rows = vec![headings(names)];
    for line in told.lines(&told.planned.plan) {
        rows.push(vec![
            line.bought.what.to_owned(),
            line.bought.kind.to_owned(),
            cell(&line.bought.name),
            cell(&line.bought.district),
            cell(&line.bought.home_id),
            line.bought.number.to_string(),
            line.bought.places.to_string(),
            line.children.to_string(),
            line.bought.months.to_string(),
            pounds(line.bought.empty),
            pounds(line.lived_in),
            line.bought.once.to_string(),
        ]);
    }
    csv_text(&rows)
}

/// A row is something of which an alternative has more or less than the plan.
fn alternatives_csv(told: &Told) -> String {
    let names = "alternative,dearer_than_the_plan_pounds_a_week,total_pounds_a_week,differs_in,what,kind,district,home_id,number,number_in_the_plan";
    let mut rows = vec![headings(names)];
    let planned = told.planned;
    for (rank, other) in planned.alternatives.iter().enumerate() {
        let differs = if planned.is_same_mix(other) {
            "place"
        } else {
            "kind"
        };
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
                differs.to_owned(),
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
    let names = "name,unit,why,figure,today,with_nothing_bought,with_the_plan,reached,on_its_own,reached_on_its_own,on_its_own_above_nothing_bought_pounds_a_week";
    let mut rows = vec![headings(names)];
    let planned = told.planned;
    // Blank where nobody counts, and today where nobody knows.
    let reached = |variant: &Variant, at: usize| told.reaches(variant, at).map_or("", yes_or_no);
    let shown = |at: usize, tally: Option<&Tally>| {
        let figure = tally.and_then(|tally| told.figure(at, tally));
        figure.map_or(String::new(), |figure| format!("{figure:.1}"))
    };
    for (at, figure) in planned.figures.iter().enumerate() {
        let card = &figure.goal.kpi.card;
        let mut row = vec![
            card.name.to_owned(),
            card.unit.label().to_owned(),
            figure.goal.why.code().to_owned(),
            format!("{:.3}", figure.goal.figure),
            shown(at, told.today(at)),
            shown(at, Some(&planned.before.after[at])),
            shown(at, Some(&planned.plan.after[at])),
            reached(&planned.plan, at).to_owned(),
        ];
        match planned.alone.get(at) {
            Some(alone) => row.extend([
                shown(at, Some(&alone.after[at])),
                reached(alone, at).to_owned(),
                pounds(told.extra(alone)),
            ]),
            None => row.extend([String::new(), String::new(), String::new()]),
        }
        rows.push(row);
    }
    csv_text(&rows)
}

/// Every child of the round, those without a home last, with nothing for it.
fn placements_csv(told: &Told) -> String {
    let mut rows = vec![headings(
        "child_id,home_id,kind,sector,new_home,steps_down,has_a_home_today,theoretical",
    )];
    let yes = |yes: bool| yes_or_no(yes).to_owned();
    // Blank where nobody knows.
    let has_one = |child: ChildIx| {
        let mut placements = told.council.placements.iter();
        let has_one = placements.any(|placement| placement.child == child);
        if told.knows_today() {
            yes(has_one)
        } else {
            String::new()
        }
    };
    let Some(checked) = told.planned.plan.checked.first() else {
        return csv_text(&rows);
    };
    for proposal in &checked.proposals {
        let home = checked.council.home(proposal.home);
        rows.push(vec![
            cell(&checked.council.child(proposal.child).id),
            cell(&home.id),
            home.kind.code().to_owned(),
            home.sector.code().to_owned(),
            yes(proposal.home.at() >= told.council.homes.len()),
            yes(checked.step_downs.binary_search(&proposal.child).is_ok()),
            has_one(proposal.child),
            yes(true),
        ]);
    }
    for &child in &checked.unplaced {
        rows.push(vec![
            cell(&checked.council.child(child).id),
            String::new(),
            String::new(),
            String::new(),
            yes(false),
            yes(false),
            has_one(child),
            yes(true),
        ]);
    }
    csv_text(&rows)
}

const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Headings from their names with commas.
pub fn headings(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}
