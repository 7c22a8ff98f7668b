//! `returns.csv`: the episodes as the returns have them, each with what became of it, so that the history can be
//! traced to its rows and other tools' methods can be run on the rows that they would have read.

use std::io::Write;

use super::Sources;
use crate::import::account::Ledger;
use crate::import::ssda903::{ChildHistory, Returns};
use crate::ingest::tables::ReturnRow;
use crate::model::Date;

/// Writes the rows by child, first day and last day, those of one day in the order in which they were read.
pub fn returns_csv(
    sources: &Sources<'_>,
    returns: &Returns,
    children: &[ChildHistory],
    ledger: &Ledger,
    out: impl Write,
) -> csv::Result<()> {
    // Children stand in order of id, so that numbers sort as ids do.
    let mut rank = vec![0; returns.people.len()];
    for (nth, child) in children.iter().enumerate() {
        rank[child.child.at()] = nth;
    }
    let mut order: Vec<u32> = (0..returns.rows.len() as u32).collect();
    order.sort_unstable_by_key(|&at| {
        let row = &returns.rows[at as usize];
        (rank[row.child.at()], row.start, row.end, row.year, at)
    });
    let mut out = csv::WriterBuilder::new()
        .buffer_capacity(1 << 16)
        .from_writer(out);
    out.write_record(ReturnRow::COLUMNS.iter().map(|column| column.name))?;
    let mut figures = itoa::Buffer::new();
    for at in order {
        let row = &returns.rows[at as usize];
        let person = &returns.people[row.child.at()];
        let text = |word| returns.words.text(word);
        out.write_field(&ledger.accounts[row.file as usize].file)?;
        out.write_field(figures.format(row.line))?;
        for year in [row.label, row.year] {
            out.write_field(if year == 0 { "" } else { figures.format(year) })?;
        }
        out.write_field(&*children[rank[row.child.at()]].id)?;
        write_date(
            &mut out,
            person.born.map(|dated| sources.birth(dated.value)),
        )?;
        out.write_field(person.sex.map_or("", |sex| sex.value.code()))?;
        out.write_field(person.ethnicity.map_or("", |group| group.value.code()))?;
        out.write_field(if person.was_uasc { "yes" } else { "" })?;
        write_date(&mut out, Some(row.start))?;
        for word in [row.rne, row.ls, row.cin, row.place, row.provider] {
            out.write_field(text(word))?;
        }
        write_date(&mut out, row.end)?;
        for word in [row.rec, row.reason] {
            out.write_field(text(word))?;
        }
        out.write_field(row.aside.map_or("used", |rule| rule.code))?;
        out.write_record(None::<&[u8]>)?;
    }
    out.flush()?;
    Ok(())
}

fn write_date(out: &mut csv::Writer<impl Write>, date: Option<Date>) -> csv::Result<()> {
    let Some(date) = date else {
        return out.write_field("");
    };
    let (year, month, day) = (date.year(), date.month(), date.day());
    let mut text = *b"0000-00-00";
    let figures = [
        (0, year / 1000),
        (1, year / 100),
        (2, year / 10),
        (3, year),
        (5, i16::from(month) / 10),
        (6, i16::from(month)),
        (8, i16::from(day) / 10),
        (9, i16::from(day)),
    ];
    for (at, figure) in figures {
        text[at] = b'0' + (figure % 10) as u8;
    }
    out.write_field(text)
}
