//! Results whose bytes are not those that were written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Desk;

/// Four other bytes in the middle of a file.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 4] {
        *byte ^= 0x55;
    }
    fs::write(path, bytes).unwrap();
}

/// Exit 3, with the name of the file and what to do.
fn is_refused(command: &mut Command, name: &str) {
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(3), "{said}");
    assert!(said.contains(name) && said.contains("is damaged"), "{said}");
    assert!(
        said.contains("delete it and give the command of the run again"),
        "{said}"
    );
}

fn chunks(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = files
        .filter(|f| f.extension().is_some_and(|e| e == "parquet"))
        .collect();
    files.sort();
    files
}

#[test]
fn damaged_results_are_neither_compared_nor_gone_on_with() {
    let desk = Desk::of(40);
    desk.runs("out", &[]);
    let whole = desk.files("out");
    damage(&desk.path("out/results/carers.parquet"));
    let mut compare = desk.placewell();
    is_refused(
        compare.args(["compare", "out", "--out", "compared"]),
        "carers.parquet",
    );
    assert!(!desk.path("compared").exists());
    is_refused(&mut desk.run("out", &[]), "carers.parquet");
    let mut merge = desk.placewell();
    is_refused(
        merge.args(["merge", "out", "--out", "merged"]),
        "carers.parquet",
    );
    // As it is told: deleted, and done again to the same bytes.
    fs::remove_file(desk.path("out/results/carers.parquet")).unwrap();
    desk.runs("out", &[]);
    assert!(desk.files("out") == whole);
}

#[test]
fn a_damaged_chunk_is_not_merged_and_no_shard_goes_on_with_it() {
    let desk = Desk::of(40);
    for shard in ["1/2", "2/2"] {
        desk.runs(&format!("part-{}", &shard[..1]), &["--shard", shard]);
    }
    let chunk = chunks(&desk.path("part-2/chunks/carers")).remove(0);
    let name = chunk.file_name().unwrap().to_string_lossy().into_owned();
    damage(&chunk);
    let mut merge = desk.placewell();
    is_refused(
        merge.args(["merge", "part-1", "part-2", "--out", "all"]),
        &name,
    );
    assert!(!desk.path("all/summary.csv").exists());
    is_refused(&mut desk.run("part-2", &["--shard", "2/2"]), &name);
}
