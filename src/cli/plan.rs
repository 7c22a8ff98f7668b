//! `placewell plan`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::Screen;
use super::costs;
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::paths::refuse_over;
use super::plan_ahead::{Ahead, What};
use super::progress::Solves;
use crate::assess::Usable;
use crate::duties::Facts;
use crate::ingest::nearest::nearest;
use crate::model::Council;
use crate::plan::{self, Asked, Costs, Effort, PlanError, Sample, Unfit, possible, unfit};
use crate::report::{
    A_PERSON_DECIDES, Holds, PlanTold, plan_files, plan_json, plan_page, plan_text,
};

/// Find the cheapest homes to recruit, open and convert that reach the targets
///
/// Everybody is free on paper: the plan says what provision would be enough, and no settled child is to move because of
/// it. It is labelled theoretical.
#[derive(Args)]
#[command(
    after_help = "Targets stand in council.toml under [policy.targets], such as in_area = 80, and --target overrides them.
Costs are assumptions until a file of your own gives them, such as foster_once = 12000 (see data/plan-costs.md).
Writes plan.csv, alternatives.csv, targets.csv, placements.csv, summary.json, certificate.json, provenance.json,
timings.json and report.html; with --futures, which reads episodes.csv as forecast does, futures.csv and risk.csv instead
of alternatives.csv, targets.csv and placements.csv. A target out of reach is no error: the plan comes as near as can be, and says how near.

Examples:
  placewell plan my-council --target in_area=80 --target family_as_planned=95 --out enough
  placewell plan my-council --budget 5000 --costs costs.toml --out most-good
  placewell plan my-council --futures 20 --month 24 --confidence 80 --out enough-in-two-years"
)]
pub struct Plan {
    /// Council folder
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Target of an indicator in its unit; repeat it for several
    #[arg(long = "target", value_name = "NAME=FIGURE")]
    targets: Vec<String>,
    /// Costs, lead times and limits of your own (TOML)
    #[arg(long, value_name = "FILE")]
    costs: Option<PathBuf>,
    /// Do the most good for so many pounds a week above what it costs with nothing bought
    #[arg(long, value_name = "POUNDS_A_WEEK", conflicts_with = "futures", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(0..=100_000_000))]
    budget: Option<u32>,
    /// Let indicators become worse than they are today, as long as the targets are reached
    #[arg(long)]
    targets_only: bool,
    /// How many of the next best plans are wanted
    #[arg(long, value_name = "N", default_value_t = 3, conflicts_with = "futures", allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(0..=20))]
    alternatives: u8,
    #[command(flatten)]
    ahead: Ahead,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

impl Plan {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let started = Instant::now();
        let costs = self
            .costs
            .as_deref()
            .map_or_else(|| Ok(Costs::default()), costs::read)?;
        let reading = input::read(&self.dir)?;
        refuse_over(&self.out, "--out", std::slice::from_ref(&self.dir))?;
        let targets = self.targets(&reading.council)?;
        let asked = Asked {
            targets: targets.asked,
            costs,
            budget: self.budget.map(|pounds| i64::from(pounds) * 100),
            alternatives: usize::from(self.alternatives),
            hold: !self.targets_only,
            effort: Effort::default(),
        };
        if self.ahead.is_asked() {
            let what = What {
                reading: &reading,
                dir: &self.dir,
                out: &self.out,
                asked,
                left_out: &targets.left_out,
            };
            return self.ahead.run(what, (started, self.json), screen);
        }
        let folder = Folder::begin(&self.out, Holds::Plan)?;
        // As an assessment counts it: approved places are not available places.
        let usable = Usable::of(&Facts::of(&reading.council)).council;
        let sample = Sample {
            council: &usable,
            weight: 1,
        };
        let planned = {
            let line = Solves::begin("plans", screen);
            plan::plan_watched(&[sample], &asked, &line).map_err(failure)?
        };
        let told = PlanTold {
            council: &usable,
            asked: &asked,
            left_out: &targets.left_out,
            planned: &planned,
        };
        for (name, text) in plan_files(&told, &reading.input_hashes) {
            folder.write(name, &text)?;
        }
        folder.write("report.html", &plan_page(&told))?;
        let seconds = started.elapsed().as_secs_f64();
        let timings = json!({ "seconds": { "all": seconds } });
        folder.write("timings.json", &format!("{timings:#}\n"))?;
        folder.finish()?;
        if self.json {
            return screen.result(&format!("{:#}\n", plan_json(&told)));
        }
        screen.note(&plan_text(&told))?;
        screen.note(&format!(
            "{A_PERSON_DECIDES}\nWritten in {seconds:.1} s: {}\n",
            self.out.join("report.html").display()
        ))
    }

    /// Targets of local policy, overridden by those of the command line, in order of name; and those of local policy that
    /// no plan can have, of which an assessment speaks.
    fn targets(&self, council: &Council) -> Result<Targets, Failure> {
        let mut targets = BTreeMap::new();
        let mut left_out = Vec::new();
        for (name, figure) in &council.policy.targets {
            match unfit(name) {
                None => {
                    targets.insert(name.clone(), *figure);
                }
                Some(why) => left_out.push(why),
            }
        }
        targets.extend(asked_targets(&self.targets)?);
        if targets.is_empty() {
            let mut message =
                "there is no target: write some in council.toml under [policy.targets], such as \
                in_area = 80, or give --target in_area=80; "
                    .to_owned();
            match left_out.first() {
                Some(why) => message.push_str(&why.to_string()),
                None => message.push_str(&format!(
                    "a plan can have targets for {}",
                    possible().join(", ")
                )),
            }
            return Err(Failure::Usage(message));
        }
        Ok(Targets {
            asked: targets.into_iter().collect(),
            left_out,
        })
    }
}

/// Targets by name of the indicator, and why others are left out.
struct Targets {
    asked: Vec<(String, f64)>,
    left_out: Vec<Unfit>,
}

/// Targets of the command line by name of the indicator.
fn asked_targets(asked: &[String]) -> Result<BTreeMap<String, f64>, Failure> {
    let mut said: BTreeMap<String, (f64, &str)> = BTreeMap::new();
    for text in asked {
        let parts = text.split_once('=');
        let figure = parts.and_then(|(_, figure)| figure.trim().parse::<f64>().ok());
        let (Some((name, _)), Some(figure)) = (parts, figure) else {
            return Err(Failure::Usage(format!(
                "--target {text} is not NAME=FIGURE: write for example --target in_area=80"
            )));
        };
        let name = name.trim();
        let known = crate::kpis::find(name).map_or(name, |kpi| kpi.card.name);
        if let Some(near) = nearest(name, possible()).filter(|_| crate::kpis::find(name).is_none())
        {
            return Err(Failure::Usage(format!(
                "--target {text}: no indicator is called {name:?}; did you mean {near}?"
            )));
        }
        if let Some((_, before)) = said.insert(known.to_owned(), (figure, text)) {
            return Err(Failure::Usage(format!(
                "--target {before} and --target {text} are two targets for {known}: give one"
            )));
        }
    }
    let of_name = said.into_iter().map(|(name, (figure, _))| (name, figure));
    Ok(of_name.collect())
}

/// How a plan that could not be made fails.
pub fn failure(error: PlanError) -> Failure {
    match error {
        PlanError::Unfit(why) => Failure::Usage(why.to_string()),
        other => Failure::Work(other.to_string()),
    }
}
