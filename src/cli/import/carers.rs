//! `placewell import carers`.

use std::path::PathBuf;

use clap::Args;

use super::asked::{Asked, DatesAs, Keyed};
use super::read_files::{ReadFiles, name_of};
use super::writing::Staged;
use crate::cli::Screen;
use crate::cli::days::day;
use crate::cli::error::Failure;
use crate::import::account::Ledger;
use crate::import::carers;
use crate::import::council::{Sources, assemble};
use crate::model::Date;

/// Read a carers register into a council folder with homes and no children, or propose how to read it
#[derive(Args)]
#[command(after_help = "Examples:
  placewell import carers register.xlsx --suggest > columns.toml
  placewell import carers register.xlsx --columns columns.toml --as-at 2026-03-31 --out carers")]
pub struct Carers {
    /// The register or vacancy list, .csv or .xlsx
    file: PathBuf,
    /// Print a mapping proposed from the headings, and read nothing
    #[arg(long, conflicts_with_all = ["columns", "out"])]
    suggest: bool,
    /// What the columns of the register mean
    #[arg(long, value_name = "FILE", required_unless_present = "suggest")]
    columns: Option<PathBuf>,
    /// Day that the register describes
    #[arg(long, value_name = "DATE", value_parser = day, required_unless_present = "suggest")]
    as_at: Option<Date>,
    #[command(flatten)]
    asked: Option<Asked>,
}

impl Carers {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let name = name_of(&self.file);
        if self.suggest {
            let proposed = carers::suggest(&self.file, &name).map_err(Failure::Input)?;
            return screen.result(&proposed);
        }
        let (Some(asked), Some(columns)) = (&self.asked, &self.columns) else {
            return Err(Failure::Usage(
                "give --columns with the mapping and --out with the folder, or --suggest"
                    .to_owned(),
            ));
        };
        asked.refuse_to_replace()?;
        let authority = asked.authority(None)?;
        let costs = asked.costs()?;
        let Keyed { ids, fresh } = asked.keyed()?;
        let mut ledger = Ledger::default();
        let mut read = ReadFiles {
            accepts_losses: asked.accept_losses,
            ..ReadFiles::default()
        };
        let register = read.register(Some((&self.file, columns)), &ids, &mut ledger)?;
        let directory = asked.directory()?;
        let sources = Sources {
            authority,
            history: None,
            directory: directory.as_ref(),
            providers: None,
            register: register.as_ref(),
            families: None,
            ids: &ids,
            costs: &costs,
            months_only: asked.dates == DatesAs::Month,
            grid: asked.grid,
            as_at: self.as_at,
        };
        let assembled = assemble(&sources, &mut ledger);
        let staged = Staged::write(asked, &sources, assembled, &ledger, &read)?;
        staged.finish(screen, asked, fresh, None, &ledger, &read)
    }
}
