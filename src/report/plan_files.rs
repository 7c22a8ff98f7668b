//! A plan of provision as tables, documents and a few lines for a terminal.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::documents::by_file;
use super::holds::Holds;
use super::summary::THEORETICAL;
use super::tables::{cell, csv_text};
use crate::duties;
use crate::kpis::{Better, Tally};
use crate::model::{Council, HomeKind};
use crate::plan::{ASSUMPTIONS, Asked, Planned, Variant, Why};

/// What a plan cannot see, said wherever it appears.
pub const UNSEEN: [&str; 6] = [
    "The children are those of the day of the data: demand to come is in no figure yet.",
    "Present homes stay as they are. Households that leave have to be replaced first, and are not in the plan.",
    "A new home stands at the centre of its district; its carers' ethnicity, religion and languages are not known.",
    "Whether a household that fosters for an agency would come over, it alone decides.",
    "Costs follow the unit costs of homes.csv. A place that an authority leaves in another home is saved from the first day.",
    "A step-down is counted where the duties allow it; whether it is right for a child is for those who know her.",
];

/// A plan with what it was made from.
pub struct Told<'a> {
    /// The council.
    pub council: &'a Council,
    /// What was asked.
    pub asked: &'a Asked,
    /// The answer.
    pub planned: &'a Planned,
}

/// A line of what is bought.
pub struct Line {
    /// What is done.
    pub what: &'static str,
    /// Id of the kind of home.
    pub kind: &'static str,
    /// For people.
    pub name: String,
    /// District.
    pub district: String,
    /// The household that comes over.
    pub home_id: String,
    /// How many.
    pub number: i64,
    /// Places of one.
    pub places: i64,
    /// Months until the first child can come.
    pub months: u32,
    /// Pence a week for all of them with nobody in them.
    pub weekly: i64,
    /// Pounds, once, for all of them.
    pub once: i64,
}

impl Told<'_> {
    /// What a variant buys, step-downs last.
    pub fn lines(&self, variant: &Variant) -> Vec<Line> {
        let offers = self.planned.ground.offers.iter().zip(&variant.bought);
        let mut lines: Vec<Line> = offers
            .filter(|(_, n)| **n > 0)
            .map(|(offer, &number)| {
                let district = offer.district.map(|at| &self.council.areas[at as usize]);
                let home = self.council.homes.get(offer.home.at());
                Line {
                    what: offer.what.code(),
                    kind: offer.kind,
                    name: offer.name.clone(),
                    district: district.map_or(String::new(), |d| d.name.clone()),
                    home_id: home.map_or(String::new(), |home| home.id.clone()),
                    number,
                    places: offer.places,
                    months: offer.months,
                    weekly: offer.weekly * number,
                    once: i64::from(offer.once) * number,
                }
            })
            .collect();
        let steps = variant.checked.first().map_or(0, |c| c.step_downs.len()) as i64;
        if steps > 0 {
            lines.push(Line {
                what: "step_down",
                kind: "support",
                name: "child in a children's home for whom a family with support is an option"
                    .to_owned(),
                district: String::new(),
                home_id: String::new(),
                number: steps,
                places: 0,
                months: self.asked.costs.step_down_months,
                weekly: variant.money.support,
                once: 0,
            });
        }
        lines
    }

    /// The figure of an indicator in words; a dash where there is nothing to divide by.
    pub fn shown(&self, at: usize, tally: &Tally) -> String {
        let unit = self.planned.figures[at].goal.kpi.card.unit;
        tally
            .figure(unit)
            .map_or("-".to_owned(), |f| format!("{f:.1}"))
    }

    /// What a target costs on its own: pence a week above the cheapest plan without targets.
    pub fn cost_alone(&self, at: usize) -> i64 {
        self.planned.alone[at].money.total() - self.planned.untargeted.money.total()
    }

    /// Pence a week above present homes at their cheapest.
    pub fn extra(&self, variant: &Variant) -> i64 {
        variant.money.total() - self.planned.before.money.total()
    }

    /// For each target that is not reached, how far it can be.
    pub fn statements(&self) -> Vec<String> {
        let planned = self.planned;
        let of = |at: usize| {
            let goal = &planned.figures[at].goal;
            let (card, figure) = (&goal.kpi.card, goal.figure);
            let (unit, name) = (card.unit.label(), card.name);
            if planned.reaches(&planned.plan, at) {
                return None;
            }
            let reached = self.shown(at, &planned.plan.after[at]);
            let Some(alone) = planned.alone.get(at) else {
                return Some(format!(
                    "{name}: held at {figure:.1} {unit}, and {reached} in this plan"
                ));
            };
            let end = if card.better == Better::Higher {
                "at most"
            } else {
                "at least"
            };
            let best = self.shown(at, &alone.after[at]);
            Some(if planned.reaches(alone, at) {
                format!(
                    "{name}: {figure:.1} {unit} is in reach on its own, but not with the other targets and limits: {reached} in this plan"
                )
            } else {
                format!(
                    "{name}: {figure:.1} {unit} is out of reach with what is on offer: {end} {best} can be reached, and {reached} in this plan"
                )
            })
        };
        (0..planned.figures.len()).filter_map(of).collect()
    }
}

/// Pounds of pence.
pub fn pounds(pence: i64) -> String {
    format!("{:.2}", pence as f64 / 100.0)
}

/// Every file of a plan's folder but the page and the timings, by name.
pub fn plan_files(told: &Told, hashes: &[(String, String)]) -> Vec<(&'static str, String)> {
    let text = |value: Value| format!("{value:#}\n");
    vec![
        ("plan.csv", plan_csv(told)),
        ("alternatives.csv", alternatives_csv(told)),
        ("targets.csv", targets_csv(told)),
        ("placements.csv", placements_csv(told)),
        ("summary.json", text(plan_json(told))),
        ("certificate.json", text(certificate(told))),
        ("provenance.json", text(provenance(told, hashes))),
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

/// `summary.json`.
pub fn plan_json(told: &Told) -> Value {
    let planned = told.planned;
    let bought: Vec<Value> = told
        .lines(&planned.plan)
        .iter()
        .map(|line| {
            json!({
                "what": line.what, "kind": line.kind, "district": line.district, "home_id": line.home_id,
                "number": line.number, "lead_time_months": line.months,
                "weekly_cost_pounds": line.weekly as f64 / 100.0, "one_off_pounds": line.once,
            })
        })
        .collect();
    json!({
        "council": told.council.name,
        "as_at": told.council.as_at.to_string(),
        "theoretical": true,
        "reached": planned.is_reached(),
        "statements": told.statements(),
        "budget_pounds_a_week": told.asked.budget.map(|pence| pence as f64 / 100.0),
        "plan": bought,
        "weekly": {
            "present_homes_at_their_cheapest": money(&planned.before),
            "cheapest_without_targets": money(&planned.untargeted),
            "plan": money(&planned.plan),
            "plan_above_present_homes_pounds": told.extra(&planned.plan) as f64 / 100.0,
        },
        "targets": targets_json(told),
        "alternatives_dearer_by_pounds_a_week": planned.alternatives.iter()
            .map(|v| (v.money.total() - planned.plan.money.total()) as f64 / 100.0).collect::<Vec<_>>(),
        "unplaced": planned.plan.checked.first().map_or(0, |c| c.unplaced.len()),
        "assumptions": ASSUMPTIONS,
        "what_it_cannot_see": UNSEEN,
    })
}

fn targets_json(told: &Told) -> Vec<Value> {
    let planned = told.planned;
    let of = |at: usize| {
        let goal = &planned.figures[at].goal;
        let unit = goal.kpi.card.unit;
        json!({
            "name": goal.kpi.card.name,
            "why": goal.why.code(),
            "figure": goal.figure,
            "today": planned.figures[at].now.figure(unit),
            "with_the_plan": planned.plan.after[at].figure(unit),
            "reached": planned.reaches(&planned.plan, at),
            "costs_on_its_own_pounds_a_week": (goal.why == Why::Target)
                .then(|| told.cost_alone(at) as f64 / 100.0),
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

fn certificate(told: &Told) -> Value {
    let planned = told.planned;
    let of = |name: String, variant: &Variant| {
        let proof = &variant.proof;
        let checked = variant.checked.first();
        json!({
            "name": name,
            "shortfall_of_targets": variant.short,
            "objective_pence_a_week": proof.value,
            "bound": proof.bound,
            "gap": proof.gap(),
            "price_bound": proof.price_bound,
            "proof": if proof.bound <= proof.price_bound { "prices" } else { "search" },
            "nodes": proof.nodes,
            "choices_in_the_search": proof.choices,
            "children_placed": checked.map_or(0, |c| c.proposals.len()),
            "children_without_a_home": checked.map_or(0, |c| c.unplaced.len()),
        })
    };
    let mut variants = vec![
        of("plan".to_owned(), &planned.plan),
        of("present homes".to_owned(), &planned.before),
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

fn provenance(told: &Told, hashes: &[(String, String)]) -> Value {
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

/// Kinds of home in the order of a table.
pub const KINDS_SHOWN: [HomeKind; 4] = [
    HomeKind::Connected,
    HomeKind::Foster,
    HomeKind::ChildrensHome,
    HomeKind::SupportedAccommodation,
];
