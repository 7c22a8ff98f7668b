//! A synthetic region is a market: good folders, homes in common that agree, the same from the same seed.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use placewell::ingest::{self, Folder, Options, Severity, market};
use placewell::model::{Council, HomeIx};
use placewell::synth::{Profile, RegionOptions, region};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

fn made(authorities: usize, children: u32, seed: u64) -> Vec<Council> {
    let profiles = Profile::names().into_iter().map(Profile::embedded);
    let profiles: Vec<Profile> = profiles.map(Result::unwrap).collect();
    let options = RegionOptions {
        authorities,
        children: Some(children),
        referrals: None,
        supply: 1.0,
        seed,
    };
    region(&profiles, &options)
}

/// Writes each council, reads it again and joins all of them.
fn joined(councils: &[Council], dir: &Path) -> ingest::Reading {
    let folders = councils.iter().map(|council| {
        let path = dir.join(&council.code);
        fs::create_dir(&path).unwrap();
        for (name, text) in ingest::render(council) {
            fs::write(path.join(name), text).unwrap();
        }
        let known = placewell::duties::measures();
        let options = Options {
            known_measures: &known,
            known_targets: &placewell::kpis::targets(),
        };
        let reading = ingest::read_council(&path, &options).unwrap();
        assert_eq!(reading.warnings.count(Severity::Error), 0);
        assert_eq!(reading.council.children, council.children);
        assert_eq!(reading.council.placements, council.placements);
        Folder {
            shown: council.code.clone(),
            reading,
        }
    });
    market(folders.collect()).unwrap()
}

#[test]
fn folders_of_a_region_are_good_and_agree() {
    let councils = made(7, 1500, 1);
    let dir = tempfile::tempdir().unwrap();
    let reading = joined(&councils, dir.path());
    assert!(reading.warnings.is_empty(), "{}", reading.warnings);
    let market = reading.council;
    let placed: usize = councils.iter().map(|c| c.placements.len()).sum();
    assert_eq!(placed, 1500);
    assert_eq!(market.placements.len(), placed);
    // Each adjoining pair has homes in common, and nobody is counted twice in them.
    for (a, council) in councils.iter().enumerate() {
        for (b, other) in councils.iter().enumerate() {
            if council.adjoining.contains(&other.code) {
                let both = |ix: HomeIx| {
                    let listed = &market.home(ix).reach.listed_by;
                    [a, b]
                        .iter()
                        .all(|at| listed.iter().any(|ix| ix.at() == *at))
                };
                let shared = market.home_indices().filter(|ix| both(*ix)).count();
                assert!(shared > 10, "{} and {}: {shared}", council.name, other.name);
            }
        }
    }
    // Every folder counts the same children in a home that it shares.
    let mut there: HashMap<String, u32> = HashMap::new();
    for council in &councils {
        for ix in council
            .home_indices()
            .filter(|ix| council.home(*ix).id.starts_with('X'))
        {
            let own = council.placements.iter().filter(|p| p.home == ix).count() as u32;
            let all = own + u32::from(council.home(ix).occupied_by_others);
            let known = *there.entry(council.home(ix).id.clone()).or_insert(all);
            assert_eq!(known, all, "{}", council.home(ix).id);
        }
    }
    let rows: usize = councils.iter().map(|c| c.homes.len()).sum();
    assert!(
        market.homes.len() + 300 < rows,
        "{} of {rows}",
        market.homes.len()
    );
}

#[test]
fn the_same_seed_makes_the_same_region() {
    let (one, two, other) = (made(3, 200, 5), made(3, 200, 5), made(3, 200, 6));
    assert!(one == two && one != other);
}

#[test]
fn a_region_is_made_and_matched_by_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let placewell = || Command::new(assert_cmd::cargo::cargo_bin!("placewell"));
    let (made, out) = (dir.path().join("region"), dir.path().join("out"));
    let region = ["synth", "--region", "3", "--children", "240", "--out"];
    for _ in 0..2 {
        // A region takes the place of a region.
        let mut command = placewell();
        command.args(region).arg(&made).assert().success();
    }
    let provenance = fs::read_to_string(made.join("provenance.json")).unwrap();
    assert!(provenance.contains("\"holds\": \"region\""), "{provenance}");
    let folders = ["authority-1", "authority-2", "authority-3"].map(|name| made.join(name));
    placewell()
        .arg("match")
        .args(&folders)
        .arg("--out")
        .arg(&out)
        .assert()
        .success()
        .stdout(contains("what pooling gives each authority"))
        .stderr(contains("warning").not());
    placewell()
        .args(["synth", "lancashire", "--region", "3", "--out"])
        .arg(dir.path().join("no"))
        .assert()
        .code(2);
    placewell()
        .args(["synth", "--region", "1", "--out"])
        .arg(dir.path().join("no"))
        .assert()
        .code(2);
}
