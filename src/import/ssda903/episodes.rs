//! The episodes table.

use std::borrow::Cow;

use super::codes::Field;
use super::fields::Fields;
use super::read::{Returns, Source};
use super::row::Row;
use super::rules::*;
use super::tables::Table;
use super::words::Word;
use super::year::{Tally, label_in};
use crate::import::account::Rule;
use crate::import::dates::{DateFault, read_date};
use crate::import::full_postcode::full_postcode;
use crate::import::ids::is_no_id;
use crate::import::sheet::{self, Sheet, is_spreadsheet_error, key};
use crate::ingest::codes::{
    self, BAD_DATE, Code, EARLY_DATE, EPISODE_REVERSED, FIELD_COUNT, IMPOSSIBLE_DATE, VALUE_MISSING,
};
use crate::ingest::log::Finding;
use crate::model::Date;

/// Where the columns of the episodes table stand.
struct Columns {
    child: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    la: Option<usize>,
    year: Option<usize>,
    coded: [Option<usize>; 7],
    home_post: Option<usize>,
    pl_post: Option<usize>,
    urn: Option<usize>,
}

/// Reads the rows of an episodes table.
pub fn read_episodes(
    sheet: &Sheet,
    source: &mut Source<'_>,
    returns: &mut Returns,
    tally: &mut Tally,
) {
    let column = |name| sheet.column(&[name]);
    let columns = Columns {
        child: column("CHILD"),
        start: column("DECOM"),
        end: column("DEC"),
        la: column("LA"),
        year: column("YEAR"),
        coded: std::array::from_fn(|nth| column(Field::ALL[nth].code())),
        home_post: column("HOME_POST"),
        pl_post: column("PL_POST"),
        urn: column("URN"),
    };
    let names = Field::ALL.iter().map(|field| field.code());
    let mut fields = Fields::of(
        Table::Episodes,
        names.chain(["HOME_POST", "PL_POST", "URN"]),
    );
    let mut outside = Vec::new();
    sheet.each(|row| {
        source.ledger.read(source.file);
        let child = row.get(columns.child);
        match read_row(&row, &columns, source, returns, &mut fields, &mut outside) {
            Ok(episode) => {
                for detail in outside.drain(..) {
                    source.apply(CODE, row.line, child, &detail);
                }
                tally.add(episode.start);
                if let Some(end) = episode.end {
                    tally.add(end);
                }
                returns.rows.push(episode);
            }
            Err(fault) => {
                if let Some((code, column, action)) = fault.shown
                    && let Some(column) = column
                {
                    // Of a row that has slid no value is at fault, and the first one is a child's id.
                    let value = Some(row.get(Some(column))).filter(|_| fault.rule != SLID);
                    let quoted = value.map_or(String::new(), |value| format!(" \"{value}\""));
                    let message = format!("{}{quoted}: {}", fault.field, fault.detail);
                    let finding = Finding::new(code, row.at(column), message).action(action);
                    source.log.add(match value {
                        Some(value) => finding.value(value),
                        None => finding,
                    });
                }
                source.apply(fault.rule, row.line, child, fault.detail);
            }
        }
    });
    fields.settle(returns);
}

/// Why a row is dropped.
struct Fault {
    rule: &'static Rule,
    field: &'static str,
    detail: &'static str,
    /// How it is shown where the file is refused.
    shown: Option<(&'static Code, Option<usize>, &'static str)>,
}

impl Fault {
    const fn quiet(rule: &'static Rule) -> Self {
        Self {
            rule,
            field: "",
            detail: "",
            shown: None,
        }
    }
}

fn read_row(
    row: &sheet::Row<'_>,
    columns: &Columns,
    source: &Source<'_>,
    returns: &mut Returns,
    fields: &mut Fields,
    outside: &mut Vec<String>,
) -> Result<Row, Fault> {
    let child = row.get(columns.child);
    check_row(row, columns, source, child)?;
    let start = date(row, columns.start, "DECOM", BAD_START)?.ok_or(Fault {
        rule: NO_START,
        field: "DECOM",
        detail: "is blank",
        shown: Some((
            &VALUE_MISSING,
            columns.start,
            "fill in the first day of the episode",
        )),
    })?;
    let end = date(row, columns.end, "DEC", BAD_END)?;
    if end.is_some_and(|end| end < start) {
        return Err(Fault {
            rule: REVERSED,
            field: "DEC",
            detail: "is before DECOM",
            shown: Some((
                &EPISODE_REVERSED,
                columns.end,
                "correct one of the two dates",
            )),
        });
    }
    if let Some(la) = columns.la {
        let la = row.get(Some(la));
        if !la.is_empty() {
            *returns.authorities.entry(la.to_owned()).or_default() += 1;
        }
    }
    let label = label_in(row.get(columns.year));
    let year = label.map_or(0, |label| label.year);
    let mut coded = [Word::BLANK; 7];
    for (nth, (field, column)) in Field::ALL.iter().zip(columns.coded).enumerate() {
        let text = row.get(column);
        let is_lower = text.bytes().any(|b| b.is_ascii_lowercase());
        let code = if is_lower {
            Cow::from(text.to_uppercase())
        } else {
            Cow::from(text)
        };
        let word = returns.words.number(&code);
        if fields.is_listed(nth, word, || field.lists(&code)) {
            coded[nth] = word;
        } else if is_like_a_code(&code) {
            coded[nth] = word;
            outside.push(format!(
                "{field_name} \"{code}\"",
                field_name = field.code()
            ));
        } else {
            // What has slid in from another column may be anything, a name as well.
            outside.push(format!("{}: no code, left out", field.code()));
        }
    }
    let [rne, ls, cin, place, provider, rec, reason] = coded;
    let mut other = |nth: usize, column: Option<usize>| {
        let text = row.get(column);
        // A postcode and a reference number have figures; XXXXXXX is a regional adoption agency.
        let is_fault =
            is_spreadsheet_error(text) || !text.bytes().any(|b| b.is_ascii_digit() || b == b'X');
        fields.count(nth, !text.is_empty(), !is_fault);
        match text {
            _ if is_fault => Word::BLANK,
            _ if nth < 9 && !is_spelt_plainly(text) => returns.words.number(&postcode(text)),
            _ => returns.words.number(text),
        }
    };
    let home_post = other(7, columns.home_post);
    let pl_post = other(8, columns.pl_post);
    let urn = other(9, columns.urn);
    Ok(Row {
        child: returns.child(child),
        file: source.file as u32,
        line: row.line as u32,
        year,
        label: year,
        is_certain: label.is_some_and(|label| label.is_certain),
        start,
        end,
        rne,
        ls,
        cin,
        place,
        provider,
        rec,
        reason,
        home_post,
        pl_post,
        urn,
        aside: None,
    })
}

/// Whether a postcode is in capitals with one space before its last three characters.
fn is_spelt_plainly(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 4
        && bytes[bytes.len() - 4] == b' '
        && !bytes.iter().any(u8::is_ascii_lowercase)
        && memchr::memchr_iter(b' ', bytes).count() == 1
}

/// A postcode spelt in the one way, so that one address is one word. One that is cut short keeps its space: HR1 2 is
/// a sector, HR12 a town.
fn postcode(text: &str) -> String {
    full_postcode(text).unwrap_or_else(|| {
        let parts: Vec<&str> = text.split_whitespace().collect();
        parts.join(" ").to_uppercase()
    })
}

/// Whether a text that no list has could be a code of a year to come: short, with a letter before a figure.
fn is_like_a_code(text: &str) -> bool {
    let figure = text.bytes().position(|b| b.is_ascii_digit());
    text.len() <= 5
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && figure.is_some_and(|at| at > 0)
}

/// Whether the row is an episode of a child at all.
fn check_row(
    row: &sheet::Row<'_>,
    columns: &Columns,
    source: &Source<'_>,
    child: &str,
) -> Result<(), Fault> {
    if row.has_slid() || row.is_wider() {
        return Err(Fault {
            rule: SLID,
            field: "CHILD",
            detail: "the row has more values than there are headings",
            shown: Some((
                &FIELD_COUNT,
                columns.child,
                "put text with a comma into quotation marks",
            )),
        });
    }
    if child.is_empty() {
        return Err(Fault {
            rule: NO_CHILD,
            field: "CHILD",
            detail: "is blank",
            shown: Some((
                &VALUE_MISSING,
                columns.child,
                "fill in the child's id; cells that were merged leave blanks: undo the merging and fill down",
            )),
        });
    }
    if is_spreadsheet_error(child) {
        return Err(Fault {
            rule: SPREADSHEET_ERROR,
            field: "CHILD",
            detail: "is a spreadsheet's error",
            shown: Some((
                &VALUE_MISSING,
                columns.child,
                "mend the formula and export again",
            )),
        });
    }
    if key(child) == "child" && key(row.get(columns.start)) == "decom" {
        return Err(Fault::quiet(HEADING_AGAIN));
    }
    if is_no_id(child) {
        return Err(Fault {
            rule: BAD_ID,
            field: "CHILD",
            detail: "is too long for an id, or has a semicolon or a line break",
            shown: Some((
                &codes::BAD_ID,
                columns.child,
                "use the plain id of the case system",
            )),
        });
    }
    if let Some(wanted) = &source.options.la
        && columns.la.is_some()
        && !row.get(columns.la).eq_ignore_ascii_case(wanted.trim())
    {
        return Err(Fault::quiet(OTHER_AUTHORITY));
    }
    Ok(())
}

/// A date, or nothing where the field is blank.
fn date(
    row: &sheet::Row<'_>,
    column: Option<usize>,
    field: &'static str,
    rule: &'static Rule,
) -> Result<Option<Date>, Fault> {
    let text = row.get(column);
    if text.is_empty() {
        return Ok(None);
    }
    read_date(text).map(Some).map_err(|fault| {
        let code = match fault {
            DateFault::Calendar => &IMPOSSIBLE_DATE,
            DateFault::Early => &EARLY_DATE,
            _ => &BAD_DATE,
        };
        Fault {
            rule,
            field,
            detail: fault.words(),
            shown: Some((code, column, "write dates as 31/03/2026 or 2026-03-31; format the column as a date before exporting")),
        }
    })
}
