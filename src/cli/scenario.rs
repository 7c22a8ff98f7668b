//! `placewell scenario`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Screen;
use super::error::Failure;
use super::input;
use super::scenario_files::{expanded, of_folder};
use crate::ingest::{Options, Problems, Severity};
use crate::model::Council;
use crate::scenario::{Ground, Scenario as Written, file, schema};
use crate::{duties, kpis};

/// Write, check and explain scenarios: what a council could change, in a file of five lines
#[derive(Args)]
#[command(
    after_help = "A scenario is a TOML file. The first line gives an editor completion and checking:

  #:schema ../schema.json
  title = \"Ten foster carers for teenagers\"
  [levers.recruit]
  carers = 10
  for = \"teenagers\"

Examples:
  placewell scenario check scenarios/common/recruit-teenagers.toml
  placewell scenario explain scenarios/common/recruit-teenagers.toml --council my-council"
)]
pub struct Scenario {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Explain(Explain),
    Check(Check),
    List(List),
    /// Print the JSON Schema of scenario files
    #[command(after_help = "Example:\n  placewell scenario schema > schema.json")]
    Schema,
}

/// Say in plain English what a scenario changes
#[derive(Args)]
#[command(
    after_help = "Example:\n  placewell scenario explain scenarios/herefordshire/step-down.toml --council my-council"
)]
struct Explain {
    /// Scenario file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Council folder: names its districts, dates its days and checks what the scenario names
    #[arg(long, value_name = "DIR")]
    council: Option<PathBuf>,
}

/// Check scenario files: every problem at once, with file, line and column
#[derive(Args)]
#[command(
    after_help = "Example:\n  placewell scenario check scenarios/common --council my-council"
)]
struct Check {
    /// Scenario files, or folders of them
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Council folder: checks districts, providers and days too
    #[arg(long, value_name = "DIR")]
    council: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// List the scenarios of a folder: name, title and what they answer
#[derive(Args)]
#[command(after_help = "Example:\n  placewell scenario list scenarios/herefordshire")]
struct List {
    /// Folder with scenario files
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

impl Scenario {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let (measures, targets) = (duties::measures(), kpis::targets());
        let known = Options {
            known_measures: &measures,
            known_targets: &targets,
        };
        match &self.command {
            Command::Explain(command) => command.run(&known, screen),
            Command::Check(command) => command.run(&known, screen),
            Command::List(command) => command.run(&known, screen),
            Command::Schema => screen.result(&format!("{:#}\n", schema(&known))),
        }
    }
}

/// Reads a scenario, and holds it against the council where there is one; gives back warnings of what changes nothing.
fn read(
    path: &Path,
    council: Option<&Council>,
    known: &Options,
) -> Result<(Written, Problems), Problems> {
    let scenario = file::read(path, known)?;
    let problems = council.map(|council| scenario.against(council, council.as_at, known));
    if let Some(problems) = problems.filter(|problems| !problems.is_empty()) {
        return Err(problems);
    }
    let ground = council.map(|council| Ground::new(council, council.as_at));
    let warnings = scenario.idle(ground.as_ref(), scenario.horizon.months);
    Ok((scenario, warnings))
}

fn council(dir: Option<&Path>) -> Result<Option<Council>, Failure> {
    dir.map(|dir| Ok(input::read(dir)?.council)).transpose()
}

impl Explain {
    fn run(&self, known: &Options, screen: &Screen) -> Result<(), Failure> {
        let council = council(self.council.as_deref())?;
        if self.file.is_dir() {
            let file = self.file.display();
            return Err(Failure::Unfit(format!(
                "{file} is a folder, and one scenario is explained at a time: placewell scenario list {file} tells what is in it"
            )));
        }
        let (scenario, warnings) =
            read(&self.file, council.as_ref(), known).map_err(Failure::Input)?;
        let ground = council
            .as_ref()
            .map(|council| Ground::new(council, council.as_at));
        screen.result(&scenario.explained(ground.as_ref()))?;
        if warnings.is_empty() {
            return Ok(());
        }
        screen.note(&format!("\n{}", warnings.render()))
    }
}

impl Check {
    fn run(&self, known: &Options, screen: &Screen) -> Result<(), Failure> {
        let council = council(self.council.as_deref())?;
        let (mut problems, mut told) = (Problems::default(), String::new());
        for path in &expanded(&self.files)? {
            match read(path, council.as_ref(), known) {
                Ok((scenario, warnings)) => {
                    told.push_str(&line(path, &scenario));
                    problems.append(warnings);
                }
                Err(wrong) => problems.append(wrong),
            }
        }
        if self.json {
            screen.result(&format!("{:#}\n", problems.to_json()))?;
        }
        match problems.count(Severity::Error) {
            0 if self.json => Ok(()),
            0 => {
                if !problems.is_empty() {
                    screen.note(&problems.render())?;
                }
                screen.note(&told)
            }
            _ if self.json => Err(Failure::InputPrinted),
            _ => Err(Failure::Input(problems)),
        }
    }
}

fn line(path: &Path, scenario: &Written) -> String {
    let levers = match scenario.levers.len() {
        1 => "1 lever".to_owned(),
        n => format!("{n} levers"),
    };
    let sweep = scenario.sweep.as_ref().and_then(|sweep| sweep.size());
    let sweep = sweep.map_or_else(String::new, |size| format!(", a sweep of {size}"));
    format!(
        "{}: {}; {levers}{sweep}; no errors\n",
        path.display(),
        scenario.title
    )
}

impl List {
    fn run(&self, known: &Options, screen: &Screen) -> Result<(), Failure> {
        let paths = of_folder(&self.dir)?;
        let (mut problems, mut told) = (Problems::default(), String::new());
        for path in &paths {
            match file::read(path, known) {
                Ok(scenario) => {
                    let answers = if scenario.answers.is_empty() {
                        String::new()
                    } else {
                        format!(" [{}]", scenario.answers.join(", "))
                    };
                    told.push_str(&format!(
                        "{:<36} {}{answers}\n",
                        scenario.name, scenario.title
                    ));
                }
                Err(wrong) => problems.append(wrong),
            }
        }
        screen.result(&told)?;
        if problems.has_errors() {
            return Err(Failure::Input(problems));
        }
        Ok(())
    }
}
