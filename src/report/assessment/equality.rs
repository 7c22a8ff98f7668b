//! Outcomes by protected characteristic, as a table and on the page.

use maud::{Markup, html};

use super::indicators::{Row, shown};
use crate::assess::equality::{Characteristic, Contrast, Equality, Row as Compared};
use crate::assess::{Assessment, difference, figure};
use crate::report::tables::cell;

/// `equality.csv`: a row is an outcome of a group against another. Differences are in the indicator's unit.
pub fn rows(equality: &Equality) -> Vec<Row> {
    let headings = [
        "characteristic",
        "group",
        "children",
        "against",
        "others",
        "not_recorded",
        "code",
        "name",
        "unit",
        "group_figure",
        "against_figure",
        "difference",
        "low",
        "high",
        "small",
        "why_not",
        "attainable_difference",
        "blanked_difference",
        "by_need_and_geography",
        "by_rules",
        "by_present_use",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    rows.extend(equality.rows.iter().map(|compared| row(equality, compared)));
    rows
}

/// Children of whom a characteristic is not recorded; they are on neither side of its comparisons.
fn not_recorded(equality: &Equality, characteristic: Characteristic) -> u32 {
    let mut groups = equality.groups.iter();
    let of = groups.find(|groups| groups.characteristic == characteristic);
    of.map_or(0, |groups| groups.not_recorded)
}

fn row(equality: &Equality, compared: &Compared) -> Row {
    let (card, actual) = (compared.outcome, &compared.actual);
    let mut row: Row = vec![
        cell(compared.characteristic.title()),
        cell(&compared.group),
        compared.children.to_string(),
        cell(&compared.against),
        compared.others.to_string(),
        not_recorded(equality, compared.characteristic).to_string(),
    ];
    row.extend([card.code, card.name, card.unit.label()].map(cell));
    let interval = actual.interval;
    row.extend(
        [
            actual.group.figure,
            actual.against.figure,
            actual.difference,
            interval.map(|i| i.low),
            interval.map(|i| i.high),
        ]
        .map(shown),
    );
    row.push(if actual.is_small { "yes" } else { "no" }.to_owned());
    row.push(cell(actual.why_not.unwrap_or("")));
    row.extend(
        [
            compared.attainable.difference,
            compared.blanked.as_ref().and_then(|c| c.difference),
            compared.by_need_and_geography(),
            compared.by_rules(),
            compared.by_present_use(),
        ]
        .map(shown),
    );
    row
}

/// Differences on the page: those whose interval leaves out no difference at all.
pub fn section(assessment: &Assessment) -> Markup {
    let Some(equality) = &assessment.equality else {
        return html! {};
    };
    let differs = |contrast: &Contrast| {
        !contrast.is_small && contrast.interval.is_some_and(|i| i.excludes_none())
    };
    let clear: Vec<&Compared> = equality
        .rows
        .iter()
        .filter(|row| differs(&row.actual))
        .collect();
    html! {
        section {
            h2 { "Outcomes by protected characteristic" }
            p { "Differences whose 95% interval leaves out no difference at all. Since \
                brothers and sisters share outcomes, each group of them on a side counts as one child in the width of an \
                interval, which is on the safe side. Of so many comparisons one in twenty would look so in any case. \
                In the theoretical plan with the characteristic blanked, what is left of a difference goes with need, \
                geography and whatever else differs between the groups; the rest of the attainable one with rules that see \
                the characteristic. This is evidence of differences, and not of their cause (Equality Act 2010, s149)." }
            p { (unknown(equality)) }
            @if assessment.facts.council.placements.is_empty() {
                p { "Where children live now is not known (placements.csv has no rows), so that no outcome of today can be compared." }
            } @else if clear.is_empty() { p { "No interval leaves out no difference at all." } }
            @else { (table(&clear)) }
            p.soft { "equality.csv has every comparison, also of small groups, with intervals." }
        }
    }
}

/// Of how many children each characteristic is not recorded, in a sentence.
fn unknown(equality: &Equality) -> String {
    let unknown = equality
        .groups
        .iter()
        .filter(|groups| groups.not_recorded > 0);
    let parts: Vec<String> = unknown
        .map(|groups| {
            let title = groups.characteristic.title().to_lowercase();
            format!("{title}, {} children", groups.not_recorded)
        })
        .collect();
    if parts.is_empty() {
        return "Every characteristic is recorded of every child.".to_owned();
    }
    format!(
        "Children of whom a characteristic is not recorded are on neither side of its comparisons: {}.",
        parts.join("; ")
    )
}

fn table(clear: &[&Compared]) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { "Group" } th scope="col" { "Outcome" } th.n scope="col" { "Theirs" }
                th.n scope="col" { "Others'" } th.n scope="col" { "Difference" } th.n scope="col" { "95% interval" }
                th.n scope="col" { "Attainable" } th.n scope="col" { "Need and geography" } th.n scope="col" { "Rules" }
            } }
            tbody { @for row in clear {
                @let show = |value: Option<f64>| value.map_or("–".to_owned(), |v| figure(v, row.outcome.unit));
                @let less = |value: Option<f64>| value.map_or("–".to_owned(), |v| difference(v, row.outcome.unit));
                @let interval = row.actual.interval;
                tr {
                    th scope="row" { (row.group) span.soft { " against " (row.against) } }
                    td { (row.outcome.title) }
                    td.n { (show(row.actual.group.figure)) } td.n { (show(row.actual.against.figure)) }
                    td.n { (less(row.actual.difference)) }
                    td.n { (less(interval.map(|i| i.low))) " to " (less(interval.map(|i| i.high))) }
                    td.n { (less(row.attainable.difference)) }
                    td.n { (less(row.by_need_and_geography())) } td.n { (less(row.by_rules())) }
                }
            } }
        }
    }
}
