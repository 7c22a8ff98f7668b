//! Which return each file belongs to, settled once all of them have been read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::read::Returns;
use super::row::Row;
use super::year::{Label, Tally, first_day, last_day, return_of};
use crate::import::account::Ledger;
use crate::model::Date;

/// The rows and records that one file gave.
#[derive(Debug)]
pub struct Span {
    /// Episodes.
    pub rows: Range<usize>,
    /// Rows of other tables.
    pub records: Range<usize>,
    /// What rows of other tables say.
    pub facts: Range<usize>,
}

/// What is known of a file's return.
#[derive(Debug)]
struct OfFile {
    /// Number in the ledger.
    file: usize,
    folder: String,
    /// From the names, or else from the dates.
    label: Option<Label>,
    span: Span,
}

/// The labels of all files.
#[derive(Debug, Default)]
pub struct Labels(Vec<OfFile>);

impl Labels {
    /// Notes a file: what its names say, and its dates should they say nothing.
    pub fn note(
        &mut self,
        file: usize,
        folder: String,
        label: Option<Label>,
        dates: &Tally,
        span: Span,
    ) {
        let by_dates = dates.latest().map(|year| Label {
            year,
            is_certain: true,
        });
        self.0.push(OfFile {
            file,
            folder,
            label: label.or(by_dates),
            span,
        });
    }

    /// Gives every row its year, and the data their first and last day.
    pub fn settle(mut self, returns: &mut Returns, ledger: &mut Ledger, as_at: Option<Date>) {
        self.share_in_folders();
        let is_certain = |label: Option<Label>| label.is_some_and(|label| label.is_certain);
        let mut certain = vec![false; returns.rows.len()];
        for of in &self.0 {
            let (year, sure) = (of.label.map_or(0, |l| l.year), is_certain(of.label));
            let rows = returns.rows[of.span.rows.clone()].iter_mut();
            for (row, certain) in rows.zip(&mut certain[of.span.rows.clone()]) {
                *certain = sure && row.year == 0;
                row.year = if row.year == 0 { year } else { row.year };
                row.label = row.year;
            }
        }
        let shift = i16::from(years_begin(&returns.rows, &certain));
        returns.years_begin = shift > 0;
        for (row, certain) in returns.rows.iter_mut().zip(&certain) {
            row.year += if *certain || row.year == 0 { 0 } else { shift };
        }
        for of in &self.0 {
            let sure = is_certain(of.label);
            let year = of.label.map(|l| l.year + if sure { 0 } else { shift });
            let settled = |in_row: i16| match in_row {
                0 => year.unwrap_or(0),
                in_row => in_row + shift,
            };
            for record in &mut returns.records[of.span.records.clone()] {
                record.year = settled(record.year);
            }
            for fact in &mut returns.facts[of.span.facts.clone()] {
                fact.year = settled(fact.year);
            }
            let rows = returns.rows[of.span.rows.clone()].iter().map(|r| r.year);
            let facts = returns.facts[of.span.facts.clone()].iter().map(|f| f.year);
            let years = rows.chain(facts).filter(|year| *year != 0);
            let first_and_last = years.clone().min().zip(years.max());
            ledger.accounts[of.file].years = first_and_last.or(year.map(|year| (year, year)));
        }
        for fact in std::mem::take(&mut returns.facts) {
            returns.people[fact.child.at()].learn(&fact);
        }
        let mut years: Vec<i16> = returns.rows.iter().map(|row| row.year).collect();
        years.sort_unstable();
        years.dedup();
        years.retain(|year| *year != 0);
        returns.as_at = as_at.or_else(|| years.last().map(|year| last_day(*year)));
        returns.from = years.first().map(|year| first_day(*year));
        returns.years = years;
    }

    /// A file without a year of its own has that of the files beside it.
    fn share_in_folders(&mut self) {
        let mut shared: BTreeMap<&str, Label> = BTreeMap::new();
        for of in &self.0 {
            if let Some(label) = of.label {
                shared.entry(&of.folder).or_insert(label);
            }
        }
        let found: Vec<Option<Label>> = self
            .0
            .iter()
            .map(|of| of.label.or_else(|| shared.get(of.folder.as_str()).copied()))
            .collect();
        for (of, label) in self.0.iter_mut().zip(found) {
            of.label = label;
        }
    }
}

/// Whether single years name the year in which a return begins: most ends lie in the return that begins then.
fn years_begin(rows: &[Row], certain: &[bool]) -> bool {
    let (mut ends, mut begins) = (0, 0);
    for (row, _) in rows.iter().zip(certain).filter(|(_, certain)| !**certain) {
        if let Some(end) = row.end {
            ends += u32::from(return_of(end) == row.year);
            begins += u32::from(return_of(end) == row.year + 1);
        }
    }
    begins > ends
}
