//! What the fuzz targets share.
//!
//! The first byte of an input says how the rest is taken: a small letter stands for bytes that are given to a reader
//! as they are (the seeds are such), anything else for choices from which a [`Maker`] writes plausible files.

pub mod maker;
pub mod zip;

use std::backtrace::Backtrace;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use placewell::import::account::Ledger;
use placewell::import::council::costs::Costs;
use placewell::import::council::{Sources, assemble};
use placewell::import::pseudonyms::Ids;
use placewell::ingest::{Options, read_council, render};
use placewell::model::{Date, default_tiers};
use tempfile::TempDir;

pub use maker::{Column, Maker};

/// The last panic, and where it came from.
static PANIC: Mutex<Option<(String, Backtrace)>> = Mutex::new(None);

/// To be called once, before the first input.
///
/// The fuzzer's own hook ends the program at every panic, also at those of the workbook library on damaged files,
/// which the reader of sheets catches. Here only a panic of the project's own code does that; one from a library is
/// remembered, and ends the program where nobody has caught it.
pub fn ready() {
    std::panic::set_hook(Box::new(|panic| {
        let backtrace = Backtrace::capture();
        let file = panic.location().map_or("", |at| at.file());
        let is_foreign = file.contains("/registry/src/") || file.starts_with("/rustc/");
        if !is_foreign {
            eprintln!("{panic}\n{backtrace}");
            std::process::abort();
        }
        if let Ok(mut last) = PANIC.lock() {
            *last = Some((panic.to_string(), backtrace));
        }
    }));
}

/// Runs a target on one input; a panic that gets here is a finding.
pub fn run(target: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(target)).is_err() {
        if let Ok(last) = PANIC.lock()
            && let Some((text, backtrace)) = last.as_ref()
        {
            eprintln!("{text}\n{backtrace}");
        }
        std::process::abort();
    }
}

/// A folder for one input, in memory where the system has such a place.
pub struct Folder(TempDir);

impl Default for Folder {
    fn default() -> Self {
        let made = tempfile::Builder::new()
            .prefix("placewell-fuzz")
            .tempdir_in("/dev/shm");
        Self(made.unwrap_or_else(|_| tempfile::tempdir().expect("a temporary folder can be made")))
    }
}

impl Folder {
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, in a folder of its own where its name says so.
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("the folder can be written to");
        }
        fs::write(&path, bytes).expect("the folder can be written to");
        path
    }
}

/// What stands between the files of an input, as in `seeds.py`.
const SEPARATOR: u8 = 0x1E;

/// The files of an input of several: a letter, which names the file, and its bytes.
pub fn parts<'d, 'n>(data: &'d [u8], names: &[&'n str]) -> Vec<(&'n str, &'d [u8])> {
    let parts = data.split(|byte| *byte == SEPARATOR);
    let named = parts.filter_map(|part| {
        let (letter, bytes) = part.split_first()?;
        let nth = usize::from(letter.wrapping_sub(b'a'));
        Some((names[nth % names.len()], bytes))
    });
    named.take(24).collect()
}

/// Panics where a row has not been accounted for.
pub fn assert_balanced(ledger: &Ledger) {
    assert!(ledger.unbalanced().is_empty(), "{:?}", ledger.unbalanced());
}

/// Sources of a council without any part yet.
pub fn sources<'a>(ids: &'a Ids, costs: &'a Costs, as_at: Option<Date>) -> Sources<'a> {
    Sources {
        authority: None,
        history: None,
        directory: None,
        providers: None,
        register: None,
        families: None,
        ids,
        costs,
        months_only: false,
        grid: None,
        as_at,
    }
}

/// Puts a council together and writes its folder, which must be one that can be used.
pub fn assert_readable(sources: &Sources<'_>, ledger: &mut Ledger) {
    let council = assemble(sources, ledger).council;
    assert_balanced(ledger);
    let folder = Folder::default();
    for (name, text) in render(&council) {
        folder.write(name, text.as_bytes());
    }
    let read = read_council(
        folder.path(),
        &Options {
            known_measures: &measures(),
            known_targets: &placewell::kpis::targets(),
        },
    );
    let read = read.unwrap_or_else(|p| panic!("the folder of an import is refused: {p}"));
    assert_eq!(read.council, council, "the council is another");
}

/// Codes of the duties that measure something.
pub fn measures() -> Vec<&'static str> {
    static CODES: OnceLock<Vec<String>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let tiers = default_tiers();
        let terms = tiers.iter().flat_map(|tier| &tier.terms);
        terms.map(|term| term.duty.clone()).collect()
    });
    codes.iter().map(String::as_str).collect()
}
