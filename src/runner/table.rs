//! Results as Parquet: a row is a month of a replication, a column a measure.
//!
//! Wide tables are the compact ones here: every figure is a small whole number, columns of one measure repeat themselves,
//! and names, months and replications are not written again for each of three hundred figures.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Repetition, Type as Physical};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::Int32Type;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::disk::{Disk, Whole};
use super::error::RunError;
use crate::forecast::capacity::Indicator;
use crate::forecast::cast::Setting;
use crate::forecast::history::State;
use crate::forecast::system::groups::{self, COUNTED, Counted, GROUPS};
use crate::forecast::system::outcomes::{FIGURES, Measure, Outcomes};

/// Columns before the figures: replication and month, both counted as people do for months (1 is the first).
const KEYS: usize = 2;
/// Figures by setting: children whose plan asks for it, then usable places of the authority's own.
const OF_SETTINGS: usize = 2 * Setting::ALL.len();
/// All columns.
const COLUMNS: usize = KEYS + FIGURES + OF_SETTINGS + GROUPS * COUNTED;
/// Key of the provenance in a file's metadata.
const PROVENANCE: &str = "placewell";
/// Key of what levers were solved to.
const FOUND: &str = "placewell_found";

/// Where the first figure of groups stands in a row's figures, which begin with those of [`Outcomes::counts`].
pub const fn first_of_groups() -> usize {
    FIGURES + OF_SETTINGS
}

/// The figure of an indicator in a row's figures; `None` where it is of nothing.
pub fn figure_in(indicator: Indicator, row: &[u32]) -> Option<f64> {
    let at = match indicator {
        Indicator::Asking(setting) => FIGURES + setting as usize,
        Indicator::OwnPlaces(setting) => FIGURES + Setting::ALL.len() + setting as usize,
        other => {
            let mut one = Outcomes::new(0, 0);
            one.counts.extend(&row[..FIGURES]);
            return other.figure(&one, 0);
        }
    };
    Some(f64::from(row[at]))
}

/// Figures by setting of a month, over all districts.
fn of_settings(of: &Outcomes, month: usize) -> [u32; OF_SETTINGS] {
    let indicators = Setting::ALL.map(Indicator::Asking).into_iter();
    let indicators = indicators.chain(Setting::ALL.map(Indicator::OwnPlaces));
    let mut figures = [0; OF_SETTINGS];
    for (figure, indicator) in figures.iter_mut().zip(indicators) {
        *figure = indicator.figure(of, month).unwrap_or(0.0) as u32;
    }
    figures
}

/// Names of the columns.
fn names() -> Vec<String> {
    let measures = Measure::ALL.map(|measure| measure.name().to_owned());
    let states = State::ALL.map(|state| format!("in_{}", state.name()));
    let indicators = Setting::ALL.map(Indicator::Asking).into_iter();
    let indicators = indicators.chain(Setting::ALL.map(Indicator::OwnPlaces));
    let of_settings = indicators.map(|indicator| indicator.name().to_owned());
    let of_groups = groups::ALL.iter().flat_map(|group| {
        let name = |counted: Counted| {
            format!("{}__{}__{}", group.dimension, group.segment, counted.name())
        };
        Counted::ALL.map(name)
    });
    let keys = ["replication", "month"].map(str::to_owned).into_iter();
    keys.chain(measures)
        .chain(states)
        .chain(of_settings)
        .chain(of_groups)
        .collect()
}

/// Rows of several replications, column by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Columns, all of one length.
    pub columns: Vec<Vec<i32>>,
}

impl Block {
    /// Of replications from a number on.
    pub fn of(first: u32, outcomes: &[Outcomes], months: usize) -> Self {
        let rows = outcomes.len() * months;
        let mut columns: Vec<Vec<i32>> = (0..COLUMNS).map(|_| Vec::with_capacity(rows)).collect();
        for (replication, of) in (first..).zip(outcomes) {
            for month in 0..months {
                let counts = &of.counts[month * FIGURES..(month + 1) * FIGURES];
                let width = GROUPS * COUNTED;
                let groups = &of.groups[month * width..(month + 1) * width];
                let keys = [replication, month as u32 + 1];
                let settings = of_settings(of, month);
                let row = keys.iter().chain(counts).chain(&settings).chain(groups);
                for (column, figure) in columns.iter_mut().zip(row) {
                    column.push(i32::try_from(*figure).unwrap_or(i32::MAX));
                }
            }
        }
        Self { columns }
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.columns[0].len()
    }

    /// Replication of a row.
    pub fn replication(&self, row: usize) -> usize {
        self.columns[0][row].unsigned_abs() as usize
    }

    /// Month of a row, from 0.
    pub fn month(&self, row: usize) -> usize {
        (self.columns[1][row] - 1).max(0) as usize
    }

    /// The figures of a row: measures, states, settings, then groups.
    pub fn figures(&self, row: usize) -> impl Iterator<Item = u32> + '_ {
        let figures = self.columns[KEYS..].iter();
        figures.map(move |column| column[row].unsigned_abs())
    }
}

/// A file of results in the making.
pub struct Table<'d> {
    writer: SerializedFileWriter<Whole<'d>>,
    path: PathBuf,
}

impl<'d> Table<'d> {
    /// Begins a file with its provenance, and what levers were solved to.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(
        disk: &'d dyn Disk,
        path: &Path,
        (provenance, found): (&str, Option<&str>),
    ) -> Result<Self, RunError> {
        let whole = Whole::begin(disk, path)?;
        let begun = || -> Result<_, ParquetError> {
            let fields = names().into_iter().map(|name| {
                let field = Type::primitive_type_builder(&name, Physical::INT32);
                let field = field.with_repetition(Repetition::REQUIRED).build()?;
                Ok(Arc::new(field))
            });
            let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
            let schema = Type::group_type_builder("results").with_fields(fields);
            let about = KeyValue::new(PROVENANCE.to_owned(), provenance.to_owned());
            let found = found.map(|found| KeyValue::new(FOUND.to_owned(), found.to_owned()));
            let pairs = std::iter::once(about).chain(found).collect();
            let properties = WriterProperties::builder()
                // Nothing else of the writer's version, so that another version of it gives the same bytes if it can.
                .set_created_by(format!("placewell {}", env!("CARGO_PKG_VERSION")))
                .set_statistics_enabled(EnabledStatistics::None)
                .set_offset_index_disabled(true)
                .set_key_value_metadata(Some(pairs))
                .build();
            SerializedFileWriter::new(whole, Arc::new(schema.build()?), Arc::new(properties))
        };
        Ok(Self {
            writer: begun().map_err(|why| cannot(path, why))?,
            path: path.to_path_buf(),
        })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn add(&mut self, block: &Block) -> Result<(), RunError> {
        let mut add = || -> Result<(), ParquetError> {
            let mut group = self.writer.next_row_group()?;
            for column in &block.columns {
                if let Some(mut writer) = group.next_column()? {
                    writer
                        .typed::<Int32Type>()
                        .write_batch(column, None, None)?;
                    writer.close()?;
                }
            }
            group.close()?;
            Ok(())
        };
        add().map_err(|why| cannot(&self.path, why))
    }

    /// Brings it to the disk and puts it in its place.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> Result<(), RunError> {
        // So that it is the system's own error that is told, which the writer's last step would wrap in words.
        let flushed = self.writer.flush();
        flushed.map_err(|why| RunError::write(&self.path, why))?;
        let whole = self.writer.into_inner();
        whole
            .map_err(|why| cannot(&self.path, why))?
            .finish_with_checksum()
    }
}

/// The system's own error, where that is what stands behind it.
fn cannot(path: &Path, why: ParquetError) -> RunError {
    let why = match why {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(io) => *io,
            Err(other) => std::io::Error::other(other.to_string()),
        },
        other => std::io::Error::other(other.to_string()),
    };
    RunError::write(path, why)
}

/// A file of results that is there.
pub struct Stored {
    reader: SerializedFileReader<File>,
    path: PathBuf,
}

impl Stored {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it is not one of ours.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        let file = File::open(path).map_err(|why| RunError::read(path, &why))?;
        let reader = SerializedFileReader::new(file).map_err(|why| RunError::read(path, &why))?;
        let schema = reader.metadata().file_metadata().schema_descr();
        if schema.num_columns() != COLUMNS {
            return Err(RunError::read(path, &"it was written by another version"));
        }
        Ok(Self {
            reader,
            path: path.to_path_buf(),
        })
    }

    /// Its provenance.
    pub fn provenance(&self) -> Option<&str> {
        self.said(PROVENANCE)
    }

    /// What levers were solved to; `None` where none was.
    pub fn found(&self) -> Option<&str> {
        self.said(FOUND)
    }

    fn said(&self, key: &str) -> Option<&str> {
        let pairs = self.reader.metadata().file_metadata().key_value_metadata();
        let pair = pairs?.iter().find(|pair| pair.key == key);
        pair?.value.as_deref()
    }

    /// How many blocks it has.
    pub fn blocks(&self) -> usize {
        self.reader.metadata().num_row_groups()
    }

    /// A block.
    ///
    /// # Errors
    /// Where it is damaged.
    pub fn block(&self, at: usize) -> Result<Block, RunError> {
        let read = || -> Result<Block, ParquetError> {
            let group = self.reader.get_row_group(at)?;
            let rows = group.metadata().num_rows() as usize;
            let columns = (0..COLUMNS).map(|column| {
                let reader = group.get_column_reader(column)?;
                let mut values = Vec::with_capacity(rows);
                let mut typed = get_typed_column_reader::<Int32Type>(reader);
                let (records, ..) = typed.read_records(rows, None, None, &mut values)?;
                if records == rows {
                    Ok(values)
                } else {
                    Err(ParquetError::EOF(format!("{records} of {rows} rows")))
                }
            });
            Ok(Block {
                columns: columns.collect::<Result<_, _>>()?,
            })
        };
        read().map_err(|why| RunError::read(&self.path, &why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runner::disk::Endless;

    fn outcomes(seed: u32) -> Outcomes {
        let mut outcomes = Outcomes::new(2, 3);
        for (at, figure) in outcomes.counts.iter_mut().enumerate() {
            *figure = seed + at as u32;
        }
        for (at, figure) in outcomes.groups.iter_mut().enumerate() {
            *figure = seed * 2 + at as u32 % 7;
        }
        outcomes
    }

    #[test]
    fn what_is_written_is_read_again_and_names_are_unique() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("one.parquet");
        let block = Block::of(32, &[outcomes(1), outcomes(90)], 2);
        let mut table = Table::begin(&Endless, &path, ("{\"seed\": 1}", Some("[]"))).unwrap();
        table.add(&block).unwrap();
        table.add(&block).unwrap();
        table.finish().unwrap();
        let stored = Stored::open(&path).unwrap();
        assert_eq!(stored.provenance(), Some("{\"seed\": 1}"));
        assert_eq!(stored.found(), Some("[]"));
        assert_eq!(stored.blocks(), 2);
        let again = stored.block(1).unwrap();
        assert_eq!(again, block);
        assert_eq!(
            (again.rows(), again.month(1), again.columns[0][2]),
            (4, 1, 33)
        );
        let figures: Vec<u32> = again.figures(1).collect();
        assert_eq!(figures[..FIGURES], outcomes(1).counts[FIGURES..]);
        let mut names = names();
        assert_eq!(names.len(), COLUMNS);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), COLUMNS);
    }
}
