//! Writing an import: the council folder first, so that what was read can go; then a check of the folder, the report
//! and the key, and only then the folder takes its place.

use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::asked::{Asked, DatesAs, IdsAs};
use super::read_files::ReadFiles;
use crate::cli::Screen;
use crate::cli::error::Failure;
use crate::cli::input;
use crate::cli::output::Folder;
use crate::import::account::Ledger;
use crate::import::council::rules::NOT_A_CHILD;
use crate::import::council::{Assembled, Sources, returns_csv};
use crate::import::families::candidates_csv;
use crate::import::pseudonyms::Key;
use crate::import::ssda903::Summary;
use crate::ingest;
use crate::model::Council;
use crate::report::{self, Holdings, Holds, Imported};

/// A council folder that is written and not yet in its place.
pub struct Staged {
    folder: Folder,
    holdings: Holdings,
}

impl Staged {
    /// Writes the tables of the council and what belongs beside them.
    pub fn write(
        asked: &Asked,
        sources: &Sources<'_>,
        mut assembled: Assembled,
        ledger: &Ledger,
        read: &ReadFiles,
    ) -> Result<Self, Failure> {
        if let Some(account) = ledger.unbalanced().first() {
            return Err(Failure::Work(format!(
                "the rows of {} do not add up ({} read, {} used): nothing was written; please report this",
                account.file, account.read, account.used
            )));
        }
        let council = &mut assembled.council;
        council.vintage = read.vintage.join("; ");
        let folder = Folder::begin(&asked.out, Holds::Council)?;
        let (written, returned) = rayon::join(
            || write_council(&folder, council),
            || write_returns(&folder, sources, ledger),
        );
        written.and(returned)?;
        if !assembled.candidates.is_empty() {
            let text = candidates_csv(&assembled.candidates);
            folder.write("sibling_candidates.csv", &text)?;
        }
        let holdings = Holdings::of(&assembled);
        Ok(Self { folder, holdings })
    }

    /// Checks the folder as `placewell check` does, writes the report, and puts the folder in its place.
    pub fn finish(
        self,
        screen: &Screen,
        asked: &Asked,
        fresh: Option<(Key, PathBuf)>,
        returns: Option<&Summary>,
        ledger: &Ledger,
        read: &ReadFiles,
    ) -> Result<(), Failure> {
        // What is not a council folder that can be used is never left behind.
        let checked = input::read(self.folder.path()).inspect_err(|_| {
            tracing::error!(
                "nothing was written: what was made of the files does not pass its own check"
            );
        })?;
        let imported = Imported {
            council: &checked.council,
            holdings: &self.holdings,
            returns,
            ledger,
            warnings: &read.warnings,
            checked: &checked.warnings,
            hashes: &read.hashes,
            has_directory: asked.postcodes.is_some(),
            has_own_costs: asked.costs.is_some(),
            ids_are_kept: asked.ids == IdsAs::Keep,
            months_only: asked.dates == DatesAs::Month,
            grid: asked.grid,
        };
        let json = |value: serde_json::Value| format!("{value:#}\n");
        let report = json(report::import_json(&imported));
        self.folder.write("import-report.json", &report)?;
        let page = report::import_page(&imported);
        self.folder.write("import-report.html", &page)?;
        let provenance = json(report::import_provenance(&imported));
        self.folder.write("provenance.json", &provenance)?;
        let said = said(
            asked,
            &imported,
            fresh.as_ref().map(|(_, path)| path.as_path()),
        );
        if let Some((key, path)) = &fresh {
            key.write(path).map_err(|fault| {
                Failure::work(&format!("cannot write the key {}", path.display()), &fault)
            })?;
        }
        if let Err(failure) = self.folder.finish() {
            // A key without a folder that uses it would only confuse.
            if let Some((_, path)) = &fresh {
                let _ = std::fs::remove_file(path);
            }
            return Err(failure);
        }
        screen.note(&said)
    }
}

fn write_council(folder: &Folder, council: &Council) -> Result<(), Failure> {
    for name in ingest::files_of(council) {
        ingest::write_file(council, name, folder.create(name)?)
            .map_err(|error| Failure::work(&format!("cannot write {name}"), &error))?;
    }
    Ok(())
}

fn write_returns(folder: &Folder, sources: &Sources<'_>, ledger: &Ledger) -> Result<(), Failure> {
    let Some((returns, children)) = sources.history else {
        return Ok(());
    };
    let file = BufWriter::new(folder.create("returns.csv")?);
    returns_csv(sources, returns, children, ledger, file)
        .map_err(|error| Failure::work("cannot write returns.csv", &error))
}

/// What was done, in a few lines.
fn said(asked: &Asked, imported: &Imported<'_>, key: Option<&Path>) -> String {
    let mut out = String::new();
    if !imported.warnings.is_empty() {
        out += &imported.warnings.render();
    }
    let [read, used, merged, dropped] = imported.sums();
    let (holds, council) = (imported.holdings, imported.council);
    let links = counted(holds.sibling_links, "sibling link");
    out += &format!(
        "{}: {} children looked after, {} episodes, {} homes, {} placements, {links}\n",
        council.name, holds.children, holds.episodes, holds.homes, holds.placements,
    );
    out += &format!(
        "{read} rows read: {used} used, {merged} merged, {dropped} dropped; the reasons are in {}\n",
        asked.out.join("import-report.html").display()
    );
    if !holds.unlisted.is_empty() {
        out += &format!(
            "In care without a usable date of birth, and so not among the children looked after: {}\n",
            holds.unlisted.len()
        );
    }
    let strangers = imported.ledger.count(NOT_A_CHILD);
    if strangers > 0 {
        out += &format!(
            "Pairs of brothers and sisters that name somebody who is not looked after: {strangers}; if these are most \
             of them, look whether --key is the key of the file's ids\n"
        );
    }
    if holds.candidates > 0 {
        out += &format!(
            "Who may be brothers or sisters ({}): confirm them in {} and give it with --siblings\n",
            counted(holds.candidates, "pair"),
            asked.out.join("sibling_candidates.csv").display()
        );
    }
    if let Some(key) = key {
        out += &format!(
            "A new key of the pseudonyms was made, {}: keep it apart from the folder, and give it with --key next time\n",
            key.display()
        );
    }
    out
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
