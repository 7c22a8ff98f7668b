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
        for of in &self.0 {
            let (year, is_certain) = of.label.map_or((0, false), |l| (l.year, l.is_certain));
            for row in &mut returns.rows[of.span.rows.clone()] {
                if row.year == 0 {
                    (row.year, row.is_certain) = (year, is_certain);
                }
                row.label = row.year;
            }
        }
        let shift = i16::from(years_begin(&returns.rows));
        returns.years_begin = shift > 0;
        let ends = |year: i16, is_certain: bool| match year {
            0 => 0,
            year if is_certain => year,
            year => year + shift,
        };
        for row in &mut returns.rows {
            row.year = ends(row.year, row.is_certain);
        }
        for of in &self.0 {
            let year = of.label.map(|label| ends(label.year, label.is_certain));
            let settled = |in_row: i16, is_certain: bool| match in_row {
                0 => year.unwrap_or(0),
                in_row => ends(in_row, is_certain),
            };
            for record in &mut returns.records[of.span.records.clone()] {
                record.year = settled(record.year, record.is_certain);
            }
            for fact in &mut returns.facts[of.span.facts.clone()] {
                fact.year = settled(fact.year, fact.is_certain);
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

    /// A file without a year of its own has that of the files beside it, of several the latest.
    fn share_in_folders(&mut self) {
        let mut shared: BTreeMap<&str, Label> = BTreeMap::new();
        for of in &self.0 {
            if let Some(label) = of.label {
                let latest = shared.entry(&of.folder).or_insert(label);
                if (label.year, label.is_certain) > (latest.year, latest.is_certain) {
                    *latest = label;
                }
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

/// Whether single years name the year in which a return begins: most ends lie in the return that begins then. An episode
/// that is given twice counts once.
fn years_begin(rows: &[Row]) -> bool {
    let uncertain = rows.iter().filter(|row| !row.is_certain && row.year != 0);
    let mut ends: Vec<_> = uncertain
        .filter_map(|row| Some((row.child, row.start, row.end?, row.year)))
        .collect();
    ends.sort_unstable();
    ends.dedup();
    let count = |after: i16| {
        let here = ends.iter();
        here.filter(|(.., end, year)| return_of(*end) == year + after)
            .count()
    };
    count(1) > count(0)
}
