//! Shortfalls by segment, as a table and on the page.

use maud::{Markup, html};

use super::indicators::Row;
use crate::assess::{Assessment, Shortfall};
use crate::prospects::Prospect;
use crate::report::tables::cell;

/// Rows on the page; the table has all.
const SHOWN: usize = 20;

/// `shortfall.csv`: a row is a duty in a segment in which the theoretical plan does not meet it for somebody.
pub fn rows(assessment: &Assessment) -> Vec<Row> {
    let headings = [
        "code",
        "name",
        "duty",
        "age",
        "needs_tier",
        "sibling_group",
        "district",
        "children",
        "not_met_now",
        "not_met_attainable",
        "would_meet",
        "would_meet_district",
        "would_meet_children_each_alone",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for short in &assessment.shortfalls {
        let card = &short.kpi.card;
        let mut row: Row = [card.code, card.name, short.duty].map(cell).to_vec();
        row.extend(short.segment.iter().map(|segment| cell(&segment.name)));
        row.push(short.children.to_string());
        row.push(short.unmet_now.map_or(String::new(), |n| n.to_string()));
        row.push(short.unmet.to_string());
        row.extend(match would_meet(assessment, short) {
            Some((prospect, district, children)) => [
                cell(prospect.kind.id),
                cell(&district),
                children.to_string(),
            ],
            None => [const { String::new() }; 3],
        });
        rows.push(row);
    }
    rows
}

/// The new home that would meet a shortfall for most, its district, and for how many.
fn would_meet<'a>(
    assessment: &'a Assessment,
    short: &Shortfall,
) -> Option<(&'a Prospect, String, u32)> {
    let (home, children) = short.would_meet?;
    let (prospects, council) = assessment.new_homes.as_ref()?;
    let prospect = &prospects[home.at() - assessment.facts.council.homes.len()];
    Some((prospect, council.district_name(prospect.area), children))
}

/// Shortfalls on the page.
pub fn section(assessment: &Assessment) -> Markup {
    let mut most: Vec<&Shortfall> = assessment.shortfalls.iter().collect();
    most.sort_by_key(|short| std::cmp::Reverse(short.unmet));
    html! {
        section {
            h2 { "For whom a duty is not met, and what would meet it" }
            p { "Children for whom the theoretical plan in the law's order does not meet a duty, by age, level of need, \
                brothers and sisters and district of home. The home named would meet it for most of them, each taken \
                alone (with her brothers and sisters where it is about them): it is the kind of home to look for, and not a promise \
                that one is enough: a home with one place takes one of them." }
            @if most.is_empty() { p { "Every duty asked about is met for every child of the theoretical plan." } }
            @else {
                table {
                    thead { tr {
                        th scope="col" { "Duty" } th scope="col" { "Children" }
                        th.n scope="col" { "Not met now" } th.n scope="col" { "Not met in the plan" }
                        th scope="col" { "What would meet it" }
                    } }
                    tbody { @for short in most.iter().take(SHOWN) { (line(assessment, short)) } }
                }
                @if most.len() > SHOWN { p.soft { (most.len() - SHOWN) " more segments are in shortfall.csv." } }
            }
        }
    }
}

/// For how many a home would do, which is not for all of them together.
fn each_alone(children: u32) -> String {
    match children {
        1 => "(1 child)".to_owned(),
        more => format!("(each of {more} children alone)"),
    }
}

fn line(assessment: &Assessment, short: &Shortfall) -> Markup {
    let names: Vec<&str> = short.segment.iter().map(|s| s.name.as_str()).collect();
    let card = &short.kpi.card;
    let of = format!("{} of {}", short.unmet, short.children);
    html! {
        tr {
            th scope="row" { (card.title) " " span.soft { (short.duty) } }
            td { (names.join(", ")) }
            td.n { (short.unmet_now.map_or("–".to_owned(), |n| n.to_string())) } td.n { (of) }
            td { @match would_meet(assessment, short) {
                Some((prospect, district, children)) => {
                    (prospect.kind.name) ", " (district) " " span.soft { (each_alone(children)) }
                }
                None => { span.soft { "no kind of new home" } }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_that_would_do_for_each_is_not_said_to_do_for_all() {
        assert_eq!(each_alone(1), "(1 child)");
        assert_eq!(each_alone(14), "(each of 14 children alone)");
    }
}
