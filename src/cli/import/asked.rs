//! What every import asks for: where the council lies, how ids and dates are written, and where the result goes.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::error::Failure;
use crate::cli::paths::refuse_filled;
use crate::import::authorities::{self, Authority};
use crate::import::council::costs::Costs;
use crate::import::postcodes::Directory;
use crate::import::pseudonyms::{Ids, Key, KeyFault};
use crate::import::ssda903::problem;
use crate::ingest::Problems;
use crate::ingest::codes::{BAD_KEY, UNKNOWN_AUTHORITY};
use crate::ingest::nearest::did_you_mean;

/// How ids are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum IdsAs {
    /// Keyed pseudonyms
    Keyed,
    /// As they are
    Keep,
}

/// How dates of birth are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DatesAs {
    /// The day
    Exact,
    /// The first of the month
    Month,
}

/// Options that every import has.
#[derive(Debug, Args)]
pub struct Asked {
    /// Council folder to write
    #[arg(long)]
    pub out: PathBuf,
    /// The authority, by name or ONS code
    #[arg(long)]
    pub council: Option<String>,
    /// Postcode directory: ONSPD or NSPL as published, or an index of it
    #[arg(long, value_name = "FILE")]
    pub postcodes: Option<PathBuf>,
    /// Weekly costs by kind of home and sector, where the files have none
    #[arg(long, value_name = "FILE")]
    pub costs: Option<PathBuf>,
    /// How ids of children and households are written
    #[arg(long, value_enum, default_value = "keyed")]
    pub ids: IdsAs,
    /// Key of the pseudonyms; made where there is none [default: the output's name with .key]
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// How dates of birth are written
    #[arg(long, value_enum, default_value = "exact")]
    pub dates: DatesAs,
    /// Coarsen coordinates to the middle of squares of so many metres
    #[arg(long, value_name = "METRES", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub grid: Option<u32>,
    /// Import what is left where more than one row in ten of a file cannot be used
    #[arg(long)]
    pub accept_losses: bool,
    /// Replace a council folder that is there, with what was changed in it by hand
    #[arg(long)]
    pub replace: bool,
}

/// The key of an import, and whether it is new and still to be written.
pub struct Keyed {
    /// How ids are written.
    pub ids: Ids,
    /// A key that was drawn, with the file it goes to.
    pub fresh: Option<(Key, PathBuf)>,
}

impl Asked {
    /// Refuses to replace a folder unless that is asked for.
    pub fn refuse_to_replace(&self) -> Result<(), Failure> {
        refuse_filled(
            &self.out,
            self.replace,
            ", which loses what was changed in it by hand",
        )
    }

    /// The authority that was asked for, or the one whose rows were read.
    pub fn authority(&self, read: Option<&str>) -> Result<Option<&'static Authority>, Failure> {
        let Some(asked) = &self.council else {
            return Ok(read.and_then(authorities::find));
        };
        if let Some(found) = authorities::find(asked) {
            return Ok(Some(found));
        }
        let names = authorities::all().iter().map(|authority| authority.name);
        let action = did_you_mean(
            asked,
            names,
            "give its name or ONS code, such as Herefordshire or E06000019",
        );
        let message =
            format!("\"{asked}\" is no authority of England with children's services duties");
        Err(Failure::Input(Problems::one(problem(
            &UNKNOWN_AUTHORITY,
            message,
            &action,
        ))))
    }

    /// The costs that were given.
    pub fn costs(&self) -> Result<Costs, Failure> {
        match &self.costs {
            Some(path) => Costs::read(path).map_err(Failure::Input),
            None => Ok(Costs::default()),
        }
    }

    /// The key that was given, or a fresh one.
    pub fn keyed(&self) -> Result<Keyed, Failure> {
        if self.ids == IdsAs::Keep {
            return Ok(Keyed {
                ids: Ids::Keep,
                fresh: None,
            });
        }
        let path = self.key.clone().unwrap_or_else(|| key_beside(&self.out));
        let failed = |fault: KeyFault| {
            let message = format!("the key {} cannot be used: {fault}", path.display());
            let action =
                "give the key of the first import with --key, or a new path to start afresh";
            Failure::Input(Problems::one(problem(&BAD_KEY, message, action)))
        };
        if let Some(key) = Key::in_file(&path).map_err(failed)? {
            return Ok(Keyed {
                ids: Ids::Keyed(key),
                fresh: None,
            });
        }
        let key = Key::draw().map_err(failed)?;
        Ok(Keyed {
            ids: Ids::Keyed(key.clone()),
            fresh: Some((key, path.clone())),
        })
    }

    /// The postcode directory, from its index where there is a current one beside it; a new index is left there.
    pub fn directory(&self) -> Result<Option<Directory>, Failure> {
        let Some(path) = &self.postcodes else {
            return Ok(None);
        };
        let index = index_beside(path);
        let is_current = |index: &Path| {
            let time = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified());
            matches!((time(index), time(path)), (Ok(made), Ok(read)) if made >= read)
        };
        if let Some(index) = index.as_deref().filter(|index| is_current(index))
            && let Ok(directory) = Directory::read(index)
        {
            return Ok(Some(directory));
        }
        let directory = Directory::read(path).map_err(Failure::Input)?;
        if let Some(index) = index.filter(|index| Directory::is_free_or_index(index))
            && let Err(error) = directory.write_index(&index)
        {
            // A folder of published data is often read-only; the import does not depend on it.
            tracing::info!("no index was left at {}: {error}", index.display());
        }
        Ok(Some(directory))
    }
}

/// Where the index of a directory goes; `None` where the directory is an index itself.
fn index_beside(path: &Path) -> Option<PathBuf> {
    let is_index = path.extension().is_some_and(|ending| ending == "index");
    let mut name = path.file_name()?.to_owned();
    name.push(".index");
    (!is_index).then(|| path.with_file_name(name))
}

fn key_beside(out: &Path) -> PathBuf {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".key");
    out.with_file_name(name)
}
