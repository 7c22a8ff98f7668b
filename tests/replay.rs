//! Replays: hindsight is best, no week sees the next, and the commands.

#[allow(dead_code)]
mod random_council;
#[allow(dead_code)]
mod three_brothers;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jiff::Span;
use placewell::duties::Facts;
use placewell::lookahead::History;
use placewell::model::Council;
use placewell::replay::{Policy, Replay, Stage};
use random_council::random_council;
use three_brothers::{SETTINGS, the_only_home_for_three};

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
        let knows_weeks = result.policy != Policy::Hindsight;
        assert_eq!(result.played.weeks_waited.is_some(), knows_weeks);
        assert!(result.played.unplaced.is_empty(), "{:?}", result.policy);
        let all_three = result.policy == Policy::Lookahead || result.policy == Policy::Hindsight;
        let together = if all_three { 3 } else { 1 };
        assert_eq!(result.pairs_of_one_week, (together, 3));
    }
}

#[test]
fn no_week_looks_at_those_who_come_after_it() {
    let (council, _, three) = the_only_home_for_three();
    // The same without the last family.
    let mut other = council.clone();
    other
        .children
        .truncate(council.children.len() - three.len());
    other.sibling_links.retain(|l| !three.contains(&l.pair.1));
    let decided = |council: &Council| {
        let stage = Stage::of(council, 8);
        let history = History::before(&Facts::of(&stage.council), stage.first_day(7));
        let replay = Replay::of(stage, SETTINGS).expect("played");
        let online = replay
            .results
            .into_iter()
            .filter(|r| r.policy != Policy::Hindsight);
        let early = online.map(|r| {
            let blocks = r.played.blocks.into_iter();
            blocks.filter(|(week, _)| *week < 7).collect::<Vec<_>>()
        });
        (history, early.collect::<Vec<_>>())
    };
    assert_eq!(decided(&council), decided(&other));
}

/// A random council whose children came week by week.
fn week_by_week(seed: u64) -> Council {
    let mut council = random_council(seed);
    let as_at = council.as_at;
    for (i, child) in council.children.iter_mut().enumerate() {
        let weeks = i as i64 * 5 % 6;
        child.entered_care = as_at.saturating_sub(Span::new().days(7 * weeks + 1));
    }
    council
}

#[test]
fn no_way_of_making_rounds_is_better_than_hindsight() {
    let mut worse = [0; 3];
    for seed in 0..80 {
        let council = week_by_week(seed);
        let stage = Stage::of(&council, 6);
        if stage.everybody().is_empty() {
            continue;
        }
        let replay = Replay::of(stage, SETTINGS).expect("played");
        let (hindsight, online) = replay.results.split_last().expect("four policies");
        assert_eq!(hindsight.policy, Policy::Hindsight);
        for (result, worse) in online.iter().zip(&mut worse) {
            let tiers = council.policy.tiers.iter().enumerate();
            // The first tier in which they differ by more than the tier's tolerance.
            let differ = tiers
                .map(|(t, tier)| {
                    let (best, found) = (hindsight.tiers[t].value, result.tiers[t].value);
                    let near = tier.tolerance * best.unsigned_abs() as f64;
                    (t, found - best, (found - best).unsigned_abs() as f64 > near)
                })
                .find(|(.., differ)| *differ);
            if let Some((t, by, _)) = differ {
                assert!(by > 0, "seed {seed}, {:?}, tier {t}: {by}", result.policy);
                *worse += 1;
            }
        }
    }
    assert!(worse.iter().all(|n| *n > 5), "{worse:?}");
}

fn placewell() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("placewell"))
}

fn good() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good")
}

#[test]
fn bad_usage_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    for flags in [
        &["--lookahead", "5", "--whole-system"][..],
        &["--lookahead", "0"],
        &["--lookahead", "-5"],
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
    let region = dir.path().join("region");
    let mut made = placewell();
    made.args(["synth", "--region", "2", "--children", "60", "--out"]);
    made.arg(&region).assert().success();
    let mut market = placewell();
    market
        .arg("match")
        .arg(region.join("authority-1"))
        .arg(region.join("authority-2"))
        .arg("--out")
        .arg(&out);
    let refused = market.args(["--lookahead", "5"]).assert().code(2);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("give one folder"), "{said}");
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
fn a_round_without_a_history_cannot_look_ahead() {
    let dir = tempfile::tempdir().unwrap();
    let (council, out) = (dir.path().join("council"), dir.path().join("out"));
    std::fs::create_dir(&council).unwrap();
    for file in std::fs::read_dir(good()).unwrap() {
        let (name, path) = file.map(|f| (f.file_name(), f.path())).unwrap();
        let mut text = std::fs::read_to_string(path).unwrap();
        if name == "children.csv" {
            text = long_ago(&text);
        }
        std::fs::write(council.join(name), text).unwrap();
    }
    let mut ahead = placewell();
    ahead.arg("match").arg(&council).arg("--out").arg(&out);
    ahead.args(["--lookahead", "5"]).assert().code(1);
    assert!(!out.exists());
    // Without looking ahead, the same council has its round.
    let mut plain = placewell();
    plain.arg("match").arg(&council).arg("--out").arg(&out);
    plain.assert().success();
}

/// The same children, in care since long ago.
fn long_ago(text: &str) -> String {
    let mut lines = text.lines();
    let heading = lines.next().unwrap();
    let at = heading
        .split(',')
        .position(|name| name == "entered_care")
        .unwrap();
    let mut changed = format!("{heading}\n");
    for line in lines {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells[at] = "2022-01-05";
        changed.push_str(&cells.join(","));
        changed.push('\n');
    }
    changed
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
        assert_eq!(once, read(command, "8"));
    }
}
