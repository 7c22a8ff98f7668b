//! Killed and resumed, on any number of threads, in shards: the same bytes.

use std::thread;
use std::time::{Duration, Instant};

use super::{Desk, assert_same, names};

#[test]
fn a_run_that_is_killed_at_any_moment_goes_on_to_the_same_bytes() {
    let desk = Desk::of(60);
    let begun = Instant::now();
    desk.runs("whole", &[]);
    let whole = begun.elapsed();
    let expected = desk.files("whole");
    let mut unfinished = 0;
    for moment in 0..10_u32 {
        let out = format!("killed-{moment}");
        let mut child = desk.run(&out, &[]).spawn().unwrap();
        // Somewhere in each tenth of the run; where in it is as good as drawn.
        let within = begun.elapsed().subsec_nanos() % 1000;
        thread::sleep(whole * (moment * 1000 + within) / 10_000);
        child.kill().unwrap();
        child.wait().unwrap();
        unfinished += usize::from(!desk.path(&out).join("summary.csv").exists());
        desk.runs(&out, &[]);
        assert_same(&desk.files(&out), &expected, &out);
    }
    assert!(unfinished >= 3, "only {unfinished} of 10 were cut short");
}

#[test]
fn threads_and_shards_give_the_same_bytes() {
    let desk = Desk::of(60);
    desk.runs("one", &["--threads", "1"]);
    let expected = desk.files("one");
    let listed = [
        "provenance.json",
        "results/carers.parquet",
        "results/carers.parquet.crc32",
        "results/do-nothing.parquet",
        "results/do-nothing.parquet.crc32",
        "summary.csv",
    ];
    assert_eq!(names(&expected), listed);
    for threads in ["2", "4"] {
        desk.runs(threads, &["--threads", threads]);
        assert_same(&desk.files(threads), &expected, threads);
    }
    for shard in ["1/3", "2/3", "3/3"] {
        let out = format!("part-{}", &shard[..1]);
        desk.runs(&out, &["--shard", shard]);
        assert!(!desk.path(&out).join("summary.csv").exists());
    }
    let merge = |parts: &[&str]| {
        let mut command = desk.placewell();
        command.arg("merge").args(parts).args(["--out", "merged"]);
        command.output().unwrap()
    };
    let missing = merge(&["part-1", "part-3"]);
    let said = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert_eq!(missing.status.code(), Some(3));
    assert!(said.contains("2 of 6 chunks are not there"), "{said}");
    assert!(!desk.path("merged").exists());
    // A part of another run, which has every other file.
    desk.runs("other", &["--shard", "2/3", "--seed", "2"]);
    let apart = merge(&["part-1", "other", "part-3"]);
    let said = String::from_utf8_lossy(&apart.stderr).into_owned();
    assert_eq!(apart.status.code(), Some(3));
    assert!(said.contains("are not of one run"), "{said}");
    assert!(merge(&["part-1", "part-2", "part-3"]).status.success());
    assert_same(&desk.files("merged"), &expected, "merged");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_after_the_chunks_in_flight_and_says_how_to_go_on() {
    let desk = Desk::of(60);
    desk.runs("whole", &[]);
    let child = desk.run("cut", &["--threads", "1"]).spawn().unwrap();
    let chunks = desk.path("cut/chunks");
    let begun = Instant::now();
    while !chunks.exists() && begun.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(2));
    }
    let pid = child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(sent.unwrap().success());
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(130), "{said}");
    assert!(
        said.contains("give the same command again to go on"),
        "{said}"
    );
    let kept = std::fs::read_dir(chunks.join("do-nothing")).unwrap();
    let whole = kept.filter(|file| {
        let name = file.as_ref().unwrap().file_name();
        name.to_string_lossy().ends_with(".parquet")
    });
    assert!(whole.count() >= 1);
    desk.runs("cut", &[]);
    assert_same(&desk.files("cut"), &desk.files("whole"), "cut");
}
