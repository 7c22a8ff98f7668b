//! Linear assignment instances with known optima, read as a council folder whose `assessments.csv` holds a
//! practitioner's score for every pair, nothing else counting.
//!
//! A generated instance runs always. Where `PLACEWELL_ASSIGNMENT` names a folder with the OR-Library files
//! (`assign100.txt` and so on, and `optima.csv`), they must reach the published optima.

use std::fs;
use std::path::Path;

use jiff::civil::date;
use placewell::candidates::{Candidates, Round};
use placewell::duties::{self, Facts};
use placewell::ingest;
use placewell::model::{
    Assessment, Child, ChildIx, Council, Home, HomeIx, HomeKind, Sector, Sex, Tier,
};
use placewell::optimise::{self, Limits};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

/// Children to homes at these costs of 0 to 100: the score is what is left of 100.
fn as_council(costs: &[Vec<u8>]) -> Council {
    let mut council = Council::new("Assignment", "E06000019", date(2026, 3, 31));
    council.vintage = "made for a test".to_owned();
    council.policy.tiers = vec![
        Tier::exact("placed", &[("D21", 1)]),
        Tier::exact("score", &[("D33", 1)]),
    ];
    for (i, row) in costs.iter().enumerate() {
        let id = i + 1;
        let born = date(2016, 1, 1);
        council.children.push(Child::new(
            &format!("C{id}"),
            born,
            Sex::Unknown,
            date(2026, 1, 1),
        ));
        let home = Home::new(
            &format!("H{id}"),
            HomeKind::Foster,
            Sector::Own,
            "E06000019",
        );
        council.homes.push(home);
        for (j, cost) in row.iter().enumerate() {
            council.assessments.push(Assessment {
                child: ChildIx(i as u32),
                home: HomeIx(j as u32),
                suitable: true,
                score: Some(100 - cost),
            });
        }
    }
    council
}

/// Writes the folder, reads it back and solves it: the cost of the best assignment.
fn best_cost(costs: &[Vec<u8>]) -> i64 {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in ingest::render(&as_council(costs)) {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let known = duties::measures();
    let options = ingest::Options {
        known_measures: &known,
        known_targets: &placewell::kpis::targets(),
    };
    let reading = ingest::read_council(folder.path(), &options).unwrap_or_else(|e| panic!("{e}"));
    let facts = Facts::of(&reading.council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let (solution, certificate) =
        optimise::solve_certified(&facts, &round, &candidates, Limits::default()).expect("solved");
    assert_eq!(solution.tiers[0].value, 0, "everybody is placed");
    assert_eq!(certificate.tiers[1].bound, certificate.tiers[1].value);
    certificate.tiers[1].value
}

/// The Hungarian method with potentials, O(n³), independent of the optimiser.
fn hungarian(costs: &[Vec<u8>]) -> i64 {
    let n = costs.len();
    let (mut u, mut v) = (vec![0_i64; n + 1], vec![0_i64; n + 1]);
    let (mut row_of, mut way) = (vec![0; n + 1], vec![0; n + 1]);
    for i in 1..=n {
        row_of[0] = i;
        let mut column = 0;
        let (mut least, mut used) = (vec![i64::MAX; n + 1], vec![false; n + 1]);
        loop {
            used[column] = true;
            let (row, mut delta, mut next) = (row_of[column], i64::MAX, 0);
            for j in (1..=n).filter(|j| !used[*j]).collect::<Vec<_>>() {
                let cost = i64::from(costs[row - 1][j - 1]) - u[row] - v[j];
                if cost < least[j] {
                    (least[j], way[j]) = (cost, column);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else if least[j] < i64::MAX {
                    least[j] -= delta;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=n)
        .map(|j| i64::from(costs[row_of[j] - 1][j - 1]))
        .sum()
}

#[test]
fn generated_instances_reach_the_hungarian_optimum() {
    for (seed, n) in [(1, 20), (2, 60), (3, 100)] {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let costs: Vec<Vec<u8>> = (0..n)
            .map(|_| (0..n).map(|_| rng.random_range(1..=100)).collect())
            .collect();
        assert_eq!(best_cost(&costs), hungarian(&costs), "{n} by {n}");
    }
}

#[test]
fn published_instances_reach_the_published_optima() {
    let Some(folder) = std::env::var_os("PLACEWELL_ASSIGNMENT") else {
        return;
    };
    let folder = Path::new(&folder);
    let optima = fs::read_to_string(folder.join("optima.csv")).expect("optima.csv");
    let mut checked = 0;
    for line in optima.lines().skip(1) {
        let mut fields = line.split(',');
        let (name, optimum) = (fields.next(), fields.next_back());
        let (name, optimum) = (name.expect("a name"), optimum.expect("an optimum"));
        let file = folder.join(format!("{}.txt", name.trim_end_matches(".txt")));
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let mut numbers = text
            .split_whitespace()
            .map(|n| n.parse::<usize>().expect("a number"));
        let n = numbers.next().expect("a size");
        let costs: Vec<Vec<u8>> = (0..n)
            .map(|_| {
                (0..n)
                    .map(|_| numbers.next().expect("a cost") as u8)
                    .collect()
            })
            .collect();
        assert_eq!(
            best_cost(&costs),
            optimum.trim().parse::<i64>().expect("an optimum"),
            "{name}"
        );
        checked += 1;
    }
    assert!(checked > 0, "no instance found in {}", folder.display());
}
