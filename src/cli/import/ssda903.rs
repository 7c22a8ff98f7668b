//! `placewell import ssda903`.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;

use super::asked::{Asked, DatesAs, Keyed};
use super::read_files::ReadFiles;
use super::writing::Staged;
use crate::cli::Screen;
use crate::cli::days::day;
use crate::cli::error::Failure;
use crate::cli::paths::inside;
use crate::import::account::Ledger;
use crate::import::authorities::{self, Authority};
use crate::import::council::costs::REFERENCE_SOURCE;
use crate::import::council::{Sources, assemble};
use crate::import::pseudonyms::Ids;
use crate::import::ssda903::{self, Options, Returns};
use crate::model::Date;

/// Read SSDA903 returns, with whatever else there is, into a council folder
#[derive(Args)]
#[command(
    after_help = "Tables are recognised by their columns. Give one folder with all tables, or one folder a year
(2023-24, 2024-25). Rows of overlapping years are merged; every row is accounted for in
import-report.html.

Examples:
  placewell import ssda903 returns --council Herefordshire --out my-council
  placewell import ssda903 returns --council Herefordshire --postcodes ONSPD.csv \\
    --ofsted providers.csv --carers register.csv --columns columns.toml \\
    --siblings families.csv --out my-council"
)]
pub struct Ssda903 {
    /// Folders with the tables of the returns
    #[arg(required = true)]
    dirs: Vec<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// Ofsted's list of providers, .csv or .xlsx
    #[arg(long, value_name = "FILE")]
    ofsted: Option<PathBuf>,
    /// Carers register and vacancy list, with --columns
    #[arg(long, value_name = "FILE", requires = "columns")]
    carers: Option<PathBuf>,
    /// What the columns of the register mean
    #[arg(long, value_name = "FILE", requires = "carers")]
    columns: Option<PathBuf>,
    /// Brothers and sisters: pairs, families, or the confirmed candidates; may be given several times
    #[arg(long, value_name = "FILE")]
    siblings: Vec<PathBuf>,
    /// Take only rows whose column LA says this
    #[arg(long, value_name = "NAME")]
    la: Option<String>,
    /// Day of the data; the last day of the latest return by default
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_at: Option<Date>,
}

impl Ssda903 {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        self.asked.refuse_to_replace()?;
        self.refuse_to_write_among_returns()?;
        let asked = self.asked.authority(None)?;
        let costs = self.asked.costs()?;
        let Keyed { ids, fresh } = self.asked.keyed()?;
        let mut ledger = Ledger::default();
        let options = Options {
            as_at: self.as_at,
            la: self.la.clone(),
            ids: &ids,
            accepts_losses: self.asked.accept_losses,
        };
        let mut returns =
            ssda903::read(&self.dirs, &options, &mut ledger).map_err(Failure::Input)?;
        if self.la.is_some() && returns.authorities.is_empty() {
            let why = "--la has nothing to act on: the tables have no column LA; leave it out";
            return Err(Failure::Usage(why.to_owned()));
        }
        let children = ssda903::history(&mut returns, &options, &mut ledger);
        ssda903::check(&returns, &children, &options, &mut ledger);
        let mut read = ReadFiles {
            hashes: std::mem::take(&mut returns.hashes),
            warnings: std::mem::take(&mut returns.warnings),
            vintage: vec![span(&returns)],
            accepts_losses: self.asked.accept_losses,
        };
        let notices = ssda903::notices(&returns, &ledger, self.asked.postcodes.is_some());
        read.warnings.append(notices);
        let directory = self.asked.directory()?;
        read.vintage
            .extend(directory.as_ref().map(|d| d.vintage().to_owned()));
        let providers = read.providers(self.ofsted.as_deref(), &mut ledger)?;
        let register = self.carers.as_deref().zip(self.columns.as_deref());
        let register = read.register(register, &ids, &mut ledger)?;
        let families = read.families(&self.siblings, folder_ids(&returns, &ids), &mut ledger)?;
        if self.asked.costs.is_none() {
            read.vintage.push(REFERENCE_SOURCE.to_owned());
        }
        let sources = Sources {
            authority: asked.or_else(|| authority_of(&returns, self.la.as_deref())),
            history: Some((&returns, &children)),
            directory: directory.as_ref(),
            providers: providers.as_ref(),
            register: register.as_ref(),
            families: families.as_ref(),
            ids: &ids,
            costs: &costs,
            months_only: self.asked.dates == DatesAs::Month,
            grid: self.asked.grid,
            as_at: returns.as_at,
        };
        let assembled = assemble(&sources, &mut ledger);
        let staged = Staged::write(&self.asked, &sources, assembled, &ledger, &read)?;
        let summary = returns.summary(children.len());
        // Checking the folder needs the room that the returns take.
        drop((returns, children, directory, providers, register, families));
        staged.finish(screen, &self.asked, fresh, Some(&summary), &ledger, &read)
    }
}

impl Ssda903 {
    /// The next import would take what this one writes for returns.
    fn refuse_to_write_among_returns(&self) -> Result<(), Failure> {
        let mut dirs = self.dirs.iter();
        match dirs.find(|dir| inside(&self.asked.out, dir).is_some()) {
            Some(dir) => Err(Failure::Work(format!(
                "{} is in the folder of returns {}; nothing was changed: name a folder elsewhere",
                self.asked.out.display(),
                dir.display()
            ))),
            None => Ok(()),
        }
    }
}

/// What gives a child's id in the folder. The confirmed candidates have it already.
fn folder_ids<'a>(returns: &Returns, ids: &'a Ids) -> impl Fn(&str) -> String + use<'a> {
    let children = (0..returns.people.len() as u32).map(ssda903::Word);
    let known: HashSet<String> = children
        .map(|child| ids.child(returns.children.text(child)))
        .collect();
    move |id| {
        if known.contains(id) {
            id.to_owned()
        } else {
            ids.child(id)
        }
    }
}

/// "SSDA903 returns 2018 to 2022".
fn span(returns: &Returns) -> String {
    match (returns.years.first(), returns.years.last()) {
        (Some(first), Some(last)) if first != last => format!("SSDA903 returns {first} to {last}"),
        (Some(only), _) => format!("SSDA903 return {only}"),
        _ => "SSDA903 returns of unknown years".to_owned(),
    }
}

/// The authority that the rows name, where they name just one.
fn authority_of(returns: &Returns, la: Option<&str>) -> Option<&'static Authority> {
    let mut names = returns.authorities.keys().map(String::as_str);
    let only = names.next().filter(|_| returns.authorities.len() == 1);
    la.or(only).and_then(authorities::find)
}
