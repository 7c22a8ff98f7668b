//! `import-report.html`: what became of every row, how complete and valid the fields are, and what a person should
//! look at before the council is used.

use maud::{Markup, html};

use super::imported::Imported;
use super::shell::Page;
use crate::import::account::{Case, Fate, Ledger, Rule};

/// Cases of a rule that the page shows; the JSON has up to a thousand.
const SHOWN: usize = 50;

/// The page.
pub fn import_page(imported: &Imported<'_>) -> String {
    let council = imported.council;
    let title = format!("{}: import report", council.name);
    let page = Page {
        council,
        title: &title,
        banner: html! {
            strong { "Personal data. " } "Ids are "
            @if imported.ids_are_kept { "those of the council's systems" }
            @else { "keyed pseudonyms; names and free text were not read" }
            ". Keep this folder where case records may be kept."
        },
        sections: html! {
            (figures(imported))
            (warnings(imported))
            (files(imported.ledger))
            (rules(imported.ledger, "Rows merged, dropped or changed", "Every row that was read is used, \
                merged or dropped; a changed row is used with the value that the rule gives.",
                &[Fate::Merged, Fate::Dropped, Fate::Changed]))
            (rules(imported.ledger, "What a person should look at", "Nothing was changed for these.",
                &[Fate::Noticed]))
            (fields(imported))
            (unlisted(imported))
            (assumptions(imported))
        },
        footer: " import-report.json has the same for machines, with up to a thousand cases of each rule.",
    };
    page.text()
}

fn figures(imported: &Imported<'_>) -> Markup {
    let figure = |value: String, name: &str| html! { li { b { (value) } span { (name) } } };
    let [read, used, merged, dropped] = imported.sums();
    let holds = imported.holdings;
    html! {
        ul.figures {
            (figure(holds.children.to_string(), "children looked after"))
            (figure(holds.episodes.to_string(), "episodes of care"))
            (figure(holds.homes.to_string(), "homes"))
            (figure(holds.placements.to_string(), "placements"))
            (figure(holds.sibling_links.to_string(), "sibling links"))
            (figure(holds.candidates.to_string(), "sibling pairs to confirm"))
        }
        ul.figures {
            (figure(read.to_string(), "rows read"))
            (figure(used.to_string(), "used"))
            (figure(merged.to_string(), "merged"))
            (figure(dropped.to_string(), "dropped"))
        }
    }
}

fn warnings(imported: &Imported<'_>) -> Markup {
    let list = imported.warnings.list();
    html! {
        @if !list.is_empty() {
            h2 { "To know first" }
            ul { @for warning in list { li {
                (warning.code) ": " (warning.message) ". " span.soft { "Try: " (warning.action) "." }
            } } }
        }
    }
}

fn files(ledger: &Ledger) -> Markup {
    html! {
        h2 { "The rows of each file" }
        table {
            caption { "Used, merged and dropped sum to the rows read; blank lines are no rows." }
            thead { tr {
                th scope="col" { "File" } th scope="col" { "Table" } th.n scope="col" { "Return" }
                th.n scope="col" { "Read" } th.n scope="col" { "Used" } th.n scope="col" { "Merged" }
                th.n scope="col" { "Dropped" }
            } }
            tbody { @for (file, account) in ledger.accounts.iter().enumerate() { @if account.read > 0 { tr {
                th scope="row" { (account.file) }
                td { (account.table) }
                td.n { @if let Some(years) = account.years { (span(years)) } }
                td.n { (account.read) } td.n { (account.used) }
                td.n { (ledger.aside(file, Fate::Merged)) } td.n { (ledger.aside(file, Fate::Dropped)) }
            } } } }
        }
    }
}

/// "2023-24", or "2019-20 to 2023-24" for a file with rows of several returns.
fn span((first, last): (i16, i16)) -> String {
    let name = |year: i16| format!("{}-{:02}", year - 1, year % 100);
    if first == last {
        name(first)
    } else {
        format!("{} to {}", name(first), name(last))
    }
}

fn rules(ledger: &Ledger, title: &str, about: &str, fates: &[Fate]) -> Markup {
    let applied = ledger
        .applied
        .values()
        .filter(|(rule, _)| fates.contains(&rule.fate));
    html! {
        h2 { (title) }
        p { (about) }
        @for (rule, count) in applied { (one_rule(ledger, rule, *count)) }
    }
}

fn one_rule(ledger: &Ledger, rule: &'static Rule, count: u64) -> Markup {
    let cases = ledger.cases(rule);
    html! {
        details {
            summary { strong { (rule.code) " " (rule.title) } ": " (count) " (" (rule.fate.label()) ")" }
            p { (rule.says) }
            table {
                thead { tr {
                    th scope="col" { "File" } th.n scope="col" { "Line" } th scope="col" { "Child or home" }
                    th scope="col" { "Found" }
                } }
                tbody { @for case in cases.iter().take(SHOWN) { (case_row(ledger, case)) } }
            }
            @if count > SHOWN as u64 { p.soft { "and " (count - SHOWN.min(cases.len()) as u64) " more" } }
        }
    }
}

fn case_row(ledger: &Ledger, case: &Case) -> Markup {
    html! { tr {
        td { (ledger.accounts[case.file].file) }
        td.n { @if case.line > 0 { (case.line) } }
        td { (case.subject) }
        td { (case.detail) }
    } }
}

fn fields(imported: &Imported<'_>) -> Markup {
    let Some(returns) = imported.returns else {
        return html! {};
    };
    let percent = |part: u64, whole: u64| match whole {
        0 => "–".to_owned(),
        _ => format!("{:.1}%", 100.0 * part as f64 / whole as f64),
    };
    html! {
        h2 { "How complete and valid the fields are" }
        table {
            caption { "Filled in, of the rows read; valid, of the values. A code is valid if it is in the list of any \
                year; some fields are rightly blank, such as the end of an open episode." }
            thead { tr {
                th scope="col" { "Table" } th scope="col" { "Field" } th.n scope="col" { "Rows" }
                th.n scope="col" { "Filled in" } th.n scope="col" { "Valid" } th.n scope="col" { "Not valid" }
            } }
            tbody { @for ((table, field), filled) in &returns.fields { tr {
                td { (table.label()) } th scope="row" { (field) } td.n { (filled.rows) }
                td.n { (percent(filled.filled, filled.rows)) }
                td.n { (percent(filled.valid, filled.filled)) }
                td.n { (filled.filled - filled.valid) }
            } } }
        }
    }
}

fn unlisted(imported: &Imported<'_>) -> Markup {
    html! {
        @if !imported.holdings.unlisted.is_empty() {
            h2 { "In care, but not in children.csv" }
            p { "These children have an open episode, but no date of birth that fits it. Their episodes count; no \
                duty can be checked for them until a header gives their date of birth." }
            p { (imported.holdings.unlisted.join(", ")) }
        }
    }
}

fn assumptions(imported: &Imported<'_>) -> Markup {
    html! {
        h2 { "What the folder takes for granted" }
        ul {
            li { "A home of Ofsted's list takes no referrals until a vacancy list says so, and its places that the \
                council's children do not fill are taken by others: approved places are not available places." }
            li { "A home made from a placement has just the places that the council's children fill." }
            li { "Children live near home as measured from the first home postcode of the current period of care, or where \
                the directory does not have that, from the next one that it has." }
            @if !imported.has_directory { li { "There is no postcode directory, so there are no distances and no \
                districts, and NUK stands where the authority of a home is not known." } }
            @if !imported.has_own_costs { li { "Weekly costs that no file gives are reference points for England, \
                not the council's own: give them in a file with --costs." } }
            @if imported.months_only { li { "Dates of birth are the first of the month, so ages are up to a month \
                too high." } }
            @if let Some(grid) = imported.grid { li { "Coordinates are the middles of squares of " (grid) " metres; \
                PL_DISTANCE was measured before." } }
        }
    }
}
