//! Rounds that look ahead: what they keep, what they never do, and that they repeat.

#[allow(dead_code)]
mod random_council;

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use jiff::civil::{Date, date};
use placewell::candidates::{Candidates, Round};
use placewell::certify::{self, Fault};
use placewell::duties::Facts;
use placewell::lookahead::{Ahead, History, Settings, changes, first_charged, reason, today};
use placewell::model::{
    Child, ChildIx, Council, Home, HomeIx, HomeKind, HomeStatus, Location, Placement,
    PlacementType, PoundsPerWeek, Sector, Sex, SiblingLink, SiblingPlan,
};
use placewell::optimise::{self, Limits, solve_certified};
use placewell::replay::{Policy, Replay, Stage};
use random_council::random_council;

const SETTINGS: Settings = Settings {
    futures: 12,
    weeks: 4,
    seed: 1,
};

fn child(council: &mut Council, entered: Date, east: u32) -> ChildIx {
    let ix = ChildIx(council.children.len() as u32);
    let born = date(2017, 6, 1);
    let mut child = Child::new(&format!("C{}", ix.0), born, Sex::Male, entered);
    child.home = Location::new(east, 240_000);
    council.children.push(child);
    ix
}

fn brothers(council: &mut Council, entered: Date, east: u32) -> Vec<ChildIx> {
    let three: Vec<ChildIx> = (0..3).map(|_| child(council, entered, east)).collect();
    for pair in [(0, 1), (0, 2), (1, 2)] {
        council.sibling_links.push(SiblingLink {
            pair: (three[pair.0], three[pair.1]),
            plan: SiblingPlan::Together,
            reason: None,
        });
    }
    three
}

fn home(council: &mut Council, places: u8, east: u32, status: HomeStatus) -> HomeIx {
    let ix = HomeIx(council.homes.len() as u32);
    let id = format!("H{}", ix.0);
    let mut home = Home::new(&id, HomeKind::Foster, Sector::Own, "E06000019").with_places(places);
    home.location = Location::new(east, 240_000);
    home.weekly_cost = PoundsPerWeek::whole(500);
    home.status = status;
    council.homes.push(home);
    ix
}

/// A single child comes on 20 March and three brothers a week later. One home has three places; the others, further
/// away, have one each. In the year before, brothers came by three, and live where nothing is free.
fn the_only_home_for_three() -> (Council, ChildIx, Vec<ChildIx>) {
    let mut council = Council::new("By hand", "E06000019", date(2026, 3, 31));
    for week in 0..40 {
        let entered = date(2025, 5, 1).saturating_add(jiff::Span::new().days(week * 7));
        let settled = brothers(&mut council, entered, 350_000);
        let full = home(&mut council, 3, 351_000, HomeStatus::Full);
        for child in settled {
            council.placements.push(Placement {
                child,
                home: full,
                start: entered,
                purpose: PlacementType::Short,
                planned_end: None,
            });
        }
    }
    let single = child(&mut council, date(2026, 3, 20), 350_000);
    let three = brothers(&mut council, date(2026, 3, 27), 350_000);
    home(&mut council, 3, 352_000, HomeStatus::Available);
    for east in [356_000, 358_000, 360_000, 362_000] {
        home(&mut council, 1, east, HomeStatus::Available);
    }
    (council, single, three)
}

/// The month's round of a council with prices.
fn look(council: &Council) -> (Facts<'_>, Ahead) {
    let facts = Facts::of(council);
    let round = Round::of_month(&facts);
    let tomorrow = council.as_at.saturating_add(jiff::Span::new().days(1));
    let history = History::before(&facts, tomorrow);
    let ahead = Ahead::of(&facts, round, history, SETTINGS, Limits::default()).expect("solved");
    (facts, ahead)
}

#[test]
fn the_only_home_for_three_is_kept_for_three() {
    let (council, single, three) = the_only_home_for_three();
    let stage = Stage::of(&council, 2);
    assert_eq!(stage.weeks, [vec![single], three.clone()]);
    let replay = Replay::of(stage, SETTINGS).expect("played");
    let siblings = 3;
    let gains = replay.results.iter().map(|r| r.tiers[siblings].gain);
    // Greedily and week by week two brothers stay together, at best; looking ahead, all three do.
    assert_eq!(gains.collect::<Vec<_>>(), [1, 1, 3, 3]);
    for result in &replay.results {
        assert!(result.played.unplaced.is_empty(), "{:?}", result.policy);
        let all_three = result.policy == Policy::Lookahead || result.policy == Policy::Hindsight;
        let together = if all_three { 3 } else { 1 };
        assert_eq!(result.pairs_of_one_week, (together, 3));
    }
}

#[test]
fn a_round_says_for_whom_it_keeps_the_place_and_what_it_costs() {
    let (mut council, single, three) = the_only_home_for_three();
    // The brothers have not come yet.
    for child in three {
        council.children[child.at()].entered_care = date(2025, 12, 1);
        let elsewhere = home(&mut council, 1, 351_000, HomeStatus::Full);
        council.placements.push(Placement {
            child,
            home: elsewhere,
            start: date(2025, 12, 1),
            purpose: PlacementType::Short,
            planned_end: None,
        });
    }
    let (facts, ahead) = look(&council);
    let candidates = Candidates::find(&facts, &ahead.round);
    let (with, _) = solve_certified(&facts, &ahead.round, &candidates, Limits::default())
        .expect("solved and certified");
    let changed = changes(&facts, &ahead, &with);
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].child, single);
    assert_eq!(
        reason(&council.policy.tiers, changed[0].kept),
        "one place more kept for brothers and sisters"
    );
    let near = 6;
    assert!(changed[0].today[near] > 0 && changed[0].today[..near].iter().all(|v| *v == 0));
    let with = today(&ahead.round, &with);
    let without = today(&ahead.plain, &ahead.without);
    assert_eq!(with[near] - without[near], changed[0].today[near]);
}

#[test]
fn a_place_is_worth_what_one_fewer_would_lose() {
    let mut council = Council::new("Price", "E06000019", date(2026, 3, 31));
    let three = brothers(&mut council, date(2026, 3, 30), 350_000);
    home(&mut council, 3, 352_000, HomeStatus::Available);
    for east in [356_000, 358_000, 360_000] {
        home(&mut council, 1, east, HomeStatus::Available);
    }
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let tiers = &council.policy.tiers;
    let part = &candidates.components[0];
    let problem = optimise::build(&facts, &round, &candidates, part, tiers);
    let prices = optimise::place_prices(&problem, tiers, &|_| false).expect("relaxed");
    // One place more would be worth nothing; the three places hold three pairs together, one pair a place.
    let siblings: Vec<f64> = prices[3]
        .iter()
        .map(|p| *p as f64 / certify::ONE as f64)
        .collect();
    assert!((siblings[0] - 1.0).abs() < 1e-6, "{siblings:?}");
    assert!(siblings[1..].iter().all(|p| *p == 0.0), "{siblings:?}");
    let aside = optimise::place_prices(&problem, tiers, &|c| three.contains(&c)).expect("relaxed");
    assert!(aside.iter().flatten().all(|price| *price == 0));
}

#[test]
fn nobody_is_left_without_an_option_because_of_a_child_who_may_come() {
    let (mut charged, mut differ) = (0, 0);
    for seed in 0..250 {
        let council = random_council(seed);
        let (facts, ahead) = look(&council);
        let candidates = Candidates::find(&facts, &ahead.round);
        let (with, _) = solve_certified(&facts, &ahead.round, &candidates, Limits::default())
            .unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        let placed: BTreeSet<ChildIx> = with.proposals.iter().map(|p| p.child).collect();
        for proposal in &ahead.without.proposals {
            assert!(placed.contains(&proposal.child), "seed {seed}");
        }
        let protected = first_charged(&council.policy.tiers);
        let (with_prices, without) = (
            today(&ahead.round, &with),
            today(&ahead.plain, &ahead.without),
        );
        assert_eq!(
            with_prices[..protected],
            without[..protected],
            "seed {seed}"
        );
        charged += usize::from(!ahead.is_free());
        differ += usize::from(!changes(&facts, &ahead, &with).is_empty());
    }
    assert!(charged > 100, "only {charged} councils have prices");
    assert!(differ > 10, "only {differ} rounds differ");
}

#[test]
fn the_checker_counts_the_charges_itself() {
    let (council, ..) = the_only_home_for_three();
    let (facts, ahead) = look(&council);
    assert!(!ahead.is_free());
    let candidates = Candidates::find(&facts, &ahead.round);
    let solution = optimise::solve(&facts, &ahead.round, &candidates, Limits::default());
    let solution = solution.expect("solved");
    let claim = solution.claim();
    certify::check(&facts, &ahead.round, &claim, &solution.proposals).expect("true");
    let other = certify::check(&facts, &ahead.plain, &claim, &solution.proposals);
    assert!(matches!(other, Err(Fault::Value { .. })), "{other:?}");
}

#[test]
fn the_same_prices_and_plans_come_from_any_number_of_threads() {
    let (council, ..) = the_only_home_for_three();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().expect("threads").install(|| {
            let (_, ahead) = look(&council);
            let replay = Replay::of(Stage::of(&council, 8), SETTINGS).expect("played");
            (ahead.round, replay.results)
        })
    };
    let one = run(1);
    for threads in [2, 4] {
        assert_eq!(run(threads), one, "{threads} threads");
    }
}

#[test]
fn no_week_looks_at_those_who_come_after_it() {
    let (council, ..) = the_only_home_for_three();
    // The last family is another: what was decided in earlier weeks stays.
    let mut other = council.clone();
    for child in other.children.iter_mut().rev().take(3) {
        child.home = Location::new(330_000, 240_000);
    }
    let decided = |council: &Council| {
        let replay = Replay::of(Stage::of(council, 8), SETTINGS).expect("played");
        let online = replay
            .results
            .into_iter()
            .filter(|r| r.policy != Policy::Hindsight);
        let early = online.map(|r| {
            let blocks = r.played.blocks.into_iter();
            blocks.filter(|(week, _)| *week < 7).collect::<Vec<_>>()
        });
        early.collect::<Vec<_>>()
    };
    assert_eq!(decided(&council), decided(&other));
}

fn placewell() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
}

fn good() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good")
}

#[test]
fn bad_usage_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    for flags in [
        &["--lookahead", "5", "--whole-system"][..],
        &["--lookahead", "0"],
        &["--lookahead", "many"],
        &["--seed", "3"],
        &["--horizon", "9"],
        &["--lookahead", "5", "--horizon", "0"],
    ] {
        let mut command = placewell();
        command
            .arg("match")
            .arg(good())
            .arg("--out")
            .arg(&out)
            .args(flags);
        command.assert().code(2);
    }
    for flags in [
        &["--weeks", "0"][..],
        &["--lookahead", "0"],
        &["--seed", "-1"],
    ] {
        let mut command = placewell();
        command
            .arg("replay")
            .arg(good())
            .arg("--out")
            .arg(&out)
            .args(flags);
        command.assert().code(2);
    }
    placewell().arg("replay").arg(good()).assert().code(2);
    let mut over = placewell();
    over.arg("replay").arg(good()).arg("--out").arg(good());
    over.assert().code(2);
    assert!(!out.exists());
}

#[test]
fn bad_input_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let mut none = placewell();
    none.arg("replay")
        .arg(dir.path().join("nowhere"))
        .arg("--out")
        .arg(&out);
    none.assert().code(3);
    // A council into which nobody came in the last week.
    let council = dir.path().join("council");
    let mut made = placewell();
    made.args([
        "synth",
        "herefordshire",
        "--children",
        "20",
        "--referrals",
        "0",
        "--out",
    ]);
    made.arg(&council).assert().success();
    let mut quiet = placewell();
    quiet
        .arg("replay")
        .arg(&council)
        .args(["--weeks", "1", "--out"])
        .arg(&out);
    quiet.assert().code(1);
    assert!(!out.exists());
}

#[test]
fn a_replay_and_a_round_that_looks_ahead_write_the_same_bytes_twice() {
    let dir = tempfile::tempdir().unwrap();
    let council = dir.path().join("council");
    let mut made = placewell();
    made.args(["synth", "herefordshire", "--children", "60", "--out"])
        .arg(&council);
    made.assert().success();
    let read = |command: &str, threads: &str| {
        let out = dir.path().join(format!("{command}-{threads}"));
        let mut run = placewell();
        run.env("RAYON_NUM_THREADS", threads);
        run.arg(command).arg(&council).arg("--out").arg(&out);
        run.args(["--lookahead", "5", "--seed", "7"])
            .assert()
            .success();
        let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(out)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|e| {
                (
                    e.file_name().into_string().unwrap(),
                    std::fs::read(e.path()).unwrap(),
                )
            })
            .filter(|(name, _)| name != "timings.json")
            .collect();
        files.sort();
        files
    };
    for (command, names) in [("match", 7), ("replay", 5)] {
        let once = read(command, "1");
        assert_eq!(once.len(), names);
        assert_eq!(once, read(command, "2"));
        assert_eq!(once, read(command, "4"));
    }
}
