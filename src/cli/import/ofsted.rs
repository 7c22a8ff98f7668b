//! `placewell import ofsted`.

use std::path::PathBuf;

use clap::Args;

use super::asked::{Asked, DatesAs, Keyed};
use super::read_files::ReadFiles;
use super::writing::Staged;
use crate::cli::Screen;
use crate::cli::error::Failure;
use crate::import::account::Ledger;
use crate::import::council::costs::REFERENCE_SOURCE;
use crate::import::council::{Sources, assemble};

/// Read Ofsted's list of providers into a council folder with homes and no children
#[derive(Args)]
#[command(
    after_help = "Example:\n  placewell import ofsted list.csv --council Lancashire --out homes"
)]
pub struct Ofsted {
    /// The list, .csv or .xlsx
    file: PathBuf,
    #[command(flatten)]
    asked: Asked,
}

impl Ofsted {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        self.asked.refuse_to_replace()?;
        let authority = self.asked.authority(None)?;
        let costs = self.asked.costs()?;
        let Keyed { ids, fresh: _ } = self.asked.keyed()?;
        let mut ledger = Ledger::default();
        let mut read = ReadFiles {
            accepts_losses: self.asked.accept_losses,
            ..ReadFiles::default()
        };
        let providers = read.providers(Some(&self.file), &mut ledger)?;
        let directory = self.asked.directory()?;
        if self.asked.costs.is_none() {
            read.vintage.push(REFERENCE_SOURCE.to_owned());
        }
        let sources = Sources {
            authority,
            history: None,
            directory: directory.as_ref(),
            providers: providers.as_ref(),
            register: None,
            families: None,
            ids: &ids,
            costs: &costs,
            months_only: self.asked.dates == DatesAs::Month,
            grid: self.asked.grid,
            as_at: providers.as_ref().and_then(|list| list.as_at),
        };
        let assembled = assemble(&sources, &mut ledger);
        // Reference numbers are public: there is nothing that a key would have to hide.
        let staged = Staged::write(&self.asked, &sources, assembled, &ledger, &read)?;
        staged.finish(screen, &self.asked, None, None, &ledger, &read)
    }
}
