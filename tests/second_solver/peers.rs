//! The Python peers of `benches/peers` on a few of the same models.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Exported, exported, long_ids, random_council};

const PEERS: [&str; 4] = ["highs", "cp-sat", "cbc", "scip"];

#[test]
fn the_peers_read_and_solve_the_models() {
    let Some(environment) = std::env::var_os("PLACEWELL_PEERS") else {
        return;
    };
    let python = Path::new(&environment).join("bin/python");
    assert!(python.is_file(), "no Python at {}", python.display());
    let mut tiers: Vec<Exported> = exported(&long_ids(), false);
    tiers.extend(exported(&random_council(3), false));
    tiers.extend(exported(&random_council(5001), true));
    for tier in &tiers {
        for peer in PEERS {
            let found = solve(&python, peer, tier);
            assert_eq!(found["status"], "optimal", "{peer}, {}: {found}", tier.name);
            assert_eq!(
                found["value"], tier.objective,
                "{peer}, {}: {found}",
                tier.name
            );
        }
    }
}

fn solve(python: &Path, peer: &str, tier: &Exported) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join(&tier.name);
    fs::write(&model, &tier.text).expect("written");
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/peers/solve.py");
    let ran = Command::new(python)
        .arg(script)
        .arg(peer)
        .arg(&model)
        .output()
        .expect("Python runs");
    let text = String::from_utf8_lossy(&ran.stdout);
    // Some solvers say their name first.
    let last = text.lines().last().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|e| {
        let said = String::from_utf8_lossy(&ran.stderr);
        panic!("{peer}, {}: {e}\n{text}\n{said}", tier.name)
    })
}
