//! Writing an import: the council folder with its report, checked before it takes its place.

use std::io::BufWriter;
use std::path::PathBuf;

use super::asked::{Asked, DatesAs, IdsAs};
use super::read_files::ReadFiles;
use crate::cli::Screen;
use crate::cli::error::Failure;
use crate::cli::input;
use crate::cli::output::Folder;
use crate::import::account::{Fate, Ledger};
use crate::import::council::{Assembled, Sources, returns_csv};
use crate::import::families::candidates_csv;
use crate::import::pseudonyms::Key;
use crate::ingest;
use crate::ingest::tables::{COUNCIL_FILE, TABLES};
use crate::report::{self, Holds, Imported};

/// Writes everything, checks the folder as `placewell check` does, and only then puts it in its place.
pub fn write(
    screen: &Screen,
    asked: &Asked,
    fresh: Option<(Key, PathBuf)>,
    sources: &Sources<'_>,
    mut assembled: Assembled,
    ledger: &Ledger,
    read: &ReadFiles,
) -> Result<(), Failure> {
    let unbalanced = ledger.unbalanced();
    if let Some(account) = unbalanced.first() {
        return Err(Failure::Work(format!(
            "the rows of {} do not add up ({} read, {} used): nothing was written; please report this",
            account.file, account.read, account.used
        )));
    }
    assembled.council.vintage = read.vintage.join("; ");
    let folder = Folder::begin(&asked.out, Holds::Council)?;
    let tables = TABLES.iter().map(|table| table.file);
    for name in std::iter::once(COUNCIL_FILE).chain(tables) {
        if let Some(text) = ingest::render_file(&assembled.council, name) {
            folder.write(name, &text)?;
        }
    }
    if !assembled.candidates.is_empty() {
        folder.write(
            "sibling_candidates.csv",
            &candidates_csv(&assembled.candidates),
        )?;
    }
    if let Some((returns, _)) = sources.history {
        let file = BufWriter::new(folder.create("returns.csv")?);
        returns_csv(sources, returns, ledger, file)
            .map_err(|error| Failure::work("cannot write returns.csv", &error))?;
    }
    // What is not a council folder that can be used is never left behind.
    let checked = input::read(folder.path())?;
    let imported = Imported {
        council: &assembled.council,
        returns: sources
            .history
            .map(|(returns, children)| (returns, children.len())),
        ledger,
        candidates: assembled.candidates.len(),
        unlisted: &assembled.unlisted,
        warnings: &read.warnings,
        checked: &checked.warnings,
        hashes: &read.hashes,
        has_directory: sources.directory.is_some(),
        has_own_costs: asked.costs.is_some(),
        ids_are_kept: asked.ids == IdsAs::Keep,
        months_only: asked.dates == DatesAs::Month,
        grid: asked.grid,
    };
    folder.write(
        "import-report.json",
        &format!("{:#}\n", report::import_json(&imported)),
    )?;
    folder.write("import-report.html", &report::import_page(&imported))?;
    let provenance = report::import_provenance(&imported);
    folder.write("provenance.json", &format!("{provenance:#}\n"))?;
    let key_file = fresh.as_ref().map(|(_, path)| path.clone());
    if let Some((key, path)) = &fresh {
        key.write(path).map_err(|fault| {
            Failure::work(&format!("cannot write the key {}", path.display()), &fault)
        })?;
    }
    if let Err(failure) = folder.finish() {
        if let Some(path) = &key_file {
            // A key without a folder that uses it would only confuse.
            let _ = std::fs::remove_file(path);
        }
        return Err(failure);
    }
    screen.note(&said(asked, &imported, key_file.as_deref()))
}

/// What was done, in a few lines.
fn said(asked: &Asked, imported: &Imported<'_>, key: Option<&std::path::Path>) -> String {
    let mut out = String::new();
    let ledger = imported.ledger;
    let sum = |fate| -> u64 {
        (0..ledger.accounts.len())
            .map(|file| ledger.aside(file, fate))
            .sum()
    };
    let read: u64 = ledger.accounts.iter().map(|account| account.read).sum();
    let used: u64 = ledger.accounts.iter().map(|account| account.used).sum();
    if !imported.warnings.is_empty() {
        out += &imported.warnings.render();
    }
    let council = imported.council;
    out += &format!(
        "{}: {} children looked after, {} episodes, {} homes, {} placements, {} sibling links\n",
        council.name,
        council.children.len(),
        council.episodes.len(),
        council.homes.len(),
        council.placements.len(),
        council.sibling_links.len(),
    );
    out += &format!(
        "{read} rows read: {used} used, {} merged, {} dropped; the reasons are in {}\n",
        sum(Fate::Merged),
        sum(Fate::Dropped),
        asked.out.join("import-report.html").display()
    );
    if imported.candidates > 0 {
        out += &format!(
            "{} pairs may be brothers or sisters: confirm them in {} and give it with --siblings\n",
            imported.candidates,
            asked.out.join("sibling_candidates.csv").display()
        );
    }
    if let Some(key) = key {
        out += &format!(
            "The key of the pseudonyms is in {}: keep it apart from the folder, and give it with --key next time\n",
            key.display()
        );
    }
    out
}
