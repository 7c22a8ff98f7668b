//! `placewell import`: from the files that councils hold to a council folder.

mod asked;
mod carers;
mod ofsted;
mod postcodes;
mod read_files;
mod ssda903;
mod writing;

use clap::{Args, Subcommand};

use super::Screen;
use super::error::Failure;

/// Make a council folder from the files that councils hold
#[derive(Args)]
#[command(after_help = "Examples:
  placewell import ssda903 returns --council Herefordshire --postcodes ONSPD.csv --out my-council
  placewell import ofsted list.csv --out homes
  placewell import carers register.xlsx --suggest > columns.toml
  placewell import carers register.xlsx --columns columns.toml --out carers
  placewell import postcodes ONSPD.csv --out postcodes.index")]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Ssda903(Box<ssda903::Ssda903>),
    Ofsted(ofsted::Ofsted),
    Carers(carers::Carers),
    Postcodes(postcodes::Postcodes),
}

impl Import {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        match &self.what {
            What::Ssda903(command) => command.run(screen),
            What::Ofsted(command) => command.run(screen),
            What::Carers(command) => command.run(screen),
            What::Postcodes(command) => command.run(screen),
        }
    }
}
