//! `placewell import postcodes`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Screen;
use crate::cli::error::Failure;
use crate::import::postcodes::Directory;

/// Index a postcode directory, so that it is ready at once the next time
#[derive(Args)]
#[command(after_help = "Example:
  placewell import postcodes ONSPD_FEB_2026_UK.csv --out postcodes.index
  placewell import ssda903 returns --postcodes postcodes.index --out my-council")]
pub struct Postcodes {
    /// ONSPD or NSPL as published: the CSV file, or the folder that holds it
    file: PathBuf,
    /// Index to write
    #[arg(long)]
    out: PathBuf,
}

impl Postcodes {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let out = self.out.display();
        if !Directory::is_free_or_index(&self.out) {
            return Err(Failure::Work(format!(
                "{out} is no index of postcodes; nothing was changed: give --out another name"
            )));
        }
        let directory = Directory::read(&self.file).map_err(Failure::Input)?;
        directory
            .write_index(&self.out)
            .map_err(|error| Failure::work(&format!("cannot write {out}"), &error))?;
        screen.note(&format!("{}\n{out}\n", directory.vintage()))
    }
}
