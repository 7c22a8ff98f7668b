//! The files that an import reads besides the returns.

use std::path::{Path, PathBuf};

use crate::cli::error::Failure;
use crate::import::account::{Ledger, Rule};
use crate::import::carers::{self, Mapping, Register};
use crate::import::families::{self, Families};
use crate::import::losses::too_many_dropped;
use crate::import::ofsted::{self, ProviderList};
use crate::import::pseudonyms::Ids;
use crate::import::sheet::one;
use crate::ingest::Problems;

/// What an import has read, for its report and provenance.
#[derive(Debug, Default)]
pub struct ReadFiles {
    /// Name and SHA-256 of each file.
    pub hashes: Vec<(String, String)>,
    /// Warnings of all readers.
    pub warnings: Problems,
    /// Where the data come from.
    pub vintage: Vec<String>,
    /// Import what is left where too many rows of a file are dropped.
    pub accepts_losses: bool,
}

impl ReadFiles {
    /// Ofsted's list.
    pub fn providers(
        &mut self,
        path: Option<&Path>,
        ledger: &mut Ledger,
    ) -> Result<Option<ProviderList>, Failure> {
        let Some(path) = path else { return Ok(None) };
        let name = name_of(path);
        let mut own = Ledger::default();
        let list = ofsted::read(path, &name, &mut own).map_err(Failure::Input)?;
        let expected = [
            ofsted::rules::NOT_A_PLACEMENT,
            ofsted::rules::JOINED_TO_NOBODY,
        ];
        self.refuse_losses(&own, &expected)?;
        // Reference numbers are public, so they stay as they are.
        ledger.append(own);
        self.hashes.push((name, list.hash.clone()));
        self.warnings.append(list.notes.clone());
        self.vintage.push(list.source.clone());
        Ok(Some(list))
    }

    /// The carers register, read by its mapping.
    pub fn register(
        &mut self,
        paths: Option<(&Path, &Path)>,
        ids: &Ids,
        ledger: &mut Ledger,
    ) -> Result<Option<Register>, Failure> {
        let Some((path, columns)) = paths else {
            return Ok(None);
        };
        let name = name_of(path);
        let mapping = Mapping::read(columns, &name_of(columns)).map_err(Failure::Input)?;
        let mut own = Ledger::default();
        let register = carers::read(path, &name, &mapping, &mut own).map_err(Failure::Input)?;
        self.refuse_losses(&own, &[carers::rules::NOT_APPROVED])?;
        ledger.append(own.renamed(|id| ids.household(id)));
        self.hashes.push((name, register.hash.clone()));
        self.warnings.append(register.warnings.clone());
        self.vintage.push("carers register".to_owned());
        Ok(Some(register))
    }

    /// Brothers and sisters of all files; `child` gives the folder's id of a child.
    pub fn families(
        &mut self,
        paths: &[PathBuf],
        child: impl Fn(&str) -> String,
        ledger: &mut Ledger,
    ) -> Result<Option<Families>, Failure> {
        let mut all: Option<Families> = None;
        for path in paths {
            let name = name_of(path);
            let mut own = Ledger::default();
            let families = families::read(path, &name, &mut own).map_err(Failure::Input)?;
            let expected = [families::rules::NOT_CONFIRMED, families::rules::DENIED];
            self.refuse_losses(&own, &expected)?;
            ledger.append(own.renamed(&child));
            self.hashes.push((name, families.hash.clone()));
            self.warnings.append(families.warnings.clone());
            match &mut all {
                Some(all) => all.pairs.extend(families.pairs),
                None => all = Some(families),
            }
        }
        Ok(all)
    }

    /// Refuses a file of which too many rows were dropped, but for those whose drop says nothing against it.
    fn refuse_losses(&self, own: &Ledger, expected: &[&Rule]) -> Result<(), Failure> {
        if self.accepts_losses {
            return Ok(());
        }
        let mut problems = Problems::default();
        for (file, account) in own.accounts.iter().enumerate() {
            if let Some(finding) = too_many_dropped(own, file, expected) {
                problems.append(one(&account.file, finding));
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::Input(problems))
        }
    }
}

/// What messages call a file.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
