//! Futures that a forecast has finished, kept beside its folder until it is whole, so that one that was cut short goes on.
//!
//! The file has a first line that says what the futures are of: version, hashes of the input, seed and months. After it each
//! future is one record, with its length before and a checksum after it. A record that was being written when the program was
//! killed is cut short or has a wrong checksum, and is left out with all after it. A future depends on nothing but what the
//! first line says, so that a forecast that goes on has the same bytes as one that was never cut short.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::error::Failure;
use super::paths::resolved;
use crate::forecast::simulate::Settings;
use crate::forecast::system::Kept;
use crate::forecast::system::outcomes::Outcomes;

/// Bytes of a checksum.
const CHECKSUM: usize = 8;
/// Bytes of the number of a future and of the five lengths of its lists, districts among them.
const HEAD: usize = 4 * 6;

/// The file of kept futures.
pub struct Futures {
    path: PathBuf,
    before: Mutex<HashMap<u64, Outcomes>>,
    /// `None` once it could not be written.
    file: Mutex<Option<File>>,
    /// How many were finished before.
    pub found: usize,
}

impl Futures {
    /// Where the futures of a forecast are kept: hidden, beside the folder that it writes.
    pub fn path(out: &Path) -> Option<PathBuf> {
        let target = resolved(out).ok()?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(target.file_name()?);
        hidden.push(".futures.part");
        Some(target.parent()?.join(hidden))
    }

    /// Whether futures of this forecast are kept there.
    pub fn are_of(out: &Path, hashes: &[(String, String)], settings: Settings) -> bool {
        let bytes = Self::path(out).and_then(|path| std::fs::read(path).ok());
        bytes.is_some_and(|bytes| bytes.starts_with(first_line(hashes, settings).as_bytes()))
    }

    /// Opens the file, or begins it anew where it is of another forecast.
    pub fn open(
        out: &Path,
        hashes: &[(String, String)],
        settings: Settings,
    ) -> Result<Self, Failure> {
        let Some(path) = Self::path(out) else {
            return Err(Failure::Work(format!("{} has no name", out.display())));
        };
        let cannot = |why: std::io::Error| {
            Failure::Work(format!(
                "cannot keep futures in {}: {why}; nothing was changed: try another folder",
                path.display()
            ))
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(cannot)?;
        }
        let options = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let mut file = options.map_err(cannot)?;
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(Failure::Work(format!(
                "another forecast is writing {}: wait for it, or name another folder with --out",
                out.display()
            )));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(cannot)?;
        let line = first_line(hashes, settings);
        let (before, whole) = match bytes.strip_prefix(line.as_bytes()) {
            Some(records) => {
                let (before, length) = read(records, settings.months);
                (before, line.len() + length)
            }
            None => (HashMap::new(), 0),
        };
        file.set_len(whole as u64).map_err(cannot)?;
        file.seek(SeekFrom::End(0)).map_err(cannot)?;
        if whole == 0 {
            file.write_all(line.as_bytes()).map_err(cannot)?;
        }
        Ok(Self {
            path,
            found: before.len(),
            before: Mutex::new(before),
            file: Mutex::new(Some(file)),
        })
    }

    /// Removes the file: the forecast is whole.
    pub fn finish(self) {
        // What cannot be removed is found again, and does no harm.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Kept for Futures {
    fn find(&self, replication: u64) -> Option<Outcomes> {
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        before.remove(&replication)
    }

    fn keep(&self, replication: u64, outcomes: &Outcomes) {
        let record = record(replication, outcomes);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(written) = file.as_mut().map(|file| file.write_all(&record)) else {
            return;
        };
        if let Err(why) = written {
            tracing::warn!(
                "cannot keep futures in {}: {why}; if this forecast is cut short, it begins anew",
                self.path.display()
            );
            *file = None;
        }
    }
}

/// What the futures are of.
fn first_line(hashes: &[(String, String)], settings: Settings) -> String {
    let of = serde_json::json!({
        "program": "placewell",
        "holds": "futures of a forecast with homes",
        "version": env!("CARGO_PKG_VERSION"),
        "input": hashes,
        "seed": settings.seed,
        "months": settings.months,
    });
    format!("{of}\n")
}

fn record(replication: u64, of: &Outcomes) -> Vec<u8> {
    let lengths = [
        replication as usize,
        of.districts,
        of.counts.len(),
        of.needs.len(),
        of.siblings.len(),
        of.supply.len(),
    ];
    let mut record = Vec::new();
    for length in lengths {
        record.extend((length as u32).to_le_bytes());
    }
    record.extend(of.counts.iter().flat_map(|figure| figure.to_le_bytes()));
    for list in [&of.needs, &of.siblings, &of.supply] {
        record.extend(list.iter().flat_map(|figure| figure.to_le_bytes()));
    }
    let checksum = Sha256::digest(&record);
    record.extend(&checksum[..CHECKSUM]);
    record
}

/// The futures of records, and how many bytes of them are whole.
fn read(mut records: &[u8], months: usize) -> (HashMap<u64, Outcomes>, usize) {
    let all = records.len();
    let mut futures = HashMap::new();
    while let Some((replication, outcomes, rest)) = read_one(records, months) {
        futures.insert(replication, outcomes);
        records = rest;
    }
    (futures, all - records.len())
}

fn read_one(bytes: &[u8], months: usize) -> Option<(u64, Outcomes, &[u8])> {
    let (head, mut body) = bytes.split_at_checked(HEAD)?;
    let mut numbers = head.chunks_exact(4).map(u32_of);
    let mut number = || numbers.next().map(|n| n as usize);
    let (replication, districts) = (number()?, number()?);
    let counts = take(&mut body, number()?, 4)?;
    let lists = [number()?, number()?, number()?].map(|length| take(&mut body, length, 2));
    let [needs, siblings, supply] = lists;
    let (needs, siblings, supply) = (needs?, siblings?, supply?);
    let length = bytes.len() - body.len();
    let (checksum, rest) = body.split_at_checked(CHECKSUM)?;
    if Sha256::digest(&bytes[..length])[..CHECKSUM] != *checksum {
        return None;
    }
    let small = |list: &[u8]| -> Vec<u16> {
        let pairs = list.chunks_exact(2);
        pairs
            .map(|two| u16::from_le_bytes([two[0], two[1]]))
            .collect()
    };
    let mut outcomes = Outcomes::new(0, districts);
    outcomes.counts = counts.chunks_exact(4).map(u32_of).collect();
    outcomes.needs = small(needs);
    outcomes.siblings = small(siblings);
    outcomes.supply = small(supply);
    let like = Outcomes::new(months, districts);
    let is_whole = like.counts.len() == outcomes.counts.len()
        && like.needs.len() == outcomes.needs.len()
        && like.siblings.len() == outcomes.siblings.len()
        && like.supply.len() == outcomes.supply.len();
    is_whole.then_some((replication as u64, outcomes, rest))
}

fn take<'b>(bytes: &mut &'b [u8], number: usize, width: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(number.checked_mul(width)?)?;
    *bytes = rest;
    Some(taken)
}

fn u32_of(four: &[u8]) -> u32 {
    four.iter()
        .rev()
        .fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Settings = Settings {
        months: 3,
        replications: 4,
        seed: 9,
    };

    fn outcomes(seed: u32) -> Outcomes {
        let mut outcomes = Outcomes::new(SETTINGS.months, 5);
        for (at, figure) in outcomes.counts.iter_mut().enumerate() {
            *figure = seed + at as u32;
        }
        outcomes.needs[1] = seed as u16;
        outcomes.siblings[2] = 7;
        outcomes.supply[3] = 9;
        outcomes.groups.clear();
        outcomes
    }

    fn hashes() -> Vec<(String, String)> {
        vec![("homes.csv".to_owned(), "abc".to_owned())]
    }

    #[test]
    fn what_was_finished_is_found_again_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let open = |settings| Futures::open(&out, &hashes(), settings).unwrap();
        let first = open(SETTINGS);
        assert_eq!(first.found, 0);
        first.keep(2, &outcomes(70_000));
        first.keep(0, &outcomes(1));
        drop(first);
        assert!(Futures::are_of(&out, &hashes(), SETTINGS));
        let path = Futures::path(&out).unwrap();
        let whole = std::fs::read(&path).unwrap();
        // Cut short anywhere, or with a byte that is wrong, the second future is run again and the first is not.
        let record = record(0, &outcomes(1)).len();
        for cut in [1, CHECKSUM, record / 2, record - 1] {
            std::fs::write(&path, &whole[..whole.len() - cut]).unwrap();
            let again = open(SETTINGS);
            assert_eq!(again.found, 1, "{cut}");
            assert_eq!(again.find(2), Some(outcomes(70_000)));
            assert_eq!((again.find(0), again.find(2)), (None, None));
            again.keep(0, &outcomes(1));
            drop(again);
            assert_eq!(std::fs::read(&path).unwrap(), whole, "{cut}");
        }
        let mut wrong = whole.clone();
        let at = whole.len() - record / 2;
        wrong[at] ^= 1;
        std::fs::write(&path, &wrong).unwrap();
        assert_eq!(open(SETTINGS).found, 1);
        // Another seed, other months, another input.
        std::fs::write(&path, &whole).unwrap();
        let other = Settings {
            seed: 8,
            ..SETTINGS
        };
        assert!(!Futures::are_of(&out, &hashes(), other));
        assert!(!Futures::are_of(&out, &[], SETTINGS));
        assert_eq!(open(other).found, 0);
        assert_eq!(open(SETTINGS).found, 0);
        // More futures of the same are the same.
        std::fs::write(&path, &whole).unwrap();
        let more = Settings {
            replications: 90,
            ..SETTINGS
        };
        let last = open(more);
        assert_eq!(last.found, 2);
        last.finish();
        assert!(!path.exists());
    }

    #[test]
    fn two_forecasts_do_not_share_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let first = Futures::open(&out, &hashes(), SETTINGS).unwrap();
        assert!(Futures::open(&out, &hashes(), SETTINGS).is_err());
        drop(first);
        assert!(Futures::open(&out, &hashes(), SETTINGS).is_ok());
    }
}
