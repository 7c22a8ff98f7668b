use placewell::candidates::{Candidates, Round};
use placewell::duties::{self, Facts};
use placewell::ingest;
use placewell::optimise::{self, Limits, Method};
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(
            std::env::var("LOG").unwrap_or("placewell=info".into()),
        ))
        .with_writer(std::io::stderr)
        .init();
    let started = Instant::now();
    let known = duties::measures();
    let options = ingest::Options {
        known_measures: &known,
        known_targets: &placewell::kpis::targets(),
    };
    let mut dirs: Vec<_> = std::fs::read_dir(&args[1])
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    dirs.sort();
    let take: usize = args.get(2).map_or(1000, |t| t.parse().unwrap());
    let folders = dirs
        .into_iter()
        .take(take)
        .map(|d| ingest::Folder {
            shown: d.display().to_string(),
            reading: ingest::read_council(&d, &options).unwrap(),
        })
        .collect();
    let reading = ingest::market(folders).unwrap();
    eprintln!("read {:.1}", started.elapsed().as_secs_f64());
    let facts = Facts::whole_system(&reading.council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    let keep: usize = std::env::var("KEEP").map_or(usize::MAX, |k| k.parse().unwrap());
    let candidates = if keep < usize::MAX {
        let mut usable = Vec::new();
        for &child in &round.to_place {
            let mut of: Vec<_> = candidates
                .of_child(child)
                .iter()
                .map(|c| {
                    let pair = facts.pair(child, c.home);
                    (
                        !pair.is_current(),
                        pair.miles_to_home()
                            .map_or(placewell::model::Miles::from_hundredths(0), |m| m),
                        *c,
                    )
                })
                .collect();
            of.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap());
            of.truncate(keep);
            of.sort_by_key(|c| c.2.home);
            usable.extend(of.into_iter().map(|c| c.2));
        }
        Candidates::of_usable(&facts, &round.to_place, usable, Vec::new())
    } else {
        candidates
    };
    let pairs: usize = round
        .to_place
        .iter()
        .map(|c| candidates.of_child(*c).len())
        .sum();
    eprintln!(
        "found {:.1} children {} pairs {} homes {} components {:?}",
        started.elapsed().as_secs_f64(),
        round.to_place.len(),
        pairs,
        facts.council.homes.len(),
        candidates
            .components
            .iter()
            .map(|c| (c.children.len(), c.homes.len()))
            .take(5)
            .collect::<Vec<_>>()
    );
    let limits = Limits {
        sweeps: std::env::var("SWEEPS").map_or(2, |s| s.parse().unwrap()),
        cell: std::env::var("CELL").map_or(1000, |s| s.parse().unwrap()),
        method: if args.get(3).map_or(true, |m| m == "prices") {
            Method::Prices
        } else {
            Method::Exact
        },
        memory: 20 << 30,
        ..Limits::default()
    };
    let solution = optimise::solve(&facts, &round, &candidates, limits).unwrap();
    eprintln!(
        "solved {:.1} unplaced {}",
        started.elapsed().as_secs_f64(),
        solution.unplaced.len()
    );
    for tier in &solution.tiers {
        eprintln!(
            "{:40} {:>12} {:>12} gap {:.6}  columns {} rows {}",
            tier.name,
            tier.value,
            tier.bound,
            tier.gap(),
            tier.columns,
            tier.rows
        );
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    eprintln!(
        "{}",
        status.lines().find(|l| l.starts_with("VmHWM")).unwrap()
    );
}
