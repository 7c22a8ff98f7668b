//! What an interrupt leaves: the plan at hand where there is one and files that say so, and nothing where half of the
//! work would be a wrong answer.

#[allow(dead_code)]
mod random_council;
#[allow(dead_code)]
mod three_brothers;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::ingest::{Folder, Problems, Reading, market};
use placewell::lookahead::{Ahead, History};
use placewell::model::Council;
use placewell::optimise::{
    EndsEarly, Limits, Solution, SolveError, end_early, ends_with, place_prices, solve,
    solve_certified, solve_to_the_end,
};
use placewell::replay::{Replay, Stage};
use placewell::report::{self, Outcome, Summary};
use placewell::synth::{self, Options, Profile};
use random_council::random_council;
use three_brothers::{SETTINGS, the_only_home_for_three};

/// Whether work was asked to end is known to the whole program: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Work that was asked to end at its beginning.
struct Asked {
    _ends_early: EndsEarly,
    _alone: MutexGuard<'static, ()>,
}

fn asked() -> Asked {
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let ends_early = EndsEarly::begin();
    assert!(end_early() && !end_early());
    Asked {
        _ends_early: ends_early,
        _alone: alone,
    }
}

fn herefordshire(children: u32, supply: f64) -> Council {
    let profile = Profile::embedded("herefordshire").expect("a profile");
    let options = Options {
        children: Some(children),
        supply,
        ..Options::default()
    };
    synth::generate(&profile, &options)
}

fn is_interrupted<T>(result: Result<T, SolveError>) -> bool {
    matches!(result, Err(SolveError::Interrupted))
}

#[test]
fn nothing_is_asked_to_end_that_would_not() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(!end_early());
    drop(EndsEarly::begin());
    assert!(!end_early());
    drop(EndsEarly::with("what is finished"));
    assert_eq!(ends_with(), "what is finished");
    drop(EndsEarly::begin());
    assert_eq!(ends_with(), "the plan at hand");
}

#[test]
fn a_comparison_is_not_made_of_halves() {
    let (council, ..) = the_only_home_for_three();
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let problem = placewell::optimise::build(
        &facts,
        &round,
        &candidates,
        &candidates.components[0],
        &council.policy.tiers,
    );
    let history = || History::before(&facts, council.as_at);
    let limits = Limits::default();
    let look = || Ahead::of(&facts, round.clone(), history(), SETTINGS, limits);
    let play = || Replay::of(Stage::of(&council, 4), SETTINGS);
    let prices = || place_prices(&problem, &council.policy.tiers, &|_| false);
    {
        let _asked = asked();
        let whole = solve_to_the_end(&facts, &round, &candidates, limits);
        assert!(is_interrupted(whole) && is_interrupted(look()));
        assert!(is_interrupted(play()) && is_interrupted(prices()));
    }
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(look().is_ok() && play().is_ok() && prices().is_ok());
}

#[test]
fn an_authority_alone_is_not_cut_short() {
    let mut other = herefordshire(60, 1.0);
    other.code = "E10000034".to_owned();
    other.homes.iter_mut().for_each(|h| h.id.insert(0, 'X'));
    let folder = |council: Council| Folder {
        shown: council.name.clone(),
        reading: Reading {
            council,
            warnings: Problems::default(),
            input_hashes: Vec::new(),
        },
    };
    let council = market(vec![folder(herefordshire(80, 1.0)), folder(other)]);
    let council = council.expect("a market").council;
    let facts = Facts::whole_system(&council);
    let round = Round::whole_system(&facts);
    let _asked = asked();
    let mut outcome = Outcome::of(&facts, &round, Limits::default()).expect("a plan at hand");
    assert!(is_interrupted(outcome.pooling(Limits::default())));
    let files = report::files(&outcome, None, &[], false);
    assert!(files.iter().all(|(name, _)| name != "pooling.csv"));
    let page = &files.iter().find(|f| f.0 == "report.html").unwrap().1;
    assert!(page.contains("What pooling gives each authority is left out"));
    let summary = report::summary_document(&outcome, None);
    assert!(summary["interrupted"] == true && summary["pooling"].is_null());
}

#[test]
fn a_round_that_was_ended_says_so_and_gives_no_reasons_for_whom_it_did_not_reach() {
    let council = herefordshire(150, 0.5);
    let facts = Facts::whole_system(&council);
    let round = Round::whole_system(&facts);
    let files = |outcome: &Outcome| report::files(outcome, None, &[], false);
    let text = |files: &[(String, String)], name: &str| -> String {
        files.iter().find(|f| f.0 == name).unwrap().1.clone()
    };
    let _asked = asked();
    let outcome = Outcome::of(&facts, &round, Limits::default()).expect("a plan at hand");
    assert!(outcome.solution.interrupted);
    let not_reached = outcome.unplaced.iter().filter(|u| u.funnel.usable > 0);
    let ids: Vec<&str> = not_reached
        .map(|u| council.child(u.child).id.as_str())
        .collect();
    assert!(!ids.is_empty(), "the first plan reaches everybody");
    let written = files(&outcome);
    assert!(text(&written, "summary.json").contains("\"interrupted\": true"));
    let said = Summary::of(&outcome).text(outcome.label());
    assert!(said.contains("ENDED EARLY"), "{said}");
    assert!(text(&written, "certificate.json").contains("\"interrupted\": true"));
    assert!(text(&written, "report.html").contains("<strong>Ended early. </strong>"));
    for id in ids {
        let table = text(&written, "unplaced.csv");
        let row = table.lines().find(|row| row.starts_with(id)).unwrap();
        assert!(row.contains("may not have reached this child"), "{row}");
        assert!(!row.contains("to open home"), "{row}");
        assert!(!text(&written, "report.html").contains(&format!(" for {id}: ")));
    }
}

#[test]
fn a_round_that_was_not_ended_says_nothing_of_it() {
    let council = random_council(3);
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let outcome = Outcome::of(&facts, &round, Limits::default()).expect("solved");
    for (name, text) in report::files(&outcome, None, &[], false) {
        let text = text.to_lowercase();
        assert!(
            !text.contains("interrupted") && !text.contains("ended"),
            "{name}"
        );
    }
}

#[test]
fn whenever_it_is_ended_a_plan_is_certified_and_no_worse_than_the_first() {
    let council = herefordshire(250, 1.0);
    let facts = Facts::whole_system(&council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    let values = |solution: &Solution| -> Vec<i64> {
        solution.tiers.iter().map(|tier| tier.value).collect()
    };
    let limits = Limits::default();
    let first = {
        let _asked = asked();
        values(&solve(&facts, &round, &candidates, limits).expect("a plan at hand"))
    };
    let mut ended = 0;
    for milliseconds in [1, 5, 10, 20, 40, 80, 160, 320, 640] {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let _ends_early = EndsEarly::begin();
        let asking = thread::spawn(move || {
            thread::sleep(Duration::from_millis(milliseconds));
            end_early()
        });
        let solved = solve_certified(&facts, &round, &candidates, limits);
        let (solution, _) = solved.expect("certified");
        asking.join().unwrap();
        assert!(values(&solution) <= first, "after {milliseconds} ms");
        ended += usize::from(solution.interrupted);
    }
    assert!(ended > 0, "every search was over before it was ended");
}

#[cfg(unix)]
mod signals {
    use std::fs;
    use std::io::Read;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    /// Starts the program in a folder, sends it a signal once it has begun to work, and gives its status and what it said.
    fn ended_by(signal: &str, dir: &Path, words: &[&str]) -> (Option<i32>, String) {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
            .args(words)
            .current_dir(dir)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let has_begun = || {
            let mut entries = fs::read_dir(dir).unwrap();
            entries.any(|e| e.unwrap().file_name().to_string_lossy().ends_with(".part"))
        };
        while !has_begun() {
            assert_eq!(child.try_wait().unwrap(), None, "ended too soon");
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(100));
        let pid = child.id().to_string();
        let killed = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(killed.success());
        let status = child.wait().unwrap().code();
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        (status, said)
    }

    /// Whether the signal ends the command with status 130 and without a trace.
    fn leaves_nothing(signal: &str, words: &[&str]) {
        let dir = tempfile::tempdir().unwrap();
        let made = ["synth", "herefordshire", "--out", "council", "--quiet"];
        let mut synth = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("placewell"));
        synth.args(made).current_dir(dir.path()).assert().success();
        let (status, said) = ended_by(signal, dir.path(), words);
        assert_eq!(status, Some(130), "{words:?}: {said}");
        let left = fs::read_dir(dir.path()).unwrap();
        assert_eq!(left.count(), 1, "{words:?}");
    }

    #[test]
    fn a_replay_that_is_interrupted_compares_nothing() {
        leaves_nothing(
            "-INT",
            &[
                "replay",
                "council",
                "--out",
                "replay",
                "--lookahead",
                "1000",
            ],
        );
    }

    #[test]
    fn a_round_that_looks_ahead_is_not_made_with_some_of_its_prices() {
        leaves_nothing(
            "-INT",
            &["match", "council", "--out", "round", "--lookahead", "1000"],
        );
    }

    #[test]
    fn a_request_to_terminate_cleans_up_too() {
        leaves_nothing(
            "-TERM",
            &[
                "replay",
                "council",
                "--out",
                "replay",
                "--lookahead",
                "1000",
            ],
        );
    }
}
