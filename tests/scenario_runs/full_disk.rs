//! A disk that fills up while a run writes.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use placewell::forecast::history::History;
use placewell::forecast::simulate::Settings;
use placewell::model::Council;
use placewell::runner::{
    Disk, Endless, Plan, Results, RunError, RunFolder, Shard, Watch, Work, baseline, combine,
};
use placewell::scenario::Scenario;
use placewell::synth::{self, Options, Profile};

/// A disk with room for so many bytes.
struct Small {
    left: AtomicUsize,
}

impl Disk for Small {
    fn take(&self, bytes: usize) -> io::Result<()> {
        let left = self.left.load(Ordering::SeqCst);
        if bytes > left {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.left.store(left - bytes, Ordering::SeqCst);
        Ok(())
    }
}

struct Unseen;

impl Watch for Unseen {
    fn begins(&self, _: &Scenario, _: u32) {}
    fn written(&self, _: &Scenario, _: u32) {}
}

/// Runs the scenario that changes nothing, 100 replications in four chunks.
fn run(council: &Council, out: &Path, disk: &dyn Disk) -> Result<usize, RunError> {
    let history = History::of(council).unwrap();
    let settings = Settings {
        months: 6,
        replications: 100,
        seed: 5,
    };
    let scenarios = [baseline()];
    let plan = Plan::of(council, (history.last, settings), &scenarios, &[]);
    let folder = RunFolder::begin(out, (&plan, "run"), false, disk)?;
    let done = Work {
        council,
        history: &history,
        plan: &plan,
        scenarios: &scenarios,
        folder: &folder,
        shard: Shard::WHOLE,
        disk,
        stop: &AtomicBool::new(false),
        watch: &Unseen,
    }
    .run()?;
    combine(&plan, &folder, disk)?;
    folder.finish()?;
    Ok(done.before)
}

fn results(out: &Path) -> (Vec<u8>, String) {
    let results = fs::read(out.join("results/do-nothing.parquet")).unwrap();
    (
        results,
        fs::read_to_string(out.join("summary.csv")).unwrap(),
    )
}

#[test]
fn finished_work_survives_a_full_disk() {
    let profile = Profile::embedded("herefordshire").unwrap();
    let options = Options {
        children: Some(40),
        ..Options::default()
    };
    let council = synth::generate(&profile, &options);
    let dir = tempfile::tempdir().unwrap();
    let whole = dir.path().join("whole");
    assert_eq!(run(&council, &whole, &Endless).unwrap(), 0);
    let chunk = fs::metadata(whole.join("results/do-nothing.parquet"))
        .unwrap()
        .len() as usize
        / 4;
    let out = dir.path().join("cut");
    // One chunk is written at a time, so that it is known how many there was room for.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let small = Small {
        left: AtomicUsize::new(chunk * 5 / 2),
    };
    let failed = pool.install(|| run(&council, &out, &small)).unwrap_err();
    let said = failed.to_string();
    assert!(matches!(failed, RunError::Write { .. }), "{said}");
    assert!(
        said.contains("what was finished is kept: make room"),
        "{said}"
    );
    assert!(!out.join("results").exists() && !out.join("summary.csv").exists());
    // There is room for the chunks, but not for the results: these are kept too.
    let small = Small {
        left: AtomicUsize::new(chunk * 7 / 2),
    };
    let failed = pool.install(|| run(&council, &out, &small)).unwrap_err();
    assert!(matches!(failed, RunError::Write { .. }), "{failed}");
    assert!(!out.join("results/do-nothing.parquet").exists());
    assert_eq!(run(&council, &out, &Endless).unwrap(), 4);
    assert_eq!(results(&out), results(&whole));
    // Replication by replication and month by month, each once.
    let folder = RunFolder::open(&out).unwrap();
    let mut keys = Vec::new();
    for block in Results::of(&folder, "do-nothing").blocks() {
        let block = block.unwrap();
        keys.extend((0..block.rows()).map(|row| (block.replication(row), block.month(row))));
    }
    let expected: Vec<(usize, usize)> =
        (0..100).flat_map(|r| (0..6).map(move |m| (r, m))).collect();
    assert_eq!(keys, expected);
}
