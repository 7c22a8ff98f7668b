//! `placewell plan`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::Screen;
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::paths::refuse_over;
use crate::assess::Usable;
use crate::duties::Facts;
use crate::ingest::codes::{BAD_TOML, UNREADABLE};
use crate::ingest::position::Place;
use crate::ingest::{Problem, Problems, Severity};
use crate::model::Council;
use crate::plan::{self, Asked, Costs, Effort, PlanError, Sample, possible};
use crate::prospects::KINDS;
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
timings.json and report.html. A target out of reach is no error: the plan comes as near as can be, and says how near.

Examples:
  placewell plan my-council --target in_area=80 --target family_as_planned=95 --out enough
  placewell plan my-council --budget 5000 --costs costs.toml --out most-good"
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
    /// Do the most good for so many pounds a week above present homes at their cheapest
    #[arg(long, value_name = "POUNDS_A_WEEK", value_parser = clap::value_parser!(u32).range(0..=100_000_000))]
    budget: Option<u32>,
    /// Let indicators without a target become worse than they are
    #[arg(long)]
    targets_only: bool,
    /// How many of the next best plans are wanted
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=20))]
    alternatives: u8,
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
            .map_or_else(|| Ok(Costs::default()), read_costs)?;
        let reading = input::read(&self.dir)?;
        refuse_over(&self.out, "--out", std::slice::from_ref(&self.dir))?;
        let asked = Asked {
            targets: self.targets(&reading.council)?,
            costs,
            budget: self.budget.map(|pounds| i64::from(pounds) * 100),
            alternatives: usize::from(self.alternatives),
            hold: !self.targets_only,
            effort: Effort::default(),
        };
        let folder = Folder::begin(&self.out, Holds::Plan)?;
        // As an assessment counts it: approved places are not available places.
        let usable = Usable::of(&Facts::of(&reading.council)).council;
        let sample = Sample {
            council: &usable,
            weight: 1,
        };
        let planned = plan::plan(&[sample], &asked).map_err(failure)?;
        let told = PlanTold {
            council: &usable,
            asked: &asked,
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

    /// Targets of local policy, overridden by those of the command line, in order of name.
    fn targets(&self, council: &Council) -> Result<Vec<(String, f64)>, Failure> {
        let mut targets: BTreeMap<String, f64> = council.policy.targets.clone();
        for asked in &self.targets {
            let parts = asked.split_once('=');
            let figure = parts.and_then(|(_, figure)| figure.trim().parse::<f64>().ok());
            let (Some((name, _)), Some(figure)) = (parts, figure) else {
                return Err(Failure::Usage(format!(
                    "--target {asked} is not NAME=FIGURE: write for example --target in_area=80"
                )));
            };
            let name = name.trim();
            let known = crate::kpis::find(name).map_or(name, |kpi| kpi.card.name);
            targets.insert(known.to_owned(), figure);
        }
        if targets.is_empty() {
            return Err(Failure::Usage(format!(
                "there is no target: write some in council.toml under [policy.targets], such as in_area = 80, or give \
                 --target in_area=80; a plan can have targets for {}",
                possible().join(", ")
            )));
        }
        Ok(targets.into_iter().collect())
    }
}

/// How a plan that could not be made fails.
pub fn failure(error: PlanError) -> Failure {
    match error {
        PlanError::Unfit(why) => Failure::Usage(why.to_string()),
        other => Failure::Work(other.to_string()),
    }
}

/// Where a name that an error quotes stands in the text: a wrong name has no span of its own.
fn place_of_name(text: &str, message: &str) -> Option<usize> {
    let name = message.split('`').nth(1)?;
    let starts = |line: &&str| line.trim_start().starts_with(name);
    let line = text.lines().find(starts)?;
    Some(line.as_ptr() as usize - text.as_ptr() as usize)
}

fn read_costs(path: &Path) -> Result<Costs, Failure> {
    let problem = |code, at: Option<Place>, message: String, action: &str| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Failure::Input(Problems::one(Problem {
            code,
            severity: Severity::Error,
            file: name.to_string_lossy().into_owned(),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            value: None,
            message,
            expected: None,
            action: action.to_owned(),
        }))
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("{} cannot be read: {error}", path.display());
        problem(UNREADABLE.code, None, message, "check the path")
    })?;
    let costs: Costs = toml::from_str(&text).map_err(|error| {
        let spanned = error.span().filter(|span| span.start > 0);
        let at = spanned.map_or_else(|| place_of_name(&text, error.message()), |s| Some(s.start));
        let at = at.map(|at| Place::of_byte(&text, at));
        let action = "write a name of the list in data/plan-costs.md and a whole number, such as foster_once = 12000";
        problem(BAD_TOML.code, at, error.message().to_owned(), action)
    })?;
    let unknown = |id: &&String| KINDS.iter().all(|kind| kind.id != id.as_str());
    if let Some(id) = costs.kinds.iter().find(unknown) {
        let message = format!("no kind of home is called {id:?}");
        let action = "write ids such as foster-11-17-2-standard or home-8-17-4-specialist";
        return Err(problem(BAD_TOML.code, None, message, action));
    }
    if costs.years == 0 {
        let message = "years is 0, over which nothing can be spread".to_owned();
        return Err(problem(BAD_TOML.code, None, message, "write 1 or more"));
    }
    Ok(costs)
}
