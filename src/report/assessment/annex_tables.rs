//! The tables of a strategy, as one file and on the page.

use maud::{Markup, html};

use super::indicators::Row;
use crate::assess::Assessment;
use crate::assess::annex::{Table, Value};
use crate::model::PoundsPerWeek;
use crate::report::tables::cell;

/// `annex.csv`: a row is one number of one table.
pub fn rows(assessment: &Assessment) -> Vec<Row> {
    let headings = ["table", "title", "row", "column", "value", "unit", "note"];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for table in &assessment.annex.tables {
        for row in table.rows.iter().chain(&table.total) {
            for (column, value) in table.columns.iter().zip(&row.values) {
                let (number, unit, note) = parts(*value);
                let mut cells: Row = [table.code, table.title, &row.name, &column.name]
                    .map(cell)
                    .to_vec();
                cells.extend([number, unit.to_owned(), cell(note)]);
                rows.push(cells);
            }
        }
    }
    for absent in &assessment.annex.absent {
        let mut cells: Row = [absent.code, absent.title].map(cell).to_vec();
        cells.extend([const { String::new() }; 4]);
        cells.push(cell(absent.why));
        rows.push(cells);
    }
    rows
}

fn parts(value: Value) -> (String, &'static str, &'static str) {
    match value {
        Value::Number(number) => (number.to_string(), "number", ""),
        Value::PencePerWeek(pence) => (format!("{:.2}", pence as f64 / 100.0), "£ a week", ""),
        Value::Percent(percent) => (format!("{percent:.1}"), "%", ""),
        Value::PerTenThousand(rate) => (format!("{rate:.1}"), "per 10,000", ""),
        Value::Nothing(why) => (String::new(), "", why),
    }
}

fn shown(value: Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::PencePerWeek(pence) => PoundsPerWeek::from_pence(pence).to_string(),
        Value::Percent(percent) => format!("{percent:.1}%"),
        Value::PerTenThousand(rate) => format!("{rate:.1}"),
        Value::Nothing(_) => "–".to_owned(),
    }
}

/// The annex on the page.
pub fn section(assessment: &Assessment) -> Markup {
    html! {
        section {
            h2 { "Annex: the tables of a sufficiency strategy" }
            @for table in &assessment.annex.tables { (one(table)) }
            details {
                summary { "Tables that this folder does not give" }
                ul { @for absent in &assessment.annex.absent {
                    li { (absent.code) " " (absent.title) ": " (absent.why) "." }
                } }
            }
        }
    }
}

fn one(table: &Table) -> Markup {
    html! {
        details {
            summary { (table.code) " " (table.title) }
            table {
                caption { (table.counts) ". " (table.source) "." }
                thead { tr {
                    th scope="col" { (table.heading) }
                    @for column in &table.columns { th.n scope="col" { (column.name) } }
                } }
                tbody { @for row in table.rows.iter().chain(&table.total) { tr {
                    th scope="row" { (row.name) }
                    @for value in &row.values { td.n { (shown(*value)) } }
                } } }
            }
            @for note in &table.notes { p.soft { (note) } }
        }
    }
}
