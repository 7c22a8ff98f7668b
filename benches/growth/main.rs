//! Time and memory of whole rounds, and of the assessment of one council, against the number of children, from 300 to
//! 82,000: each run is the program on synthetic folders, from cold start to files, as a process of its own.
//!
//!     cargo bench --bench growth -- --up-to 82000 --times 5
//!
//! Rows go to `docs/growth.csv`, each as soon as it is measured in place of an older one of the same round, size and
//! method, and `docs/growth.svg` is drawn from all rows. A round that the program refuses, or that takes too long, has
//! no row. Peak memory is read from `/proc`; elsewhere it is left blank.

mod plot;
mod table;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

use clap::Parser;
use table::{Measured, ROUNDS, Table};

type Done<T> = Result<T, Box<dyn Error>>;

/// Children in placements; each size about twice the one before.
const SIZES: [u32; 9] = [
    300, 600, 1_200, 2_500, 5_000, 10_000, 20_000, 41_000, 82_000,
];

/// Children for each authority, as in England as a whole.
const AN_AUTHORITY: u32 = 547;

/// Measure rounds of growing size, and draw them
#[derive(Parser)]
struct Asked {
    /// Most children; nothing is measured without it
    #[arg(long, default_value_t = 0)]
    up_to: u32,
    /// Most children of a theoretical whole-system round; as many as of a month if it is not given
    #[arg(long)]
    whole_up_to: Option<u32>,
    /// Most children of an assessment, which is of one council
    #[arg(long, default_value_t = 0)]
    assess_up_to: u32,
    /// Least children
    #[arg(long, default_value_t = SIZES[0])]
    from: u32,
    /// Runs of each round, of which the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
    /// How rounds are solved, as `placewell match` takes it
    #[arg(long, default_value = "auto")]
    method: String,
    /// Seconds after which a run is given up
    #[arg(long, default_value_t = 3_600)]
    limit: u64,
    /// GiB that a run may take
    #[arg(long, default_value_t = 12)]
    memory: u32,
    /// Folder of `growth.csv` and `growth.svg`
    #[arg(long, default_value = "docs")]
    out: PathBuf,
    /// Draw what was measured before, and measure nothing
    #[arg(long)]
    only_draw: bool,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Done<()> {
    let asked = Asked::parse();
    let (csv, svg) = (asked.out.join("growth.csv"), asked.out.join("growth.svg"));
    if asked.up_to == 0 && !asked.only_draw {
        println!("growth: nothing is measured without --up-to CHILDREN");
        return Ok(());
    }
    let mut table = match fs::read_to_string(&csv) {
        Ok(text) => Table::read(&text)?,
        Err(_) => Table::default(),
    };
    let sizes = SIZES.iter().filter(|size| **size >= asked.from);
    for &children in sizes.filter(|size| **size <= asked.up_to && !asked.only_draw) {
        let folder = tempfile::tempdir()?;
        let folders = synthetic(folder.path(), children)?;
        for round in ROUNDS {
            let most = match round {
                "month" => asked.up_to,
                "assessment" => asked.assess_up_to,
                _ => asked.whole_up_to.unwrap_or(asked.up_to),
            };
            if children > most {
                continue;
            }
            let folders = match round {
                "assessment" => &[one_council(folder.path(), children)?][..],
                _ => &folders,
            };
            match measure(&asked, round, children, folders, folder.path())? {
                Some(measured) => {
                    println!("{measured:?}");
                    table.put(measured);
                    fs::write(&csv, table.text())?;
                }
                None => println!("{round}, {children} children: not solved"),
            }
        }
    }
    fs::write(&svg, plot::draw(&table)?)?;
    println!("{} and {}", csv.display(), svg.display());
    Ok(())
}

fn placewell() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_placewell"));
    command.arg("--quiet").stdout(Stdio::null());
    command
}

/// Folders of made-up authorities with so many children.
fn synthetic(folder: &Path, children: u32) -> Done<Vec<PathBuf>> {
    let authorities = (children / AN_AUTHORITY).max(2);
    let region = folder.join("region");
    let mut command = placewell();
    command.arg("synth").arg("--out").arg(&region);
    command.args(["--region", &authorities.to_string()]);
    command.args(["--children", &children.to_string()]);
    if !command.status()?.success() {
        return Err("no synthetic folders".into());
    }
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&region)? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// Folder of one made-up council with so many children.
fn one_council(folder: &Path, children: u32) -> Done<PathBuf> {
    let council = folder.join("council");
    let mut command = placewell();
    command.args(["synth", "herefordshire"]);
    command.arg("--out").arg(&council);
    command.args(["--children", &children.to_string()]);
    if !command.status()?.success() {
        return Err("no synthetic council".into());
    }
    Ok(council)
}

/// Runs a round several times; none if it is refused or takes too long.
fn measure(
    asked: &Asked,
    round: &str,
    children: u32,
    folders: &[PathBuf],
    folder: &Path,
) -> Done<Option<Measured>> {
    // An output folder is replaced by its like only.
    let out = folder.join(format!("out {round}"));
    let (mut seconds, mut peaks) = (Vec::new(), Vec::new());
    for _ in 0..asked.times {
        let mut command = placewell();
        let name = match round {
            "assessment" => "assess",
            _ => "match",
        };
        command.arg(name).args(folders).arg("--out").arg(&out);
        command.args(["--method", &asked.method]);
        command.args(["--max-memory", &asked.memory.to_string()]);
        if round == "whole system" {
            command.arg("--whole-system");
        }
        let started = Instant::now();
        let limit = Duration::from_secs(asked.limit);
        let Some(peak) = watch(command.spawn()?, limit)? else {
            return Ok(None);
        };
        seconds.push(started.elapsed().as_secs_f64());
        peaks.push(peak);
    }
    seconds.sort_by(f64::total_cmp);
    let summary = json(&out.join("summary.json"))?;
    let certificate = json(&out.join("certificate.json"))?;
    // An assessment has a certificate for each plan, a round one of its own.
    let plans = certificate["plans"].as_array();
    let plans = plans.map_or(std::slice::from_ref(&certificate), Vec::as_slice);
    let to_place = &summary["children_to_place"];
    let to_place = to_place
        .as_u64()
        .or_else(|| plans.first()?["children"].as_u64());
    let tiers = plans.iter().filter_map(|plan| plan["tiers"].as_array());
    let gaps = tiers.flatten().filter_map(gap);
    Ok(Some(Measured {
        round: round.to_owned(),
        children,
        to_place: to_place.unwrap_or(0),
        pairs: summary["candidate_pairs"].as_u64(),
        method: asked.method.clone(),
        runs: asked.times,
        seconds: seconds[(seconds.len() - 1) / 2],
        peak_mib: peaks.into_iter().max().flatten().map(|kib| kib / 1024),
        widest_gap: gaps.fold(0.0, f64::max),
    }))
}

/// Relative gap of a tier in a certificate.
fn gap(tier: &serde_json::Value) -> Option<f64> {
    let (value, bound) = (tier["value"].as_f64()?, tier["bound"].as_f64()?);
    Some((value - bound) / value.abs().max(1.0))
}

fn json(path: &Path) -> Done<serde_json::Value> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

/// Waits for a run's end; its peak memory in KiB where that is known. None if it failed or took too long.
fn watch(mut run: Child, limit: Duration) -> Done<Option<Option<u64>>> {
    let started = Instant::now();
    let status = format!("/proc/{}/status", run.id());
    let mut peak = None;
    loop {
        // The mark only rises, so the last one read misses at most what came after it.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let mark = mark.and_then(|kib| kib.trim().strip_suffix(" kB")?.parse().ok());
        peak = mark.or(peak);
        if let Some(ended) = run.try_wait()? {
            return Ok(ended.success().then_some(peak));
        }
        if started.elapsed() > limit {
            run.kill()?;
            run.wait()?;
            return Ok(None);
        }
        sleep(Duration::from_millis(2));
    }
}
