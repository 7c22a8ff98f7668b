//! The tables of a round as CSV: one row a thing, ids first, units in the headings.

use super::looking_ahead::{HEADINGS, Told};
use super::outcome::Outcome;
use crate::duties::{self, Facts, Kind};
use crate::explain::{Choice, Comparison};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Miles, Set};

/// A cell that a spreadsheet will not take for a formula.
pub fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Rows of text as CSV.
pub fn csv_text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and all rows are as wide as the first.
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// `matches.csv`: a row is a child for whom the round has an option.
pub fn matches(outcome: &Outcome) -> String {
    let facts = outcome.facts;
    let mut rows = vec![headings(&["child_id", "home_id", "theoretical"])];
    name_authority(facts, &mut rows[0], 2, "authority");
    rows[0].extend(detail_headings());
    rows[0].extend(["with_siblings", "homes_that_could_take_the_child"].map(str::to_owned));
    let told = Told::of(outcome);
    if told.is_some() {
        rows[0].extend(headings(&HEADINGS));
    }
    for found in &outcome.matches {
        let mut row = vec![
            child_id(facts, found.child),
            home_id(facts, found.proposed.home),
            yes_no(outcome.round.theoretical),
        ];
        name_authority(facts, &mut row, 2, authority(facts, found.child));
        row.extend(details(facts, found.child, &found.proposed));
        let siblings = found
            .with_siblings
            .iter()
            .map(|c| facts.council.child(*c).id.as_str());
        row.push(cell(&siblings.collect::<Vec<_>>().join(";")));
        row.push(found.usable.to_string());
        row.extend(told.iter().flat_map(|told| told.cells(found.child)));
        rows.push(row);
    }
    csv_text(&rows)
}

/// `options.csv`: a row is an option of a child: the proposed one and the next best.
pub fn options(outcome: &Outcome) -> String {
    let facts = outcome.facts;
    let mut rows = vec![headings(&[
        "child_id",
        "home_id",
        "theoretical",
        "rank",
        "compared_with_the_first",
    ])];
    name_authority(facts, &mut rows[0], 2, "authority");
    rows[0].extend(detail_headings());
    rows[0].push("taken_in_this_plan_by".to_owned());
    for found in &outcome.matches {
        let first = std::iter::once((&found.proposed, String::new()));
        let others = found
            .alternatives
            .iter()
            .map(|(choice, c)| (choice, comparison(c)));
        for (rank, (choice, compared)) in first.chain(others).enumerate() {
            let mut row = vec![
                child_id(facts, found.child),
                home_id(facts, choice.home),
                yes_no(outcome.round.theoretical),
                (rank + 1).to_string(),
                compared,
            ];
            name_authority(facts, &mut row, 2, authority(facts, found.child));
            row.extend(details(facts, found.child, choice));
            let taken = choice.taken.iter().map(|reason| reason.sentence.as_str());
            row.push(cell(&taken.collect::<Vec<_>>().join("; ")));
            rows.push(row);
        }
    }
    csv_text(&rows)
}

/// In a market, the child's authority behind the ids.
pub(super) fn name_authority(facts: &Facts, row: &mut Vec<String>, at: usize, text: &str) {
    if facts.council.is_market() {
        row.insert(at, cell(text));
    }
}

pub(super) fn authority<'a>(facts: &Facts<'a>, child: ChildIx) -> &'a str {
    let council = facts.council;
    council.authority_name(council.child(child).authority)
}

/// How an alternative compares, in words.
pub fn comparison(comparison: &Comparison) -> String {
    match comparison {
        Comparison::Worse(tier) => format!("worse in {tier}"),
        Comparison::Better(tier) => format!("better for this child alone in {tier}"),
        Comparison::Equal => "the same".to_owned(),
    }
}

pub(super) fn headings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn detail_headings() -> Vec<String> {
    let mut names = headings(&[
        "kind",
        "sector",
        "area_class",
        "miles_from_home",
        "miles_from_school",
        "school_changes",
        "weekly_cost_pounds",
        "approvals_to_be_given",
        "evidence",
    ]);
    let measuring = duties::ALL
        .iter()
        .map(|d| d.card())
        .filter(|c| c.kind == Kind::Measure);
    names.extend(
        measuring
            .filter(|c| is_points(c.unit))
            .map(|c| format!("{}_points", c.code)),
    );
    names
}

fn is_points(unit: &str) -> bool {
    unit.contains("point")
}

fn details(facts: &Facts, child: ChildIx, choice: &Choice) -> Vec<String> {
    let pair = facts.pair(child, choice.home);
    let miles =
        |miles: Option<Miles>| miles.map_or(String::new(), |m| format!("{:.2}", m.as_f64()));
    let said = choice.measures.iter().filter(|m| m.duty != "D25");
    let said: Vec<&str> = said.filter_map(|m| m.sentence.as_deref()).collect();
    let mut row = vec![
        pair.home.kind.code().to_owned(),
        pair.home.sector.code().to_owned(),
        pair.area_class().code().to_owned(),
        miles(pair.miles_to_home()),
        miles(pair.miles_to_school()),
        pair.miles_to_school()
            .map_or(String::new(), |_| yes_no(pair.changes_school())),
        format!("{:.2}", pair.home.weekly_cost.pence() as f64 / 100.0),
        approvals(choice.approvals),
        cell(&said.join("; ")),
    ];
    let measuring = duties::ALL
        .iter()
        .filter(|d| d.card().kind == Kind::Measure);
    row.extend(
        measuring
            .filter(|d| is_points(d.card().unit))
            .map(|d| d.points(&pair).to_string()),
    );
    row
}

fn approvals(kinds: Set<ApprovalKind>) -> String {
    kinds
        .iter()
        .map(ApprovalKind::code)
        .collect::<Vec<_>>()
        .join(";")
}

pub(super) fn child_id(facts: &Facts, child: ChildIx) -> String {
    cell(&facts.council.child(child).id)
}

pub(super) fn home_id(facts: &Facts, home: HomeIx) -> String {
    cell(&facts.council.home(home).id)
}

pub(super) fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}
