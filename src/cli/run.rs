//! `placewell run`.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::Screen;
use super::error::Failure;
use super::history::history_of;
use super::homes_ahead::refuse_without_children;
use super::input;
use super::paths::{inside, refuse_over};
use super::progress::Progress;
use super::run_told::{counted, told_apart, warn_of_misses};
use super::scenario_files::expanded;
use crate::forecast::simulate::Settings;
use crate::ingest::{Options, Problems};
use crate::model::Council;
use crate::report::Holds;
use crate::runner::{
    Done, Endless, Plan, Results, RunError, RunFolder, Shard, Work, baseline, combine,
    same_as_first,
};
use crate::scenario::{BASELINE, Ground, Horizon, Scenario, file};
use crate::{duties, kpis};

/// Run scenarios: children and homes, month by month, many times, each scenario with the same chance
#[derive(Args)]
#[command(
    after_help = "Everything that is finished is kept: a run that was interrupted or killed goes on when the same
command is given again, and ends with the same bytes. \"Do nothing\" always runs too.

It writes results/NAME.parquet (a row is a month of a replication, a column a measure), summary.csv (mean and
percentiles by month), provenance.json, and timings.json, the only file that may differ between two runs.

On several machines, give each its own --shard and --out, then bring the folders together with placewell merge.

Examples:
  placewell run carers.toml --council my-council --out ten-carers
  placewell run scenarios/common --council my-council --out all --replications 500
  placewell run scenarios/common --council my-council --out part-2 --shard 2/3"
)]
pub struct Run {
    /// Scenario files, or folders of them
    #[arg(value_name = "SCENARIO", required_unless_present = "attribute")]
    scenarios: Vec<PathBuf>,
    /// Council folder
    #[arg(long, value_name = "DIR")]
    council: PathBuf,
    /// Folder to write, or to go on with
    #[arg(long)]
    out: PathBuf,
    /// Month ends ahead; the most that any scenario asks for where it is left out
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=120))]
    months: Option<u16>,
    /// How many futures of each scenario; the most that any asks for where it is left out
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(file::MOST_REPLICATIONS)))]
    replications: Option<u32>,
    /// Seed of the futures; replication 7 of one scenario has the chance of replication 7 of every other
    #[arg(long)]
    seed: Option<u64>,
    /// Also run each lever of this scenario alone, and the levers up to each one, to tell what each adds
    #[arg(long, value_name = "FILE")]
    attribute: Option<PathBuf>,
    /// Threads; all of the machine where it is left out
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Do every N-th chunk alone, beginning with the I-th
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,
    /// Begin anew: replace a run that is there, the same or another
    #[arg(long)]
    replace: bool,
}

fn shard(text: &str) -> Result<Shard, String> {
    let wrong = || format!("{text} is no shard: write one such as 1/3, 2/3 or 3/3");
    let (at, of) = text.split_once('/').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<usize>().map_err(|_| wrong());
    let (at, of) = (number(at)?, number(of)?);
    if at == 0 || at > of || of > 10_000 {
        return Err(wrong());
    }
    Ok(Shard { at: at - 1, of })
}

impl Run {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let begun = Instant::now();
        refuse_over(&self.out, "--out", std::slice::from_ref(&self.council))?;
        let (measures, targets) = (duties::measures(), kpis::targets());
        let known = Options {
            known_measures: &measures,
            known_targets: &targets,
        };
        let paths = expanded(self.scenarios.iter().chain(&self.attribute))?;
        if let Some(path) = paths.iter().find(|path| inside(path, &self.out).is_some()) {
            let (path, out) = (path.display(), self.out.display());
            return Err(Failure::Usage(format!(
                "{path} is in {out}, where only results belong: name another folder with --out"
            )));
        }
        let reading = input::read(&self.council)?;
        let council = &reading.council;
        refuse_without_children(council)?;
        let (history, _) = history_of(council, &self.council)?;
        let start = history.last;
        let scenarios = self.scenarios(&paths, council, start, &known)?;
        let horizon = scenarios[0].horizon;
        let settings = Settings {
            months: usize::from(horizon.months),
            replications: horizon.replications as usize,
            seed: horizon.seed,
        };
        let plan = Plan::of(
            council,
            (start, settings),
            &scenarios,
            &reading.input_hashes,
        )
        .with_rates(history.little);
        let about = (&plan, Holds::Run.code());
        let folder = RunFolder::begin(&self.out, about, self.replace, &Endless)?;
        let stop = stop_on_interrupt();
        let progress = Progress::of(std::io::stderr().is_terminal() && !screen.quiet);
        let work = Work {
            council,
            history: &history,
            plan: &plan,
            scenarios: &scenarios,
            folder: &folder,
            shard: self.shard.unwrap_or(Shard::WHOLE),
            disk: &Endless,
            stop: &stop,
            watch: &progress,
        };
        let done = self.on_threads(|| work.run())?;
        progress.ends();
        let done = done?;
        let found = self.finish((&plan, &scenarios), folder, (&done, begun))?;
        let told = self.told(&plan, &done, found.is_some());
        if let Some(pooled) = plan.pooled() {
            screen.note(&format!("{pooled}\n"))?;
        }
        screen.note(&found.unwrap_or_default())?;
        screen.note(&format!(
            "{told} in {:.1} s\n",
            begun.elapsed().as_secs_f64()
        ))
    }

    fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
        let Some(threads) = self.threads else {
            return Ok(work());
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        let pool = pool.build();
        let pool = pool.map_err(|e| Failure::work("cannot start threads", &e))?;
        Ok(pool.install(work))
    }

    /// The scenarios with the variants of their sweeps, the one that changes nothing first; every problem of every file at
    /// once.
    fn scenarios(
        &self,
        paths: &[PathBuf],
        council: &Council,
        start: crate::model::Date,
        known: &Options,
    ) -> Result<Vec<Scenario>, Failure> {
        let (mut written, mut problems) = (Vec::new(), Problems::default());
        for path in paths {
            match file::read(path, known) {
                Ok(scenario) => {
                    problems.append(scenario.against(council, start, known));
                    written.push((path, scenario));
                }
                Err(wrong) => problems.append(wrong),
            }
        }
        if problems.has_errors() {
            return Err(Failure::Input(problems));
        }
        let horizon = self.horizon(&written)?;
        let ground = Ground::new(council, start);
        let warnings = written.iter();
        for warned in warnings.map(|(_, scenario)| scenario.idle(Some(&ground), horizon.months)) {
            if !warned.is_empty() {
                tracing::warn!("\n{}", warned.render());
            }
        }
        let mut scenarios = vec![baseline()];
        for (path, mut scenario) in written {
            scenario.horizon = horizon;
            let is_nothing = scenario.levers.iter().all(|l| l.lever.id == "nothing");
            if scenario.name == BASELINE && is_nothing {
                scenarios[0] = scenario;
                continue;
            }
            let parts = if self.attribute.as_ref() == Some(path) {
                told_apart(&scenario)
            } else {
                Vec::new()
            };
            scenarios.extend(scenario.variants());
            scenarios.extend(parts);
        }
        scenarios[0].horizon = horizon;
        let mut names: Vec<String> = scenarios.iter().map(|s| s.name.to_lowercase()).collect();
        names.sort();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Failure::Usage(format!(
                "two scenarios are called {}: give one of them another name",
                twice[0]
            )));
        }
        Ok(scenarios)
    }

    /// Months, replications and seed: what is asked for, or the most that any file says, since scenarios are compared over
    /// the same futures.
    fn horizon(&self, written: &[(&PathBuf, Scenario)]) -> Result<Horizon, Failure> {
        let all = || written.iter().map(|(_, scenario)| scenario.horizon);
        let usual = Horizon::default();
        let seed = all().next().map_or(usual.seed, |horizon| horizon.seed);
        let differs = written.iter().find(|(_, s)| s.horizon.seed != seed);
        if let Some((path, _)) = differs.filter(|_| self.seed.is_none()) {
            return Err(Failure::Usage(format!(
                "{} has another seed than {}, and scenarios can only be compared with the same: give --seed",
                path.display(),
                written[0].0.display()
            )));
        }
        let (months, replications) = (
            all().map(|h| h.months).max(),
            all().map(|h| h.replications).max(),
        );
        Ok(Horizon {
            months: self.months.or(months).unwrap_or(usual.months),
            replications: self
                .replications
                .or(replications)
                .unwrap_or(usual.replications),
            seed: self.seed.unwrap_or(seed),
        })
    }

    /// Combines what is all there; gives back what levers were solved to, and `None` where it is not all there.
    fn finish(
        &self,
        (plan, scenarios): (&Plan, &[Scenario]),
        folder: RunFolder,
        (done, begun): (&Done, Instant),
    ) -> Result<Option<String>, Failure> {
        let combined = match combine(plan, &folder, &Endless) {
            Ok(()) => true,
            Err(RunError::Missing { .. }) if self.shard.is_some_and(|s| s.of > 1) => false,
            Err(why) => return Err(why.into()),
        };
        let seconds = |time: &std::time::Duration| (time.as_secs_f64() * 1e3).round() / 1e3;
        let spent: serde_json::Map<_, _> = (done.spent.iter())
            .map(|(name, time)| (name.clone(), json!(seconds(time))))
            .collect();
        let timings = json!({
            "seconds": seconds(&begun.elapsed()),
            "preparing_seconds": seconds(&done.preparing),
            "thread_seconds": spent,
            "chunks": { "before": done.before, "now": done.now },
            "threads": self.threads.map_or_else(rayon::current_num_threads, usize::from),
        });
        let path = folder.path().join("timings.json");
        std::fs::write(&path, format!("{timings:#}\n"))
            .map_err(|why| RunError::write(&path, why))?;
        if combined {
            for name in same_as_first(plan, &folder)? {
                tracing::warn!(
                    "{name} came to the same as {} in every future: it changes nothing that is simulated",
                    plan.scenarios[0].name
                );
            }
            let mut told = String::new();
            for scenario in scenarios {
                let found = Results::of(&folder, &scenario.name).found()?;
                warn_of_misses(scenario, &found);
                let lines = found
                    .iter()
                    .map(|found| format!("{}: {}\n", scenario.name, found.sentence()));
                told.extend(lines);
            }
            folder.finish()?;
            Ok(Some(told))
        } else {
            folder.leave();
            Ok(None)
        }
    }

    fn told(&self, plan: &Plan, done: &Done, is_whole: bool) -> String {
        let (out, scenarios) = (self.out.display(), plan.scenarios.len());
        let Settings {
            months,
            replications,
            ..
        } = plan.settings;
        if is_whole {
            return format!(
                "{}, {} of {} each: {}\n\
                 Next: placewell compare {out} --out {out}-compared\nDone",
                counted(scenarios, "scenario"),
                counted(replications, "replication"),
                counted(months, "month"),
                self.out.join("summary.csv").display()
            );
        }
        format!(
            "{} of {} chunks are in {out}. When every shard is done: placewell merge FOLDERS --out ALL\nDone",
            done.before + done.now,
            plan.chunks()
        )
    }
}

/// The first interrupt ends the run after the chunks in flight, a second one at once; both leave whole files alone.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    let handler = move || {
        if asked.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        let note = "interrupted: ending after the chunks in flight; once more to end at once\n";
        let _ = std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes());
    };
    if ctrlc::set_handler(handler).is_err() {
        tracing::warn!("an interrupt ends at once; what is finished is kept all the same");
    }
    stop
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Interrupted { .. } => Self::Interrupted(error.to_string()),
            _ if error.is_of_input() => Self::Unfit(error.to_string()),
            _ => Self::Work(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_one_of_so_many() {
        assert_eq!(shard("2/3"), Ok(Shard { at: 1, of: 3 }));
        for wrong in ["0/3", "4/3", "3", "a/b", "1/0", "-1/3"] {
            assert!(shard(wrong).is_err(), "{wrong}");
        }
    }
}
